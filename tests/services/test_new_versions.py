"""A new version of the draft while the remiss runs: what it follows, who is told, what stays bound to which version."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from remiss.domain.mail_kinds import MailKind
from remiss.domain.parsed import Programme, ProgrammeSection
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, NotVisible, WrongState
from remiss.extensions import db
from remiss.models.mail import OutboxMail, Reminder, ReminderState
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.models.viewpoints import Viewpoint
from remiss.queries.compilation import compilation_facts
from remiss.queries.mail_log import mail_log
from remiss.queries.matter_decisions import files_of
from remiss.queries.matter_viewpoints import material
from remiss.queries.programme_changes import answered_version, issued_changes, prepared_changes, unplaced
from remiss.queries.wall import readable_attachment
from remiss.services import new_versions, remisser, viewpoints
from tests.support.world import DUE, START, World, reply_in, reply_of, sent_remiss, some_attachment

LATER = START + timedelta(days=2)
LETTER = "Avsnitt 2 är omskrivet. Svara på det."
SECTIONS = (
    ProgrammeSection("1", "Inledning", 1, ("Programmet gäller alla gångvägar.",)),
    ProgrammeSection("2", "Dialog", 1, ("Boende tillfrågas.",)),
    ProgrammeSection("3", "Belysning", 1, ("Mörka stråk ska lysas upp och skyltas.",)),
)
"""Of the world's draft: the first as it was, the second moved and changed, *2.1 Ansvar* gone, one new."""


def remiss_of(remiss_id: int) -> Remiss:
    return db.session.get_one(Remiss, remiss_id)


def prepare(world: World, remiss_id: int, who: str = "ks.samordnare", name: str = "ny.docx") -> None:
    with writing():
        actor = world.actor(who)
        new_versions.prepare_version(
            actor, remiss_of(remiss_id), Programme("Program", SECTIONS), some_attachment(actor, name), LATER
        )


def issue(world: World, remiss_id: int, due: date | None = None, letter: str = LETTER) -> None:
    with writing():
        remiss = remiss_of(remiss_id)
        new_versions.issue_version(world.actor("ks.samordnare"), remiss, letter, due, remiss.version, LATER)


def told(kind: MailKind) -> set[str]:
    people = sa.select(User.email).join(OutboxMail, OutboxMail.recipient_id == User.id)
    return {email.split("@")[0] for email in db.session.scalars(people.where(OutboxMail.kind == kind))}


def place(world: World, who: str, reply_id: int, section: str, words: str = "Belysningen bör byggas ut.") -> int:
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        found = viewpoints.mark_viewpoint(world.actor(who), reply, words, START)
        viewpoints.place_viewpoint(world.actor(who), found, section, START)
        return found.id


