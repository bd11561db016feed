"""Two people work on the same viewpoints: nobody overwrites what they have not seen, and each is told what happened."""

from __future__ import annotations

import re

import pytest

from remiss.extensions import db
from remiss.models.viewpoints import Viewpoint
from tests.support.world import World
from tests.web.ks_results.test_group_answers import NOWHERE, answers
from tests.web.ks_results.test_group_answers import received as received

REASON = "Ryms inte i budgeten för de närmaste fyra åren."


def marks(page: str) -> list[str]:
    """Of the form for the classification, and of the one for the answer."""
    return re.findall(r'name="mark" value="([^"]*)"', page)


@pytest.fixture
def first(received: str) -> str:
    return f"{received}/{db.session.scalars(db.select(Viewpoint.id).order_by(Viewpoint.position)).first()}"


def test_an_answer_given_meanwhile_is_shown_and_not_overwritten(world: World, first: str, visit) -> None:
    client = visit("ks.samordnare")
    _, mark = marks(client.get(first).text)
    one = {"action": "beaktas", "reason": "Ja.", **NOWHERE}
    assert client.submit(f"{first}/bedomning", {**one, "mark": mark}).status_code == 303
    late = client.submit(f"{first}/bedomning", {**one, "action": "beaktas_inte", "reason": REASON, "mark": mark})
    assert late.status_code == 409
    assert "Sparat nu: Beaktas. Ja." in late.text
    assert REASON in late.text, "what was typed is kept"
    assert answers()[0] == "beaktas"
    again = {**one, "action": "beaktas_inte", "reason": REASON, "mark": marks(late.text)[1]}
    assert client.submit(f"{first}/bedomning", again).status_code == 303
    assert answers()[0] == "beaktas_inte", "after a look it can be saved"


def test_a_classification_made_meanwhile_is_shown_and_not_overwritten(world: World, first: str, visit) -> None:
    client = visit("ks.samordnare")
    mark, _ = marks(client.get(first).text)
    given = {"stance": "invander", "themes": ["belysning"], "programme_section": "a002"}
    assert client.submit(f"{first}/klassning", {**given, "mark": mark}).status_code == 303
    late = client.submit(f"{first}/klassning", {**given, "stance": "stoder", "mark": mark})
    assert late.status_code == 409
    assert "Sparat nu:" in late.text
    assert '<option selected value="stoder">' in late.text
    moved = marks(late.text)[0]
    assert client.submit(f"{first}/klassning", {**given, "programme_section": "", "mark": moved}).status_code == 303
    assert client.submit(f"{first}/klassning", {**given, "mark": moved}).status_code == 409, "the section is part of it"


def test_confirming_what_is_confirmed_says_so(received: str, first: str, visit) -> None:
    answer = visit("ks.samordnare").submit(f"{first}/bekraftelse", {})
    assert answer.status_code == 409
    assert "redan bekräftad" in answer.text


def test_group_answers_tell_of_those_that_somebody_else_has_answered(received: str, first: str, visit) -> None:
    client, ids = visit("ks.samordnare"), [row.id for row in db.session.scalars(db.select(Viewpoint))]
    client.submit(f"{first}/bedomning", {"action": "beaktas_inte", "reason": REASON, **NOWHERE})
    client.submit(f"{received}/gruppsvar", {"synpunkt": ids, "action": "noteras", "reason": "", **NOWHERE})
    assert "1\u00a0synpunkt med bock hade redan ändrats av någon annan" in client.get(received).text
    assert answers() == ["beaktas_inte", "noteras", "noteras"]


def test_confirming_many_tells_of_those_that_somebody_else_has_classified(received: str, visit) -> None:
    client, ids = visit("ks.samordnare"), [row.id for row in db.session.scalars(db.select(Viewpoint))]
    client.submit(f"{received}/bekraftelse", {"synpunkt": ids})
    told = client.get(received).text
    assert "1\u00a0förslag är bekräftat" in told
    assert "2\u00a0synpunkter med bock hade någon annan redan klassat" in told
    assert "Alla synpunkter är bekräftade." in client.get(f"{received}/bekraftelse").text


def test_one_answer_is_taken_away_and_the_viewpoint_waits_again(received: str, first: str, visit) -> None:
    client, away = visit("ks.samordnare"), f"{first}/bedomning/borttagning"
    assert away not in client.get(first).text
    client.submit(f"{first}/bedomning", {"action": "noteras", "reason": "", **NOWHERE})
    assert f'action="{away}"' in client.get(first).text
    assert client.submit(away, {}).status_code == 303
    assert answers()[0] is None
    gone = client.submit(away, {})
    assert gone.status_code == 409
    assert "ingen bedömning att ta bort" in gone.text
    assert visit("ks.registrator").submit(away, {}).status_code == 403
    assert visit("farsta.direktor").submit(away, {}).status_code == 404


def test_removing_in_a_queue_goes_on_to_the_next_and_the_error_page_leads_back(
    received: str, first: str, visit
) -> None:
    client, ids = visit("ks.samordnare"), [row.id for row in db.session.scalars(db.select(Viewpoint))]
    gone = client.submit(f"{first}/borttagning?tema=belysning", {})
    assert gone.location == f"{received}/{ids[1]}?tema=belysning#synpunkten"
    assert "/svar/" in client.submit(f"{received}/{ids[1]}/borttagning", {}).location
    came_from = {"Referer": f"http://localhost{received}?tema=belysning"}
    late = client.submit(f"{received}/{ids[2]}/bedomning/borttagning", {}, headers=came_from)
    assert f'href="{received}?tema=belysning"' in late.text
    elsewhere = client.submit(f"{received}/{ids[2]}/bedomning/borttagning", {}, headers={"Referer": "http://x.test/a"})
    assert "Tillbaka till sidan" not in elsewhere.text
