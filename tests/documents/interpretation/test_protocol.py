"""A whole protokoll is split into its §§, and each § is given to the matter that it is about."""

from __future__ import annotations

from datetime import date

import pytest

from remiss.documents.interpretation.protocol import read_protocol
from remiss.documents.interpretation.protocol_matching import Sought, match_items
from remiss.documents.reading.isolated import read_document
from tests.documents.protocols import protocol_docx, protocol_pdf
from tests.web.intake.files import MINUTES, REPLY

pytestmark = pytest.mark.slow  # files are read in a child process


def read(content: bytes | str, name: str = "protokoll"):
    return read_protocol(read_document(content.encode() if isinstance(content, str) else content, name))


FILES = {"docx": protocol_docx(), "docx with contents": protocol_docx(contents=True), "pdf": protocol_pdf()}


@pytest.mark.parametrize("kind", FILES)
def test_every_paragraph_is_read_by_itself(kind) -> None:
    found = read(FILES[kind])
    assert found.held_on == date(2024, 11, 19)
    assert [(item.paragraph, item.outcome, item.immediate_adjustment) for item in found.items] == [
        ("§ 13", None, False),
        ("§ 14", "enligt_forslag", True),
        ("§ 15", "med_andring", False),
        ("§ 16", "aterremiss", False),
    ]
    plain, amended = found.items[1:3]
    assert plain.words["immediate_adjustment"].endswith("Beslutet justeras omedelbart.")
    assert plain.minorities == ()
    assert amended.words["outcome"].endswith("med följande tillägg.")
    assert amended.decision[1].endswith("Lamporna ska lysa hela natten.")
    against, beside = amended.minorities
    assert (against.kind, against.parties) == ("reservation", "Bo Al (M) och Cilla Dal (L)")
    assert against.text == "Vi anser att kostnaden är för hög."
    assert (beside.kind, beside.parties, beside.text) == (
        "sarskilt_uttalande",
        "Erik Fors (V)",
        "Vi vill se fler bänkar.",
    )


def test_matters_are_found_by_number_and_what_is_only_mentioned_is_not_taken() -> None:
    items = read(FILES["docx"]).items
    title = "Program för trygga gångvägar"
    sought = [Sought(n, (f"1.1-{n}/2026", f"KS 2026/{n}"), title) for n in (311, 312, 313, 31)]
    found = match_items(items, sought)
    assert {key: item.paragraph for key, item in found.items()} == {311: "§ 14", 312: "§ 15", 313: "§ 16"}


def test_a_matter_without_number_in_the_protokoll_is_found_by_its_title() -> None:
    items = read(FILES["docx"]).items
    sought = [Sought(1, ("X 1/26",), "Remiss om trappor"), Sought(2, ("X 2/26",), "Svar"), Sought(3, (), "Svar")]
    assert {key: item.paragraph for key, item in match_items(items, sought).items()} == {1: "§ 16"}


def test_two_matters_that_claim_one_paragraph_alike_get_nothing() -> None:
    items = read(MINUTES).items
    both = [Sought(key, ("1.1-7/2026",), f"Ärende {key}") for key in (1, 2)]
    assert match_items(items, both) == {}


@pytest.mark.parametrize(
    ("words", "kind", "parties"),
    [
        ("Reservation\n\nReservation anfördes av Bo Al (M).", "reservation", "Bo Al (M)"),
        ("Reservationer\n\nMot beslutet reserverade sig Bo Al (M).", "reservation", "Bo Al (M)"),
        ("Ersättaryttrande\n\nEva Gran (C) lämnar ett ersättaryttrande.", "ersattaryttrande", "Eva Gran (C)"),
        ("Reservation\n\nVi anser att kostnaden är för hög.", "reservation", ""),
        ("Beslutsgång\n\nBo Al (M) reserverar sig mot beslutet.", "reservation", "Bo Al (M)"),
    ],
)
def test_a_minority_is_told_by_its_usual_words(words, kind, parties) -> None:
    (item,) = read(f"{MINUTES}\n{words}\n").items
    assert [(one.kind, one.parties) for one in item.minorities] == [(kind, parties)]
    assert item.minorities[0].words


@pytest.mark.parametrize("words", ["Reservationer\n\nInga.", "Yrkanden\n\nBo Al (M) yrkar avslag."])
def test_what_is_no_minority_is_not_taken_for_one(words) -> None:
    assert read(f"{MINUTES}\n{words}\n").items[0].minorities == ()


def test_what_is_no_protokoll_is_not_read_as_one() -> None:
    assert read(REPLY) is None
    assert read("Protokoll\nNärvarande\nAsta Ek\n\nInget beslutades.\n") is None
