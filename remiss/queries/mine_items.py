"""The entries of the start page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from remiss.domain.roles import Role
from remiss.domain.workflow.states import ReplyState


class ItemKind(StrEnum):
    """What an entry is about; it decides where its link leads and what its button says."""

    MATTER = "arende"
    DRAFT = "remissutkast"
    CLASSIFY = "synpunkter"
    CONFIRM = "att_bekrafta"
    UNREADABLE = "olasbar"
    READING = "lases"
    REPLIES = "svar"
    COMPLETION = "komplettering"
    REPORT = "att_anmala"


@dataclass(frozen=True)
class Item:
    """One entry of what waits. ``thing_id`` is a reply, a remiss or an intake.

    ``count`` is viewpoints to classify or bodies that have answered, ``declined`` those that will not, ``total`` those
    that were asked; 0 for other kinds.
    """

    kind: ItemKind
    thing_id: int
    title: str
    number: str
    body: str | None
    due_on: date | None
    since: date | None = None
    state: ReplyState | None = None
    holders: tuple[str, ...] = ()
    holder_role: Role | None = None
    count: int = 0
    declined: int = 0
    total: int = 0


@dataclass(frozen=True)
class Happened:
    """One event. ``who`` is a person inside the body, and the body itself where the sender of the remiss sees it."""

    action: str
    at: datetime
    kind: ItemKind
    thing_id: int
    title: str
    who: str
