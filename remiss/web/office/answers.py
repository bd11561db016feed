"""What the sender of a remiss has decided on the body's own viewpoints, once its compilation is fixed."""

from __future__ import annotations

import io

from flask import Blueprint, Response, render_template, send_file

from remiss.documents.compilation.feedback import answers_outline
from remiss.documents.writing.html import render_fragment
from remiss.domain.compilation import CompilationFacts, ReplyFacts
from remiss.domain.permissions import Permission
from remiss.errors import NotVisible
from remiss.models.replies import Reply
from remiss.queries.established import answered, answers_to
from remiss.queries.wall import own_matter
from remiss.services.attachments import FORMATS
from remiss.web.feedback_file import feedback_file, feedback_house
from remiss.web.office.page import matter_page
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("office_answers", __name__)


@route(blueprint, "/arenden/<int:reply_id>/aterkoppling", Permission.MATTER_VIEW)
def answers(reply_id: int) -> str:
    """Show the answer to each viewpoint, with the words of the draft that it changes."""
    reply = own_matter(current_actor(), reply_id)
    facts, own = _found(reply)
    page = matter_page(reply, "office_answers.answers")
    fragment = render_fragment(answers_outline(facts, own))
    return render_template("office/answers.html", page=page, answered=answered(reply), fragment=fragment)


@route(blueprint, "/arenden/<int:reply_id>/aterkoppling.docx", Permission.MATTER_VIEW)
def letter(reply_id: int) -> Response:
    """Give the sender's letter."""
    reply = own_matter(current_actor(), reply_id)
    facts, own = _found(reply)
    name, content = feedback_file(facts, own, feedback_house(reply.remiss, facts))
    return send_file(io.BytesIO(content), FORMATS["docx"], as_attachment=True, download_name=name)


def _found(reply: Reply) -> tuple[CompilationFacts, ReplyFacts]:
    """Nothing of a preliminary answer, and nothing of a body that has none, can be told to be there."""
    found = answers_to(reply)
    if found is None:
        raise NotVisible
    return found
