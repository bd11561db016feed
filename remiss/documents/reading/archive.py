"""Our own reading of a zip file: everything its lists say is checked before one byte is unpacked.

The standard library believes a file that says its parts lie on top of each other, or that begins with another file.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from remiss.documents.reading import sentences
from remiss.documents.reading.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_ENTRIES,
    MAX_NAME_BYTES,
    MAX_RATIO,
    RATIO_FREE_BYTES,
)
from remiss.errors import UnreadableFile

STORED, DEFLATED = 0, 8
_END = struct.Struct("<4s4H2LH")
_LONG_END = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_LONG_FIELD = 1
_ENCRYPTED, _SIZES_FOLLOW, _STRONGLY_ENCRYPTED, _UTF_8, _HIDDEN_LISTS = 0x1, 0x8, 0x40, 0x800, 0x2000
_LONGEST_COMMENT = 65_535
# Packed bytes that hold the tables of the packing and the first letters.
_ENOUGH = 1024
_PIECE = 256 * 1024


@dataclass(frozen=True)
class Entry:
    """One file of the archive: its name, and where its packed bytes lie."""

    name: str
    method: int
    packed: int
    size: int
    checksum: int
    start: int
    data: int


class Archive:
    """A checked zip file. ``names`` are its files, without folders; ``read`` unpacks one within a limit."""

    def __init__(self, content: bytes) -> None:
        """Check the lists of ``content``. Raises UnreadableFile when the archive contradicts itself or is a bomb."""
        self._content = content
        try:
            self._entries = self._checked()
        except (struct.error, UnicodeDecodeError, OverflowError) as problem:
            raise UnreadableFile(sentences.BROKEN_DOCX) from problem

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files, in the order of the list."""
        return tuple(name for name in self._entries if not name.endswith("/"))

    def beginning(self, name: str) -> bytes:
        """Return the first eight bytes of the file ``name``, which tell its kind."""
        entry = self._entries[name]
        packed = self._content[entry.data : entry.data + min(entry.packed, _ENOUGH)]
        if entry.method == STORED:
            return packed[:8]
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, 8)
        except zlib.error as problem:
            raise UnreadableFile(sentences.BROKEN_DOCX) from problem

    def read(self, name: str, limit: int) -> bytes:
        """Return the file ``name``, unpacked: never more than ``limit`` bytes, and exactly what the list promised."""
        entry = self._entries[name]
        if entry.size > limit:
            raise UnreadableFile(sentences.TOO_HEAVY)
        packed = self._content[entry.data : entry.data + entry.packed]
        content = packed if entry.method == STORED else _inflated(packed, entry.size)
        if len(content) != entry.size or zlib.crc32(content) != entry.checksum:
            raise UnreadableFile(sentences.BROKEN_DOCX)
        return content

    def pieces(self, name: str, limit: int) -> Iterator[bytes]:
        """Yield the file ``name`` piece by piece as it is unpacked; what ``read`` checks is known at its end."""
        entry = self._entries[name]
        if entry.size > limit:
            raise UnreadableFile(sentences.TOO_HEAVY)
        packed = memoryview(self._content)[entry.data : entry.data + entry.packed]
        size, checksum = 0, 0
        for piece in _parted(packed) if entry.method == STORED else _unpacked(packed):
            size, checksum = size + len(piece), zlib.crc32(piece, checksum)
            _demand(size <= entry.size)
            yield piece
        _demand(size == entry.size and checksum == entry.checksum)

    def _checked(self) -> dict[str, Entry]:
        count, size, start, end = self._list_place()
        if count > MAX_ARCHIVE_ENTRIES:
            raise UnreadableFile(sentences.TOO_HEAVY)
        _demand(start + size == end)
        entries = list(self._listed(count, start, end))
        _refuse_bombs(entries)
        _refuse_overlap(entries, start)
        names = {entry.name.casefold() for entry in entries}
        _demand(len(names) == len(entries))
        return {entry.name: entry for entry in entries}

    def _list_place(self) -> tuple[int, int, int, int]:
        """Return the number of entries, and size, start and end of their list; the last bytes of the file say it."""
        at = self._content.rfind(b"PK\x05\x06", max(0, len(self._content) - _END.size - _LONGEST_COMMENT))
        _demand(at >= 0)
        _, disk, list_disk, here, count, size, start, comment = _END.unpack_from(self._content, at)
        _demand(disk == list_disk == 0 and here == count and at + _END.size + comment == len(self._content))
        if _FULL_16 not in (here, count) and _FULL_32 not in (size, start):
            return count, size, start, at
        return self._long_list_place(at)

    def _long_list_place(self, end: int) -> tuple[int, int, int, int]:
        mark, disk, at, disks = _LOCATOR.unpack_from(self._content, end - _LOCATOR.size)
        _demand(mark == b"PK\x06\x07" and disk == 0 and disks == 1)
        mark, length, _, _, disk, list_disk, here, count, size, start = _LONG_END.unpack_from(self._content, at)
        _demand(mark == b"PK\x06\x06" and disk == list_disk == 0 and here == count)
        _demand(at + 12 + length == end - _LOCATOR.size)
        return count, size, start, at

    def _listed(self, count: int, at: int, end: int) -> Iterator[Entry]:
        for _ in range(count):
            head = _CENTRAL.unpack_from(self._content, at)
            _demand(head[0] == b"PK\x01\x02")
            name_length, extra_length, comment_length = head[10:13]
            name_at = at + _CENTRAL.size
            extra_at = name_at + name_length
            at = extra_at + extra_length + comment_length
            _demand(at <= end)
            yield self._entry(head, self._content[name_at:extra_at], self._content[extra_at : extra_at + extra_length])
        _demand(at == end)

    def _entry(self, head: tuple[int, ...], raw_name: bytes, extra: bytes) -> Entry:
        flags, method, checksum, packed, size, disk, start = head[3], head[4], *head[7:10], head[13], head[16]
        if flags & (_ENCRYPTED | _STRONGLY_ENCRYPTED | _HIDDEN_LISTS):
            raise UnreadableFile(sentences.LOCKED)
        _demand(method in (STORED, DEFLATED) and disk == 0)
        size, packed, start = _long_values(size, packed, start, extra)
        _demand(method == DEFLATED or packed == size)
        data = self._data_place(start, raw_name, flags, packed, size)
        return Entry(_name(raw_name, flags), method, packed, size, checksum, start, data)

    def _data_place(self, start: int, raw_name: bytes, flags: int, packed: int, size: int) -> int:
        """Return where the packed bytes begin. What stands before them must agree with the list."""
        head = _LOCAL.unpack_from(self._content, start)
        name_at = start + _LOCAL.size
        data = name_at + head[9] + head[10]
        _demand(head[0] == b"PK\x03\x04" and self._content[name_at : name_at + head[9]] == raw_name)
        _demand(not head[2] & (_ENCRYPTED | _STRONGLY_ENCRYPTED))
        if not (head[2] | flags) & _SIZES_FOLLOW:
            told = {head[7], head[8]} - {_FULL_32}
            _demand(told <= {packed, size})
        return int(data)


