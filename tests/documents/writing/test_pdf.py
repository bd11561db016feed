"""The pdf, seen from inside: tagged, with language and title, heads and alt texts; and seen as a reader reads it."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zlib
from dataclasses import replace

import pypdfium2
import pytest

from remiss.config import ROOT
from remiss.documents.writing import pdf
from remiss.documents.writing.pdf import Variant, write_pdf
from remiss.domain.outline import Heading, Outline, PageBreak, Paragraph, Run, Table
from remiss.optional import LibraryMissing, load
from tests.documents.writing.examples import ANSWERS_CHART, CREATED, STANCE_CHART, compilation
from tests.support.pango import ensure_pango


@pytest.fixture(scope="module", autouse=True)
def content() -> bytes:
    ensure_pango()
    return write_pdf(compilation())


def outline(*nodes, **changes) -> Outline:
    return replace(Outline("Titel", "", "Kontoret", "Ämne", CREATED, "", "", nodes), **changes)


def objects(content: bytes) -> str:
    """Return the file's objects as text, also those that lie packed."""
    packed = re.findall(rb"/ObjStm.*?stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    return (content + b"".join(map(zlib.decompress, packed))).decode("latin-1")


def pages(content: bytes) -> list[tuple[tuple[int, int], str]]:
    """Return paper (millimetres) and text of each page."""
    document = pypdfium2.PdfDocument(content)
    found = []
    for page in document:
        size = tuple(round(side / 72 * 25.4) for side in page.get_size())
        found.append((size, page.get_textpage().get_text_range().replace("\r\n", "\n")))
    document.close()
    return found


def text_string(text: str) -> str:
    """Return ``text`` as a pdf holds it when it is not plain ASCII."""
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex()


def test_is_tagged_and_says_its_language_and_title(content: bytes):
    inside = objects(content)
    assert re.search(r"/MarkInfo\s*<<\s*/Marked true", inside)
    assert re.search(r"/Lang \(sv-SE\)", inside)
    assert "/DisplayDocTitle true" in inside
    assert pypdfium2.PdfDocument(content).get_metadata_dict()["Title"] == compilation().title
    for tag in (
        "Document",
        "H1",
        "H2",
        "H3",
        "H4",
        "P",
        "Table",
        "TH",
        "TD",
        "L",
        "LI",
        "Link",
        "BlockQuote",
        "Caption",
    ):
        assert f"/S /{tag}" in inside, tag


def test_header_cells_have_scope_and_pictures_their_words(content: bytes):
    inside = objects(content)
    assert inside.count("/S /Figure") == 2
    alternatives = re.findall(r"/Alt <([0-9a-f]+)>", inside)
    for chart in (ANSWERS_CHART, STANCE_CHART):
        assert text_string(f"{chart.title}. {chart.description}") in alternatives
    assert "/Headers" in inside


def test_promises_what_it_is(content: bytes):
    assert re.search(r"pdfuaid:part=\"?>?1", metadata(content))
    archive = write_pdf(outline(Heading(1, "Rubrik", "a")), Variant.ARCHIVE)
    assert re.search(r'pdfaid:part="?>?2', metadata(archive))
    assert re.search(r'pdfaid:conformance="?>?A', metadata(archive))
    assert "/StructTreeRoot" in objects(archive)


def metadata(content: bytes) -> str:
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            inside = zlib.decompress(stream)
        except zlib.error:
            inside = stream
        if b"xmpmeta" in inside:
            return inside.decode()
    return ""


def test_pages_are_a4_with_running_lines_and_only_the_wide_table_on_its_side(content: bytes):
    found = pages(content)
    assert [size for size, _ in found] == [(210, 297), (210, 297), (297, 210), (210, 297), (210, 297)]
    assert all(f"Sida {number} av 5" in text for number, (_, text) in enumerate(found, start=1))
    assert all("PRELIMINÄR · Stadsledningskontoret" in text and "KS 2026/311" in text for _, text in found)


def test_contents_tell_the_page_on_which_a_part_stands(content: bytes):
    found = pages(content)
    told = dict(re.findall(r"(?m)^(\S[^.\n]*?)[ .]+ (\d+)$", found[0][1].split("Så gick remissen till\n")[0]))
    assert len(told) > 5
    for title, number in told.items():
        assert title.strip() in found[int(number) - 1][1]


def test_our_typeface_is_inside(content: bytes):
    names = set(re.findall(r"/BaseFont /[A-Z]+\+?([A-Za-z0-9#-]+)", objects(content)))
    assert any("Source" in name for name in names), names
    assert not re.search(r"/Subtype /Type1\b", objects(content))


def test_a_break_begins_a_page_and_a_wide_table_too():
    nodes = (
        Paragraph((Run("första"),)), PageBreak(), Paragraph((Run("andra"),)),
        Table("T", ("A",), (), (1,), landscape=True), Paragraph((Run("tredje"),)),
    )  # fmt: skip
    assert ["andra" in text for _, text in pages(write_pdf(outline(*nodes)))] == [False, True, False, False]


def test_running_lines_are_words_and_not_rules():
    evil = '"; } body { display: none } /* </style><script> \\ \n'
    found = pages(write_pdf(outline(Paragraph((Run("Här står texten"),)), header=evil)))
    assert "Här står texten" in found[0][1]
    assert "display: none" in found[0][1]


def test_nothing_is_loaded_but_our_typeface(tmp_path):
    secret = tmp_path / "hemlig.txt"
    secret.write_text("hemligt")
    fetcher = pdf._only_our_fonts(load("weasyprint"))
    for address in (secret.as_uri(), f"{pdf.FONTS.as_uri()}/fonts/../../../.env", "data:text/plain,x"):
        with pytest.raises(ValueError, match="nothing but our typeface"):
            fetcher.fetch(address)


def test_same_outline_gives_the_same_bytes_in_another_process(content: bytes):
    code = (
        "import hashlib\n"
        "from remiss.documents.writing.pdf import write_pdf\n"
        "from tests.documents.writing.examples import compilation\n"
        "print(hashlib.sha256(write_pdf(compilation())).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(content).hexdigest()


def test_without_pango_there_is_a_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(LibraryMissing, match="libpango"):
        write_pdf(outline())
