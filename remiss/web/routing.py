"""Routes are declared with their permission in one decorator; a house test reads the register kept here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from flask import Blueprint
from flask_login import login_required
from werkzeug.routing import IntegerConverter, Map

from remiss.domain.permissions import UNOWNED, Permission, may
from remiss.errors import Forbidden
from remiss.web.request import current_actor

LARGEST_ID = 2**31 - 1
View = Callable[..., Any]
PERMISSIONS: dict[str, Permission] = {}
"""Endpoint → the permission that its route was declared with."""


class Number(IntegerConverter):
    """An id in an address. One that no table can hold is no address of ours: 404, not an error of the database."""

    def __init__(self, url_map: Map) -> None:
        """Bound it by the largest id of PostgreSQL."""
        super().__init__(url_map, max=LARGEST_ID)


def route(
    blueprint: Blueprint, rule: str, permission: Permission, methods: Sequence[str] = ("GET",)
) -> Callable[[View], View]:
    """Declare a page: its address, and the permission that a visitor needs.

    A permission about no one thing is checked here. One about a thing is checked where the thing is loaded: the wall's
    loaders answer 404 for what may not be known, the service verbs 403 for what may not be done.
    """

    def decorate(view: View) -> View:
        PERMISSIONS[f"{blueprint.name}.{view.__name__}"] = permission
        guarded = _guard(view, permission)
        if permission is not Permission.PUBLIC:
            guarded = login_required(guarded)
        blueprint.add_url_rule(rule, view_func=guarded, methods=list(methods))
        return guarded

    return decorate


def _guard(view: View, permission: Permission) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if permission in UNOWNED and not may(current_actor(), permission):
            raise Forbidden
        return view(*args, **kwargs)

    return guarded
