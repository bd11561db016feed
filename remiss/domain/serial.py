"""Frozen facts as ONE JSON text, and back exactly: the text is what is hashed.

What stands at its default is not written, and keys are sorted: facts that are taught something new later still read
and write the old texts as they were.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]


class Unreadable(ValueError):
    """A text that is not exactly what ``encode`` writes of such a thing."""


def encode(value: object) -> str:
    """Return the one text of ``value``: dataclasses, enums, tuples, dates, moments, text, numbers. Raises TypeError."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """Return the ``kind`` that ``text`` was written of. Raises Unreadable when it does not come back to the letter."""
    try:
        found: T = _reader(kind)(json.loads(text))  # type: ignore[arg-type]  # a class is hashable
        same = encode(found) == text
    except (TypeError, ValueError, KeyError, AttributeError) as problem:
        raise Unreadable(str(problem)) from problem
    if not same:
        raise Unreadable("the text holds more, or something else, than what was read")
    return found


def _plain(value: object) -> Any:
    if is_dataclass(value):
        return {
            field.name: _plain(found)
            for field in fields(value)
            if (found := getattr(value, field.name)) != _default(field) or type(found) is not type(_default(field))
        }
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{type(value).__name__} has no text")


def _default(field: Field[Any]) -> object:
    return MISSING if field.default is MISSING else field.default


@cache
def _reader(kind: Any) -> Reader:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        inner = _reader(next(part for part in parts if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        if parts[1:] != (Ellipsis,):
            raise TypeError("only tuples of one kind, of any length")
        each = _reader(parts[0])
        return lambda value: tuple(each(one) for one in value)
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if issubclass(kind, datetime | date):
        return lambda value: kind.fromisoformat(value)
    return kind if issubclass(kind, StrEnum) else _of_type(kind)


def _dataclass_reader(kind: Any) -> Reader:
    readers: dict[str, Reader] = {}

    def read(value: dict[str, Any]) -> Any:
        if not readers:  # not before: a tree may hold its own kind
            hints = get_type_hints(kind)
            readers.update({field.name: _reader(hints[field.name]) for field in fields(kind)})
        return kind(**{name: readers[name](one) for name, one in value.items()})

    return read


def _of_type(kind: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{kind.__name__} expected")
        return value

    return read
