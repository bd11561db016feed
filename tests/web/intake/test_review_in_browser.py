"""Looking through a read file by keys alone, in a real browser, and by links alone without scripts."""

from __future__ import annotations

from tests.support.browser import assert_accessible
from tests.support.world import sent_remiss
from tests.web.intake.files import read_here


def test_a_file_is_looked_through_by_keys_and_its_places_follow(world, enter) -> None:
    number = read_here(world, sent_remiss(world), "ks.registrator", world.ks)
    page = enter("ks.registrator")
    page.goto(f"/inlasningar/{number}")
    page.get_by_label("Ärenderubrik", exact=True).focus()
    assert "is-current" in (page.locator("#plats-title").get_attribute("class") or "")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "diary_number"
    assert "is-current" in (page.locator("#plats-diary-number").get_attribute("class") or "")
    assert page.locator("#granskat-title").is_checked()
    page.locator("#plats-section-2").click()
    assert page.evaluate("document.activeElement.name") == "sections-2-text"
    page.keyboard.press("Control+Enter")
    page.get_by_label("Ärenderubrik", exact=True).fill("Rättad rubrik")
    page.keyboard.press("Control+s")
    page.wait_for_load_state()
    page.get_by_text("Du har ändrat. I filen lästes ”Program för trygga gångvägar”.").wait_for()
    assert page.locator("[data-save-state]").inner_text().endswith("2 av 8 granskade")
    assert_accessible(page)
    page.locator("a[href='#plats-diary-number']").last.click()
    assert page.evaluate("document.querySelector(':target').textContent") == "1.1-7/2026"
