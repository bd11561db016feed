"""Entries of a reminding mail, as examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from remiss.notifications.digest import Entry
from remiss.notifications.message import Contact

_ENTRY = Entry(
    title="Program för trygga gångvägar",
    diary_number="KS 2026/311",
    sender="Kommunstyrelsen",
    bodies=("Farsta stadsdelsnämnd",),
    due_on=date(2030, 12, 11),
    late=False,
    step="utkast",
    asked=False,
    outside=False,
    url="http://remiss.example/arenden/7",
    contact=Contact("Hedvig Almstrand", "hedvig.almstrand@stad.example", "08-465 004 01"),
)


def entry(**changes: Any) -> Entry:
    """Return a matter in draft that is due on 11 December 2030, but for ``changes``."""
    return replace(_ENTRY, **changes)
