"""Word documents whose XML attacks: entities in every encoding, floods, depths, rings, programs, hidden words."""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.reading import sentences
from tests.hostile.case import Case
from tests.hostile.zips import TYPES, Member, W, word, zipped

BROKEN, HEAVY, SLOW = sentences.BROKEN_DOCX, sentences.TOO_HEAVY, sentences.TOO_SLOW
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
TEXT = f"<w:document {W}><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Nobody listens here: a test listens instead, and hears of everyone who calls.
CALL = "http://127.0.0.1:47113/x"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def docx(body: str = PARAGRAPH.format("Text"), **parts: str | bytes) -> bytes:
    return zipped(word(body, **parts))


def document(xml: str | bytes) -> bytes:
    return docx(word__document_xml=xml)


def relations(*rows: tuple[str, str], mode: str = "") -> str:
    """Return a part of relations, (kind, target) each."""
    lines = (f'<Relationship Id="r{n}" Type="{OFFICE}/{k}" Target="{t}" {mode}/>' for n, (k, t) in enumerate(rows))
    start = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return start + "".join(lines) + "</Relationships>"


def related(*rows: tuple[str, str], mode: str = "", **parts: str | bytes) -> bytes:
    return docx(**{"word___rels__document_xml.rels": relations(*rows, mode=mode)} | parts)


def entities() -> Iterator[Case]:
    """Document types, in every way of writing them."""
    laughs = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>' + TEXT % "&a9;"
    types = {
        "billion laughs": laughs,
        "one long entity many times": f'<!DOCTYPE x [<!ENTITY a "{"h" * 90_000}">]>' + TEXT % ("&a;" * 9000),
        "a file of the server": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + TEXT % "&a;",
        "an address": f'<!DOCTYPE x [<!ENTITY a SYSTEM "{CALL}">]>' + TEXT % "&a;",
        "parameters": f'<!DOCTYPE x [<!ENTITY % a SYSTEM "{CALL}"> %a;]>' + TEXT % "",
        "a type from an address": f'<!DOCTYPE x SYSTEM "{CALL}">' + TEXT % "",
        "defaults of attributes": '<!DOCTYPE x [<!ATTLIST w:t a CDATA "b">]>' + TEXT % "",
    }
    for name, xml in types.items():
        yield Case(f"xml: {name}", lambda xml=xml: document(xml), BROKEN)
    for code in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7", "cp037", "cp1252"):
        told = f'<?xml version="1.0" encoding="{code}"?>' + laughs
        yield Case(f"xml: laughs in {code}", lambda told=told, code=code: document(told.encode(code)), BROKEN)
    told = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x>' + TEXT % ""
    yield Case("xml: says that it is UTF-7", lambda: document(told), BROKEN)
    yield Case(
        "xml: says UTF-16 and is not", lambda: document(f'<?xml version="1.0" encoding="utf-16"?>{laughs}'), BROKEN
    )
    yield Case("xml: UTF-16 that is honest", lambda: document((TEXT % "Text").encode("utf-16")), "")
    for part in ("word__styles_xml", "word__numbering_xml", "word__header1_xml"):
        kind = part.split("__")[1].split("_")[0].rstrip("1")
        target = part.replace("__", "/").replace("_xml", ".xml").removeprefix("word/")
        yield Case(f"xml: laughs in {kind}", lambda k=kind, t=target, p=part: related((k, t), **{p: laughs}), BROKEN)
    yield Case("xml: laughs in the relations", lambda: docx(**{"_rels__.rels": laughs}), BROKEN)
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{CALL}" parse="text"/>'
    yield Case("xml: includes an address", lambda: docx(include + PARAGRAPH.format("Text")), "")
    sheet = f'<?xml-stylesheet href="{CALL}" type="text/xsl"?>' + TEXT % "Text"
    yield Case("xml: a style sheet from an address", lambda: document(sheet), "")


