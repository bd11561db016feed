"""What a compilation knows: frozen facts from released replies only, from which every layout and format is made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from remiss.domain.audit import Head
from remiss.domain.compilation_choices import Column
from remiss.domain.marks import HIDDEN
from remiss.domain.programme_changes import ComparedSection
from remiss.domain.stance import Stance
from remiss.domain.statement import CanonicalText, normalise
from remiss.domain.text_places import TextPlaces
from remiss.domain.viewpoints import ThemeDefinition


@dataclass(frozen=True)
class AssessmentFacts:
    """KS's answer: what is done, why, and the section of the draft that changes, as a reader names it.
    ``action_key`` and ``section_key`` are the stored values, for a form that shows the answer again.
    """

    action: str
    reason: str
    changed_section: str | None
    action_key: str = ""
    section_key: str | None = None


@dataclass(frozen=True)
class ViewpointFacts:
    """One counted viewpoint. ``number`` counts within its reply; ``restated`` is how often the reply repeats it;
    ``programme_key`` tells the section of the draft apart from another of the same name.
    A stance or theme that is not confirmed is a rule's suggestion; ``classified_by`` says who stands for the stance,
    ``cues`` are the words that caused it and ``sure`` whether the rule was.
    """

    id: int
    number: int
    text: str
    section: str
    stance: Stance | None
    stance_confirmed: bool
    classified_by: str | None
    themes: tuple[str, ...]
    themes_confirmed: bool
    programme_section: str | None
    assessment: AssessmentFacts | None
    restated: int = 0
    cues: tuple[str, ...] = ()
    sure: bool = False
    programme_key: str | None = None

    @cached_property
    def words(self) -> str:
        """The text with its white space normalised, as it is looked for."""
        return normalise(self.text)

    @property
    def suggested(self) -> bool:
        """True when a rule proposed the stance and no person stands for it."""
        return self.stance is not None and not self.stance_confirmed

    @property
    def confirmed(self) -> bool:
        """True when a person stands for all that is said about the viewpoint."""
        return self.stance_confirmed and self.themes_confirmed


@dataclass(frozen=True)
class MinorityFacts:
    """A reservation, särskilt uttalande or ersättaryttrande: shown under the body, never merged (DOMAIN §4)."""

    kind: str
    parties: str
    text: str


@dataclass(frozen=True)
class DecisionFacts:
    """What one body decided about the text. ``departs`` means that the office's words are not the nämnd's.
    ``has_minutes`` False: no protokollsutdrag came with it. ``own_text``: what is sent is the body's own text.
    """

    body: str
    decided_on: date
    paragraph: str
    outcome: str
    departs: bool
    text: str
    minorities: tuple[MinorityFacts, ...]
    has_minutes: bool = True
    own_text: bool = False


@dataclass(frozen=True)
class Interruption:
    """A step beside the ordinary course, such as a withdrawal or a replaced reply: which day, and why."""

    on: date
    reason: str


@dataclass(frozen=True)
class NewVersion:
    """A later version of the draft: which day it went out, and how many counted replies came before it."""

    number: int
    on: date
    earlier_replies: int


@dataclass(frozen=True)
class ProgrammeSection:
    """A section of the draft as a reader names it, in its place; ``key`` follows it through the versions.
    ``named`` are the bodies whose names, or whose offices', stand in its text.
    """

    key: str
    name: str
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftChanges:
    """What a later version of the draft changed: the sections that are not as before, each with its changes."""

    number: int
    on: date
    sections: tuple[ComparedSection, ...]


@dataclass(frozen=True)
class SoleFacts:
    """What one person decided on the body's behalf: a delegate, the chair, the VD. ``kind``: *Ordförandebeslut* …"""

    kind: str
    decided_on: date
    decided_by: str
    authority: str
    urgency: str


@dataclass(frozen=True)
class CompletionFacts:
    """What the sender asked afterwards and the body answered, about one viewpoint or the whole reply."""

    asked_on: date
    question: str
    answered_on: date
    answer: str
    viewpoint_id: int | None


