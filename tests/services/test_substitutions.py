"""Being away: the substitute has exactly the lent roles, for a while, in that body, and everything says for whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from remiss.clock import now, today
from remiss.domain.mail_kinds import MailKind
from remiss.domain.permissions import Permission, may
from remiss.domain.roles import MAY_STAND_IN, Actor, Role
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.domain.workflow.table import reply_row
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput
from remiss.extensions import db
from remiss.models.mail import OutboxMail
from remiss.models.operations import AuditEvent
from remiss.models.organisations import Organisation
from remiss.models.people import Membership, Substitution, User
from remiss.models.replies import Reply
from remiss.models.statements import Signature
from remiss.queries.matter_text import signatures
from remiss.services import registrations, statements
from remiss.services.audit import record
from remiss.services.outbox import officers_of, people_with
from remiss.services.steps import newest_version, owners_for
from remiss.services.substitutions import end_substitution, set_substitution
from tests.support.world import World, reply_in, sent_remiss, some_attachment


def away(
    world: World, absent: str, substitute: str, days: tuple[int, int] = (0, 7), by: str | None = None, place: int = 0
) -> int:
    """Let ``substitute`` act for ``absent`` and return the id of the substitution."""
    with writing():
        person = db.session.get_one(User, world.users[absent])
        other = db.session.get_one(User, world.users[substitute])
        body = db.session.get_one(Organisation, place or world.farsta)
        period = (today() + timedelta(days=days[0]), today() + timedelta(days=days[1]))
        return set_substitution(world.actor(by or absent), person, body, other, period, now()).id


def colleague(world: World, who: str, role: Role) -> None:
    """Give Farsta one more person."""
    with writing():
        user = User(name=who.title(), email=f"{who}@exempel.example", password_hash="-")
        user.memberships.append(Membership(organisation_id=world.farsta, role=role, valid_from=date(2000, 1, 1)))
        db.session.add(user)
        db.session.flush()
        world.users[who] = user.id


def text_to_sign(world: World, state: ReplyState = ReplyState.DIRECTOR_REVIEW) -> Reply:
    return db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, state))


def test_the_substitute_has_the_lent_role_and_no_more(world: World) -> None:
    before = world.actor("farsta.avdelningschef")
    away(world, "farsta.direktor", "farsta.avdelningschef")
    actor = world.actor("farsta.avdelningschef")
    assert actor.memberships - before.memberships == {(world.farsta, Role.DIRECTOR)}
    assert not may(actor, Permission.SIGN_AS_DIRECTOR, frozenset({world.social}))
    assert may(world.actor("farsta.direktor"), Permission.SIGN_AS_DIRECTOR, frozenset({world.farsta}))


@pytest.mark.parametrize(("days", "acts"), [((-3, -1), None), ((-3, 0), True), ((0, 0), True), ((1, 2), False)])
def test_both_days_are_included_in_stockholm(world: World, days, acts) -> None:
    if acts is None:
        with pytest.raises(InvalidInput):
            away(world, "farsta.direktor", "farsta.avdelningschef", days)
        return
    away(world, "farsta.direktor", "farsta.avdelningschef", days)
    actor = world.actor("farsta.avdelningschef")
    assert may(actor, Permission.SIGN_AS_DIRECTOR, frozenset({world.farsta})) is acts


def test_nothing_is_left_after_the_period(world: World) -> None:
    number = away(world, "farsta.direktor", "farsta.avdelningschef")
    with writing():
        row = db.session.get_one(Substitution, number)
        row.starts_on, row.ends_on = today() - timedelta(days=5), today() - timedelta(days=1)
    actor = world.actor("farsta.avdelningschef")
    assert actor.memberships == {(world.farsta, Role.HEAD)}
    assert not actor.standing_in
    people = people_with([world.farsta], [Role.DIRECTOR], today())
    assert [person.id for person in people] == [world.users["farsta.direktor"]]


def test_the_absent_person_ends_it_early(world: World) -> None:
    number = away(world, "farsta.direktor", "farsta.avdelningschef")
    with writing():
        end_substitution(world.actor("farsta.direktor"), db.session.get_one(Substitution, number), now())
    assert not world.actor("farsta.avdelningschef").standing_in
    events = [event.action for event in db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.number))]
    assert events[-2:] == ["ange_ersattare", "avsluta_ersattare"]


@pytest.mark.parametrize("who", ["farsta.avdelningschef", "farsta.registrator", "ks.samordnare", "social.direktor"])
def test_nobody_else_says_that_somebody_is_away(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        away(world, "farsta.direktor", "farsta.avdelningschef", by=who)
    number = away(world, "farsta.direktor", "farsta.avdelningschef", by="admin")
    with pytest.raises(Forbidden), writing():
        end_substitution(world.actor(who), db.session.get_one(Substitution, number), now())


@pytest.mark.parametrize(
    "absent", ["farsta.registrator", "farsta.handlaggare", "farsta.avdelningschef", "farsta.direktor"]
)
@pytest.mark.parametrize(
    "other", ["farsta.registrator", "farsta.handlaggare", "farsta.sekreterare", "social.direktor", "admin"]
)
def test_only_those_who_may_stand_in(world: World, absent: str, other: str) -> None:
    roles = {world.actor(who).memberships for who in (absent,)}
    [(_, needed)] = next(iter(roles))
    own = {role for place, role in world.actor(other).memberships if place == world.farsta}
    if absent != other and own & MAY_STAND_IN[needed]:
        away(world, absent, other)
    else:
        with pytest.raises(InvalidInput, match="ersättare i listan"):
            away(world, absent, other)


def test_it_lapses_when_somebody_leaves(world: World) -> None:
    away(world, "farsta.direktor", "farsta.avdelningschef")
    with writing():
        db.session.get_one(User, world.users["farsta.direktor"]).active = False
    assert not world.actor("farsta.avdelningschef").standing_in
    with writing():
        user = db.session.get_one(User, world.users["farsta.direktor"])
        user.active, user.memberships[0].valid_to = True, today() - timedelta(days=1)
    assert not world.actor("farsta.avdelningschef").standing_in


def test_a_role_is_not_lent_on(world: World) -> None:
    colleague(world, "farsta.chef2", Role.HEAD)
    away(world, "farsta.direktor", "farsta.avdelningschef")
    away(world, "farsta.avdelningschef", "farsta.chef2")
    assert world.actor("farsta.chef2").memberships == {(world.farsta, Role.HEAD)}


def test_an_administrators_role_is_never_lent(world: World) -> None:
    with pytest.raises(InvalidInput):
        away(world, "admin", "ks.registrator", place=world.ks)


def test_saying_it_again_replaces_what_was_said(world: World) -> None:
    colleague(world, "farsta.chef2", Role.HEAD)
    away(world, "farsta.direktor", "farsta.avdelningschef")
    away(world, "farsta.direktor", "farsta.chef2", (3, 9))
    assert not world.actor("farsta.avdelningschef").standing_in
    assert db.session.scalar(sa.select(sa.func.count(Substitution.id)).where(Substitution.ended_at.is_(None))) == 1


def test_the_signature_and_the_log_say_for_whom(world: World) -> None:
    reply = text_to_sign(world)
    away(world, "farsta.direktor", "farsta.avdelningschef")
    with writing():
        reply = db.session.get_one(Reply, reply.id)
        event = statements.sign(world.actor("farsta.avdelningschef"), reply, newest_version(reply).number, now())
    assert event.actor_name == "Farsta Avdelningschef för Farsta Direktor"
    assert event.actor_id == world.users["farsta.avdelningschef"]
    [as_head, as_director] = db.session.scalars(sa.select(Signature).order_by(Signature.id))
    assert (as_head.on_behalf_of, as_director.on_behalf_of) == (None, "Farsta Direktor")
    assert as_director.role is Role.DIRECTOR
    assert signatures(reply)[-1].title.endswith(", vid förfall för Farsta Direktor")


def test_what_one_may_do_anyway_is_done_in_ones_own_name(world: World) -> None:
    reply = text_to_sign(world, ReplyState.HEAD_REVIEW)
    away(world, "farsta.direktor", "farsta.avdelningschef")
    with writing():
        reply = db.session.get_one(Reply, reply.id)
        event = statements.sign(world.actor("farsta.avdelningschef"), reply, newest_version(reply).number, now())
    assert event.actor_name == "Farsta Avdelningschef"


def test_a_colleague_writes_for_the_officer_who_is_away(world: World) -> None:
    colleague(world, "farsta.kollega", Role.OFFICER)
    reply = text_to_sign(world, ReplyState.DRAFT)
    away(world, "farsta.handlaggare", "farsta.kollega")
    with writing():
        reply = db.session.get_one(Reply, reply.id)
        event = statements.send_for_review(world.actor("farsta.kollega"), reply, newest_version(reply).number, now())
    assert event.actor_name == "Farsta.Kollega för Farsta Handlaggare"


@pytest.mark.parametrize("state", list(ReplyState), ids=str)
def test_the_substitute_may_do_what_either_may_and_no_more(world: World, state: ReplyState) -> None:
    """The transition table's permissions, with and without the substitution, on every action."""
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, state))
    pair = [world.actor("farsta.avdelningschef"), world.actor("farsta.direktor")]
    allowed = {action: any(permitted(one, reply, action) for one in pair) for action in ReplyAction}
    away(world, "farsta.direktor", "farsta.avdelningschef")
    actor, reply = world.actor("farsta.avdelningschef"), db.session.get_one(Reply, reply.id)
    assert {action: permitted(actor, reply, action) for action in ReplyAction} == allowed


