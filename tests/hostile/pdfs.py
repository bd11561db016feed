"""Pdf files: rings, bombs, lies, and what would run when somebody opens them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from remiss.documents.reading import sentences
from tests.hostile.case import Case
from tests.hostile.words import CALL

BROKEN, HEAVY, SLOW, PROGRAM = sentences.BROKEN_PDF, sentences.TOO_HEAVY, sentences.TOO_SLOW, sentences.PDF_PROGRAM
ANY = {"", BROKEN, HEAVY, SLOW, sentences.SCANNED, sentences.NO_TEXT, sentences.LOCKED}
SHOW = b"BT /F1 11 Tf 70 700 Td (Text) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(content: bytes, more: bytes = b"", length: object = None) -> bytes:
    told = str(len(content) if length is None else length).encode()
    return b"<< /Length " + told + b" " + more + b" >>\nstream\n" + content + b"\nendstream"


def packed(content: bytes, more: bytes = b"", times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter [" + b"/FlateDecode " * times + b"] " + more)


def pdf(objects: Sequence[bytes], trailer: bytes = b"", root: bytes = b"1 0 R", *, table: bool = True) -> bytes:
    """Return a file of numbered objects; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    if table:
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = (len(objects) + 1, root, trailer, start)
    return bytes(out) + b"trailer << /Size %d /Root %s %s >>\nstartxref\n%d\n%%%%EOF\n" % end


def paged(
    content: bytes = SHOW, *more: bytes, page: bytes = b"", catalogue: bytes = b"", resources: bytes = b""
) -> bytes:
    """Return a file of one page whose content is object 4; the font is 5 and ``more`` follow."""
    body = content if content.startswith(b"<<") else stream(content)
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R " + catalogue + b" >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            + page
            + b" /Resources << /Font << /F1 5 0 R >> "
            + resources
            + b" >> >>",
            body,
            FONT,
            *more,
        ]
    )


def tree(*objects: bytes) -> bytes:
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *objects])


