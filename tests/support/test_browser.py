"""The browser of the tests, and its judgement of pages."""

import pytest
from playwright.sync_api import Page

from tests.support import chromium
from tests.support.browser import assert_accessible

GOOD = (
    '<!doctype html><html lang="sv"><head><title>Remisser</title></head><body><main><h1>Remisser</h1>'
    '<label for="sok">Sök</label> <input id="sok"></main></body></html>'
)


def test_browser_speaks_swedish_and_knows_stockholm(page: Page) -> None:
    page.set_content(GOOD)
    assert page.evaluate("navigator.language") == "sv-SE"
    assert page.evaluate("new Date(Date.UTC(2019, 11, 13, 13, 32)).getHours()") == 14


def test_a_good_page_is_accessible(page: Page) -> None:
    page.set_content(GOOD)
    assert_accessible(page)


def test_a_field_without_label_is_told_with_its_place(page: Page) -> None:
    page.set_content(GOOD.replace('<label for="sok">Sök</label>', ""))
    with pytest.raises(AssertionError, match=r"label \(critical\)[\s\S]*#sok"):
        assert_accessible(page)


def test_a_chosen_browser_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMISS_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(chromium.ChromiumMissing, match="REMISS_CHROMIUM"):
        chromium.chromium_path()


def test_a_missing_browser_is_an_error_that_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REMISS_CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "NAMES", ("no-such-browser",))
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 1000)
    with pytest.raises(chromium.ChromiumMissing, match="package `chromium`"):
        chromium.chromium_path()