def permitted(actor: Actor, reply: Reply, action: ReplyAction) -> bool:
    permission = reply_row(action).permission
    return may(actor, permission, owners_for(permission, reply))


def test_mail_goes_to_the_substitute_instead(world: World) -> None:
    colleague(world, "farsta.kollega", Role.OFFICER)
    away(world, "farsta.direktor", "farsta.avdelningschef")
    away(world, "farsta.handlaggare", "farsta.kollega")
    reply = text_to_sign(world, ReplyState.HEAD_REVIEW)
    assert [person.id for person in officers_of(reply, today())] == [world.users["farsta.kollega"]]
    people = people_with([world.farsta], [Role.DIRECTOR, Role.HEAD], today())
    assert [person.id for person in people] == [world.users["farsta.avdelningschef"]]
    with writing():
        reply, head = db.session.get_one(Reply, reply.id), world.actor("farsta.avdelningschef")
        statements.sign(head, reply, newest_version(reply).number, now())
        statements.send_back(head, reply, newest_version(reply).number, "Skriv om.", now())
    newest = db.session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id.desc()).limit(2)).all()
    assert [(mail.kind, mail.recipient_id) for mail in newest] == [
        (MailKind.SENT_BACK, world.users["farsta.kollega"]),
        (MailKind.SIGNED, world.users["farsta.avdelningschef"]),
    ]


