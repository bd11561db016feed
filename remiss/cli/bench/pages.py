"""Every main page of the full sample, fetched as somebody who has it, through the application without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from remiss.cli.bench.timing import Figure, timed
from remiss.cli.sample.city import PASSWORD
from remiss.domain.roles import Role
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.people import Membership, User
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply

RUNS, FEW_RUNS = 15, 3
TARGET = "mål: under 150 ms"
SENDER_PAGES = {
    "ks-oversikt": "", "ks-instanser": "/instanser", "ks-underlag": "/underlag", "ks-svar": "/svar",
    "ks-synpunkter": "/synpunkter", "ks-matris": "/matris", "ks-sammanstallning": "/sammanstallning",
    "ks-mejl": "/mejl",
}  # fmt: skip
COMPILED_PAGES = ("ks-oversikt", "ks-svar", "ks-synpunkter", "ks-matris", "ks-sammanstallning")
MATTER_PAGES = {
    "arende": "", "arende-underlag": "/underlag", "arende-text": "/tjansteutlatande",
    "arende-synpunkter": "/synpunkter", "arende-granskning": "/granskning", "arende-beslut": "/beslut",
    "arende-handlingar": "/handlingar", "arende-historik": "/historik",
}  # fmt: skip


def page_figures(app: Flask) -> Iterator[Figure]:
    """Yield the time of each page. The sample is loaded in the database of ``app``."""
    remiss_id, reply_id, officer = _places(app)
    sender = _signed_in(app, _somebody(app, Role.COORDINATOR))
    yield _figure(sender, "ks-start", "/")
    yield _figure(sender, "ks-remisser", "/remisser")
    for name, path in SENDER_PAGES.items():
        yield _figure(sender, name, f"/remisser/{remiss_id}{path}")
    writer = _signed_in(app, officer)
    yield _figure(writer, "start", "/")
    yield _figure(writer, "arenden", "/arenden")
    for name, path in MATTER_PAGES.items():
        yield _figure(writer, name, f"/arenden/{reply_id}{path}")
    yield _figure(_signed_in(app, _somebody(app, Role.ADMIN)), "driftstatus", "/driftstatus")


def large_page_figures(app: Flask, remiss_id: int, replies: int) -> Iterator[Figure]:
    """Yield the time of the pages that show all viewpoints of a remiss with so many ``replies``."""
    sender = _signed_in(app, _somebody(app, Role.COORDINATOR))
    for name in COMPILED_PAGES:
        yield _figure(sender, f"{name}-{replies}", f"/remisser/{remiss_id}{SENDER_PAGES[name]}", FEW_RUNS)


def _figure(client: FlaskClient, name: str, path: str, runs: int = RUNS) -> Figure:
    def fetch() -> None:
        with client.application.app_context():
            status = client.get(path).status_code
        if status != 200:
            raise RuntimeError(f"{path} answers {status}")

    return Figure(
        f"sida-{name}", timed(fetch, runs), None, f"{path}, median av {runs}" + (f", {TARGET}" if runs == RUNS else "")
    )


def _places(app: Flask) -> tuple[int, int, str]:
    """Return the sent remiss with most replies, a matter that is being written in it, and who writes it."""
    with app.app_context():
        asked = sa.func.count(Reply.id)
        query = sa.select(Remiss.id).join(Reply, Reply.remiss_id == Remiss.id).where(Remiss.sent_at.is_not(None))
        remiss_id = db.session.scalars(query.group_by(Remiss.id).order_by(asked.desc(), Remiss.id)).first()
        written = sa.select(Reply.id, User.email).join(User, User.id == Reply.officer_id)
        row = db.session.execute(written.where(Reply.state == ReplyState.DRAFT).order_by(Reply.id)).first()
        db.session.remove()
    if remiss_id is None or row is None:
        raise RuntimeError("the sample has no sent remiss with a matter that is being written")
    return remiss_id, row.id, row.email


def _somebody(app: Flask, role: Role) -> str:
    with app.app_context():
        query = sa.select(User.email).join(Membership, Membership.user_id == User.id).where(Membership.role == role)
        email = db.session.scalars(query.order_by(User.id)).first()
        db.session.remove()
    if email is None:
        raise RuntimeError(f"the sample has nobody who is {role}")
    return email


def _signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    page = client.get("/inloggning").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    typed = {"csrf_token": token[1] if token else "", "email": email, "password": PASSWORD}
    if client.post("/inloggning", data=typed).status_code != 303:
        raise RuntimeError(f"{email} cannot sign in")
    return client
