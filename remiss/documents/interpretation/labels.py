"""The words that introduce a field in a header block: Handläggare, Dnr, Till …"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from remiss.documents.interpretation.bodies import (
    BOARD,
    PARENT_COMPANY,
    board_named,
    company_named,
    office_named,
    without_city,
)
from remiss.documents.interpretation.dates import find_dates, only_date
from remiss.documents.interpretation.diary import LABEL as DIARY_LABEL
from remiss.documents.interpretation.diary import first_number, labelled_numbers
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
    OTHER = "other"


@dataclass(frozen=True)
class Labelled:
    """A label and the value on the same line (empty: it stands on the next line or in the next column).

    ``joint`` says that the label itself tells of a reply that several bodies give together.
    """

    field: Field
    value: str
    joint: bool = False


_PATTERNS: tuple[tuple[Field, str], ...] = (
    (Field.OFFICER, (r"(?:Ansvarig\s|Vår\s|Din\s|Handläggande\s|Beredande\s)?(?:Handläggare|Kontaktpersoner|Handl\.|"
     r"Kontaktperson|Kontaktuppgifter|Kontakt|Uppgiftslämnare|Projektledare|Rapportör|"
     r"Föredragande|tjänste(?:man|person)|"
     r"sekreterare|Handläggs av|Handlagt av|Handläggning|Ärendeansvarig|Utredare|Upprättad av|Upprättat av|"
     r"Skriven av|Skrivet av|Författad av|Författat av|Framtagen av|Framtaget av|"
     r"(?:För )?(?:[Ff]rågor|mer information)(?: besvaras av|, kontakta| kontakta)?|"
     r"Beredd av|Författare|Referent|"
     r"Ansvarig (?:tjänste(?:man|person)|sekreterare))"
     r"(?:(?:,|\s?/|\soch)\s?(?:titel|telefon(?:nummer)?|tfn|kontaktperson|e-?post|enhet|avdelning|"
     r"kontaktuppgifter))*")),
    (Field.PHONE, (r"(?:Direkt)?(?:-|\s)?(?:Telefon(?:nummer)?|Tfn|Tel|Mobil(?:telefon|nummer|nr)?|Växel|nummer|"
     r"nr)(?:\s?(?:direkt|nr))?\.?")),
    (Field.MAIL, r"(?:E-?post(?:adress)?|E-?mail|Mejl(?:adress)?|Mail)"),
    (Field.OTHER, (r"(?:Ert|Er|Remissens|Remiss)\s?(?:datum|skrivelse|brev)|(?:Kommun|Stad|Inkom|Inkommen|"
     r"Inkommet|Reviderad|Godkänd av|Godkänt av|Granskad av|Granskat av|Kvalitetsgranskad av|Signerad av|Attesterad av|"
     r"Fastställd av|Ansvarig chef|Förvaltningschef|Enhetschef|Avdelningschef|Verksamhetschef|Chef|Beslut nr|"
     r"Beslutsnummer|Beslut nummer|"
     r"Version|Status|"
     r"Sekretess|Säkerhetsklass|Informationsklass\w*|Handlingstyp|Dokumenttyp|Ärendetyp|Process|Sidor|"
     r"Antal (?:sidor|bilagor)|Avdelning|Enhet|Avdelning/enhet|"
     r"Kopia(?: till)?|Cc|Bcc|Bifogade filer|Beslutsfattare|Beslutande|Delegat|Beslutad av|Beslut fattat av|Fattat av|"
     r"Beslutet fattas(?: av| med stöd av)?|Beslut fattas med stöd av|"
     r"Med stöd av|Lagrum|Stöd för beslutet?|Delegation(?:spunkt|snummer|sordning)?|Delegationspunkt|"
     r"Punkt i delegationsordningen|Org\.?\s?nr\.?|"
     r"Organisationsnummer|Postadress|Besöksadress|Adress|Webbplats|Hemsida|Titel/befattning|Befattning)")),
    (Field.REMISS_NUMBER, (rf"(?:Ert|Er|Remissens|Kommunstyrelsens|Kommunens|Stadens|Remissinstansens|Remittentens|"
    rf"Remitterande|Avsändarens|Motpartens|"
     rf"Extern[at]?|Externt|"
                          rf"Stadsledningskontorets|KS|Remiss)"
     rf"[ -]?(?:{DIARY_LABEL}|referens(?:nummer)?|ref(?:\.?\s?nr)?|beteckning|ärende|nummer)\.?|"
     rf"(?:{DIARY_LABEL})\s(?:remissen|hos remittenten|avsändare)")),
    (Field.NUMBER, (rf"(?:Vårt\s|Vår\s|Eget\s|Egen\s|Nämndens\s|Styrelsens\s|Kontorets\s|Bolagets\s|"
    rf"Förvaltningens\s)?(?:{DIARY_LABEL}|"
     rf"referens(?:nummer)?|ref(?:\.?\s?nr)?|Målnr|Målnummer|(?<=t )ärende|"
     r"Ärende\s?nr|Dossiernr|Dokumentnummer|Handlingsnummer)\.?")),
    (Field.MEETING, (r"(?:(?:Till|Inför|För)\s)?(?:Sammanträdesdatum|Sammanträdesdag|Sammanträdestid|"
     r"Nämnd(?:s)?sammanträde(?:t)?|Nämnd(?:s)?datum|"
     r"(?:Nämndens|Styrelsens|Bolagets)\s(?:sammanträde|möte)(?:sdatum|sdag)?|Datum för (?:nämndens beslut|"
     r"nämndbeslut|sammanträde|nämnd|möte|"
     r"styrelsemöte)|"
     r"Styrelsemöte|Styrelsesammanträde|Sammanträde(?:t)?|Sammanträder|Nämnd(?:s)?möte|Mötesdatum|Mötesdag|Möte|"
     r"(?:Planerat|Nästa|Aktuellt) sammanträde|Nämnddag|Kallelse till|Behandlas|Tas upp|Beslutas)"
     r"(?:\s(?:av|i|vid)\s[\wåäöÅÄÖ, -]{3,50}?)?(?:\sden)?")),
    (Field.DUE, (r"(?:Remisstid(?:en)?(?: till| t\.?o\.?m\.?| går ut)?|Remissperiod|Svara|Sista dag|Deadline|"
    r"Åter senast|Svarstid|Svarsfrist|Svarsdag|(?:Sista|"
     r"Senaste) svars(?:dag|datum)|"
     r"Sista dag(?:en)? för (?:svar|yttrande|remissvar)|"
     r"(?:(?:Remissvar|Svar|Yttrande|Remissen)\s?(?:till .{3,40} |lämnas |önskas |ska vara inne |besvaras |"
     r"ska besvaras )?|Besvaras |Svaras |Ska besvaras |Lämnas )senast)(?:\sden)?")),
    (Field.DATE, (r"(?:Vårt\s)?(?:Datum|Date|Skickat|Skickades|Sänt|Sent|Avsänt|Expedierat|Expedierad|Skriven|"
    r"Skrivet|Upprättandedatum|"
     r"Skrivelsedatum|Framtagen|Framtaget|Handlingens datum|Upprättad|Upprättat|Daterad|Daterat|Utfärdad|Utfärdat|"
     r"Svarsdatum|"
     r"Dokumentdatum|Skapad|Beslutsdatum|"
     r"Datum för (?:beslut|upprättande))(?:\sden)?")),
    (Field.OFFICE, (r"(?:(?:Ansvarig|Handläggande)\s)?(?:Förvaltning|Kontor|Avsändare|Från|Förvaltning/avdelning|"
     r"Avdelning|Enhet)")),
    (Field.CONSULTEE, (r"(?:(?:Svarande|Beslutande|Ansvarig)\s)?(?:Nämnd|Remissinstans|Instans|Bolag|Nämnd/styrelse|"
     r"Nämnd/bolag|Organisation|Myndighet)|"
     r"Svarande(?: instans)?|Avgivet av|Avges av|Avgiven av|Svar avges av|Besvarat av|Besvaras av|"
     r"(?:Remissi|I)nstansens namn|Svar från|Yttrande från|Remissvar från|Svar lämnas av|Svar lämnat av|"
     r"Namn på remissinstans(?:en)?")),
    (Field.TITLE, (r"(?:Ärende(?:rubrik|mening|ts rubrik)?|Rubrik|Angående|Ang\.|Gäller|Titel|Remissens titel|Ämne|"
     r"Avser|Beträffande|Betr\.|Saken|Ärende(?:namn|titel|benämning)|Ärendets (?:namn|titel|benämning)|Subject|"
     r"Remissens (?:namn|rubrik|benämning)|Förslag som remitterats|Remitterad handling|"
     r"Remissärende|Remitterat (?:förslag|ärende)|Dokumenttitel|Remiss)")),
    (Field.TO, (r"(?:Till|Via|Mottagare|Adressat|Ställd till|Remittent|Beslutsinstans|Beslutsorgan|Beslutande organ|"
     r"Beslut i)")),
    (Field.KIND, (r"(?:(?:Gemensamt|Samlat)\s)?"
     r"(?:Utkast|Arbetsmaterial|Tjänsteutlåtande|Tjänsteskrivelse|Remissvar|Remissyttrande|Yttrande|Utlåtande|"
     r"Kontorsyttrande|Förvaltningsyttrande|Missiv|"
     r"Skrivelse|Delegationsbeslut|Delegeringsbeslut|Ordförandebeslut|Beslutsunderlag|Underlag för beslut|"
     r"Underlag till beslut|Nämndärende|"
     r"Beslutsärende|Styrelseärende|Ärende till styrelsen|PM|Promemoria|Brev|Handling(?:\s\d+)?|"
     r"Ärende\s(?:nr\s)?\d+)(?: till (?:nämnden|styrelsen))?")),
)  # fmt: skip
_COMPILED = tuple(
    (
        field,
        re.compile(
            rf"({pattern})(?:\s?\([^()]{{3,25}}\))?(?P<colon>\s*:)?(?:\s+(?P<value>.+)|"
            rf"(?<=:)(?P<tight>\S.*))?",
            re.IGNORECASE,
        ),
    )
    for field, pattern in _PATTERNS
)
# A running head that names the kind of document and its number: *Tjänsteutlåtande, dnr 2026-1*.
_KIND_NUMBER = re.compile(
    rf"(?:{dict(_PATTERNS)[Field.KIND]})\s?(?:[,–|\t-]\s?|\s)(?:{dict(_PATTERNS)[Field.NUMBER]})\s*:?\s*(?P<value>.+)",
    re.IGNORECASE,
)
# What may stand between an addressee's name and the day of its meeting.
_MEETING_WORDS = re.compile(
    r"(?:[\s,(–-]+(?:(?:nämnd|styrelse)?sammanträde[st]?|(?:nämnd|styrelse)?möte[st]?|sammanträder|(?:mån|tis|ons|"
    r"tors|fre)dagen|"
    r"vid|till|inför|den))*[\s,(–-]*$"
)
_PHONE = re.compile(r"(?<![\w/–-])(?:\+46|0)[\d \-–()/]{5,18}\d")
# These words introduce the matter of a letter with or without a colon.
_ABOUT = re.compile(r"(?:Angående|Ang\.|Beträffande|Betr\.)\s", re.IGNORECASE)
_MAX_LENGTH = 160


# A label in any words, and what words and what value make it one of ours.
_ANY_LABEL = re.compile(r"(?P<label>[A-ZÅÄÖ][\wåäöÅÄÖ /.()-]{2,40}?)\s?:\s?(?P<value>\S.{0,100})")
_OTHERS = re.compile(r"org|tel|bank|plus|post|växel|chef|godkän|gransk|kopia|version|bilaga|förslag", re.IGNORECASE)
_SENT_FROM = re.compile(r"inkom|remitt|avsänd|från", re.IGNORECASE)
_UNIT_LABEL = re.compile(r"(?:Ansvarig |Handläggande )?(?:Avdelning|Enhet)\b(?!/)", re.IGNORECASE)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_LOOSE: tuple[tuple[Field, re.Pattern[str], Callable[[str], object]], ...] = (
    (Field.MEETING, _words(r"sammanträd|möte|nämnddag"), only_date),
    (Field.DUE, _words(r"svar|senast|frist|sista|besvara"), only_date),
    (Field.DATE, _words(r"upprätt|datum|daterad|skriven|författad"), only_date),
    (
        Field.REMISS_NUMBER,
        _words(
            r"\b(?:er|ert|remiss\w*|avsändar\w*|extern\w*) .*(?:nr|nummer|beteckning|ref|"
            r"id)"
        ),
        first_number,
    ),
    (Field.NUMBER, _words(r"(?:dnr|diarie|ärende.*(?:nr|nummer|id)|vår.*(?:ref|beteckning|nr))"), first_number),
    (Field.OFFICE, _words(r"förvaltning|kontor|enhet|avsändare|organisation"), office_named),
    (Field.TO, _words(r"organ|nämnd|instans|beslutsfattare"), board_named),
    (Field.OFFICER, _words(r"handlägg|kontakt|utred|författ|skribent"), is_name),
)


def read_label(text: str) -> Labelled | None:
    """Return the label that ``text`` begins with and its value; None for a line of another kind."""
    if len(text) > _MAX_LENGTH:
        return None
    if numbered := _KIND_NUMBER.fullmatch(text.strip()):
        return Labelled(Field.NUMBER, numbered["value"]) if first_number(numbered["value"]) else None
    bare = text.strip()
    if text.startswith("(") and text.count("(") <= 1:
        bare = bare.removeprefix("(").removesuffix(")").strip()
    for field, pattern in _COMPILED:
        match = pattern.fullmatch(bare)
        if match:
            value = (match["value"] or match["tight"] or "").strip()
            colon = match["colon"] is not None or bare[: match.end(1) + 1].endswith(":")
            if _plausible(field, bare, value, colon=colon):
                field = _of_number(field, bare, value)
                return Labelled(field, value, joint=field is Field.KIND and bare.lower().startswith("gemensam"))
    return _loose(bare)


def _loose(text: str) -> Labelled | None:
    """Return a label in words of its own, told by what its value is: *Handling upprättad: 2031-02-03*."""
    match = _ANY_LABEL.fullmatch(text)
    if match is None or _OTHERS.search(match["label"]):
        return None
    value = match["value"].strip()
    for field, words, form in _LOOSE:
        if words.search(match["label"]) and form(value):
            return Labelled(field, value)
    numbers = labelled_numbers(value) if _SENT_FROM.search(match["label"]) else []
    return Labelled(Field.REMISS_NUMBER, numbers[0][0]) if numbers else None


def _of_number(field: Field, text: str, value: str) -> Field:
    """*Ärende: SN 2024/12* and *Remiss: KS 2024/3* hold numbers, not titles."""
    if field is not Field.TITLE or first_number(value) != value:
        return field
    return Field.REMISS_NUMBER if text.strip().lower().startswith("remiss") else Field.NUMBER


def _plausible(field: Field, text: str, value: str, *, colon: bool) -> bool:
    """A label counts when its value has the field's form; *Till att börja med* is no label."""
    if field is Field.KIND:
        return not value
    if _UNIT_LABEL.match(text):
        # A unit is no office of ours, unless it is called one.
        return (field is Field.OFFICE) == bool(office_named(value.split(", ")[0]))
    if not value:
        return field is not Field.TITLE or colon
    if field is Field.TITLE and _ABOUT.match(text):
        return True
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
