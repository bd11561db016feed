"""The header block read field by field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from remiss.documents.interpretation.blocks import ADDRESS
from remiss.documents.interpretation.bodies import (
    PARENT_COMPANY,
    board_named,
    companies_named,
    company_named,
    external_named,
    office_named,
    offices_named,
)
from remiss.documents.interpretation.dates import find_dates, only_date
from remiss.documents.interpretation.diary import CENTRAL_PREFIXES, all_numbers, is_number, labelled_numbers, prefix
from remiss.documents.interpretation.furniture import is_furniture, is_sender_part, pieces_of
from remiss.documents.interpretation.header_fields import Header
from remiss.documents.interpretation.header_lines import (
    body_named,
    is_other_field,
    is_wrapped,
    mended,
    names,
    office_and_city,
    without_contact,
    without_genitive,
    without_lead,
)
from remiss.documents.interpretation.labels import Field, Labelled, mail_in, phone_in, read_label, split_addressee
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.people import is_name, is_title, name_and_title
from remiss.domain.document import BlockKind
from remiss.domain.parsed import Officer

_RECIPIENTS = re.compile(
    r"(?:Kommunstyrelsen|Kommunfullmäktige|KS|Stadsledningskontoret|Stockholms Stadshus AB|Rotel\b.*|.*roteln|"
    r".*departementet)",
    re.IGNORECASE,
)
_KIND_AND_SENDER = re.compile(r"(?:tjänsteutlåtande|tjänsteskrivelse|skrivelse)\s(?P<way>till|från)\s", re.IGNORECASE)
_ANSWER_FROM = re.compile(r"(?:yttrande|remissvar|remissyttrande|svar|synpunkter) från (?P<body>.+)", re.IGNORECASE)
_OFFICE_WORD = re.compile(r"förvaltning|kontor|kansli|avdelning|stab|sektor", re.IGNORECASE)
_BY_WHOM = re.compile(r"\bav (?P<person>[A-ZÅÄÖ].+)$")
_MAX_DEPARTMENT = 60
# A draft's page head begins with the mark: *UTKAST · Farsta stadsdelsförvaltning*.
_DRAFT_MARK = re.compile(r"^(?:Utkast|UTKAST)\s?[·|–-]\s?")
_NO_DEPARTMENT = re.compile(r"\b(?:remiss|svar|yttrande|program|plan|policy|strategi|riktlinje)|[.:?!]$", re.IGNORECASE)
# A longer line is text, not the value of a field.
_MAX_FIELD = 250
_ORGANISATION = re.compile(r"[A-ZÅÄÖ][\wåäö-]+(?: [A-ZÅÄÖ][\wåäö-]+)? (?:stad|kommun)", re.IGNORECASE)
_UNIT = re.compile(
    r"(?:[A-ZÅÄÖ][\wåäö]{2,30}-\soch\s)?[A-ZÅÄÖa-zåäö][\wåäö]{2,40}(?:enheten|avdelningen|staben|"
    r"sektionen|sektorn)"
)
_ASSOCIATION = re.compile(
    r"förening|förbund|råd\b|rådet|sällskap|klubb|byalag|församling|krets|"
    r"distrikt",
    re.IGNORECASE,
)


def _is_subtitle(line: Line, rest: Sequence[Line]) -> bool:
    """*Remissvar* in the letters of a heading, or right under the title, is its subtitle, and no kind of paper."""
    if line.text.lower() not in ("remissvar", "remissyttrande"):
        return False
    return line.kind is BlockKind.HEADING or bool(rest and rest[-1].number == line.number - 1)


def read_header(lines: Sequence[Line]) -> Header:
    """Return the fields of the header block in ``lines`` (columns already laid one after the other)."""
    reader = _Reader()
    for line in mended(lines):
        reader.take(line)
    return reader.finished()


class _Reader:
    """Remembers which label came last: the next line may be its value."""

    def __init__(self) -> None:
        self.header = Header()
        self._open: Field | None = None
        self._since_addressee = 99
        self._under_office = False
        self._waiting: list[Line] = []
        self._title_line: Line | None = None
        self._city_before = False

    def take(self, line: Line) -> None:
        """Read one line; a running head that holds the sender and its address is read part by part."""
        parts = pieces_of(line.text)
        apart = len(parts) > 1 and is_furniture(line.text) and not is_sender_part(line.text)
        for part in parts if apart and not self.header.rest else (line.text,):
            self._take(replace(line, text=part))

    def _take(self, line: Line) -> None:
        self._since_addressee += 1
        if sent := _KIND_AND_SENDER.match(line.text):
            # *Tjänsteutlåtande till kulturnämndens sammanträde den 3 mars 2031*: who and when stand in one line.
            rest = line.text[sent.end() :]
            if self._addressee(without_genitive(rest)) if sent["way"] == "till" else office_named(rest):
                self.header.office = self.header.office or office_named(rest)
                self._since_addressee = 99
                return
        line = replace(line, text=_DRAFT_MARK.sub("", line.text))
        label = self._label_of(line)
        if label is not None and label.field is Field.OFFICER and self._unlabelled_officer(line.text):
            # *Utredare* is a label, and the title of whoever is named above it.
            return
        if label is not None:
            self._settle(department=True)
            self._label(label)
            self._title_line = line if label.field is Field.TITLE and label.value else None
            return
        if self._open is not None and self._value(self._open, line.text):
            return
        if self._unlabelled(line.text) or is_other_field(line.text):
            return
        self._open = None
        self._other(line)

    def _label_of(self, line: Line) -> Labelled | None:
        label = read_label(line.text)
        styled = line.kind is BlockKind.HEADING and label is not None and label.field is not Field.KIND
        return None if styled or _is_subtitle(line, self.header.rest) else label

    def _other(self, line: Line) -> None:
        """A line that is no field: under the office's name it may be a department, else title or text."""
        if self._title_line is not None and is_wrapped(self._title_line, line):
            self.header.title = f"{self.header.title} {line.text}"
            return
        plain = not line.bold and line.kind is not BlockKind.HEADING and len(line.text) <= _MAX_DEPARTMENT
        if self._under_office and plain and len(self._waiting) < 2 and not _NO_DEPARTMENT.search(line.text):
            self._waiting.append(line)
            return
        self._settle(department=False)
        self.header.rest.append(line)

    def _settle(self, *, department: bool) -> None:
        """The lines under the office's name are a department when a label follows them, else title or text."""
        (self.header.departments if department else self.header.rest).extend(self._waiting)
        self._waiting = []
        self._under_office = False

    def finished(self) -> Header:
        """Return what was read."""
        self._settle(department=False)
        return self.header

    def _label(self, label: Labelled) -> None:
        self._open = label.field
        self.header.joint = self.header.joint or label.joint
        if label.field is Field.TO:
            self._since_addressee = 0
        if label.value and not self._value(label.field, label.value) and label.field is Field.TITLE:
            self.header.title = label.value

    def _value(self, wanted: Field, text: str) -> bool:
        """Take ``text`` as the value of ``wanted``; False when it has another form."""
        if len(text) > _MAX_FIELD:
            return False
        if wanted in (Field.OFFICER, Field.PHONE, Field.MAIL):
            return self._person(text)
        if wanted in (Field.NUMBER, Field.REMISS_NUMBER):
            return self._number(wanted, text)
        if wanted in (Field.DATE, Field.MEETING, Field.DUE):
            return self._date(wanted, text)
        if wanted is Field.TO:
            return self._addressee(text)
        return self._named(wanted, text)

    def _named(self, wanted: Field, text: str) -> bool:
        header = self.header
        if wanted is Field.OTHER:
            pass
        elif wanted is Field.OFFICE and (body := board_named(text) or company_named(text)):
            header.consultee = header.consultee or body
        elif wanted is Field.TITLE:
            header.title = header.title or text
        elif wanted is Field.CONSULTEE:
            name, day = split_addressee(text)
            header.consultee = header.consultee or (name if day else text)
            header.meeting = header.meeting or day
        elif wanted is Field.OFFICE:
            self._sender(text)
        else:
            return False
        self._open = None
        return True

    def _sender(self, text: str) -> None:
        """*Från* names an office, or who writes and for whom."""
        name, comma, body = text.partition(", ")
        if comma and office_named(name):
            # *Från: Kulturkontoret, Vikby kommun*
            text = name
        if office_named(text) or _OFFICE_WORD.search(text):
            self.header.office = self.header.office or office_named(text) or text
        elif comma and is_name(name):
            self.header.external = self.header.external or body
        elif mail_in(text) is None and not is_name(text):
            self.header.external = self.header.external or text

    def _person(self, text: str) -> bool:
        phone, mail = phone_in(text), mail_in(text)
        named = names(text)
        officers = self.header.officers
        if not named and not phone and not mail:
            return bool(officers) and is_title(text)
        if not named and not officers and (above := self._name_above()):
            named = [above]
        officers += [Officer(name) for name in named if name not in {officer.name for officer in officers}]
        if officers and (phone or mail):
            at = next((i for i, o in enumerate(officers) if (phone and not o.phone) or (mail and not o.email)), -1)
            old = officers[at]
            officers[at] = Officer(old.name, old.phone or phone, old.email or mail)
        return True

    def _name_above(self) -> str | None:
        """Return the name that stands right over a telephone or an address, label or not."""
        for lines in (self._waiting, self.header.departments, self.header.rest):
            if lines and is_name(lines[-1].text):
                return lines.pop().text
        return None

    def _number(self, wanted: Field, text: str) -> bool:
        numbers = all_numbers(text)
        if numbers and (beside := re.search(r"[/,]\s?([A-ZÅÄÖ][^/,\d]+)$", text)) and is_name(beside[1]):
            # *Vår referens: SB-31-14/Anna Ek*
            self._person(beside[1])
        for number in numbers:
            self._one_number(wanted, number)
        return bool(numbers)

    def _one_number(self, wanted: Field, number: str) -> None:
        header = self.header
        central = header.number is not None and number != header.number and prefix(number) in CENTRAL_PREFIXES
        if wanted is Field.REMISS_NUMBER or central:
            header.remiss_number = header.remiss_number or number
        elif header.number and number != header.number:
            header.more_numbers += [] if number in header.more_numbers else [number]
        else:
            header.number = number
        self._open = None

    def _date(self, wanted: Field, text: str) -> bool:
        found = find_dates(text)
        day = found[0].day if found else only_date(text)
        if day is None:
            return False
        header = self.header
        if wanted is Field.MEETING:
            header.meeting = header.meeting or day
        elif wanted is Field.DUE:
            header.due = header.due or day
        else:
            header.statement = header.statement or day
            if by := _BY_WHOM.search(text):
                # *Upprättad: 2031-02-03 av Anna Ek, ekonom*
                self._person(by["person"])
        self._open = None
        return True

    def _addressee(self, text: str) -> bool:
        name, day = split_addressee(text)
        known = board_named(name) or company_named(name)
        known = known or (name if re.match(r"[Ss]tyrelsen\b|KS$", name) or name == PARENT_COMPANY else None)
        if known is None and not (day and not name):
            return False
        if known and re.fullmatch(r"[Ss]tyrelsen för", known):
            return True
        if known == "Kommunstyrelsen" or (known and not _RECIPIENTS.fullmatch(known)):
            self.header.addressee = self.header.addressee or known
            self.header.addressees.append(known)
        if day:
            self.header.meeting = self.header.meeting or day
        self._since_addressee = 0
        return True

    def _meets(self, text: str) -> bool:
        """*Behandlas av kulturnämnden den 3 mars 2031*: the nämnd and its day in one line."""
        bare = without_genitive(without_lead(text))
        name = split_addressee(bare)[0]
        return (board_named(name) is not None or name.startswith("Styrelsen")) and self._addressee(bare)

    def _unlabelled(self, text: str) -> bool:
        if len(text) > _MAX_FIELD:
            return False
        header = self.header
        if find_dates(text) and self._meets(text):
            return True
        if self._unlabelled_officer(text) or self._bare_number(text):
            return True
        day = only_date(text)
        if day is not None:
            if self._since_addressee <= 2 and header.meeting is None:
                header.meeting = day
            elif header.statement is None:
                header.statement = day
            return True
        return self._names_sender(text) or self._furnishing(text)

    def _names_sender(self, text: str) -> bool:
        header = self.header
        offices, companies = offices_named(text) or office_and_city(text), companies_named(text)
        if not offices and not companies:
            return False
        if offices and not companies and self._is_addressed(offices):
            return True
        header.offices += offices
        header.companies += companies
        header.joint = header.joint or len(offices) > 1 or len(companies) > 1
        header.office = header.office or (offices[0] if offices else None)
        header.company = header.company or (companies[0] if companies else None)
        self._below_name()
        return True

    def _is_addressed(self, offices: Sequence[str]) -> bool:
        """Under the letterhead of a company or an association the office of a city is whom the letter is sent to."""
        header = self.header
        outside = header.company or (header.external if _ASSOCIATION.search(header.external or "") else None)
        if outside is None or header.office is not None or not self._city_before:
            return False
        header.recipients += offices
        return True

    def _below_name(self) -> None:
        self._settle(department=False)
        self._under_office = True

    def _unlabelled_officer(self, text: str) -> bool:
        """A name over or beside a title in the header block is the handläggare, label or not."""
        header = self.header
        name = None
        beside = without_contact(text)
        if beside != text and name_and_title(beside):
            return self._person(text)
        if is_title(text) and header.rest and is_name(header.rest[-1].text):
            name = header.rest.pop().text
        elif is_title(text) and self._waiting and is_name(self._waiting[-1].text):
            name = self._waiting.pop().text
        elif pair := name_and_title(text):
            name = pair[0]
        if name is None:
            return False
        if name not in {officer.name for officer in header.officers}:
            header.officers.append(Officer(name))
        return True

    def _bare_number(self, text: str) -> bool:
        if not is_number(text):
            return False
        self.header.bare_number = self.header.bare_number or text
        return True

    def _furnishing(self, text: str) -> bool:
        if answering := _ANSWER_FROM.match(text):
            self.header.consultee = self.header.consultee or body_named(answering["body"])
            return False
        if external_named(text) and not _ORGANISATION.fullmatch(text):
            self.header.external_first = self.header.external_first or self.header.addressee is None
            self.header.external = self.header.external or external_named(text)
            self._below_name()
            return True
        if board_named(text):
            self.header.consultee = self.header.consultee or (None if text == "Kommunstyrelsen" else board_named(text))
            # A day right under the nämnd is its meeting's, when the paper's own stands above.
            self._since_addressee = 0 if self.header.statement else self._since_addressee
            return True
        if (phone_in(text) or mail_in(text)) and (above := self._name_above()):
            return self._person(above) and self._person(text)
        contact = (phone_in(text) is not None or mail_in(text) is not None) and not labelled_numbers(text)
        if contact and len(text) < 60:
            self._person(text) if self.header.officers else None
            return True
        self._city_before = _ORGANISATION.fullmatch(text) is not None
        self._unit(text)
        return bool(ADDRESS.fullmatch(text) or self._city_before) and len(text) < 60

    def _unit(self, text: str) -> None:
        """A unit right under its nämnd may be the whole office: *Tillståndsenheten*."""
        if self.header.consultee and self.header.unit is None and _UNIT.fullmatch(text):
            self.header.unit = text
