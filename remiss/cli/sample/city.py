"""The sample city: organisations with their names, invented people, meetings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from remiss.domain.roles import Role
from remiss.extensions import db
from remiss.language.folding import fold, swedish_sort_key
from remiss.models.decisions import Meeting, MeetingRhythm
from remiss.models.distribution import OrganisationTag
from remiss.models.organisations import Organisation, OrganisationKind, OrganisationName
from remiss.models.people import Membership, User
from remiss.services.sessions import hash_password
from remiss.services.working_days import is_working_day

PASSWORD = "remiss"  # noqa: S105 - the sample's password is printed at start; the sample is refused in production
LONG_AGO = date(1990, 1, 1)
SUMMER = 7


@dataclass
class City:
    """Ids by key: organisations as in city.json, people as (organisation, role)."""

    organisations: dict[str, int] = field(default_factory=dict)
    people: dict[tuple[str, Role], int] = field(default_factory=dict)


def load_city(facts: dict[str, Any], shift: timedelta) -> City:
    """Add everything in ``facts`` (city.json), its days moved by ``shift``.

    Bodies without staff get a registrar's mailbox that can sign in.
    """
    city = City()
    password = hash_password(PASSWORD)
    for row in facts["organisations"]:
        organisation = _organisation(row)
        db.session.add(organisation)
        db.session.flush()
        city.organisations[row["key"]] = organisation.id
        for person in row.get("people") or [_mailbox(row)]:
            _person(city, row["key"], organisation.id, person, password)
        db.session.add_all(OrganisationTag(organisation_id=organisation.id, tag=tag) for tag in row.get("tags", []))
        if "rhythm" in row:
            db.session.add(MeetingRhythm(organisation_id=organisation.id, **row["rhythm"]))
        for held_on in _meeting_days(row, shift, facts["reference_today"]):
            stop_on = held_on - timedelta(days=row["stop_days_before_meeting"])
            db.session.add(Meeting(organisation_id=organisation.id, held_on=held_on, stop_on=stop_on))
    for row in facts["organisations"]:
        if "successor" in row:
            merged = db.session.get_one(Organisation, city.organisations[row["key"]])
            merged.successor_id = city.organisations[row["successor"]]
    db.session.flush()
    return city


def _meeting_days(row: dict[str, Any], shift: timedelta, reference: str) -> list[date]:
    """Return the days of the meetings, moved; one to come that would fall in July or on a holiday waits some weeks."""
    days: set[date] = set()
    for printed in row.get("meetings", []):
        day = date.fromisoformat(printed) + shift
        while printed >= reference and (day.month == SUMMER or not is_working_day(day) or day in days):
            day += timedelta(days=7)
        days.add(day)
    return sorted(days)


def _organisation(row: dict[str, Any]) -> Organisation:
    office = row.get("office") or {}
    kind = OrganisationKind(row["kind"])
    organisation = Organisation(kind=kind, office_name=office.get("name"))
    organisation.signature_levels = row.get("signature_levels", 2)
    organisation.chair_authorised = row.get("chair_authorised", False)
    if kind in {OrganisationKind.COMPANY, OrganisationKind.COUNCIL}:
        organisation.statement_word = "Yttrande"
    for name in row["names"]:
        organisation.names.append(_name(name["name"], name["valid_from"], name["valid_to"], is_alias=False))
    official = {fold(name["name"]) for name in row["names"]}
    for alias in row.get("aliases", []):
        if fold(alias) not in official:
            organisation.names.append(_name(alias, None, None, is_alias=True))
    return organisation


def _name(name: str, valid_from: str | None, valid_to: str | None, *, is_alias: bool) -> OrganisationName:
    return OrganisationName(
        name=name,
        sort_key=swedish_sort_key(name),
        folded=fold(name),
        is_alias=is_alias,
        valid_from=date.fromisoformat(valid_from) if valid_from else LONG_AGO,
        valid_to=date.fromisoformat(valid_to) if valid_to else None,
    )


def _mailbox(row: dict[str, Any]) -> dict[str, Any]:
    return {"name": f"Registraturen, {row['names'][-1]['name']}", "role": "registrator", "email": row["email"]}


def _person(city: City, key: str, organisation_id: int, person: dict[str, Any], password: str) -> None:
    role = Role(person["role"])
    user = User(
        name=person["name"],
        email=person["email"].lower(),
        title=person.get("title"),
        phone=person.get("phone"),
        password_hash=password,
    )
    user.memberships.append(Membership(organisation_id=organisation_id, role=role, valid_from=LONG_AGO))
    db.session.add(user)
    db.session.flush()
    city.people.setdefault((key, role), user.id)
