"""A zip writer that can lie in every field, and the bombs and contradictions made with it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from remiss.documents.reading import sentences
from tests.hostile.case import Case

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = "[Content_Types].xml"
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
BROKEN, HEAVY, LOCKED = sentences.BROKEN_DOCX, sentences.TOO_HEAVY, sentences.LOCKED


@dataclass(frozen=True)
class Member:
    """One file, and what the two places that describe it say instead of the truth."""

    name: bytes
    content: bytes
    method: int = 8
    flags: int = 0x800
    data: bytes | None = None
    size: int | None = None
    packed: int | None = None
    checksum: int | None = None
    local_name: bytes | None = None
    local_flags: int | None = None
    offset: int | None = None
    extra: bytes = b""

    def packed_bytes(self) -> bytes:
        if self.data is not None:
            return self.data
        if self.method != 8:
            return self.content
        machine = zlib.compressobj(9, zlib.DEFLATED, -15)
        return machine.compress(self.content) + machine.flush()


def zipped(members: Sequence[Member], *, before: bytes = b"", after: bytes = b"", count: int | None = None) -> bytes:
    """Return the archive; ``count`` is what its end says about the number of files."""
    out, lists = bytearray(before), bytearray()
    for one in members:
        data = one.packed_bytes()
        checksum = zlib.crc32(one.content) if one.checksum is None else one.checksum
        size = len(one.content) if one.size is None else one.size
        packed = len(data) if one.packed is None else one.packed
        place = len(out) if one.offset is None else one.offset
        if one.offset is None:
            name = one.name if one.local_name is None else one.local_name
            flags = one.flags if one.local_flags is None else one.local_flags
            numbers = (20, flags, one.method, 0, 33, checksum, min(packed, 2**32 - 1), min(size, 2**32 - 1))
            out += struct.pack("<4s5H3L2H", b"PK\3\4", *numbers, len(name), 0) + name + data
        numbers = (20, 20, one.flags, one.method, 0, 33, checksum, min(packed, 2**32 - 1), min(size, 2**32 - 1))
        rest = (len(one.name), len(one.extra), 0, 0, 0, 0, place)
        lists += struct.pack("<4s6H3L5H2L", b"PK\1\2", *numbers, *rest) + one.name + one.extra
    number = min(len(members) if count is None else count, 65535)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, number, number, len(lists), len(out), len(after))
    return bytes(out + lists + end + after)


def word(body: str = "<w:p><w:r><w:t>Text</w:t></w:r></w:p>", **parts: str | bytes) -> list[Member]:
    """Return the files of a small Word document; ``parts`` add or replace (``word__x_xml`` is word/x.xml)."""
    files: dict[str, str | bytes] = {
        TYPES: "<Types/>",
        "_rels/.rels": RELS,
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    files |= {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()}
    raw = {name: content.encode() if isinstance(content, str) else content for name, content in files.items()}
    return [Member(name.encode(), content) for name, content in raw.items()]


def _with(**lie: object) -> bytes:
    """A good document of which the list says one wrong thing about the text."""
    *rest, document = word()
    return zipped([*rest, replace(document, **lie)])


def _quoted_overlap() -> bytes:
    """Many entries over one packed heart: a few kB that say they are gigabytes."""
    spaces = Member(b"", b" " * 900_000)
    told = {"data": spaces.packed_bytes(), "size": 900_000, "checksum": zlib.crc32(spaces.content)}
    return zipped([Member(b"a", b"", **told), *(Member(b"b%d" % n, b"", offset=0, **told) for n in range(2000))])


def _long_end(**lie: int) -> bytes:
    """A document whose end is written in 64 bits, with a lie in it."""
    plain = zipped(word())
    at = plain.rindex(b"PK\5\6")
    _, _, _, here, count, size, start, _ = struct.unpack("<4s4H2LH", plain[at:])
    told = {"here": here, "count": count, "size": size, "start": start, "place": at} | lie
    record = struct.pack(
        "<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, told["here"], told["count"], told["size"], told["start"]
    )
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, told["place"], 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return plain[:at] + record + locator + end


def _names(*names: bytes) -> bytes:
    return zipped([*word(), *(Member(name, b"ont") for name in names)])


def bombs() -> Iterator[Case]:
    """Little that becomes much, and many."""
    spaces = b" " * 60_000_000
    yield Case("zip: bomb in the text", lambda: zipped(word(word__document_xml=spaces)), HEAVY)
    yield Case("zip: bomb in a picture", lambda: zipped(word(word__media__a=spaces)), HEAVY)
    yield Case("zip: bomb inside a bomb", lambda: zipped(word(word__a=zipped([Member(b"b", spaces)] * 3))), "")
    yield Case("zip: 2,000 files over one heart", _quoted_overlap, {HEAVY, BROKEN})
    yield Case("zip: 70,000 files", lambda: _names(*(b"%d" % n for n in range(70_000))), {HEAVY, BROKEN})
    yield Case("zip: 4,900 files", lambda: _names(*(b"%d" % n for n in range(4_900))), "")


def names() -> Iterator[Case]:
    """Names that lead elsewhere, hide, or stand there twice."""
    yield Case("zip: the same name twice", lambda: _names(b"word/document.xml"), BROKEN)
    yield Case("zip: the same name in other letters", lambda: _names(b"WORD/Document.XML"), BROKEN)
    for name in (
        b"../../../tmp/ond",
        b"/etc/ond",
        b"..\\ond",
        b"C:ond",
        b"a\0b",
        b"a/./b",
        b"\xe2\x80\xaegpj.exe",
        b"x" * 5000,
        b"",
    ):
        yield Case(f"zip: the name {name[:12]!r}", lambda name=name: _names(name), BROKEN)


def lies() -> Iterator[Case]:
    """Locks, packings and numbers that are not true."""
    yield Case("zip: encrypted", lambda: _with(flags=0x801), LOCKED)
    yield Case("zip: strongly encrypted", lambda: _with(flags=0x840), LOCKED)
    yield Case("zip: encrypted, says only the file itself", lambda: _with(local_flags=0x801), BROKEN)
    for method in (1, 9, 12, 14, 93, 99):
        yield Case(f"zip: packed by method {method}", lambda method=method: _with(method=method), BROKEN)
    yield Case("zip: says that it is shorter", lambda: _with(size=10), BROKEN)
    yield Case("zip: says that it is longer", lambda: _with(size=5000), BROKEN)
    yield Case("zip: says that it is four gigabytes", lambda: _with(size=2**32 - 2), HEAVY)
    yield Case("zip: wrong checksum", lambda: _with(checksum=1), BROKEN)
    yield Case("zip: another name where it lies", lambda: _with(local_name=b"word/settings.xml"), BROKEN)
    yield Case("zip: lies after the end", lambda: _with(offset=2**31), BROKEN)
    yield Case("zip: packed bytes that are noise", lambda: _with(data=b"\xff" * 400), BROKEN)
    yield Case("zip: packed bytes cut off", lambda: _with(data=Member(b"", b"x" * 3000).packed_bytes()[:9]), BROKEN)
    yield Case("zip: sizes in a field that is missing", lambda: _with(size=2**32 - 1, packed=2**32 - 1), BROKEN)
    field = struct.pack("<2H2Q", 1, 16, 2**63, 2**63)
    yield Case("zip: sizes of 2^63", lambda: _with(size=2**32 - 1, packed=2**32 - 1, extra=field), {BROKEN, HEAVY})


def ends() -> Iterator[Case]:
    """The end of the file, which says where everything is, and files in front of it."""
    yield Case("zip: written in 64 bits, honestly", lambda: _long_end(), "")
    for lie in ({"place": 2**63}, {"start": 2**63}, {"count": 2**40, "here": 2**40}, {"size": 2**40}, {"here": 1}):
        name = f"zip: written in 64 bits with a lie about {next(iter(lie))}"
        yield Case(name, lambda lie=lie: _long_end(**lie), {BROKEN, HEAVY})
    yield Case("zip: says that it has fewer files", lambda: zipped(word(), count=1), BROKEN)
    yield Case("zip: says that it has more files", lambda: zipped(word(), count=9), BROKEN)
    yield Case("zip: something after the end", lambda: zipped(word()) + b"<script>alert(1)</script>", BROKEN)
    yield Case("zip: 60,000 bytes of comment", lambda: zipped(word(), after=b"PK\5\6" * 15_000), {BROKEN, ""})
    yield Case("zip: nothing but an end", lambda: zipped([]), sentences.ARCHIVE)
    yield Case("zip: program in front", lambda: zipped(word(), before=b"MZ\x90\0" * 200), sentences.PROGRAM)
    yield Case("zip: picture in front", lambda: zipped(word(), before=b"\xff\xd8\xff\xe0" * 200), sentences.IMAGE)
    yield Case(
        "zip: pdf in its first file", lambda: zipped([Member(b"a", b"%PDF-1.4 ", 0), *word()]), sentences.BROKEN_PDF
    )


def cases() -> Iterator[Case]:
    """Give every archive."""
    for family in (bombs, names, lies, ends):
        yield from family()
