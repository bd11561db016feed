"""Layouts that our own writers used and the reader once misread: companies together, capitals, subheadings, letters."""

import docx
import pytest

from remiss.documents.interpretation.headings import key_of
from remiss.documents.interpretation.people import is_name, is_title
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.reader import read
from tests.documents.files import docx_bytes, pdf_bytes


def parsed(text, name="svar.txt"):
    return parse_reply(read(text.encode(), name)).to_json()


def keys(reply):
    return [section["key"] for section in reply["sections"]]


def doubts(reply):
    return {row["field"]: row["reason"] for row in reply["unsure"]}


TOGETHER = """\
AB Vikbohus och AB Storköpingshem
Gemensamt yttrande

Dnr VH 2031/0017 (Vikbohus)
Dnr SKH-31-0009 (Storköpingshem)
3 mars 2031

Till
Stockholms Stadshus AB

Plan för trygga gårdar

Gemensamt yttrande från AB Vikbohus och AB Storköpingshem (KS 2031/50)

Sammanfattande bedömning

Bolagen tillstyrker planen.

Ärendet och dess beredning

Bolagen har fått planen på remiss.

Bolagens synpunkter och förslag

Bolagen tillstyrker planen men vill se fler lampor.
"""


def test_two_companies_that_answer_together_give_both_numbers_and_the_other_as_a_doubt():
    reply = parsed(TOGETHER)
    assert (reply["consultee"], reply["office"]) == ("AB Vikbohus", None)
    assert reply["diary_number"] == "VH 2031/0017, SKH-31-0009"
    assert reply["remiss_diary_number"] == "KS 2031/50"
    assert doubts(reply) == {"consultee": "Gemensamt svar med AB Storköpingshem."}
    assert keys(reply) == ["sammanfattning", "arendet", "synpunkter"]


def test_numbers_side_by_side_on_one_line_are_both_of_a_joint_reply_and_the_senders_is_none_of_them():
    one_line = TOGETHER.replace(" (Vikbohus)\nDnr SKH", ", SKH").replace(" (Storköpingshem)", "")
    assert parsed(one_line)["diary_number"] == "VH 2031/0017, SKH-31-0009"
    with_sender = parsed(one_line.replace("SKH-31-0009\n", "KS 2031/50\n", 1))
    assert (with_sender["diary_number"], with_sender["remiss_diary_number"]) == ("VH 2031/0017", "KS 2031/50")


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Förvaltningarnas synpunkter", "synpunkter"),
        ("Kontorens bedömning", "synpunkter"),
        ("Nämndernas synpunkter och förslag", "synpunkter"),
        ("Bolagens kommentarer", "synpunkter"),
        ("Rådets synpunkter", "synpunkter"),
        ("Sammanfattande synpunkter", "sammanfattning"),
        ("Om bolaget och handläggningen", "bakgrund"),
        ("Förslaget i korthet", "arendet"),
        ("Planen i huvuddrag", "arendet"),
        ("Vad programmet innebär för nämnden", "arendet"),
        ("Ärendet och dess handläggning", "arendet"),
        ("(5.) Uppföljning", "ovrigt"),
        # Another's viewpoints in a nämnd's reply must not be taken for the nämnd's.
        ("Pensionärsrådets synpunkter", None),
        ("Om fler träd", None),
    ],
)
def test_headings_of_several_bodies_and_of_letters(heading, key):
    assert key_of(heading) == key


