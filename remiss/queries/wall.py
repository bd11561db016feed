"""The wall (TF 2 kap.; RÅ 1994 ref. 97): what a person may load at all. What is not visible does not exist.

Inside a body everything of its own replies is visible. To everybody else a reply's text exists only as a submission:
``released()`` is the one query that decides that, and every page, file and document about other bodies' words uses it.
What a body publishes before its meeting is released by ``published()``, and is never taken for a reply.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.domain.permissions import Permission, may
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import RemissState
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.compiling import CompilationOrder
from remiss.models.completions import Completion
from remiss.models.decisions import BoardDecision, Meeting, Publication, ReportDuty, SoleDecision, Submission
from remiss.models.distribution import DistributionList
from remiss.models.imports import ImportBatch
from remiss.models.intakes import Intake
from remiss.models.organisations import Organisation
from remiss.models.remisser import ProgrammeVersion, Remiss, RemissPaper
from remiss.models.replies import Consultee, Reply
from remiss.models.statements import StatementAttachment
from remiss.models.viewpoints import Viewpoint, ViewpointLabel


def released(remiss_id: int) -> sa.Select[Submission]:
    """Return THE query of what others may read of a remiss: the submitted version of each reply, and nothing else.

    A förhandssvar is such a version: sending it was the body's deliberate step (DOMAIN §3).
    """
    standing = sa.select(Submission).join(Reply).where(Reply.remiss_id == remiss_id, Submission.replaced_at.is_(None))
    return standing.order_by(Submission.id)


def published(remiss_id: int) -> sa.Select[Publication]:
    """Return THE query of what bodies have released with the papers of their meetings, before they decided.

    It is no reply: nothing that counts, compiles or compares replies reads it.
    """
    rows = sa.select(Publication).join(Reply, Reply.id == Publication.reply_id).where(Reply.remiss_id == remiss_id)
    return rows.order_by(Publication.id.desc())


def replaced(reply_ids: Collection[int]) -> sa.Select[Submission]:
    """Return the query of what was released and then replaced by its body, the oldest first: it stays readable."""
    kept = sa.select(Submission).where(Submission.reply_id.in_(reply_ids), Submission.replaced_at.is_not(None))
    return kept.order_by(Submission.id)


def sent_decisions(reply_ids: Collection[int], *, ever: bool = False) -> sa.Select[BoardDecision]:
    """Return the query of the decisions that went with replies: all when the body sent its matter from here.

    ``ever`` takes those in that went with a text that was replaced.

    With a reply that came as a file only those about the very text of the file: what was recorded here about a draft
    stays inside, and so does what was taken back before dispatch.
    """
    about_the_text = sa.or_(
        Reply.handled_outside.is_(False), BoardDecision.version_id == Submission.version_id,
        BoardDecision.own_version_id == Submission.version_id,
    )  # fmt: skip
    return (
        sa.select(BoardDecision)
        .join(Reply, Reply.id == BoardDecision.reply_id)
        .join(Submission, Submission.reply_id == Reply.id)
        .where(Reply.id.in_(reply_ids), about_the_text, BoardDecision.withdrawn_at.is_(None))
        .where(sa.or_(sa.literal(ever), Submission.replaced_at.is_(None)))
        .distinct()
        .order_by(BoardDecision.id)
    )


def sent_sole_decisions(reply_ids: Collection[int], *, ever: bool = False) -> sa.Select[SoleDecision]:
    """Return the query of what one person decided about exactly the text that was sent; ``ever`` as above."""
    return (
        sa.select(SoleDecision)
        .join(Submission, Submission.reply_id == SoleDecision.reply_id)
        .where(SoleDecision.reply_id.in_(reply_ids), SoleDecision.version_id == Submission.version_id)
        .where(sa.or_(sa.literal(ever), Submission.replaced_at.is_(None)))
        .order_by(SoleDecision.id)
    )


def sent_from(places: Collection[int]) -> sa.ColumnElement[bool]:
    """Return the condition of the remisser that ``places`` have sent here; not those registered by others."""
    return sa.and_(Remiss.sender_id.in_(places), Remiss.registered_by_id.is_(None))


def own_remiss(actor: Actor, remiss_id: int) -> Remiss:
    """Return a remiss that the actor's organisation has sent or is preparing. Raises NotVisible."""
    remiss = db.session.get(Remiss, remiss_id)
    if remiss is None or not may(actor, Permission.REMISS_VIEW, remiss.sending_side):
        raise NotVisible
    return remiss


def own_list(actor: Actor, list_id: int) -> DistributionList:
    """Return a distribution list of the actor's organisation. Raises NotVisible."""
    found = db.session.get(DistributionList, list_id)
    if found is None or not may(actor, Permission.LISTS_MANAGE, frozenset({found.sender_id})):
        raise NotVisible
    return found


