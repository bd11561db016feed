"""How much one uploaded file may cost us. Sizes in bytes, times in seconds."""

from __future__ import annotations

MAX_FILE_BYTES = 30 * 1024 * 1024

# All files of an archive, unpacked; most are pictures that are never unpacked here.
MAX_ARCHIVE_BYTES = 200 * 1024 * 1024
MAX_ARCHIVE_ENTRIES = 5_000
MAX_NAME_BYTES = 400
# Word's own XML is packed 10 to 30 times, one sentence over and over 300 times, a bomb 1,000 times.
MAX_RATIO = 400
RATIO_FREE_BYTES = 1024 * 1024

# What is unpacked of one docx: a thousand pages of text are about 10 MB of XML.
MAX_PART_BYTES = 20 * 1024 * 1024
# A compilation of a thousand replies, which quotes what it also holds in full; no more than a child of it is kept.
MAX_COMPILED_BYTES = 160 * 1024 * 1024
MAX_TEXT_CHARACTERS = 5_000_000
MAX_TEXT_LINES = 200_000
MAX_PDF_PAGES = 2_000
# Runs of text on one page: a full one has a hundred lines, letter by letter six thousand. Each is looked for in all.
MAX_PDF_PIECES = 8_000
# Word itself has room for 4,091.
MAX_STYLES = 5_000
# Word nests tables a few levels deep; deeper is an attack on the stack.
MAX_NESTING = 40

# How the reading process says that the file, not it, is at fault.
UNREADABLE_STATUS = 3
OUT_OF_MEMORY_STATUS = 4

# An attack is small and slow; a long document is slow because it is long. So time follows the size of the file.
LEAST_SECONDS = 1.4
SECONDS_PER_MEGABYTE = 4.0
MOST_SECONDS = 20.0
WALL_SECONDS = 30.0
MEMORY_BYTES = 250 * 1024 * 1024
MAX_ANSWER_BYTES = 64 * 1024 * 1024
# One child reads this many files of one batch before it is replaced.
MAX_FILES_PER_CHILD = 50


def processor_seconds(size: int) -> float:
    """Return how long the processor may work on a file of ``size`` bytes."""
    return min(MOST_SECONDS, LEAST_SECONDS + SECONDS_PER_MEGABYTE * size / 1024**2)
