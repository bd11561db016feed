"""What is remembered of corrections: learned when a file is confirmed, shown openly, forgotten on request."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now
from remiss.documents.interpretation.habits import learned
from remiss.documents.reading import serial
from remiss.domain.habits import FIELDS, Habit, HabitKind
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.statement import SectionKey
from remiss.door import writing
from remiss.models.intakes import Intake
from remiss.queries.reading_habits import own_habit, own_habits
from remiss.services.intakes import ConfirmedReply
from remiss.services.reading_habits import forget_habit, remember_corrections
from remiss.text import counted
from remiss.web.intake.forms import SECTION_NAMES
from remiss.web.intake.reading import Reading
from remiss.web.request import current_actor, see_other
from remiss.web.routing import route

blueprint = Blueprint("intake_remembering", __name__)


@route(blueprint, "/inlasningar/minnen", Permission.SIGNED_IN)
def show() -> str:
    """List what the visitor's organisations remember about how bodies write; the wall is in the query."""
    rows = own_habits(current_actor())
    return render_template("intake/remembered.html", rows=rows, words=habit_words)


@route(blueprint, "/inlasningar/minnen/<int:habit_id>/borttagning", Permission.SIGNED_IN, ("POST",))
def forget(habit_id: int) -> Response:
    """Forget one thing."""
    with writing():
        forget_habit(own_habit(current_actor(), habit_id))
    flash("Rättelsen är glömd. Nästa svar läses utan den.", "success")
    return see_other(url_for(".show"))


def habit_words(habit: Habit, body: str) -> str:
    """Return what is remembered as a sentence."""
    if habit.kind is HabitKind.HEADING:
        return f"Rubriken ”{habit.words}” är avsnittet {SECTION_NAMES[SectionKey(habit.value)]}."
    if habit.kind is HabitKind.LABEL:
        return f"Det som står efter ”{habit.words}” är {FIELDS.get(habit.value, habit.value)}."
    return f"”{habit.words}” är {body}."


def learn(actor: Actor, intake: Intake, reading: Reading, confirmed: ConfirmedReply) -> None:
    """Remember what was corrected, for the body's next reply; of a joint reply it is nobody's own way to write."""
    if intake.original is None or len(confirmed.organisation_ids) != 1:
        return
    sections = [(key, heading) for key, heading, _ in confirmed.sections]
    typed = {"diary_number": confirmed.diary_number, "title": confirmed.title}
    habits = learned(reading.parsed, serial.from_json(intake.original), sections, typed)
    if reading.own is None and reading.found_body is None and reading.name:
        habits.append(Habit(HabitKind.SENDER, reading.name, ""))
    number = remember_corrections(actor, intake, confirmed.organisation_ids[0], habits, now())
    if number:
        said = counted(number, "rättelse", "rättelser")
        flash(f"Remiss minns {said} till nästa svar från samma instans. Under Inläsning ser du vilka.", "message")