@dataclass(frozen=True)
class ReplyFacts:
    """One reply as it was released: ``number`` counts replies in list order, ``author`` is whom its words belong to.

    ``author`` is the office where the office answered itself, the nämnd decided otherwise, no decision is known, or it
    is still awaited: then ``preliminary`` and the day in ``decision_expected_on``. ``proposed`` is the office's text
    where the nämnd decided one of its own instead. ``offices`` are those of the bodies, or the bodies that have none;
    ``dated_on`` is the day on the paper, where it is known. ``company``: every body of it is one, and is written of so.
    """

    id: int
    number: int
    bodies: tuple[str, ...]
    author: str
    decision_known: bool
    basis: str
    office_only: bool
    title: str
    diary_number: str | None
    submitted_on: date
    late: bool
    version: int
    sha256: str
    text: CanonicalText
    decisions: tuple[DecisionFacts, ...]
    viewpoints: tuple[ViewpointFacts, ...]
    preliminary: bool = False
    decision_expected_on: date | None = None
    replaced: tuple[Interruption, ...] = ()
    completions: tuple[CompletionFacts, ...] = ()
    alone: SoleFacts | None = None
    proposed: CanonicalText | None = None
    offices: tuple[str, ...] = ()
    dated_on: date | None = None
    company: bool = False

    @property
    def board_text(self) -> bool:
        """True when the words are a nämnd's own and not its office's."""
        return any(decision.own_text for decision in self.decisions)

    @cached_property
    def places(self) -> TextPlaces:
        """Where words stand in the text."""
        return TextPlaces(self.text)

    def newest_decision(self, body: str) -> DecisionFacts | None:
        """Return the decision of ``body`` that stands, or None; an earlier återremiss or bordläggning does not."""
        return next((decision for decision in reversed(self.decisions) if decision.body == body), None)

    def departing(self) -> tuple[str, ...]:
        """Return the bodies that decided otherwise than these words, which are their office's and not theirs."""
        newest = ((body, self.newest_decision(body)) for body in self.bodies)
        return tuple(body for body, d in newest if d is not None and d.departs and not d.own_text)

    @property
    def source(self) -> str:
        """The identity that a check of a quotation needs: reply, version, hash."""
        return f"svar {self.told_as}, version {self.version}, sha256 {self.sha256}"

    @property
    def told_as(self) -> int:
        """The number that names it in a file: not its id where its version may not be told (choices.py)."""
        return self.id if self.version else HIDDEN + self.number


Found = tuple[ReplyFacts, ViewpointFacts]
"""A counted viewpoint with its reply."""


@dataclass(frozen=True)
class QuestionFacts:
    """A question of the sender and how many bodies were asked it; the answers stand in the replies' texts.
    ``asked_bodies`` names them where the question did not go to all.
    """

    text: str
    mandatory: bool
    asked: int
    asked_bodies: tuple[str, ...] = ()


@dataclass(frozen=True)
class LateJudgement:
    """What KS says of a reply that came when nobody waited for it any more; without ``reason`` nothing yet."""

    included: bool
    reason: str | None
    words: str


@dataclass(frozen=True)
class BodyFacts:
    """One body of the distribution list, or one that answered unasked."""

    name: str
    kind: str
    invited: bool
    status: str
    answered: bool
    declined: bool
    silent: bool
    declined_reason: str | None
    late: bool
    reply_id: int | None
    preliminary: bool = False
    outside: bool = False
    withdrawn: bool = False
    after_close: LateJudgement | None = None
    extended_to: date | None = None
    early_on: date | None = None

    @property
    def left_out(self) -> bool:
        """True when a reply is here and does not count."""
        return self.after_close is not None and not self.after_close.included

    @property
    def missing(self) -> bool:
        """True when nothing is known to have become of the answer."""
        return not (self.answered or self.declined or self.outside or self.withdrawn or self.left_out)


@dataclass(frozen=True)
class OwnWords:
    """Words that the sender wrote itself, under their key (own_words.py), by whom and when."""

    key: str
    text: str
    author: str
    written_at: datetime


@dataclass(frozen=True)
class OpenPoint:
    """A request or objection that a compilation was fixed with, without an answer, and why."""

    viewpoint_id: int
    code: str
    reason: str


