"""Fills the facts of a compilation, from the wall's two queries and what hangs on released replies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.clock import local_date
from remiss.domain.board_words import named, spoken
from remiss.domain.compilation import (
    BodyFacts,
    CompilationFacts,
    CompletionFacts,
    DecisionFacts,
    Interruption,
    LateJudgement,
    MinorityFacts,
    NewVersion,
    OwnWords,
    QuestionFacts,
    ReplyFacts,
    SoleFacts,
    ViewpointFacts,
)
from remiss.domain.statement import CanonicalText
from remiss.domain.viewpoints import ThemeDefinition
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.completions import Completion
from remiss.models.decisions import BoardDecision, Outcome, SoleDecision, Submission
from remiss.models.organisations import OrganisationKind
from remiss.models.own_words import WrittenWords
from remiss.models.remisser import Remiss
from remiss.models.replies import ALONE, Basis, Consultee, Inclusion, Reply
from remiss.models.statements import SignedPaper, StatementVersion
from remiss.queries.audit_chain import head_of
from remiss.queries.compiled_programme import draft_changes, programme_of, section_names, sections_sent_out
from remiss.queries.compiled_viewpoints import (
    ReadViewpoint,
    authors_of,
    newest_change,
    read_viewpoints,
    viewpoints_of,
)
from remiss.queries.completions import completions_of
from remiss.queries.names import names_on
from remiss.queries.own_words import standing_words
from remiss.queries.public_status import PublicStatus, public_status
from remiss.queries.questions import questions_of
from remiss.queries.underremisser import parts_in
from remiss.queries.wall import released, replaced, sent_decisions, sent_sole_decisions
from remiss.text import listed

UNKNOWN_MOMENT = "a sent remiss has a sending moment and a due date"
OWN_WORDS = frozenset({OrganisationKind.COMPANY, OrganisationKind.COUNCIL, OrganisationKind.EXTERNAL})
"""Bodies that speak for themselves where no decision is attached; of a nämnd only its office has spoken then."""


OFFICE = "Förvaltningen"
PRELIMINARY_MARK = "förhandssvar"


def compilation_facts(remiss: Remiss) -> CompilationFacts:
    """Return the facts of a sent remiss. The number of queries does not grow with the number of replies.

    Texts come only from ``released()``; of everybody else only ``public_status()`` is known here.
    """
    if remiss.sent_at is None or remiss.due_on is None:
        raise ValueError(UNKNOWN_MOMENT)
    statuses = _with_parts(public_status(remiss.id, day := local_date(remiss.sent_at)), day)
    submissions = db.session.scalars(_with_text(remiss.id)).all()
    ids = [row.reply_id for row in submissions]
    viewpoints, decisions, draft = read_viewpoints(ids), _decisions(ids), sections_sent_out(remiss.id)
    counted, alone = _counted(submissions, viewpoints, section_names(draft)), _decided_alone(submissions)
    answers, written = completions_of(ids), standing_words(remiss.id)
    replies = _replies(statuses, {s.reply_id: s for s in submissions}, counted, decisions, alone)
    replies = _with_what_followed(replies, answers, _dates(submissions))
    later = [row.answered_at for row in answers] + [row.written_at for row in written] + newest_change(ids)
    created = _newest(remiss, submissions, viewpoints, decisions, later)
    left_out = {one.reply_id for one in statuses if one.left_out}
    return CompilationFacts(
        title=remiss.title,
        diary_number=remiss.diary_number,
        sender=names_on([remiss.sender_id], day)[remiss.sender_id].name,
        sender_office=remiss.sender.office_name or OFFICE,
        sent_on=day,
        due_on=remiss.due_on,
        closed_on=local_date(remiss.closed_at) if remiss.closed_at else None,
        created=created,
        questions=_questions(remiss.id, statuses),
        themes=tuple(ThemeDefinition(theme.key, theme.name, theme.description) for theme in remiss.themes),
        bodies=tuple(_body(status) for status in statuses if status.invited or status.reply_id),
        replies=tuple(one for one in replies if one.id not in left_out),
        left_out=tuple(one for one in replies if one.id in left_out),
        withdrawn=_interruption(remiss.withdrawn_at, remiss.withdrawn_reason),
        reopened=_interruption(remiss.reopened_at, remiss.reopened_reason),
        new_versions=_new_versions(remiss, [row for row in submissions if row.reply_id not in left_out]),
        programme=programme_of(draft, [(one.body, one.office) for one in statuses if one.invited]),
        draft_changes=draft_changes(remiss, draft),
        own_words=_own_words(written),
        log_head=head_of(remiss.id, ids, created),
    )


def _counted(
    submissions: Sequence[Submission], found: dict[int, list[ReadViewpoint]], programme: dict[str, str]
) -> dict[int, tuple[ViewpointFacts, ...]]:
    authors = authors_of(found)
    return {
        s.reply_id: viewpoints_of(found.get(s.reply_id, []), s.version.text, programme, authors) for s in submissions
    }


def _own_words(written: Sequence[WrittenWords]) -> tuple[OwnWords, ...]:
    return tuple(
        OwnWords(row.key, row.text, row.author.name, row.written_at) for row in written if row.text is not None
    )


def _new_versions(remiss: Remiss, submissions: Sequence[Submission]) -> tuple[NewVersion, ...]:
    later = [(one.number, one.issued_at) for one in remiss.issued[1:] if one.issued_at]
    return tuple(
        NewVersion(number, local_date(at), sum(row.submitted_at < at for row in submissions)) for number, at in later
    )


def _interruption(at: datetime | None, reason: str | None) -> Interruption | None:
    return Interruption(local_date(at), reason) if at and reason else None


def _with_parts(statuses: Sequence[PublicStatus], day: date) -> list[PublicStatus]:
    """Name with a body those whose answers are parts of its own: *Stockholms Stadshus AB (Sisab)* (DOMAIN §3)."""
    parts = parts_in([status.reply_id for status in statuses if status.reply_id and status.answered], day)
    return [
        replace(status, body=f"{status.body} ({listed(parts[status.reply_id])})")
        if status.reply_id in parts and status.answered
        else status
        for status in statuses
    ]


def _proposals(decisions: dict[int, list[BoardDecision]]) -> dict[int, CanonicalText]:
    """Return by decision the office's text where the nämnd decided its own: it was sent as what had been proposed."""
    about = {row.id: row.version_id for rows in decisions.values() for row in rows if row.own_version_id}
    if not about:
        return {}
    query = sa.select(StatementVersion).where(
        StatementVersion.id.in_(about.values()), StatementVersion.of_board.is_(False)
    )
    texts = {version.id: version.text for version in db.session.scalars(query)}
    return {number: texts[version_id] for number, version_id in about.items() if version_id in texts}


