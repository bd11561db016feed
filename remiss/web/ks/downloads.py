"""Files of a compilation: chosen in a form, made in the background, waited for on a page, fetched within a day."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, jsonify, make_response, render_template, request, send_file, url_for
from flask_wtf import FlaskForm
from wtforms import BooleanField, FormField, SubmitField
from wtforms import Form as PlainForm

from remiss.clock import now
from remiss.documents.writing.formats import FORMATS
from remiss.domain.compilation import CompilationFacts
from remiss.domain.compilation_choices import NO_THEME, Choices, Column, Layout
from remiss.domain.disclosure import SHORTEST, Mask
from remiss.domain.permissions import Permission
from remiss.domain.stance import NOT_ASSESSED_LABEL, Stance
from remiss.door import writing
from remiss.errors import InvalidInput, NotVisible
from remiss.extensions import compiled_folder
from remiss.models.attachments import path_of
from remiss.models.compiling import CompilationOrder
from remiss.models.operations import TaskKind
from remiss.queries.compilation_orders import ordered_files
from remiss.queries.wall import own_order, own_remiss
from remiss.services.compiling import (
    NOT_ASSESSED,
    cancel_order,
    columns_left_out,
    is_kept,
    order_compilation,
    unread_of_file,
)
from remiss.services.notices import read_notice
from remiss.services.tasks import task_on
from remiss.web.fields import Radio, Rows, Ticks, line, options
from remiss.web.ks.results_facts import compiled
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_downloads", __name__)
HERE = "/remisser/<int:remiss_id>/sammanstallning/hamtning"
FEWEST_MASKS = 1


class MaskRow(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """Words to mask, and why."""

    words = line("Ord som ska maskas", 1000)
    ground = line("Lagrum", 120)


class DownloadForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What the file is made of. Lists without a tick take everything."""

    layout = Radio("Ordning", default=Layout.THEME.value)
    format = Radio("Format", default="docx")
    bodies = Ticks("Bara svar från")
    themes = Ticks("Bara synpunkter om")
    stances = Ticks("Bara synpunkter med ställningstagandet")
    quotes = BooleanField("Ta med citaten", default=True)
    replies = BooleanField("Ta med svaren i sin helhet", default=True)
    names = BooleanField("Skriv instansernas namn", default=True)
    without = Ticks("Utelämna kolumner i tabellerna")
    masks = Rows(FormField(MaskRow), min_entries=FEWEST_MASKS)
    add = SubmitField("Lägg till maskering")


@route(blueprint, HERE, Permission.REMISS_VIEW, ("GET", "POST"))
def choose(remiss_id: int) -> Response:
    """Show the choices; order the file that is chosen. What is masked stands in the form alone, never in an address."""
    _, facts = compiled(remiss_id)
    form = _offered(facts)
    if is_post() and form.add.data:
        form.masks.append_entry()
        return make_response(_show(remiss_id, form))

    def act() -> str:
        remiss = own_remiss(current_actor(), remiss_id)
        layout, choices = Layout(form.layout.data), _chosen(form)
        order = order_compilation(current_actor(), remiss, layout, form.format.data, choices, now())
        return url_for("ks_downloads.order", remiss_id=remiss_id, order_id=order.id)

    return submit(form, act, lambda: _show(remiss_id, form))


@route(blueprint, f"{HERE}/<int:order_id>", Permission.REMISS_VIEW)
def order(remiss_id: int, order_id: int) -> str:
    """Show how far the file has come, and the way to it. Who sees here that it has ended need not be told elsewhere."""
    row = own_order(current_actor(), remiss_id, order_id)
    if told := unread_of_file(current_actor(), row):
        number = told.id
        with writing():
            read_notice(current_actor(), number, now())
        row = own_order(current_actor(), remiss_id, order_id)
    return render_template(
        "ks/download.html", remiss=row.remiss, order=row, far=_far(row), kept=is_kept(row, now()),
        layout=Layout(row.layout).label, format=FORMATS[row.format].label, columns=len(columns_left_out(row)),
        mine=row.ordered_by_id == current_actor().user_id,
    )  # fmt: skip


