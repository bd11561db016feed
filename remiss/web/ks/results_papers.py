"""What a body published before its meeting: the text as it stood, not decided, and no reply."""

from __future__ import annotations

from flask import Blueprint, render_template

from remiss.clock import today
from remiss.domain.permissions import Permission
from remiss.queries.wall import published_papers
from remiss.web.filters import speak_as
from remiss.web.ks.results_facts import sent_remiss
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("ks_papers", __name__)


@route(blueprint, "/remisser/<int:remiss_id>/svar/<int:reply_id>/handlingar", Permission.REMISS_VIEW)
def papers(remiss_id: int, reply_id: int) -> str:
    """Show every version that was published, the newest first, each as its office's."""
    remiss, rows = sent_remiss(remiss_id), published_papers(current_actor(), remiss_id, reply_id)
    name = rows[0].meeting.organisation.name_on(today())
    speak_as([rows[0].meeting.organisation.kind])
    papers = [(row, row.meeting.organisation.office_name or row.meeting.organisation.name_on(today())) for row in rows]
    return render_template("ks/papers.html", remiss=remiss, name=name, papers=papers)
