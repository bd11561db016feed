"""Takes the README's pictures from a running sample: ``python docs/pictures/take.py http://127.0.0.1:8000``."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from remiss.cli.sample.city import PASSWORD
from tests.support.browser import launch_flags
from tests.support.chromium import chromium_path

HERE = Path(__file__).resolve().parent
KS, OFFICER = "hedvig.almstrand@remiss.example", "sanna.bjorkelid@remiss.example"
PICTURES = (
    ("oversikt", KS, "/remisser/2"),
    ("matris", KS, "/remisser/2/matris"),
    ("tjansteutlatande", OFFICER, "/arenden/25/tjansteutlatande"),
)


def main(base: str) -> None:
    """Take every picture, each in a fresh browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=launch_flags())
        for name, email, path in PICTURES:
            context = browser.new_context(base_url=base, locale="sv-SE", viewport={"width": 1200, "height": 800})
            page = context.new_page()
            _sign_in(page, email)
            page.goto(path)
            page.screenshot(path=HERE / f"{name}.png")
        browser.close()


def _sign_in(page: Page, email: str) -> None:
    page.goto("/inloggning")
    page.get_by_label("E-postadress").fill(email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/")


if __name__ == "__main__":
    main(sys.argv[1])
