"""The list of matters: what the address asks for, in its order, as a page and as a file; the inbox beside it."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from lxml import html

from remiss.clock import today
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.services.registrations import ArrivedRemiss, register_remiss
from tests.support.world import START, World, reply_in, sent_remiss
from tests.web.office.test_queries import FRAME, counted


def titled(remiss_id: int, title: str, due: date | None = None) -> int:
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        remiss.title, remiss.due_on = title, due or remiss.due_on
    return remiss_id


@pytest.fixture
def three(world: World) -> dict[str, int]:
    """An open matter in draft that is late, one that is not received, and one that has been declined."""
    late = titled(sent_remiss(world, "KS 2026/1"), "Översiktsplan", today() - timedelta(days=3))
    fresh = titled(sent_remiss(world, "KS 2026/2"), "Avfallsplan")
    ended = titled(sent_remiss(world, "KS 2026/3"), "Äldreplan", date(2030, 1, 1))
    return {
        "late": reply_in(world, late, world.farsta, ReplyState.DRAFT),
        "fresh": reply_in(world, fresh, world.farsta, ReplyState.SENT),
        "ended": reply_in(world, ended, world.farsta, ReplyState.DECLINED),
    }


def shown(page) -> list[int]:
    links = html.fromstring(page.text).xpath("//table//th[@scope='row']/a/@href")
    return [int(link.rsplit("/", 1)[1]) for link in links]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", ["late", "fresh"]),
        ("lage=oppna", ["late", "fresh"]),
        ("lage=avslutade", ["ended"]),
        ("lage=alla", ["late", "fresh", "ended"]),
        ("lage=skickad", ["fresh"]),
        ("hos=handlaggare", ["late"]),
        ("hos=mig", ["fresh"]),
        ("forsenade=y", ["late"]),
        ("sok=översikt", ["late"]),
        ("sok=OVERSIKT", []),
        ("sok=ks+2026/2", ["fresh"]),
        ("sok=1.1-7&lage=alla", ["late"]),
        ("avsandare=1", ["late", "fresh"]),
        ("avsandare=99", ["late", "fresh"]),
        ("lage=alla&sortera=rubrik", ["fresh", "ended", "late"]),
        ("lage=alla&sortera=rubrik&ordning=fallande", ["late", "ended", "fresh"]),
        ("sortera=lage", ["fresh", "late"]),
        ("sortera=nonsens&ordning=nonsens", ["late", "fresh"]),
    ],
)
def test_the_address_says_what_is_listed(visit, three, asked, expected) -> None:
    page = visit("farsta.registrator").get(f"/arenden?{asked}")
    assert shown(page) == [three[name] for name in expected]


def test_what_is_shown_can_be_had_as_a_file(visit, three) -> None:
    client = visit("farsta.registrator")
    assert "/arenden.csv?lage=avslutade" in client.get("/arenden?lage=avslutade").text
    lines = client.get("/arenden.csv?lage=avslutade").get_data(as_text=True).splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Äldreplan;Kommunstyrelsen;KS 2026/3;")


def test_heads_sort_and_keep_the_choice(visit, three) -> None:
    tree = html.fromstring(visit("farsta.registrator").get("/arenden?lage=alla&sok=plan").text)
    heads = {link.text: link for link in tree.xpath("//th/a[@class='sort']")}
    assert heads["Remiss"].get("href") == "/arenden?lage=alla&sok=plan&sortera=rubrik"
    assert heads["Svar senast"].getparent().get("aria-sort") == "ascending"
    assert heads["Svar senast"].get("href").endswith("sortera=datum&ordning=fallande")
    assert tree.xpath("//option[@value='oppna']")[0].text == "Öppna (2)"


def test_empty_lists_say_why(visit, world) -> None:
    client = visit("farsta.registrator")
    assert "Här visas ärenden när en remiss har kommit" in client.get("/arenden").text
    sent_remiss(world)
    assert "Inget ärende passar urvalet" in client.get("/arenden?sok=finns+inte").text


@pytest.mark.parametrize("who", ["ks.samordnare", "admin"])
def test_the_file_does_not_exist_without_an_office(visit, world, who) -> None:
    assert visit(who).get("/arenden.csv").status_code == 404


def test_three_hundred_matters_cost_no_more_queries_and_little_time(visit, world) -> None:
    with writing():
        body, sender = db.session.get_one(Organisation, world.farsta), world.ks
        for number in range(300):
            remiss = Remiss(
                sender_id=sender, title=f"Remiss {number}", diary_number=f"KS {number}", letter="", state="skickad",
                due_on=date(2030, 1, 1), created_by_id=1, created_at=START, sent_at=START,
            )  # fmt: skip
            reply = Reply(remiss=remiss, state_since=START)
            db.session.add(Consultee(remiss=remiss, organisation=body, reply=reply))
    client = visit("farsta.registrator")
    with counted() as seen:
        began = time.perf_counter()
        page = client.get("/arenden")
        took = time.perf_counter() - began
    assert len(shown(page)) == 300
    assert len(seen) <= FRAME + 3, "\n".join(seen)  # matters, names, people
    assert took < 5, "a busy machine and the audit of the page included"


def _arrived(world: World, remiss_id: int, days_ago: int) -> int:
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        remiss.sent_at = datetime.now(UTC) - timedelta(days=days_ago)
    return reply_in(world, remiss_id, world.farsta, ReplyState.SENT)


def test_the_inbox_holds_what_nobody_has_received_and_flags_what_lies(visit, world) -> None:
    old = _arrived(world, titled(sent_remiss(world, "KS 2026/1"), "Gammal"), 8)
    new = _arrived(world, titled(sent_remiss(world, "KS 2026/2"), "Ny"), 0)
    received = reply_in(world, sent_remiss(world, "KS 2026/3"), world.farsta, ReplyState.RECEIVED)
    client = visit("farsta.registrator")
    page = client.get("/inkorg").text
    items = {
        item.xpath(".//h2")[0].text_content(): item.text_content()
        for item in html.fromstring(page).xpath("//li[@class='task']")
    }
    assert set(items) == {"Gammal", "Ny"}
    assert "Oöppnad i mer än två arbetsdagar" in items["Gammal"]
    assert "Oöppnad" not in items["Ny"]
    assert "Kommunstyrelsen" in items["Ny"]
    assert f'href="/arenden/{old}"' in page
    assert f'href="/arenden/{new}"' in page
    assert f'href="/arenden/{received}"' not in page
    assert 'href="/inkorg"' in client.get("/").text


def test_the_inbox_is_the_registrars_own(visit, world) -> None:
    sent_remiss(world, bodies=(world.farsta,))
    assert "Inkorgen är tom" in visit("social.registrator").get("/inkorg").text
    assert visit("farsta.handlaggare").get("/inkorg").status_code == 403
    assert 'href="/inkorg"' not in visit("farsta.handlaggare").get("/").text
    assert visit("ks.samordnare").get("/inkorg").status_code == 404


def test_the_inbox_asks_few_questions(visit, world) -> None:
    client = visit("farsta.registrator")
    for number in range(3):
        sent_remiss(world, f"KS 2026/{number}")
    with counted() as seen:
        client.get("/inkorg")
    assert len(seen) <= FRAME + 2, "\n".join(seen)  # what has come, names


def test_a_registered_remiss_is_found_by_its_senders_number(visit, world) -> None:
    with writing():
        body, sender = db.session.get_one(Organisation, world.farsta), db.session.get_one(Organisation, world.external)
        arrived = ArrivedRemiss("Motion", "Ju2026/00101", "1.5-7/2026", START.date(), date(2030, 1, 1), "Svara.")
        reply_id = register_remiss(world.actor("farsta.registrator"), body, sender, arrived, START).id
    assert shown(visit("farsta.handlaggare").get("/arenden?sok=ju2026/00101")) == [reply_id]
