"""Many files in one go at KS: how far they have come, the report, whose reply each is, and taking all of it back."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, abort, flash, jsonify, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage

from remiss.clock import now, today
from remiss.domain.permissions import Permission, may
from remiss.door import writing
from remiss.errors import UnreadableFile
from remiss.extensions import db, upload_folder
from remiss.models.imports import ImportBatch, ImportFile
from remiss.queries.imports import batch_progress, files_of
from remiss.queries.public_status import public_status
from remiss.queries.wall import own_batch
from remiss.services.attachments import keep_content
from remiss.services.imports import GivenFile, choose_body, undo_batch
from remiss.services.pairing import take_apart
from remiss.text import counted
from remiss.web.csv_file import csv_answer
from remiss.web.fields import whole_number
from remiss.web.intake.report import ReportLine, counts, report, report_csv
from remiss.web.request import current_actor, see_other, submit, uploaded
from remiss.web.routing import route

blueprint = Blueprint("intake_batches", __name__)
LONGEST_NAME = 300
ADDRESS = "/remisser/<int:remiss_id>/inlasningar/<int:batch_id>"


@route(blueprint, ADDRESS, Permission.INCOMING_REGISTER, ("GET", "POST"))
def show(remiss_id: int, batch_id: int) -> Response:
    """Show how far the files have come and what needs a person; take in whose replies a person says they are."""
    batch, form = own_batch(current_actor(), remiss_id, batch_id), FlaskForm()

    def act() -> str:
        fresh = own_batch(current_actor(), remiss_id, batch_id)
        number = _choose(fresh)
        flash(f"Instans är vald för {counted(number, 'fil', 'filer')}.", "success")
        return url_for(".show", remiss_id=remiss_id, batch_id=batch_id)

    return submit(form, act, lambda: _page(batch, form))


@route(blueprint, f"{ADDRESS}/lage", Permission.INCOMING_REGISTER)
def progress(remiss_id: int, batch_id: int) -> Response:
    """Say how far the files have come, for the script of the page."""
    own_batch(current_actor(), remiss_id, batch_id)
    far = batch_progress(batch_id)
    words = f"{far.done} av {counted(far.files, 'fil', 'filer')} är klara"
    return jsonify(state="lases" if far.working else "klar", done=far.done, steps=far.files, message=words)


@route(blueprint, f"{ADDRESS}/rapport", Permission.INCOMING_REGISTER)
def report_file(remiss_id: int, batch_id: int) -> Response:
    """Give the report as a file for a spreadsheet."""
    batch = own_batch(current_actor(), remiss_id, batch_id)
    return csv_answer(report_csv(_lines(batch)), f"inlasning-{batch.id}.csv")


@route(blueprint, f"{ADDRESS}/aterkallelse", Permission.INCOMING_REGISTER, ("POST",))
def undo(remiss_id: int, batch_id: int) -> Response:
    """Take all files of a batch back while none of them is confirmed."""
    with writing():
        undo_batch(current_actor(), own_batch(current_actor(), remiss_id, batch_id), now())
    flash("Omgången är ångrad. Ingen av filerna räknas som svar.", "success")
    return see_other(url_for("intake.incoming", remiss_id=remiss_id))


@route(blueprint, f"{ADDRESS}/filer/<int:file_id>/isartagning", Permission.INCOMING_REGISTER, ("POST",))
def take_minutes_apart(remiss_id: int, batch_id: int, file_id: int) -> Response:
    """Let a protokollsutdrag that was put to a reply be a file of its own again."""
    with writing():
        batch = own_batch(current_actor(), remiss_id, batch_id)
        file = db.session.scalars(
            db.select(ImportFile).where(ImportFile.id == file_id, ImportFile.batch_id == batch.id)
        ).first()
        if file is None:
            abort(404)
        take_apart(current_actor(), file, now())
    flash("Filerna är isär och läses in på nytt.", "success")
    return see_other(url_for(".show", remiss_id=remiss_id, batch_id=batch_id))


def given_files(uploads: Sequence[FileStorage]) -> list[GivenFile]:
    """Keep uploaded files by their content, outside the transaction; what is wrong with one is kept beside its name."""
    return [_given(upload) for upload in uploads]


def is_many(uploads: Sequence[FileStorage]) -> bool:
    """Tell whether an upload is a batch: several files, or a zip."""
    return len(uploads) > 1 or any((upload.filename or "").lower().endswith(".zip") for upload in uploads)


def _given(upload: FileStorage) -> GivenFile:
    name = "".join(sign for sign in upload.filename or "" if sign.isprintable())[-LONGEST_NAME:] or "fil"
    try:
        content, _ = uploaded(upload)
        return GivenFile(name, keep_content(upload_folder(), content), len(content))
    except UnreadableFile as problem:
        return GivenFile(name, problem=problem.sentence)


def _choose(batch: ImportBatch) -> int:
    """Keep the choices that differ from before, and return how many."""
    chosen = {key: whole_number(value) for key, value in request.form.items() if key.startswith("instans-")}
    files = db.session.scalars(db.select(ImportFile).where(ImportFile.batch_id == batch.id)).all()
    new = [(file, body) for file in files if (body := chosen.get(f"instans-{file.id}")) and body != file.body_id]
    for file, body in new:
        choose_body(current_actor(), file, body)
    return len(new)


def _lines(batch: ImportBatch) -> list[ReportLine]:
    return report(files_of(batch), _bodies(batch))


def _bodies(batch: ImportBatch) -> dict[int, str]:
    return {row.organisation_id: row.body for row in public_status(batch.remiss_id, today())}


def _page(batch: ImportBatch, form: FlaskForm) -> str:
    lines, far = _lines(batch), batch_progress(batch.id)
    return render_template(
        "intake/batch.html",
        remiss=batch.remiss,
        batch=batch,
        form=form,
        far=far,
        lines=lines,
        counts=counts(lines),
        bodies=_bodies(batch),
        may_undo=_may_undo(batch, lines),
        first=next((line.row.intake_id for line in lines if line.chooses), None),
    )


def _may_undo(batch: ImportBatch, lines: Sequence[ReportLine]) -> bool:
    untouched = batch.undone_at is None and not any(line.row.reply_id for line in lines if not line.row.known)
    return untouched and may(current_actor(), Permission.INCOMING_REGISTER, batch.remiss.sending_side)
