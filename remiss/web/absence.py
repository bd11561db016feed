"""Being away, on the two desks where it is said: one's own page, and an administrator's page about somebody."""

from __future__ import annotations

from datetime import date

from flask_wtf import FlaskForm

from remiss.clock import now, today
from remiss.extensions import db
from remiss.models.organisations import Organisation
from remiss.models.people import Substitution, User
from remiss.queries.accounts import possible_substitutes
from remiss.services.substitutions import set_substitution
from remiss.web.fields import Choice, day, options
from remiss.web.request import current_actor


class AbsenceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """From when and until when, and who acts: a body and a person in one choice."""

    since = day("Från och med")
    until = day("Till och med", "Ange sista dagen.")
    substitute = Choice("Ersättare")


def absence_form(user: User) -> AbsenceForm:
    """Return the form with those who may stand in for ``user``, from today."""
    form = AbsenceForm(since=today())
    found = possible_substitutes(user, today())
    form.substitute.choices = options((f"{place}-{person}", words) for place, person, words in found)
    return form


def note_absence(user: User, form: AbsenceForm) -> Substitution:
    """Do what the form says about ``user``; to be called inside the door."""
    place, _, person = str(form.substitute.data).partition("-")
    body, substitute = db.session.get_one(Organisation, int(place)), db.session.get(User, int(person))
    period: tuple[date, date] = (form.since.data or today(), form.until.data)
    return set_substitution(current_actor(), user, body, substitute, period, now())
