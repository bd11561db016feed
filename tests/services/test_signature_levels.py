"""One or two signatures: a setting of the body, and a substitute's signature says for whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from remiss.clock import today
from remiss.domain.roles import Role
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.door import writing
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.mail import OutboxMail
from remiss.models.organisations import Organisation
from remiss.models.people import User
from remiss.models.replies import Reply
from remiss.models.statements import Signature
from remiss.queries.matter import matter
from remiss.queries.matter_text import saved_text, statement_paper
from remiss.services import statements
from remiss.services.steps import move_reply
from remiss.services.substitutions import set_substitution
from tests.support.world import START, World, act, reply_in, sent_remiss

PAIR = ("avdelningschef", "direktor")


def _levels(world: World, count: int) -> None:
    with writing():
        db.session.get_one(Organisation, world.farsta).signature_levels = count


def _reply(world: World, state: ReplyState) -> Reply:
    return db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, state))


def _places(reply: Reply) -> list[str]:
    paper = statement_paper(reply, matter(reply, today()), saved_text(reply.id), today())
    return [place.title for place in paper.signatories]


def test_with_one_signature_the_draft_goes_to_the_director_at_once(world: World) -> None:
    _levels(world, 1)
    reply = _reply(world, ReplyState.DRAFT)
    with writing():
        act(world, reply.id, "utkast")
    assert reply.state is ReplyState.DIRECTOR_REVIEW
    told = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == "granskning")).all()
    assert [mail.recipient_id for mail in told] == [world.users["farsta.direktor"]]
    assert _places(reply) == ["förvaltningschef"]
    with writing():
        act(world, reply.id, "signering")
    assert reply.state is ReplyState.SIGNED
    assert [s.role for s in db.session.scalars(db.select(Signature))] == [Role.DIRECTOR]
    assert _places(reply) == ["Förvaltningschef"]


def test_the_officer_takes_it_back_from_the_director_while_nobody_has_signed(world: World) -> None:
    _levels(world, 1)
    reply = _reply(world, ReplyState.DRAFT)
    with writing():
        act(world, reply.id, "utkast")
    with writing():
        statements.take_back(world.actor("farsta.handlaggare"), reply, START)
    assert reply.state is ReplyState.DRAFT


def test_what_the_head_has_signed_the_officer_does_not_take_back(world: World) -> None:
    reply = _reply(world, ReplyState.DIRECTOR_REVIEW)
    with pytest.raises(WrongState), writing():
        statements.take_back(world.actor("farsta.handlaggare"), reply, START)


def test_a_body_with_two_signatures_cannot_leave_the_head_out(world: World) -> None:
    reply = _reply(world, ReplyState.DRAFT)
    with pytest.raises(WrongState), writing():
        move_reply(world.actor("farsta.handlaggare"), reply, ReplyAction.SEND_FOR_SIGNATURE, START)


def test_a_second_signature_that_is_set_while_the_text_waits_is_asked_for(world: World) -> None:
    _levels(world, 1)
    reply = _reply(world, ReplyState.DRAFT)
    with writing():
        act(world, reply.id, "utkast")
    _levels(world, 2)
    with pytest.raises(InvalidInput, match="Avdelningschefens signatur"), writing():
        act(world, reply.id, "signering")


def test_a_paper_that_is_signed_keeps_its_places_when_the_setting_changes(world: World) -> None:
    _levels(world, 1)
    reply = _reply(world, ReplyState.DRAFT)
    for step in ("utkast", "signering"):
        with writing():
            act(world, reply.id, step)
    _levels(world, 2)
    assert _places(reply) == ["Förvaltningschef"]


def test_a_substitute_signs_for_who_is_away_with_the_own_title_of_the_day(world: World) -> None:
    reply = _reply(world, ReplyState.DIRECTOR_REVIEW)
    with writing():
        head, director = (db.session.get_one(User, world.users[f"farsta.{who}"]) for who in PAIR)
        head.title = "Tf. stabschef"
        body, period = reply.consultees[0].organisation, (today(), today() + timedelta(days=3))
        set_substitution(world.actor("farsta.direktor"), director, body, head, period, datetime.now(UTC))
    with writing():
        statements.sign(world.actor("farsta.avdelningschef"), reply, 1, START)
        head.title = "Avdelningschef"
    assert _places(reply)[1] == "Tf. stabschef, vid förfall för Farsta Direktor"
