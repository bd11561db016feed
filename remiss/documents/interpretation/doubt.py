"""Which fields may be wrong though a rule read them: every reading is held against what the file says besides.

A value is safe when the file names it in a usual way and nothing else could be it. Four kinds of evidence speak against
it: words of a field that stayed empty, a rival that no field has taken, a form that such a value does not have, and a
weak source. An empty field is doubted like any other. A rule never says what the value should be.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from remiss.documents.interpretation import doubt_forms as forms
from remiss.documents.interpretation import doubt_left_over as left
from remiss.documents.interpretation.evidence import Evidence
from remiss.domain.parsed import ParsedReply, Unsure

Speaks = Callable[[Evidence], bool]
# Words that hardly ever stand in a file without a value of their field.
_WORDS = {
    "remiss_diary_number": (
        r"\b(?:ert?|remissens|kommunstyrelsens|KS)[ -](?:d\.?nr|diarie\w*|ref\w*|beteckning|ärende\w*)"
    ),
    "officers": (
        r"^\W*(?:ansvarig |vår )?(?:handläggare|kontaktperson|utredare|kontakt|föredragande|"
        r"handläggs av|upprättad av)\b"
        r"|frågor (?:om|med anledning)[^.]{0,60}(?:besvaras|kontakta)|kontaktperson är"
    ),
    "dates.meeting": r"sammanträd|\b(?:nämnd|styrelse)?möte[st]?\b",
    "dates.statement": r"^\W*(?:datum|daterad|upprättad)\b",
    "proposal": (
        r"förslag till (?:\w+ )?beslut|beslutsförslag|föreslås (?:att )?beslut|beslut(?:a|ar) att\b"
        r"|föreslår (?:att )?[^.]{0,60}(?:nämnden|styrelsen)[^.]{0,20}\bbeslut"
    ),
    "attachments": (
        r"^\W*(?:bilag(?:a|or)|bifog\w+|underlag|beslutsunderlag)\b|\bse bilaga\b"
        r"|\b(?:bifogas|bifogar|bifogade|biläggs|bilagt|bilagd)\b"
    ),
    "signatories": (
        r"hälsning|enligt uppdrag|undersk|underteckn|^för \w+|ordförande|direktör|chef\b|\bvd\b|verkställande|"
        r"sekreterare"
    ),
}


@dataclass(frozen=True)
class Doubt:
    """One rule: the field, what speaks against its value, and the sentence for a person."""

    field: str
    speaks: Speaks
    reason: str


def doubts(evidence: Evidence) -> tuple[Unsure, ...]:
    """Return the first reason against every field that evidence speaks against, unless it has one already."""
    named = {row.field for row in evidence.reply.unsure}
    found: dict[str, str] = {}
    for rule in RULES:
        if rule.field not in named and rule.field not in found and rule.speaks(evidence):
            found[rule.field] = rule.reason
    return tuple(Unsure(name, reason) for name, reason in found.items())


def _is_empty(reply: ParsedReply, field: str) -> bool:
    value: object = reply
    for part in field.split("."):
        value = getattr(value, part)
    return value is None or value == ()


def _unread(field: str, where: Callable[[Evidence], str]) -> Speaks:
    """Words that belong to a field that stayed empty."""
    pattern = re.compile(_WORDS[field], re.IGNORECASE | re.MULTILINE)
    return lambda evidence: _is_empty(evidence.reply, field) and pattern.search(where(evidence)) is not None


def _head(evidence: Evidence) -> str:
    return "\n".join(evidence.head)


def _beginning(evidence: Evidence) -> str:
    return evidence.beginning


def _whole(evidence: Evidence) -> str:
    return evidence.whole


def _end(evidence: Evidence) -> str:
    return "\n".join(evidence.end)


RULES: tuple[Doubt, ...] = (
    # Words of a field that stayed empty.
    Doubt("title", lambda e: e.reply.title is None, "Filen har ingen rad som känns igen som ärendets rubrik."),
    Doubt("consultee", lambda e: e.reply.consultee is None, "Filen nämner ingen instans som känns igen."),
    Doubt(
        "subtitle",
        forms.has_unread_kind,
        "Filens början säger vad för slags svar det är, men på en rad som inte lästs som underrubrik.",
    ),
    Doubt(
        "office",
        lambda e: e.reply.office is None and forms.speaks_as_office(e),
        "Texten talar för en förvaltning eller ett kontor, men namnet känns inte igen.",
    ),
    Doubt(
        "diary_number",
        forms.lacks_number,
        "Sidhuvudet har ett ord för diarienummer, men inget nummer är läst som instansens.",
    ),
    Doubt(
        "remiss_diary_number",
        _unread("remiss_diary_number", _beginning),
        "Filen nämner avsändarens diarienummer, men inget nummer är läst som det.",
    ),
    Doubt(
        "officers",
        _unread("officers", _whole),
        "Filen har ett ord för handläggare, men ingen person är läst som det.",
    ),
    Doubt(
        "dates.meeting",
        _unread("dates.meeting", _head),
        "Sidhuvudet nämner ett sammanträde, men ingen dag är läst som dess.",
    ),
    Doubt(
        "dates.due",
        forms.lacks_due,
        "Texten nämner en svarstid, men ingen dag är läst som den.",
    ),
    Doubt(
        "dates.statement",
        _unread("dates.statement", _head),
        "Sidhuvudet har ett datum som inte lästs som svarets.",
    ),
    Doubt(
        "proposal",
        _unread("proposal", _whole),
        "Filen talar om ett förslag till beslut, men inget är läst som det.",
    ),
    Doubt(
        "attachments",
        _unread("attachments", _whole),
        "Filen talar om bilagor, men ingen är läst.",
    ),
    Doubt(
        "signatories",
        _unread("signatories", _end),
        "Filens slut ser ut som en underskrift, men ingen är läst.",
    ),
    Doubt(
        "immediate_adjustment",
        lambda e: not e.reply.immediate_adjustment and forms.mentions_adjustment(e),
        "Filen nämner justering på ett annat ställe än i förslaget till beslut.",
    ),
    Doubt("dates.meeting", left.meeting_in_text, "Texten nämner ett sammanträde och en dag, men ingen är läst."),
    Doubt("dates.due", left.due_in_text, "Texten nämner en dag för svaret, men ingen är läst."),
    Doubt("dates.statement", left.statement_missing, "Sidhuvudet har datum, men inget är läst som svarets."),
    Doubt("remiss_diary_number", left.central_number_in_text, "Filen har ett nummer som kan vara avsändarens."),
    Doubt("immediate_adjustment", left.proposal_missing, "Förslaget till beslut är inte funnet."),
    Doubt("proposal", left.proposal_missing, "Filen har ord som brukar stå i ett förslag till beslut."),
    # A rival that no field has taken.
    Doubt("officers", left.person_beside_contact, "Filen har fler namn än de som är lästa."),
    Doubt("signatories", left.organisation_beside_signature, "En organisation står bland underskrifterna."),
    Doubt("title", forms.has_spare_title, "Flera rader i filens början kan vara ärendets rubrik."),
    Doubt("subtitle", forms.has_spare_subtitle, "Flera rader i filens början säger vad för slags svar det är."),
    Doubt("consultee", forms.has_rival_body, "Filens början nämner flera nämnder eller bolag."),
    Doubt("diary_number", lambda e: bool(e.unread_numbers), "Sidhuvudet har fler diarienummer än de som är lästa."),
    Doubt("remiss_diary_number", forms.has_rival_number, "Filen har fler diarienummer än de som är lästa."),
    Doubt("officers", forms.has_unread_contact, "Filen har fler namn eller adresser än de som är lästa."),
    Doubt("signatories", forms.has_unread_signature, "Filens slut har fler namn än de som är lästa."),
    Doubt("dates.statement", lambda e: bool(e.unread_days), "Sidhuvudet har fler datum än de som är lästa."),
    Doubt("dates.meeting", lambda e: bool(e.unread_days), "Sidhuvudet har fler datum än de som är lästa."),
    Doubt("dates.due", forms.has_rival_due, "Flera datum i texten kan vara sista svarsdag."),
    # A form that such a value does not have.
    Doubt("title", forms.odd_title, "Rubriken har inte den form som en ärenderubrik brukar ha."),
    Doubt("subtitle", forms.odd_subtitle, "Raden har inte den form som en underrubrik brukar ha."),
    Doubt("office", forms.odd_office, "Namnet har inte den form som en förvaltning eller ett kontor brukar ha."),
    Doubt("proposal", forms.odd_proposal, "Förslaget till beslut har inte den form det brukar ha."),
    Doubt("attachments", forms.odd_attachments, "Listan över bilagor kan delas på mer än ett sätt."),
    Doubt("signatories", forms.odd_signatories, "Underskriften har inte den form den brukar ha."),
    Doubt("dates.meeting", forms.odd_days, "Dagarna står inte i den ordning de brukar."),
    Doubt("dates.statement", forms.odd_days, "Dagarna står inte i den ordning de brukar."),
    Doubt("diary_number", forms.same_number, "Samma nummer är läst som instansens och avsändarens."),
    Doubt("office", forms.mismatch, "Namnen på nämnden och förvaltningen hör inte ihop."),
    Doubt("consultee", forms.mismatch, "Namnen på nämnden och förvaltningen hör inte ihop."),
    Doubt("consultee", lambda e: left.odd_name(e.reply.consultee), "Namnet har siffror eller en adress."),
    Doubt("office", lambda e: left.odd_name(e.reply.office), "Namnet har siffror eller en adress."),
    Doubt("title", lambda e: left.holds_address(e.reply.title), "Rubriken har en adress i sig."),
    Doubt("subtitle", lambda e: left.holds_address(e.reply.subtitle), "Raden har en adress i sig."),
    Doubt("signatories", left.title_with_company, "En titel har en organisations namn i sig."),
    # A weak source.
    Doubt("diary_number", left.number_of_another, "Numret kan vara avsändarens."),
    Doubt("remiss_diary_number", left.number_of_another, "Numret i filen kan vara avsändarens."),
    Doubt("consultee", forms.spelled_otherwise, "Namnet står med andra bokstäver i filen; stavningen är härledd."),
    Doubt("consultee", forms.only_in_text, "Namnet är utläst ur den löpande texten."),
    Doubt("dates.meeting", forms.unlabelled_meeting, "Dagen står vid mottagaren utan ordet sammanträde."),
)  # fmt: skip
"""What speaks against a value, strongest kind first: the first that does is the reason shown."""
