"""The attachments of a statement: add, name, order, take away and put back, while it is a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, flash, render_template, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import ReplyAction
from remiss.errors import InvalidInput
from remiss.models.replies import Reply
from remiss.models.statements import StatementAttachment
from remiss.queries.statement_files import removed_files, statement_files
from remiss.queries.wall import own_matter
from remiss.services import statement_files as verbs
from remiss.web.fields import line
from remiss.web.kept_files import keep
from remiss.web.office.page import demand, matter_page
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_attachments", __name__)
HERE = "office_attachments.attachments"
Verb = Callable[[Actor, StatementAttachment, Reply, datetime], None]


class AttachForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A file and what it is called among the attachments."""

    file = FileField("Fil")
    name = line("Bilagans namn", 200)


class NameForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Another name for an attachment."""

    class Meta:
        """The token stands beside it without the prefix of the form; it is checked on every post."""

        csrf = False

    name = line("Bilagans namn", 200, "Skriv vad bilagan ska heta.")


@dataclass(frozen=True)
class FileRow:
    """An attachment with the form of its name."""

    row: StatementAttachment
    form: NameForm


@route(blueprint, "/arenden/<int:reply_id>/bilagor", Permission.MATTER_VIEW, ("GET", "POST"))
def attachments(reply_id: int) -> Response:
    """List the attachments in order and add one."""
    form, kept = AttachForm(), None
    if is_post():
        demand(reply_id, Permission.STATEMENT_WRITE)
        kept = keep(form.file.data, "file")

    def act() -> str:
        if kept is None:
            raise InvalidInput("Välj en fil att lägga till.", "file")
        actor, moment = current_actor(), now()
        attachment = kept.attach(actor, moment)
        verbs.add_file(actor, own_matter(actor, reply_id), attachment, form.name.data, moment)
        flash("Bilagan är tillagd.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, form))


@route(blueprint, "/arenden/<int:reply_id>/bilagor/<int:file_id>/namn", Permission.STATEMENT_WRITE, ("POST",))
def rename(reply_id: int, file_id: int) -> Response:
    """Give an attachment another name."""
    form = _name_form(file_id)
    demand(reply_id, Permission.STATEMENT_WRITE)

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        verbs.rename_file(current_actor(), verbs.file_of(reply, file_id), reply, form.name.data, now())
        flash("Bilagan har fått ett nytt namn.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, AttachForm(formdata=None), {file_id: form}))


@route(blueprint, "/arenden/<int:reply_id>/bilagor/<int:file_id>/uppflyttning", Permission.STATEMENT_WRITE, ("POST",))
def move_up(reply_id: int, file_id: int) -> Response:
    """Move an attachment one step up."""
    return _change(reply_id, file_id, verbs.move_file_up, "Bilagan är flyttad.")


@route(blueprint, "/arenden/<int:reply_id>/bilagor/<int:file_id>/borttagning", Permission.STATEMENT_WRITE, ("POST",))
def remove(reply_id: int, file_id: int) -> Response:
    """Take an attachment away."""
    return _change(reply_id, file_id, verbs.remove_file, "Bilagan är borttagen. Du kan ångra längst ned på sidan.")


@route(blueprint, "/arenden/<int:reply_id>/bilagor/<int:file_id>/aterstallning", Permission.STATEMENT_WRITE, ("POST",))
def restore(reply_id: int, file_id: int) -> Response:
    """Put an attachment back."""
    return _change(reply_id, file_id, verbs.restore_file, "Bilagan är tillbaka.")


def _name_form(file_id: int, **given: Any) -> NameForm:
    return NameForm(prefix=f"fil{file_id}", **given)


def _change(reply_id: int, file_id: int, verb: Verb, done: str) -> Response:
    demand(reply_id, Permission.STATEMENT_WRITE)
    form = FlaskForm()

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        verb(current_actor(), verbs.file_of(reply, file_id), reply, now())
        flash(done, "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, AttachForm(formdata=None), problem=form))


def _show(
    reply_id: int, form: AttachForm, typed: dict[int, NameForm] | None = None, problem: FlaskForm | None = None
) -> str:
    page = matter_page(own_matter(current_actor(), reply_id), HERE)
    rows = [
        FileRow(row, (typed or {}).get(row.id) or _name_form(row.id, formdata=None, name=row.name))
        for row in statement_files(reply_id)
    ]
    return render_template(
        "office/attachments.html",
        page=page,
        form=form,
        rows=rows,
        removed=removed_files(reply_id),
        writable=ReplyAction.EDIT_ATTACHMENTS in page.actions,
        problem=problem,
    )
