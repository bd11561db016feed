"""Replies that no meeting decides: only where they may be, and under the right name."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from remiss.documents.compilation.layouts import outline_of
from remiss.documents.writing.json_form import write_json
from remiss.domain.compilation_choices import Layout
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.decisions import SoleDecision
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Reply
from remiss.queries.compilation import compilation_facts
from remiss.services.sole_decisions import SoleInput, submit_as_office, submit_decided_alone
from tests.support.world import START, World, reply_in, sent_remiss

GROUNDS = {
    Basis.DELEGATION: SoleInput(Basis.DELEGATION, START.date(), "Siri Ek, stadsdelsdirektör", "punkt 4.2"),
    Basis.CHAIR: SoleInput(Basis.CHAIR, START.date(), "Ove Alm (S)", urgency="Svarstiden går ut före sammanträdet."),
    Basis.MANAGER: SoleInput(Basis.MANAGER, START.date(), "Maj Dahl, VD"),
}


@pytest.fixture
def signed(world: World) -> Reply:
    return db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.SIGNED))


def _send(world: World, reply: Reply, decision: SoleInput, who: str = "farsta.registrator") -> None:
    with writing():
        submit_decided_alone(world.actor(who), reply, decision, reply.version, START)


def _set(world: World, **values: object) -> None:
    with writing():
        for name, value in values.items():
            setattr(db.session.get_one(Organisation, world.farsta), name, value)


def _words(reply: Reply) -> str:
    return write_json(outline_of(compilation_facts(db.session.get_one(Remiss, reply.remiss_id)), Layout.THEME))


def test_a_delegates_decision_is_the_boards(world: World, signed: Reply) -> None:
    _send(world, signed, GROUNDS[Basis.DELEGATION])
    assert (signed.state, signed.basis) == (ReplyState.SUBMITTED, Basis.DELEGATION)
    words = _words(signed)
    assert "Farsta stadsdelsnämnd har svarat genom delegationsbeslut." in words
    assert "Delegationsbeslut 2026-10-05" in words
    assert "Siri Ek, stadsdelsdirektör, med stöd av punkt 4.2" in words
    assert "beslut inte bifogat" not in words


def test_the_chair_decides_only_where_the_board_has_said_so(world: World, signed: Reply) -> None:
    with pytest.raises(WrongState, match="kommunallagen 6 kap"):
        _send(world, signed, GROUNDS[Basis.CHAIR])
    _set(world, chair_authorised=True)
    _send(world, signed, GROUNDS[Basis.CHAIR])
    words = _words(signed)
    assert "har svarat genom ordförandebeslut" in words
    assert "Svarstiden går ut före sammanträdet." in words


def test_a_company_answers_through_its_manager_and_a_board_does_not(world: World, signed: Reply) -> None:
    with pytest.raises(WrongState):
        _send(world, signed, GROUNDS[Basis.MANAGER])
    _set(world, kind=OrganisationKind.COMPANY)
    with pytest.raises(WrongState), writing():
        submit_as_office(world.actor("farsta.registrator"), signed, signed.version, START)
    with pytest.raises(WrongState):
        _send(world, signed, GROUNDS[Basis.DELEGATION])
    _send(world, signed, GROUNDS[Basis.MANAGER])
    assert "har svarat genom beslut av verkställande direktören" in _words(signed)


def test_a_kontorsyttrande_is_the_offices(world: World, signed: Reply) -> None:
    with writing():
        submit_as_office(world.actor("farsta.sekreterare"), signed, signed.version, START)
    assert signed.basis is Basis.OFFICE
    assert "Farsta stadsdelsförvaltning har svarat med ett kontorsyttrande." in _words(signed)


@pytest.mark.parametrize(
    "decision",
    [
        SoleInput(Basis.DELEGATION, START.date(), "Siri Ek"),
        SoleInput(Basis.DELEGATION, START.date(), " ", "punkt 4.2"),
        SoleInput(Basis.DELEGATION, START.date() + timedelta(days=1), "Siri Ek", "punkt 4.2"),
        SoleInput(Basis.CHAIR, START.date(), "Ove Alm (S)"),
    ],
    ids=["no item", "nobody", "ahead", "no urgency"],
)
def test_what_it_rests_on_is_said_or_nothing_is_sent(world: World, signed: Reply, decision: SoleInput) -> None:
    _set(world, chair_authorised=True)
    with pytest.raises(InvalidInput):
        _send(world, signed, decision)
    assert db.session.scalars(sa.select(SoleDecision)).all() == []
    assert db.session.get_one(Reply, signed.id).state is ReplyState.SIGNED


@pytest.mark.parametrize("who", ["farsta.handlaggare", "farsta.direktor", "social.registrator", "ks.registrator"])
def test_others_do_not_send_it(world: World, signed: Reply, who: str) -> None:
    with pytest.raises(Forbidden):
        _send(world, signed, GROUNDS[Basis.DELEGATION], who)
