"""Every route has a permission in the register, typed parameters and a Swedish address."""

from __future__ import annotations

import re

from flask import Flask

from remiss.web.routing import PERMISSIONS

OWN_LANGUAGE = {"/healthz", "/readyz"}
TYPED = re.compile(r"<(?:int|string\(length=\d+\)|sha|mail):[a-z_]+>")


def _rules(app: Flask):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in {"static", "token"}]


def test_every_route_is_declared_with_a_permission(app: Flask) -> None:
    missing = sorted({rule.endpoint for rule in _rules(app)} - set(PERMISSIONS))
    assert not missing, f"Declare these with remiss.web.routing.route: {missing}"


def test_every_parameter_of_an_address_is_typed(app: Flask) -> None:
    untyped = [rule.rule for rule in _rules(app) if re.search(r"<[a-z_]+>", rule.rule)]
    assert not untyped, f"Give the parameter a converter, such as <int:remiss_id>: {untyped}"


def test_addresses_are_kebab_case(app: Flask) -> None:
    for rule in _rules(app):
        if rule.rule in OWN_LANGUAGE:
            continue
        plain = TYPED.sub("x", rule.rule)
        assert re.fullmatch(r"(/[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?)*/?", plain), rule.rule


def test_what_changes_something_is_never_public(app: Flask) -> None:
    writing = {rule.endpoint for rule in _rules(app) if "POST" in (rule.methods or set())}
    public = {endpoint for endpoint in writing if PERMISSIONS[endpoint] == "public:page:view"}
    # who has forgotten a password, or has none yet, is not signed in
    assert public == {"auth.login", "recovery.forgotten", "recovery.choose"}
