"""The register of bodies: their names over time, other ways to write them, and who took over from whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from remiss.domain.mail_notes import PLACEHOLDERS, unknown_placeholders
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.language.folding import fold, swedish_sort_key
from remiss.models.mail import LADDER
from remiss.models.organisations import Organisation, OrganisationKind, OrganisationName
from remiss.queries.organisations import executive_exists, names_written_as
from remiss.services.audit import record
from remiss.services.reminders import replan
from remiss.services.steps import require
from remiss.text import listed

WORDS = ("Tjänsteutlåtande", "Tjänsteskrivelse", "Yttrande")
LONG_AGO = date(1900, 1, 1)


def add_organisation(
    actor: Actor, kind: OrganisationKind, name: str, office: str | None, word: str, valid_from: date, now: datetime
) -> Organisation:
    """Add a body under ``name``. Raises InvalidInput when a body goes or went by that name already."""
    actor = require(actor, Permission.ORGANISATIONS_MANAGE)
    if kind is OrganisationKind.EXECUTIVE and executive_exists():
        raise InvalidInput("Kommunstyrelsen finns redan i registret.", "kind")
    _refuse_known(name)
    body = Organisation(kind=kind, office_name=office or None, statement_word=word)
    body.names.append(_name(name, valid_from, is_alias=False))
    db.session.add(body)
    db.session.flush()
    record(actor, "lagg_till_organisation", "organisation", body.id, {"kind": kind, "name": name}, now)
    return body


def change_organisation(
    actor: Actor, body: Organisation, office: str | None, word: str, levels: int, now: datetime
) -> None:
    """Change the name of the office, what its paper is called, or how many signatures the paper needs.

    A text that is on its way keeps the signatures it has and needs those that are set when it moves on.
    """
    actor = require(actor, Permission.ORGANISATIONS_MANAGE)
    new = {"office_name": office or None, "statement_word": word, "signature_levels": levels}
    changed = {key: value for key, value in new.items() if getattr(body, key) != value}
    for key, value in changed.items():
        setattr(body, key, value)
    if changed:
        record(actor, "andra_organisation", "organisation", body.id, changed, now)


def set_decision_rules(
    actor: Actor, body: Organisation, now: datetime, *, chair_authorised: bool, reports_delegated: bool
) -> None:
    """Say whether the chair may decide what is urgent, and whether others' decisions are reported to the nämnd."""
    actor = require(actor, Permission.ORGANISATIONS_MANAGE)
    new = {"chair_authorised": chair_authorised, "reports_delegated": reports_delegated}
    changed = {key: value for key, value in new.items() if getattr(body, key) != value}
    for key, value in changed.items():
        setattr(body, key, value)
    if changed:
        record(actor, "andra_beslutsordning", "organisation", body.id, changed, now)


def choose_ladder(actor: Actor, body: Organisation, chosen: Collection[str], now: datetime) -> None:
    """Say when the people of ``body`` are reminded; what is planned in its matters follows. Raises InvalidInput."""
    actor = require(actor, Permission.ORGANISATIONS_MANAGE)
    steps = [kind.value for kind in LADDER if kind.value in chosen]
    if not steps:
        raise InvalidInput("Välj minst en påminnelse. En nämnd kan tysta dem i ett enskilt ärende.", "ladder")
    if steps != body.ladder:
        body.ladder = steps
        replan(body.id, now)
        record(actor, "andra_paminnelser", "organisation", body.id, {"ladder": steps}, now)


def choose_more_reminders(
    actor: Actor, body: Organisation, now: datetime, *, reminds_chief: bool, reminds_of_meeting: bool
) -> None:
    """Say whether the chief is reminded as well, and whether the days before a planned meeting are reminded of."""
    actor = require(actor, Permission.ORGANISATIONS_MANAGE)
    new = {"reminds_chief": reminds_chief, "reminds_of_meeting": reminds_of_meeting}
    changed = {key: value for key, value in new.items() if getattr(body, key) != value}
    for key, value in changed.items():
        setattr(body, key, value)
    if changed:
        record(actor, "andra_paminnelser", "organisation", body.id, changed, now)


