"""The remitted matter's title and the line that says what kind of answer this is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from remiss.documents.interpretation.bodies import capitalised
from remiss.documents.interpretation.diary import LABEL
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.paragraphs import join
from remiss.domain.document import BlockKind

_KIND = (
    r"(?:Svar (?:på|till|å)|Remissvar|Remissyttrande|Yttrande|Kontorsyttrande|Remiss (?:från|av|om|gällande|"
    r"angående)|Remiss\b|"
    r"(?:Gemensamt|Samlat) (?:svar|remissvar|yttrande|remissyttrande)|"
    r"Synpunkter (?:på|över)|Utlåtande över|Besvarande av|Förslag till (?:remiss)?(?:svar|yttrande)|"
    r"(?:Nämndens|Styrelsens|Bolagets|Förvaltningens|Kontorets|Regionens|Förbundets|Föreningens|Rådets|Kommunens) "
    r"(?:svar på|yttrande|remissvar|remissyttrande|synpunkter)\b|Tjänste(?:utlåtande|skrivelse)[\s,:–-]+(?:svar på|"
    r"remissvar|yttrande)\b)"
)
_STARTS_WITH_KIND = re.compile(rf"(?:{_KIND})", re.IGNORECASE)
# "Svar på remiss från kommunstyrelsen om X": what stands before and after the word that introduces the matter.
_KIND_AND_MATTER = re.compile(
    r"(?P<kind>(?:(?:Gemensamt|Samlat) )?"
    r"(?:Svar (?:på|till|å) (?:kommunstyrelsens |en )?remiss\w*|Remissvar|Remissyttrande|Yttrande|"
    r"Kontorsyttrande|Synpunkter|Utlåtande|"
    r"Svar på|Remiss|Besvarande av remiss\w*|Förslag till (?:remiss)?(?:svar|yttrande)(?: på| över)? ?(?:remiss\w*)?)"
    r"(?: (?:från|till) [\wåäöÅÄÖ -]+?)?(?:,? \(?(?:KS )?dnr[^)]*?\)?)?)"
    r"\s?(?:[,:–—]\s?(?:om|av|angående|gällande|avseende|över)?|\s-|(?:om|av|angående|gällande|avseende|rörande|"
    r"över|med anledning av|för|på))"
    r"\s+(?:remiss\w* (?:om|av|från [\wåäö]+ om)\s)?"
    r"(?!\(?(?:(?:KS|ert|er|vårt|vår)\s)?(?:dnr|diarienummer|beteckning)\b|(?-i:[A-ZÅÄÖ]{2,4})[\s-]?\d)"
    r"(?P<matter>[”\"A-ZÅÄÖa-zåäö].{7,})",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_MATTER_AND_KIND = re.compile(
    rf"(?P<matter>.{{8,}}?)\s?(?:[–—,.:]|\s-)\s(?P<kind>{_KIND}.*)", re.IGNORECASE | re.DOTALL
)
_REMITTED = (
    re.compile(
        r"har\s(?:fått|mottagit|erhållit|tagit emot)\s[”\"](?P<matter>[^”\"]{8,200})[”\"]\s(?:på remiss|för yttrande)"
    ),
    re.compile(r"remitterat\s(?:ett\s|en\s)?(?P<matter>[^.]{8,220}?),?\s(?:till|för yttrande)\b"),
    re.compile(r"(?:översänt|skickat|sänt)\s(?P<matter>[^.]{8,200}?)\s(?:på|för) remiss"),
    re.compile(r"har\s(?:fått|mottagit|erhållit)\s(?P<matter>[^.”\"]{8,200}?)\s(?:på remiss|för yttrande)"),
    re.compile(r"[Rr]emiss(?:en)?\s(?:av|om|gällande|avseende)\s[”\"](?P<matter>[^”\"]{8,200})[”\"]"),
)


_TELLING_KIND = re.compile(r"\b(?:från|till|dnr)\b|\d", re.IGNORECASE)
# Words of a line under the title that tell whose answer to whom this is.
_ABOUT_REPLY = re.compile(r"\b(?:remiss(?:en|svar|yttrande)?|svar|yttrande|kontorsyttrande)\b", re.IGNORECASE)


@dataclass
class Titles:
    """Title and subtitle, the lines of the header that are neither, and why the title is doubtful (None: it is not)."""

    title: str | None = None
    subtitle: str | None = None
    text: list[Line] = field(default_factory=list)
    doubt: str | None = None


def read_titles(lines: Sequence[Line]) -> Titles:
    """Return the titles among the header's other lines; lines that are running text are given back."""
    lines, text = _without_text(lines)
    if (styled := _under_heading(lines, text)) is not None:
        return styled
    at = next((index for index, line in enumerate(lines) if _STARTS_WITH_KIND.match(line.text)), None)
    if at is None:
        return _without_subtitle(lines, text)
    subtitle, after = _joined(lines, at)
    before = None if _says_matter(lines[at]) else _title_before(lines, at)
    if before is None and after < len(lines) and _names_matter(subtitle) and _is_about_reply(lines[after].text):
        # Both lines begin with what kind of reply it is; only the first one says about what.
        kind, end = _joined(lines, after)
        return Titles(subtitle, kind, [*text, *lines[:at], *lines[end:]])
    if before is None and after < len(lines) and not _KIND_AND_MATTER.fullmatch(subtitle):
        matter, end = _joined(lines, after)
        return Titles(matter, subtitle, [*text, *lines[:at], *lines[end:]])
    if before is None:
        return _split(subtitle, [*text, *lines[:at], *lines[after:]])
    start, title = before
    return Titles(title, subtitle, [*text, *lines[:start], *lines[after:]])


