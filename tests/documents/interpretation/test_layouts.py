"""Whole replies in the layouts that bodies use, field by field."""

import docx
import pytest

from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.reader import read
from tests.documents import layouts
from tests.documents.files import docx_bytes, pdf_bytes


def parsed(text, name="svar.txt"):
    return parse_reply(read(text.encode(), name)).to_json()


def section(reply, key):
    return [s for s in reply["sections"] if s["key"] == key]


def test_district_statement_with_header_block_and_two_columns_of_signatures():
    reply = parsed(layouts.STADSDEL_TXT)
    assert reply["title"] == "Förslag till ny parkplan för Storköping"
    assert reply["subtitle"] == "Svar på remiss från kommunstyrelsen (dnr KS 2024/311)"
    assert (reply["consultee"], reply["office"]) == ("Vikbo stadsdelsnämnd", "Vikbo stadsdelsförvaltning")
    assert (reply["diary_number"], reply["remiss_diary_number"]) == ("1.5.1-218/2024", "KS 2024/311")
    assert reply["officers"] == [
        {"name": "Maja Lindroth", "phone": "08-508 00 123", "email": "maja.lindroth@exempel.example"}
    ]
    assert reply["dates"] == {"statement": "2024-09-12", "meeting": "2024-10-17", "due": "2024-10-30"}
    assert reply["immediate_adjustment"] is True
    assert [p["name"] for p in reply["signatories"]] == ["Eskil Rönnqvist", "Sanna Öberg"]
    assert [p["title"] for p in reply["signatories"]] == ["Stadsdelsdirektör", "Avdelningschef"]
    assert reply["attachments"] == ["Förslag till parkplan", "Karta över parkerna i stadsdelen"]
    assert reply["unsure"] == []


def test_words_split_at_line_ends_are_joined_and_running_heads_are_dropped():
    reply = parsed(layouts.STADSDEL_TXT)
    assert "Förvaltningen är positiv" in section(reply, "sammanfattning")[0]["paragraphs"][0]
    assert section(reply, "arendet")[0]["heading"] == "Ärendet – planens innehåll"
    assert "2025-2030" in section(reply, "arendet")[0]["paragraphs"][0]
    assert "Sida" not in str(reply["sections"])
    assert "1.5.1" not in str(reply["sections"])


def test_company_replies_with_att_clauses_and_no_office():
    reply = parsed(layouts.BOLAG_TXT)
    assert (reply["consultee"], reply["office"]) == ("Storköpings Energi AB", None)
    assert (reply["diary_number"], reply["remiss_diary_number"]) == ("SE 2024-0071", "KS 2024/88")
    assert len(reply["proposal"]) == 2
    assert reply["immediate_adjustment"] is True
    assert section(reply, "beslutsforslag")[0]["paragraphs"] == ["Styrelsen föreslås besluta"]
    assert reply["dates"]["due"] == "2024-04-02"
    assert reply["signatories"] == [{"name": "Ingela Storm", "title": "VD", "organisation": None}]


def test_header_block_in_the_middle_of_a_sentence_is_moved_out_and_the_sentence_made_whole():
    reply = parsed(layouts.KONTOR_ASTRAY_TXT)
    assert section(reply, "bakgrund")[0]["paragraphs"] == [
        "Kommunfullmäktige antog 2015 en äldre plan (dnr 102-44/2014). Planen har sedan dess följts upp två gånger."
    ]
    assert (reply["consultee"], reply["office"]) == ("Byggnadsnämnden", "Bygglovskontoret")
    assert reply["diary_number"] == "2023-04410"
    assert reply["remiss_diary_number"] is None


def test_other_municipality_writes_a_tjansteskrivelse():
    reply = parsed(layouts.SKRIVELSE_TXT)
    assert reply["consultee"] == "Vård- och omsorgsnämnden"
    assert reply["office"] == "Vård- och omsorgsförvaltningen"
    assert reply["diary_number"] == "VON/2022:118"
    assert [o["name"] for o in reply["officers"]] == ["Karin Aspelund", "Nils Tamm"]
    assert [s["key"] for s in reply["sections"]] == ["beslutsforslag", "arendet", "synpunkter", "ekonomi", "bilagor"]
    assert reply["attachments"]
    assert reply["unsure"] == []