def test_bodies_see_nothing_until_it_is_sent_and_then_every_version_that_went_out(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply = reply_of(remiss_id, world.farsta)
    officer = world.actor("farsta.registrator")
    prepare(world, remiss_id, name="forkastad.docx")
    dropped = remiss_of(remiss_id).proposed
    assert dropped is not None
    dropped_file = dropped.attachment_id
    prepare(world, remiss_id)
    remiss = remiss_of(remiss_id)
    first, second = (version.attachment_id for version in remiss.programmes)
    assert [version.number for version in remiss.programmes] == [1, 2]
    assert material(remiss).attachment_id == first
    assert issued_changes(remiss) == ()
    assert [file.attachment_id for file in files_of(reply)] == [first]
    with pytest.raises(NotVisible):
        readable_attachment(officer, second)
    issue(world, remiss_id)
    assert material(remiss_of(remiss_id)).attachment_id == second
    assert {file.attachment_id for file in files_of(reply_of(remiss_id, world.farsta))} == {first, second}
    assert readable_attachment(officer, first)
    assert readable_attachment(officer, second)
    with pytest.raises(NotVisible):
        readable_attachment(officer, dropped_file)


def test_sections_keep_their_ids_and_what_is_said_about_a_removed_one_is_listed(world: World) -> None:
    remiss_id = sent_remiss(world)
    draft = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    came_in = reply_in(world, remiss_id, world.social, ReplyState.SUBMITTED)
    secret = place(world, "farsta.handlaggare", draft, "a003")
    public = place(world, "ks.samordnare", came_in, "a003")
    moved = place(world, "farsta.handlaggare", draft, "a002", "Förvaltningen ser positivt på programmet.")
    prepare(world, remiss_id)
    remiss = remiss_of(remiss_id)
    changes = prepared_changes(remiss)
    assert changes is not None
    assert [(one.kind.value, one.stable_id) for one in changes.sections] == [
        ("oforandrat", "a001"), ("nytt", "a004"), ("andrat", "a002"), ("borttaget", "a003"),
    ]  # fmt: skip
    listed = unplaced(remiss, changes)
    assert [one.section for one in listed] == ["2.1 Ansvar"]
    assert [who for who, _ in listed[0].viewpoints] == ["Socialnämnden"], "a draft's viewpoints are the body's own"
    issue(world, remiss_id)
    kept = {one: db.session.get_one(Viewpoint, one).programme_section for one in (secret, public, moved)}
    assert kept == {secret: "a003", public: "a003", moved: "a002"}
    papers = material(remiss_of(remiss_id))
    assert [one.stable_id for one in papers.sections] == ["a001", "a004", "a002"]
    assert [one.name for one in papers.gone] == ["2.1 Ansvar"]
    with writing():
        viewpoints.place_viewpoint(
            world.actor("farsta.handlaggare"), db.session.get_one(Viewpoint, moved), "a003", LATER
        )


def test_everybody_asked_is_told_and_only_those_waited_for_are_reminded_of_the_new_day(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    answered = reply_in(world, remiss_id, world.social, ReplyState.SUBMITTED)
    prepare(world, remiss_id)
    later = DUE + timedelta(days=30)
    issue(world, remiss_id, later)
    assert told(MailKind.NEW_VERSION) == {"farsta.registrator", "social.registrator"}
    planned = db.session.scalars(sa.select(Reminder).where(Reminder.state == ReminderState.PLANNED)).all()
    assert {row.due_on for row in planned} == {later}
    assert answered not in {row.consultee.reply_id for row in planned}
    assert db.session.get_one(Reply, answered).state is ReplyState.SUBMITTED


def test_whoever_works_with_the_matter_is_told_too_and_its_sender_does_not_see_whom(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.HEAD_REVIEW)
    reply_in(world, remiss_id, world.social, ReplyState.SUBMITTED)
    prepare(world, remiss_id)
    issue(world, remiss_id)
    assert told(MailKind.NEW_VERSION_INSIDE) == {"farsta.handlaggare", "farsta.avdelningschef"}
    told_at_sender = [line for line in mail_log(remiss_id, DUE) if line.words == MailKind.NEW_VERSION.label]
    assert len(told_at_sender) == 2
    assert all(len(line.recipients) == 1 for line in told_at_sender), "the registrar of each body"


def test_a_reply_stays_bound_to_the_version_it_answered(world: World) -> None:
    remiss_id = sent_remiss(world)
    before = reply_in(world, remiss_id, world.social, ReplyState.SUBMITTED)
    submitted = db.session.get_one(Reply, before).submitted_at
    assert answered_version(remiss_of(remiss_id), submitted) is None, "there is but one"
    prepare(world, remiss_id)
    issue(world, remiss_id)
    remiss = remiss_of(remiss_id)
    assert answered_version(remiss, submitted) == 1
    assert answered_version(remiss, LATER) == 2
    (version,) = compilation_facts(remiss).new_versions
    assert (version.number, version.on, version.earlier_replies) == (2, LATER.date(), 1)


def test_what_cannot_be_sent_is_refused(world: World) -> None:
    remiss_id = sent_remiss(world)
    with pytest.raises(WrongState):
        issue(world, remiss_id)
    db.session.rollback()
    with pytest.raises(Forbidden):
        prepare(world, remiss_id, "farsta.registrator")
    db.session.rollback()
    prepare(world, remiss_id)
    for due, letter in ((START.date(), LETTER), (None, "  ")):
        with pytest.raises(InvalidInput):
            issue(world, remiss_id, due, letter)
        db.session.rollback()
    with writing():
        remiss = remiss_of(remiss_id)
        new_versions.drop_version(world.actor("ks.samordnare"), remiss, remiss.version, LATER)
    assert remiss_of(remiss_id).proposed is None
    with writing():
        remiss = remiss_of(remiss_id)
        remisser.close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, LATER)
    with pytest.raises(WrongState):
        prepare(world, remiss_id)