def write_mail_note(actor: Actor, body: Organisation, note: str, now: datetime) -> None:
    """Put the organisation's own words in mail about its remisser. Raises InvalidInput for a word nobody fills in."""
    actor = require(actor, Permission.ORGANISATIONS_MANAGE)
    if unknown := unknown_placeholders(note):
        raise InvalidInput(f"{listed(unknown)} fylls inte i av Remiss. Använd {listed([*PLACEHOLDERS])}.", "note")
    if note.strip() != body.mail_note:
        body.mail_note = note.strip()
        record(actor, "andra_mejltext", "organisation", body.id, {}, now)


def rename_organisation(actor: Actor, body: Organisation, name: str, valid_from: date, now: datetime) -> None:
    """Give ``body`` a new name from a day; the former ends the day before. Raises InvalidInput."""
    actor = require(actor, Permission.ORGANISATIONS_MANAGE)
    _refuse_known(name, body.id)
    newest = newest_name(body)
    if fold(newest.name) == fold(name) and newest.valid_to is None:
        raise InvalidInput("Organisationen heter redan så.", "name")
    if valid_from <= newest.valid_from or (newest.valid_to is not None and valid_from <= newest.valid_to):
        raise InvalidInput("Dagen ligger före det nuvarande namnets tid. Välj en senare dag.", "valid_from")
    newest.valid_to = newest.valid_to or valid_from - timedelta(days=1)
    body.names.append(_name(name, valid_from, is_alias=False))
    record(actor, "byt_namn", "organisation", body.id, {"name": name, "valid_from": valid_from}, now)


def add_alias(actor: Actor, body: Organisation, name: str, now: datetime) -> None:
    """Add another way to write the name, so that replies signed with it find their body. Raises InvalidInput."""
    actor = require(actor, Permission.ORGANISATIONS_MANAGE)
    if names_written_as(name):
        raise InvalidInput("Någon organisation skrivs redan så.", "alias")
    body.names.append(_name(name, LONG_AGO, is_alias=True))
    record(actor, "lagg_till_skrivsatt", "organisation", body.id, {"name": name}, now)


def end_organisation(
    actor: Actor, body: Organisation, last_day: date, successor: Organisation | None, now: datetime
) -> None:
    """Let ``body`` end with a day; ``successor`` takes over, as when two nämnder become one. Raises InvalidInput."""
    actor = require(actor, Permission.ORGANISATIONS_MANAGE)
    newest = newest_name(body)
    if body.kind is OrganisationKind.EXECUTIVE:
        raise InvalidInput("Kommunstyrelsen kan inte upphöra.")
    if last_day < newest.valid_from:
        raise InvalidInput("Dagen ligger före det nuvarande namnets tid. Välj en senare dag.", "last_day")
    if successor is not None and (successor.id == body.id or successor.successor_id == body.id):
        raise InvalidInput("Välj en annan organisation som tar över.", "successor")
    newest.valid_to = last_day
    body.successor_id = successor.id if successor else None
    facts = {"last_day": last_day, "successor_id": body.successor_id}
    record(actor, "avsluta_organisation", "organisation", body.id, facts, now)


def merge_organisations(
    actor: Actor, bodies: Sequence[Organisation], last_day: date, successor: Organisation, now: datetime
) -> None:
    """Let several bodies end on one day and ``successor`` take over from them all. Raises as ``end_organisation``."""
    require(actor, Permission.ORGANISATIONS_MANAGE)
    if successor in bodies:
        raise InvalidInput("Den som tar över kan inte själv upphöra. Välj en annan.", "successor")
    if not bodies:
        raise InvalidInput("Välj vilka organisationer som upphör.", "bodies")
    for body in bodies:
        end_organisation(actor, body, last_day, successor, now)


def newest_name(body: Organisation) -> OrganisationName:
    """Return the official name that came last."""
    return [name for name in body.names if not name.is_alias][-1]


def _refuse_known(name: str, own_id: int | None = None) -> None:
    if not name.strip():
        raise InvalidInput("Skriv ett namn.", "name")
    others = names_written_as(name) - {own_id}
    if others:
        raise InvalidInput("Det finns redan en organisation med det namnet.", "name")


def _name(name: str, valid_from: date, *, is_alias: bool) -> OrganisationName:
    return OrganisationName(
        name=name.strip(), sort_key=swedish_sort_key(name), folded=fold(name), is_alias=is_alias, valid_from=valid_from
    )
