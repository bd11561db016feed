"""The remitted papers as the body sees them."""

from __future__ import annotations

from flask import Blueprint, render_template

from remiss.domain.permissions import Permission
from remiss.queries.matter_viewpoints import material as remitted_papers
from remiss.queries.wall import own_matter
from remiss.web.office.page import matter_page
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("office_material", __name__)


@route(blueprint, "/arenden/<int:reply_id>/underlag", Permission.MATTER_VIEW)
def material(reply_id: int) -> str:
    """Show letter, due date, themes and the draft section by section."""
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, "office_material.material")
    return render_template("office/material.html", page=page, papers=remitted_papers(reply.remiss))
