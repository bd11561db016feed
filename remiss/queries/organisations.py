"""The register of bodies as an administrator sees it, and names that are so alike that one may be a twin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from rapidfuzz import fuzz
from sqlalchemy import orm

from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.language.folding import fold
from remiss.models.organisations import Organisation, OrganisationKind, OrganisationName
from remiss.models.people import Membership, User

ALIKE, ONE_SLIP = 85, 93
SHARED = Organisation.registered_by_id.is_(None)
"""Not the external senders that one body keeps in its own register: those are its alone."""
# what names of the same kind have in common says nothing about which body it is
_COMMON = re.compile(
    r"stadsdelsnämnd(?:en)?|nämnd(?:en)?\b|styrelse(?:n)?\b|\bab\b|\b(?:i|och)\b|stockholms?\b|\baktiebolag\b"
)


@dataclass(frozen=True)
class BodyRow:
    """One body in the register. ``ended_on`` is its last day when it has one, past or to come."""

    organisation_id: int
    kind: OrganisationKind
    name: str
    sort_key: str
    office: str | None
    earlier: tuple[str, ...]
    ended_on: date | None
    successor: str | None
    people: int

    def exists_on(self, day: date) -> bool:
        """Tell whether the body has a name on ``day`` or later."""
        return self.ended_on is None or self.ended_on >= day


@dataclass(frozen=True)
class NamePeriod:
    """A name with its period."""

    name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class BodyPage:
    """Everything the register knows of one body."""

    row: BodyRow
    statement_word: str
    signature_levels: int
    chair_authorised: bool
    reports_delegated: bool
    ladder: tuple[str, ...]
    reminds_chief: bool
    reminds_of_meeting: bool
    mail_note: str
    names: tuple[NamePeriod, ...]
    aliases: tuple[str, ...]
    successor_id: int | None
    predecessors: tuple[tuple[int, str], ...]


def body_rows(day: date) -> list[BodyRow]:
    """Return every body that ever was, in the order of every list: names, bodies, people, three queries."""
    query = sa.select(Organisation).where(SHARED).options(orm.selectinload(Organisation.names))
    bodies = list(db.session.scalars(query))
    names = {body.id: body.name_on(day) for body in bodies}
    staff = _people_by_body(day)
    order = list(OrganisationKind)
    rows = [_row(body, names, staff.get(body.id, 0)) for body in bodies]
    return sorted(rows, key=lambda row: (order.index(row.kind), row.sort_key))


def body_page(organisation_id: int, day: date) -> BodyPage:
    """Return one body. Raises NotVisible when there is none."""
    rows = {row.organisation_id: row for row in body_rows(day)}
    body = db.session.get(Organisation, organisation_id)
    if body is None or body.registered_by_id is not None:
        raise NotVisible
    before = sa.select(Organisation.id).where(Organisation.successor_id == organisation_id).order_by(Organisation.id)
    official = [name for name in body.names if not name.is_alias]
    return BodyPage(
        row=rows[organisation_id],
        statement_word=body.statement_word,
        signature_levels=body.signature_levels,
        chair_authorised=body.chair_authorised,
        reports_delegated=body.reports_delegated,
        ladder=tuple(body.ladder),
        reminds_chief=body.reminds_chief,
        reminds_of_meeting=body.reminds_of_meeting,
        mail_note=body.mail_note,
        names=tuple(NamePeriod(name.name, name.valid_from, name.valid_to) for name in reversed(official)),
        aliases=tuple(sorted(name.name for name in body.names if name.is_alias)),
        successor_id=body.successor_id,
        predecessors=tuple((number, rows[number].name) for number in db.session.scalars(before)),
    )


def names_written_as(name: str) -> set[int]:
    """Return the bodies that go or went by ``name`` or write it as an alias, whatever the case and accents."""
    query = sa.select(OrganisationName.organisation_id).join(Organisation).where(SHARED)
    return set(db.session.scalars(query.where(OrganisationName.folded == fold(name))))


def similar_names(name: str, own_id: int | None = None) -> list[tuple[int, str]]:
    """Return (body, name) of other bodies so like ``name`` that they may be the same, the likest first."""
    query = sa.select(OrganisationName.organisation_id, OrganisationName.name).join(Organisation).where(SHARED)
    wanted, found = fold(name), dict[int, tuple[float, str]]()
    for body_id, other in db.session.execute(query):
        score = _likeness(wanted, fold(other))
        if body_id != own_id and score >= ALIKE and score > found.get(body_id, (0.0, ""))[0]:
            found[body_id] = (score, other)
    ordered = sorted(found.items(), key=lambda item: (-item[1][0], item[1][1]))
    return [(body_id, other) for body_id, (_, other) in ordered]


def executive_exists() -> bool:
    """Tell whether kommunstyrelsen is in the register."""
    query = sa.select(Organisation.id).where(Organisation.kind == OrganisationKind.EXECUTIVE)
    return db.session.scalar(query.limit(1)) is not None


def _likeness(one: str, other: str) -> float:
    """Return 0 to 100: by the words that tell bodies apart, or by the whole name when only a slip differs."""
    cores = [" ".join(_COMMON.sub(" ", text).split()) for text in (one, other)]
    whole = fuzz.ratio(one, other)
    if not all(cores) or whole >= ONE_SLIP:
        return whole
    return max(fuzz.ratio(*cores), fuzz.token_sort_ratio(*cores))


def _row(body: Organisation, names: dict[int, str], people: int) -> BodyRow:
    official = [name for name in body.names if not name.is_alias]
    shown = names[body.id]
    return BodyRow(
        organisation_id=body.id,
        kind=body.kind,
        name=shown,
        sort_key=next(name.sort_key for name in official if name.name == shown),
        office=body.office_name,
        earlier=tuple(name.name for name in official if name.name != shown),
        ended_on=official[-1].valid_to,
        successor=names.get(body.successor_id) if body.successor_id else None,
        people=people,
    )


def _people_by_body(day: date) -> dict[int, int]:
    query = (
        sa.select(Membership.organisation_id, sa.func.count(sa.distinct(Membership.user_id)))
        .join(User)
        .where(
            User.active,
            Membership.valid_from <= day,
            sa.or_(Membership.valid_to.is_(None), Membership.valid_to >= day),
        )
        .group_by(Membership.organisation_id)
    )
    return dict(db.session.execute(query).all())