def own_sender(actor: Actor, organisation_id: int) -> Organisation:
    """Return an external sender of the actor's own register. Raises NotVisible: its name may tell what came in."""
    sender = db.session.get(Organisation, organisation_id)
    owner = sender.registered_by_id if sender else None
    if sender is None or owner is None or not may(actor, Permission.MATTER_RECEIVE, frozenset({owner})):
        raise NotVisible
    return sender


def own_matter(actor: Actor, reply_id: int) -> Reply:
    """Return a reply of one of the actor's bodies. Raises NotVisible for everybody outside, KS and admins included."""
    reply = db.session.get(Reply, reply_id)
    if reply is None or not may(actor, Permission.MATTER_VIEW, reply.owners):
        raise NotVisible
    return reply


def released_reply(actor: Actor, reply_id: int) -> Submission:
    """Return the submitted version of a reply to the actor's organisation. Raises NotVisible before that."""
    reply = db.session.get(Reply, reply_id)
    if reply is None:
        raise NotVisible
    own_remiss(actor, reply.remiss_id)
    submission = db.session.scalars(released(reply.remiss_id).where(Submission.reply_id == reply_id)).first()
    if submission is None:
        raise NotVisible
    return submission


def published_papers(actor: Actor, remiss_id: int, reply_id: int) -> Sequence[Publication]:
    """Return what was published of a reply to the actor's organisation, the newest first. Raises NotVisible."""
    own_remiss(actor, remiss_id)
    rows = db.session.scalars(published(remiss_id).where(Publication.reply_id == reply_id)).all()
    if not rows:
        raise NotVisible
    return rows


def released_to_asker(actor: Actor, reply_id: int) -> Submission:
    """Return the submitted version of a reply to an underremiss, to whom it was sent from. Raises NotVisible before."""
    reply = db.session.get(Reply, reply_id)
    remiss = reply.remiss if reply else None
    if remiss is None or remiss.parent_id is None:
        raise NotVisible
    mine = (Consultee.remiss_id == remiss.parent_id, Consultee.organisation_id == remiss.sender_id)
    asking = db.session.scalar(sa.select(Consultee.reply_id).where(*mine))
    own_matter(actor, asking or 0)
    submission = db.session.scalars(released(remiss.id).where(Submission.reply_id == reply_id)).first()
    if submission is None:
        raise NotVisible
    return submission


def released_viewpoint(actor: Actor, viewpoint_id: int) -> Viewpoint:
    """Return a viewpoint of a reply that has come in to the actor's organisation. Raises NotVisible."""
    viewpoint = db.session.get(Viewpoint, viewpoint_id)
    if viewpoint is None:
        raise NotVisible
    released_reply(actor, viewpoint.reply_id)
    return viewpoint


def released_viewpoints(actor: Actor, remiss_id: int, viewpoint_ids: Collection[int]) -> list[Viewpoint]:
    """Return those of the viewpoints that belong to replies released in this remiss, with labels and answers, in order.

    Raises NotVisible when the remiss is not the actor's own.
    """
    own_remiss(actor, remiss_id)
    query = (
        sa.select(Viewpoint)
        .join(Submission, Submission.reply_id == Viewpoint.reply_id)
        .where(Viewpoint.id.in_(viewpoint_ids), Viewpoint.reply.has(Reply.remiss_id == remiss_id))
        .where(Submission.replaced_at.is_(None))
        .options(
            orm.selectinload(Viewpoint.labels).joinedload(ViewpointLabel.theme),
            orm.selectinload(Viewpoint.assessments),
            orm.joinedload(Viewpoint.reply),
        )
        .order_by(Viewpoint.reply_id, Viewpoint.position)
    )
    return list(db.session.scalars(query))


def own_meeting(actor: Actor, meeting_id: int) -> Meeting:
    """Return a meeting of one of the actor's bodies. Raises NotVisible: what is on its agenda is the body's own."""
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None or not may(actor, Permission.MATTER_VIEW, frozenset({meeting.organisation_id})):
        raise NotVisible
    return meeting


def own_duty(actor: Actor, duty_id: int) -> ReportDuty:
    """Return what one of the actor's bodies is to report at a meeting. Raises NotVisible."""
    duty = db.session.get(ReportDuty, duty_id)
    if duty is None or not may(actor, Permission.MATTER_VIEW, frozenset({duty.decision.organisation_id})):
        raise NotVisible
    return duty


def own_viewpoint(actor: Actor, reply_id: int, viewpoint_id: int) -> Viewpoint:
    """Return a viewpoint of the actor's own matter. Raises NotVisible."""
    own_matter(actor, reply_id)
    viewpoint = db.session.get(Viewpoint, viewpoint_id)
    if viewpoint is None or viewpoint.reply_id != reply_id:
        raise NotVisible
    return viewpoint


def own_intake(actor: Actor, intake_id: int) -> Intake:
    """Return a file being taken in by the actor's organisation. Raises NotVisible."""
    intake = db.session.get(Intake, intake_id)
    if intake is None:
        raise NotVisible
    as_sender = intake.owner_id in intake.remiss.sending_side
    permission = Permission.INCOMING_REGISTER if as_sender else Permission.MATTER_VIEW
    if not may(actor, permission, frozenset({intake.owner_id})):
        raise NotVisible
    return intake


