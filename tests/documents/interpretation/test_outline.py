"""Headings of a draft whose file names none: chapters in order, wrapped headings, sizes, and no points of lists."""

import pytest

from remiss.cli.measure.layouts.pdf_file import Shown, pdf_bytes
from remiss.documents.interpretation.programme import parse_programme
from remiss.documents.reading.plain import read_plain
from remiss.documents.reading.reader import read

TEXT = """Plan för lek

Sammanfattning

Planen anger två mål.

1 Inledning

Alla barn ska nå en lekplats.

1.1 Mål

Två mål gäller:

1 Fler lekplatser

2 Tryggare vägar dit

1.2 Ansvar

Nämnden ansvarar, vilket framgår av avsnitt
1.1 och av budgeten.

2 Ekonomi

Medel finns.

Bilaga 1 Tidplan

Allt blir klart.
"""
SECTIONS = [
    (None, "Sammanfattning", 1), ("1", "Inledning", 1), ("1.1", "Mål", 2), ("1.2", "Ansvar", 2), ("2", "Ekonomi", 1),
    (None, "Bilaga 1 Tidplan", 1),
]  # fmt: skip


def headings(document):
    return [(s.number, s.heading, s.level) for s in parse_programme(document).sections]


def test_chapters_without_a_full_stop_are_told_from_the_points_of_a_list():
    assert headings(read_plain(TEXT)) == SECTIONS
    assert parse_programme(read_plain(TEXT)).title == "Plan för lek"


def test_headings_are_told_without_empty_lines_too():
    found = headings(read_plain("\n".join(line for line in TEXT.splitlines() if line)))
    assert [row for row in found if row[0]] == [row for row in SECTIONS if row[0]]


def test_numbers_tell_nothing_where_none_is_below_another():
    text = "Plan för lek\n\nTvå mål gäller.\n\n1 Fler lekplatser\n\n2 Tryggare vägar\n\nNämnden ansvarar.\n"
    assert headings(read_plain(text)) == [(None, "", 1)]


def pdf(*rows):
    y = 800
    shown = []
    for text, size, gap in rows:
        y -= size * 1.3 + gap
        shown.append(Shown(70, y, text, size, size > 11))
    return read(pdf_bytes([shown]), "plan.pdf")


@pytest.mark.parametrize("number", ["", "2.1 "])
def test_a_wrapped_title_and_a_wrapped_heading_are_one_each_and_sizes_are_levels(number):
    body = [("Alla barn ska nå en lekplats utan att gå över en stor gata.", 11, 10)]
    body += [("Det gäller också barn som bor i stadens ytterområden.", 11, 0)] * 3
    document = pdf(
        ("Plan för lek och rörelse", 24, 0), ("åren 2031–2035", 24, 0), ("Mål", 20, 20), *body,
        (f"{number}Lekplatser i parker och på", 16, 20), ("torg i hela staden", 16, 0), *body,
        ("Ansvar", 20, 20), *body,
    )  # fmt: skip
    assert parse_programme(document).title == "Plan för lek och rörelse åren 2031–2035"
    wrapped = (number.strip() or None, "Lekplatser i parker och på torg i hela staden", 2)
    assert headings(document) == [(None, "Mål", 1), wrapped, (None, "Ansvar", 1)]