def _demand(true: bool) -> None:
    if not true:
        raise UnreadableFile(sentences.BROKEN_DOCX)


def _inflated(packed: bytes, size: int) -> bytes:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = machine.decompress(packed, size + 1)
    except zlib.error as problem:
        raise UnreadableFile(sentences.BROKEN_DOCX) from problem
    # An empty part ends without giving a byte; the limit above cannot be 0, which would mean none.
    if not machine.eof or machine.unused_data or machine.unconsumed_tail:
        raise UnreadableFile(sentences.BROKEN_DOCX)
    return content


def _parted(content: memoryview) -> Iterator[bytes]:
    for start in range(0, len(content), _PIECE):
        yield bytes(content[start : start + _PIECE])


def _unpacked(packed: memoryview) -> Iterator[bytes]:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for some in _parted(packed):
            yield (piece := machine.decompress(some, _PIECE))
            while piece and (rest := machine.unconsumed_tail):
                yield (piece := machine.decompress(rest, _PIECE))
    except zlib.error as problem:
        raise UnreadableFile(sentences.BROKEN_DOCX) from problem
    _demand(machine.eof and not machine.unused_data and not machine.unconsumed_tail)


def _long_values(size: int, packed: int, start: int, extra: bytes) -> tuple[int, int, int]:
    """Return the values that do not fit in 32 bits from the field that holds them."""
    values = [size, packed, start]
    if _FULL_32 not in values:
        return size, packed, start
    found = next((data for kind, data in _fields(extra) if kind == _LONG_FIELD), b"")
    at = 0
    for index, value in enumerate(values):
        if value == _FULL_32:
            (values[index],) = struct.unpack_from("<Q", found, at)
            at += 8
    return values[0], values[1], values[2]


def _name(raw: bytes, flags: int) -> str:
    _demand(0 < len(raw) <= MAX_NAME_BYTES)
    name = raw.decode("utf-8" if flags & _UTF_8 else "cp437")
    # A backslash is a folder in Windows; a colon a drive, or a hidden stream of another file.
    wrong = not name.isprintable() or "\\" in name or ":" in name or name.startswith("/")
    _demand(not wrong and not {".", ".."} & set(name.split("/")))
    return name


def _refuse_bombs(entries: list[Entry]) -> None:
    swollen = any(e.size > RATIO_FREE_BYTES and e.size > MAX_RATIO * e.packed for e in entries)
    if swollen or sum(entry.size for entry in entries) > MAX_ARCHIVE_BYTES:
        raise UnreadableFile(sentences.TOO_HEAVY)


def _refuse_overlap(entries: list[Entry], end: int) -> None:
    """Each file's bytes lie after the ones before and before the list; nothing stands in front of the first."""
    free = 0
    for entry in sorted(entries, key=lambda entry: entry.start):
        _demand(entry.start >= free and (free > 0 or entry.start == 0))
        free = entry.data + entry.packed
    _demand(free <= end)


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        yield kind, extra[at + 4 : at + 4 + length]
        at += 4 + length
