"""One answer for many viewpoints: to those that are ticked, taken back as one, with a word where it says little."""

from __future__ import annotations

import re

import pytest

from remiss.domain.stance import Confidence, Stance
from remiss.domain.statement import SectionKey
from remiss.domain.viewpoints import SuggestedViewpoint
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.replies import Reply
from remiss.models.viewpoints import Viewpoint
from remiss.services.viewpoints import add_suggestions, confirm_suggestions, place_viewpoint
from tests.support.world import START, World, reply_in, sent_remiss

ASKS = "Belysningen bör byggas ut."
PRAISES = "Förvaltningen ser positivt på programmet."
AGREES = "Vi är positiva."
NOWHERE = {"changed_section": ""}


@pytest.fixture
def received(world: World) -> str:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        said = [(ASKS, Stance.PROPOSES_CHANGE), (PRAISES, Stance.SUPPORTS), (AGREES, Stance.SUPPORTS)]
        rows = [
            SuggestedViewpoint(SectionKey.VIEWPOINTS, text, stance, Confidence.SURE, ("belysning",), ())
            for text, stance in said
        ]
        made = add_suggestions(reply, rows, reply.remiss.themes, "prov-1", START)
        confirm_suggestions(world.actor("ks.samordnare"), made[:2], START)
        place_viewpoint(world.actor("ks.samordnare"), made[0], "a002", START)
    return f"/remisser/{remiss_id}/synpunkter"


def answers() -> list[str | None]:
    """The standing answer to each viewpoint, in order."""
    db.session.rollback()
    db.session.expire_all()
    rows = db.session.scalars(db.select(Viewpoint).order_by(Viewpoint.position))
    standing = [[one.action.value for one in row.assessments if one.superseded_at is None] for row in rows]
    assert all(len(found) < 2 for found in standing), "a viewpoint has one standing answer"
    return [found[0] if found else None for found in standing]


def test_the_ticked_ones_get_one_answer_and_undoing_gives_back_what_was(received: str, visit) -> None:
    client, ids = visit("ks.samordnare"), [row.id for row in db.session.scalars(db.select(Viewpoint))]
    client.submit(f"{received}/{ids[0]}/bedomning", {"action": "beaktas_inte", "reason": "För dyrt.", **NOWHERE})
    page = client.get(f"{received}/gruppsvar").text
    assert PRAISES in page
    assert ASKS not in page, "it has an answer"
    assert ASKS in client.get(f"{received}/gruppsvar?bedomning=beaktas_inte").text
    bare = client.submit(f"{received}/gruppsvar?tema=belysning", {"action": "noteras", "reason": "", **NOWHERE})
    assert bare.status_code == 422
    again = {"synpunkt": ids, "action": "beaktas", "reason": "Ja.", **NOWHERE}
    assert client.submit(f"{received}/gruppsvar?bedomning=beaktas_inte", again).status_code == 303
    assert answers() == ["beaktas", None, None], "only what the page showed"
    assert client.submit(f"{received}/gruppsvar", {**again, "action": "noteras"}).status_code == 303
    assert answers() == ["beaktas", "noteras", "noteras"]
    shown = client.get(f"{received}/gruppsvar").text
    undo = f"{received}/gruppsvar/3/borttagning"
    assert f'action="{undo}"' in shown
    assert client.submit(undo, {}).status_code == 303
    assert answers() == ["beaktas", None, None]
    assert client.submit(undo, {}).status_code == 409
    client.submit(f"{received}/gruppsvar/2/borttagning", {})
    assert answers() == ["beaktas_inte", None, None]


def test_undoing_twice_brings_nothing_back(received: str, visit) -> None:
    client, ids = visit("ks.samordnare"), [row.id for row in db.session.scalars(db.select(Viewpoint))]
    for one in ids[:2]:
        client.submit(f"{received}/{one}/bedomning", {"action": "noteras", "reason": "", **NOWHERE})
    given = {"synpunkt": ids[:2], "action": "beaktas", "reason": "", **NOWHERE}
    client.submit(f"{received}/gruppsvar?bedomning=noteras", given)
    shown = client.get(f"{received}/gruppsvar").text
    undo = re.search(r'action="([^"]+/borttagning)"', shown)[1]
    assert client.submit(undo, {}).status_code == 303
    assert answers() == ["noteras", "noteras", None]
    assert "Ångra gruppsvaret" not in client.get(f"{received}/gruppsvar").text, "what stands again is no group answer"
    again = client.submit(undo, {})
    assert again.status_code == 409
    assert "Gruppsvaret är redan ångrat" in again.text
    assert answers() == ["noteras", "noteras", None]


def test_support_is_noted_in_one_step_where_somebody_has_confirmed_it(received: str, visit) -> None:
    client = visit("ks.samordnare")
    assert "Notera alla stöd och neutrala (1)" in client.get(received).text
    assert client.submit(f"{received}/notering", {}).status_code == 303
    assert answers() == [None, "noteras", None]
    again = client.submit(f"{received}/notering", {})
    assert again.status_code == 422
    assert "Välj minst en synpunkt." in again.text, "the page that is shown has no place for it"


def test_what_is_taken_into_account_nowhere_is_pointed_out(received: str, visit) -> None:
    client = visit("ks.samordnare")
    given = {"synpunkt": ["1"], "action": "beaktas", "reason": "", **NOWHERE}
    client.submit(f"{received}/gruppsvar?avsnitt=2+Belysning", given)
    assert "Inget ändrat avsnitt är angivet" in client.get(received).text
    assert ASKS in client.get(f"{received}?bedomning=utan_andring").text
    assert "inget ändrat avsnitt är angivet" in client.get(f"{received}/1").text
    assert PRAISES not in client.get(f"{received}?avsnitt=2+Belysning").text
    assert ASKS not in client.get(f"{received}?avsnitt=utan").text


def test_only_who_runs_the_remiss_answers(received: str, visit) -> None:
    for who, status in (("ks.registrator", 403), ("farsta.direktor", 404), ("admin", 404)):
        for page in ("gruppsvar", "notering", "gruppsvar/1/borttagning"):
            assert visit(who).submit(f"{received}/{page}", {"action": "noteras", **NOWHERE}).status_code == status