def beside_label(lines: Sequence[Line]) -> Titles:
    """Return what the lines say when a label has told the title: a line for the kind, and text."""
    at = next((index for index, line in enumerate(lines) if _is_kind_only(line.text)), None)
    if at is None:
        return Titles(text=list(lines))
    subtitle, after = _joined(lines, at)
    return Titles(None, subtitle, [*lines[:at], *lines[after:]])


def _says_matter(line: Line) -> bool:
    """*Yttrande över förslag till X* is the title itself, whatever stands above it in a letterhead."""
    match = _KIND_AND_MATTER.fullmatch(line.text)
    named = match is not None and not _STARTS_WITH_KIND.match(match["matter"])
    return named and not _TELLING_KIND.search(match["kind"]) if match else False


def _under_heading(lines: Sequence[Line], text: list[Line]) -> Titles | None:
    """A styled title with a line about the reply right under it, whatever that line begins with."""
    at = next((index for index, line in enumerate(lines) if line.kind is BlockKind.HEADING), None)
    if at is None:
        return None
    title, after = _joined(lines, at)
    while after < len(lines) and lines[after].kind is BlockKind.HEADING and not _ABOUT_REPLY.search(lines[after].text):
        more, after = _joined(lines, after)
        title = join(title, more)
    if after >= len(lines) or not _ABOUT_REPLY.search(lines[after].text) or _is_kind_only(title):
        return None
    subtitle, end = _joined(lines, after)
    return Titles(title, subtitle, [*text, *lines[:at], *lines[end:]])


def _names_matter(line: str) -> bool:
    return _KIND_AND_MATTER.fullmatch(line) is not None


def _is_about_reply(line: str) -> bool:
    """Tell whether a line under the matter says whose reply this is, in its usual first words or in others."""
    return _is_kind_only(line) or (_ABOUT_REPLY.search(line) is not None and not line.endswith((".", "?")))


def _is_kind_only(line: str) -> bool:
    """Tell whether a line says what kind of reply this is and nothing about the matter."""
    return _STARTS_WITH_KIND.match(line) is not None and not _names_matter(line)


