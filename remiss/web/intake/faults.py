"""Everything that must be mended in a form with forms inside it, for the summary on top of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wtforms import FieldList


@dataclass(frozen=True)
class Fault:
    """A sentence, and the id of the field it is about; None when it is about the whole."""

    sentence: str
    field_id: str | None


def faults(form: Any) -> list[Fault]:
    """Return the form's own faults first, then each field's in the order of the page."""
    return [*(Fault(sentence, None) for sentence in form.form_errors), *_of(form)]


def _of(fields: Any) -> Iterator[Fault]:
    for field in fields:
        if isinstance(field, FieldList):
            for entry in field:
                yield from _of(entry.form)
        else:
            yield from (Fault(str(sentence), field.id) for sentence in field.errors)
