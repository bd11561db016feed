"""The compilation as page and as files."""

from __future__ import annotations

import io

from flask import Blueprint, Response, render_template, request, send_file

from remiss.documents.compilation.layouts import outline_of
from remiss.documents.writing.formats import FORMATS
from remiss.domain.compilation_choices import Layout
from remiss.domain.permissions import Permission, may
from remiss.services.house_templates import compiling_house
from remiss.web.ks.outline_parts import reading_of
from remiss.web.ks.own_words import may_write, pieces_of
from remiss.web.ks.results_facts import compiled
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("ks_compare", __name__)
QUICK = 60
"""Up to so many replies a file is made while one waits; of more it is made in the background."""


@route(blueprint, "/remisser/<int:remiss_id>/sammanstallning", Permission.REMISS_VIEW)
def compilation(remiss_id: int) -> str:
    """Show the compilation as it stands now, what is left to do, and the files."""
    remiss, facts = compiled(remiss_id)
    layout, (about_all, *others) = _layout(), pieces_of(remiss, facts)
    outline = outline_of(facts, layout)
    return render_template(
        "ks/compilation.html", remiss=remiss, facts=facts, outline=outline, layout=layout, layouts=list(Layout),
        reading=reading_of(outline, request.args.get("del", ""), {"utformning": layout}), quick=QUICK,
        own=facts.own_words, about_all=about_all, count=len(about_all) + sum(map(len, others)),
        may_establish=may(current_actor(), Permission.COMPILATION_ESTABLISH, remiss.sending_side),
        may_return=may_write(remiss) and not facts.established,
    )  # fmt: skip


@route(blueprint, "/remisser/<int:remiss_id>/sammanstallning.docx", Permission.REMISS_VIEW)
def as_docx(remiss_id: int) -> Response:
    """Send the compilation as a Word file."""
    return _file(remiss_id, "docx")


@route(blueprint, "/remisser/<int:remiss_id>/sammanstallning.html", Permission.REMISS_VIEW)
def as_html(remiss_id: int) -> Response:
    """Send the compilation as a page to keep."""
    return _file(remiss_id, "html")


@route(blueprint, "/remisser/<int:remiss_id>/sammanstallning.json", Permission.REMISS_VIEW)
def as_json(remiss_id: int) -> Response:
    """Send the outline that every other format renders."""
    return _file(remiss_id, "json")


def _file(remiss_id: int, kind: str) -> Response:
    remiss, facts = compiled(remiss_id)
    layout, chosen = _layout(), FORMATS[kind]
    name = f"Remissammanställning {remiss.diary_number.replace('/', '-')}.{chosen.ending}"
    house = compiling_house(remiss, layout.document, facts.created) if kind == "docx" else None
    content = io.BytesIO(chosen.write(outline_of(facts, layout), house))
    return send_file(content, mimetype=chosen.kind, as_attachment=True, download_name=name)


def _layout() -> Layout:
    """Return the layout that the address asks for: *tema* where it names none that there is."""
    given = request.args.get("utformning", "")
    return Layout(given) if given in set(Layout) else Layout.THEME