def _without_text(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Tell titles from running text: a title is short and is no sentence."""
    titles: list[Line] = []
    text: list[Line] = []
    for line in lines:
        kind = bool(titles) and not text and _STARTS_WITH_KIND.match(line.text) is not None
        sentence = len(line.text) > 60 and line.text.endswith((".", ":", "?")) and not kind
        wrapped = bool(text) and not line.starts
        running = line.kind is not BlockKind.HEADING and (sentence or wrapped or len(line.text) > 250 or line.marked)
        (text if running else titles).append(line)
    return titles, text


def _joined(lines: Sequence[Line], at: int) -> tuple[str, int]:
    """Return the text that begins at ``at`` with its wrapped lines, and the index after them."""
    text = lines[at].text
    after = at + 1
    while after < len(lines) and not lines[after].starts and lines[after].kind is lines[at].kind:
        if _STARTS_WITH_KIND.match(lines[after].text):
            break
        text = join(text, lines[after].text)
        after += 1
    return " ".join(text.replace("\t", " ").split()), after


def _title_before(lines: Sequence[Line], at: int) -> tuple[int, str] | None:
    """Return where the title above the subtitle begins, and the title."""
    if at == 0:
        return None
    start = at - 1
    while start > 0 and not lines[start].starts and lines[start - 1].kind is lines[start].kind:
        start -= 1
    while start > 0 and lines[start].kind is BlockKind.HEADING and lines[start - 1].kind is BlockKind.HEADING:
        start -= 1
    text = ""
    for line in lines[start:at]:
        text = join(text, line.text)
    return start, " ".join(text.replace("\t", " ").split())


def _without_subtitle(lines: Sequence[Line], text: list[Line]) -> Titles:
    if not lines:
        return Titles(text=text)
    best = max(range(len(lines)), key=lambda index: (lines[index].kind is BlockKind.HEADING, lines[index].bold, index))
    start = best
    while start > 0 and not lines[start].starts:
        start -= 1
    title, after = _joined(lines, start)
    rest = [*lines[:start], *lines[after:]]
    found = _split(title, [*text, *rest])
    if found.subtitle is None and rest:
        found.doubt = "Flera rader i sidhuvudet kan vara ärendets rubrik."
    return found


def _split(line: str, text: list[Line]) -> Titles:
    """Take *Svar på remiss om X* or *X – svar på remiss* apart."""
    if (match := _KIND_AND_MATTER.fullmatch(line)) or (match := _MATTER_AND_KIND.fullmatch(line)):
        kind = match["kind"].strip(" ,–-")
        # A bare word for the kind belongs to the headline; with a sender or a number it says as much as a line.
        return Titles(_bare(match["matter"]), kind if _TELLING_KIND.search(kind) else None, text)
    if _STARTS_WITH_KIND.match(line):
        return Titles(None, line, text)
    return Titles(line, None, text)


def bare_title(label: str) -> str:
    """Return the matter of a label's value, without the kind of reply and the number it may have."""
    match = _KIND_AND_MATTER.fullmatch(label)
    return _bare(match["matter"] if match else label)


def title_in_text(text: str) -> str | None:
    """Return the remitted matter as the running text names it; a derived value, to be marked as such."""
    for pattern in _REMITTED:
        if match := pattern.search(text):
            return capitalised(_bare(match["matter"]))
    return None


def _bare(matter: str) -> str:
    matter = " ".join(matter.split())
    if quoted := re.search(r"[”\"]([^”\"]{8,})[”\"]", matter):
        matter = quoted[1]
    matter = re.sub(
        rf"\s?\((?:[\wåäöÅÄÖ]+\s)?(?:{LABEL}\s)?[^()]*\d[\d:/.-]+[^()]*\)$"
        r"|,\s(?:KSN?|SLK|dnr)[\s/:-][\w/: .-]*\d$",
        "",
        matter,
    )
    return re.sub(r"^(?:förslag(?:et)?|remissen|ärendet)\s?,\s?", "", matter).strip(' ,”"')
