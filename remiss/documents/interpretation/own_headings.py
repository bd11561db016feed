"""Headings in the writer's own words: told by the look of the line, and their kind by what is said under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from remiss.documents.interpretation.furniture import is_prose
from remiss.documents.interpretation.headings import split_number
from remiss.documents.interpretation.labels import read_label
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.people import is_name
from remiss.domain.document import BlockKind
from remiss.domain.statement import SectionKey

MAX_SUBHEADING = 40
MAX_HEADING = 100
_MAX_PLAIN = 60
_TEXT_WORDS, _SURELY_TEXT = 6, 9
_FEWEST = 2
_KIND = re.compile(r"(?:Svar på|Yttrande (?:över|till)|Remiss|Gemensamt|Samlat)\b(?!.*[.:]$)", re.IGNORECASE)
# What a letter is called: never a heading inside it.
_TITLE = re.compile(
    r"(?:Remissvar|Remissyttrande|Remiss)\b|(?:\w+ )?yttrande (?:över|om|angående|avseende)\b|Svar på (?:\w+ )?remiss|"
    r"Synpunkter (?:över|angående)\b|Angående\b|Ang\.",
    re.IGNORECASE,
)
_DECIDES = re.compile(r"(?:nämnden|styrelsen) (?:föreslås )?(?:beslutar?|besluta)(?: följande| att)?:?$", re.IGNORECASE)
_QUESTION = re.compile(r"^Fråga \d|^\d+[.)] .*\?$|\bni\b.*\?$")
# What a body says about the remitted matter, and not what the matter is.
_OPINION = re.compile(
    r"\b(?:anser|bedömer|föreslår|tillstyrker|avstyrker|instämmer|delar|välkomnar|saknar|önskar|efterlyser|förordar|"
    r"motsätter|invänder|uppskattar|ifrågasätter|rekommenderar|avvisar|stöder|ställer sig|tycker|menar|"
    r"ser (?:positivt|gärna|det som|en risk)|är (?:positiv|negativ|tveksam|kritisk)\w*|"
    r"vill (?:se|att|framföra|framhålla|lyfta|påpeka|understryka|betona|gärna|också|särskilt|även)|"
    r"(?:bör|borde)\b|(?:enligt|är) (?:\w+ )?(?:bedömning|mening|uppfattning|erfarenhet)\b|"
    r"(?:är|vore) (?:\w+ )?(?:bra|utmärkt|rimligt|viktigt|angeläget|välkommet|olyckligt|önskvärt|otydligt|oklart|"
    r"svårt|för "
    r"\w+|tveksamt|välkommen|olycklig|rimlig|otydlig|svag|riktigt|klokt|välformulerat)\b|"
    r"(?:vill )?anföra\b|(?:följande|nedanstående) (?:svar|synpunkter|yttrande)|står bakom|"
    r"[Vv]i (?:vill|ser|anser|tycker|tror|menar|stöder|saknar|undrar)|tillstyrks|avstyrks|välkomnas|efterlyses|"
    r"(?:bör|behöver|måste) (?:förtydligas|kompletteras|framgå|omformuleras|utgå|strykas|ändras|läggas till))\b"
)


def kind_of(heading: str, lines: Sequence[Line]) -> SectionKey:
    """Return viewpoints where a section says what the body thinks or answers a question, otherwise *övrigt*."""
    if _QUESTION.search(heading):
        return SectionKey.VIEWPOINTS
    text = " ".join(line.text for line in lines)
    return SectionKey.VIEWPOINTS if _OPINION.search(text) else SectionKey.OTHER


def is_subheading(line: Line, longest: int = MAX_SUBHEADING) -> bool:
    """Tell whether a line has the form of a heading: short, with a capital letter, no mark and no end."""
    short = len(line.text) <= longest and split_number(line.text)[1][:1].isupper() and not line.marked
    return short and line.text[-1].isalnum() and not line.cells and "\t" not in line.text


def find_own(lines: Sequence[Line], fewest: int = _FEWEST) -> list[int]:
    """Return where headings stand in a letter without any usual one: in other type, or alone, right over their text.

    What stands over the first text is the letter's title, unless a line in other type came before it. One alone is no
    heading, unless ``fewest`` says so.
    """
    found: list[int] = []
    titled = seen_text = False
    for index, (line, after) in enumerate(pairwise(lines)):
        stands_out = _stands_out(line)
        if _is_over_text(line, after) and (seen_text or (titled and stands_out)):
            found.append(index)
        titled = titled or stands_out or _KIND.match(line.text) is not None
        seen_text = seen_text or is_text(line)
    return found if len(found) >= fewest else []


def _is_over_text(line: Line, after: Line) -> bool:
    if not (line.starts and has_form(line)) or read_label(line.text) is not None or is_name(line.text):
        return False
    if _TITLE.match(line.text):
        return False
    if _stands_out(line):
        if line.kind is BlockKind.HEADING and after.kind is BlockKind.HEADING and after.level > line.level:
            return True
        if _stands_out(after) or len(after.text.split()) < _FEWEST:
            return False
        if _DECIDES.search(after.text):
            return True
        return after.marked or (after.text[:1].isupper() and len(after.text.split()) >= _TEXT_WORDS)
    alone = after.starts or (len(line.text) <= MAX_SUBHEADING and len(after.text) > _MAX_PLAIN)
    return alone and is_text(after) and len(line.text) <= _MAX_PLAIN


def is_text(line: Line) -> bool:
    """Tell whether a line is running text and not a line for the kind of reply, which may be long too."""
    short = len(line.text.split()) < _SURELY_TEXT or not line.text[:1].isupper()
    if line.cells or "\t" in line.text or short:
        return False
    return (
        is_prose(line.text)
        and not _stands_out(line)
        and _KIND.match(line.text) is None
        and read_label(line.text) is None
    )


def has_form(line: Line) -> bool:
    """Tell whether a line has the form of a heading in somebody's own words, or of a question."""
    bare = replace(line, text=split_number(line.text)[1]) if _stands_out(line) else line
    return is_subheading(bare, MAX_HEADING) or (line.text.endswith("?") and len(line.text) <= MAX_HEADING)


def _stands_out(line: Line) -> bool:
    capitals = len(line.text) > 3 and line.text.isupper()
    return line.kind is BlockKind.HEADING or line.bold or capitals


def follows_in_style(line: Line, after: Line | None, styles: Sequence[str], style: str) -> bool:
    """Tell whether a line looks like every heading so far, all in one look that no text has, and stands over text."""
    alike = len(styles) >= _FEWEST and set(styles) == {style} and style in ("bold", "capitals")
    if not alike or after is None or not line.starts:
        return False
    return has_form(line) and not after.bold and after.text[:1].isupper() and not after.text.isupper()
