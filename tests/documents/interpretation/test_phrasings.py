"""The many ways to say one thing: phrases that writers of other municipalities would use, made up here."""

from __future__ import annotations

from datetime import date

import pytest

from remiss.documents.interpretation.bodies import board_named, company_named, external_named, office_named
from remiss.documents.interpretation.dates import find_days, only_date
from remiss.documents.interpretation.diary import central_number, first_number
from remiss.documents.interpretation.facts import due_day
from remiss.documents.interpretation.header import read_header
from remiss.documents.interpretation.header_fields import Header
from remiss.documents.interpretation.headings import key_of
from remiss.documents.interpretation.labels import Field, read_label
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.reader import read

NEAR = date(2031, 11, 20)
REPLY = """Vikby kommun
Parkkontoret

Tjänsteskrivelse
2031-02-03
Dnr PN 2031/77

Parknämnden 2031-03-04

Plan för lekplatser
Svar på remiss från kommunstyrelsen

{proposal}

Sammanfattning

Kontoret tycker att planen är bra och vill ha fler gungor i de norra stadsdelarna.

Kontorets synpunkter

Kontoret föreslår att planen även anger hur ofta gungorna ska målas om.
"""


def parsed(text: str) -> dict:
    return parse_reply(read(text.encode(), "svar.txt")).to_json()


@pytest.mark.parametrize(
    "sentence",
    [
        "Remissen ska vara besvarad den 5 december 2031.",
        "Yttrandet ska vara inlämnat den 5 december 2031.",
        "Kommunstyrelsen önskar nämndens svar till den 5 december 2031.",
        "Svaret ska vara kommunkansliet till handa den 5 december 2031.",
        "Svarsdag är den 5 december.",
        "Remisstiden löper till och med fredagen den 5 december 2031.",
        "Kommunen har inbjudit föreningen att yttra sig senast den 5 december.",
        "Planen sändes ut den 3 november 2031 och synpunkter ska ha inkommit senast 5/12.",
        "Programmet ska besvaras den 5 december 2031.",
        "Staden har beslutat att inhämta nämndernas synpunkter till den 5 december 2031.",
        "Svar senast kl. 12.00 den 5 december 2031.",
    ],
)
def test_the_day_by_which_to_answer_is_found_in_any_usual_words(sentence):
    assert due_day(Header(), sentence, NEAR)[0] == date(2031, 12, 5)


@pytest.mark.parametrize(
    "sentence",
    [
        "Remissen kom in den 5 december 2031.",
        "Nämnden har begärt förlängd svarstid till den 5 december 2031.",
        "Yttrandet skickades den 5 december 2031.",
        "Planen antogs den 5 december 2031.",
    ],
)
def test_a_day_on_which_something_happened_is_no_day_to_answer_by(sentence):
    assert due_day(Header(), sentence, NEAR)[0] is None


def test_a_day_without_a_year_is_close_to_the_paper_s_own():
    assert [found.day for found in find_days("senast den 15 januari", NEAR)] == [date(2032, 1, 15)]
    assert [found.day for found in find_days("den 3/12, inte 3/12 2030", NEAR)] == [
        date(2031, 12, 3),
        date(2030, 12, 3),
    ]


@pytest.mark.parametrize(
    "text", ["den 3 mars 2031 21:08", "Upplands Vikby den 3 mars 2031", "tisdagen den 3 mars 2031"]
)
def test_a_line_may_hold_a_day_with_its_hour_place_or_weekday(text):
    assert only_date(text) == date(2031, 3, 3)


@pytest.mark.parametrize(
    "number", ["2031.0187 ON", "TRN.2031.0093", "2031-H-019", "2031-VUX-000318", "329/31 KUN", "KS 1.3.2-19/2031"]
)
def test_a_diary_number_of_any_form_is_taken_whole(number):
    assert first_number(number) == number


def test_the_central_board_s_number_is_told_by_its_letters_and_a_day_is_none():
    assert central_number("planen (2031-KS-001274)") == "2031-KS-001274"
    assert central_number("planen (KS.2031.0540)") == "KS.2031.0540"
    assert central_number("protokoll KS 2031-09-12") is None


@pytest.mark.parametrize(
    "name",
    [
        "Norra Vikbys kommundelsnämnd", "Nämnden för arbetsmarknad, vuxenutbildning och integration",
        "Vård och omsorgsnämnden", "Gemensamma överförmyndarnämnden", "Kultur-, fritids- och tekniknämnden",
        "Regionala utvecklingsnämnden",
    ],
)  # fmt: skip
def test_a_board_of_any_municipality_is_known(name):
    assert board_named(name) == name


def test_a_board_in_the_genitive_is_the_board():
    assert board_named("Vård och omsorgsnämndens") == "Vård och omsorgsnämnden"


def test_a_board_is_told_apart_from_its_city():
    assert board_named("Socialnämnden i Vikby kommun") == "Socialnämnden"


@pytest.mark.parametrize(
    "name",
    [
        "Kommunala förvaltningen",
        "Förvaltningen för vuxenutbildning",
        "Sektor samhällsbyggnad",
        "Vård och omsorgskontoret",
    ],
)
def test_an_office_of_any_municipality_is_known(name):
    assert office_named(name) == name


def test_a_company_may_have_ab_in_the_middle():
    assert company_named("Bostads AB Skäran") == "Bostads AB Skäran"


