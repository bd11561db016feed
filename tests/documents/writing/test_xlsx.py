"""The workbook, read back as Excel would: one sheet per table, nothing that computes, nothing lost, the same bytes."""

from __future__ import annotations

import io
import re
import time
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from remiss.documents.writing.sheets import QUOTATION_HEADER
from remiss.documents.writing.xlsx import write_xlsx
from remiss.domain.outline import Cell, Heading, Node, Outline, Quote, Table
from remiss.domain.stance import Stance
from tests.documents.writing.examples import CREATED, compilation, shown

EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(A1)", "{=1}", "<r>x</r>", "_x0041_", "<b>&amp;", "007")


def outline(*nodes: Node) -> Outline:
    return Outline("Titel & <b>", "", "Kontoret", "Ämne", CREATED, "", "", nodes)


def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=False)


def rows(sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def one_column(*texts: str, caption: str = "T") -> Table:
    return Table(caption, ("A",), tuple((Cell(text),) for text in texts), (1,))


def test_every_table_is_a_sheet_named_after_it_and_listed_first_with_a_link():
    found = book(write_xlsx(compilation()))
    assert found.sheetnames == [
        "Innehåll",
        "Tillfrågade och svar",
        "Ställningstagande per instans o",
        "Synpunkter om ansvar och samver",
        "Citat",
    ]
    listed = found["Innehåll"]
    links = {cell.value: cell.hyperlink.location for row in listed.iter_rows() for cell in row if cell.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in found.sheetnames[1:]}
    assert listed["A1"].value == compilation().title
    assert "Preliminär" in [cell.value for cell in listed["A"]]


def test_a_sheet_holds_the_table_with_filter_and_fixed_heads():
    sheet = book(write_xlsx(compilation()))["Tillfrågade och svar"]
    assert rows(sheet)[:2] == [["Grupp", "Tillfrågade", "Svar", "Avstått"], ["Facknämnder", 5, 5, 0]]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:D5"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.paperSize == 9


def test_quotations_stand_with_what_they_are_about():
    nodes = (
        Heading(1, "Krisberedskap", "tema"),
        Quote("Vi begär mer.", "Nämnden, synpunkt 1.1", "svar:1", "1.1", "svar-1"),
        Quote("Utan nummer.", "Nämnden", "svar:1"),
        Table("Alla", ("Nr", "Ställning"), ((Cell("1.1"), Cell(shown(Stance.OBJECTS))),), (1, 1)),
        Heading(2, "1. Farsta stadsdelsnämnd", "svar-1"),
    )
    found = rows(book(write_xlsx(outline(*nodes)))["Citat"])
    assert found[0] == list(QUOTATION_HEADER)
    assert found[1] == [
        "1.1", "Krisberedskap", "1. Farsta stadsdelsnämnd", shown(Stance.OBJECTS), "Vi begär mer.",
        "Nämnden, synpunkt 1.1",
    ]  # fmt: skip
    assert [cell or "" for cell in found[2]] == ["", "Krisberedskap", "", "", "Utan nummer.", "Nämnden"]


@pytest.mark.parametrize("text", EVIL)
def test_words_stay_words(text: str):
    content = write_xlsx(outline(one_column(text, "ord", caption=text)))
    found = book(content)
    cell = found[found.sheetnames[1]]["A2"]
    assert cell.data_type == "s"
    value = re.sub(r"_x005F_x0041_", "_x0041_", cell.value)  # the reader leaves this escape as it is, Excel does not
    assert value.strip(" ") == text
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


def test_names_of_sheets_are_legal_and_stand_once():
    captions = ("A" * 40, "A" * 40, "a" * 40, "", "'[x]:*?/\\'", "History", "Innehåll", "Citat")
    tables = [one_column("x", caption=caption) for caption in captions]
    names = book(write_xlsx(outline(*tables, Quote("Ord", "", "s")))).sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 10
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


def test_a_text_longer_than_a_cell_goes_on_below():
    text = "Å" * 40_000
    sheet = book(write_xlsx(outline(Table("T", ("A", "B"), ((Cell("x"), Cell(text)),), (1, 1)))))["T"]
    found = rows(sheet)[1:]
    assert "".join(str(row[1]) for row in found) == text
    assert [row[0] for row in found] == ["x", "(fortsättning)", "(fortsättning)"]


def test_same_outline_gives_the_same_bytes_also_a_second_later():
    first = write_xlsx(compilation())
    time.sleep(1.1)
    assert write_xlsx(compilation()) == first


def test_properties_come_from_the_outline():
    properties = book(write_xlsx(replace(compilation(), title="å" * 400))).properties
    assert properties.title == "å" * 255
    assert properties.creator == "Stadsledningskontoret"
    assert properties.created == CREATED.replace(tzinfo=None)


def test_an_outline_without_tables_is_a_list_of_nothing():
    assert book(write_xlsx(outline())).sheetnames == ["Innehåll"]


def test_three_hundred_replies_of_twenty_viewpoints_take_less_than_five_seconds():
    words = "ord om krisberedskap " * 28
    quotes = [Quote(words, "Nämnden", "s", str(number)) for number in range(6000)]
    table = Table("Alla", ("Nr", "Text"), tuple((Cell(one.viewpoint), Cell(words)) for one in quotes), (1, 9))
    start = time.process_time()
    write_xlsx(outline(table, *quotes))
    assert time.process_time() - start < 5