def floods() -> Iterator[Case]:
    """Much of everything."""
    read = {"", HEAVY, SLOW, BROKEN}
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>{PARAGRAPH.format("bred")}</w:tc>'
    page = (
        "".join(PARAGRAPH.format(f"Rad {n} om lamporna på torget.") for n in range(40))
        + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    )
    names = " ".join(f'a{n}="1"' for n in range(300_000))
    spaces = " ".join(f'xmlns:n{n}="u{n}"' for n in range(100_000))
    made = {
        "a cell ten million columns wide": lambda: docx(f"<w:tbl><w:tr>{cell * 2}</w:tr></w:tbl>"),
        "5,000 pages": lambda: docx(page * 5000),
        "500 pages": lambda: docx(page * 500),
        "a million empty paragraphs": lambda: docx("<w:p/>" * 1_000_000),
        "200,000 runs in one paragraph": lambda: docx("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 200_000 + "</w:p>"),
        "a table of 100,000 cells in a row": lambda: docx(
            f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 100_000}</w:tr></w:tbl>"
        ),
        "300,000 attributes": lambda: docx(f"<w:p {names}/>" + PARAGRAPH.format("Text")),
        "100,000 namespaces": lambda: docx(f"<w:p {spaces}/>" + PARAGRAPH.format("Text")),
        "an attribute of nine million signs": lambda: docx(f'<w:p a="{"x" * 9_000_000}"/>' + PARAGRAPH.format("Text")),
        "a name of a million signs": lambda: docx(f"<{'x' * 1_000_000}/>" + PARAGRAPH.format("Text")),
        "a word of nine million signs": lambda: docx(PARAGRAPH.format("å" * 4_500_000)),
        "half a million comments": lambda: docx("<!--x-->" * 500_000 + PARAGRAPH.format("Text")),
        "half a million instructions": lambda: docx("<?x y?>" * 500_000 + PARAGRAPH.format("Text")),
        "200,000 styles": lambda: styles("".join(f'<w:style w:styleId="s{n}"/>' for n in range(200_000))),
        "a chain of 50,000 styles": lambda: styles(
            "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(50_000))
        ),
        "a list number of a million signs": lambda: numbered("%1" * 500_000, 10_000),
        "a million combining marks": lambda: docx(PARAGRAPH.format("a" + "\u0301\u0323" * 500_000)),
        "100,000 headers": lambda: related(*[("header", "header1.xml")] * 100_000, word__header1_xml=TEXT % "x"),
        "1,500 headers": lambda: many_headers(1500),
    }
    yield from (Case(f"flood: {name}", make, read) for name, make in made.items())


def styles(inside: str) -> bytes:
    return related(("styles", "styles.xml"), word__styles_xml=f"<w:styles {W}>{inside}</w:styles>")


def numbered(pattern: str, paragraphs: int) -> bytes:
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{pattern}"/></w:lvl>'
    abstract = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
    lists = f'<w:numbering {W}>{abstract}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    use = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = f"<w:p>{use}<w:r><w:t>Text</w:t></w:r></w:p>" * paragraphs
    parts = {"word___rels__document_xml.rels": relations(("numbering", "numbering.xml"))}
    return docx(body, word__numbering_xml=lists, **parts)


def many_headers(count: int) -> bytes:
    parts = {f"word__h{n}_xml": TEXT % f"Sidhuvud {n}" for n in range(count)}
    return related(*(("header", f"h{n}.xml") for n in range(count)), **parts)


