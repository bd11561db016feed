"""Marking viewpoints and labelling them. A new label supersedes the old one; the old row stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

import sqlalchemy as sa

from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.stance import Stance
from remiss.domain.statement import BlockShape, SectionKey, normalise
from remiss.domain.viewpoints import SuggestedViewpoint
from remiss.domain.workflow.states import ReplyState
from remiss.errors import Forbidden, InvalidInput
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.remisser import Theme
from remiss.models.replies import Reply
from remiss.models.statements import StatementVersion
from remiss.models.viewpoints import LabelKind, LabelStatus, Viewpoint, ViewpointLabel
from remiss.services.audit import record
from remiss.services.establishing import require_open_compilation
from remiss.services.steps import newest_version, require

DRAFTING = (ReplyState.ASSIGNED, ReplyState.DRAFT)


def mark_viewpoint(actor: Actor, reply: Reply, text: str, now: datetime) -> Viewpoint:
    """Mark words of the statement as a viewpoint.

    Raises InvalidInput when they do not stand in it word for word, or are marked already: each counts once.
    """
    actor = require(actor, _permission(reply), _owners(reply))
    version = _text_of(reply)
    words = normalise(text)
    section = _section_with(version, words)
    if not words or section is None:
        raise InvalidInput("Orden finns inte ordagrant i texten. Kopiera dem från det sparade yttrandet.", "text")
    if words in db.session.scalars(_standing_words(reply)):
        raise InvalidInput("Orden är redan markerade som en synpunkt.", "text")
    viewpoint = Viewpoint(reply_id=reply.id, position=_next_position(reply), section=section, text=words)
    db.session.add(viewpoint)
    db.session.flush()
    record(actor, "markera_synpunkt", "reply", reply.id, {"viewpoint": viewpoint.id}, now)
    return viewpoint


def add_suggestions(
    reply: Reply, suggestions: Sequence[SuggestedViewpoint], themes: Iterable[Theme], rule_version: str, now: datetime
) -> list[Viewpoint]:
    """Add viewpoints that a rule found, with suggested labels and the words that caused them."""
    by_key = {theme.key: theme for theme in themes}
    made: list[Viewpoint] = []
    start = _next_position(reply)
    for offset, suggestion in enumerate(suggestions):
        viewpoint = Viewpoint(
            reply_id=reply.id, position=start + offset, section=suggestion.section, text=normalise(suggestion.text)
        )
        viewpoint.labels = _suggested_labels(suggestion, by_key, rule_version, now)
        db.session.add(viewpoint)
        made.append(viewpoint)
    db.session.flush()
    for viewpoint, suggestion in zip(made, suggestions, strict=True):
        if suggestion.repeats is not None:
            viewpoint.repeats_id = made[suggestion.repeats].id
    return made


def suggest_beside(
    reply: Reply, suggestions: Sequence[SuggestedViewpoint], themes: Iterable[Theme], rule_version: str, now: datetime
) -> None:
    """Add what a rule found in the text that was sent; words that are viewpoints already stay what they are."""
    standing = sa.select(Viewpoint).where(Viewpoint.reply_id == reply.id, Viewpoint.removed_at.is_(None))
    there = {row.text: row for row in db.session.scalars(standing)}
    new = [one for one in suggestions if normalise(one.text) not in there]
    rows = add_suggestions(reply, [replace(one, repeats=None) for one in new], themes, rule_version, now)
    there |= {row.text: row for row in rows}
    for row, one in zip(rows, new, strict=True):
        if one.repeats is not None:
            row.repeats_id = there[normalise(suggestions[one.repeats].text)].id


def classify(actor: Actor, viewpoint: Viewpoint, stance: Stance | None, themes: Sequence[Theme], now: datetime) -> None:
    """Set stance and themes (best first) as the actor's own classification; None is an explicit *Ej bedömd*.

    Labels that already say the same, confirmed, are left as they are, with their author.
    """
    label_viewpoint(
        require(actor, _permission(viewpoint.reply), _owners(viewpoint.reply)), viewpoint, stance, themes, now
    )


def label_viewpoint(
    actor: Actor, viewpoint: Viewpoint, stance: Stance | None, themes: Sequence[Theme], now: datetime
) -> None:
    """Do as ``classify``, also while the compilation is fixed: a reply that comes late brings its labels with it."""
    reply = viewpoint.reply
    actor = require(actor, _right(reply), _owners(reply))
    if any(theme.remiss_id != reply.remiss_id for theme in themes):
        raise InvalidInput("Välj teman som hör till remissen.", "themes")
    standing = [label for label in viewpoint.labels if label.superseded_at is None]
    wanted = [(LabelKind.STANCE, stance, None)] + [(LabelKind.THEME, None, theme.id) for theme in themes]
    have = [(label.kind, label.stance, label.theme_id) for label in standing]
    if have == wanted and all(label.status is LabelStatus.CONFIRMED for label in standing):
        return
    for label in standing:
        label.superseded_at = now
    side = min(actor.organisations() & _owners(reply))
    for kind, value, theme_id in wanted:
        viewpoint.labels.append(
            ViewpointLabel(
                kind=kind,
                stance=value,
                theme_id=theme_id,
                status=LabelStatus.CONFIRMED,
                cues=[],
                author_id=actor.user_id,
                author_organisation_id=side,
                created_at=now,
            )
        )
    facts = {"viewpoint": viewpoint.id, "stance": stance, "themes": [theme.key for theme in themes]}
    record(actor, "klassa_synpunkt", "reply", reply.id, facts, now)


def place_viewpoint(actor: Actor, viewpoint: Viewpoint, programme_section: str | None, now: datetime) -> None:
    """Say which section of the remitted draft the viewpoint is about, by its stable id; None says none in particular.

    Raises InvalidInput when no version of the draft that went out has such a section.
    """
    reply = viewpoint.reply
    actor = require(actor, _permission(reply), _owners(reply))
    versions = reply.remiss.issued or reply.remiss.programmes
    known = {part.stable_id for version in versions for part in version.sections}
    if programme_section is not None and programme_section not in known:
        raise InvalidInput("Välj ett avsnitt i remissunderlaget.", "programme_section")
    if viewpoint.programme_section == programme_section:
        return
    viewpoint.programme_section = programme_section
    facts = {"viewpoint": viewpoint.id, "section": programme_section}
    record(actor, "placera_synpunkt", "reply", reply.id, facts, now)


def remove_viewpoint(actor: Actor, viewpoint: Viewpoint, now: datetime) -> None:
    """Say that this is no viewpoint. The row stays, and ``restore_viewpoint`` undoes it."""
    actor = require(actor, _permission(viewpoint.reply), _owners(viewpoint.reply))
    viewpoint.removed_at = now
    record(actor, "ta_bort_synpunkt", "reply", viewpoint.reply_id, {"viewpoint": viewpoint.id}, now)


def restore_viewpoint(actor: Actor, viewpoint: Viewpoint, now: datetime) -> None:
    """Undo ``remove_viewpoint``. Raises InvalidInput when its words are not in a reply that has come in."""
    actor = require(actor, _permission(viewpoint.reply), _owners(viewpoint.reply))
    submitted = viewpoint.reply.state.came_in
    if submitted and not _text_of(viewpoint.reply).text.contains(viewpoint.text):
        raise InvalidInput("Orden står inte i svaret som har kommit in, så synpunkten kan inte återtas.")
    viewpoint.removed_at = None
    record(actor, "aterta_synpunkt", "reply", viewpoint.reply_id, {"viewpoint": viewpoint.id}, now)


def _suggested_labels(
    suggestion: SuggestedViewpoint, themes: dict[str, Theme], rule_version: str, now: datetime
) -> list[ViewpointLabel]:
    labels: list[ViewpointLabel] = []
    if suggestion.stance is not None:
        cues = [cue.text for cue in suggestion.cues if cue.reason == suggestion.stance]
        labels.append(
            ViewpointLabel(kind=LabelKind.STANCE, stance=suggestion.stance, confidence=suggestion.confidence, cues=cues)
        )
    for key in suggestion.themes:
        if key in themes:
            cues = [cue.text for cue in suggestion.cues if cue.reason == key]
            labels.append(ViewpointLabel(kind=LabelKind.THEME, theme_id=themes[key].id, cues=cues))
    for label in labels:
        label.status, label.rule_version, label.created_at = LabelStatus.SUGGESTED, rule_version, now
    return labels


def _permission(reply: Reply) -> Permission:
    """Return who may change its viewpoints. Raises WrongState while they stand in a fixed compilation."""
    if reply.state.came_in:
        require_open_compilation(reply.remiss)
    return _right(reply)


def _right(reply: Reply) -> Permission:
    """The body classifies its own draft; once the reply has come in, KS does."""
    if reply.state.came_in:
        return Permission.VIEWPOINT_CLASSIFY
    if reply.state not in DRAFTING:
        raise Forbidden(
            "Synpunkter kan bara ändras medan texten är ett utkast, eller av avsändaren när svaret har kommit in."
        )
    return Permission.STATEMENT_WRITE


def _owners(reply: Reply) -> frozenset[int]:
    return reply.remiss.sending_side if reply.state.came_in else reply.owners


def _text_of(reply: Reply) -> StatementVersion:
    query = sa.select(StatementVersion).join(Submission, Submission.version_id == StatementVersion.id)
    submitted = db.session.scalars(
        query.where(Submission.reply_id == reply.id, Submission.replaced_at.is_(None))
    ).first()
    version = submitted or newest_version(reply)
    if version is None:
        raise InvalidInput("Spara en text innan du markerar synpunkter.", "text")
    return version


def _section_with(version: StatementVersion, words: str) -> SectionKey | None:
    for key in dict.fromkeys(block.section for block in version.text.blocks):
        body = [b.text for b in version.text.blocks if b.section is key and b.shape is not BlockShape.HEADING]
        if words in normalise("\n".join(body)):
            return key
    return None


def _standing_words(reply: Reply) -> sa.Select[str]:
    return sa.select(Viewpoint.text).where(Viewpoint.reply_id == reply.id, Viewpoint.removed_at.is_(None))


def _next_position(reply: Reply) -> int:
    last = db.session.scalar(sa.select(sa.func.max(Viewpoint.position)).where(Viewpoint.reply_id == reply.id))
    return (last or 0) + 1


def confirm_suggestions(
    actor: Actor, viewpoints: Iterable[Viewpoint], now: datetime, sections: Mapping[int, str] = MappingProxyType({})
) -> int:
    """Stand for what a rule suggested about each of ``viewpoints``, and return how many there were.

    ``sections`` are those of the draft that it suggested, by the viewpoint's id.
    """
    confirmed = 0
    for viewpoint in viewpoints:
        confirm_suggestion(actor, viewpoint, now, sections.get(viewpoint.id))
        confirmed += 1
    return confirmed


def confirm_suggestion(actor: Actor, viewpoint: Viewpoint, now: datetime, section: str | None = None) -> None:
    """Stand for the labels that a rule suggested, as they are, and for ``section`` where nobody has said another."""
    standing = [label for label in viewpoint.labels if label.superseded_at is None]
    stance = next((label.stance for label in standing if label.kind is LabelKind.STANCE), None)
    classify(actor, viewpoint, stance, [label.theme for label in standing if label.theme], now)
    if section and viewpoint.programme_section is None:
        place_viewpoint(actor, viewpoint, section, now)
