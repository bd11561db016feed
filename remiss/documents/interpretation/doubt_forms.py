"""What speaks against single fields of a reading: rivals, odd forms and weak sources."""

from __future__ import annotations

import re

from remiss.documents.interpretation.blocks import ADDRESS
from remiss.documents.interpretation.bodies import belong_together, board_named, boards_in, company_named
from remiss.documents.interpretation.dates import find_dates
from remiss.documents.interpretation.diary import labelled_numbers
from remiss.documents.interpretation.evidence import Evidence
from remiss.documents.interpretation.facts import DUE, sentences
from remiss.documents.interpretation.labels import Field, mail_in, phone_in, read_label
from remiss.documents.interpretation.people import is_name, is_title
from remiss.documents.interpretation.signatures import PARTY, is_formula

_OFFICE_SPEAKS = re.compile(
    r"\b(?:[Ff]örvaltningen|[Kk]ontoret|[Ss]tadsdelsförvaltningen|[Kk]ansliet)s?\s"
    r"(?:anser|bedömer|föreslår|ser|delar|vill|har|välkomnar|instämmer|konstaterar|synpunkter|förslag|bedömning)"
)
_ADJUST = re.compile(
    r"\bjuster(?:as|ad|ing(?:en)?|a)\b[^.]{0,30}\b(?:omedelbar|omgående|direkt)|\b(?:omedelbar|direkt)\w*\sjuster",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?:remissvar|remissyttrande|svar på (?:\w+ )?remiss\w*|yttrande (?:över|till|om)|"
    r"remiss från)\b",
    re.IGNORECASE,
)
_ODD_TITLE = re.compile(
    r"^(?:punkt|enligt|med stöd|till|från|hej|datum|tack)\b|§|delegation|\b(?:dnr|diarienr|diarienummer)\b|@|\t|"
    r"[.:;,]$"
    r"|^\d{4}-\d\d-\d\d"
    r"|^(?:bilaga|sida|ärende|handläggare|beslut)\b",
    re.IGNORECASE,
)
# A group's parent company asks; it seldom answers.
_PARENT = re.compile(r"stadshus|koncern|holding|kommunföretag|rådhus", re.IGNORECASE)
_DEPARTMENT = re.compile(r"(?:Avdelning|Enhet|Sektion|Sektor|Stab|Verksamhet)", re.IGNORECASE)
_PAPER = re.compile(r"tjänsteutlåtande|tjänsteskrivelse|delegationsbeslut|\w+: [A-ZÅÄÖ]", re.IGNORECASE)
_OFFICE_WORD = re.compile(r"förvaltning|kontor|kansli|stab|avdelning|sektor|enhet|förbund", re.IGNORECASE)
_MATTER_IN_KIND = re.compile(
    r"(?:\w*yttrande|\w*svar|remiss|synpunkter)(?: på remiss)?(?::| över | om | av | angående )", re.IGNORECASE
)
_FIRST_WORDS = 20
_BEFORE_TITLE = re.compile(r"\b(?:remiss|svar|yttrande|utlåtande|synpunkter)", re.IGNORECASE)
_LONG_TITLE, _SHORT_TITLE = 170, 8
_LONG_POINT = 90
_LONG_ATTACHMENT = 140
_MANY_SIGNATORIES = 4
_NUMBERED = re.compile(r"\b(?:Bilaga|bilaga)\s\d|;\s|\s\d{1,2}[.)]\s[A-ZÅÄÖ]")
_DECIDES = re.compile(
    r"\b(?:beslut|godkänn|överlämn|avge|anta|lämna|ställ|hänvisa|yttra|tillstyrk|avstyrk|åberop|uppdra|förklar|"
    r"juster|avstå|"
    r"besvara|instämm|anse|svara|tillstyrk|lägg|översänd|föreslå|hemställ|återkom|erinra|utred|konstater|uttal|be[rd]?\b|ge[rs]?\b|ser\b|delar?\b|notera|skicka|uppmana|begär|bifall|avslå|åläg|"
    r"anför|anmäl)",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(
    r"(?<!er )(?<!ert )(?<!remissens )\b(?:d\.?nr|diarie\w*|ärende-?(?:nr|nummer|id)|(?:vår|vårt) \w+|beteckning)\b",
    re.IGNORECASE,
)
_DUE_WORD = re.compile(
    r"\bsvarstid|\bremisstid|\bsvarsdag|\bsvarsdatum|\bsenast\b.{0,80}\b(?:svar|yttra|inkom|tillhanda)|\b(?:svar|"
    r"yttrande|synpunkter)\w*\b.{0,80}\bsenast\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b\d{1,2}(?::?[ea]|/\d{1,2})?\s?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)?|\d{4}-\d\d", re.IGNORECASE
)
_MOST_DAYS = 200


def speaks_as_office(evidence: Evidence) -> bool:
    """An office that has no name here is the subject of several sentences."""
    return len(_OFFICE_SPEAKS.findall(evidence.text)) > 1


def mentions_adjustment(evidence: Evidence) -> bool:
    """Immediate adjustment is spoken of, though not in the points of the proposal."""
    return _ADJUST.search(evidence.whole) is not None and not _ADJUST.search(" ".join(evidence.reply.proposal))


def has_unread_kind(evidence: Evidence) -> bool:
    """The beginning says what kind of reply it is, in another line than the title's, and there is no subtitle."""
    title = evidence.reply.title or "\0"
    return evidence.reply.subtitle is None and any(_KIND.search(each) and title not in each for each in evidence.head)


def has_spare_title(evidence: Evidence) -> bool:
    """A line of the header block that no rule could place looks like a title; under larger letters none does."""
    reply = evidence.reply
    if evidence.title_stands_out:
        return False
    return any(_may_be_title(line) for line in evidence.spare if line not in (reply.title, reply.subtitle))


def _may_be_title(line: str) -> bool:
    if ADDRESS.fullmatch(line) or _DEPARTMENT.match(line):
        return False
    return len(line) >= _SHORT_TITLE and line[:1].isupper() and not line.endswith((".", ":"))


def has_spare_subtitle(evidence: Evidence) -> bool:
    """Another line of the header block names the kind of reply."""
    return any(
        _KIND.search(line) for line in evidence.spare if line not in (evidence.reply.title, evidence.reply.subtitle)
    )


def has_rival_body(evidence: Evidence) -> bool:
    """Another nämnd or company is named on a line of its own in the header block."""
    reply = evidence.reply
    named = {name for line in evidence.head if (name := board_named(line) or company_named(line))}
    known = {str(each).casefold() for each in ("Kommunstyrelsen", "Kommunfullmäktige", reply.consultee, reply.office)}
    asked = (reply.subtitle or "").casefold()
    rivals = {name.casefold() for name in named if not _PARENT.search(name)} - known
    return any(name not in asked for name in rivals)


def has_rival_number(evidence: Evidence) -> bool:
    """The beginning names a number that was read neither as the body's nor as the sender's."""
    if evidence.unread_numbers:
        return True
    if evidence.reply.remiss_diary_number:
        return False
    own = (evidence.reply.diary_number or "").split(", ")
    return any(number not in own for number, _ in labelled_numbers(evidence.beginning))


def has_unread_contact(evidence: Evidence) -> bool:
    """The head has a person's name that nobody has, or an address or a telephone while an officer lacks one."""
    reply = evidence.reply
    if any(line.endswith(name) for name in evidence.unread_people for line in evidence.head):
        return True
    mails = {mail for line in evidence.head if (mail := mail_in(line)) and "." in mail.partition("@")[0]}
    if mails - {officer.email for officer in reply.officers}:
        return True
    reached = any(officer.phone for officer in reply.officers) or not reply.officers
    return not reached and evidence.labelled(Field.PHONE) and any(phone_in(line) for line in evidence.head)


def has_unread_signature(evidence: Evidence) -> bool:
    """Names or titles stand last in the file that no signatory has."""
    signed = {person.name for person in evidence.reply.signatories}
    titles = {person.title for person in evidence.reply.signatories}
    names = [line for line in evidence.end if is_name(line) and line in evidence.unread_people]
    alone = [line for line in evidence.end if is_title(line) and line not in titles]
    return bool(names or (signed and alone))


def lacks_due(evidence: Evidence) -> bool:
    """A day stands beside words about the time to reply, and none was read."""
    if evidence.reply.dates.due is not None:
        return False
    return any(
        _DUE_WORD.search(each) and _DAY.search(each)
        for line in (*evidence.head, evidence.text)
        for each in sentences(line)
    )


def has_rival_due(evidence: Evidence) -> bool:
    """Sentences about the time to reply name several days."""
    days = {
        found.day
        for sentence in sentences(evidence.text)
        if (cue := DUE.search(sentence))
        for found in find_dates(sentence)
        if found.end > cue.start()
    }
    due = evidence.reply.dates.due
    return bool(days - {due}) if due else False


def odd_title(evidence: Evidence) -> bool:
    """A title is a few words with a capital letter, no sentence, no number and nobody's name."""
    title = evidence.reply.title or ""
    if not title:
        return False
    bodies = {str(name).casefold() for name in (evidence.reply.consultee, evidence.reply.office) if name}
    odd = not _SHORT_TITLE <= len(title) <= _LONG_TITLE or _begins_small(evidence, title) or title.casefold() in bodies
    alone = evidence.reply.subtitle is None and _KIND.match(title) is not None
    told = find_dates(title) or phone_in(title) or _PAPER.search(title) or read_label(title)
    return bool(odd or alone or told or _ODD_TITLE.search(title) or is_name(title))


def _begins_small(evidence: Evidence, title: str) -> bool:
    """Tell whether a title begins with a small letter without standing after *Yttrande över* or the like."""
    return title[:1].islower() and not any(
        title[:_FIRST_WORDS] in line and _BEFORE_TITLE.search(line) for line in evidence.head
    )


def odd_subtitle(evidence: Evidence) -> bool:
    """A subtitle says what kind of reply it is, in a line; what it is about is the title."""
    subtitle = evidence.reply.subtitle or ""
    if not subtitle:
        return False
    kind = re.search(r"svar|yttrande|remiss", subtitle, re.IGNORECASE)
    return len(subtitle) > _LONG_TITLE or not kind or _MATTER_IN_KIND.match(subtitle) is not None


def odd_office(evidence: Evidence) -> bool:
    """An office is called so, or is a part of one."""
    office = evidence.reply.office
    return office is not None and _OFFICE_WORD.search(office) is None


def odd_proposal(evidence: Evidence) -> bool:
    """A point is one short sentence with a verb of deciding."""
    points = evidence.reply.proposal
    return any(len(point.split()) > _LONG_POINT or not _DECIDES.search(point) for point in points)


def odd_attachments(evidence: Evidence) -> bool:
    """An attachment is one title; two may have run together, and other lines may stand among them."""
    items = evidence.reply.attachments
    return any(
        _is_whom(item)
        or is_formula(item)
        or _run_together(item, evidence)
        or len(item) > _LONG_ATTACHMENT
        or _NUMBERED.search(item)
        or item.endswith(":")
        or item[:1].islower()
        for item in items
    )


def _run_together(item: str, evidence: Evidence) -> bool:
    """An item made of two lines, the second with a capital letter: it may be two."""
    return any(item.endswith(f" {x.text}") and x.text[:1].isupper() and not x.marked for x in evidence.lines)


def _is_whom(item: str) -> bool:
    return bool(board_named(item) or company_named(item) or is_name(item))


def odd_signatories(evidence: Evidence) -> bool:
    """Those who sign are few and have titles."""
    people = evidence.reply.signatories
    if people and any(PARTY.search(line) for line in evidence.end):
        return True
    return len(people) > _MANY_SIGNATORIES or any(person.title is None for person in people)


def odd_days(evidence: Evidence) -> bool:
    """A statement is written before its meeting, within the same half year."""
    dates = evidence.reply.dates
    if dates.statement is None or dates.meeting is None:
        return False
    return not 0 <= (dates.meeting - dates.statement).days <= _MOST_DAYS


def lacks_number(evidence: Evidence) -> bool:
    """The header block has the word for a diary number, not the sender's, with no number that was read."""
    other = evidence.reply.remiss_diary_number
    lines = (line for line in evidence.head if _NUMBER_WORD.search(line))
    return evidence.reply.diary_number is None and any(other is None or other not in line for line in lines)


def same_number(evidence: Evidence) -> bool:
    """A body's own number and the sender's are two."""
    return evidence.reply.diary_number is not None and evidence.reply.diary_number == evidence.reply.remiss_diary_number


def mismatch(evidence: Evidence) -> bool:
    """A nämnd and an office have names that do not belong together."""
    reply = evidence.reply
    if reply.consultee is None or reply.office is None or reply.consultee == reply.office:
        return False
    return not belong_together(reply.office, reply.consultee)


def spelled_otherwise(evidence: Evidence) -> bool:
    """The name stands in the file in other letters: in capitals, or split over lines."""
    name = evidence.reply.consultee
    return name is not None and name[1:] not in evidence.whole


def only_in_text(evidence: Evidence) -> bool:
    """The body is named neither in the header block nor in the proposal nor among those who sign."""
    name = evidence.reply.consultee
    if name is None:
        return False
    places = "\n".join(
        (*evidence.head, *evidence.reply.proposal, *evidence.end, *(s.heading for s in evidence.reply.sections))
    )
    return name.casefold() not in places.casefold() and len(boards_in(evidence.text)) > 1


def unlabelled_meeting(evidence: Evidence) -> bool:
    """One day near the addressee, and no other: it may be the day of the letter."""
    dates = evidence.reply.dates
    alone = dates.meeting is not None and dates.statement is None
    return alone and not (evidence.labelled(Field.MEETING) or evidence.labelled(Field.TO))