@route(blueprint, f"{HERE}/<int:order_id>/lage", Permission.REMISS_VIEW)
def progress(remiss_id: int, order_id: int) -> Response:
    """Say how far the file has come, for the page that waits."""
    return jsonify(_far(own_order(current_actor(), remiss_id, order_id)))


@route(blueprint, f"{HERE}/<int:order_id>/fil", Permission.REMISS_VIEW)
def file(remiss_id: int, order_id: int) -> Response:
    """Give the file. Raises NotVisible when it is not made, or was made more than a day ago."""
    row = own_order(current_actor(), remiss_id, order_id)
    path = path_of(compiled_folder(), row.sha256) if row.sha256 and is_kept(row, now()) else None
    if path is None or not path.is_file():
        raise NotVisible("Filen finns inte kvar. Den sparas ett dygn. Beställ den på nytt under Sammanställning.")
    chosen = FORMATS[row.format]
    # What was masked is forgotten by now: it may have been the very number that would stand in the name.
    number = "" if row.choices.get("masked") else f" {row.remiss.diary_number.replace('/', '-')}"
    name = f"Remissammanställning{number} {row.layout}.{chosen.ending}"
    return send_file(path, chosen.kind, as_attachment=True, download_name=name)


@route(blueprint, f"{HERE}/<int:order_id>/avbrott", Permission.REMISS_VIEW, ("POST",))
def cancel(remiss_id: int, order_id: int) -> Response:
    """Stop the work on the file."""

    def act() -> str:
        cancel_order(current_actor(), own_order(current_actor(), remiss_id, order_id), now())
        flash("Filen är avbruten.", "success")
        return url_for("ks_downloads.choose", remiss_id=remiss_id)

    return submit(FlaskForm(), act, lambda: order(remiss_id, order_id))


def _far(row: CompilationOrder) -> dict[str, Any]:
    task = task_on(TaskKind.COMPILE, row.id)
    if task is None:
        raise NotVisible
    return {"state": task.state.value, "message": task.message, "done": task.steps_done, "steps": task.steps}


def _offered(facts: CompilationFacts) -> DownloadForm:
    form = DownloadForm()
    form.layout.choices = options((one.value, f"{one.label}. {one.sentence}") for one in Layout)
    form.format.choices = options((key, one.label) for key, one in FORMATS.items())
    form.bodies.choices = options((one.name, one.name) for one in facts.bodies)
    form.themes.choices = options([*((one.key, one.name) for one in facts.themes), (NO_THEME, "Utan tema")])
    form.without.choices = options((one.value, f"{one.table}: {one.label}") for one in Column)
    form.stances.choices = options(
        [*((one.value, one.label) for one in Stance), (NOT_ASSESSED, NOT_ASSESSED_LABEL)]
    )  # fmt: skip
    return form


def _chosen(form: DownloadForm) -> Choices:
    stances = frozenset(None if one == NOT_ASSESSED else Stance(one) for one in form.stances.data)
    return Choices(
        bodies=frozenset(form.bodies.data), themes=frozenset(form.themes.data), stances=stances,
        quotes=form.quotes.data, replies=form.replies.data, names=form.names.data, masks=tuple(_masks(form)),
        without=frozenset(map(Column, form.without.data)),
    )  # fmt: skip


def _masks(form: DownloadForm) -> list[Mask]:
    rows = [(row.form.words.data or "", row.form.ground.data or "") for row in form.masks]
    for words, ground in rows:
        if ground and not words:
            raise InvalidInput("Ett lagrum saknar ord att maska. Skriv orden eller ta bort lagrummet.", "masks")
        if words and not ground:
            raise InvalidInput("Skriv lagrum för varje maskering, till exempel 21 kap. 7 § OSL.", "masks")
        if words and len(words) < SHORTEST:
            raise InvalidInput(f"Skriv minst {SHORTEST} tecken att maska.", "masks")
    return [Mask(words, ground) for words, ground in rows if words]


def _show(remiss_id: int, form: DownloadForm) -> str:
    remiss, facts = compiled(remiss_id)
    picked = {name for name in ("bodies", "without") if request.form.getlist(name)}
    return render_template(
        "ks/download_choose.html", remiss=remiss, facts=facts, form=form, picked=picked,
        orders=ordered_files(remiss_id, current_actor().user_id),
        formats={key: one.label for key, one in FORMATS.items()},
    )  # fmt: skip
