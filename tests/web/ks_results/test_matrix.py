"""The replies across the themes or the sections of the draft, with filters; and what is easily overlooked."""

from __future__ import annotations

import re

import pytest

from remiss.domain.stance import Stance
from remiss.extensions import db
from remiss.models.viewpoints import Viewpoint
from tests.support.queries import counted
from tests.support.world import World, sent_remiss
from tests.web.test_queries import with_viewpoints

LIGHT = "2 Belysning"


@pytest.fixture
def two(world: World) -> str:
    """Two replies with two viewpoints each."""
    remiss_id = sent_remiss(world)
    with_viewpoints(world, remiss_id, world.farsta, "farsta")
    with_viewpoints(world, remiss_id, world.social, "social")
    return f"/remisser/{remiss_id}"


def classify(client, two: str, which: int, stance: Stance, *themes: str) -> int:
    """Say of a viewpoint, counted from 0, that it is about the section on light."""
    number = db.session.scalars(db.select(Viewpoint.id).order_by(Viewpoint.id)).all()[which]
    said = {"stance": stance.value, "themes": list(themes), "programme_section": "a002"}
    assert client.submit(f"{two}/synpunkter/{number}/klassning", said).status_code == 303
    return number


def foot(page: str) -> list[str]:
    """The last row of the table: how many there are in each column, and in all."""
    return re.findall(r"<td[^>]*>(\d+)</td>", page.partition("<tfoot>")[2].partition("</tfoot>")[0])


def test_sections_stand_across_and_every_cell_leads_to_the_words(two: str, visit) -> None:
    client = visit("ks.samordnare")
    classify(client, two, 0, Stance.OBJECTS, "belysning", "kostnad")
    page = client.get(f"{two}/matris?mot=avsnitt").text
    assert f">{LIGHT}</a></th>" in page
    assert "Inget särskilt avsnitt</a></th>" in page
    assert foot(page) == ["1", "3", "4"]
    link = re.search(rf'<a href="({two}/synpunkter\?[^"]*avsnitt=2\+Belysning)"><ul', page)
    assert link
    words = client.get(link[1].replace("&amp;", "&")).text
    assert "1\u00a0synpunkt visas" in words


def test_a_viewpoint_without_theme_has_a_column_and_one_with_two_counts_once(two: str, visit) -> None:
    client = visit("ks.samordnare")
    classify(client, two, 0, Stance.OBJECTS, "belysning", "kostnad")
    page = client.get(f"{two}/matris").text
    assert "Utan tema</a></th>" in page
    assert foot(page) == ["1", "1", "3", "4"]
    assert "räknas en gång under Alla" in page


def test_filters_in_the_address_choose_what_is_counted_and_follow_to_the_words(two: str, visit) -> None:
    client = visit("ks.samordnare")
    classify(client, two, 0, Stance.OBJECTS, "belysning")
    page = client.get(f"{two}/matris?stallning=invander").text
    assert foot(page) == ["1", "0", "1"]
    assert "stallning=invander&amp;svar=" in page
    assert foot(client.get(f"{two}/matris?tema=belysning").text) == ["1", "1"]
    assert foot(client.get(f"{two}/matris?mot=avsnitt&tema=utan").text) == ["3", "3"]
    assert foot(client.get(f"{two}/matris?slag=Stadsdelsn%C3%A4mnd").text)[-1] == "2"
    nothing = client.get(f"{two}/matris?slag=%C2%B2&mot=%22&avsnitt=9").text
    assert "Inga synpunkter passar urvalet" in nothing
    assert 'value="2 Belysning"' in nothing


def test_what_pulls_apart_and_what_nobody_touched_is_read_on_the_screen(two: str, visit) -> None:
    client = visit("ks.samordnare")
    empty = client.get(f"{two}/matris/luckor").text
    assert "Inget svar stöder det som ett annat invänder mot" in empty
    assert f"<li>{LIGHT}</li>" in empty
    against = classify(client, two, 0, Stance.OBJECTS)
    for_it = classify(client, two, 3, Stance.SUPPORTS)
    page = client.get(f"{two}/matris/luckor").text
    assert "Motstridiga synpunkter (1)" in page
    assert f'<a href="{two}/synpunkter/{against}">' in page
    assert f'<a href="{two}/synpunkter/{for_it}">' in page
    assert f"<li>{LIGHT}</li>" not in page
    assert f'href="{two}/matris/luckor"' in client.get(f"{two}/matris").text


@pytest.mark.parametrize("page", ["matris?mot=avsnitt", "matris/luckor"])
def test_comparing_asks_few_questions_and_nobody_outside_compares(two: str, visit, page: str) -> None:
    client = visit("ks.samordnare")
    client.get(f"{two}/{page}")
    with counted() as seen:
        client.get(f"{two}/{page}")
    assert len(seen) <= 33, "\n".join(seen)  # the frame, the remiss, what a compilation is made of
    for who in ("farsta.direktor", "admin"):
        assert visit(who).get(f"{two}/{page}").status_code == 404


def test_before_the_first_reply_the_pages_say_what_will_come(world: World, visit) -> None:
    client, remiss = visit("ks.samordnare"), sent_remiss(world, "KS 2026/77")
    for page in ("matris", "matris?mot=avsnitt", "matris/luckor", "matris/jamforelse"):
        assert "Inga svar har kommit in ännu" in client.get(f"/remisser/{remiss}/{page}").text
