"""The application behind a real server in this process, and browsers that people of the world have signed in to."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.support.application import AuditingClient
from tests.support.browser import HEIGHT, WIDTH, assert_accessible

Enter = Callable[[str], Page]


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the application answers."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def enter(
    app: Flask, address: str, browser: Browser, visit: Callable[[str], AuditingClient]
) -> Iterator[Callable[[str], Page]]:
    """Return ``enter(who)``: a browser that the person has signed in to; signing in itself is another journey."""
    opened, name = [], app.config["SESSION_COOKIE_NAME"]

    def sign_in(who: str) -> Page:
        cookie = visit(who).get_cookie(name)
        assert cookie is not None
        context = browser.new_context(
            base_url=address,
            locale="sv-SE",
            viewport={"width": WIDTH, "height": HEIGHT},
            timezone_id="Europe/Stockholm",
        )
        opened.append(context)
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": name, "value": cookie.value, "url": address}])
        return context.new_page()

    yield sign_in
    for context in opened:
        context.close()


def press(page: Page, name: str) -> None:
    """Press a button by its words and check the page that comes."""
    _click(page, "button", name)
    page.wait_for_load_state()
    assert_accessible(page)


def follow(page: Page, name: str) -> None:
    """Follow a link by its words and check the page that comes."""
    _click(page, "link", name)
    page.wait_for_load_state()
    assert_accessible(page)


def _click(page: Page, role: Literal["button", "link"], name: str) -> None:
    found = page.get_by_role(role, name=name, exact=True)
    assert found.count(), f"no {role} {name!r} on {page.url}:\n{page.get_by_role('main').inner_text()}"
    found.first.click()


def shows(page: Page, words: str) -> bool:
    """Tell whether ``words`` stand on the page, whatever white space stands between them."""
    return words in re.sub(r"\s+", " ", page.locator("body").inner_text())
