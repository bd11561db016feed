"""The replies that have come in: the list, and one reply in full with its viewpoints marked."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable

from flask import Blueprint, Response, flash, render_template, send_file, url_for
from flask_wtf import FlaskForm

from remiss.clock import now
from remiss.documents.compilation.appendix import reply_outline
from remiss.documents.writing.docx import write_docx
from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.own_words import reply_key
from remiss.domain.permissions import Permission, may
from remiss.domain.stance import Stance
from remiss.domain.statement import BlockShape, TextBlock, normalise
from remiss.errors import NotVisible
from remiss.queries.earlier_replies import earlier_replies, viewpoints_left_behind
from remiss.queries.matter_decisions import FileRow, decided_alone, standing_decisions
from remiss.queries.programme_changes import answered_version
from remiss.queries.removed import removed_viewpoints
from remiss.queries.statement_files import statement_files
from remiss.queries.wall import released_reply
from remiss.services.attachments import FORMATS
from remiss.services.house_templates import compiling_house
from remiss.services.viewpoints import mark_viewpoint
from remiss.web.fields import words
from remiss.web.ks.own_words import piece_of
from remiss.web.ks.page import speak_of
from remiss.web.ks.results_facts import facts_of
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_replies", __name__)


class MarkForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Words of the reply that are a viewpoint."""

    text = words("Ord ur svaret", needed="Klistra in de ord ur svaret som är synpunkten.")


@route(blueprint, "/remisser/<int:remiss_id>/svar", Permission.REMISS_VIEW)
def replies(remiss_id: int) -> str:
    """List what has come in."""
    remiss, facts = facts_of(remiss_id)
    rows = [(reply, distribution(reply.viewpoints)) for reply in (*facts.replies, *facts.left_out)]
    allowed = may(current_actor(), Permission.INCOMING_DISCLOSE, remiss.sending_side)
    return render_template("ks/replies.html", remiss=remiss, facts=facts, rows=rows, may_disclose=allowed)


@route(blueprint, "/remisser/<int:remiss_id>/svar/<int:reply_id>", Permission.REMISS_VIEW, ("GET", "POST"))
def reply(remiss_id: int, reply_id: int) -> Response:
    """Show one reply in full; mark a viewpoint that the reading missed."""
    form = MarkForm()

    def act() -> str:
        submission = released_reply(current_actor(), reply_id)
        made = mark_viewpoint(current_actor(), submission.reply, form.text.data, now())
        flash("Synpunkten är markerad. Ange ställningstagande och tema.", "success")
        return url_for("ks_viewpoints.viewpoint", remiss_id=remiss_id, viewpoint_id=made.id)

    return submit(form, act, lambda: _show(remiss_id, reply_id, form))


def _show(remiss_id: int, reply_id: int, form: MarkForm) -> str:
    remiss, facts = facts_of(remiss_id)
    chosen = _found(facts, reply_id)
    submission = released_reply(current_actor(), reply_id)
    speak_of(submission.reply)
    may_classify, may_register, may_judge = (
        may(current_actor(), need, remiss.sending_side)
        for need in (Permission.VIEWPOINT_CLASSIFY, Permission.INCOMING_REGISTER, Permission.REMISS_CLOSE)
    )
    counts = chosen not in facts.left_out
    blocks, earlier = marked_blocks(chosen), earlier_replies(reply_id)
    return render_template(
        "ks/reply.html", remiss=remiss, facts=facts, reply=chosen, form=form, submission=submission, blocks=blocks,
        marked={number for _, pieces in blocks for _, number, _ in pieces}, may_classify=may_classify and counts,
        may_judge=may_judge, counts=counts, earlier=earlier,
        left_behind=viewpoints_left_behind(reply_id, chosen.text, earlier),
        may_register=may_register, removed=removed_viewpoints(reply_id, chosen.text), minutes=_minutes(chosen),
        answered=answered_version(remiss, submission.submitted_at),
        files=[] if submission.original else statement_files(reply_id),
        alone=decided_alone(reply_id) if chosen.alone else None, own=piece_of(remiss, facts, reply_key(reply_id)),
    )  # fmt: skip


def _minutes(reply: ReplyFacts) -> list[FileRow]:
    """Return the minutes of the decisions that came with the reply, not of an earlier one within the body."""
    sent = {(decision.decided_on, decision.paragraph) for decision in reply.decisions}
    rows = standing_decisions(reply.id)
    return [row.minutes for row in rows if row.minutes and (row.decided_on, row.paragraph) in sent]


@route(blueprint, "/remisser/<int:remiss_id>/svar/<int:reply_id>.docx", Permission.REMISS_VIEW)
def as_docx(remiss_id: int, reply_id: int) -> Response:
    """Send one reply with its decisions as a Word file."""
    remiss, facts = facts_of(remiss_id)
    chosen = _found(facts, reply_id)
    name = f"Svar {chosen.number} {remiss.diary_number.replace('/', '-')}.docx"
    house = compiling_house(remiss, "Remissvar", facts.created)
    content = io.BytesIO(write_docx(reply_outline(facts, chosen), house))
    return send_file(content, mimetype=FORMATS["docx"], as_attachment=True, download_name=name)


def _found(facts: CompilationFacts, reply_id: int) -> ReplyFacts:
    for reply in (*facts.replies, *facts.left_out):
        if reply.id == reply_id:
            return reply
    raise NotVisible


def distribution(viewpoints: Iterable[ViewpointFacts]) -> list[tuple[Stance | None, bool, int]]:
    """Return (stance, is only a suggestion, how many viewpoints)."""
    counts = Counter((one.stance, one.suggested) for one in viewpoints)
    order = [(stance, suggested) for stance in (*Stance, None) for suggested in (False, True)]
    return [(*key, counts[key]) for key in order if counts[key]]


def marked_blocks(reply: ReplyFacts) -> list[tuple[TextBlock, list[tuple[str, int, bool]]]]:
    """Return each block of the text cut into pieces: words, number of the viewpoint they are (or 0), and whether they
    begin it; a viewpoint may run over several blocks.
    """
    seen = {0}
    blocks = []
    for block in reply.text.blocks:
        pieces = [(text, number, number not in seen) for text, number in _pieces(reply, block)]
        seen.update(number for _, number, _ in pieces)
        blocks.append((block, pieces))
    return blocks


def _pieces(reply: ReplyFacts, block: TextBlock) -> list[tuple[str, int]]:
    pieces = [(normalise(block.text), 0)]
    if block.shape is BlockShape.HEADING:
        return pieces
    for viewpoint in reply.viewpoints:
        whole = normalise(viewpoint.text)
        words = whole if len(whole) <= len(normalise(block.text)) else normalise(block.text)
        if words in whole:
            pieces = [piece for old in pieces for piece in _cut(old, words, viewpoint.number)]
    return pieces


def _cut(piece: tuple[str, int], words: str, number: int) -> list[tuple[str, int]]:
    text, taken = piece
    before, found, after = text.partition(words)
    if taken or not found:
        return [piece]
    return [one for one in ((before, 0), (found, number), (after, 0)) if one[0]]
