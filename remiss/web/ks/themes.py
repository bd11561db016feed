"""The themes that viewpoints are sorted under: proposed from the draft, then KS's own."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, flash, make_response, render_template, url_for

from remiss.analysis.theme_proposals import propose_themes
from remiss.clock import now
from remiss.domain.parsed import Programme, ProgrammeSection
from remiss.domain.permissions import Permission
from remiss.domain.viewpoints import ThemeDefinition
from remiss.errors import InvalidInput
from remiss.models.remisser import Remiss
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.services.remisser import ThemeInput, set_themes
from remiss.text import counted
from remiss.web.fields import whole_number
from remiss.web.ks.forms import MOST_THEMES, ThemeRow, ThemesForm
from remiss.web.ks.page import demand, editable, next_step, setup_steps
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_themes", __name__)
EMPTY_ROWS = 2


@route(blueprint, "/remisser/<int:remiss_id>/teman", Permission.REMISS_VIEW, ("GET", "POST"))
def themes(remiss_id: int) -> Response:
    """Show the themes; name, describe, order, add and remove them while the remiss is a draft."""
    demand(remiss_id, Permission.REMISS_EDIT)
    form = ThemesForm()
    if is_post() and form.add.data:
        _add_row(form)
        return make_response(_show(remiss_id, form))

    def act() -> str:
        remiss = own_remiss(current_actor(), remiss_id)
        wanted = _typed(form, {theme.key for theme in remiss.themes})
        set_themes(current_actor(), remiss, wanted, form.version.data, now())
        flash(f"{counted(len(wanted), 'tema är sparat', 'teman är sparade')}.", "success")
        return url_for("ks_themes.themes", remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, form))


def _show(remiss_id: int, form: ThemesForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    saved = _saved(remiss)
    proposals = [] if saved or not editable(remiss) else propose_themes(_programme(remiss))
    if not is_post():
        _fill(form, saved or proposals)
    changed = is_post() and not form.add.data and form.version.data != remiss.version
    if not form.add.data:
        form.version.data = remiss.version
    return render_template(
        "ks/themes.html",
        remiss=remiss_view(remiss),
        form=form,
        saved=saved,
        proposed=bool(proposals) and not is_post(),
        changed=changed,
        editable=editable(remiss),
        has_programme=remiss.programme is not None,
        full=len(form.rows) >= MOST_THEMES,
        setup=setup_steps(remiss, "Teman"),
        following=next_step(remiss, "Teman"),
    )


def _fill(form: ThemesForm, given: Sequence[ThemeDefinition]) -> None:
    for place, theme in enumerate(given, start=1):
        form.rows.append_entry(
            {"key": theme.key, "place": str(place), "name": theme.name, "description": theme.description}
        )
    for _ in range(0 if given else EMPTY_ROWS):
        _add_row(form)


def _add_row(form: ThemesForm) -> None:
    if len(form.rows) < MOST_THEMES:
        form.rows.append_entry({"place": str(len(form.rows) + 1)})


def _typed(form: ThemesForm, known: set[str]) -> list[ThemeInput]:
    """Return the themes of the form in their order; a row left empty or ticked for removal is none."""
    rows = [row.form for row in form.rows if not row.form.remove.data]
    wanted: list[ThemeInput] = []
    for row in sorted(rows, key=_place):
        name, description = row.name.data or "", row.description.data or ""
        if description and not name:
            raise InvalidInput("Ett tema har en beskrivning men inget namn. Skriv ett namn eller ta bort raden.")
        if name:
            known_key = row.key.data if row.key.data in known else ""
            known.discard(known_key)
            wanted.append(ThemeInput(known_key, name, description))
    return wanted


def _place(row: ThemeRow) -> int:
    """Return where the row stands; one without a number comes last."""
    return whole_number(row.place.data) or MOST_THEMES + 1


def _saved(remiss: Remiss) -> list[ThemeDefinition]:
    return [ThemeDefinition(theme.key, theme.name, theme.description) for theme in remiss.themes]


def _programme(remiss: Remiss) -> Programme:
    version = remiss.programme
    if version is None:
        return Programme(None, ())
    sections = (ProgrammeSection(p.number, p.heading, p.level, tuple(p.text.split("\n\n"))) for p in version.sections)
    return Programme(version.title, tuple(sections))
