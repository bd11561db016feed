"""A compilation is fixed when everything is settled, shows what was fixed, and is locked until it is opened again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from remiss.domain.compilation_changes import changes_between
from remiss.domain.mail_kinds import MailKind
from remiss.domain.own_words import OFFICE_VIEW
from remiss.domain.stance import Confidence, Stance
from remiss.domain.statement import SectionKey
from remiss.domain.viewpoints import SuggestedViewpoint
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, StaleForm, WrongState
from remiss.extensions import db
from remiss.models.established import EstablishedCompilation
from remiss.models.mail import MailState, OutboxMail
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.models.viewpoints import AssessmentAction, Viewpoint
from remiss.queries.assessments import newest_group_answer
from remiss.queries.compilation import compilation_facts
from remiss.queries.established import BrokenCompilation, compiled_facts, established_facts
from remiss.services.assessments import assess, assess_all, undo_group_answer
from remiss.services.establishing import establish_compilation, reopen_compilation
from remiss.services.own_words import write_own_words
from remiss.services.viewpoints import (
    add_suggestions,
    classify,
    confirm_suggestions,
    mark_viewpoint,
    place_viewpoint,
    remove_viewpoint,
)
from tests.support.world import START, World, reply_in, sent_remiss

WORDS = "Belysningen bör byggas ut."
LATER = START + timedelta(days=30)
APPROVER = "Maj Lind, stadsdirektör"


def ready(world: World, *, confirmed: bool = True) -> int:
    """A closed remiss with one reply and one request in it, without an answer."""
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        asked = SuggestedViewpoint(
            SectionKey.VIEWPOINTS, WORDS, Stance.PROPOSES_CHANGE, Confidence.SURE, ("belysning",), ()
        )
        rows = add_suggestions(reply, [asked], reply.remiss.themes, "prov-1", START)
        if confirmed:
            confirm_suggestions(world.actor("ks.samordnare"), rows, START)
    reply_in(world, remiss_id, world.social, ReplyState.NOT_RECEIVED)
    return remiss_id


def remiss_of(remiss_id: int) -> Remiss:
    db.session.expire_all()
    return db.session.get_one(Remiss, remiss_id)


def establish(world: World, remiss_id: int, reason: str = "Utreds vidare.", who: str = "ks.samordnare") -> int:
    with writing():
        remiss = remiss_of(remiss_id)
        return establish_compilation(world.actor(who), remiss, APPROVER, reason, remiss.version, LATER).number


def test_what_is_not_settled_stops_it(world: World) -> None:
    remiss_id = sent_remiss(world)
    with pytest.raises(InvalidInput, match="Svarstiden är inte avslutad"):
        establish(world, remiss_id)


def test_every_label_needs_a_person_and_every_request_an_answer_or_a_reason(world: World) -> None:
    remiss_id = ready(world, confirmed=False)
    with pytest.raises(InvalidInput, match="bekräftar"):
        establish(world, remiss_id)
    with writing():
        confirm_suggestions(world.actor("ks.samordnare"), db.session.scalars(db.select(Viewpoint)).all(), START)
    with pytest.raises(InvalidInput, match="lämnas utan svar"):
        establish(world, remiss_id, " ")
    with pytest.raises(Forbidden):
        establish(world, remiss_id, who="ks.registrator")
    with pytest.raises(InvalidInput, match="godkänt"), writing():
        establish_compilation(world.actor("ks.samordnare"), remiss_of(remiss_id), " ", "Skäl.", None, LATER)
    with pytest.raises(StaleForm), writing():
        establish_compilation(world.actor("ks.samordnare"), remiss_of(remiss_id), APPROVER, "Skäl.", 1, LATER)
    assert establish(world, remiss_id) == 1
    fixed = compiled_facts(remiss_of(remiss_id)).established
    assert [(one.code, one.reason) for one in fixed.open_points] == [("1.1", "Utreds vidare.")]
    with pytest.raises(WrongState, match="redan fastställd"):
        establish(world, remiss_id)


def told_of_answers() -> list[tuple[str, int, str]]:
    query = db.select(OutboxMail).where(OutboxMail.kind == MailKind.VIEWPOINTS_ANSWERED).order_by(OutboxMail.id)
    return [(one.recipient.name, one.context["number"], one.state) for one in db.session.scalars(query)]


def test_the_bodies_are_told_once_and_again_only_of_other_answers(world: World) -> None:
    remiss_id = ready(world)
    with writing():
        registrar = db.session.get_one(User, world.users["farsta.registrator"])
        registrar.page_only = [MailKind.VIEWPOINTS_ANSWERED]
    actor = world.actor("ks.samordnare")
    establish(world, remiss_id)
    names = [db.session.get_one(User, world.users[f"farsta.{who}"]).name for who in ("registrator", "handlaggare")]
    first = [(names[0], 1, MailState.PAGE_ONLY), (names[1], 1, MailState.QUEUED)]
    assert told_of_answers() == first
    with writing():
        reopen_compilation(actor, remiss_of(remiss_id), "En rubrik.", remiss_of(remiss_id).version, LATER)
    assert establish(world, remiss_id) == 2
    assert told_of_answers() == first
    with writing():
        reopen_compilation(actor, remiss_of(remiss_id), "Ett svar.", remiss_of(remiss_id).version, LATER)
        assess(actor, db.session.scalars(db.select(Viewpoint)).one(), AssessmentAction.NOTED, "", None, LATER)
    establish(world, remiss_id)
    assert [number for _, number, _ in told_of_answers()] == [1, 1, 3, 3]
    assert not MailKind.VIEWPOINTS_ANSWERED.known_to_sender  # who works with a matter is inside the body


def test_a_fixed_one_shows_what_was_fixed_and_nothing_under_it_changes(world: World) -> None:
    remiss_id = ready(world)
    before = compilation_facts(remiss_of(remiss_id))
    establish(world, remiss_id)
    actor, row = world.actor("ks.samordnare"), db.session.scalars(db.select(Viewpoint)).one()
    locked = (
        lambda: classify(actor, row, Stance.OBJECTS, [], LATER),
        lambda: place_viewpoint(actor, row, "a002", LATER),
        lambda: remove_viewpoint(actor, row, LATER),
        lambda: mark_viewpoint(actor, row.reply, "Vi är positiva.", LATER),
        lambda: assess(actor, row, AssessmentAction.NOTED, "", None, LATER),
        lambda: undo_group_answer(actor, remiss_of(remiss_id), 1, LATER),
        lambda: write_own_words(actor, remiss_of(remiss_id), OFFICE_VIEW, "Ord.", 0, LATER),
    )
    for attempt in locked:
        with pytest.raises(WrongState, match="fastställd"), writing():
            attempt()
    shown = compiled_facts(remiss_of(remiss_id))
    assert shown.established.approver == APPROVER
    assert not shown.preliminary()
    assert (shown.replies, shown.bodies, shown.created) == (before.replies, before.bodies, before.created)


def test_opened_with_a_reason_and_fixed_again_tells_what_changed(world: World) -> None:
    remiss_id, actor = ready(world), world.actor("ks.samordnare")
    establish(world, remiss_id)
    with pytest.raises(InvalidInput), writing():
        reopen_compilation(actor, remiss_of(remiss_id), " ", None, LATER)
    with writing():
        reopen_compilation(actor, remiss_of(remiss_id), "En bedömning var fel.", None, LATER)
    assert compiled_facts(remiss_of(remiss_id)).established is None
    with pytest.raises(WrongState), writing():
        reopen_compilation(actor, remiss_of(remiss_id), "En gång till.", None, LATER)
    with writing():
        row = db.session.scalars(db.select(Viewpoint)).one()
        assess(actor, row, AssessmentAction.ACCEPTED, "Vi skriver in det.", "a002", LATER)
    with writing():
        write_own_words(actor, remiss_of(remiss_id), OFFICE_VIEW, "Vi håller med.", 0, LATER)
    assert establish(world, remiss_id, "") == 2
    first, second = (established_facts(one) for one in remiss_of(remiss_id).compilations)
    told = {change.about: (change.before, change.after) for change in changes_between(first, second)}
    assert told == {
        "Synpunkt 1.1 från Farsta stadsdelsnämnd, bedömning": (
            "Inget svar", "Beaktas. Vi skriver in det. Ändrar 2 Belysning.",
        ),
        "Egna ord: Kontorets bedömning": ("", "Vi håller med."),
    }  # fmt: skip
    assert changes_between(second, second) == ()


def test_one_changed_letter_in_the_database_is_found(world: World) -> None:
    remiss_id = ready(world)
    establish(world, remiss_id)
    with writing():
        row = db.session.scalars(db.select(EstablishedCompilation)).one()
        row.facts = row.facts.replace("Farsta", "Farste", 1)
    with pytest.raises(BrokenCompilation):
        compiled_facts(remiss_of(remiss_id))


def test_a_group_answer_is_found_and_taken_back(world: World) -> None:
    remiss_id, actor = ready(world), world.actor("ks.samordnare")
    assert newest_group_answer(remiss_id) is None
    with writing():
        first = db.session.scalars(db.select(Viewpoint)).one()
        more = mark_viewpoint(actor, first.reply, "Vi är positiva.", LATER)
        assess_all(actor, [first, more], AssessmentAction.NOTED, "", None, LATER)
    found = newest_group_answer(remiss_id)
    assert (found.count, found.action, found.answered_at) == (2, AssessmentAction.NOTED, LATER)
    with writing():
        assert undo_group_answer(actor, db.session.get_one(Remiss, remiss_id), found.assessment_id, LATER) == 2
    assert newest_group_answer(remiss_id) is None
