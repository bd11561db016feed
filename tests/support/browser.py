"""A real Chromium for tests, and the question whether a page is accessible."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.chromium import chromium_path

WIDTH, HEIGHT = 1280, 900
FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=sv-SE",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def launch_flags() -> list[str]:
    """Return the flags of a browser that talks only to our pages; as root Chromium refuses its sandbox."""
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path(), args=launch_flags())
        yield started
        started.close()


@pytest.fixture
def browser_context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor of one's own: no cookies from the test before, Swedish, in Stockholm."""
    context = browser.new_context(
        locale="sv-SE", timezone_id="Europe/Stockholm", viewport={"width": WIDTH, "height": HEIGHT}
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(browser_context: BrowserContext) -> Iterator[Page]:
    """A page of such a visitor; an error in the console or a script that fails makes the test fail."""
    opened = browser_context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
    yield opened
    assert not complaints, "The page complained in the browser's console:\n" + "\n".join(complaints)


def _is_complaint(message: object) -> bool:
    """Tell whether a console message is an error; a page that answers 4xx on purpose is none."""
    kind, text = getattr(message, "type", ""), getattr(message, "text", "")
    return kind == "error" and "the server responded with a status of 4" not in text


def assert_accessible(page: Page) -> None:
    """Fail with every violation that axe finds on ``page``: the rule, what to do, and where."""
    results = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": RULES})
    lines = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(f"    {' '.join(map(str, node['target']))}  {node['html'][:160]}" for node in violation["nodes"])
        for violation in results.response["violations"]
    ]
    assert not lines, f"{page.url} has {len(lines)} accessibility violations:\n" + "\n".join(lines)
