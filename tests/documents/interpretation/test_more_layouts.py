"""Further layouts: joint replies, capitals, styled titles, extracts of minutes, and our own statement read back."""

import time
from dataclasses import replace

import docx
import pytest

from remiss.documents.interpretation.programme import parse_programme
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.reader import read
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.statement import statement_outline
from tests.documents.files import docx_bytes, pdf_bytes
from tests.documents.writing.examples import statement


def parsed(text, name="svar.txt"):
    return parse_reply(read(text.encode(), name)).to_json()


def word(*paragraphs):
    """Return a parsed docx: text, or (text, heading level); newlines are line breaks inside a paragraph."""
    document = docx.Document()
    for each in paragraphs:
        text, level = each if isinstance(each, tuple) else (each, 0)
        document.add_heading(text, level) if level else document.add_paragraph(text)
    return parse_reply(read(docx_bytes(document))).to_json()


def section(reply, key):
    return next(s for s in reply["sections"] if s["key"] == key)


def doubts(reply):
    return {row["field"]: row["reason"] for row in reply["unsure"]}


@pytest.mark.parametrize("draft", [False, True])
def test_a_statement_of_our_own_writer_is_read_back_whole(draft):
    facts = statement(draft=draft)
    if draft:
        facts = replace(facts, signatures=tuple(replace(s, signed=None) for s in facts.signatures))
    reply = parse_reply(read(write_docx(statement_outline(facts)), "svar.docx")).to_json()
    assert (reply["title"], reply["subtitle"]) == (facts.title, "Svar på remiss från kommunstyrelsen, KS 2026/311")
    assert (reply["diary_number"], reply["remiss_diary_number"]) == ("FAR 2026/87", "KS 2026/311")
    assert (reply["consultee"], reply["office"]) == (facts.addressee, facts.office)
    assert reply["dates"] == {"statement": "2026-02-27", "meeting": "2026-03-26", "due": None}
    assert reply["officers"] == [
        {"name": "Maja Påhittad", "phone": "08-508 00 000", "email": "maja.pahittad@example.se"}
    ]
    assert len(reply["proposal"]) == 2
    assert reply["immediate_adjustment"] is True
    assert [(p["name"], p["title"]) for p in reply["signatories"]] == [(s.name, s.title) for s in facts.signatures]
    assert reply["attachments"] == ["Remissen från kommunstyrelsen"]
    assert [s["key"] for s in reply["sections"]] == [
        "beslutsforslag", "sammanfattning", "bakgrund", "arendet", "beredning", "barn_jamstalldhet", "synpunkter",
        "bilagor",
    ]  # fmt: skip
    assert "Reservkraft" in section(reply, "synpunkter")["paragraphs"]
    assert reply["unsure"] == []


def test_a_joint_reply_gives_the_first_body_and_names_the_other():
    reply = word(
        "Idrottsförvaltningen och Kulturförvaltningen\nGemensamt tjänsteutlåtande",
        "Dnr IDN 2031/4 (idrottsförvaltningen)\nDnr KUN 2031/9 (kulturförvaltningen)\n2031-02-03",
        "Till\nIdrottsnämnden\n2031-03-04\nKulturnämnden\n2031-03-11",
        ("Plan för mötesplatser", 1),
        "Gemensamt svar på remiss från kommunstyrelsen (KS 2031/50)",
        ("Sammanfattning", 1),
        "Förvaltningarna tillstyrker planen.",
    )
    assert (reply["consultee"], reply["diary_number"]) == ("Idrottsnämnden", "IDN 2031/4, KUN 2031/9")
    assert reply["remiss_diary_number"] == "KS 2031/50"
    assert reply["title"] == "Plan för mötesplatser"
    assert doubts(reply) == {"consultee": "Gemensamt svar med Kulturnämnden."}


