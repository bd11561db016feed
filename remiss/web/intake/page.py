"""One file being taken in: progress, failure, or what was read, for a person to confirm."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, jsonify, render_template, request, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission, intake_permission, may
from remiss.door import writing
from remiss.errors import WrongState
from remiss.models.attachments import Attachment
from remiss.models.intakes import Intake, IntakeState
from remiss.models.organisations import OrganisationKind
from remiss.models.remisser import Remiss
from remiss.queries.imports import batch_file_of, next_to_confirm
from remiss.queries.intakes import progress_of, reply_of_body
from remiss.queries.wall import own_intake
from remiss.services.admission import PAPERS
from remiss.services.intakes import cancel_intake, confirm_intake, register_signed_paper, swap_papers
from remiss.web.fields import options
from remiss.web.filters import speak_as
from remiss.web.intake.confirming import confirmed_reply
from remiss.web.intake.faults import faults
from remiss.web.intake.forms import SECTION_NAMES, IncomingForm, JudgedForm, OwnPapersForm, PapersForm, SentPapersForm
from remiss.web.intake.original import original_of
from remiss.web.intake.reading import Reading, body_choices, form_data, reading_of, shown_viewpoints, warnings
from remiss.web.intake.remembering import learn
from remiss.web.intake.review import changed, doubts, facts, typed_at, units
from remiss.web.intake.saving import refuse_stale, saved_in, ticked
from remiss.web.kept_files import keep
from remiss.web.request import current_actor, is_post, see_other, submit
from remiss.web.routing import route

blueprint = Blueprint("intake_page", __name__)


@route(blueprint, "/inlasningar/<int:intake_id>", Permission.SIGNED_IN, ("GET", "POST"))
def show(intake_id: int) -> Response:
    """Show how far a file has come; once it is read, ask for confirmation. The wall says whose it is."""
    intake = own_intake(current_actor(), intake_id)
    if intake.state is IntakeState.TO_CONFIRM or (is_post() and intake.state is IntakeState.CONFIRMED):
        return _confirm(intake)
    if is_post():
        raise WrongState("Filen väntar inte på bekräftelse. Läs in sidan på nytt.")
    return Response(_still(intake))


@route(blueprint, "/inlasningar/<int:intake_id>/lage", Permission.SIGNED_IN)
def progress(intake_id: int) -> Response:
    """Say how far the reading has come, for the script of the waiting page."""
    own_intake(current_actor(), intake_id)
    far = progress_of(intake_id)
    return jsonify(state=far.state, done=far.done, steps=far.steps, message=far.message)


@route(blueprint, "/inlasningar/<int:intake_id>/avbrott", Permission.SIGNED_IN, ("POST",))
def cancel(intake_id: int) -> Response:
    """Stop taking a file in."""
    with writing():
        intake = own_intake(current_actor(), intake_id)
        cancel_intake(current_actor(), intake, now())
        target = back_to(intake)
    flash("Inläsningen är avbruten. Filen räknas inte som svar.", "success")
    return see_other(target)


@route(blueprint, "/inlasningar/<int:intake_id>/platsbyte", Permission.SIGNED_IN, ("POST",))
def swap(intake_id: int) -> Response:
    """Say that the two files are each other's, and read them again."""
    with writing():
        swap_papers(current_actor(), own_intake(current_actor(), intake_id), now())
    flash("Filerna har bytt plats och läses igen.", "success")
    return see_other(url_for(".show", intake_id=intake_id))


def _confirm(intake: Intake) -> Response:
    reading = reading_of(current_actor(), intake)
    form = _form(reading)
    intake_id, minutes = intake.id, keep(form.minutes.data, "minutes", PAPERS) if is_post() else None

    def act() -> str:
        actor, fresh = current_actor(), own_intake(current_actor(), intake_id)
        refuse_stale(fresh)
        attached: Attachment | None = minutes.attach(actor, now()) if minutes else None
        confirmed = confirmed_reply(form, reading_of(actor, fresh), fresh, attached)
        if isinstance(form, OwnPapersForm) and form.goes_on:
            signed = (form.signed_by(), form.signed_on.data)
            registered = register_signed_paper(actor, fresh, confirmed, *signed, now())
            learn(actor, fresh, reading, confirmed)
            flash("Det signerade utlåtandet är registrerat. Anmäl det till ett sammanträde.", "success")
            return f"/arenden/{registered.id}/beslut"
        submission = confirm_intake(actor, fresh, confirmed, now())
        learn(actor, fresh, reading, confirmed)
        flash(_done(fresh.remiss, own=reading.own is not None), "success")
        if reading.own is None:
            return _onward(fresh) or f"/remisser/{fresh.remiss_id}/svar/{submission.reply_id}"
        return f"/arenden/{submission.reply_id}/kvittens"

    return submit(form, act, lambda: _ask(intake, form))


