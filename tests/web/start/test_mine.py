"""The start page: everybody sees what is theirs to do, and nothing of what another body writes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from lxml import html

from remiss.clock import today
from remiss.domain.stance import Confidence, Stance
from remiss.domain.statement import SectionKey
from remiss.domain.viewpoints import SuggestedViewpoint
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.intakes import Intake, IntakeState
from remiss.models.organisations import Organisation
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.models.viewpoints import Viewpoint
from remiss.queries.mine import mine
from remiss.queries.mine_items import ItemKind
from remiss.services.intakes import start_intake, store_reading
from remiss.services.viewpoints import add_suggestions, classify
from remiss.web.start import entries
from tests.support.world import CANARY, START, draft_remiss, reply_in, sent_remiss, some_attachment

HOLDERS = {
    ReplyState.SENT: "registrator",
    ReplyState.RECEIVED: "registrator",
    ReplyState.ASSIGNED: "handlaggare",
    ReplyState.DRAFT: "handlaggare",
    ReplyState.HEAD_REVIEW: "avdelningschef",
    ReplyState.DIRECTOR_REVIEW: "direktor",
    ReplyState.SIGNED: "sekreterare",
    ReplyState.TO_BOARD: "sekreterare",
    ReplyState.DECIDED: "sekreterare",
    ReplyState.ADJUSTED: "sekreterare",
    ReplyState.PRELIMINARY: "sekreterare",
    ReplyState.OUTSIDE: "registrator",
}


def actions(page) -> list[str]:
    """The words of the buttons under *Väntar på mig*, without the part for screen readers."""
    buttons = html.fromstring(page.text).xpath("//section[@aria-labelledby='vantar']//a[contains(@class, 'button')]")
    return [button.text for button in buttons]


@pytest.mark.parametrize("state", HOLDERS)
def test_a_matter_waits_for_the_one_who_holds_it(world, visit, state) -> None:
    reply_in(world, sent_remiss(world), world.farsta, state)
    people = ("registrator", "handlaggare", "avdelningschef", "direktor", "sekreterare")
    shown = {who for who in people if actions(visit(f"farsta.{who}").get("/"))}
    assert shown == {HOLDERS[state]}


def test_the_others_see_who_has_it(world, visit) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    page = visit("farsta.registrator").get("/").text
    assert "Ligger hos Farsta Handlaggare, handläggare" in page


def test_another_body_sees_nothing_of_it(world, visit) -> None:
    reply_in(world, sent_remiss(world, bodies=(world.farsta,)), world.farsta, ReplyState.SIGNED)
    for who in ("social.registrator", "social.avdelningschef", "admin"):
        assert "trygga gångvägar" not in visit(who).get("/").text


@pytest.mark.parametrize("state", [s for s in HOLDERS if s is not ReplyState.SENT and not s.came_in])
def test_the_sender_sees_no_step_inside_a_body(world, visit, state) -> None:
    reply_in(world, sent_remiss(world), world.farsta, state)
    page = visit("ks.samordnare").get("/").text
    assert "0 av 3\u00a0instanser" in page
    for secret in ("Farsta", "Handlaggare", state.label, CANARY, "Sekreterare"):
        assert secret not in page


def test_the_sender_sees_that_a_reply_has_come(world, visit) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.SUBMITTED)
    page = visit("ks.samordnare").get("/").text
    assert "1 av 3\u00a0instanser" in page
    assert "Farsta stadsdelsnämnd har kommit in med svar" in page
    assert "Sekreterare" not in page


def test_the_start_page_and_the_list_count_the_same_bodies_as_answered(world, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    other = reply_in(world, remiss_id, world.social, ReplyState.OUTSIDE)
    with writing():
        db.session.get_one(Reply, other).handed_over_on = START.date()
    client = visit("ks.samordnare")
    assert "1 av 3\u00a0instanser har svarat" in client.get("/").text
    assert "1 av 3 har svarat" in client.get("/remisser").text


def test_a_draft_waits_for_its_sender(world, visit) -> None:
    draft_remiss(world)
    assert actions(visit("ks.samordnare").get("/")) == ["Förbered remissen"]
    assert actions(visit("farsta.registrator").get("/")) == []


def _suggest(reply_id: int) -> list[int]:
    suggestion = SuggestedViewpoint(
        SectionKey.VIEWPOINTS, "Belysningen bör byggas ut.", Stance.PROPOSES_CHANGE, Confidence.SURE, (), (), None
    )
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        return [row.id for row in add_suggestions(reply, [suggestion], reply.remiss.themes, "test", START)]


def test_viewpoints_wait_until_a_person_has_classified_them(world, visit) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SUBMITTED)
    _suggest(reply_id)
    page = visit("ks.samordnare").get("/")
    assert actions(page) == ["Bekräfta synpunkter"]
    assert "1\u00a0synpunkt att bekräfta" in page.text
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        viewpoint = db.session.scalars(sa.select(Viewpoint)).one()
        classify(world.actor("ks.samordnare"), viewpoint, None, [], START)
        assert reply.id == viewpoint.reply_id
    assert actions(visit("ks.samordnare").get("/")) == []


def test_viewpoints_of_a_draft_do_not_wait_for_the_sender(world, visit) -> None:
    _suggest(reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT))
    assert actions(visit("ks.samordnare").get("/")) == []


@pytest.mark.parametrize(
    ("who", "place", "stranger"),
    [("ks.registrator", "ks", "farsta.registrator"), ("farsta.sekreterare", "farsta", "farsta.handlaggare")],
)
def test_a_read_file_waits_for_those_who_may_confirm_it(world, visit, who, place, stranger) -> None:
    remiss_id = sent_remiss(world)
    with writing():
        remiss, owner = db.session.get_one(Remiss, remiss_id), db.session.get_one(Organisation, getattr(world, place))
        intake = start_intake(world.actor(who), remiss, owner, some_attachment(world.actor(who), "svar.pdf"), START)
    assert "Läses in" in visit(who).get("/").text
    with writing():
        store_reading(db.session.scalars(sa.select(Intake)).one(), {}, {})
    assert intake.state is IntakeState.TO_CONFIRM
    assert "Bekräfta svaret" in actions(visit(who).get("/"))
    assert "svar.pdf" not in visit(stranger).get("/").text


def test_a_new_person_is_told_what_will_appear(world, visit) -> None:
    page = visit("admin").get("/").text
    assert "Ingenting väntar på dig" in page


def test_every_step_has_words_and_every_kind_an_address() -> None:
    assert set(entries.EVENTS) == set(ReplyAction) - {ReplyAction.SAVE_TEXT}
    assert set(entries.PATHS) == set(ItemKind)
    late = {ReplyState.NOT_RECEIVED}  # what was decided in time can still be sent
    assert set(entries.STATE_ACTIONS) == set(HOLDERS) | late


def test_every_address_leads_to_a_page(app) -> None:
    matcher = app.url_map.bind("localhost")
    for path in (*entries.PATHS.values(), *entries.STATE_PATHS.values()):
        assert matcher.match(path.format(7), "GET")


@pytest.mark.parametrize(
    ("who", "queries"),
    [
        ("farsta.registrator", 6),  # matters, names, people, events, intakes, completions that are asked for
        ("ks.samordnare", 5),  # remisser, viewpoints, progress, intakes, arrivals
    ],
)
def test_many_matters_cost_no_more_queries_than_one(world, who, queries) -> None:
    sent_remiss(world)
    seen: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *facts: seen.append(facts[2]))
    actor = world.actor(who)
    for number in range(3):
        seen.clear()
        mine(actor, today())
        assert len([statement for statement in seen if statement.startswith("SELECT")]) == queries
        sent_remiss(world, f"KS 2026/{400 + number}")


def test_an_own_earlier_date_is_the_date_of_the_officer(world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    with writing():
        db.session.get_one(Reply, reply_id).internal_due_on = datetime(2030, 11, 1, tzinfo=UTC).date()
    [item] = mine(world.actor("farsta.handlaggare"), today()).waiting
    assert item.due_on is not None
    assert item.due_on.isoformat() == "2030-11-01"
    [seen] = mine(world.actor("farsta.registrator"), today()).expecting
    assert seen.due_on == db.session.get_one(Reply, reply_id).remiss.due_on
    assert db.session.get_one(User, world.users["farsta.handlaggare"]).name in seen.holders