def _with_what_followed(
    replies: tuple[ReplyFacts, ...], answers: Sequence[Completion], dates: dict[int, date]
) -> tuple[ReplyFacts, ...]:
    """Add to each reply the day on its paper, what it replaced and what was asked about it afterwards."""
    earlier, added = _replaced([reply.id for reply in replies]), _completions(answers)
    return tuple(
        replace(
            reply,
            dated_on=dates.get(reply.id),
            replaced=earlier.get(reply.id, ()),
            completions=tuple(added[reply.id]),
        )
        for reply in replies
    )


def _dates(submissions: Sequence[Submission]) -> dict[int, date]:
    """Return the day that stands on each released paper; of one that came as a file only where somebody has read it."""
    versions = {row.version_id: row.reply_id for row in submissions}
    signed = sa.select(SignedPaper.version_id, SignedPaper.signed_on).where(SignedPaper.version_id.in_(versions))
    on_paper = {versions[version_id]: day for version_id, day in db.session.execute(signed)}
    written = {
        row.reply_id: local_date(row.version.created_at)
        for row in submissions
        if not (row.reply.handled_outside or row.version.of_board)
    }
    return {**written, **on_paper}


def _completions(rows: Sequence[Completion]) -> dict[int, list[CompletionFacts]]:
    found: dict[int, list[CompletionFacts]] = defaultdict(list)
    for row in rows:
        if row.answered_at and row.answer:
            asked_on, answered_on = local_date(row.asked_at), local_date(row.answered_at)
            found[row.reply_id].append(
                CompletionFacts(asked_on, row.question, answered_on, row.answer, row.viewpoint_id)
            )
    return found


def _replaced(reply_ids: Sequence[int]) -> dict[int, tuple[Interruption, ...]]:
    found: dict[int, tuple[Interruption, ...]] = {}
    for row in db.session.scalars(replaced(reply_ids)):
        if step := _interruption(row.replaced_at, row.replaced_reason):
            found[row.reply_id] = (*found.get(row.reply_id, ()), step)
    return found


