"""A house template as a municipality's Word would save it, and ways to spoil it."""

from __future__ import annotations

import struct
import zlib

from tests.hostile.zips import W, word, zipped

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = f'xmlns:r="{OFFICE}"'
DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
SPACES = f"{W} {R} {DRAWING}"
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:headerReference w:type="first" r:id="h2"/>'
    '<w:footerReference w:type="default" r:id="f1"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2268" w:right="1701" w:bottom="1418" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
    "<w:titlePg/></w:sectPr>"
)
CONTENT = "<w:p><w:r><w:t>{{innehåll}}</w:t></w:r></w:p>"
# As Word writes what was typed and corrected: one placeholder in three runs, a mark of the spelling between them.
SPLIT = (
    '<w:p><w:pPr><w:pStyle w:val="Sidhuvud"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Dnr {{</w:t></w:r>'
    '<w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>diarie</w:t></w:r><w:proofErr w:type="spellEnd"/>'
    "<w:r><w:t>nummer}} här</w:t></w:r><w:r><w:tab/></w:r>"
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PA</w:instrText></w:r>'
    '<w:r><w:instrText>GE \\* MERGEFORMAT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/><wp:docPr id="1" name="x" descr="Stadens vapen"/>'
    '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="b1"/></pic:blipFill></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
FIRST = (
    f"<w:tbl><w:tblPr><w:tblW w:w='8504' w:type='dxa'/></w:tblPr><w:tblGrid><w:gridCol w:w='4252'/>"
    f"<w:gridCol w:w='4252'/></w:tblGrid><w:tr><w:tc><w:p>{PICTURE}</w:p></w:tc><w:tc><w:sdt><w:sdtContent><w:p>"
    "<w:r><w:t>{{ Dokumenttyp }}</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>{{datum}}</w:t></w:r></w:p></w:sdtContent>"
    "</w:sdt></w:tc></w:tr></w:tbl><w:p/>"
)
FOOT = "<w:p><w:r><w:t>{{organisation}}, Storgatan 1</w:t></w:r></w:p>"
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
    '<w:sz w:val="24"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" '
    'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:keepNext/><w:spacing w:before="480"/><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:rFonts w:asciiTheme="majorHAnsi"/><w:b/><w:color w:val="7A1F0B" w:themeColor="accent1"/>'
    '<w:sz w:val="36"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/><w:basedOn w:val="Rubrik1"/>'
    '<w:rPr><w:b w:val="0"/><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sidhuvud"><w:name w:val="header"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:tabs><w:tab w:val="right" w:pos="8504"/></w:tabs></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr></w:style>'
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
    '<a:majorFont><a:latin typeface="Georgia"/></a:majorFont><a:minorFont><a:latin typeface="Arial"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)


def png(text: bytes = b"") -> bytes:
    """Return a small blue picture, with ``text`` where a program says who made it."""
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 6, 2, 8, 2, 0, 0, 0)), (b"tEXt", text),
              (b"IDAT", zlib.compress((b"\0" + b"\x0b\x4f\x7a" * 6) * 2)), (b"IEND", b""))  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
        if data or kind != b"tEXt"
    )


def relations(*rows: tuple[str, str, str], mode: str = "") -> str:
    """Return a part of relations, (id, kind, target) each."""
    lines = (f'<Relationship Id="{i}" Type="{OFFICE}/{k}" Target="{t}" {mode}/>' for i, k, t in rows)
    start = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return start + "".join(lines) + "</Relationships>"


def template(
    body: str = CONTENT, head: str = SPLIT, first: str = FIRST, foot: str = FOOT, styles: str = STYLES,
    section: str = SECTION, picture: bytes | None = None, **parts: str | bytes,
) -> bytes:  # fmt: skip
    """Return the file, with some of it as told."""
    own = {
        "word__document_xml": f"<w:document {SPACES}><w:body>{body}{section}</w:body></w:document>",
        "word___rels__document_xml.rels": relations(
            ("h1", "header", "header1.xml"), ("h2", "header", "header2.xml"), ("f1", "footer", "footer1.xml"),
            ("s", "styles", "styles.xml"), ("t", "theme", "theme/theme1.xml"), ("b1", "image", "media/bild1.png"),
        ),
        "word__header1_xml": f"<w:hdr {SPACES}>{head}</w:hdr>",
        "word__header2_xml": f"<w:hdr {SPACES}>{first}</w:hdr>",
        "word___rels__header2_xml.rels": relations(("b1", "image", "media/bild1.png")),
        "word__footer1_xml": f"<w:ftr {SPACES}>{foot}</w:ftr>",
        "word__styles_xml": f"<w:styles {SPACES}>{styles}</w:styles>",
        "word__theme__theme1_xml": THEME,
        "word__media__bild1.png": png(b"Comment\0hemligt") if picture is None else picture,
    }  # fmt: skip
    return zipped(word(**(own | parts)))