def test_markdown_marks_are_gone_and_two_signatories_on_one_line_are_told_apart():
    reply = parsed(layouts.MARKDOWN)
    assert "*" not in str(reply)
    assert [(p["name"], p["title"]) for p in reply["signatories"]] == [
        ("Lo Brandt", "Förvaltningschef"),
        ("Per Ask", "Enhetschef"),
    ]
    assert section(reply, "synpunkter")[0]["paragraphs"][:2] == ["- Scenerna bör vara öppna.", "- Avgiften är oklar."]
    assert section(reply, "ekonomi") == []


def test_letter_without_headings_is_read_as_viewpoints_and_says_that_this_is_doubtful():
    reply = parsed(layouts.LETTER_TXT)
    assert reply["consultee"] == "Sällinge pensionärsråd"
    assert [s["key"] for s in reply["sections"]] == ["synpunkter"]
    assert "sections" in {row["field"] for row in reply["unsure"]}


def test_empty_line_after_every_line_is_no_paragraph_break():
    reply = parsed(layouts.DOUBLE_SPACED_TXT)
    assert [len(s["paragraphs"]) for s in reply["sections"]] == [1, 1, 1]
    text = str(reply["sections"])
    assert "tillgänglighet" in text
    assert "lek- och naturmiljöer" in text
    assert "____" not in text
    assert reply["remiss_diary_number"] is None
    assert reply["consultee"] == "Fritidsnämnden"
    assert "consultee" in {row["field"] for row in reply["unsure"]}
    assert (reply["proposal"], reply["immediate_adjustment"]) == ([], None)


def test_other_municipality_with_names_and_labels_in_columns_answers_for_its_central_board():
    reply = parsed(layouts.OTHER_MUNICIPALITY_COLUMNS_TXT)
    assert (reply["consultee"], reply["office"]) == ("Kommunstyrelsen", "Kommunledningskontoret")
    assert (reply["diary_number"], reply["remiss_diary_number"]) == ("KS/2023:211", None)
    assert reply["dates"] == {"statement": "2023-05-04", "meeting": None, "due": "2023-06-01"}
    assert [o["name"] for o in reply["officers"]] == ["Anna Bergfors"]
    assert {row["field"] for row in reply["unsure"]} >= {"dates.due"}


def test_board_of_a_company_meets_and_is_addressed_over_two_lines():
    reply = parsed(layouts.BOARD_OF_COMPANY_TXT)
    assert (reply["consultee"], reply["office"]) == ("Storköpings Skolhus AB", None)
    assert reply["dates"]["meeting"] == "2019-12-05"
    assert reply["signatories"][0]["title"] == "Verkställande direktör"
    assert [s["key"] for s in reply["sections"]] == ["beslutsforslag", "synpunkter"]


def test_central_office_answers_in_its_own_name():
    reply = parsed(layouts.CENTRAL_OFFICE_TXT)
    assert reply["consultee"] == "Stadsledningskontoret"
    assert reply["diary_number"] == "KS 2024/311"
    assert [s["heading"] for s in reply["sections"]] == ["Stadsledningskontorets synpunkter"]


def test_damaged_first_point_is_shown_as_damaged():
    reply = parsed("Förslag till beslut\nutlåtandet till kommunstyrelsen.\n\n2. Beslutet justeras omedelbart.\n")
    assert reply["proposal"] == ["[…] utlåtandet till kommunstyrelsen.", "Beslutet justeras omedelbart."]
    assert "proposal" in {row["field"] for row in reply["unsure"]}


