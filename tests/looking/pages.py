"""Which pages there are for whom: the links of the product are followed, with one or a few examples of each address."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import sqlalchemy as sa
from flask import Flask
from lxml import html
from playwright.sync_api import APIRequestContext
from werkzeug.exceptions import HTTPException

from remiss.domain.roles import Role
from remiss.extensions import db
from remiss.models.people import Membership, User

STRANGER = "utloggad"
NO_PAGE = re.compile(r"\.[a-z]+$|/static|^/(healthz|readyz)|/filer/")
START = ("/", "/inloggning", "/finns-inte")
"""Where each walk begins; the last is the page of an address that does not exist."""
CANDIDATES = 8
"""So many things of a kind are opened, to go on with the one where there is most to see."""


@dataclass(frozen=True)
class Visitor:
    """A role and somebody who has it; the stranger has no address."""

    role: str
    email: str


@dataclass
class Walk:
    """What one visitor found: the pages to look at, and what went wrong on the way."""

    pages: list[str] = field(default_factory=list)
    rules: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def visitors(app: Flask) -> list[Visitor]:
    """Return the stranger and one person per role, from the organisation with most people: there is most to see."""
    with app.app_context():
        crowds = dict(
            db.session.execute(
                sa.select(Membership.organisation_id, sa.func.count()).group_by(Membership.organisation_id)
            ).all()
        )
        found = [Visitor(STRANGER, "")]
        for role in Role:
            query = sa.select(User.email, Membership.organisation_id).join(Membership).where(Membership.role == role)
            people = db.session.execute(query.where(User.active).order_by(User.id)).all()
            if people:
                email, _ = max(people, key=lambda row: crowds[row.organisation_id])
                found.append(Visitor(role.value, email))
        db.session.remove()
    return found


def walk(app: Flask, request: APIRequestContext, base: str, examples: int) -> Walk:
    """Follow every link to a page, at most ``examples`` of each address with an id in it.

    Of things, as matters and meetings, several are opened and those gone on with where most different pages are to be
    seen: one that is handled outside the system has none.
    """
    result, seen, taken = Walk(), set[str](), defaultdict[str, int](int)
    waiting, held = deque(START), dict[str, list[Opened]]()
    while waiting or held:
        if not waiting:
            rule, opened = held.popitem()
            for one in sorted(opened, key=lambda one: one.to_see, reverse=True)[:examples]:
                _take(result, taken, waiting, one)
            continue
        path = waiting.popleft()
        rule = rule_of(app, path)
        chosen_among = _is_thing(rule) and not taken[rule]
        most = max(examples, CANDIDATES) if chosen_among else examples if "<" in rule else 1
        if path in seen or taken[rule] + len(held.get(rule, ())) >= most:
            continue
        seen.add(path)
        found = _open(app, request, base, path, result, waiting)
        if found and chosen_among:
            held.setdefault(rule, []).append(found)
        elif found:
            _take(result, taken, waiting, found)
    return result


def _open(
    app: Flask, request: APIRequestContext, base: str, path: str, result: Walk, waiting: deque[str]
) -> Opened | None:
    answer = request.get(base + path)
    if answer.status >= 500:
        result.faults.append(f"{path} answers {answer.status}")
    if not _is_page(answer.headers) or (answer.status >= 400 and path != START[-1]):
        return None
    arrived = urlsplit(answer.url).path
    if arrived != path:
        waiting.append(arrived)
        return None
    links = _links(answer.text(), base + path)
    return Opened(rule_of(app, path), path, links, len({rule_of(app, link) for link in links}))


@dataclass(frozen=True)
class Opened:
    """A page that was opened: where it leads, and to how many different addresses."""

    rule: str
    path: str
    links: list[str]
    to_see: int


def _is_thing(rule: str) -> bool:
    return rule.endswith(">")


def _take(result: Walk, taken: dict[str, int], waiting: deque[str], opened: Opened) -> None:
    taken[opened.rule] += 1
    result.rules.add(opened.rule)
    result.pages.append(opened.path)
    waiting.extend(opened.links)


def rule_of(app: Flask, path: str) -> str:
    """Return the rule that an address belongs to, or the address where it has none."""
    try:
        rule, _ = app.url_map.bind("localhost").match(path, return_rule=True)
    except HTTPException:
        return path
    return rule.rule


def page_rules(app: Flask) -> set[str]:
    """Return the rules that a visitor can open, files and health checks left out."""
    every = (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set()))
    return {rule.rule for rule in every if not NO_PAGE.search(rule.rule)}


def _is_page(headers: dict[str, str]) -> bool:
    return headers.get("content-type", "").startswith("text/html") and "attachment" not in headers.get(
        "content-disposition", ""
    )


def _links(page: str, address: str) -> list[str]:
    home = urlsplit(address).netloc
    parts = [urlsplit(urljoin(address, link)) for link in html.fromstring(page).xpath("//a/@href")]
    return [part.path for part in parts if part.netloc == home and not part.path.startswith("/static")]
