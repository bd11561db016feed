"""The words that introduce a field in a header block: Handläggare, Dnr, Till …"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from remiss.documents.interpretation.bodies import BOARD, PARENT_COMPANY, board_named, company_named, without_city
from remiss.documents.interpretation.dates import find_dates, only_date
from remiss.documents.interpretation.diary import LABEL as DIARY_LABEL
from remiss.documents.interpretation.diary import first_number
from remiss.documents.interpretation.people import is_name, name_and_title


class Field(StrEnum):
    """The fields of a header block."""

    OFFICER = "officer"
    PHONE = "phone"
    MAIL = "mail"
    TO = "to"
    REMISS_NUMBER = "remiss_number"
    NUMBER = "number"
    MEETING = "meeting"
    DUE = "due"
    DATE = "date"
    OFFICE = "office"
    CONSULTEE = "consultee"
    TITLE = "title"
    KIND = "kind"


@dataclass(frozen=True)
class Labelled:
    """A label and the value on the same line (empty: it stands on the next line or in the next column).

    ``joint`` says that the label itself tells of a reply that several bodies give together.
    """

    field: Field
    value: str
    joint: bool = False


_PATTERNS: tuple[tuple[Field, str], ...] = (
    (Field.OFFICER, (r"(?:Ansvarig\s)?(?:Handläggare|Kontaktperson|Föredragande|Handläggande tjänsteman|Handläggs av)"
     r"(?:(?:,|\s?/|\soch)\s?(?:titel|telefon(?:nummer)?|kontaktperson|e-?post|enhet|avdelning))*")),
    (Field.PHONE, r"(?:Direkt)?(?:Telefon(?:nummer)?|Tfn|Tel|Mobil(?:telefon)?|Växel)\.?"),
    (Field.MAIL, r"(?:E-?post(?:adress)?|E-?mail|Mejl|Mail)"),
    (Field.REMISS_NUMBER, (rf"(?:Ert|Er|Remissens|Kommunstyrelsens|Remittentens|Avsändarens|"
                          rf"Stadsledningskontorets|KS|Remiss)"
     rf"[ -]?(?:{DIARY_LABEL}|referens|ref\.?|beteckning)\.?")),
    (Field.NUMBER, rf"(?:Vårt\s|Vår\s|Eget\s)?(?:{DIARY_LABEL}|referens(?:nummer)?|ref)\.?"),
    (Field.MEETING, (r"(?:Sammanträdesdatum|Sammanträdesdag|Nämndsammanträde|Nämnddatum|Nämndens sammanträde|"
                    r"Styrelsemöte|"
     r"Styrelsesammanträde|Sammanträde|Datum för sammanträde|Sammanträder|Nämndmöte)")),
    (Field.DUE, (r"(?:Remisstid(?:en)?(?: till| t\.?o\.?m\.?)?|Svarstid|Svar senast|Sista svarsdag|Svarsdatum|"
                r"Remissvar senast)")),
    (Field.DATE, r"(?:Datum|Upprättad|Daterad|Dokumentdatum)"),
    (Field.OFFICE, r"(?:Förvaltning|Kontor|Avsändare|Från|Förvaltning/avdelning)"),
    (Field.CONSULTEE, r"(?:Nämnd|Remissinstans|Instans|Bolag|Svarande(?: instans)?|Svar från)"),
    (Field.TITLE, r"(?:Ärende(?:rubrik|mening)?|Rubrik|Angående|Ang\.|Gäller|Titel|Remissens titel)"),
    (Field.TO, r"(?:Till|Mottagare|Adressat)"),
    (Field.KIND, (r"(?:(?:Gemensamt|Samlat)\s)?"
     r"(?:Utkast|Arbetsmaterial|Tjänsteutlåtande|Tjänsteskrivelse|Remissvar|Yttrande|Utlåtande|Kontorsyttrande|Missiv|"
                 r"Skrivelse|"
     r"Beslutsärende|Styrelseärende|Ärende till styrelsen|PM|Promemoria|Handling(?:\s\d+)?|Ärende\s(?:nr\s)?\d+)")),
)  # fmt: skip
_COMPILED = tuple(
    (field, re.compile(rf"({pattern})(?P<colon>\s*:)?(?:\s+(?P<value>.+)|(?<=:)(?P<tight>\S.*))?", re.IGNORECASE))
    for field, pattern in _PATTERNS
)
# A running head that names the kind of document and its number: *Tjänsteutlåtande, dnr 2026-1*.
_KIND_NUMBER = re.compile(
    rf"(?:{dict(_PATTERNS)[Field.KIND]})\s?(?:[,–|\t-]\s?|\s)(?:{dict(_PATTERNS)[Field.NUMBER]})\s*:?\s*(?P<value>.+)",
    re.IGNORECASE,
)
# What may stand between an addressee's name and the day of its meeting.
_MEETING_WORDS = re.compile(
    r"(?:[\s,(–-]+(?:(?:nämnd|styrelse)?sammanträde[st]?|(?:nämnd|styrelse)?möte[st]?|sammanträder|(?:mån|tis|ons|tors|fre)dagen|"
    r"vid|till|inför|den))*[\s,(–-]*$"
)
_PHONE = re.compile(r"(?<![\w/–-])(?:\+46|0)[\d \-–()/]{5,18}\d")
_MAX_LENGTH = 160


def read_label(text: str) -> Labelled | None:
    """Return the label that ``text`` begins with and its value; None for a line of another kind."""
    if len(text) > _MAX_LENGTH:
        return None
    if numbered := _KIND_NUMBER.fullmatch(text.strip()):
        return Labelled(Field.NUMBER, numbered["value"]) if first_number(numbered["value"]) else None
    text = text.strip().removeprefix("(").removesuffix(")") if text.count("(") <= 1 and text.startswith("(") else text
    for field, pattern in _COMPILED:
        match = pattern.fullmatch(text.strip())
        if match:
            value = (match["value"] or match["tight"] or "").strip()
            colon = match["colon"] is not None or text.strip()[: match.end(1) + 1].endswith(":")
            if _plausible(field, value, colon=colon):
                return Labelled(field, value, joint=field is Field.KIND and text.lower().startswith("gemensam"))
    return None


def _plausible(field: Field, value: str, *, colon: bool) -> bool:
    """A label counts when its value has the field's form; *Till att börja med* is no label."""
    if field is Field.KIND:
        return not value
    if not value:
        return field is not Field.TITLE or colon
    if field is Field.OFFICER:
        first = re.split(r",|\t|\s\|\s", value)[0]
        return colon or is_name(first) or name_and_title(value) is not None
    if field in (Field.DATE, Field.MEETING, Field.DUE):
        return bool(find_dates(value)) and (colon or only_date(value) is not None)
    test = _FORMS.get(field)
    return colon if test is None else bool(test(value))


