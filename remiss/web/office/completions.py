"""What the sender asks about a reply that has been sent: answered here, at once, beside the decided text."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for
from flask_wtf.file import FileField

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyAction
from remiss.errors import WrongState
from remiss.queries.completions import completions_of, open_completion
from remiss.queries.wall import own_matter
from remiss.services.admission import PAPERS
from remiss.services.completions import answer_completion
from remiss.web.fields import Form, words
from remiss.web.kept_files import keep
from remiss.web.office.page import demand, matter_page
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_completions", __name__)
HERE = "office_completions.completions"


class AnswerForm(Form):
    """The answer to what the sender asks."""

    answer = words("Ert svar", 20_000, "Skriv svaret.")
    file = FileField("Bifogad fil")


@route(blueprint, "/arenden/<int:reply_id>/kompletteringar", Permission.MATTER_VIEW, ("GET", "POST"))
def completions(reply_id: int) -> Response:
    """Show what is asked and was answered; answer what waits."""
    if is_post():
        demand(reply_id, Permission.REPLY_SUBMIT)
    form = AnswerForm()
    kept = keep(form.file.data, "file", PAPERS) if is_post() else None

    def act() -> str:
        actor = current_actor()
        row = open_completion(actor, reply_id)
        if row is None:
            raise WrongState("Det finns ingen begäran att besvara. Läs in sidan på nytt.")
        answer_completion(actor, row, form.answer.data, kept.attach(actor, now()) if kept else None, now())
        flash("Kompletteringen är skickad till avsändaren.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, form))


def _show(reply_id: int, form: AnswerForm) -> str:
    page = matter_page(own_matter(current_actor(), reply_id), HERE)
    return render_template(
        "office/completions.html", page=page, form=form, rows=completions_of([reply_id]),
        possible=ReplyAction.ANSWER_COMPLETION in page.actions,
    )  # fmt: skip
