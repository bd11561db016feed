"""How much one uploaded file may cost us. Sizes in bytes, times in seconds."""

from __future__ import annotations

MAX_FILE_BYTES = 30 * 1024 * 1024
# One unpacked part of a docx: a thousand pages of text are about 10 MB of XML.
MAX_PART_BYTES = 40 * 1024 * 1024
MAX_ARCHIVE_ENTRIES = 5_000
MAX_TEXT_CHARACTERS = 5_000_000
MAX_PDF_PAGES = 2_000
# Word nests tables a few levels deep; deeper is an attack on the stack.
MAX_NESTING = 40

# How the reading process says that the file, not it, is at fault.
UNREADABLE_STATUS = 3

CPU_SECONDS = 20
WALL_SECONDS = 30
ADDRESS_SPACE_BYTES = 1024 * 1024 * 1024
