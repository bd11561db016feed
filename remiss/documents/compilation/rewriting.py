"""Changes every text in a tree of facts, whatever it is called: a text that is added later is not forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

Fact = TypeVar("Fact")
IDENTITIES = frozenset({"id", "key", "sha256", "action_key", "section_key", "programme_key"})
"""Fields that no reader sees as words, and that other facts are told by."""


def rewritten(fact: Fact, change: Callable[[str], str]) -> Fact:
    """Return the facts with ``change`` made in every text but identities."""
    found: Fact = _rewritten(fact, change)
    return found


def _rewritten(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_rewritten(one, change) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        given = {f.name: getattr(value, f.name) for f in fields(value) if f.init and f.name not in IDENTITIES}
        made = {name: _rewritten(one, change) for name, one in given.items()}
        changed = {name: one for name, one in made.items() if one != given[name]}
        return replace(value, **changed) if changed else value
    return value