def _questions(remiss_id: int, statuses: Sequence[PublicStatus]) -> tuple[QuestionFacts, ...]:
    invited = [status for status in statuses if status.invited]
    return tuple(
        QuestionFacts(row.text, row.mandatory, len(asked), asked if len(asked) < len(invited) else ())
        for row in questions_of(remiss_id)
        for asked in [tuple(status.body for status in invited if row.goes_to(status.organisation_id))]
    )


def _with_text(remiss_id: int) -> sa.Select[Submission]:
    return released(remiss_id).options(  # selectinload would ask once for every 500 replies
        orm.joinedload(Submission.version), orm.joinedload(Submission.reply).subqueryload(Reply.consultees)
    )


def _decisions(reply_ids: Sequence[int]) -> dict[int, list[BoardDecision]]:
    query = sent_decisions(reply_ids)
    found: dict[int, list[BoardDecision]] = defaultdict(list)
    for decision in db.session.scalars(query.options(orm.subqueryload(BoardDecision.minorities))):
        found[decision.reply_id].append(decision)
    return found


def _decided_alone(submissions: Sequence[Submission]) -> dict[int, SoleDecision]:
    reply_ids = [row.reply_id for row in submissions if row.reply.basis in ALONE]
    return {row.reply_id: row for row in db.session.scalars(sent_sole_decisions(reply_ids))} if reply_ids else {}


def _body(status: PublicStatus) -> BodyFacts:
    return BodyFacts(
        name=status.body,
        kind=status.kind.label,
        invited=status.invited,
        status=f"{status.words}. {status.inclusion.label}" if status.inclusion and status.left_out else status.words,
        answered=status.answered and not status.left_out,
        preliminary=status.preliminary,
        declined=status.declined,
        silent=status.silent,
        outside=status.outside,
        withdrawn=status.withdrawn,
        declined_reason=status.declined_reason if status.declined else None,
        late=status.late,
        early_on=status.early_on,
        reply_id=status.reply_id if status.answered and not status.left_out else None,
        after_close=_judgement(status),
        extended_to=status.due_on if status.extended else None,
    )


def _judgement(status: PublicStatus) -> LateJudgement | None:
    if status.inclusion is None or not status.answered:
        return None
    return LateJudgement(status.inclusion is Inclusion.INCLUDED, status.inclusion_reason, status.inclusion.label)


def _replies(
    statuses: Sequence[PublicStatus],
    submissions: dict[int, Submission],
    viewpoints: dict[int, tuple[ViewpointFacts, ...]],
    decisions: dict[int, list[BoardDecision]],
    alone: dict[int, SoleDecision],
) -> tuple[ReplyFacts, ...]:
    """Return the replies numbered in the order of their first body in every list; those that do not count come last."""
    proposals = _proposals(decisions)
    bodies: dict[int, list[PublicStatus]] = defaultdict(list)
    for status in statuses:
        if status.reply_id in submissions:
            bodies[status.reply_id].append(status)
    return tuple(
        _reply(
            number,
            submissions[reply_id],
            owners,
            viewpoints[reply_id],
            decisions.get(reply_id, []),
            alone.get(reply_id),
            proposals,
        )
        for number, (reply_id, owners) in enumerate(sorted(bodies.items(), key=_is_left_out), start=1)
    )


def _is_left_out(row: tuple[int, list[PublicStatus]]) -> bool:
    return row[1][0].left_out


def _reply(
    number: int,
    submission: Submission,
    owners: list[PublicStatus],
    viewpoints: tuple[ViewpointFacts, ...],
    decisions: list[BoardDecision],
    alone: SoleDecision | None,
    proposals: dict[int, CanonicalText],
) -> ReplyFacts:
    reply, version = submission.reply, submission.version
    names = {owner.organisation_id: owner.body for owner in owners}
    newest = {d.organisation_id: d for d in decisions} if reply.basis is Basis.BOARD else {}
    council = all(owner.kind is OrganisationKind.COUNCIL for owner in owners)
    office_only, preliminary = reply.basis is Basis.OFFICE and not council, reply.basis is Basis.PRELIMINARY
    company = all(owner.kind is OrganisationKind.COMPANY for owner in owners)
    return ReplyFacts(
        id=reply.id,
        number=number,
        bodies=tuple(names.values()),
        author=_authors(owners, newest, reply.basis, version.id),
        decision_known=office_only or preliminary or alone is not None or _is_known(owners, newest),
        basis=named(reply.basis.label, council=council),
        office_only=office_only,
        preliminary=preliminary,
        decision_expected_on=reply.decision_expected_on if preliminary else None,
        title=version.title,
        diary_number=reply.numbers(names),
        submitted_on=local_date(submission.submitted_at),
        late=submission.late,
        version=version.number,
        sha256=submission.sha256,
        text=version.text,
        decisions=tuple(_decision(d, names[d.organisation_id], version.id, company=company) for d in decisions),
        viewpoints=viewpoints,
        alone=_alone(alone) if alone else None,
        proposed=next((proposals[row.id] for row in newest.values() if row.id in proposals), None),
        offices=tuple(dict.fromkeys(owner.office or owner.body for owner in owners)),
        company=company,
    )


