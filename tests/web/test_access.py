"""Every address × who asks: own body, another body, the sender, an administrator, a closed account, a stranger."""

from __future__ import annotations

import pytest
from flask import Flask

from remiss.domain.permissions import UNOWNED, Permission, may
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.people import User
from remiss.web.routing import PERMISSIONS
from tests.support.world import World, reply_in, sent_remiss

SENDERS = {"ks.samordnare", "ks.registrator"}
SHOWN = {200, 302, 303, 409}
CLOSED_DOOR = {403, 404}


@pytest.fixture
def reply_id(world: World) -> int:
    return reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)


def rules(app: Flask):
    """Every address that can be fetched with the ids that there are; whose permission it was declared with."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint not in PERMISSIONS:
            continue
        if not any(name in {"sha", "mail", "key"} or "mail" in rule.endpoint for name in rule.arguments):
            address = app.url_map.bind("localhost").build(rule.endpoint, dict.fromkeys(rule.arguments, 1))
            yield rule, address, PERMISSIONS[rule.endpoint]


@pytest.mark.parametrize("who", ["farsta.registrator", "social.registrator", "ks.samordnare", "admin"])
def test_an_address_opens_for_those_who_hold_its_permission_where_the_thing_belongs(
    app: Flask, world: World, reply_id: int, visit, who: str
) -> None:
    client, actor = visit(who), world.actor(who)
    client.audits = False
    for rule, address, permission in rules(app):
        status = client.get(address).status_code
        if permission in UNOWNED and not may(actor, permission):
            assert status == 403, (who, address, "needs", permission)
        if permission.startswith("reply:") and "reply_id" in rule.arguments and not who.startswith("farsta"):
            assert status == 404, (who, address, "is another body's")
        if permission.startswith("remiss:") and "remiss_id" in rule.arguments and who not in SENDERS:
            assert status in CLOSED_DOOR, (who, address, "is the sender's")
        if permission is Permission.MATTER_VIEW and set(rule.arguments) == {"reply_id"} and who == "farsta.registrator":
            assert status in SHOWN | {404}, (who, address, "is the own body's")
        assert status < 500 or address == "/readyz", (who, address)


def test_a_closed_account_and_a_stranger_are_sent_to_sign_in(app: Flask, world: World, reply_id: int, visit) -> None:
    closed, stranger = visit("farsta.registrator"), visit("")
    with writing():
        db.session.get_one(User, world.users["farsta.registrator"]).active = False
    for client in (closed, stranger):
        client.audits = False
        for _, address, permission in rules(app):
            if permission is not Permission.PUBLIC:
                answer = client.get(address)
                assert (answer.status_code, "/inloggning" in answer.location) == (303, True), address
