"""What the frame of a page shows: who you are and which desks you have."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, g, request
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from remiss.clock import today
from remiss.domain.permissions import GRANTS, Permission
from remiss.domain.roles import Actor
from remiss.queries.names import names_on
from remiss.queries.notices import unread_count
from remiss.web.filters import as_said_by, own_words, speak_to


@dataclass(frozen=True)
class Link:
    """An entry of the left column."""

    text: str
    path: str
    here: bool


@dataclass(frozen=True)
class Frame:
    """The frame around a page."""

    name: str
    belonging: str
    links: tuple[Link, ...]
    unread: int


DESKS = (
    ("Mina ärenden", "/", Permission.SIGNED_IN),
    ("Signera", "/signering", Permission.SIGN_AS_HEAD),
    ("Signera", "/signering", Permission.SIGN_AS_DIRECTOR),
    ("Remisser", "/remisser", Permission.REMISS_VIEW),
    ("Inkorg", "/inkorg", Permission.MATTER_RECEIVE),
    ("Ärenden", "/arenden", Permission.MATTER_VIEW),
    ("Sammanträden", "/sammantraden", Permission.MATTER_VIEW),
    ("Organisationer", "/organisationer", Permission.ORGANISATIONS_MANAGE),
    ("Användare", "/anvandare", Permission.PEOPLE_MANAGE),
    ("Logg", "/logg", Permission.LOG_VIEW),
    ("Driftstatus", "/driftstatus", Permission.OPERATIONS_VIEW),
)


def register_navigation(app: Flask) -> None:
    """Give every template the frame of a signed-in person, None for others."""

    @app.context_processor
    def _frame() -> dict[str, Frame | None]:
        try:
            return {"frame": frame_of(g.actor) if current_user.is_authenticated else None}
        except SQLAlchemyError:  # the error page must be shown even when the database is what failed
            return {"frame": None}


def frame_of(actor: Actor) -> Frame:
    """Return the frame for ``actor``: two queries, for the names of the organisations and for what is unread."""
    names = names_on(actor.organisations(), today())
    speak_to([name.kind for name in names.values()])
    lent = {(stand.organisation_id, stand.role) for stand in actor.standing_in if stand.alone}
    belongings = [
        f"{names[organisation].name}, {'ersättare för ' if (organisation, role) in lent else ''}"
        f"{as_said_by(names[organisation].kind, role.label)}"
        for organisation, role in sorted(actor.memberships)
        if organisation in names
    ]
    held = frozenset[Permission]().union(*(GRANTS[role] for _, role in actor.memberships))
    shown = {path: text for text, path, need in DESKS if need is Permission.SIGNED_IN or need in held}
    links = tuple(Link(str(own_words(text)), path, _is_here(path)) for path, text in shown.items())
    return Frame(actor.name, " · ".join(belongings), links, unread_count(actor.user_id))


def _is_here(path: str) -> bool:
    return request.path == path if path == "/" else request.path.startswith(path)
