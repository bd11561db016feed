"""The pdf, seen from inside: tagged, with language and title, heads and alt texts; and seen as a reader reads it."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from importlib.resources import files

import pypdfium2
import pytest

from remiss.documents.writing.pdf import typesetting
from remiss.documents.writing.pdf.typesetting import PdfNotWritten
from remiss.documents.writing.pdf.writer import Variant, write_pdf
from remiss.documents.writing.statement import statement_outline
from remiss.domain.outline import (
    Bullets,
    Cell,
    Contents,
    Emphasis,
    FieldRows,
    Heading,
    Outline,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    SignatureBlock,
    Table,
)
from tests.documents.writing.examples import ANSWERS_CHART, CREATED, STANCE_CHART, compilation, statement

EVIL = (
    '#import "@preview/x:1.0.0": * #read("/etc/passwd") #{1+1} $x^2$ *fet* _kursiv_ `kod` [a] @b <c> \\ // /* */ = - + '
    "~ #sys.inputs \" ' {sida"
)


@pytest.fixture(scope="module")
def content() -> bytes:
    return write_pdf(compilation())


def outline(*nodes, **changes) -> Outline:
    return replace(Outline("Titel", "", "Kontoret", "Ämne", CREATED, "", "", nodes), **changes)


def pages(content: bytes) -> list[tuple[tuple[int, int], str]]:
    """Return paper (millimetres) and text of each page."""
    document = pypdfium2.PdfDocument(content)
    found = []
    for page in document:
        size = tuple(round(side / 72 * 25.4) for side in page.get_size())
        found.append((size, page.get_textpage().get_text_range().replace("\r\n", "\n")))
    document.close()
    return found


def text(content: bytes) -> str:
    return " ".join(" ".join(words for _, words in pages(content)).split())


def tags(content: bytes) -> list[str]:
    return re.findall(r"/S/(\w+)", content.decode("latin-1"))


def bookmarks(content: bytes) -> list[tuple[int, str]]:
    return [(entry.level, entry.get_title()) for entry in pypdfium2.PdfDocument(content).get_toc()]


def test_is_tagged_and_says_its_language_and_title(content: bytes):
    assert re.search(rb"/MarkInfo<</Marked true", content)
    assert b"/Lang(sv-SE)" in content
    assert b"/DisplayDocTitle true" in content
    about = pypdfium2.PdfDocument(content).get_metadata_dict()
    assert (about["Title"], about["Author"], about["Subject"]) == (
        compilation().title, "Stadsledningskontoret", compilation().subject,
    )  # fmt: skip
    assert about["CreationDate"].startswith("D:20260312093000")
    wanted = {"Document", "H1", "H2", "H3", "H4", "P", "Table", "TH", "TD", "L", "LI", "Link", "BlockQuote", "Caption"}
    assert wanted | {"TOC", "TOCI", "Figure", "Note", "Strong", "Em"} <= set(tags(content))


def test_header_cells_have_scope_and_pictures_their_words(content: bytes):
    tables = [node for node in compilation().nodes if isinstance(node, Table)]
    assert content.count(b"/Scope/Column") == sum(len(table.header) for table in tables)
    assert content.count(b"/S/TH/") == sum(len(table.header) + len(table.rows) for table in tables)
    assert content.count(b"/Scope/Row") == sum(len(table.rows) for table in tables)
    assert len(re.findall(rb"/Headers\[\(U\d+x\d+y0\)\]", content)) == content.count(b"/S/TD/")
    told = [bytes.fromhex(one.decode()).decode("utf-16") for one in re.findall(rb"/Alt<([0-9A-F]+)>", content)]
    assert told == [f"{chart.title}. {chart.description}" for chart in (ANSWERS_CHART, STANCE_CHART)]


def test_only_tables_with_row_headings_have_them():
    rows = ((Cell("a"), Cell("1")), (Cell("b"), Cell("2")))
    plain = Table("T", ("A", "B"), rows, (1, 1), row_headers=False)
    found = write_pdf(outline(plain, replace(plain, row_headers=True), plain))
    assert re.findall(rb"/S/TH/P \d+ 0 R/A\[<</O/Table(/\w+/\w+)", found) == [b"/Scope/Row"] * 2
    assert pypdfium2.PdfDocument(found).get_metadata_dict()["Title"] == "Titel"


def test_promises_what_it_is(content: bytes):
    assert re.search(r"<pdfuaid:part>1", metadata(content))
    assert "pdfaid" not in metadata(content)
    archive = write_pdf(outline(Heading(1, "Rubrik", "a")), Variant.ARCHIVE)
    assert re.search(r"<pdfuaid:part>1", metadata(archive))
    assert re.search(r"<pdfaid:part>2", metadata(archive))
    assert re.search(r"<pdfaid:conformance>A", metadata(archive))
    assert b"/StructTreeRoot" in archive


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


def test_bookmarks_are_the_headings(content: bytes):
    headings = [node for node in compilation().nodes if isinstance(node, Heading)]
    assert bookmarks(content) == [(node.level - 1, node.text) for node in headings]


def test_our_typeface_is_inside(content: bytes):
    names = set(re.findall(r"/BaseFont/[A-Z]+\+?([A-Za-z0-9#-]+)", content.decode("latin-1")))
    assert {name.split("-")[0] for name in names} == {"SourceSans3"}


def test_a_statement_begins_with_its_letterhead():
    found = text(write_pdf(statement_outline(statement(draft=True))))
    order = [
        "Farsta stadsdelsförvaltning", "Tjänsteutlåtande", "Handläggare", "Maja Påhittad",
        "Program för en trygg och beredd stad", "Birgitta Provgren", "Sammanfattning",
    ]  # fmt: skip
    places = [found.index(words) for words in order]
    assert places == sorted(places)


def test_a_break_begins_a_page_and_a_wide_table_too():
    nodes = (
        Paragraph((Run("första"),)), PageBreak(), Paragraph((Run("andra"),)),
        Table("T", ("A",), (), (1,), landscape=True), Paragraph((Run("tredje"),)),
    )  # fmt: skip
    assert ["andra" in text for _, text in pages(write_pdf(outline(*nodes)))] == [False, True, False, False]


def test_levels_that_are_skipped_become_a_tree_and_empty_headings_nothing():
    levels = (3, 1, 3, 3, 2, 4, 1)
    nodes = [Heading(level, f"Del {number}", f"a{number}") for number, level in enumerate(levels)]
    content = write_pdf(outline(Contents(4), Heading(1, " ", "tom"), *nodes, Paragraph((Run("dit", link="tom"),))))
    assert [tag for tag in tags(content) if re.fullmatch(r"H\d", tag)] == [
        "H1",
        "H2",
        "H2",
        "H3",
        "H3",
        "H3",
        "H4",
        "H2",
    ]
    assert [title for _, title in bookmarks(content)] == [node.text for node in nodes]


def test_every_setting_of_words_goes_with_links_and_notes():
    runs = tuple(
        Run(f"{kind} ", kind, link, note) for kind in Emphasis for link in (None, "a") for note in (None, "Not")
    )
    content = write_pdf(outline(Heading(1, "Del", "a"), Paragraph(runs)))
    assert all(text(content).count(kind) == 4 for kind in Emphasis)
    assert tags(content).count("Link") >= 2 * len(Emphasis)


def test_nodes_that_are_nearly_empty_stop_nothing():
    nodes = (
        Quote("", "Bara källan", "x"), Quote("Bara orden", "", "x"), Quote("", "", "x"), Quote("A\n\nB", "C", "x"),
        Bullets(()), Bullets(((),)), FieldRows(()), FieldRows((("", ""),)), SignatureBlock(()),
        SignatureBlock((("", "", ""),)), Table("", ("",), (), ()), Table("", ("", ""), ((), (Cell(""),)), ()),
        Contents(), Paragraph(()), PageBreak(), PageBreak(), Heading(4, "", "a"),
        Table(" ", ("A",), (), (), landscape=True), PageBreak(),
    )  # fmt: skip
    found = text(write_pdf(outline(*nodes, title=" ", subject="Ämnet")))
    assert all(words in found for words in ("Ämnet", "Bara källan", "Bara orden", "A B C"))
    assert write_pdf(outline(title="", subject="", author="")).startswith(b"%PDF-1.7")


def test_what_is_typed_is_never_code():
    """In every place where a text can stand."""
    nodes = (
        Heading(1, EVIL, "<a#>[$"), Paragraph((Run(EVIL, link="<a#>[$"), Run(" och "), Run("not", note=EVIL))),
        Quote(EVIL, EVIL, "källa", link="<a#>[$"), Bullets(((Run(EVIL),),), ordered=True),
        Table(EVIL, (EVIL, "B"), ((Cell(EVIL, "<a#>[$"), Cell("1")),), (3, 1)), FieldRows(((EVIL, EVIL),)),
        SignatureBlock(((EVIL, EVIL, EVIL),)), replace(STANCE_CHART, title=EVIL, categories=(EVIL, "b", "c")),
    )  # fmt: skip
    content = write_pdf(
        outline(*nodes, title=EVIL, subtitle=EVIL, header=f"{EVIL}\t{EVIL}", footer=EVIL, watermark=EVIL)
    )
    squeezed = re.sub(r"\s|\u200b", "", text(content))
    assert squeezed.count(re.sub(r"\s", "", EVIL)) >= 19
    assert pypdfium2.PdfDocument(content).get_metadata_dict()["Title"] == EVIL


def test_the_template_reads_nothing_and_fetches_nothing():
    template = (files("remiss.documents.writing.pdf") / "template.typ").read_text(encoding="utf-8")
    code = re.sub(r"(?m)//.*$", "", template)
    assert not re.search(r"\b(import|include|read|plugin|eval|csv|toml|yaml|xml|cbor)\b|@preview", code)
    assert re.findall(r"json\(.*", code) == ["json(bytes(sys.inputs.document))"]
    assert re.findall(r"image\(\w+", code) == ["image(bytes"]


STRANGE = {
    "Svenska ÅÄÖ ”citat” – − △ ○ • … ☑ → ▇ €": None,
    "Ελληνικά, Кириллица, שלום": None,
    "a\u030a e\u0301 z\u0351\u0321 o\u00adrd": None,
    "Bra 👍 漢字 ＋": "Bra [U+1F44D] [U+6F22][U+5B57] [U+FF0B]",
    "a\ufeffb \u202ec\u202c \ue123 d\u2060e": "ab",
    "مرحبا بالعالم ภาษา தமிழ் 👩\u200d👧 \uf0b7 \U000323b0 ord": "ord",
}


@pytest.mark.parametrize("variant", list(Variant))
@pytest.mark.parametrize(("words", "shown"), STRANGE.items())
def test_no_character_stops_a_file_or_is_lost(words: str, shown: str | None, variant: Variant):
    found = text(write_pdf(outline(Paragraph((Run(words), Run(" och "), Run(words, note=words)))), variant))
    assert (shown or words).replace("\u00ad", "") in found.replace("\u00ad", "").replace("\ufffe", "")
    assert "och" in found


def test_a_word_wider_than_its_column_is_broken_and_whole():
    digest = "0123456789abcdef" * 4
    rows = ((Cell("Svar"), Cell(digest), Cell("2026-11-27")),)
    content = write_pdf(outline(Table("Kontrollsummor", ("Vad", "Summa", "Dag"), rows, (6, 1, 1))))
    found = pages(content)[0][1]
    assert digest in re.sub(r"\s|\u200b|\ufffe", "", found)
    assert "2026-11-27" in found


def test_a_table_does_not_begin_with_one_row_and_a_row_is_whole():
    rows = tuple((Cell(f"Rad {number}"), Cell("Text som är " + "lång " * 40)) for number in range(30))
    table = Table("Lång tabell", ("A", "B"), rows, (1, 3))
    for lines in (36, 38, 40):
        found = pages(write_pdf(outline(*[Paragraph((Run("rad"),))] * lines, table)))
        begun = next(words for _, words in found if "Lång tabell" in words)
        assert "Rad 1" in begun
        for _, words in found:
            assert words.count("Rad ") == words.count("Text som är")


def test_a_row_taller_than_a_page_is_shown_whole():
    words = " ".join(f"ord{number}" for number in range(900))
    found = text(write_pdf(outline(Table("T", ("A", "B"), ((Cell("x"), Cell(words)),), (3, 1)))))
    assert set(words.split()) <= set(found.split())


def test_same_outline_gives_the_same_bytes_in_another_process(content: bytes):
    assert write_pdf(compilation()) == content


def test_without_our_typefaces_there_is_a_pdf(monkeypatch, tmp_path):
    monkeypatch.setattr(typesetting, "TYPEFACES", tmp_path / "none")
    found = write_pdf(
        outline(
            Paragraph(
                (
                    Run(
                        "Från ”åäö” – △ ○ −",
                    ),
                )
            ),
            Table("T", ("A",), ((Cell("△ Föreslår"),),), (1,)),
        )
    )
    assert "Från ”åäö” – △ ○ −" in text(found)


@pytest.mark.parametrize(
    ("name", "value"), [("_COMMAND", ("/bin/false",)), ("MEMORY_BYTES", 1), ("WALL_SECONDS", 0.001)]
)
def test_a_process_that_gives_no_file_is_a_sentence(name: str, value: object, monkeypatch):
    monkeypatch.setattr(typesetting, name, value)
    with pytest.raises(PdfNotWritten, match="mindre urval"):
        write_pdf(outline())