def split_addressee(text: str) -> tuple[str, date | None]:
    """Return the name and the meeting's day of *Vikbo stadsdelsnämnd, sammanträde den 3 mars 2031*."""
    found = find_dates(text)
    name = _MEETING_WORDS.sub("", text[: found[0].start] if found else text)
    return without_city(name), found[0].day if found else None


def _is_addressee(value: str) -> bool:
    first = split_addressee(value.split("\t")[0])[0]
    named = (
        board_named(first) or company_named(first) or re.fullmatch(rf"{BOARD}\S*(?:\s+(?:den\s)?\d.{{5,20}})?", first)
    )
    if first == PARENT_COMPANY:
        return True
    return named is not None or re.match(r"(?:[Ss]tyrelsen|KS)\b", first) is not None


def phone_in(text: str) -> str | None:
    """Return the first telephone number in ``text``, as written."""
    match = _PHONE.search(text)
    return None if match is None else match[0].strip()


def mail_in(text: str) -> str | None:
    """Return the first e-mail address in ``text``."""
    match = re.search(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)
    return None if match is None else match[0]


# What a value must look like, for the fields whose form alone decides.
_FORMS: dict[Field, Callable[[str], str | bool | None]] = {
    Field.NUMBER: first_number,
    Field.REMISS_NUMBER: first_number,
    Field.PHONE: phone_in,
    Field.MAIL: mail_in,
    Field.TO: _is_addressee,
}
