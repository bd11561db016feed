"""Writing the text, handing it over for review, and taking it as a Word file."""

from __future__ import annotations

import io
import re

from flask import Blueprint, Response, flash, render_template, send_file, url_for
from flask_wtf import FlaskForm

from remiss.clock import now, today
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.statement import StatementFacts, statement_outline
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyState
from remiss.models.replies import Reply
from remiss.models.statements import StatementVersion
from remiss.queries.matter import last_reasons
from remiss.queries.matter_text import board_text, saved_text
from remiss.queries.matter_viewpoints import material
from remiss.queries.preparation import contributions_of, noted_sentences
from remiss.queries.questions import asked_of, demands_on
from remiss.queries.statement_files import statement_files
from remiss.queries.wall import own_matter
from remiss.services import statements
from remiss.services.attachments import FORMATS
from remiss.services.house_templates import house_of
from remiss.services.steps import facts_of
from remiss.web.fields import Form
from remiss.web.office import check
from remiss.web.office.editor import fill, merge, take_answers, typed_sections
from remiss.web.office.forms import StatementForm
from remiss.web.office.page import demand, matter_page
from remiss.web.office.paper import paper_facts
from remiss.web.office.reading import closed_because, missing_words, saved_words, word_counts
from remiss.web.office.signing_check import before_handing_over
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_writing", __name__)
WRITING = "office_writing.writing"


@route(blueprint, "/arenden/<int:reply_id>/tjansteutlatande", Permission.MATTER_VIEW, ("GET", "POST"))
def writing(reply_id: int) -> Response:
    """Write and save; a reader of the body sees the text as it is."""
    form = StatementForm()
    if is_post():
        demand(reply_id, Permission.STATEMENT_WRITE)

    def act() -> str:
        _save(reply_id, form)
        return url_for(WRITING, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, form))


@route(blueprint, "/arenden/<int:reply_id>/lamna-for-granskning", Permission.STATEMENT_WRITE, ("POST",))
def hand_over(reply_id: int) -> Response:
    """Save what stands in the form and give exactly that to whoever signs first, unless there is something to see."""
    form = StatementForm()
    demand(reply_id, Permission.STATEMENT_WRITE)

    def act() -> str:
        version = _save(reply_id, form)
        reply = own_matter(current_actor(), reply_id)
        found = before_handing_over(reply, saved_text(reply_id), facts_of(reply, current_actor()), today())
        if found and not found[0].blocks:
            return url_for("office_check.check", reply_id=reply_id)
        return check.hand_over(reply_id, version.number)

    return submit(form, act, lambda: _show(reply_id, form))


@route(blueprint, "/arenden/<int:reply_id>/tagen-tillbaka", Permission.STATEMENT_WRITE, ("POST",))
def take_back(reply_id: int) -> Response:
    """Undo handing over, while nobody has signed."""
    form = Form()
    demand(reply_id, Permission.STATEMENT_WRITE)

    def act() -> str:
        statements.take_back(current_actor(), own_matter(current_actor(), reply_id), now())
        flash("Texten är ett utkast igen.", "success")
        return url_for(WRITING, reply_id=reply_id)

    return submit(form, act, lambda: _show_closed(reply_id, form))


@route(blueprint, "/arenden/<int:reply_id>/tjansteutlatande.docx", Permission.MATTER_VIEW)
def as_word(reply_id: int) -> Response:
    """Give the text as a Word file in the usual layout, marked as a draft until it is signed."""
    reply = own_matter(current_actor(), reply_id)
    return word_file(reply, paper_facts(reply, today()))


def word_file(reply: Reply, facts: StatementFacts) -> Response:
    """Return a paper as a Word file in the template of its body, named after what it is and its number."""
    house = house_of(reply.consultees[0].organisation_id, facts.kind, facts.diary_number, facts.dated)
    name = re.sub(r"[^\w.-]+", "-", f"{facts.kind} {facts.diary_number or facts.remiss_diary_number}".lower())
    content = io.BytesIO(write_docx(statement_outline(facts), house))
    return send_file(content, FORMATS["docx"], as_attachment=True, download_name=f"{name}.docx")


def _save(reply_id: int, form: StatementForm) -> StatementVersion:
    """Save what was typed, with the sections taken from the saved text where the writer chose so."""
    reply = own_matter(current_actor(), reply_id)
    base = saved_text(reply_id, form.base.data)
    take_answers(form, asked_of(reply.remiss_id, reply.owners), base)
    title, sections = typed_sections(form, base)
    return statements.save_text(current_actor(), reply, title, sections, form.base.data, now())


def _show(reply_id: int, form: StatementForm) -> str:
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, WRITING)
    if closed_because(page) and not is_post():
        return _show_closed(reply_id, form)
    saved, papers, demands = saved_text(reply_id), material(reply.remiss), demands_on(reply)
    base = saved_text(reply_id, form.base.data) if is_post() else None
    if is_post():
        take_answers(form, demands.questions, base)
    conflicts = merge(form, saved, base) if is_post() else {}
    return render_template(
        "office/write.html",
        page=page,
        form=form,
        rows=fill(form, page.matter, papers, saved, demands.questions, noted_sentences(reply, today())),
        questions={str(question.id): question for question in demands.questions},
        conflicts=conflicts,
        saved_words=saved_words(saved),
        papers=papers,
        reasons=last_reasons(reply_id) if page.matter.state is ReplyState.DRAFT else None,
        missing=missing_words(saved, demands),
        counts=word_counts(saved),
        files=len(statement_files(reply_id)),
        units=contributions_of(reply_id),
    )


def _show_closed(reply_id: int, form: FlaskForm) -> str:
    page = matter_page(own_matter(current_actor(), reply_id), WRITING)
    return render_template(
        "office/statement.html", page=page, form=form, saved=saved_text(reply_id), reason=closed_because(page),
        files=statement_files(reply_id), own=board_text(reply_id),
    )  # fmt: skip
