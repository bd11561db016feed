"""The nämnd's own text, which is the reply where it decided so: typed on the basis of the proposal, or read in."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask_wtf.file import FileField

from remiss.clock import now, today
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.isolated import read_document
from remiss.domain.board_words import spoken
from remiss.domain.editing import TypedSection, typed
from remiss.domain.parsed import statement_sections
from remiss.domain.permissions import Permission
from remiss.domain.statement import CanonicalText, SectionKey
from remiss.door import writing
from remiss.errors import NotVisible, UnreadableFile
from remiss.extensions import upload_folder
from remiss.models.attachments import path_of
from remiss.queries.matter_decisions import standing_decisions
from remiss.queries.matter_text import SavedText, board_text, saved_text
from remiss.queries.wall import own_matter
from remiss.services.admission import PAPERS
from remiss.services.board_text import keep_board_file, write_board_text
from remiss.web.fields import SwedishNumber
from remiss.web.kept_files import KeptFile, keep
from remiss.web.office.decision import by_itself, sent_words
from remiss.web.office.editor import SectionRow, typed_sections
from remiss.web.office.forms import SentPart, StatementForm
from remiss.web.office.page import MatterPage, demand, matter_page
from remiss.web.office.paper import board_paper_facts
from remiss.web.office.prefill import section_order, usual_heading
from remiss.web.office.writing import word_file
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_board_text", __name__)
HERE = "office_board_text.show"
NOTHING = "Ingen text hittades i filen. Skriv in yttrandet i avsnitten i stället."
UNPROCESSABLE = 422


class BoardTextForm(StatementForm):
    """The nämnd's text by section, and the file that it comes as."""

    version = SwedishNumber()
    file = FileField("Yttrandet som fil")


class SentBoardTextForm(SentPart, BoardTextForm):
    """The same after a förhandssvar to a sender outside the system: also how it was sent."""


@route(blueprint, "/arenden/<int:reply_id>/namndens-yttrande", Permission.DECISION_RECORD, ("GET", "POST"))
def show(reply_id: int) -> Response:
    """Put in the text that the nämnd decided itself; the office's stays as what was proposed."""
    demand(reply_id, Permission.DECISION_RECORD)
    goes_at_once = own_matter(current_actor(), reply_id).state.came_in
    form = SentBoardTextForm() if goes_at_once and by_itself(reply_id) else BoardTextForm()
    if is_post() and "las" in request.form:
        return _read(reply_id, form)

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        title, sections = typed_sections(form, board_text(reply_id) or saved_text(reply_id))
        sent = sent_words(form)
        write_board_text(current_actor(), reply, title, sections, form.version.data, now(), sent)
        place = "office_decision.receipt" if goes_at_once else "office_decision.decision"
        flash("Yttrandet är inlagt och skickat." if goes_at_once else "Yttrandet är inlagt. Det är svaret.", "success")
        return url_for(place, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, form))


@route(blueprint, "/arenden/<int:reply_id>/namndens-yttrande.docx", Permission.MATTER_VIEW)
def as_word(reply_id: int) -> Response:
    """Give the nämnd's own text as a Word file."""
    reply = own_matter(current_actor(), reply_id)
    facts = board_paper_facts(reply, today())
    if facts is None:
        raise NotVisible
    return word_file(reply, facts)


def _read(reply_id: int, form: BoardTextForm) -> Response:
    """Keep the file and put what it says in the sections, for a person to look through; read before the transaction."""
    kept = keep(form.file.data, "file", PAPERS)
    try:
        sections = _sections_of(kept)
        with writing():
            actor, reply = current_actor(), own_matter(current_actor(), reply_id)
            if kept is not None:
                keep_board_file(actor, reply, kept.attach(actor, now()), now())
    except UnreadableFile as problem:
        form.file.errors = [problem.sentence]
        return make_response(_show(reply_id, form), UNPROCESSABLE)
    return make_response(_show(reply_id, form, sections))


def _sections_of(kept: KeptFile | None) -> Sequence[TypedSection]:
    """Return what a kept file says, by section. Raises UnreadableFile with what to do."""
    if kept is None:
        raise UnreadableFile("Välj filen med yttrandet, docx eller pdf.")
    if kept.problem:
        raise kept.problem
    parsed = parse_reply(read_document(path_of(upload_folder(), kept.sha256).read_bytes(), kept.name))
    found: dict[SectionKey, TypedSection] = {}
    for key, heading, paragraphs in statement_sections(parsed.to_json()):
        before = found.get(key, TypedSection(key, heading, ""))
        found[key] = TypedSection(key, before.heading, "\n\n".join(filter(None, (before.body, *paragraphs))))
    if not found:
        raise UnreadableFile(NOTHING)
    return tuple(found.values())


def _show(reply_id: int, form: BoardTextForm, read: Sequence[TypedSection] = ()) -> str:
    reply = own_matter(current_actor(), reply_id)
    page, proposed = matter_page(reply, HERE), saved_text(reply_id)
    there = board_text(reply_id)
    form.version.data = page.matter.version
    return render_template(
        "office/board_text.html",
        page=page,
        form=form,
        rows=_fill(form, page, there or proposed, read),
        read=bool(read),
        proposed=proposed,
        decisions=[decision for decision in standing_decisions(reply_id) if decision.reply_text],
        possible="lagg_in_namndens_yttrande" in page.actions,
        name=spoken("Nämndens eget yttrande", company=page.company),
        by_itself=isinstance(form, SentPart),
    )


def _fill(
    form: BoardTextForm, page: MatterPage, base: SavedText | None, read: Sequence[TypedSection]
) -> list[SectionRow]:
    """Return the sections of the form: as read from the file, as typed, or as the text stands."""
    order = _order(base.text if base else None, read)
    if read or not is_post():
        sections = {one.key: one for one in (read or (typed(base.text, order) if base else ()))}
        form.title.data = form.title.data or (base.title if base else page.matter.title)
        for key in order:
            found = sections.get(key) or TypedSection(key, usual_heading(key, page.matter), "")
            form[f"heading_{key}"].data, form[f"body_{key}"].data = found.heading, found.body
    return [
        SectionRow(key, usual_heading(key, page.matter), *(form[f"{p}_{key}"] for p in ("heading", "body", "choice")))
        for key in order
    ]


def _order(text: CanonicalText | None, read: Sequence[TypedSection]) -> list[SectionKey]:
    """Return the sections to fill in. What a nämnd says needs no förslag till beslut, so that is not asked for."""
    order = dict.fromkeys([*(one.key for one in read), *section_order(text)])
    there = {one.key for one in read} | {part.key for part in (typed(text, list(order)) if text else ()) if part.body}
    return [key for key in order if key is not SectionKey.PROPOSAL or key in there]