def _onward(intake: Intake) -> str | None:
    """Return where it goes on inside a batch: the next file, or the report when all are looked through."""
    file = batch_file_of(intake.id)
    if file is None:
        return None
    following = next_to_confirm(intake.id)
    if following is not None:
        flash("Här är nästa fil i omgången.", "message")
        return url_for(".show", intake_id=following)
    return url_for("intake_batches.show", remiss_id=intake.remiss_id, batch_id=file.batch_id)


def _done(remiss: Remiss, *, own: bool) -> str:
    """Say what confirming did: whoever hands in wants to know that the reply has left."""
    if remiss.registered_by_id is not None:
        return "Svaret är registrerat."
    sent = f"Svaret är skickat till {sender_words(remiss, today())}."
    return sent if own else "Svaret är registrerat och räknas från och med nu."


def _form(reading: Reading) -> PapersForm:
    filled = _filled(reading)
    if reading.own is not None:
        outside = reading.intake.remiss.registered_by_id is not None
        return SentPapersForm(**filled) if outside else OwnPapersForm(**filled)
    form = JudgedForm(**filled) if reading.judged else IncomingForm(**filled)
    form.bodies.choices = options(body_choices(reading))
    themes = options((theme.key, theme.name) for theme in reading.intake.remiss.themes)
    for entry in form.viewpoints if reading.judged else ():
        entry.form.themes.choices = themes
    return form


def _filled(reading: Reading) -> dict[str, Any]:
    """Return what the form is filled with: what was sent, else what a person has saved, else what was read."""
    if is_post():
        return {}
    saved = saved_in(reading.intake)
    return {"formdata": saved.fields} if saved else {"data": form_data(reading)}


def _ask(intake: Intake, form: PapersForm) -> str:
    reading, saved = reading_of(current_actor(), intake), saved_in(intake)
    original = original_of(intake, typed_at(reading))
    headings = [entry.form.heading.data or "" for entry in form.sections]
    speak_as([intake.owner.kind])
    return render_template(
        "intake/confirm.html",
        intake=intake,
        reading=reading,
        form=form,
        original=original,
        as_text=request.args.get("vy") == "text",
        saved=saved,
        ticked=ticked(saved),
        units=units(reading, original, headings[:-1]),
        doubts=doubts(reading, original),
        facts=facts(reading, original),
        changed=changed(reading, form),
        faults=faults(form),
        warnings=warnings(reading),
        viewpoints=shown_viewpoints(reading, SECTION_NAMES),
        back=back_to(intake),
        batch=batch_file_of(intake.id),
        mine=_may_confirm(intake),
        sender=sender_words(intake.remiss, today()),
        outside=intake.remiss.registered_by_id is not None,
    )


def _still(intake: Intake) -> str:
    return render_template(
        "intake/still.html", intake=intake, far=progress_of(intake.id), back=back_to(intake), mine=_may_confirm(intake)
    )


def _may_confirm(intake: Intake) -> bool:
    return may(
        current_actor(), intake_permission(intake.remiss.sending_side, intake.owner_id), frozenset({intake.owner_id})
    )


def sender_words(remiss: Remiss, day: date) -> str:
    """Return the sender as written inside a sentence: *kommunstyrelsen*, but *Region Stockholm*."""
    name = remiss.sender.name_on(day)
    return name.lower() if remiss.sender.kind is OrganisationKind.EXECUTIVE else name


def back_to(intake: Intake) -> str:
    """Return where the intake was begun, to try another file there."""
    if intake.owner_id in intake.remiss.sending_side:
        return url_for("intake.incoming", remiss_id=intake.remiss_id)
    reply_id = reply_of_body(intake.remiss_id, intake.owner_id)
    return url_for("intake.hand_in", reply_id=reply_id) if reply_id else "/arenden"