def test_a_second_number_of_unknown_owner_is_given_as_doubtful():
    reply = parsed("Dnr 4-12/2031\nDnr 7-99/2031\n\nTill\nVikbo stadsdelsnämnd\n\nSammanfattning\n\nPlanen är bra.\n")
    assert (reply["diary_number"], reply["remiss_diary_number"]) == ("4-12/2031", "7-99/2031")
    assert "remiss_diary_number" in doubts(reply)


def test_a_company_writes_to_its_parent_and_signs_in_two_columns():
    document = docx.Document()
    document.add_paragraph("Storköpings Skolhus AB\nTeknik och miljö")
    document.add_paragraph("Yttrande\nVårt diarienummer: SKH 2031-0017\n20 november 2031")
    document.add_paragraph("Till\nStockholms Stadshus AB")
    document.add_heading("Yttrande över lekprogrammet", 1)
    document.add_paragraph("Underlag med anledning av remiss från kommunstyrelsen, Ert dnr KS 2031/11")
    document.add_heading("Bolagets synpunkter", 1)
    document.add_paragraph("Bolaget tillstyrker programmet.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Märta Öberg\nVerkställande direktör\nEj godkänt ännu"
    table.cell(0, 1).text = "Figge Ren\nChef teknik och miljö\nGodkänt 2 mars 2031, kontrollsumma 3f9a1c2b"
    reply = parse_reply(read(docx_bytes(document))).to_json()
    assert reply["title"] == "Yttrande över lekprogrammet"
    assert reply["subtitle"] == "Underlag med anledning av remiss från kommunstyrelsen, Ert dnr KS 2031/11"
    assert (reply["consultee"], reply["remiss_diary_number"]) == ("Storköpings Skolhus AB", "KS 2031/11")
    assert [p["title"] for p in reply["signatories"]] == ["Verkställande direktör", "Chef teknik och miljö"]
    assert [s["key"] for s in reply["sections"]] == ["synpunkter"]


CAPITALS = """\
STORKÖPINGS BRANDFÖRSVAR
Enheten för samhällsskydd

REMISSVAR
Vår beteckning: 301-16/2031
Er beteckning: KS 2031/11

Till Kommunstyrelsen, Storköpings kommun

Svar på remiss: Program för torra somrar

SAMMANFATTNING

Förbundet är positivt.

SYNPUNKTER
Samverkan
Förbundet tillstyrker programmet i dess helhet och ser fram emot att delta
i arbetet.

BEREDNING

Ärendet har beretts av staben.

Ekonomi

Kostnaden ryms.

HANDLÄGGNING

Yttrandet har beslutats av förbundsdirektören.
"""


def test_names_and_headings_in_capitals_and_plain_subheadings_under_them():
    reply = parsed(CAPITALS)
    assert (reply["consultee"], reply["title"]) == ("Storköpings brandförsvar", "Program för torra somrar")
    assert [s["heading"] for s in reply["sections"]] == ["SAMMANFATTNING", "SYNPUNKTER", "BEREDNING", "HANDLÄGGNING"]
    assert section(reply, "synpunkter")["paragraphs"][0] == "Samverkan"
    assert section(reply, "beredning")["paragraphs"][1:] == ["Ekonomi", "Kostnaden ryms."]


def test_pdf_with_head_on_each_page_wrapped_department_and_bold_subheadings():
    first = [
        (60, 800, "Kontorsyttrande, dnr 2031-0921"), (430, 800, "Sida 1 (2)"), (60, 770, "Byggnadskontoret"),
        (60, 757, "Avdelningen för planering och lokal"), (60, 744, "utveckling"), (60, 715, "Kontorsyttrande"),
        (60, 702, "Dnr 2031-0921"), (60, 670, "Till"), (60, 657, "Kommunstyrelsen"),
        (60, 620, "Yttrande över remiss om strandplan"),
        (60, 605, "Kontorsyttrande till kommunstyrelsen, dnr KS 2031/11"), (60, 570, "Kontorets synpunkter"),
        (60, 556, "Kontoret instämmer i planens inriktning och föreslår ett antal tillägg."),
        (60, 530, "Avsnitt 4.2 Stränder"), (60, 516, "Kontoret anser att kartan bör vara rättsligt vägledande i alla"),
    ]  # fmt: skip
    second = [(60, 800, "Kontorsyttrande, dnr 2031-0921"), (430, 800, "Sida 2 (2)"), (60, 770, "detaljplaner.")]
    bold = frozenset({"Kontorets synpunkter", "Avsnitt 4.2 Stränder", "Yttrande över remiss om strandplan"})
    reply = parse_reply(read(pdf_bytes([first, second], bold))).to_json()
    assert reply["title"] == "Yttrande över remiss om strandplan"
    assert reply["subtitle"] == "Kontorsyttrande till kommunstyrelsen, dnr KS 2031/11"
    assert [s["key"] for s in reply["sections"]] == ["synpunkter"]
    assert section(reply, "synpunkter")["paragraphs"][1:] == [
        "Avsnitt 4.2 Stränder",
        "Kontoret anser att kartan bör vara rättsligt vägledande i alla detaljplaner.",
    ]


def test_an_extract_of_minutes_is_no_statement_and_every_value_is_doubtful():
    reply = parsed(
        "Protokollsutdrag\nVikbo stadsdelsnämnd\n\nSammanträdesdag\t26 november 2031\nDiarienummer\tVIK 2031/4\n"
        "Justering\tOmedelbart justerat\n\n§ 9 Svar på remiss om parkplan\n\nBeslut\n\n"
        "1. Nämnden godkänner tjänsteutlåtandet.\n\nReservation\n\nEn ledamot reserverade sig.\n\n"
        "Elsa Norr (L)\nVid protokollet: Ida Heim, nämndsekreterare\n"
    )
    assert (reply["title"], reply["consultee"]) == ("Svar på remiss om parkplan", "Vikbo stadsdelsnämnd")
    assert reply["dates"]["meeting"] == "2031-11-26"
    assert (reply["proposal"], reply["signatories"]) == ([], [])
    assert [s["heading"] for s in reply["sections"]] == ["Beslut", "Reservation"]
    assert set(doubts(reply).values()) == {"Filen är ett protokollsutdrag."}
    assert set(doubts(reply)) >= {"title", "consultee", "diary_number", "dates.meeting", "immediate_adjustment"}


def test_a_number_without_the_word_dnr_is_given_as_doubtful():
    reply = parsed("Vikbo stadsdelsförvaltning\n\nVIK 2031/702\n\nSammanfattning\n\nPlanen är bra.\n")
    assert reply["diary_number"] == "VIK 2031/702"
    assert "diary_number" in doubts(reply)


def test_a_programmes_page_head_and_cover_are_no_section():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Parkplan (remissversion)\tSida 1 (9)"
    document.add_heading("Parkplan 2031–2035", 1)
    document.add_paragraph("Remissversion")
    document.add_heading("Sammanfattning", 1)
    document.add_paragraph("Planen anger tre mål.")
    document.add_heading("1 Inledning", 1)
    programme = parse_programme(read(docx_bytes(document)))
    assert programme.title == "Parkplan 2031–2035"
    assert [(s.number, s.heading) for s in programme.sections] == [(None, "Sammanfattning"), ("1", "Inledning")]


@pytest.mark.parametrize(
    "piece", [". ", "Anna ", "Aa och ", "Dnr 1/", "senast svar ", "AB ", "juster omedel ", "(KS ", "a-"]
)
def test_long_odd_lines_cost_little(piece):
    line = piece * (60_000 // len(piece))
    started = time.process_time()
    parsed(f"Dnr 1/2031\n{line}\n\nSynpunkter\n\n{line}\n{line}!\n")
    assert time.process_time() - started < 5
