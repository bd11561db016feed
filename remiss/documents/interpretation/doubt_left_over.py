"""What speaks against a field: words of the text that no field has taken."""

from __future__ import annotations

import re

from remiss.documents.interpretation.bodies import company_named, office_named
from remiss.documents.interpretation.dates import find_dates
from remiss.documents.interpretation.diary import central_number
from remiss.documents.interpretation.evidence import Evidence
from remiss.documents.interpretation.facts import sentences
from remiss.documents.interpretation.labels import Field, mail_in, phone_in, read_label
from remiss.documents.interpretation.people import is_name

_MEETS = re.compile(r"\b(?:\w*nämnden|styrelsen|sammanträde\w*|nämnds?möte\w*|styrelsemöte\w*)\b", re.IGNORECASE)
_OTHERS_MEETING = re.compile(
    r"\b(?:förvaltningsgrupp|samverkan|utskott|rådet|beslutade|antog|antogs|antagen|tidigare|remitter|remiss|senast|svar)\w*",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"\b(?:svar|synpunkt|yttra|remiss)\w*", re.IGNORECASE)
_BY = re.compile(r"\b(?:ska|skall|bör|senast|till och med|t\.o\.m\.|före|inom|löper|går ut|sträcker)\b", re.IGNORECASE)
_SENT = re.compile(
    r"\b(?:remittera|skicka|sänt|sände|inkom|kom in|mottog|antog|beslutade|behandla|daterad)\w*", re.IGNORECASE
)
_NO_DIARY = re.compile(
    r"förening|råd\b|rådet|sällskap|klubb|byalag|församling|krets|byförening|samfällighet", re.IGNORECASE
)
_PERSON = re.compile(r"[A-ZÅÄÖ][\wåäöé-]+(?: [A-ZÅÄÖ][\wåäöé-]+){1,2}")


def meeting_in_text(evidence: Evidence) -> bool:
    """The text names a nämnd or a meeting and a later day, and no meeting was read."""
    dates = evidence.reply.dates
    if dates.meeting is not None:
        return False
    told = [each for each in sentences(evidence.text) if _MEETS.search(each) and not _OTHERS_MEETING.search(each)]
    return any(dates.statement is None or found.day > dates.statement for each in told for found in find_dates(each))


def due_in_text(evidence: Evidence) -> bool:
    """The text names a day by which something is to be answered, and none was read."""
    if evidence.reply.dates.due is not None:
        return False
    told = (each for each in sentences(evidence.text) if _ANSWER.search(each) and _BY.search(each))
    return any(find_dates(each) for each in told if not _SENT.search(each))


def statement_missing(evidence: Evidence) -> bool:
    """The header block has days, and none of them is the statement's."""
    dates = evidence.reply.dates
    return dates.statement is None and any(find_dates(line) for line in evidence.head)


def central_number_in_text(evidence: Evidence) -> bool:
    """A number of the central board stands in the file, and the sender's was not read."""
    reply = evidence.reply
    found = central_number(evidence.whole)
    return reply.remiss_diary_number is None and found is not None and found not in (reply.diary_number or "")


def person_beside_contact(evidence: Evidence) -> bool:
    """A line with the word for an officer, a telephone or an address names somebody whom no field has."""
    known = {officer.name for officer in evidence.reply.officers}
    for line in evidence.head:
        label = read_label(line)
        if not (phone_in(line) or mail_in(line) or (label is not None and label.field is Field.OFFICER)):
            continue
        if any(is_name(match[0]) and match[0] not in known for match in _PERSON.finditer(line)):
            return True
    return False


def organisation_beside_signature(evidence: Evidence) -> bool:
    """An office or a company stands among those who sign, and is nobody's."""
    people = evidence.reply.signatories
    named = any(office_named(line) or company_named(line) for line in evidence.end)
    return bool(people) and named and not any(person.organisation for person in people)


def number_of_another(evidence: Evidence) -> bool:
    """An association or a council has no diary of its own: the number in its letter is the sender's."""
    reply = evidence.reply
    told = reply.diary_number is not None and reply.remiss_diary_number is None and reply.office is None
    return told and _NO_DIARY.search(reply.consultee or "") is not None


def odd_name(name: str | None) -> bool:
    """A name of a body has no figures and no address."""
    return name is not None and re.search(r"\d|@|:|,\s[A-ZÅÄÖ]|\.(?:se|example)\b", name) is not None


def holds_address(value: str | None) -> bool:
    """A telephone, an address or a web page has run together with a title."""
    return (
        value is not None
        and re.search(r"@|\bwww\.|\w\.(?:se|example|com|nu)\b|\b\d{3} \d\d [A-ZÅÄÖ]", value) is not None
    )


def title_with_company(evidence: Evidence) -> bool:
    """A signatory's title holds the name of an organisation too."""
    titles = (person.title or "" for person in evidence.reply.signatories)
    return any(company_named(title.partition(", ")[2]) or office_named(title.partition(", ")[2]) for title in titles)


def proposal_missing(evidence: Evidence) -> bool:
    """Whether a decision is adjusted at once cannot be told where the proposal was not found."""
    return (
        evidence.reply.immediate_adjustment is None
        and not evidence.reply.proposal
        and _CLAUSE.search(evidence.whole) is not None
    )


_CLAUSE = re.compile(
    r"förslag till (?:\w+ )?(?:beslut|\w*nämnden)|beslutsförslag|föreslås (?:att )?beslut"
    r"|^\W*(?:\d[.)] )?\w*(?:nämnden|styrelsen) (?:\w+ )?(?:beslutar|godkänner|överlämnar|ställer sig|antar|åberopar)\b"
    r"|^\W*att \w*nämnden\b|^\W*att (?:godkänna|överlämna|anta|avge|lämna|översända)\b",
    re.IGNORECASE | re.MULTILINE,
)