def own_batch(actor: Actor, remiss_id: int, batch_id: int) -> ImportBatch:
    """Return files that the actor's organisation has taken in together for a remiss of its own. Raises NotVisible."""
    batch = db.session.get(ImportBatch, batch_id)
    if batch is None or batch.remiss_id != remiss_id:
        raise NotVisible
    if not may(actor, Permission.INCOMING_REGISTER, frozenset({batch.owner_id})):
        raise NotVisible
    return batch


def own_order(actor: Actor, remiss_id: int, order_id: int) -> CompilationOrder:
    """Return a file that was ordered of a remiss of the actor's organisation. Raises NotVisible."""
    own_remiss(actor, remiss_id)
    order = db.session.get(CompilationOrder, order_id)
    if order is None or order.remiss_id != remiss_id:
        raise NotVisible
    return order


def remitted(actor: Actor, remiss_id: int) -> Remiss:
    """Return a remiss to its sender, or, once it is sent, to anybody it was sent to. Raises NotVisible."""
    remiss = db.session.get(Remiss, remiss_id)
    if remiss is None:
        raise NotVisible
    if may(actor, Permission.REMISS_VIEW, remiss.sending_side):
        return remiss
    asked = sa.select(Consultee.organisation_id).where(Consultee.remiss_id == remiss_id)
    owners = frozenset(db.session.scalars(asked))
    if remiss.state is RemissState.DRAFT or not may(actor, Permission.MATTER_VIEW, owners):
        raise NotVisible
    return remiss


def readable_attachment(actor: Actor, attachment_id: int) -> Attachment:
    """Return a file the actor may read: the remitted draft, own papers, or papers of a submitted reply.

    Of the remitted draft outsiders read every version that went out; the others are drafts of the sender.
    """
    attachment = db.session.get(Attachment, attachment_id)
    if attachment is None or not any(_grounds(actor, attachment_id)):
        raise NotVisible
    return attachment


def _grounds(actor: Actor, attachment_id: int) -> list[bool]:
    papers_of = sa.select(RemissPaper.remiss_id).where(RemissPaper.attachment_id == attachment_id)
    came_with = db.session.scalars(papers_of).all()
    drafts = sa.select(ProgrammeVersion).where(ProgrammeVersion.attachment_id == attachment_id)
    programmes = db.session.scalars(drafts).all()
    sent = [version.remiss_id for version in programmes if version.issued_at is not None]
    taken_in = sa.or_(Intake.attachment_id == attachment_id, Intake.minutes_id == attachment_id)
    intakes = sa.select(Intake.id).where(taken_in)
    is_minutes = BoardDecision.minutes_id == attachment_id
    own_texts = sa.select(BoardDecision.reply_id).where(BoardDecision.own_file_id == attachment_id)
    minutes = db.session.scalars(sa.select(BoardDecision.reply_id).where(is_minutes)).all()
    sent_minutes = db.session.scalars(sent_decisions(minutes, ever=True).where(is_minutes))
    is_paper = SoleDecision.paper_id == attachment_id
    alone = db.session.scalars(sa.select(SoleDecision.reply_id).where(is_paper)).all()
    sent_alone = [row.reply_id for row in db.session.scalars(sent_sole_decisions(alone, ever=True).where(is_paper))]
    originals = sa.select(Submission.reply_id).where(Submission.original_id == attachment_id)
    annex = sa.select(StatementAttachment).where(StatementAttachment.attachment_id == attachment_id)
    annexes = db.session.scalars(annex).all()
    kept = [row.reply_id for row in annexes if row.removed_at is None]
    added = sa.select(Completion.reply_id).where(Completion.attachment_id == attachment_id)
    papers = [*db.session.scalars(originals), *db.session.scalars(added)]
    released_with = [*(d.reply_id for d in sent_minutes), *sent_alone, *papers, *kept]
    meetings = db.session.scalars(sa.select(Meeting.id).where(Meeting.minutes_id == attachment_id)).all()
    return [
        *(_visible(own_meeting, actor, number) for number in meetings),
        *(_visible(own_remiss, actor, version.remiss_id) for version in programmes),
        *(_visible(remitted, actor, number) for number in (*sent, *came_with)),
        *(_visible(own_intake, actor, number) for number in db.session.scalars(intakes)),
        *(
            _visible(own_matter, actor, number)
            for number in (
                *minutes,
                *alone,
                *papers,
                *db.session.scalars(own_texts),
                *(row.reply_id for row in annexes),
            )
        ),
        *(_visible(load, actor, number) for load in (released_reply, released_to_asker) for number in released_with),
    ]


def _visible(load: Callable[[Actor, int], object], actor: Actor, number: int) -> bool:
    try:
        load(actor, number)
    except NotVisible:
        return False
    return True
