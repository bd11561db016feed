"""Our own programmes written in many layouts, and what is counted in them."""

from pathlib import Path

import pytest

from remiss.cli.measure.programmes import INVENTED, LOOKS, RIGHT, Part, judge, measure_programmes, read_source, write
from remiss.documents.interpretation.programme import parse_programme
from remiss.documents.reading.reader import read

PARTS = [
    Part("Sammanfattning", 1),
    Part("Programmet ska ge staden en gemensam riktning i arbetet med skugga på gårdar och torg."),
    Part("Inledning", 1, "1"),
    Part("Somrarna blir varmare och staden behöver rusta sig för det som inte går att undvika längre."),
    Part("Syfte", 2, "1.1"),
    Part("Målen visar vilka frågor som går först och vem som gör vad under programmets fyra år."),
]
BY_NAME = {look.name: look for look in LOOKS}


def judged(name, parts=PARTS, gold=PARTS):
    look = BY_NAME[name]
    document = read(write("Program för skugga", parts, look), f"program.{look.format}")
    return judge(gold, parse_programme(document), look)


def test_the_layouts_have_names_of_their_own_and_about_half_are_held_out_by_name_alone():
    assert len(BY_NAME) == len(LOOKS)
    assert {look.format for look in LOOKS} == {"docx", "txt", "md", "pdf"}
    assert 0.35 < sum(look.held_out for look in LOOKS) / len(LOOKS) < 0.65


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_layout_is_a_file_of_its_kind_that_has_the_headings(look):
    document = read(write("Program för skugga", PARTS, look), f"program.{look.format}")
    assert document.format == look.format
    assert any("sammanfattning" in block.text.lower().replace("\u00ad", "") for block in document.blocks)


@pytest.mark.parametrize("name", ["docx, formatmallar", "docx, egna mallnamn", "md, rubriktecken"])
def test_a_heading_with_number_and_level_is_right(name):
    assert judged(name) == (3, 3, 0, 3)


def test_a_heading_of_another_level_is_wrong_and_one_that_is_none_is_counted():
    assert judged("md, rubriktecken", gold=[*PARTS[:4], Part("Syfte", 3, "1.1")]) == (2, 3, 0, 3)
    assert judged("md, rubriktecken", parts=[*PARTS, Part("Annat", 2)]) == (3, 3, 1, 4)


def test_figures_stand_for_each_layout_and_for_all(tmp_path: Path):
    source = tmp_path / "round" / "source" / "programme.md"
    source.parent.mkdir(parents=True)
    source.write_text('+++\ntitle = "Program för skugga"\n+++\n# 1 Mål\n\nText.\n\n| a | b |\n', "utf-8")
    assert read_source(source) == ("Program för skugga", [Part("Mål", 1, "1"), Part("Text.")])
    figures = measure_programmes(tmp_path, [BY_NAME["md, rubriktecken"], BY_NAME["docx, nummer med punkt"]])
    assert {figure.name for figure in figures} == {RIGHT, INVENTED}
    assert [f.hits for f in figures if f.document == "alla layouter"] == [2, 0]
    assert measure_programmes(tmp_path / "tom") == []
