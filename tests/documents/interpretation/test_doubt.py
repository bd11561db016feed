"""A reading is held against the rest of the file: what is right stays undoubted, what is left over is told."""

import pytest

from remiss.documents.interpretation.doubt import RULES
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.plain import read_plain
from remiss.domain.parsed import ParsedReply

REPLY = """Parkförvaltningen

Tjänsteutlåtande
Dnr PAN 2031/77
Datum 2031-02-03

Handläggare
Alva Sund
Telefon 0555-123 45

Till
Parknämnden
2031-03-04

Plan för lekplatser

Svar på remiss från kommunstyrelsen, dnr KS 2031/50

Förslag till beslut

1. Parknämnden överlämnar förvaltningens tjänsteutlåtande som svar på remissen.
2. Beslutet justeras omedelbart.

Alva Nord
Parkdirektör

Sammanfattning

Förvaltningen anser att planen är bra. Förvaltningen vill ha fler gungor.

Svaret ska lämnas senast den 10 mars 2031.

Bilagor

1. Plan för lekplatser
"""


def doubts(text):
    return {row.field: row.reason for row in parse_reply(read_plain(text)).unsure}


def test_a_reply_that_names_everything_is_not_doubted():
    assert doubts(REPLY) == {}


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("Dnr PAN 2031/77", "Diarienummer saknas", "diary_number"),
        ("Dnr PAN 2031/77", "Dnr PAN 2031/77\nDnr PLN 2031/8", "diary_number"),
        ("Datum 2031-02-03", "Datum 2031-02-03\nUpprättat 2031-02-01", "dates.statement"),
        ("Datum 2031-02-03", "Datum 2031-04-03", "dates.meeting"),
        ("2031-03-04", "Sammanträdet i mars", "dates.meeting"),
        ("Handläggare\nAlva Sund", "Tjänsteställe: Alva Sund", "officers"),
        ("Parknämnden\n2031-03-04", "Parknämnden\nLeknämnden\n2031-03-04", "consultee"),
        ("Parkförvaltningen", "Vattenförvaltningen", "office"),
        ("Parkförvaltningen\n", "", "office"),
        ("1. Parknämnden överlämnar förvaltningens", "1. Parknämndens kloka och förvaltningens", "proposal"),
        ("2. Beslutet justeras omedelbart.", "", "immediate_adjustment"),
        ("Parkdirektör", "Parkdirektör\nBo Sten", "signatories"),
        ("Bilagor\n\n1. Plan", "Planen bifogas. Plan", "attachments"),
        ("1. Plan för lekplatser", "1. Plan för lekplatser; bilaga 2 karta", "attachments"),
        ("senast den 10 mars 2031", "senast den 10 mars 2031. Svar lämnas senast den 1 april 2031", "dates.due"),
        ("Svaret ska lämnas senast den", "Svarstiden är kort, se schemat från", "dates.due"),
        ("Datum 2031-02-03\n", "", "dates.statement"),
        ("Telefon 0555-123 45", "Telefon 0555-123 45, även Bo Sten", "officers"),
        ("Plan för lekplatser\n\nSvar", "punkt 4.7 i delegationsordningen\n\nSvar", "title"),
    ],
)
def test_what_speaks_against_a_value_is_told(old, new, field):
    changed = REPLY.replace(old, new, 1)
    if field == "immediate_adjustment":
        changed = changed.replace("fler gungor.", "fler gungor. Beslutet ska justeras omedelbart.")
    assert field in doubts(changed)


def test_words_of_a_proposal_or_a_signature_that_was_not_read_are_noticed():
    letter = "Vikby byalag\n\nPlan för lekplatser\n\nYttrande\n\nVi föreslår att nämnden beslutar om fler gungor.\n\n"
    assert {"proposal", "signatories"} <= set(doubts(f"{letter}Hälsningar,\nbyns folk\n"))


def test_every_rule_names_a_field_of_a_reply():
    fields = set(ParsedReply().to_json()) | {"dates.statement", "dates.meeting", "dates.due"}
    assert {rule.field for rule in RULES} <= fields
