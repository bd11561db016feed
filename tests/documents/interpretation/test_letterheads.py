"""Heads and letters of many kinds of bodies: who, what about, when and which numbers."""

import pytest

from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.markdown import read_markdown
from remiss.documents.reading.plain import read_plain
from tests.documents import letterheads, outside_letters


def parsed(text):
    return parse_reply(read_plain(text)).to_json()


@pytest.mark.parametrize(
    ("text", "consultee", "title", "numbers"),
    [
        (letterheads.ORDFÖRANDEBESLUT, "Miljönämnden", "handlingsplan mot buller", ("MN/2026:311", "KS/2026:77")),
        (
            outside_letters.POLICE,
            "Polismyndigheten",
            "förslag till trygghetsprogram för Västerby kommun",
            ("A455.902/2025", "KS 2025/402"),
        ),
        (
            outside_letters.COMPANY_BOARD,
            "Ekerums Energi AB",
            "kommunens klimatstrategi",
            ("EEAB-2025-88", "KS 2025/31"),
        ),
        (
            letterheads.SKRIVELSE,
            "Kultur- och fritidsnämnden",
            "förslag till idrottspolitiskt program",
            ("KFN 2023-00214", "KS 2023-00101"),
        ),
        (
            letterheads.BOARD_LETTER,
            "Miljö- och samhällsnämnden",
            "förslag till vattentjänstplan",
            ("MSN-2025-00077", "KSF-2024-01120"),
        ),
        (
            letterheads.CITY_STATEMENT,
            "Kulturnämnden",
            "kommunens plan för civilt försvar",
            ("KUN 2025/410", "KS 2025/222"),
        ),
        (outside_letters.VILLAGE, "Västra Skogens Byalag", "landsbygdsprogram", (None, "KS 2025/18")),
        (letterheads.FORM, "Omsorgsnämnden", "äldreplan 2026-2030", ("ON 2025/0099", "KS 2025/0871")),
        (
            letterheads.TWO_WORD_BOARD,
            "Tekniska nämnden",
            "Tillgänglighetsplan 2025-2029",
            ("TEK 2024-00871", "KS 2024-00412"),
        ),
        (
            outside_letters.COUNTY,
            "Länsstyrelsen i Vidbo län",
            "översiktlig plan för grönstruktur i Vidbo",
            ("404-8812-2025", "KS 2025/1190"),
        ),
    ],
)
def test_who_answers_what_and_under_which_numbers(text, consultee, title, numbers):
    reply = parsed(text)
    assert (reply["consultee"], reply["title"]) == (consultee, title)
    assert (reply["diary_number"], reply["remiss_diary_number"]) == numbers


def test_an_officer_is_a_name_over_a_telephone_or_after_a_slash_or_behind_any_usual_word():
    county = {"name": "Hanna Frisk", "phone": "010-224 51 18", "email": "hanna.frisk@lst.example"}
    assert parsed(outside_letters.COUNTY)["officers"] == [county]
    assert parsed(letterheads.ORDFÖRANDEBESLUT)["officers"] == [
        {"name": "Ylva Brant", "phone": "0541-220 14", "email": None}
    ]
    slash = parsed("AB Solby Hus\n\nVår referens: SB-31-14/Lina Ek\n\nYttrande över plan för hus\n\nVi är nöjda.\n")
    assert [officer["name"] for officer in slash["officers"]] == ["Lina Ek"]


def test_the_day_at_the_signature_is_the_statements_and_is_said_to_be():
    reply = parsed(outside_letters.COMPANY_BOARD)
    assert reply["dates"] == {"statement": "2025-05-27", "meeting": "2025-06-11", "due": "2025-06-20"}
    assert "dates.statement" in {row["field"] for row in reply["unsure"]}


def test_attachments_on_one_line_under_the_signatures_and_with_the_words_of_headings():
    assert parsed(letterheads.BOARD_LETTER)["attachments"] == ["Protokollsutdrag § 33", "Karta över skyfallsytor"]
    assert parsed(letterheads.CITY_STATEMENT)["attachments"] == ["Remissen", "Förvaltningens beredskapsplan"]
    assert parsed(letterheads.SKRIVELSE)["attachments"] == ["Idrottspolitiskt program"]


def test_points_with_a_number_and_no_full_stop():
    assert [point.split()[0] for point in parsed(letterheads.CITY_STATEMENT)["proposal"]] == ["Nämnden", "Paragrafen"]


def test_an_association_with_headings_in_words_of_its_own():
    reply = parse_reply(read_markdown(outside_letters.ASSOCIATION_MD)).to_json()
    assert (reply["title"], reply["remiss_diary_number"]) == ("näringslivspolicy", "KS/2025:9")
    assert [(s["key"], s["heading"]) for s in reply["sections"][-2:]] == [
        ("synpunkter", "Etableringar"),
        ("synpunkter", "Skyltning"),
    ]
    assert {"sections", "consultee"} <= {row["field"] for row in reply["unsure"]}


def test_short_lines_between_sentences_of_a_letter_are_not_lost_in_its_head():
    text = [p for section in parsed(outside_letters.VILLAGE)["sections"] for p in section["paragraphs"]]
    assert {"POSITIVT", "Bredbandsutbyggnaden är bra.", "NEGATIVT"} <= set(text)
