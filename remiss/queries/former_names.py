"""Names of bodies in a text that no longer are their names on the day of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.extensions import db
from remiss.language.sentences import split_sentences
from remiss.models.organisations import Organisation, OrganisationName
from remiss.queries.names import names_on, resolve

_LOOKS_BACK = re.compile(r"\b(?:dåvarande|tidigare|före detta|f\.d\.|förutvarande|bildades|slogs ihop|till och med)\b")


@dataclass(frozen=True)
class FormerName:
    """A name that has ended, the sentence it stands in, and what the body or its successor is called now."""

    name: str
    sentence: str
    now: str


def former_names(text: str, day: date) -> list[FormerName]:
    """Return the ended names that ``text`` uses as if they were valid on ``day``, each once.

    A sentence that looks back may use them. Two queries, and a few more where a name was found.
    """
    ended = sa.select(OrganisationName.name, OrganisationName.organisation_id).join(Organisation)
    ended = ended.where(OrganisationName.valid_to < day, ~OrganisationName.is_alias)
    rows = db.session.execute(ended.where(Organisation.registered_by_id.is_(None))).all()
    if not rows:
        return []
    valid = sa.select(OrganisationName.name).where(
        sa.or_(OrganisationName.valid_to.is_(None), OrganisationName.valid_to >= day)
    )
    current = {name.casefold() for name in db.session.scalars(valid)}
    sentences = [s for part in text.split("\n") for s in split_sentences(part) if not _LOOKS_BACK.search(s.casefold())]
    used = ((row, _first(row.name, sentences)) for row in rows if row.name.casefold() not in current)
    return [FormerName(row.name, found, _now(row.organisation_id, day)) for row, found in used if found]


def _first(name: str, sentences: list[str]) -> str:
    """Return the first sentence with ``name`` as words of its own: *Älvsjö* is no part of *Hägersten-Älvsjö*."""
    whole = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
    return next((sentence for sentence in sentences if whole.search(sentence)), "")


def _now(organisation_id: int, day: date) -> str:
    """Return today's name of the body or of who took over; empty when nobody did."""
    ids = resolve([organisation_id], day).ids
    return next((body.name for body in names_on(ids, day).values()), "")
