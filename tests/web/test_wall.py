"""The canary: words in every part of a draft, looked for on every address as everybody outside, in mail and log."""

from __future__ import annotations

import json
import logging

import pytest
import sqlalchemy as sa
from flask import Flask

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.decisions import Meeting
from remiss.models.mail import OutboxMail
from remiss.models.operations import AuditEvent
from remiss.models.replies import Consultee, Reply
from remiss.models.viewpoints import Viewpoint
from remiss.services import viewpoints
from tests.support.addresses import IDS, addresses, words_of
from tests.support.remembering import remembered
from tests.support.world import CANARY, ROUTE, START, World, act, reply_in, sent_remiss

OUTSIDERS = ["", "ks.samordnare", "ks.registrator", "admin", "social.registrator", "social.direktor"]
WITHOUT_TEXT = {ReplyState.SENT, ReplyState.RECEIVED, ReplyState.ASSIGNED, ReplyState.OUTSIDE}
WITH_TEXT = [s for s in ReplyState if s not in WITHOUT_TEXT]


GROUND = "18 kap. 13 § OSL"
HIDDEN = [state for state in WITH_TEXT if not state.came_in]
FAST = {ReplyState.DRAFT, ReplyState.DECLINED, ReplyState.WITHDRAWN}


@pytest.fixture(params=[pytest.param(s, marks=() if s in FAST else pytest.mark.slow) for s in HIDDEN], ids=str)
def hidden(request: pytest.FixtureRequest, world: World) -> int:
    """A reply with the canary in its text, its viewpoints and its reasons, in each state that is not released."""
    return _hide(world, "KS 2026/311", request.param)[1]


def _hide(world: World, number: str, state: ReplyState) -> tuple[int, int]:
    """Return the ids of a remiss and of Farsta's reply, which holds the canary and is in ``state``."""
    return remembered(("hide", number, state), lambda: _hide_anew(world, number, state))


def _hide_anew(world: World, number: str, state: ReplyState) -> tuple[int, int]:
    remiss_id = sent_remiss(world, number)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        words = f"Belysningen bör byggas ut. {CANARY}"
        viewpoints.mark_viewpoint(world.actor("farsta.handlaggare"), reply, words, START)
    _continue_to(world, remiss_id, reply_id, state)
    return remiss_id, reply_id


def _continue_to(world: World, remiss_id: int, reply_id: int, state: ReplyState) -> None:
    if state not in ROUTE:
        reply_in(world, remiss_id, world.farsta, state)
        return
    for step in ROUTE[ROUTE.index(ReplyState.DRAFT) : ROUTE.index(state)]:
        with writing():
            act(world, reply_id, step.value)


@pytest.mark.parametrize(
    "who", [pytest.param(w, marks=() if "samordnare" in w else pytest.mark.slow) for w in OUTSIDERS]
)
def test_nobody_outside_reads_a_text_before_it_is_released(app: Flask, world: World, visit, who: str, caplog) -> None:
    """A remiss for each state, and every address with the ids of each of them."""
    places = [_hide(world, f"KS 2026/{number}", state) for number, state in enumerate(HIDDEN, 311)]
    secret = sent_remiss(world, "KS 2026/310")
    places.append((secret, reply_in(world, secret, world.farsta, ReplyState.OUTSIDE)))
    asked = {address for remiss_id, reply_id in places for address in addresses(app, _ids_of(remiss_id, reply_id))}
    client = visit(who)
    client.audits = False  # thousands of pages; other tests audit each of them
    with caplog.at_level(logging.DEBUG):
        for address in sorted(asked | set(addresses(app))):
            response = client.get(address)
            assert response.status_code < 500 or address == "/readyz", address
            words = words_of(response.get_data())
            assert CANARY not in words, address
            assert GROUND not in words, address
    assert CANARY not in caplog.text


def _ids_of(remiss_id: int, reply_id: int) -> dict[str, list[str]]:
    """The ids that stand in addresses of one remiss and one reply."""
    found = {
        "remiss_id": [remiss_id],
        "reply_id": [reply_id],
        "viewpoint_id": db.session.scalars(sa.select(Viewpoint.id).where(Viewpoint.reply_id == reply_id)),
        "consultee_id": db.session.scalars(sa.select(Consultee.id).where(Consultee.reply_id == reply_id)),
        "attachment_id": db.session.scalars(sa.select(Attachment.id)),
        "meeting_id": db.session.scalars(sa.select(Meeting.id)),
    }
    return IDS | {name: [str(one) for one in ids] for name, ids in found.items()}


def test_nobody_outside_can_change_it(app: Flask, hidden: int, visit) -> None:
    before = _state_of(hidden)
    for who in [who for who in OUTSIDERS if who]:
        client = visit(who)
        client.audits = False
        for rule in app.url_map.iter_rules():
            if "POST" in (rule.methods or set()) and "reply_id" in rule.arguments and rule.rule.startswith("/arenden"):
                address = app.url_map.bind("localhost").build(rule.endpoint, dict.fromkeys(rule.arguments, 1))
                assert client.submit(address, {"version": "1", "base": "1"}).status_code in {403, 404}, (who, address)
    assert _state_of(hidden) == before


def _state_of(reply_id: int) -> tuple[ReplyState, int]:
    db.session.rollback()
    reply = db.session.get_one(Reply, reply_id)
    return reply.state, reply.version


def test_mail_and_audit_hold_no_text_of_a_draft(hidden: int) -> None:
    mails = json.dumps([mail.context for mail in db.session.scalars(sa.select(OutboxMail))], ensure_ascii=False)
    events = " ".join(event.facts for event in db.session.scalars(sa.select(AuditEvent)))
    assert CANARY not in mails
    assert CANARY not in events


def test_those_inside_do_read_it(hidden: int, visit) -> None:
    page = visit("farsta.handlaggare").get(f"/arenden/{hidden}/tjansteutlatande")
    assert CANARY in page.text


@pytest.mark.slow
def test_a_forhandssvar_is_read_by_its_sender_and_by_no_other_body(app: Flask, world: World, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.PRELIMINARY)
    assert CANARY in visit("ks.samordnare").get(f"/remisser/{remiss_id}/svar/{reply_id}").text
    for who in ("", "admin", "social.registrator", "social.direktor"):
        client = visit(who)
        client.audits = False
        for address in addresses(app):
            assert CANARY not in words_of(client.get(address).get_data()), (
                f"{who or 'a stranger'} reads it on {address}"
            )


def test_the_ground_of_secrecy_is_read_inside(world: World, visit) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.OUTSIDE)
    assert GROUND in visit("farsta.registrator").get(f"/arenden/{reply_id}").text
