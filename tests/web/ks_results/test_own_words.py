"""Who runs the remiss writes its own words in the page; two who do it at once lose nothing."""

from __future__ import annotations

import pytest

from remiss.domain.workflow.states import ReplyState
from tests.support.world import World, reply_in, sent_remiss


@pytest.fixture
def received(world: World) -> tuple[str, int]:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.social, ReplyState.DRAFT)
    return f"/remisser/{remiss_id}", reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)


def test_words_about_a_reply_are_written_on_its_page_undone_and_taken_back(received, visit) -> None:
    base, reply_id = received
    client, page = visit("ks.samordnare"), f"{base}/svar/{reply_id}/egna-ord"
    assert f'href="{page}"' in client.get(f"{base}/svar/{reply_id}").text
    assert client.submit(page, {"version": "0", "text": "Farsta är positivt.\n\nMen vill ha ljus."}).status_code == 303
    assert "Men vill ha ljus." in client.get(f"{base}/svar/{reply_id}").text
    assert "Men vill ha ljus." in client.get(f"{base}/sammanstallning/egna-ord").text
    client.submit(page, {"version": "1", "text": "", "angra": "ja"})
    assert "Men vill ha ljus." not in client.get(f"{base}/svar/{reply_id}").text
    client.submit(page, {"version": "2", "text": "", "angra": "ja"})
    client.submit(page, {"version": "3", "text": "", "forifylld": "ja"})
    assert "Men vill ha ljus." not in client.get(f"{base}/svar/{reply_id}").text
    assert "Men vill ha ljus." in client.get(page).text, "earlier wordings can be read"


def test_two_at_once_see_both_texts_and_choose(received, visit) -> None:
    base, _ = received
    client, page = visit("ks.samordnare"), f"{base}/sammanstallning/bedomning"
    assert client.submit(page, {"version": "0", "text": "Den första texten."}).status_code == 303
    late = client.submit(page, {"version": "0", "text": "Den andra texten."})
    assert late.status_code == 409
    assert "Den första texten." in late.text
    assert "Den andra texten." in late.text
    assert client.submit(page, {"version": "1", "text": "Båda texterna."}).status_code == 303
    assert client.submit(page, {"version": "2", "text": " "}).status_code == 422


def test_the_registrar_reads_and_others_find_nothing(received, visit) -> None:
    base, reply_id = received
    pages = [
        f"{base}/svar/{reply_id}/egna-ord",
        f"{base}/sammanstallning/vara-synpunkter",
        f"{base}/synpunkter/teman/1/egna-ord",
    ]
    reader = visit("ks.registrator")
    for page in pages:
        assert "<textarea" not in reader.get(page).text
        assert reader.submit(page, {"version": "0", "text": "Ord."}).status_code == 403
        for who in ("farsta.direktor", "social.registrator", "admin"):
            assert visit(who).get(page).status_code == 404
    for page in (f"{base}/svar/{reply_id + 5}/egna-ord", f"{base}/synpunkter/teman/99/egna-ord"):
        assert visit("ks.samordnare").get(page).status_code == 404