def _alone(row: SoleDecision) -> SoleFacts:
    return SoleFacts(row.basis.label, row.decided_on, row.decided_by, row.authority, row.urgency)


def _authors(owners: list[PublicStatus], newest: dict[int, BoardDecision], basis: Basis, version_id: int) -> str:
    """Return whom the words of a reply belong to; of a förhandssvar the offices, marked wherever they are named."""
    by_office = basis in {Basis.OFFICE, Basis.PRELIMINARY}
    rows = {owner.organisation_id: newest.get(owner.organisation_id) for owner in owners}
    authors = [_author(owner, rows[owner.organisation_id], version_id, office_only=by_office) for owner in owners]
    found = _listed([owner.body for owner in owners] if basis in ALONE else authors)
    return f"{found} ({PRELIMINARY_MARK})" if basis is Basis.PRELIMINARY else found


def _author(owner: PublicStatus, decision: BoardDecision | None, version_id: int, *, office_only: bool) -> str:
    """Return whom the words belong to: the body when it decided them, otherwise its office (DOMAIN §2).

    Asked per body: in a joint reply one nämnd may have decided otherwise than the rest.
    """
    if owner.kind is OrganisationKind.COUNCIL:
        return owner.body
    own = decision is not None and decision.own_version_id == version_id
    decided = own or (decision is not None and decision.outcome is Outcome.AS_PROPOSED)
    if not office_only and (decided or (decision is None and owner.kind in OWN_WORDS)):
        return owner.body
    return owner.office or owner.body


def _listed(names: list[str]) -> str:
    return listed(list(dict.fromkeys(names)))


def _is_known(owners: list[PublicStatus], newest: dict[int, BoardDecision]) -> bool:
    return all(owner.kind in OWN_WORDS or owner.organisation_id in newest for owner in owners)


def _decision(decision: BoardDecision, body: str, version_id: int, *, company: bool) -> DecisionFacts:
    return DecisionFacts(
        body=body,
        decided_on=decision.decided_on,
        paragraph=decision.paragraph,
        outcome=spoken(decision.outcome.label, company=company),
        departs=decision.outcome.departs,
        text=decision.text,
        has_minutes=decision.minutes_id is not None,
        minorities=tuple(MinorityFacts(m.kind.label, m.parties, m.text) for m in decision.minorities),
        own_text=decision.own_version_id == version_id,
    )


def _newest(
    remiss: Remiss,
    submissions: Sequence[Submission],
    viewpoints: dict[int, list[ReadViewpoint]],
    decisions: dict[int, list[BoardDecision]],
    later: Sequence[datetime | None],
) -> datetime:
    """Return the newest change among the facts: same data, same bytes, whenever the document is made."""
    moments = [remiss.sent_at, remiss.closed_at, remiss.withdrawn_at, remiss.reopened_at, *later]
    moments += [submission.submitted_at for submission in submissions]
    moments += [version.issued_at for version in remiss.issued]
    moments += [decision.recorded_at for found in decisions.values() for decision in found]
    moments += [submission.reply.inclusion_at for submission in submissions]
    moments += [one.row.removed_at for found in viewpoints.values() for one in found]
    absent = sa.or_(Reply.declined_reason.is_not(None), Reply.state == ReplyState.OUTSIDE)
    since = sa.select(sa.func.max(Reply.state_since)).join(Consultee, Consultee.reply_id == Reply.id)
    moments.append(db.session.scalar(since.where(Reply.remiss_id == remiss.id, absent)))
    return max(moment for moment in moments if moment is not None)
