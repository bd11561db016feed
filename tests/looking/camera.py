"""One page in one browser window: its picture, what axe says, and what no rule of axe catches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page

from tests.support.browser import RULES

SCHEMES, WIDTHS, HEIGHT = ("light", "dark"), (1280, 360), 800
TALLEST = 6000
WIDER = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll-region, .outline-table, svg'))
  .slice(0, 3).map(e => e.tagName.toLowerCase() + (e.className ? '.' + String(e.className).split(' ')[0] : ''))"""


@dataclass(frozen=True)
class Window:
    """A way to look: colour scheme and width."""

    scheme: str
    width: int

    @property
    def name(self) -> str:
        return f"{self.width}-{self.scheme}"


@dataclass(frozen=True)
class Finding:
    """Something to mend: what, where on the page, and on which page it was seen."""

    what: str
    where: str
    page: str


def photograph(
    browser: Browser, base: str, state: object, paths: list[str], window: Window, folder: Path, *, axe: bool
) -> Iterator[Finding]:
    """Take a picture of each path as ``folder/NAME-WIDTH-SCHEME.png`` and yield what is to mend."""
    context = browser.new_context(
        base_url=base,
        storage_state=state,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        color_scheme=window.scheme,
        viewport={"width": window.width, "height": HEIGHT},
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in paths:
        complaints.clear()
        where = f"{folder.name} {path} {window.name}"
        try:
            page.goto(path, wait_until="load")
            _shoot(page, folder / f"{file_name(path)}-{window.name}.png", window.width)
            yield from _looks(page, where)
            if axe:
                yield from _axe(page, where)
        except Error as problem:
            yield Finding(f"could not be looked at: {problem.message.splitlines()[0]}", "", where)
        yield from (Finding(f"console: {words}", "", where) for words in complaints if "status of 404" not in words)
    context.close()


def _shoot(page: Page, target: Path, width: int) -> None:
    """The whole page, but of a compilation of a hundred screens only the start: Chromium gives up on the rest."""
    tall = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST)
    page.screenshot(path=target, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": tall})


def file_name(path: str) -> str:
    """Return a file name that says which page it shows."""
    return re.sub(r"[^a-z0-9-]+", "_", path.strip("/").lower()) or "start"


def _looks(page: Page, where: str) -> Iterator[Finding]:
    if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
        yield Finding("scrolls sideways", ", ".join(page.evaluate(WIDER)), where)


def _axe(page: Page, where: str) -> Iterator[Finding]:
    results = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": RULES})
    for violation in results.response["violations"]:
        what = f"axe {violation['id']} ({violation['impact']}): {violation['help']}"
        for node in violation["nodes"]:
            yield Finding(what, " ".join(map(str, node["target"])), where)
