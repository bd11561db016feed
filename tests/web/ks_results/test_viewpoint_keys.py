"""Going through the queue of viewpoints by keys alone, in a real browser: one key confirms, the focus goes on."""

from __future__ import annotations

from playwright.sync_api import expect

from remiss.domain.stance import Confidence, Stance
from remiss.domain.statement import SectionKey
from remiss.domain.viewpoints import SuggestedViewpoint
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.replies import Reply
from remiss.models.viewpoints import LabelStatus, ViewpointLabel
from remiss.services.viewpoints import add_suggestions
from tests.support.browser import assert_accessible
from tests.support.world import START, World, reply_in, sent_remiss

SAID = (
    "Belysningen bör byggas ut.",
    "Förvaltningen ser positivt på programmet.",
    "Vi är positiva.",
)  # what the text says


def waiting(world: World) -> tuple[str, list[int]]:
    """Return the address of a queue of suggestions, and the numbers of its viewpoints."""
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        rows = [
            SuggestedViewpoint(SectionKey.VIEWPOINTS, words, Stance.PROPOSES_CHANGE, Confidence.SURE, (), ())
            for words in SAID
        ]
        numbers = [row.id for row in add_suggestions(reply, rows, reply.remiss.themes, "prov-1", START)]
    return f"/remisser/{remiss_id}/synpunkter", numbers


def test_viewpoints_are_gone_through_by_keys(world: World, enter) -> None:
    base, (first, second, third) = waiting(world)
    page = enter("ks.samordnare")
    words, focused = page.locator("#synpunkten"), page.locator(":focus")
    page.goto(f"{base}/{first}")
    page.keyboard.press("?")
    expect(page.get_by_text("nästa synpunkt", exact=False)).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("n")
    page.wait_for_url(f"**{base}/{second}#synpunkten")
    expect(words).to_be_focused()
    page.keyboard.press("b")
    page.wait_for_url(f"**{base}/{third}#synpunkten")
    expect(words).to_be_focused()
    expect(words).to_contain_text(SAID[2])
    page.keyboard.press("k")
    expect(focused).to_have_id("action")
    page.keyboard.press("n")
    page.keyboard.press("Tab")
    page.keyboard.type("b?n")
    expect(focused).to_have_value("b?n")
    page.get_by_label("Bedömning", exact=True).select_option("noteras")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**{base}/{first}#synpunkten")
    page.keyboard.press("?")
    page.get_by_label("Använd tangenterna i den här webbläsaren").uncheck()
    page.keyboard.press("b")
    page.reload()
    page.keyboard.press("b")
    expect(page.get_by_role("button", name="Bekräfta förslaget")).to_be_visible()
    db.session.rollback()
    confirmed = set(db.session.scalars(db.select(ViewpointLabel.viewpoint_id).filter_by(status=LabelStatus.CONFIRMED)))
    assert confirmed == {second}


def test_the_list_names_only_keys_that_lead_somewhere(world: World, visit) -> None:
    base, (first, _, third) = waiting(world)
    page = visit("ks.samordnare").get(f"{base}/{first}").text
    assert 'data-key-for="nasta"' in page
    assert 'data-key-for="foregaende"' not in page
    assert 'data-key-for="nasta"' not in visit("ks.samordnare").get(f"{base}/{third}").text
    seen = visit("ks.registrator").get(f"{base}/{first}").text
    assert 'data-key-for="bekrafta"' not in seen
    assert 'data-key-for="stance"' not in seen
