"""What a chief reads first: the proposal, objections and costs, and what changed since the text was sent back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from remiss.analysis.cost import mentions_cost
from remiss.analysis.stance import suggest_stance
from remiss.domain.demands import gaps
from remiss.domain.differences import ChangedSection, changed_sections
from remiss.domain.stance import Stance
from remiss.domain.statement import BlockShape, SectionKey
from remiss.language.sentences import split_sentences
from remiss.models.replies import Reply
from remiss.queries.matter import Reason, last_reasons
from remiss.queries.matter_text import SavedText, saved_text
from remiss.queries.matter_viewpoints import MarkedViewpoint, marked_viewpoints
from remiss.queries.questions import demands_on
from remiss.queries.signing_queue import known_version

WEIGHT = (Stance.OBJECTS, Stance.PROPOSES_CHANGE, Stance.ASKS_CLARIFICATION, Stance.SUPPORTS_WITH_REMARK)
LEAST_WORDS = 4


@dataclass(frozen=True)
class Telling:
    """A passage that a chief must see: ``suggested`` when a rule found it, not a person."""

    text: str
    stance: Stance | None
    cost: bool
    suggested: bool


@dataclass(frozen=True)
class ReviewFacts:
    """``first`` are objections and costs, ``rest`` the other viewpoints; ``changes`` since version ``since``."""

    proposal: tuple[str, ...]
    first: tuple[Telling, ...]
    rest: tuple[Telling, ...]
    reasons: Reason | None
    since: int
    changes: tuple[ChangedSection, ...]
    gaps: tuple[str, ...] = ()


def review_facts(reply: Reply, saved: SavedText | None, reader: int) -> ReviewFacts:
    """Return what the page of review shows above the full text; changes are those since ``reader`` handled it last, or
    since it was sent back.
    """
    if saved is None:
        return ReviewFacts((), (), (), None, 0, ())
    tellings = _tellings(saved, marked_viewpoints(reply))
    first = [t for t in tellings if t.cost or t.stance is Stance.OBJECTS]
    reasons = last_reasons(reply.id)
    known = known_version(reply.id, reader) or (reasons.number if reasons else None)
    before = saved_text(reply.id, known) if known and known < saved.number else None
    blocks = (b for b in saved.text.blocks if b.section is SectionKey.PROPOSAL)
    return ReviewFacts(
        proposal=tuple(b.text for b in blocks if b.shape is not BlockShape.HEADING),
        first=tuple(first),
        rest=tuple(t for t in tellings if t not in first),
        reasons=reasons,
        since=known or 0,
        changes=changed_sections(before.text, saved.text) if before else (),
        gaps=tuple(gaps(demands_on(reply), saved.text)),
    )


def _tellings(saved: SavedText, viewpoints: Sequence[MarkedViewpoint]) -> list[Telling]:
    """Return marked viewpoints and, from the sentences nobody has marked, those a rule finds telling; gravest first."""
    marked = [v for v in viewpoints if not v.removed]
    found = [_marked(v) for v in marked]
    covered = " ".join(v.text for v in marked)
    found += [t for t in _from_rules(saved) if t.text not in covered]
    return sorted(found, key=lambda t: WEIGHT.index(t.stance) if t.stance in WEIGHT else len(WEIGHT))


def _marked(viewpoint: MarkedViewpoint) -> Telling:
    """A viewpoint nobody has classified is read by the rules: a marked objection must not look harmless."""
    stance = viewpoint.stance if viewpoint.classified else suggest_stance(viewpoint.text).stance
    return Telling(viewpoint.text, stance, mentions_cost(viewpoint.text), suggested=not viewpoint.classified)


def _from_rules(saved: SavedText) -> list[Telling]:
    blocks = [b for b in saved.text.blocks if b.section is SectionKey.VIEWPOINTS and b.shape is not BlockShape.HEADING]
    sentences = [s for block in blocks for s in split_sentences(block.text) if len(s.split()) >= LEAST_WORDS]
    read = [Telling(s, suggest_stance(s).stance, mentions_cost(s), suggested=True) for s in sentences]
    return [t for t in read if t.cost or t.stance is Stance.OBJECTS]