def depths() -> Iterator[Case]:
    """Things in things in things, and rings."""
    refused = {"", HEAVY, BROKEN}

    def nested(start: str, end: str, times: int) -> bytes:
        return docx(start * times + PARAGRAPH.format("Text") + end * times + PARAGRAPH.format("Slut"))

    table = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    box = "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"
    choice = '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
    for name, start, end, times in (
        ("tables", *table, 60),
        ("tables", *table, 20_000),
        ("text boxes", *box, 45),
        ("text boxes", *box, 20_000),
        ("content controls", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 100),
        ("content controls", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 100_000),
        ("insertions", "<w:ins>", "</w:ins>", 100_000),
        ("unknown things", "<x>", "</x>", 1_000_000),
        ("choices", choice, "</mc:Choice></mc:AlternateContent>", 5_000),
    ):
        yield Case(f"depth: {times} {name}", lambda s=start, e=end, t=times: nested(s, e, t), refused)
    ring = (
        '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    yield Case("ring: styles", lambda: styles(ring), "")
    yield Case("ring: the text is its own header", lambda: related(("header", "document.xml")), "")
    own = relations(("officeDocument", "_rels/.rels"))
    yield Case("ring: the relations are the text", lambda: docx(**{"_rels__.rels": own}), {BROKEN, sentences.NO_TEXT})
    yield Case("ring: header outside the archive", lambda: related(("header", "../../../../etc/passwd")), "")


def programs() -> Iterator[Case]:
    """Macros, controls, packed files, and what is fetched from elsewhere."""
    project = "_VBA_PROJECT".encode("utf-16-le")
    packed = "\1Ole10Native".encode("utf-16-le")
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    kind = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    yield Case(
        "program: a docm", lambda: zipped([*word()[1:], Member(TYPES.encode(), kind.encode())]), sentences.MACROS
    )
    yield Case("program: macros", lambda: docx(**{"word__vbaProject.bin": OLE}), sentences.MACROS)
    yield Case(
        "program: macros called a picture", lambda: docx(**{"word__media__bild1.png": OLE + project}), sentences.MACROS
    )
    yield Case("program: a control", lambda: docx(word__activeX__activeX1_xml="<x/>"), sentences.MACROS)
    yield Case(
        "program: a workbook with macros", lambda: docx(**{"word__embeddings__bok.xlsm": b"PK"}), sentences.MACROS
    )
    yield Case(
        "program: a packed file", lambda: docx(**{"word__embeddings__x.bin": OLE + packed}), sentences.PACKED_FILE
    )
    yield Case("program: a chart's workbook is harmless", lambda: docx(**{"word__embeddings__bok.xlsx": b"PK"}), "")
    outside = 'TargetMode="External"'
    for what in ("attachedTemplate", "oleObject", "image", "subDocument", "frame", "header", "styles", "aFChunk"):
        yield Case(f"outside: {what}", lambda what=what: related((what, CALL), mode=outside), "")
    unc = relations(("officeDocument", "\\\\127.0.0.1\\x\\y.docx"), mode=outside)
    yield Case("outside: the text itself", lambda: docx(**{"_rels__.rels": unc}), "")
    field = (
        f'<w:p><w:r><w:instrText> DDEAUTO c:\\\\cmd.exe "/k calc" </w:instrText></w:r></w:p>{PARAGRAPH.format("Text")}'
    )
    yield Case("outside: a field that starts a program", lambda: docx(field), "")


def signs() -> Iterator[Case]:
    """Signs that turn, hide or break text."""
    turned = "Nämnden \u202eredötsva\u202c\u2066\u2069\u200b\u200f\u061c\ufeff\U000e0041 stöder\u0085\u2028"
    yield Case("signs: turned and hidden", lambda: docx(PARAGRAPH.format(turned)), "")
    yield Case("signs: zero", lambda: docx(PARAGRAPH.format("a\0b")), BROKEN)
    yield Case("signs: control signs", lambda: docx(PARAGRAPH.format("a\x08b")), BROKEN)
    yield Case("signs: control signs by number", lambda: docx(PARAGRAPH.format("a&#8;b")), BROKEN)
    yield Case("signs: half a letter", lambda: docx(PARAGRAPH.format("a&#xD800;b")), BROKEN)
    yield Case("signs: private letters", lambda: docx(PARAGRAPH.format("a&#xE000;b&#x10FFFF;")), "")


def cases() -> Iterator[Case]:
    """Give every Word document."""
    for family in (entities, floods, depths, programs, signs):
        yield from family()
