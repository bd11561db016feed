"""Sending, and what the sender sees after it: public status only, sums that add up, every mail it may know of."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from remiss.domain.stance import Stance
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.tick import tick
from remiss.models.mail import OutboxMail
from remiss.models.organisations import OrganisationKind
from remiss.models.remisser import Remiss, Theme
from remiss.models.replies import Basis, Reply
from remiss.queries.public_status import PublicStatus
from remiss.queries.status_groups import StatusGroup, sums_of
from remiss.services import viewpoints
from remiss.web.ks.status_csv import status_csv
from tests.support.world import ROUTE, START, act, draft_remiss, reply_in, sent_remiss

MORNING = datetime(2030, 12, 10, 7, 0, tzinfo=UTC)


def row(body: str = "Socialnämnden", **changed) -> PublicStatus:
    facts = {
        "consultee_id": 1, "organisation_id": 1, "body": body, "office": None, "kind": OrganisationKind.COMMITTEE,
        "invited": True, "reply_id": 1, "words": "Mottagen", "tone": "waiting", "answered": False, "declined": False,
        "silent": False, "declined_reason": None, "due_on": None, "submitted_at": None, "late": False,
        "basis": Basis.BOARD, "joint_with": (), "reminders": 0,
        "reminded_at": None, "unopened": False,
    }  # fmt: skip
    return PublicStatus(**{**facts, **changed})


def test_the_groups_add_up_to_those_asked() -> None:
    special = [row(answered=True, preliminary=True), row(outside=True), row(withdrawn=True)]
    rows = [
        row(answered=True),
        row(declined=True),
        row(silent=True),
        row(),
        row(answered=True, invited=False),
        *special,
    ]
    sums = sums_of(rows)
    assert sums.asked == sum(sums.counts.values()) == 7
    assert sums.counts == dict.fromkeys(StatusGroup, 1)
    assert sums.uninvited == 1


@pytest.mark.parametrize("name", ["=1+1", "+46", "-1", "@SUM(A1)"])
def test_no_cell_of_the_file_is_a_formula(name: str) -> None:
    cells = list(csv.reader(io.StringIO(status_csv([row(name)]).decode("utf-8-sig")), delimiter=";"))
    assert cells[1][0] == f"'{name}"


def test_the_confirmation_says_who_gets_mail_and_who_cannot(world, visit) -> None:
    remiss_id = draft_remiss(world)
    page = visit("ks.registrator").get(f"/remisser/{remiss_id}/utskick").text
    assert "2\u00a0mejl till registratorer" in page
    assert "Ingen registrator finns i Remiss hos Storstockholms brandförsvar" in page
    assert "Svara på allt." in page


def test_sending_twice_sends_once_and_says_so(world, visit) -> None:
    remiss_id = draft_remiss(world)
    client, url = visit("ks.samordnare"), f"/remisser/{remiss_id}/utskick"
    version = {"version": str(db.session.get_one(Remiss, remiss_id).version)}
    assert client.submit(url, version).status_code == 303
    again = client.submit(url, version)
    assert again.status_code == 409
    assert "Ingenting skickas en gång till" in again.text
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(OutboxMail.id))) == 2


def test_an_incomplete_draft_cannot_be_sent(world, visit) -> None:
    remiss_id = draft_remiss(world)
    with writing():
        db.session.execute(sa.delete(Theme).where(Theme.remiss_id == remiss_id))
    client = visit("ks.samordnare")
    page = client.get(f"/remisser/{remiss_id}/utskick").text
    assert "Ange minst ett tema" in page
    assert ">Skicka remissen</button>" not in page
    version = {"version": str(db.session.get_one(Remiss, remiss_id).version)}
    assert client.submit(f"/remisser/{remiss_id}/utskick", version).status_code == 422


def test_the_overview_counts_filters_and_exports(world, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    reply_in(world, remiss_id, world.social, ReplyState.DECLINED)
    client = visit("ks.samordnare")
    page = client.get(f"/remisser/{remiss_id}").text
    for words in ("<strong>3</strong> tillfrågade", "<strong>1</strong> inkomna svar", "<strong>1</strong> avstår"):
        assert words in page
    declined = client.get(f"/remisser/{remiss_id}?status=avstar").text
    assert "Socialnämnden" in declined
    assert "Storstockholms brandförsvar" not in declined
    assert client.get(f"/remisser/{remiss_id}?status=vantar").text.count('<th scope="row">') == 1
    assert client.get(f"/remisser/{remiss_id}?status=<x>").text.count('<th scope="row">') == 3
    export = client.get(f"/remisser/{remiss_id}/status.csv")
    assert export.headers["Content-Disposition"] == 'attachment; filename="status-ks-2026-311.csv"'
    assert len(export.get_data(as_text=True).splitlines()) == 4


def test_a_reply_that_came_in_shows_its_viewpoints_and_no_other_does(world, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    with writing():
        officer = world.actor("farsta.handlaggare")
        reply = db.session.get_one(Reply, reply_id)
        first = viewpoints.mark_viewpoint(officer, reply, "Belysningen bör byggas ut.", START)
        viewpoints.mark_viewpoint(officer, reply, "Vi är positiva.", START)
        viewpoints.classify(officer, first, Stance.PROPOSES_CHANGE, [], START)
    client = visit("ks.samordnare")
    assert "synpunkter?svar" not in client.get(f"/remisser/{remiss_id}").text
    for step in ROUTE[ROUTE.index(ReplyState.DRAFT) : ROUTE.index(ReplyState.SUBMITTED)]:
        with writing():
            act(world, reply_id, step.value)
    page = client.get(f"/remisser/{remiss_id}").text
    assert f'synpunkter?svar={reply_id}">2\u00a0synpunkter</a>: 1\u00a0föreslår ändring, 1\u00a0att bekräfta' in page


def test_closing_asks_first_and_marks_the_silent(world, visit) -> None:
    remiss_id = sent_remiss(world)
    client, url = visit("ks.samordnare"), f"/remisser/{remiss_id}/avslut"
    page = client.get(url).text
    assert "har inte passerat" in page
    assert "Farsta stadsdelsnämnd" in page
    version = {"version": str(db.session.get_one(Remiss, remiss_id).version)}
    assert visit("ks.registrator").get(url).status_code == 403
    assert client.submit(url, version).status_code == 303
    assert "<strong>3</strong> har inte inkommit" in client.get(f"/remisser/{remiss_id}").text
    assert client.submit(url, version).status_code == 409


def test_the_mail_log_tells_what_the_sender_may_know_and_nothing_more(world, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.SIGNED)
    tick(MORNING)
    page = visit("ks.samordnare").get(f"/remisser/{remiss_id}/mejl").text
    assert "Farsta Registrator" in page
    assert 'Till">1\u00a0person' in page
    assert "2030-12-10\u00a008.00" in page
    for inside in ("Farsta Handlaggare", "Farsta Avdelningschef", "Farsta Direktor", "Farsta Sekreterare"):
        assert inside not in page


def test_the_order_of_the_table_stands_in_the_address(world, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    client = visit("ks.samordnare")

    def bodies(query: str) -> list[str]:
        found = re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<\n]+)', client.get(f"/remisser/{remiss_id}{query}").text)
        return [words.strip() for words in found]

    assert bodies("") == ["Socialnämnden", "Farsta stadsdelsnämnd", "Storstockholms brandförsvar"]
    assert bodies("?ordning=inkom")[0] == "Farsta stadsdelsnämnd"
    assert bodies("?ordning=lage")[-1] == "Farsta stadsdelsnämnd"
    assert bodies("?ordning=<x>") == bodies("")
    page = client.get(f"/remisser/{remiss_id}?status=vantar&ordning=lage").text
    assert f'href="/remisser/{remiss_id}?status=vantar&amp;ordning=inkom#lage"' in page
    assert page.count('aria-sort="ascending"') == 1


def test_the_list_shows_how_far_each_has_come_and_filters(world, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    draft_remiss(world, "KS 2026/312")
    client = visit("ks.samordnare")
    page = client.get("/remisser").text
    assert "1 av 3 har svarat" in page
    assert page.index("KS 2026/311") < page.index("KS 2026/312")
    assert "KS 2026/312" not in client.get("/remisser?visa=pagaende").text
    assert "KS 2026/311" not in client.get("/remisser?visa=utkast").text
    assert "Ingen remiss finns i urvalet" in client.get("/remisser?visa=avslutade").text
    assert "KS 2026/312" in client.get("/remisser?visa=<x>").text


def test_what_the_sender_has_to_do_is_on_top_of_the_overview(world, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        viewpoints.mark_viewpoint(world.actor("farsta.handlaggare"), reply, "Belysningen bör byggas ut.", START)
    for step in ROUTE[ROUTE.index(ReplyState.DRAFT) : ROUTE.index(ReplyState.SUBMITTED)]:
        with writing():
            act(world, reply_id, step.value)
    page = visit("ks.samordnare").get(f"/remisser/{remiss_id}").text
    assert "1\u00a0synpunkt att bekräfta i 1\u00a0svar" in page
    assert "2\u00a0instanser har inte tagit emot remissen" in page
    assert f'href="/remisser/{remiss_id}/paminnelser?urval=ej-mottagna">Påminn dem (2)</a>' in page
    registrar = visit("ks.registrator").get(f"/remisser/{remiss_id}").text
    assert "att bekräfta i" not in registrar
    reminders = visit("ks.samordnare").get(f"/remisser/{remiss_id}/paminnelser?urval=ej-mottagna").text
    waiting = re.findall(r'name="bodies" value="(\d+)"', reminders)
    visit("ks.samordnare").submit(f"/remisser/{remiss_id}/paminnelser?urval=ej-mottagna", {"bodies": waiting})
    again = visit("ks.samordnare").get(f"/remisser/{remiss_id}").text
    assert "Påminn dem (1)" in again  # the fire brigade has nobody to write to; the other one is left alone today


def test_a_decision_that_should_have_followed_a_preliminary_reply_is_asked_for(world, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.PRELIMINARY)
    address = f"/remisser/{remiss_id}/svar/{reply_id}/beslut"
    client = visit("ks.registrator")
    expect(reply_id, date(2999, 1, 4))
    assert address not in client.get(f"/remisser/{remiss_id}").text
    expect(reply_id, date(2020, 1, 4))
    page = client.get(f"/remisser/{remiss_id}").text
    assert "Beslut från Farsta stadsdelsnämnd väntades den 4 januari 2020" in page
    assert f'href="{address}">Registrera beslutet' in page


def expect(reply_id: int, day: date) -> None:
    with writing():
        db.session.get_one(Reply, reply_id).decision_expected_on = day


def test_the_queries_of_the_board_and_the_list_do_not_grow_with_the_bodies(world, visit) -> None:
    few, many = sent_remiss(world, bodies=(world.farsta,)), sent_remiss(world, "KS 2026/312")
    client = visit("ks.samordnare")

    def count(address: str) -> int:
        seen: list[str] = []
        listen = lambda *arguments: seen.append(arguments[2])  # noqa: E731 - must be removed again below
        sa.event.listen(db.engine, "before_cursor_execute", listen)
        client.get(address)
        sa.event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen)

    # session and memberships 3, frame 1, remiss 1, status 5 twice (the table, the compilation), intakes 1; the
    # compilation's themes, submissions, viewpoints, their labels and the newest change, decisions, sender twice,
    # programme and its versions, own words, and the days on papers that were signed outside
    assert count(f"/remisser/{few}") == count(f"/remisser/{many}") <= 36
    # session and memberships 3, frame 1, remisser 1, viewpoints to confirm 1; and the transaction's own
    assert count("/remisser") <= 10
    assert count(f"/remisser/{few}/mejl") == count(f"/remisser/{many}/mejl") <= 20
