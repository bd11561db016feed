"""The debt to report: made with the decision, on the secretary's lists until it is noted at a meeting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from remiss.clock import today
from remiss.domain.planning import DatedMeeting
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Meeting, ReportDuty
from remiss.models.organisations import Organisation
from remiss.models.replies import Basis, Reply
from remiss.services.meetings import add_meeting
from remiss.services.sole_decisions import SoleInput, submit_decided_alone
from tests.support.world import START, World, reply_in, sent_remiss
from tests.web.office.browsing import fields_of

DECIDED = START.date()


def _decided(world: World, basis: Basis, number: str = "KS 2026/311", **settings: object) -> int:
    reply_id = reply_in(world, sent_remiss(world, number), world.farsta, ReplyState.SIGNED)
    with writing():
        for name, value in {"chair_authorised": True, **settings}.items():
            setattr(db.session.get_one(Organisation, world.farsta), name, value)
        decision = SoleInput(basis, DECIDED, "Ove Alm (S)", "punkt 4.2", "Svarstiden går ut.")
        reply = db.session.get_one(Reply, reply_id)
        submit_decided_alone(world.actor("farsta.sekreterare"), reply, decision, reply.version, START)
    return reply_id


def _meeting(world: World, held_on: date) -> str:
    with writing():
        made = add_meeting(world.actor("farsta.sekreterare"), world.farsta, DatedMeeting(held_on), START)
        return f"/sammantraden/{made.id}"


@pytest.mark.parametrize(
    ("basis", "reports", "owed"),
    [(Basis.CHAIR, False, 1), (Basis.DELEGATION, True, 1), (Basis.DELEGATION, False, 0)],
)
def test_the_chairs_decision_is_always_owed_and_a_delegates_where_it_is_set(world, basis, reports, owed) -> None:
    _decided(world, basis, reports_delegated=reports)
    assert db.session.scalar(sa.select(sa.func.count(ReportDuty.id))) == owed


def test_it_waits_on_every_list_until_it_is_noted_and_can_be_undone(visit, world) -> None:
    reply_id = _decided(world, Basis.CHAIR)
    secretary = visit("farsta.sekreterare")
    assert "inget senare sammanträde är inlagt" in secretary.get("/sammantraden").text
    held, later = _meeting(world, DECIDED + timedelta(days=3)), _meeting(world, today() + timedelta(days=30))
    start = secretary.get("/").text
    assert "Beslut att anmäla vid sammanträde" in start
    assert "Beslut att anmäla" not in visit("farsta.registrator").get("/").text
    assert f'href="{held}"' in secretary.get("/sammantraden").text.split('id="att-anmala"')[1]
    assert "Inte ännu" in secretary.get(later).text  # missed by the first, it is still owed
    page = secretary.get(held).text
    assert "Ordförandebeslut 2026-10-05, Ove Alm (S)" in page
    form = fields_of(page, "/anmalan")
    assert "Ange paragrafen" in secretary.submit(f"{held}/anmalan", form).text
    assert secretary.submit(f"{held}/anmalan", {**form, "paragraph": "4"}).status_code == 303
    assert "Beslut att anmäla" not in secretary.get("/").text
    assert "anmäldes vid sammanträdet den 8 oktober 2026, § 4" in secretary.get(f"/arenden/{reply_id}/historik").text
    page = secretary.get(held).text
    assert "§ 4" in page
    assert "Att anmäla" not in secretary.get(later).text
    assert secretary.submit(f"{held}/angrad-anmalan", fields_of(page, "/angrad-anmalan")).status_code == 303
    assert "Beslut att anmäla" in secretary.get("/").text


def test_nobody_outside_notes_or_sees_it(visit, world) -> None:
    _decided(world, Basis.CHAIR)
    at = _meeting(world, DECIDED)
    duty = {"duty_id": str(db.session.scalars(sa.select(ReportDuty.id)).one()), "paragraph": "4"}
    assert visit("farsta.registrator").submit(f"{at}/anmalan", duty).status_code == 403
    assert visit("social.sekreterare").submit(f"{at}/anmalan", duty).status_code == 404
    with writing():
        other = add_meeting(world.actor("social.sekreterare"), world.social, DatedMeeting(DECIDED), START).id
    assert visit("social.sekreterare").submit(f"/sammantraden/{other}/anmalan", duty).status_code == 404
    assert db.session.scalar(sa.select(Meeting.held_on).where(Meeting.id == other)) == DECIDED
    for who in ("ks.samordnare", "admin", "social.sekreterare"):
        assert "anmäla" not in visit(who).get("/").text
