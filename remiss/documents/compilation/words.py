"""Sentences and small pieces that the parts of a compilation share."""

from __future__ import annotations

from collections.abc import Iterable

from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.marks import Source
from remiss.domain.outline import Emphasis, Paragraph, ParagraphStyle, Quote, Run
from remiss.domain.stance import Stance, stance_label, stance_symbol

STANCES: tuple[Stance | None, ...] = (*Stance, None)
SUGGESTED = " (förslag)"


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


def reply_link(facts: CompilationFacts, reply: ReplyFacts) -> str | None:
    """Return the same for a link: None where the replies in full are left out."""
    return reply_anchor(reply) if facts.full_replies else None


def theme_anchor(key: str) -> str:
    """Return where a theme begins."""
    return f"tema-{key}"


def quotation(reply: ReplyFacts, viewpoint: ViewpointFacts) -> Quote:
    """Return the viewpoint verbatim with its reference."""
    reference = f"{reply.author}, synpunkt {code(reply, viewpoint)}, avsnittet ”{viewpoint.section}”"
    return Quote(viewpoint.text, reference, reply.source)


def sources(replies: Iterable[ReplyFacts]) -> tuple[Source, ...]:
    """Return the released texts that a document quotes or holds in full; one that must not be told has no hash."""
    return tuple(Source(reply.id, reply.version, reply.sha256, reply.author) for reply in replies if reply.sha256)


def home_key(facts: CompilationFacts, viewpoint: ViewpointFacts) -> str | None:
    """Return the key of the theme under which the viewpoint stands in full: its first; None without any."""
    known = {theme.key for theme in facts.themes}
    return next((key for key in viewpoint.themes if key in known), None)


def home_of(facts: CompilationFacts, viewpoint: ViewpointFacts) -> str:
    """Return the name of that theme, or *Utan tema*."""
    key = home_key(facts, viewpoint)
    return next((theme.name for theme in facts.themes if theme.key == key), "Utan tema")


def in_theme(facts: CompilationFacts, key: str) -> list[tuple[ReplyFacts, ViewpointFacts]]:
    """Return the viewpoints that carry the theme, as first theme or as another."""
    return [(reply, viewpoint) for reply, viewpoint in facts.viewpoints() if key in viewpoint.themes]


def without_theme(facts: CompilationFacts) -> list[tuple[ReplyFacts, ViewpointFacts]]:
    """Return the viewpoints that no theme fits: they are listed too, never dropped."""
    known = {theme.key for theme in facts.themes}
    return [(reply, viewpoint) for reply, viewpoint in facts.viewpoints() if not known.intersection(viewpoint.themes)]
