"""Every layout in the formats: Word says all that the outline says, no format counts otherwise, the page is accessible.

The facts are rich, so that every kind of node stands in some layout.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise

import html5lib
import openpyxl
import pytest
from playwright.sync_api import Page

from remiss.documents.compilation.layouts import outline_of
from remiss.documents.compilation.words import STANCES
from remiss.documents.evidence import evidence_of, words_of
from remiss.documents.reading.characters import clean
from remiss.documents.reading.compiled import read_compiled
from remiss.documents.reading.docx import read_docx
from remiss.documents.writing.formats import FORMATS
from remiss.documents.writing.frame import has_words
from remiss.documents.writing.json_form import read_json
from remiss.domain.compilation_choices import Choices, Column, Layout
from remiss.domain.document import Block, BlockKind
from remiss.domain.outline import (
    Bullets,
    Chart,
    Contents,
    Heading,
    Node,
    Outline,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
)
from remiss.domain.stance import stance_label
from remiss.domain.verification import Verdict, check
from tests.documents.compilation.rich import rich
from tests.support.browser import assert_accessible

PREFIX = "{http://www.w3.org/1999/xhtml}"
ANSWERS, PER_THEME = "Remissinstanser och svar", "Antal synpunkter per tema och ställningstagande"
QUOTED = "Alla citat i dokumentet"
NUMBERS = ["1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "4.1", "4.2", "4.3", "5.1", "6.1", "7.1"]
COUNTED = ("docx", "html", "json", "xlsx")
Said = tuple[str, ...]
"""The kind of a piece and its words: of a row in a table, those of each cell."""
Tables = dict[str, list[list[str]]]

layouts = pytest.mark.parametrize("layout", list(Layout))


@cache
def outline(layout: Layout) -> Outline:
    return outline_of(rich(), layout)


@cache
def written(layout: Layout, name: str) -> bytes:
    return FORMATS[name].write(outline(layout), None)


def plain(text: str) -> str:
    return clean(text).strip()


# -- Word, read back ---------------------------------------------------------------------------------------------------


def read_back(content: bytes) -> list[Said]:
    return [_of_block(block) for block in read_docx(content).blocks]


def _of_block(block: Block) -> Said:
    if block.kind is BlockKind.TABLE_ROW:
        return ("row", *block.cells)
    return (f"heading {block.level}" if block.kind is BlockKind.HEADING else block.kind.value, block.text)


def all_said(given: Outline) -> Iterator[Said]:
    """Yield what the document has to say, in its order: first its running head."""
    status = plain((given.watermark or "").upper())
    yield "paragraph", plain(f"{status}  ·  {given.header}" if status else given.header)
    if status:
        yield "paragraph", status
    yield "heading 1", plain(given.title)
    yield "paragraph", plain(given.subtitle)
    for node in given.nodes:
        yield from _said(node)


def _said(node: Node) -> Iterator[Said]:
    if isinstance(node, Heading):
        yield f"heading {node.level}", plain(node.text)
    elif isinstance(node, Paragraph):
        yield from _runs("paragraph", node.runs)
    elif isinstance(node, Bullets):
        for item in node.items:
            yield from _runs("list_item", item)
    elif isinstance(node, Quote):
        yield from (("paragraph", plain(line)) for line in (*node.text.splitlines(), node.reference) if line.strip())
    elif isinstance(node, Chart):
        yield "paragraph", plain(node.title)
    elif isinstance(node, Table):
        yield "paragraph", plain(node.caption)
        yield from (_row(row) for row in (node.header, *([cell.text for cell in row] for row in node.rows)))
    else:
        assert isinstance(node, Contents | PageBreak), "a node that this test does not know"


def _runs(kind: str, runs: tuple[Run, ...]) -> Iterator[Said]:
    if has_words(runs):
        yield kind, plain("".join(run.text for run in runs))
        yield from (("paragraph", plain(run.note)) for run in runs if run.note)


def _row(texts: Iterable[str]) -> Said:
    return ("row", *map(plain, texts))


@layouts
def test_word_read_back_says_all_that_the_outline_says_in_its_order(layout: Layout) -> None:
    told = list(all_said(outline(layout)))
    assert read_back(written(layout, "docx")) == told
    assert len(told) > 10


@layouts
def test_verify_finds_every_quotation_and_all_of_the_own_words_in_word(layout: Layout) -> None:
    compiled = read_compiled(written(layout, "docx"))
    found = check(evidence_of(compiled))
    nodes = outline(layout).nodes
    assert len(found.quotes) == sum(isinstance(node, Quote) for node in nodes)
    assert {one.verdict for one in (*found.quotes, *found.replies)} <= {Verdict.OK}
    assert not found.missing
    keyed = ["".join(run.text for run in node.runs) for node in nodes if isinstance(node, Paragraph) and node.key]
    assert [text for _, text in words_of(compiled)] == keyed


def test_every_kind_of_node_is_read_back_in_some_layout() -> None:
    kinds = {type(node) for layout in Layout for node in outline(layout).nodes}
    assert kinds == {Heading, Paragraph, Bullets, Quote, Chart, Table, Contents, PageBreak}


# -- The same counts everywhere ----------------------------------------------------------------------------------------


# Counted by hand. Of the twelve who were asked Äldrenämnden gave a förhandssvar, Krisnämnden is outside the system,
# Skolnämnden came too late, Valnämnden declined, Idrottsnämnden and Mässan AB are silent.
ANSWERED = [
    ["Facknämnd", "9", "4", "1", "1", "1", "1", "1"],
    ["Stadsdelsnämnd", "1", "1", "0", "0", "0", "0", "0"],
    ["Bolag", "2", "1", "0", "0", "0", "0", "1"],
    ["Alla tillfrågade", "12", "6", "1", "1", "1", "1", "2"],
    ["Ej tillfrågade", "–", "1", "0", "0", "0", "0", "0"],
]
# The order is that of STANCES, then the sum. Three viewpoints have two themes.
STANCES_PER_THEME = [
    ["Ljus", "3", "0", "0", "0", "2", "0", "0", "5"],
    ["Vinterväghållning", "1", "0", "0", "0", "0", "0", "1", "2"],
    ["Barn", "0", "0", "0", "1", "0", "0", "0", "1"],
    ["Kostnader", "0", "1", "0", "0", "1", "0", "0", "2"],
    ["Ansvar", "0", "1", "1", "0", "0", "0", "0", "2"],
    ["Mätning", "0", "0", "0", "0", "0", "1", "0", "1"],
    ["Språk", "0", "0", "0", "1", "0", "0", "0", "1"],
    ["Utan tema", "0", "0", "0", "0", "0", "0", "1", "1"],
    ["Alla synpunkter", "3", "1", "1", "2", "2", "1", "2", "12"],
]
IN_SHORT = (
    "7 av 12 tillfrågade instanser har svarat. Av 12 synpunkter stöder 4 förslaget, 3 begär förtydligande eller "
    "ändring och 2 är invändningar"
)
MOST = "Flest synpunkter gäller ljus (5), vinterväghållning (2) och kostnader (2)."


def in_docx(content: bytes) -> tuple[Tables, str]:
    said = read_back(content)
    tables: Tables = {}
    for before, one in pairwise(said):
        if one[0] == "row":
            if before[0] != "row":
                tables[before[1]] = rows = []
                continue  # the header
            rows.append(list(one[1:]))
    return tables, " ".join(one[1] for one in said if one[0] != "row")


def in_html(content: bytes) -> tuple[Tables, str]:
    tree = html5lib.parse(content.decode())
    tables = {
        plain(_text(table.find(f"{PREFIX}caption"))): [
            [plain(_text(cell)) for cell in row] for row in table.find(f"{PREFIX}tbody")
        ]
        for table in tree.iter(f"{PREFIX}table")
    }
    return tables, plain(_text(tree.find(f"{PREFIX}body")))


def _text(element) -> str:
    return "".join("\n" if one is None else one for one in _pieces(element))


def _pieces(element) -> Iterator[str | None]:
    yield element.text or ""
    for child in element:
        yield from [None] if child.tag == f"{PREFIX}br" else _pieces(child)
        yield child.tail or ""


def in_json(content: bytes) -> tuple[Tables, str]:
    nodes = read_json(content.decode()).nodes
    tables = {
        plain(node.caption): [[plain(cell.text) for cell in row] for row in node.rows]
        for node in nodes
        if isinstance(node, Table)
    }
    return tables, " ".join(one[1] for node in nodes if not isinstance(node, Table) for one in _said(node))


def in_xlsx(content: bytes) -> tuple[Tables, str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    titles = {row[0].value: str(row[1].value) for row in book.worksheets[0].iter_rows() if row[0].hyperlink}
    tables = {plain(titles[sheet.title]): _values(sheet) for sheet in book.worksheets[1:]}
    return tables, ""


def _values(sheet) -> list[list[str]]:
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return [["" if value is None else plain(str(value)) for value in row] for row in rows]


READ: dict[str, Callable[[bytes], tuple[Tables, str]]] = {
    "docx": in_docx, "html": in_html, "json": in_json, "xlsx": in_xlsx,
}  # fmt: skip


def held(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", COUNTED)
@layouts
def test_the_counts_are_those_of_the_facts_in_every_layout_and_format(layout: Layout, name: str) -> None:
    tables, said = READ[name](written(layout, name))
    whole = [node for node in outline(layout).nodes if isinstance(node, Table)]
    quoted = tables.pop(QUOTED, None)
    assert list(tables) == [plain(table.caption) for table in whole]
    if layout is not Layout.SHORT:
        assert tables[ANSWERS] == ANSWERED
        [proof] = [rows for caption, rows in tables.items() if caption.startswith("Alla 12 ")]
        assert sorted(row[0] for row in proof) == NUMBERS
        stances = Counter(row[3].removesuffix(" (förslag)").partition(" ")[2] for row in proof)
        assert [str(stances[stance_label(one)]) for one in STANCES] == STANCES_PER_THEME[-1][1:-1]
    if layout not in (Layout.SHORT, Layout.COUNCIL):
        assert tables[PER_THEME] == STANCES_PER_THEME
        assert quoted is None or sorted(row[0] for row in quoted if row[0]) == NUMBERS
    assert (quoted is not None) == (name == "xlsx" and layout is not Layout.SHORT)
    assert name == "xlsx" or (IN_SHORT in said and MOST in said)


@pytest.mark.parametrize("name", COUNTED)
def test_columns_that_were_left_out_are_gone_from_every_format(name: str) -> None:
    """The hearing note has all tables but one; the pdf and the zip are made of the same outline."""
    shown = outline_of(rich(), Layout.HEARING, Choices(without=frozenset(Column)))
    tables, _ = READ[name](FORMATS[name].write(shown, None))
    tables.pop(QUOTED, None)
    whole = [node for node in shown.nodes if isinstance(node, Table)]
    assert tables == {plain(one.caption): [[plain(cell.text) for cell in row] for row in one.rows] for one in whole}
    assert tables[ANSWERS] == ANSWERED
    assert [one.header for one in whole if one.caption.startswith("Remissinstanser (")] == [("Instans", "Svar")]


def test_verify_finds_every_quotation_where_columns_were_left_out() -> None:
    shown = outline_of(rich(), Layout.THEME, Choices(without=frozenset(Column)))
    found = check(evidence_of(read_compiled(FORMATS["docx"].write(shown, None))))
    assert len(found.quotes) == sum(isinstance(node, Quote) for node in shown.nodes)
    assert {one.verdict for one in (*found.quotes, *found.replies)} <= {Verdict.OK}


def test_what_was_counted_by_hand_adds_up_to_who_was_asked_and_what_was_said() -> None:
    given = rich()
    asked = [list(map(int, row[1:])) for row in ANSWERED[:-1]]
    assert all(row[0] == sum(row[1:]) for row in asked)
    assert asked[-1] == [sum(column) for column in zip(*asked[:-1], strict=True)]
    assert asked[-1][0] == sum(one.invited for one in given.bodies)
    sums = [list(map(int, row[1:])) for row in STANCES_PER_THEME]
    assert all(row[-1] == sum(row[:-1]) for row in sums)
    assert sums[-1][-1] == len(given.viewpoints()) == len(NUMBERS)
    assert sum(row[-1] for row in sums[:-1]) == sum(max(len(one.themes), 1) for _, one in given.viewpoints())


@pytest.mark.parametrize("layout", [Layout.THEME, Layout.HEARING])
@pytest.mark.parametrize("name", ["docx", "html", "json"])
def test_a_theme_says_as_many_as_the_table_does(layout: Layout, name: str) -> None:
    _, said = READ[name](written(layout, name))
    found = re.findall(r"(\d+) synpunkt(?:er)? från \d svar", said)
    assert found == [row[-1] for row in STANCES_PER_THEME[:-2]]


@layouts
def test_the_zip_holds_the_same_files_and_lists_them(layout: Layout) -> None:
    files = held(FORMATS["zip"].write(outline(layout), None))
    listed = {row["name"]: row["sha256"] for row in json.loads(files["manifest.json"])["files"]}
    for name in (*COUNTED, "pdf"):
        content = written(layout, name)
        assert files[f"sammanstallning.{name}"] == content
        assert listed[f"sammanstallning.{name}"] == hashlib.sha256(content).hexdigest()


# -- The page in a browser ---------------------------------------------------------------------------------------------


def test_the_page_is_accessible_and_as_wide_as_a_narrow_screen_in_every_layout(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    for layout in Layout:
        page.set_content(written(layout, "html").decode())
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert_accessible(page)
