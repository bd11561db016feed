"""Pieces → a Word file written part by part, so that it can hold what Word writes and python-docx does not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from remiss.cli.measure.layouts.compose import Piece, Shape
from remiss.cli.measure.layouts.content import NOTE
from remiss.cli.measure.layouts.layout import Layout
from remiss.cli.measure.layouts.typed import soft, wrap

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BOLD = "<w:rPr><w:b/></w:rPr>"
_LARGE = '<w:rPr><w:b/><w:sz w:val="30"/></w:rPr>'
_LONG = 8
_TYPES = {"document": "document.main", "styles": "styles", "numbering": "numbering", "header1": "header",
          "footnotes": "footnotes"}  # fmt: skip
_STYLES = (
    ("Normal", "Normal", ""), ("Heading1", "heading 1", '<w:outlineLvl w:val="0"/>'),
    ("Title", "Title", ""), ("Kapitelrad", "Kapitelrad Blå", '<w:outlineLvl w:val="0"/>'),
    ("Huvudrad", "Dokumentnamn", '<w:outlineLvl w:val="0"/>'),
)  # fmt: skip


def write_word(pieces: list[Piece], layout: Layout) -> bytes:
    """Return the pieces as a docx with the traits of ``layout``."""
    writer = _Writer(layout)
    head = [piece for piece in pieces if piece.shape is Shape.HEAD]
    rest = [piece for piece in pieces if piece.shape is not Shape.HEAD]
    header = ""
    if layout.head_at == "page":
        header, body = writer.all(head), writer.all(rest)
    elif layout.head_at == "box":
        body = writer.box(writer.all(head)) + writer.all(rest)
    else:
        body = writer.all(pieces)
    if "layout_table" in layout.traits:
        body = f"<w:tbl><w:tr><w:tc>{body}<w:p/></w:tc></w:tr></w:tbl><w:p/>"
    return _package(body, header, layout)


class _Writer:
    """Writes pieces as WordprocessingML."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._traits = layout.traits

    def all(self, pieces: list[Piece]) -> str:
        """Return the pieces one after the other; neighbouring rows of cells are one table."""
        out: list[str] = []
        rows: list[Piece] = []
        for piece in [*pieces, Piece(Shape.BREAK)]:
            if self._is_row(piece):
                rows.append(piece)
                continue
            if rows:
                out.append(self._table(rows))
                rows = []
            if piece.shape is not Shape.BREAK:
                out.append(self._piece(piece))
        return "".join(out)

    def box(self, content: str) -> str:
        """Return a paragraph with a text box, written twice as Word does."""
        inner = f"<w:txbxContent>{content}</w:txbxContent>"
        mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        both = f'<mc:Choice Requires="wps">{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback>'
        return f"<w:p><w:r><mc:AlternateContent {mc}>{both}</mc:AlternateContent></w:r></w:p>"

    def _is_row(self, piece: Piece) -> bool:
        in_table = piece.shape is Shape.HEAD or self._layout.signing == "end_table"
        return len(piece.cells) > 1 and in_table

    def _table(self, rows: list[Piece]) -> str:
        if rows[0].shape is Shape.SIGNATURE:  # one row, name over title in each cell
            cells = [
                "".join(self._paragraph(line) for line in column)
                for column in zip(*(r.cells for r in rows), strict=True)
            ]
            return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"
        written = ("".join(f"<w:tc>{self._paragraph(cell)}</w:tc>" for cell in row.cells) for row in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in written)}</w:tbl>"

    def _piece(self, piece: Piece) -> str:
        writers: dict[Shape, Callable[[Piece], str]] = {
            Shape.HEADING: self._heading, Shape.TITLE: self._title, Shape.TEXT: self._text, Shape.ITEM: self._item,
        }  # fmt: skip
        writer = writers.get(piece.shape)
        written = self._paragraph(piece.text) if writer is None else writer(piece)
        if "controls" in self._traits and piece.shape in (Shape.HEAD, Shape.HEADING):
            written = f'<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>{written}</w:sdtContent></w:sdt>'
        return written + ("<w:p/>" if "empty" in self._traits else "")

    def _heading(self, piece: Piece) -> str:
        style = self._layout.heading
        if style in ("plain", "bold", "large", "underlined"):
            look = {"bold": _BOLD, "large": _LARGE, "underlined": '<w:rPr><w:u w:val="single"/></w:rPr>'}.get(style, "")
            return self._paragraph(piece.text, run=look)
        if style == "capitals":
            return self._paragraph(piece.text, run=_BOLD)
        name = "Kapitelrad" if style == "own_style" else "Heading1"
        number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if piece.number else ""
        return self._paragraph(piece.text, f'<w:pStyle w:val="{name}"/>{number}')

    def _title(self, piece: Piece) -> str:
        if "no_styles" in self._traits or self._layout.heading == "large":
            return self._paragraph(piece.text, run=_BOLD)
        return self._paragraph(
            piece.text, f'<w:pStyle w:val="{"Huvudrad" if self._layout.heading == "own_style" else "Title"}"/>'
        )

    def _item(self, piece: Piece) -> str:
        list_id = 3 if piece.number == "•" else 2
        return self._paragraph(piece.text, f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>')

    def _text(self, piece: Piece) -> str:
        text = soft(piece.text) if self._layout.hyphens == "soft" else piece.text
        if "broken_lines" in self._traits:
            lines = wrap(text, self._layout.width, hyphens=False)
            return f"<w:p>{'<w:r><w:br/></w:r>'.join(_run(line) for line in lines)}</w:p>"
        if piece.noted:
            return f'<w:p>{_run(text)}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        words = text.split(" ")
        if len(words) < _LONG:
            return self._paragraph(text)
        half = len(words) // 2
        return self._with_traits(" ".join(words[:half]) + " ", words[half], " " + " ".join(words[half + 1 :]), text)

    def _with_traits(self, start: str, word: str, end: str, whole: str) -> str:
        traits = self._traits
        if "tracked" in traits:
            gone = '<w:del w:id="1"><w:r><w:delText xml:space="preserve">struket </w:delText></w:r></w:del>'
            return f'<w:p>{_run(start)}{gone}<w:ins w:id="2">{_run(word)}</w:ins>{_run(end)}</w:p>'
        if "moved" in traits:
            away = f'<w:p><w:moveFrom w:id="3">{_run(whole)}</w:moveFrom></w:p>'
            return f'{away}<w:p><w:moveTo w:id="4">{_run(whole)}</w:moveTo></w:p>'
        if "hidden" in traits:
            hidden = _run("Skriv här vad nämnden anser. ", "<w:rPr><w:vanish/></w:rPr>")
            note = (
                '<w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
            )
            return f"<w:p>{_run(start)}{hidden}{note}{_run(word + end)}</w:p>"
        if "fields" in traits:
            return f"<w:p>{_run(start)}{_field(word)}{_run(end)}</w:p>"
        if "links" in traits:
            tag = f'<w:smartTag w:element="place">{_run(word)}</w:smartTag>'
            return f'<w:p>{_run(start)}<w:hyperlink w:anchor="x">{tag}</w:hyperlink>{_run(end)}</w:p>'
        return self._paragraph(whole)

    def _paragraph(self, text: str, properties: str = "", run: str = "") -> str:
        if "split_runs" in self._traits:
            runs = '<w:proofErr w:type="spellStart"/>'.join(_run(text[i : i + 3], run) for i in range(0, len(text), 3))
        else:
            runs = _run(text, run)
        return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def _run(text: str, properties: str = "") -> str:
    pieces = (f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\t"))
    return f"<w:r>{properties}{'<w:tab/>'.join(pieces)}</w:r>"


def _field(result: str) -> str:
    marks = {name: f'<w:r><w:fldChar w:fldCharType="{name}"/></w:r>' for name in ("begin", "separate", "end")}
    code = '<w:r><w:instrText xml:space="preserve"> REF Nyckelord \\h </w:instrText></w:r>'
    return f"{marks['begin']}{code}{marks['separate']}{_run(result)}{marks['end']}"


def _package(body: str, header: str, layout: Layout) -> bytes:
    parts = {"document": f"<w:document {_W} {_R}><w:body>{body}{_section(header)}</w:body></w:document>"}
    if header:
        parts["header1"] = f"<w:hdr {_W}>{header}</w:hdr>"
    parts["numbering"] = _numbering()
    if "no_styles" not in layout.traits:
        parts["styles"] = f"<w:styles {_W}>{''.join(_style(*row) for row in _STYLES)}</w:styles>"
    if "footnotes" in layout.traits:
        note = f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{_run(" " + NOTE)}</w:p></w:footnote>'
        rule = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        parts["footnotes"] = f"<w:footnotes {_W}>{rule}{note}</w:footnotes>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _content_types(parts))
        archive.writestr("_rels/.rels", _relations({"rId1": ("officeDocument", "word/document.xml")}))
        others = {f"rId{n}": (_kind(name), f"{name}.xml") for n, name in enumerate(parts) if name != "document"}
        archive.writestr("word/_rels/document.xml.rels", _relations(others))
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def _section(header: str) -> str:
    return '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>' if header else "<w:sectPr/>"


def _style(style_id: str, name: str, paragraph: str) -> str:
    properties = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    return f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{properties}</w:style>'


def _numbering() -> str:
    forms = (("decimal", "%1"), ("decimal", "%1."), ("bullet", "•"))
    abstract = (
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        for n, (form, text) in enumerate(forms, start=1)
    )
    lists = (f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(forms) + 1))
    return f"<w:numbering {_W}>{''.join(abstract)}{''.join(lists)}</w:numbering>"


def _kind(name: str) -> str:
    return name.rstrip("1")


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    rows = (f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{file}"/>' for i, (kind, file) in targets.items())
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(rows)}</Relationships>'


def _content_types(parts: dict[str, str]) -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    rows = (f'<Override PartName="/word/{name}.xml" ContentType="{word}.{_TYPES[name]}+xml"/>' for name in parts)
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{space}">{rels}{xml}{"".join(rows)}</Types>'
