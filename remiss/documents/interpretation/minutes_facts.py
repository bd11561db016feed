"""What an extract of minutes says about the decision: §, day, outcome, adjustment and the decision's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.lines import to_lines
from remiss.documents.interpretation.minutes import is_minutes, parse_minutes
from remiss.documents.interpretation.paragraphs import usual_width
from remiss.documents.interpretation.size import within
from remiss.domain.document import Document
from remiss.domain.parsed import ParsedMinutes, ParsedReply, Unsure

_ITEM = re.compile(r"§\s?(?P<number>\d{1,4}(?::\d{1,3})?)\b")
_DECISION = re.compile(r"(?:\w{3,30}s )?beslut(?:et)?", re.IGNORECASE)
_OFFICE = r"(?:förvaltningens|kontorets|bolagets|\w{3,40}(?:förvaltningens|kontorets))"
_BY = r"(?:enligt|i enlighet med)"
_HANDS_OVER = r"(?:godkänner|godkände|överlämnar|överlämnade|åberopar)"


def _any_case(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("aterremiss", _any_case("återremitter", "återremiss")),
    ("bordlaggning", _any_case("bordlägg", "bordlade")),
    ("avslag", _any_case(rf"(?:avslår|avslog|avslå) (?:{_OFFICE} )?förslag")),
    ("med_andring", _any_case(r"med (?:följande |nedanstående )?(?:tillägg|ändring)", "därutöver")),
    (
        "enligt_annat_forslag",
        _any_case(
            rf"{_BY} (?!\w*(?:förvaltning|kontor|bolag))[^.]{{2,60}} (?:förslag|yrkande)", "eget (?:svar|yttrande)"
        ),
    ),
    ("enligt_forslag", _any_case(rf"{_BY} (?:{_OFFICE} )?förslag", rf"{_HANDS_OVER} {_OFFICE} \w+")),
)
"""Stored outcomes with the words that tell them, those that change a proposal before those that only hand it over."""
_ROUTINE = _any_case(
    r"[\w\s-]*\bbeslut(?:ade|ar)?(?: följande| att)?[.:]?",
    r".*(?:justeras?|förklaras) omedelbart.*",
    r"(?:paragrafen|ärendet) .*",
)
NOT_FINAL = frozenset({"aterremiss", "bordlaggning"})


def read_minutes(document: Document) -> ParsedMinutes | None:
    """Return what ``document`` says when it is an extract of minutes, otherwise None.

    A value that can be read in more than one way is given and named in ``unsure``.
    """
    document, _ = within(document)
    lines = to_lines(document)
    if not is_minutes(lines):
        return None
    reply = parse_minutes(lines, usual_width(lines, exact=document.exact_paragraphs))
    paragraph, several = _paragraph(lines)
    decision = decision_of(reply)
    outcome, doubt = outcome_of(decision)
    unsure = (
        [Unsure("paragraph", "Protokollet har flera paragrafer. Kontrollera vilken som gäller.")] if several else []
    )
    if doubt:
        unsure.append(Unsure("outcome", doubt))
    return ParsedMinutes(
        title=reply.title,
        diary_number=reply.diary_number,
        paragraph=paragraph,
        decided_on=reply.dates.meeting,
        outcome=outcome,
        immediate_adjustment=reply.immediate_adjustment,
        decision=decision,
        unsure=tuple(unsure),
    )


def _paragraph(lines: Sequence[Line]) -> tuple[str | None, bool]:
    """Return the first § of the file, and whether there are others."""
    found = dict.fromkeys(match["number"] for line in lines if (match := _ITEM.match(line.text)))
    return (f"§ {next(iter(found))}" if found else None), len(found) > 1


def decision_of(reply: ParsedReply) -> tuple[str, ...]:
    """Return the points of the decision, as they stand under its heading."""
    for section in reply.sections:
        if _DECISION.fullmatch(section.heading.strip()):
            return section.paragraphs
    return ()


def outcome_of(decision: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the outcome that the words tell, and why it is doubtful: no words decide alone what a nämnd meant."""
    words = " ".join(decision)
    outcome = next((value for value, pattern in _WORDS if pattern.search(words)), None)
    if outcome is None:
        return None, "Beslutet har inga ord som säger hur nämnden beslutade." if decision else None
    if outcome in NOT_FINAL:
        return outcome, "Protokollet verkar gälla återremiss eller bordläggning, inte ett slutligt beslut."
    pattern = dict(_WORDS)[outcome]
    own = [point for point in decision if not pattern.search(point) and not _ROUTINE.fullmatch(_bare(point))]
    if outcome == "enligt_forslag" and own:
        return outcome, "Beslutet har fler punkter än förslaget brukar ha. Kontrollera om nämnden har lagt till något."
    return outcome, None


def words_of(decision: Sequence[str], outcome: str) -> str:
    """Return the point of the decision that tells its outcome."""
    pattern = dict(_WORDS)[outcome]
    return next((point for point in decision if pattern.search(point)), " ".join(decision))


def _bare(point: str) -> str:
    return re.sub(r"^\s*(?:\d{1,2}[.)]|[–-])\s+", "", point).strip()
