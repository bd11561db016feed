"""Reading one theme, a few bodies side by side, and what is said about a word anywhere in the replies."""

from __future__ import annotations

import pytest

from remiss.domain.stance import Stance
from remiss.domain.workflow.states import ReplyState
from tests.support.queries import counted
from tests.support.world import CANARY, World, reply_of, sent_remiss
from tests.web.test_queries import with_viewpoints

ASKS = "Belysningen bör byggas ut."


@pytest.fixture
def two(world: World) -> str:
    remiss_id = sent_remiss(world)
    with_viewpoints(world, remiss_id, world.farsta, "farsta")
    with_viewpoints(world, remiss_id, world.social, "social")
    return f"/remisser/{remiss_id}"


def test_two_to_six_replies_stand_beside_each_other(world: World, two: str, visit) -> None:
    client = visit("ks.registrator")
    ids = [reply_of(1, body).id for body in (world.farsta, world.social)]
    page = f"{two}/matris/jamforelse"
    assert "<table" not in client.get(page).text
    assert "Välj minst ett svar till" in client.get(f"{page}?instans={ids[0]}&instans=²").text
    both = client.get(f"{page}?instans={ids[0]}&instans={ids[1]}").text
    assert both.count(f"<p>{ASKS}</p>") == 2
    none = client.get(f"{page}?instans={ids[0]}&instans={ids[1]}&tema=belysning").text
    assert ASKS not in none
    assert none.count("Inget här") == 2


def test_a_theme_is_read_with_what_asks_for_something_first(two: str, visit) -> None:
    client = visit("ks.samordnare")
    assert "Ingen har sagt något" in client.get(f"{two}/synpunkter/teman/1").text
    client.submit(f"{two}/synpunkter/1/klassning", {"stance": "stoder", "themes": ["belysning"]})
    client.submit(f"{two}/synpunkter/3/klassning", {"stance": Stance.OBJECTS.value, "themes": ["belysning"]})
    page = client.get(f"{two}/synpunkter/teman/1").text
    assert page.index("Invänder") < page.index("Stöder")
    assert f'href="{two}/synpunkter/teman/1/egna-ord"' in page
    assert client.get(f"{two}/synpunkter/teman/99").status_code == 404
    assert f'href="{two}/synpunkter/teman/1"' in client.get(f"{two}/synpunkter").text


def test_what_is_said_about_a_word_is_found_in_viewpoints_texts_themes_and_names(two: str, visit) -> None:
    client = visit("ks.samordnare")

    def answer(words: str) -> str:
        return client.get(f"{two}/synpunkter/sokning", query_string={"ord": words}).text

    assert answer("belysningarna").count(ASKS) == 2, "in another form of the word"
    assert "I texten i övrigt" in answer("kanariefågel")
    assert CANARY in answer("kanariefågel")
    assert "Säger inget om det: Socialnämnden." in answer("Farsta stadsdelsnämnd")
    assert "Inget svar säger något" in answer("krisstöd")
    assert client.get(f"{two}/synpunkter/sokning").status_code == 200


def test_prefilled_words_are_shown_until_somebody_writes_and_say_where_they_come_from(two: str, visit) -> None:
    client = visit("ks.samordnare")
    page = client.get(f"{two}/svar/1/egna-ord").text
    assert "föreslår" in page
    assert "Varifrån de förifyllda meningarna kommer" in page
    assert "Förifyllt från bekräftade klassningar" in client.get(f"{two}/svar/1").text


@pytest.mark.parametrize(
    "page", ["matris/jamforelse?instans=1&instans=2", "synpunkter/teman/1", "synpunkter/sokning?ord=ljus"]
)
def test_reading_asks_few_questions_and_nobody_outside_reads(two: str, visit, page: str) -> None:
    client = visit("ks.samordnare")
    client.get(f"{two}/{page}")
    with counted() as seen:
        client.get(f"{two}/{page}")
    assert len(seen) <= 34, "\n".join(seen)  # the frame, the remiss, what a compilation is made of, who has fixed it
    for who in ("farsta.direktor", "admin"):
        assert visit(who).get(f"{two}/{page}").status_code == 404


def test_a_draft_is_in_no_answer(world: World, visit) -> None:
    from_draft = sent_remiss(world, "KS 2026/88")
    reply = reply_of(from_draft, world.farsta)
    assert reply.state is ReplyState.SENT
    assert CANARY not in visit("ks.samordnare").get(f"/remisser/{from_draft}/synpunkter/sokning?ord=kanarie").text