def test_word_original_with_header_table_automatic_numbers_and_signature_table():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Tjänsteutlåtande\tSida 1 (2)"
    document.sections[0].header.add_paragraph("Dnr TN 2024-01932")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Trafikkontoret\nAvdelningen för planering\n\nHandläggare\nBo Hall\n08-508 26 000"
    table.cell(0, 1).text = "Till\nTrafiknämnden\n2024-05-23"
    document.add_heading("Gångplan för Storköping", 0)
    document.add_paragraph("Svar på remiss från kommunstyrelsen, dnr KS 2024/52")
    document.add_heading("Kontorets förslag till beslut", 2)
    document.add_paragraph("Trafiknämnden godkänner kontorets utlåtande.", style="List Number")
    document.add_paragraph("Beslutet justeras omedelbart.", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for column, (name, title) in enumerate([("Eva Ros", "Tf. förvaltningschef"), ("Jon Ek", "Avdelningschef")]):
        table.cell(0, column).text, table.cell(1, column).text = name, title
    document.add_heading("Synpunkter och förslag", 2)
    document.add_heading("Barn i trafiken", 3)
    document.add_paragraph("Planen saknar mål för barn.")
    reply = parse_reply(read(docx_bytes(document))).to_json()
    assert (reply["consultee"], reply["office"]) == ("Trafiknämnden", "Trafikkontoret")
    assert (reply["diary_number"], reply["remiss_diary_number"]) == ("TN 2024-01932", "KS 2024/52")
    assert reply["dates"]["meeting"] == "2024-05-23"
    assert len(reply["proposal"]) == 2
    assert [p["title"] for p in reply["signatories"]] == ["Tf. förvaltningschef", "Avdelningschef"]
    assert section(reply, "synpunkter")[0]["paragraphs"] == ["Barn i trafiken", "Planen saknar mål för barn."]


def test_pdf_with_columns_running_head_and_a_sentence_over_the_page_break():
    first = [
        (70, 800, "Idrottskontoret"), (430, 800, "Sida 1 (2)"), (70, 786, "Dnr 01.02-77/2023"),
        (70, 740, "Handläggare"), (300, 740, "Till"), (70, 727, "Alva Berg"), (300, 727, "Idrottsnämnden"),
        (300, 714, "2023-02-14"), (70, 680, "Anläggningsplan för Storköping"),
        (70, 660, "Svar på remiss från kommunstyrelsen"), (70, 610, "Sammanfattning"),
        (70, 590, "Kontoret anser att planen är ett gott stöd för arbetet med anlägg-"),
        (70, 577, "ningar i hela staden och att den bör gälla"),
    ]  # fmt: skip
    second = [(70, 800, "Dnr 01.02-77/2023"), (430, 800, "Sida 2 (2)"), (70, 760, "även skolornas idrottshallar.")]
    reply = parse_reply(read(pdf_bytes([first, second]))).to_json()
    assert section(reply, "sammanfattning")[0]["paragraphs"] == [
        (
            "Kontoret anser att planen är ett gott stöd för arbetet med anläggningar i hela staden "
            "och att den bör gälla även skolornas idrottshallar."
        )
    ]
    assert (reply["consultee"], reply["dates"]["meeting"]) == ("Idrottsnämnden", "2023-02-14")
    assert reply["officers"][0]["name"] == "Alva Berg"


@pytest.mark.parametrize(
    "number",
    ["KS 2019/1543", "171-1309/2017", "1.5.1-135-2012", "T 2010-313-01743", "302-260-04", "1.5.1.-293/2015",
     "2019/00123-1.1", "SBN-2020-1234", "KFN/2011:123", "2.2.2/171-2013", "004-215/2003", "2006-152-307", "VÅN 2021:7"],
)  # fmt: skip
def test_diary_number_formats_in_use_are_read_whole(number):
    reply = parsed(f"Dnr {number}\n\nTill\nVikbo stadsdelsnämnd\n\nSammanfattning\n\nText om planen finns här.\n")
    assert number in (reply["diary_number"], reply["remiss_diary_number"])
