"""Sentences and small pieces that the parts of a compilation share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from remiss.domain.compilation import CompilationFacts, DraftChanges, Found, ReplyFacts, ViewpointFacts
from remiss.domain.marks import Source
from remiss.domain.outline import Emphasis, Paragraph, ParagraphStyle, Quote, Run
from remiss.domain.programme_changes import ComparedSection
from remiss.domain.stance import Stance, stance_label, stance_symbol
from remiss.text import listed

STANCES: tuple[Stance | None, ...] = (*Stance, None)
SUGGESTED = " (förslag)"
MOST_NAMES = 3
PLURAL = {"Facknämnd": "Facknämnder", "Stadsdelsnämnd": "Stadsdelsnämnder", "Extern": "Externa"}
"""What several bodies of a kind are called, where it differs."""


def kind_words(kind: str) -> tuple[str, str]:
    """Return what one and several of a kind are called inside a sentence."""
    if kind == "Extern":
        return "extern instans", "externa instanser"
    return kind.lower(), PLURAL.get(kind, kind).lower()


def body(text: str) -> Paragraph:
    """Return an ordinary paragraph."""
    return Paragraph((Run(text),))


def note(text: str) -> Paragraph:
    """Return a small explaining paragraph."""
    return Paragraph((Run(text),), ParagraphStyle.NOTE)


def lead(name: str, text: str) -> Paragraph:
    """Return a paragraph that begins with ``name`` in bold."""
    return Paragraph((Run(f"{name} ", Emphasis.BOLD), Run(text)))


def stance_words(viewpoint: ViewpointFacts) -> str:
    """Return symbol and words of a stance, and that it is only a suggestion where nobody has confirmed it."""
    words = f"{stance_symbol(viewpoint.stance)} {stance_label(viewpoint.stance)}"
    return words + SUGGESTED if viewpoint.suggested else words


def code(reply: ReplyFacts, viewpoint: ViewpointFacts) -> str:
    """Return the viewpoint's short name: number of the reply, number in the reply."""
    return f"{reply.number}.{viewpoint.number}"


def anchor(reply: ReplyFacts, viewpoint: ViewpointFacts) -> str:
    """Return where the viewpoint stands in the document."""
    return f"synpunkt-{reply.number}-{viewpoint.number}"


def reply_anchor(reply: ReplyFacts) -> str:
    """Return where the reply in full begins."""
    return f"svar-{reply.number}"


def theme_anchor(key: str) -> str:
    """Return where a theme begins."""
    return f"tema-{key}"


def section_anchor(number: int) -> str:
    """Return where a section of the draft is told of, by its place in the draft."""
    return f"avsnitt-{number}"


def passages(facts: CompilationFacts) -> list[tuple[str, DraftChanges, ComparedSection]]:
    """Return the sections that later versions of the draft changed, each with the anchor of its words."""
    found = [(version, section) for version in facts.draft_changes for section in version.sections]
    return [(f"lydelse-{number}", *one) for number, one in enumerate(found, start=1)]


def passage_anchor(facts: CompilationFacts, section_key: str | None) -> str | None:
    """Return where the newest changed words of a section stand; None when no version changes it."""
    return next((place for place, _, one in reversed(passages(facts)) if one.stable_id == section_key), None)


def quotation(reply: ReplyFacts, viewpoint: ViewpointFacts) -> Quote:
    """Return the viewpoint verbatim, with its reference and where its reply begins to say it."""
    place = reply.places.find(viewpoint.words, viewpoint.section)
    number = f", dnr {reply.diary_number}" if reply.diary_number else ""
    paragraph = f", stycke {place.paragraph}" if place and place.paragraph else ""
    reference = f"{reply.author}{number}, synpunkt {code(reply, viewpoint)}, ”{viewpoint.section}”{paragraph}"
    link = heading_anchor(reply, place.heading if place else 0)
    return Quote(viewpoint.text, reference, reply.source, code(reply, viewpoint), link)


def heading_anchor(reply: ReplyFacts, block: int) -> str:
    """Return where a heading of a reply in full stands, by the number of its block; 0 is the reply's beginning."""
    return f"{reply_anchor(reply)}-{block}" if block else reply_anchor(reply)


def sources(replies: Iterable[ReplyFacts]) -> tuple[Source, ...]:
    """Return the released texts that a document quotes or holds in full."""
    return tuple(Source(reply.told_as, reply.version, reply.sha256, reply.author) for reply in replies)


def home_key(facts: CompilationFacts, viewpoint: ViewpointFacts) -> str | None:
    """Return the key of the theme under which the viewpoint stands in full: its first; None without any."""
    return next((key for key in viewpoint.themes if key in facts.theme_names), None)


def home_of(facts: CompilationFacts, viewpoint: ViewpointFacts) -> str:
    """Return the name of that theme, or *Utan tema*."""
    key = home_key(facts, viewpoint)
    return facts.theme_names[key] if key else "Utan tema"


def in_theme(facts: CompilationFacts, key: str) -> list[Found]:
    """Return the viewpoints that carry the theme, as first theme or as another."""
    return facts.by_theme.get(key, [])


def without_theme(facts: CompilationFacts) -> list[Found]:
    """Return the viewpoints that no theme fits: they are listed too, never dropped."""
    return facts.by_theme.get(None, [])


def whose(found: Iterable[Found]) -> str:
    """Name each author once, on a line with the numbers of what it says."""
    codes: dict[str, list[str]] = {}
    for reply, viewpoint in found:
        codes.setdefault(reply.author, []).append(code(reply, viewpoint))
    return "\n".join(f"{author} ({', '.join(numbers)})" for author, numbers in codes.items())


def some(names: Sequence[str]) -> str:
    """Return the names where they are few, and else the first ones and how many there are more."""
    if len(names) <= MOST_NAMES + 1:
        return apart(names)
    return f"{', '.join(names[:MOST_NAMES])} och {len(names) - MOST_NAMES} till"


def apart(names: Sequence[str]) -> str:
    """Return the names as a list in which one that is itself ``a och b`` still reads as one."""
    own_and = len(names) > 1 and any(" och " in name for name in names)
    return f"{', '.join(names[:-1])} samt {names[-1]}" if own_and else listed(names)
