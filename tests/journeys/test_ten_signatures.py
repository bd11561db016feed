"""Ten signatures between two meetings: a phone of 360 px, every tap counted."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.statements import Signature
from tests.support.browser import assert_accessible
from tests.support.world import PASSWORD, World, reply_in, sent_remiss

COUNT, MOST_TAPS, MOST_SECONDS = 10, 15, 240

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A phone, held upright."""
    context = browser.new_context(base_url=address, locale="sv-SE", viewport={"width": 360, "height": 740})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_ten_signatures_take_a_tap_each_and_less_than_four_minutes(phone: Page, world: World) -> None:
    for number in range(COUNT):
        reply_in(world, sent_remiss(world, f"KS 2026/{number}"), world.farsta, ReplyState.HEAD_REVIEW)
    began, taps = time.monotonic(), 0
    phone.goto("/signering")  # the link of the mail, or of a bookmark; signing in is the day's first thing anyway
    phone.get_by_label("E-postadress").fill("farsta.avdelningschef@exempel.example")
    phone.get_by_label("Lösenord").fill(PASSWORD)
    phone.get_by_role("button", name="Logga in").click()
    for number in range(COUNT):
        assert phone.get_by_role("heading", level=1).inner_text() == "Signera"
        if number == 0:
            assert_accessible(phone)
            assert phone.evaluate("document.documentElement.scrollWidth") <= 360
            phone.get_by_label("Ditt lösenord").fill(PASSWORD)
            taps += 1
        phone.get_by_role("button", name="Signera", exact=True).click()
        taps += 1
        phone.wait_for_load_state()
    assert phone.get_by_text("Inget väntar på din signatur.").is_visible()
    assert_accessible(phone)
    assert taps <= MOST_TAPS, taps
    assert time.monotonic() - began < MOST_SECONDS
    assert db.session.query(Signature).count() == COUNT
