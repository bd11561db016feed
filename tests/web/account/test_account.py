"""Mitt konto: everybody has it, sees only the own sessions, and says when somebody else acts."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from remiss.clock import today
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.operations import AuditEvent
from remiss.models.people import Substitution, User
from remiss.queries.own_sessions import browser_words
from remiss.services.sessions import ALLOWED_FAILURES
from tests.support.world import PASSWORD, reply_in, sent_remiss

EVERYBODY = [
    "farsta.registrator", "farsta.handlaggare", "farsta.avdelningschef", "farsta.direktor", "farsta.sekreterare",
    "ks.samordnare", "ks.registrator", "admin",
]  # fmt: skip
PAGES = ["/mitt-konto", "/mitt-konto/losenord", "/mitt-konto/franvaro"]
NEW = "isberg lampa traktor"


def change(client, present: str = PASSWORD, new: str = NEW):
    form = {"present_password": present, "password": new, "password_again": new}
    return client.submit("/mitt-konto/losenord", form)


def absence(world, substitute: str, days: int = 7) -> dict[str, str]:
    until = (today() + timedelta(days=days)).isoformat()
    return {"since": "", "until": until, "substitute": f"{world.farsta}-{world.users[substitute]}"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_has_it_and_the_name_leads_there(visit, who) -> None:
    client = visit(who)
    assert 'href="/mitt-konto"' in client.get("/").text
    for page in PAGES:
        assert client.get(page).status_code == 200, page


def test_a_stranger_is_sent_to_the_login(visit) -> None:
    for page in PAGES:
        assert visit("").get(page).location.startswith("/inloggning")


def test_own_details_are_changed_and_the_address_is_not(world, visit) -> None:
    client = visit("farsta.handlaggare")
    form = {"name": "Hanna Handläggare", "title": "utredare", "phone": "08-7", "email": "annan@exempel.example"}
    assert client.submit("/mitt-konto", form).status_code == 303
    db.session.rollback()
    user = db.session.get_one(User, world.users["farsta.handlaggare"])
    assert (user.name, user.title, user.email) == (
        "Hanna Handläggare",
        "utredare",
        "farsta.handlaggare@exempel.example",
    )
    assert client.submit("/mitt-konto", form | {"name": " "}).status_code == 422


def test_a_new_password_keeps_this_session_and_ends_the_others(visit) -> None:
    here, there = visit("farsta.handlaggare"), visit("farsta.handlaggare")
    assert change(here).status_code == 303
    assert "Lösenordet är bytt." in here.get("/mitt-konto").text
    assert there.get("/mitt-konto").status_code == 303
    form = {"email": "farsta.handlaggare@exempel.example", "password": NEW}
    assert visit("").submit("/inloggning", form).status_code == 303


@pytest.mark.parametrize(
    ("present", "new", "sentence"),
    [("fel", NEW, "Det nuvarande lösenordet är fel."), (PASSWORD, "farsta handlaggare", "ditt namn eller din adress")],
)
def test_a_refused_change_changes_nothing(visit, present, new, sentence) -> None:
    client = visit("farsta.handlaggare")
    answer = change(client, present, new)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert new not in answer.text
    assert visit("farsta.handlaggare").get("/").status_code == 200


def test_guessing_the_present_password_locks(visit) -> None:
    client = visit("farsta.handlaggare")
    for _ in range(ALLOWED_FAILURES):
        change(client, "fel")
    answer = change(client)
    assert answer.status_code == 422
    assert "Vänta en kvart" in answer.text


def test_the_other_sessions_are_listed_and_ended(visit) -> None:
    here, there, other = visit("farsta.handlaggare"), visit("farsta.handlaggare"), visit("farsta.registrator")
    page = here.get("/mitt-konto").text
    assert page.count("(den här)") == 1
    assert page.count('data-label="Inloggad"') == 2
    assert here.submit("/mitt-konto/utloggning", {}).status_code == 303
    assert "Logga ut de andra" not in here.get("/mitt-konto").text
    assert there.get("/").status_code == 303
    assert other.get("/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge på Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox på Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile Safari/604.1", "Safari på iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Mobile Safari/537.36", "Chrome på Android"),
        ("curl/8", "Okänd webbläsare"),
        (None, "Okänd webbläsare"),
    ],
)  # fmt: skip
def test_browsers_are_named_in_words(agent, words) -> None:
    assert browser_words(agent) == words


def test_away_the_substitute_sees_the_matters_and_whom_for(world, visit) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.DIRECTOR_REVIEW)
    director, head = visit("farsta.direktor"), visit("farsta.avdelningschef")
    assert "Granska och signera" not in head.get("/").text
    answer = director.submit("/mitt-konto/franvaro", absence(world, "farsta.avdelningschef"))
    assert answer.status_code == 303, answer.text
    assert "Farsta Avdelningschef ersätter dig" in director.get("/mitt-konto").text
    page = head.get("/").text
    assert "Du ersätter Farsta Direktor till och med" in page
    assert "Granska och signera" in page
    assert "Farsta Direktor (ersätts av Farsta Avdelningschef)" in director.get("/arenden/1").text
    assert "Farsta Direktor (ersätts av Farsta Avdelningschef)" in director.get("/arenden").text
    assert "Du signerar som förvaltningschef, vid förfall för Farsta Direktor" in head.get("/arenden/1/granskning").text
    signed = head.submit("/arenden/1/signering", {"base": "1", "password": PASSWORD})
    assert signed.status_code == 303
    assert "Farsta Avdelningschef för Farsta Direktor" in head.get("/arenden/1/historik").text
    assert "vid förfall för Farsta Direktor" in head.get("/arenden/1/granskning").text


def test_back_again_nothing_is_left(world, visit) -> None:
    director, head = visit("farsta.direktor"), visit("farsta.avdelningschef")
    director.submit("/mitt-konto/franvaro", absence(world, "farsta.avdelningschef"))
    number = db.session.scalar(sa.select(Substitution.id))
    end = f"/mitt-konto/franvaro/{number}/slut"
    assert head.submit(end, {}).status_code == 404
    assert director.submit(end, {}).status_code == 303
    assert "Du ersätter" not in head.get("/").text
    assert "Jag är tillbaka" not in director.get("/mitt-konto").text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"until": ""}, "Ange sista dagen."),
        ({"until": "2020-01-01"}, "Sista dagen har redan varit."),
        ({"until": "2099-01-01"}, "Välj högst ett år."),
        ({"substitute": "2-9999"}, "Välj något i listan."),
        ({"substitute": "x"}, "Välj något i listan."),
    ],
)
def test_what_is_wrong_with_an_absence_is_told(world, visit, change, sentence) -> None:
    answer = visit("farsta.direktor").submit("/mitt-konto/franvaro", absence(world, "farsta.avdelningschef") | change)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_administrator_says_it_for_somebody(world, visit) -> None:
    admin = visit("admin")
    page = f"/anvandare/{world.users['farsta.direktor']}"
    assert admin.submit(f"{page}/ersattare", absence(world, "farsta.avdelningschef")).status_code == 303
    assert "Farsta Avdelningschef ersätter i Farsta stadsdelsnämnd" in admin.get(page).text
    number = db.session.scalar(sa.select(Substitution.id))
    assert admin.submit(f"/anvandare/{world.users['admin']}/ersattare/{number}/slut", {}).status_code == 404
    assert admin.submit(f"{page}/ersattare/{number}/slut", {}).status_code == 303
    db.session.rollback()
    event = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.number.desc())).first()
    assert (event.action, event.thing_id) == ("avsluta_ersattare", world.users["farsta.direktor"])
