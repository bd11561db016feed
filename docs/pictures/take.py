"""Takes the README's pictures from a sample of its own: ``make pictures``. Always the same size, always light."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.support.browser import launch_flags
from tests.support.chromium import chromium_path
from tests.support.running import sign_in, started

HERE = Path(__file__).resolve().parent
KS, OFFICER = "hedvig.almstrand@remiss.example", "sanna.bjorkelid@remiss.example"
PICTURES = (
    ("oversikt", KS, "/remisser/3"),
    ("matris", KS, "/remisser/3/matris"),
    ("teman", KS, "/remisser/3/synpunkter"),
    ("tjansteutlatande", OFFICER, "/arenden/29/tjansteutlatande"),
)


def main() -> None:
    """Start a sample, take every picture, each as somebody who works there, and end it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        started(Path(folder) / "instance") as running,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=launch_flags())
        for name, email, path in PICTURES:
            _take(browser, running.url, email, path, HERE / f"{name}.png")
        browser.close()


def _take(browser: Browser, base: str, email: str, path: str, target: Path) -> None:
    context = browser.new_context(
        base_url=base,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        color_scheme="light",
        viewport={"width": 1280, "height": 800},
    )
    page = context.new_page()
    sign_in(page, email)
    answer = page.goto(path)
    if answer is None or not answer.ok:
        raise SystemExit(f"{email} cannot open {path}: the sample has changed, so change PICTURES")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.screenshot(path=target)
    context.close()


if __name__ == "__main__":
    main()
