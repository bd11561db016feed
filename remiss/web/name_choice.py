"""A typed name that the register does not know for certain: whom it may mean is offered, and a new one is chosen."""

from __future__ import annotations

from typing import Any

from remiss.errors import InvalidInput
from remiss.language.folding import fold
from remiss.queries.senders import FoundSenders
from remiss.web.fields import options, whole_number

NEW = "ny"
SEVERAL = "Flera i registret heter så. Välj vem du menar."


def meant(found: FoundSenders, typed: str, choice: Any, asked_about: Any, unknown: str) -> int | None:
    """Return who is meant by ``typed``: who goes by the name, or who was chosen; None when a new one was chosen.

    Raises InvalidInput beside ``choice``, with the sentence ``unknown`` when the name is nobody's.
    """
    possible = {body.organisation_id for body in (*found.exact, *found.near)}
    if len(found.exact) == 1:
        return found.exact[0].organisation_id
    if not found.exact and choice.data == NEW and asked_about.data == fold(typed):
        return None
    chosen = whole_number(choice.data)
    if chosen not in possible:
        raise InvalidInput(SEVERAL if found.exact else unknown, choice.name)
    return chosen


def offer(found: FoundSenders, typed: str, choice: Any, asked_about: Any, new: str) -> bool:
    """Let ``choice`` offer who may be meant by ``typed``, and ``new`` for a new one; False when it is clear."""
    if len(found.exact) == 1:
        choice.choices = []
        return False
    choices = [(str(body.organisation_id), body.name) for body in (*found.exact, *found.near)]
    if not found.exact:
        choices.append((NEW, f"Ingen av dem: {new[0].lower()}{new[1:]}" if choices else new))
    choice.choices = options(choices)
    asked_about.data = fold(typed)
    return True
