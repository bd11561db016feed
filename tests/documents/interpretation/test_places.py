"""Each field is found again in the file, however its lines are broken; what is derived is not."""

from __future__ import annotations

import pytest

from remiss.documents.interpretation.places import places_of
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading import serial
from remiss.documents.reading.pdf import read_pdf
from remiss.documents.reading.plain import read_plain
from tests.documents.files import pdf_bytes
from tests.web.intake.files import REPLY


def found(text: str) -> dict[str, list[str]]:
    document = read_plain(text)
    places = places_of(document, parse_reply(document))
    return {
        name: [document.blocks[span.block].text[span.start : span.end] for span in spans]
        for name, spans in places.items()
    }


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("consultee", ["Farsta stadsdelsnämnd"]),
        ("diary_number", ["1.1-7/2026"]),
        ("remiss_diary_number", ["KS 2026/311"]),
        ("dates.statement", ["2026-11-02"]),
        ("dates.meeting", ["2026-11-19"]),
        ("title", ["Program för trygga gångvägar"]),
        ("officers.0", ["Anna Provsten"]),
        ("proposal.0", ["Nämnden överlämnar förvaltningens tjänsteutlåtande som svar på remissen"]),
        ("section.2", ["Förvaltningens synpunkter och förslag"]),
    ],
)
def test_each_field_is_found_where_it_stands(field: str, words: list[str]) -> None:
    assert found(REPLY)[field] == words


def test_a_value_over_two_lines_and_a_hyphen_is_found_in_both() -> None:
    broken = REPLY.replace("Program för trygga gångvägar\nSvar", "Program för trygga gång-\nvägar\nSvar", 1)
    assert found(broken)["title"] == ["Program för trygga gång", "vägar"]


def test_a_heading_is_the_one_above_its_text_and_not_the_word_before() -> None:
    mentioned = REPLY.replace("Program för trygga", "Sammanfattning av program för trygga", 1)
    document = read_plain(mentioned)
    reply = parse_reply(document)
    number = next(i for i, section in enumerate(reply.sections) if section.key == "sammanfattning")
    (span,) = places_of(document, reply)[f"section.{number}"]
    assert document.blocks[span.block].text == "Sammanfattning"


def test_what_is_derived_has_no_place() -> None:
    without = REPLY.replace("Farsta stadsdelsnämnd\n", "Nämnden\n")
    assert "consultee" not in found(without)


def test_a_pdf_says_where_on_its_page_each_line_is_seen() -> None:
    document = read_pdf(pdf_bytes([[(72, 770, "Farsta stadsdelsförvaltning"), (72, 700, "Tjänsteutlåtande")]]))
    first = next(block for block in document.blocks if block.text)
    assert document.pages == ((595, 842),)
    left, top, right, bottom = first.box
    assert left == pytest.approx(72, abs=2)
    assert 842 - 785 < top < bottom < 842 - 765
    assert right > left + 100
    assert serial.from_json(serial.to_json(document)) == document
