"""The list of desks. Desks never import each other; the application takes them from here."""

from __future__ import annotations

from flask import Blueprint

from remiss.web.auth.views import blueprint as auth
from remiss.web.office import desk as office
from remiss.web.start.views import blueprint as start

BLUEPRINTS: tuple[Blueprint, ...] = (auth, start, *office.BLUEPRINTS)
