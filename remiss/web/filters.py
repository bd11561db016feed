"""How templates write dates, stances and counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask import Flask, g
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from remiss import text
from remiss.clock import local_date, today
from remiss.documents.writing.svg import render_chart
from remiss.domain.board_words import spoken, spoken_outside_quotes
from remiss.domain.deadlines import days_left
from remiss.domain.stance import stance_label, stance_symbol
from remiss.models.organisations import OrganisationKind


def register_filters(app: Flask) -> None:
    """Make the filters known to every template."""
    app.jinja_env.filters.update(
        long_date=text.long_date,
        moment=text.moment,
        short_moment=text.short_moment,
        short_date=_short_date,
        counted=text.counted,
        listed=text.listed,
        stance_label=stance_label,
        stance_symbol=stance_symbol,
        left=_left,
        chart=render_chart,
        day=local_date,
        spoken=_in_words_of,
        own_words=_own_words,
        own_choices=own_choices,
    )


def speak_as(kinds: Collection[OrganisationKind]) -> None:
    """Let the page speak as the body that it is about, whoever reads it: some work for a nämnd and for a company."""
    g.page_speaks_as = _only(kinds)


def speak_to(kinds: Collection[OrganisationKind]) -> None:
    """Let pages about no body in particular speak as the bodies of whoever reads them."""
    g.reader_speaks_as = _only(kinds)


def _only(kinds: Collection[OrganisationKind]) -> OrganisationKind | None:
    return next(iter(kinds)) if len(set(kinds)) == 1 else None


def as_said_by(kind: OrganisationKind | None, sentence: str) -> str:
    """Return a sentence of ours in the words of such a body."""
    return spoken(sentence, company=kind is OrganisationKind.COMPANY, council=kind is OrganisationKind.COUNCIL)


def speaks_as(kind: OrganisationKind) -> bool:
    """Tell whether the page is in the words of such a body."""
    return bool(g.get("page_speaks_as", g.get("reader_speaks_as")) is kind)


def own_words(sentence: object) -> object:
    """Return a sentence of ours in the words of the page or its reader: styrelse and VD for a company, rådet for a råd.

    For our own words alone: titles, names and what people have written are never passed through it.
    """
    company, council = speaks_as(OrganisationKind.COMPANY), speaks_as(OrganisationKind.COUNCIL)
    if not isinstance(sentence, str) or not (company or council):
        return sentence
    said = spoken_outside_quotes(str(sentence), company=company, council=council)
    return Markup(said) if isinstance(sentence, Markup) else said  # noqa: S704 - what was safe stays so


@pass_context  # as below
def _in_words_of(_context: Context, sentence: str, *, company: bool) -> str:
    return spoken(sentence, company=company, council=not company and speaks_as(OrganisationKind.COUNCIL))


@pass_context  # so that Jinja does not work the words out once and for all when it reads the template
def _own_words(_context: Context, sentence: object) -> object:
    return own_words(sentence)


def own_choices(field: Any) -> Any:
    """Return a field with a list to choose from, each choice in the words of the reader."""
    own = speaks_as(OrganisationKind.COMPANY) or speaks_as(OrganisationKind.COUNCIL)
    if own and isinstance(getattr(field, "choices", None), list):
        field.choices = [replace(one, label=own_words(one.label)) for one in field.choices]
    return field


def _short_date(value: date | datetime | None) -> str:
    """Return 2019-12-13, for tables; a moment is shown as its Stockholm day."""
    if value is None:
        return "–"
    return (local_date(value) if isinstance(value, datetime) else value).isoformat()


def _left(due: date) -> str:
    """Return how long is left, in words."""
    days = days_left(due, today())
    if days < 0:
        return f"{text.counted(-days, 'dag', 'dagar')} sen"
    return "i dag" if days == 0 else f"om {text.counted(days, 'dag', 'dagar')}"
