"""The whole analysis of one reply: the role of every sentence, viewpoints with stance, themes and restatements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from remiss.analysis.repeats import find_repeats
from remiss.analysis.roles import RoleSentence, read_roles
from remiss.analysis.segments import Segment, cut_segments
from remiss.analysis.stance import suggest_stance
from remiss.analysis.themes import SuggestedThemes, ThemeContext, read_context, suggest_themes
from remiss.domain.parsed import ParsedReply
from remiss.domain.stance import SentenceRole
from remiss.domain.viewpoints import Analysis, ReadSentence, StanceSuggestion, SuggestedViewpoint, ThemeDefinition

# Stored with every suggestion; raise it whenever a rule or a word list changes what is suggested.
RULE_VERSION = "2026-11-2"


@dataclass(frozen=True)
class _Draft:
    sentences: tuple[RoleSentence, ...]
    stance: StanceSuggestion
    themes: SuggestedThemes

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.sentences)

    @property
    def core_text(self) -> str:
        return " ".join(s.text for s in self.sentences if s.role is SentenceRole.VIEWPOINT_CORE)


def analyse(parsed: ParsedReply, themes: Sequence[ThemeDefinition]) -> Analysis:
    """Return all suggestions for one reply, deterministic for the same reply, themes and ``RULE_VERSION``.

    Every sentence of every section is in the result exactly once and in order. The text of a viewpoint is a
    substring of its section's paragraphs, white space normalised.
    """
    sections = read_roles(parsed)
    segments = [cut_segments(sentences) for sentences in sections]
    context = read_context([s.text for sentences in sections for s in sentences], parsed.title or "")
    drafts = [
        _draft(sentences, segment, themes, context)
        for sentences, found in zip(sections, segments, strict=True)
        for segment in found
    ]
    repeats = find_repeats([(d.sentences[0].section, d.core_text, d.stance.stance) for d in drafts])
    viewpoints = tuple(_viewpoint(draft, repeat) for draft, repeat in zip(drafts, repeats, strict=True))
    return Analysis(viewpoints, tuple(ReadSentence(s.section, s.text, s.role) for part in sections for s in part))


def _draft(
    sentences: Sequence[RoleSentence], segment: Segment, themes: Sequence[ThemeDefinition], context: ThemeContext
) -> _Draft:
    mine = tuple(sentences[segment.first : segment.last + 1])
    core = " ".join(s.text for s in mine if s.role is SentenceRole.VIEWPOINT_CORE)
    support = " ".join(s.text for s in mine if s.role is not SentenceRole.VIEWPOINT_CORE)
    return _Draft(mine, suggest_stance(core), suggest_themes(core, themes, context, support))


def _viewpoint(draft: _Draft, repeats: int | None) -> SuggestedViewpoint:
    return SuggestedViewpoint(
        section=draft.sentences[0].section,
        text=draft.text,
        stance=draft.stance.stance,
        confidence=draft.stance.confidence,
        themes=draft.themes.keys,
        cues=draft.stance.cues + draft.themes.cues,
        repeats=repeats,
    )