@pytest.mark.parametrize(
    "name",
    ["Vikby ungdomsfullmäktige", "PRO Vikby", "Norra Vikby byalag", "Statens geotekniska institut",
     "Kommunala pensionärsrådet", "Vikbys samordningsförbund"],
)  # fmt: skip
def test_an_outside_body_is_known(name):
    assert external_named(name) == name


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Handling upprättad: 2031-02-03", Field.DATE),
        ("Svar önskas: 2031-02-03", Field.DUE),
        ("Dag för nämndens möte: 2031-02-03", Field.MEETING),
        ("Ansvarig enhet: Förvaltningen för kultur", Field.OFFICE),
        ("Enhet: Parkkontoret, Vikby kommun", Field.OFFICE),
        ("Enhet: Gatuenheten", Field.OTHER),
        ("Godkänd av: Anna Ek, parkchef", Field.OTHER),
        ("Skriven av: Anna Ek", Field.OFFICER),
        ("Inkommet från: Kommunstyrelsen, dnr KS 2031/8", Field.REMISS_NUMBER),
        ("Skickat: den 3 mars 2031 21:08", Field.DATE),
    ],
)
def test_a_label_in_other_words_is_told_by_its_value(text, field):
    label = read_label(text)
    assert label is not None
    assert label.field is field


def header(*texts: str) -> Header:
    return read_header([Line(text, number=number) for number, text in enumerate(texts)])


@pytest.mark.parametrize(
    "line",
    [
        "Behandlas av parknämnden den 4 mars 2031", "Parknämnden, möte 2031-03-04",
        "Underlag till parknämndens sammanträde 2031-03-04",
        "Vikbys kommundelsnämnd den 4 mars 2031", "Inför parknämndens möte tisdagen den 4 mars 2031",
    ],
)  # fmt: skip
def test_the_board_and_its_day_in_one_line(line):
    assert header("Parkkontoret", line).meeting == date(2031, 3, 4)


def test_an_address_cut_by_a_narrow_column_is_made_whole():
    found = header("Handläggare", "Anna Ek", "E-post", "anna.ek@vikbykom", "mun.example")
    assert [(one.name, one.email) for one in found.officers] == [("Anna Ek", "anna.ek@vikbykommun.example")]


def test_two_numbers_on_one_line_are_taken_apart():
    found = header("Vårt ärende: GVN 2031-98. Ert ärende: KS 2031-14")
    assert (found.number, found.remiss_number) == ("GVN 2031-98", "KS 2031-14")


def test_the_office_a_company_writes_to_is_not_its_own():
    found = header("Vikby Hamn AB", "Vikby kommun", "Samhällsbyggnadskontoret", "Vikby den 3 mars 2031")
    assert (found.company, found.office) == ("Vikby Hamn AB", None)


def test_a_name_over_a_telephone_is_the_officer_s():
    found = header("Parkkontoret", "Anna Ek", "Telefon 0555-12 34 56")
    assert [(one.name, one.phone) for one in found.officers] == [("Anna Ek", "0555-12 34 56")]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Beslut som föreslås", "beslutsforslag"),
        ("Kontoret föreslår att parknämnden beslutar följande:", "beslutsforslag"),
        ("Kort om svaret", "sammanfattning"),
        ("Ärendets gång", "beredning"),
        ("Vad strategin föreslår", "arendet"),
        ("Planen i sammandrag", "arendet"),
        ("Kostnaden för kommunen", "ekonomi"),
        ("Kostnader, resurser och tid", "ekonomi"),
        ("Vad betyder planen för barn?", "barn_jamstalldhet"),
        ("Planens bidrag till nämndens mål", "maluppfyllelse"),
        ("Slutord", "ovrigt"),
        ("Lagrum och delegation", "ovrigt"),
    ],
)
def test_a_heading_in_other_words_is_known(heading, key):
    assert key_of(heading) == key


@pytest.mark.parametrize(
    ("proposal", "points"),
    [
        ("Förslag till nämnden\n--------------------\n\n1) Parken tillstyrks.\n2) Beslutet justeras omedelbart.",
         ["Parken tillstyrks.", "Beslutet justeras omedelbart."]),
        ("Kontorets förslag\n\nParknämnden ställer sig bakom kontorets synpunkter.",
         ["Parknämnden ställer sig bakom kontorets synpunkter."]),
        ("Förslag till beslut\n\nA. Parknämnden tillstyrker planen.\nB. Parknämnden överlämnar skrivelsen.",
         ["Parknämnden tillstyrker planen.", "Parknämnden överlämnar skrivelsen."]),
    ],
)  # fmt: skip
def test_a_proposal_is_known_by_what_stands_in_it(proposal, points):
    assert parsed(REPLY.format(proposal=proposal))["proposal"] == points


def test_a_line_with_a_rule_of_its_length_under_it_is_a_heading():
    words = "Nämnden hinner inte sammanträda före dagen för svar i ärendet."
    text = REPLY.format(proposal=f"Skäl till brådskan\n------------------\n\n{words}")
    assert "Skäl till brådskan" in [section["heading"] for section in parsed(text)["sections"]]


def test_a_telephone_under_the_name_is_no_text():
    reply = parsed("Vikby hembygdsförening\n\nHej!\n\nFöreningen tycker att planen är bra och bör antas.\n\n"
                   "För Vikby hembygdsförening\n\nAnna Ek\nOrdförande\nTel. 0555-12 34 56\n")  # fmt: skip
    assert [(one["name"], one["title"]) for one in reply["signatories"]] == [("Anna Ek", "Ordförande")]