def test_the_log_is_still_a_chain(world: World) -> None:
    away(world, "farsta.direktor", "farsta.avdelningschef")
    with writing():
        event = record(world.actor("farsta.direktor"), "prova", "user", 1, {}, now())
    assert event.number == db.session.scalar(sa.select(sa.func.max(AuditEvent.number)))


def test_a_remiss_registered_in_the_registrars_place_says_so_in_every_event(world: World) -> None:
    away(world, "farsta.registrator", "farsta.sekreterare")
    body, sender = (db.session.get_one(Organisation, number) for number in (world.farsta, world.social))
    arrived = registrations.ArrivedRemiss("Motion", "", "1.5-7/2026", today(), today() + timedelta(days=30), "Svara.")
    substitute = world.actor("farsta.sekreterare")
    with writing():
        reply = registrations.register_remiss(substitute, body, sender, arrived, now())
        registrations.add_sender(substitute, world.farsta, "Justitiedepartementet", now())
        registrations.edit_registered(substitute, reply, arrived, reply.version, now())
        registrations.add_papers(substitute, reply, [some_attachment(substitute, "brev.pdf")], None, now())
    events = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.actor_id == substitute.user_id)).all()
    assert len(events) == 5
    assert {event.actor_name for event in events} == {"Farsta Sekreterare för Farsta Registrator"}