@dataclass(frozen=True)
class Established:
    """That a compilation is *fastställd*: its version, by whom and when, the hash of its facts, what was left open."""

    number: int
    approver: str
    at: datetime
    sha256: str
    open_points: tuple[OpenPoint, ...] = ()


@dataclass(frozen=True)
class CompilationFacts:
    """Everything a compilation is made of. ``created`` is the newest change in it, never the clock's moment.

    ``log_head`` is the link of the log that tells of that change: printed, it is kept outside. ``left_out`` are the
    replies that came after the time was ended and do not count; they can be read. Where something was chosen away,
    ``selection`` says what, a sentence each, ``asked`` how many bodies were asked in all, ``quotes`` and
    ``full_replies`` whether such are printed, ``without_columns`` what is not. ``established`` is not fixed itself.
    """

    title: str
    diary_number: str
    sender: str
    sent_on: date
    due_on: date
    closed_on: date | None
    created: datetime
    themes: tuple[ThemeDefinition, ...]
    bodies: tuple[BodyFacts, ...]
    replies: tuple[ReplyFacts, ...]
    withdrawn: Interruption | None = None
    reopened: Interruption | None = None
    log_head: Head | None = None
    new_versions: tuple[NewVersion, ...] = ()
    questions: tuple[QuestionFacts, ...] = ()
    left_out: tuple[ReplyFacts, ...] = ()
    own_words: tuple[OwnWords, ...] = ()
    programme: tuple[ProgrammeSection, ...] = ()
    draft_changes: tuple[DraftChanges, ...] = ()
    sender_office: str = "Förvaltningen"
    selection: tuple[str, ...] = ()
    asked: int | None = None
    quotes: bool = True
    full_replies: bool = True
    without_columns: tuple[Column, ...] = ()
    established: Established | None = None

    @cached_property
    def _viewpoints(self) -> tuple[Found, ...]:
        return tuple((reply, viewpoint) for reply in self.replies for viewpoint in reply.viewpoints)

    def viewpoints(self) -> tuple[Found, ...]:
        """Return every counted viewpoint with its reply, in the order of the replies."""
        return self._viewpoints

    @cached_property
    def theme_names(self) -> dict[str, str]:
        """The names of the themes by key, in KS's order."""
        return {theme.key: theme.name for theme in self.themes}

    @cached_property
    def by_theme(self) -> dict[str | None, list[Found]]:
        """The viewpoints that carry each theme, as first theme or as another; under None those that no theme fits."""
        found: dict[str | None, list[Found]] = defaultdict(list)
        for reply, viewpoint in self._viewpoints:
            known = [key for key in viewpoint.themes if key in self.theme_names]
            for key in known or (None,):
                found[key].append((reply, viewpoint))
        return dict(found)

    @cached_property
    def by_section(self) -> dict[str | None, list[Found]]:
        """The viewpoints on each section of the draft, by its key; under None those that name none."""
        known = {section.key for section in self.programme}
        found: dict[str | None, list[Found]] = defaultdict(list)
        for reply, viewpoint in self._viewpoints:
            found[viewpoint.programme_key if viewpoint.programme_key in known else None].append((reply, viewpoint))
        return dict(found)

    @cached_property
    def written(self) -> dict[str, OwnWords]:
        """The sender's own words by their key."""
        return {one.key: one for one in self.own_words}

    def preliminary(self) -> bool:
        """Tell whether more can come: nobody has fixed it, and replies or viewpoints are waited for."""
        return self.established is None and (self.open or bool(self.unconfirmed() or self.unassessed()))

    @property
    def open(self) -> bool:
        """True while replies are waited for."""
        return self.closed_on is None and self.withdrawn is None

    def unconfirmed(self) -> int:
        """Return how many viewpoints carry a suggestion that no person has confirmed."""
        return sum(not viewpoint.confirmed for _, viewpoint in self.viewpoints())

    def unassessed(self) -> int:
        """Return how many viewpoints KS has not answered yet."""
        return sum(viewpoint.assessment is None for _, viewpoint in self.viewpoints())