def rings() -> Iterator[Case]:
    """Things that lead back to themselves."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    glyph = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65 "
        b"/Widths [9] /Encoding << /Differences [65 /a] >> /CharProcs << /a 7 0 R >> "
        b"/Resources << /Font << /F2 6 0 R >> >> >>"
    )
    deep = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1) for number in range(2, 9_000)]
    made = {
        "pages that are their own parent": tree(b"<< /Type /Pages /Kids [2 0 R] /Count 9 >>"),
        "two pages of each other": tree(
            b"<< /Type /Pages /Kids [3 0 R] /Count 9 >>", b"<< /Type /Pages /Kids [2 0 R] /Count 9 >>"
        ),
        "a tree of 9,000 levels": tree(*deep, b"<< /Type /Page /Parent 2 0 R >>"),
        "an object that is itself": tree(b"2 0 R"),
        "objects that are each other": tree(b"3 0 R", b"2 0 R"),
        "a catalogue that is the pages": pdf([b"<< /Type /Pages /Pages 1 0 R /Kids [1 0 R] /Count 1 >>"]),
        "a length that is itself": paged(stream(SHOW, length="4 0 R")),
        "a form that draws itself": paged(b"/X Do", stream(b"/X Do", form), resources=b"/XObject << /X 6 0 R >>"),
        "a letter that writes itself": paged(
            b"BT /F2 9 Tf (A) Tj ET", glyph, stream(b"BT /F2 9 Tf (A) Tj ET"), resources=b"/Font << /F2 6 0 R >>"
        ),
        "a list that is before itself": pdf(
            [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Kids [] /Count 0 >>"], b"/Prev 120"
        ),
        "outlines": paged(
            SHOW, b"<< /First 6 0 R /Next 6 0 R /Parent 6 0 R /Title (x) >>", catalogue=b"/Outlines 6 0 R"
        ),
        "names": paged(SHOW, b"<< /Kids [6 0 R] >>", catalogue=b"/Names << /Dests 6 0 R /JavaScript 6 0 R >>"),
        "an object stream that extends itself": paged(
            SHOW, packed(b"7 0 (x)", b"/Type /ObjStm /N 1 /First 4 /Extends 6 0 R")
        ),
        "a font of itself": paged(
            SHOW,
            b"<< /Type /Font /Subtype /Type0 /BaseFont /X /DescendantFonts [6 0 R] >>",
            resources=b"/Font << /F1 6 0 R >>",
        ),
    }
    yield from (Case(f"pdf ring: {name}", lambda content=content: content, ANY) for name, content in made.items())


FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
CASCADE = [stream(b"/X Do " * 10, FORM % (number + 1)) for number in range(6, 22)]
SHARED = [
    b"<< /Type /Pages /Kids [" + b"3 0 R " * 5000 + b"] /Count 5000 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    stream(SHOW),
    FONT,
]
MANY = b"".join(b"BT /F1 1 Tf %d %d Td (a) Tj ET\n" % (x * 7 % 590, y * 3) for x in range(200) for y in range(200))
IMAGE = b"/Type /XObject /Subtype /Image /Width 99999 /Height 99999 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
CMAP = (
    b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFFFFFF> endcodespacerange "
    b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange endcmap"
)


def bombs() -> Iterator[Case]:
    """Little that becomes much."""
    made = {
        "5,000 pages that are one": lambda: tree(*SHARED),
        "1,900 pages that are one": lambda: tree(
            SHARED[0].replace(b"3 0 R " * 5000, b"3 0 R " * 1900).replace(b"5000", b"1900"), *SHARED[1:]
        ),
        "forms that draw ten forms each": lambda: paged(
            b"/X Do", *CASCADE, stream(SHOW, FORM % 5), resources=b"/XObject << /X 6 0 R >>"
        ),
        "a page of 400 MB": lambda: paged(packed(b" " * 400_000_000)),
        "a page of 100 MB of operators": lambda: paged(packed(b"q Q " * 25_000_000)),
        "a page packed twenty times": lambda: paged(packed(SHOW + b" " * 10_000_000, times=20)),
        "an object stream of 300 MB": lambda: paged(
            SHOW, packed(b"7 0 " + b" " * 300_000_000, b"/Type /ObjStm /N 1 /First 4")
        ),
        "20,000 object streams": lambda: paged(
            SHOW, *[packed(b"7 0 " + b" " * 20_000, b"/Type /ObjStm /N 1 /First 4")] * 20_000
        ),
        "40,000 letters, each alone": lambda: paged(MANY),
        "two million letters": lambda: paged(packed(b"BT /F1 1 Tf 9 9 Td (" + b"a" * 2_000_000 + b") Tj ET")),
    }
    yield from (Case(f"pdf bomb: {name}", make, ANY) for name, make in made.items())


def more_bombs() -> Iterator[Case]:
    """Little that becomes much, by pictures, letters and depth."""
    made = {
        "a picture of ten thousand million points": lambda: paged(
            b"/X Do " + SHOW, packed(b"\0" * 50_000_000, IMAGE), resources=b"/XObject << /X 6 0 R >>"
        ),
        "a map of four thousand million letters": lambda: paged(
            SHOW,
            stream(CMAP),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R >>",
            resources=b"/Font << /F1 7 0 R >>",
        ),
        "arrays in arrays": lambda: tree(b"[" * 1_000_000),
        "a million levels of names": lambda: tree(b"<< /A " * 500_000),
        "brackets in brackets of text": lambda: paged(b"BT /F1 1 Tf " + b"(" * 2_000_000),
        "a page that is large as a country": lambda: paged(page=b"/MediaBox [-1e38 -1e38 1e38 1e38] /UserUnit 1e30"),
        "a page whose size is no number": lambda: paged(page=b"/MediaBox [(a) /b nan inf]"),
        "100,000 contents": lambda: paged(page=b"/Contents [" + b"4 0 R " * 100_000 + b"]"),
        "a million brackets before the text": lambda: paged(packed(b"q " * 1_000_000 + SHOW)),
        "30 MB of the beginning of a stream of objects": lambda: b"%PDF-1.4\n" + b"/ObjStm" * 4_000_000,
    }
    yield from (Case(f"pdf bomb: {name}", make, ANY) for name, make in made.items())


def lies() -> Iterator[Case]:
    """Numbers that are not true, and ends that are missing."""
    good = paged()
    made = {
        "a count of 2^31": tree(b"<< /Type /Pages /Kids [] /Count 2147483647 >>"),
        "a count below zero": tree(b"<< /Type /Pages /Kids [] /Count -5 >>"),
        "no list": pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Kids [] /Count 0 >>"], table=False),
        "a list somewhere else": good.replace(b"startxref\n", b"startxref\n9"),
        "half of it": good[: len(good) // 2],
        "nothing but its name": b"%PDF-1.7\n",
        "a root that is missing": pdf([b"<< >>"], root=b"9 0 R"),
        "a length of 2^31": paged(stream(SHOW, length=2**31)),
        "a length below zero": paged(stream(SHOW, length=-9)),
        "a size of 2^31": good.replace(b"/Size 6", b"/Size 2147483647"),
        "a key that nobody has": pdf(
            [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Kids [] /Count 0 >>"],
            b"/Encrypt << /Filter /Standard /V 4 /R 4 /O (x) /U (x) /P -1 >> /ID [(a) (b)]",
        ),
        "a lock of another make": pdf(
            [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Kids [] /Count 0 >>"], b"/Encrypt << /Filter /Okand /V 9 >>"
        ),
        "a filter that does not exist": paged(stream(SHOW, b"/Filter /Okand")),
        "packed bytes that are noise": paged(stream(b"\xff" * 900, b"/Filter /FlateDecode")),
    }
    yield from (Case(f"pdf lie: {name}", lambda content=content: content, ANY) for name, content in made.items())


def programs() -> Iterator[Case]:
    """What would run. Asked of the door, which keeps files."""

    def case(name: str, content: bytes, answers: str | set[str] = PROGRAM) -> Case:
        return Case(f"pdf program: {name}", lambda: content, answers, "examine")

    yield case("a script at the start", paged(catalogue=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"))
    yield case("a script, spelled oddly", paged(catalogue=b"/OpenAction << /S /J#61va#53cript /JS (x) >>"))
    yield case(
        "a script among the names",
        paged(
            SHOW,
            b"<< /Names [(a) 7 0 R] >>",
            b"<< /S /JavaScript /JS (x) >>",
            catalogue=b"/Names << /JavaScript 6 0 R >>",
        ),
    )
    yield case(
        "a script in a packed object",
        paged(SHOW, packed(b"7 0 << /S /JavaScript /JS (x) >>", b"/Type /ObjStm /N 1 /First 4")),
    )
    yield case(
        "a program that is started", paged(page=b"/Annots [<< /Subtype /Link /A << /S /Launch /F (cmd.exe) >> >>]")
    )


def doubles() -> Iterator[Case]:
    """What only looks dangerous, and what is two kinds of file at once. Asked of the door too."""

    def case(name: str, content: bytes, answers: str | set[str] = BROKEN) -> Case:
        return Case(f"pdf program: {name}", lambda: content, answers, "examine")

    yield case(
        "an address is only an address",
        paged(page=b"/Annots [<< /Subtype /Link /A << /S /URI /URI (%s) >> >>]" % CALL.encode()),
        "",
    )
    yield case(
        "a file in the file is left alone",
        paged(
            SHOW,
            stream(b"MZ", b"/Type /EmbeddedFile"),
            catalogue=b"/Names << /EmbeddedFiles << /Names [(a.exe) << /F (a.exe) /EF << /F 6 0 R >> >>] >> >>",
        ),
        "",
    )
    yield case(
        "a form that is sent away", paged(catalogue=b"/OpenAction << /S /SubmitForm /F (%s) >>" % CALL.encode()), ""
    )
    yield case("a pdf and a page", b"<html><script>x</script>" + paged(), BROKEN)
    yield case("a pdf and a zip", paged() + b"PK\5\6" + b"\0" * 18, BROKEN)
    yield case("a pdf and a picture", b"\xff\xd8\xff\xe0" + paged(), BROKEN)
    yield case("a pdf and a program", b"MZ\x90\0" + paged(), BROKEN)
    yield Case("pdf: letters that turn", lambda: paged(b"BT /F1 9 Tf 9 9 Td (a\\202\\203\\000b) Tj ET"), ANY)


def cases() -> Iterator[Case]:
    """Give every pdf."""
    for family in (rings, bombs, more_bombs, lies, programs, doubles):
        yield from family()