def test_a_long_title_and_a_name_with_foreign_letters_sign():
    document = docx.Document()
    document.add_heading("Förslag till beslut", 1)
    document.add_paragraph("1. Nämnden tillstyrker planen.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Łucja Horvatić Ek\nStadsdelsdirektör"
    table.cell(0, 1).text = "Bo Ängsö\nChef för avdelningen för stadsövergripande sociala frågor"
    reply = parse_reply(read(docx_bytes(document))).to_json()
    assert [(p["name"], p["title"]) for p in reply["signatories"]] == [
        ("Łucja Horvatić Ek", "Stadsdelsdirektör"),
        ("Bo Ängsö", "Chef för avdelningen för stadsövergripande sociala frågor"),
    ]
    assert reply["proposal"] == ["Nämnden tillstyrker planen."]


def test_a_name_is_still_no_office_and_a_sentence_no_title():
    assert is_name("Þóra Šimić")
    assert not is_name("Vikbo Stad")
    assert not is_title("Chef för enheten bör vara på plats, annars stannar arbetet")


SUBHEADINGS = """\
Förvaltningens synpunkter

1. Planen som helhet

Förvaltningen tillstyrker planen, som är kort och lätt att följa.

2. Lampor

Det bör finnas lampor längs alla gångvägar i området.

3. Uppföljning

En redovisning om året är lagom.

Måluppfyllelse

Planen bidrar till nämndens mål.
"""


def test_headings_that_go_on_numbering_inside_the_viewpoints_belong_to_them():
    reply = parsed(SUBHEADINGS)
    assert keys(reply) == ["synpunkter", "maluppfyllelse"]
    assert "3. Uppföljning" in reply["sections"][0]["paragraphs"]
    unnumbered = parsed(SUBHEADINGS.replace("3. Upp", "Upp").replace("2. ", "").replace("1. ", ""))
    assert keys(unnumbered) == ["synpunkter", "maluppfyllelse"]


def test_numbered_sections_stay_sections():
    reply = parsed(
        "1. Sammanfattning\n\nPlanen är bra.\n\n2. Bakgrund\n\nPlanen kom i maj.\n\n3. Ekonomi\n\nInga medel.\n"
    )
    assert keys(reply) == ["sammanfattning", "bakgrund", "ekonomi"]


PDF_HEAD = [("Vikbo stadsdelsförvaltning", 11, True), ("Dnr VIK 2031/8", 11, False)]


def printed(lines):
    """Return a parsed pdf of (text, size, bold), one line under the other, with room over larger type."""
    y, before, page = 780.0, 11.0, []
    for text, size, _ in lines:
        y -= size * 1.2 + (8 if size > 11 and size != before else 0)
        page.append((72, y, text, size))
        before = size
    bold = frozenset(text for text, _, is_bold in lines if is_bold)
    return parse_reply(read(pdf_bytes([page], bold))).to_json()


def test_a_title_on_two_lines_in_large_type_is_whole():
    lines = [
        *PDF_HEAD,
        ("Remissvar om Storköpings program för", 18, True),
        ("trygga gårdar 2031–", 18, True),
        ("2035", 18, True),
        ("Svar på remiss från kommunstyrelsen, KS 2031/50", 13, False),
        ("Sammanfattning", 15, True),
        ("Förvaltningen tillstyrker programmet, som är kort och lätt att följa.", 11, False),
        ("Det är bra att det gäller alla gårdar och att barnen får vara med.", 11, False),
        ("Även lamporna är bra och väl placerade.", 11, False),
    ]
    reply = printed(lines)
    assert reply["title"] == "Remissvar om Storköpings program för trygga gårdar 2031–2035"
    assert reply["subtitle"] == "Svar på remiss från kommunstyrelsen, KS 2031/50"
    assert keys(reply) == ["sammanfattning"]


def test_the_size_of_letters_tells_sections_from_subheadings_in_a_pdf():
    lines = [
        *PDF_HEAD,
        ("Sammanfattning", 15, True),
        ("Förvaltningen tillstyrker planen, men vill se fler lampor.", 11, False),
        ("Så arbetar vi i Vikbo", 15, True),
        ("Området har nio gårdar och tre torg.", 11, False),
        ("Förvaltningens synpunkter", 15, True),
        ("Uppföljning", 12.5, True),
        ("En redovisning om året är lagom.", 11, False),
        ("Ekonomi", 12.5, True),
        ("Planen ryms i budgeten.", 11, False),
        ("Ekonomi", 15, True),
        ("Inga medel behövs.", 11, False),
    ]
    reply = printed(lines)
    assert [(s["key"], s["heading"]) for s in reply["sections"]] == [
        ("sammanfattning", "Sammanfattning"),
        ("ovrigt", "Så arbetar vi i Vikbo"),
        ("synpunkter", "Förvaltningens synpunkter"),
        ("ekonomi", "Ekonomi"),
    ]
    assert reply["sections"][2]["paragraphs"][0] == "Uppföljning"


CAPITALS = """\
STORKÖPINGS HAMN AB
Teknik

YTTRANDE
Vår beteckning: RST 31-2207-K
Ert diarienummer: KS 2031/50

Till Stockholms Stadshus AB

Yttrande över plan för kajer

SAMMANFATTNING

Vi tillstyrker planen.
"""


def test_a_company_typed_in_capitals_is_spelled_as_usual_and_said_to_be_derived():
    reply = parsed(CAPITALS)
    assert reply["consultee"] == "Storköpings Hamn AB"
    assert "versaler" in doubts(reply)["consultee"]
    assert reply["diary_number"] == "RST 31-2207-K"
    told = parsed(CAPITALS.replace("Vi tillstyrker", "Storköpings hamn AB tillstyrker"))
    assert told["consultee"] == "Storköpings hamn AB"
    assert "consultee" not in doubts(told)


def test_a_council_with_an_office_of_its_own_and_a_meeting_on_the_addressees_line():
    reply = parsed(
        CAPITALS.replace("STORKÖPINGS HAMN AB\nTeknik", "KOMMUNSTYRELSENS RÅD FÖR LEK\nRådets kansli")
        .replace("Stockholms Stadshus AB", "Kommunstyrelsen")
    )  # fmt: skip
    assert reply["consultee"] == "Kommunstyrelsens råd för lek"
    assert reply["title"] == "plan för kajer"
    reply = parsed(
        "LEKFÖRVALTNINGEN\n\nTill Leknämnden, sammanträde den 17 mars 2031\n\nSAMMANFATTNING\n\nPlanen är bra.\n"
    )
    assert (reply["consultee"], reply["dates"]["meeting"]) == ("Leknämnden", "2031-03-17")
