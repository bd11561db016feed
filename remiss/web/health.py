"""For the machine that watches: alive, and ready to work."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from flask import Blueprint, Response, jsonify, make_response

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.extensions import db
from remiss.models.operations import Heartbeat
from remiss.web.routing import route

blueprint = Blueprint("health", __name__)
SILENT_FOR = timedelta(minutes=2)


@route(blueprint, "/healthz", Permission.PUBLIC)
def alive() -> Response:
    """Say that the process answers."""
    return jsonify(status="ok")


@route(blueprint, "/readyz", Permission.PUBLIC)
def ready() -> Response:
    """Say whether the database answers and the scheduler has ticked within two minutes."""
    beat = db.session.scalar(sa.select(Heartbeat.at).where(Heartbeat.name == "scheduler"))
    fresh = beat is not None and now() - beat < SILENT_FOR
    response = make_response(jsonify(status="ok" if fresh else "scheduler silent", scheduler=fresh))
    response.status_code = 200 if fresh else 503
    return response
