"""The viewpoints: the queue with filters, and one viewpoint with its classification and KS's answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_wtf import FlaskForm

from remiss.analysis.draft_sections import SuggestedSection
from remiss.clock import now
from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.permissions import Permission, may
from remiss.domain.stance import NOT_ASSESSED_LABEL, Stance
from remiss.errors import NotVisible, WrongState
from remiss.models.remisser import Remiss
from remiss.models.viewpoints import AssessmentAction
from remiss.queries.wall import released_viewpoint
from remiss.services.assessments import assess, remove_answer
from remiss.services.viewpoints import (
    classify,
    confirm_suggestion,
    place_viewpoint,
    remove_viewpoint,
    restore_viewpoint,
)
from remiss.web.fields import Choice, Ticks, options
from remiss.web.ks.group_answers import NOTED_BY_DEFAULT, AssessForm, asking_nothing, offer_answers
from remiss.web.ks.results_facts import (
    NO_THEME,
    Chosen,
    facts_of,
    first_theme,
    found,
    names_no_change,
    passage_of,
    sections_named,
)
from remiss.web.ks.section_suggestions import section_choices, suggested_sections
from remiss.web.ks.viewpoint_marks import MEANWHILE, MarkedForm, mark_of_answer, mark_of_labels, require_mark
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_viewpoints", __name__)
Found = tuple[ReplyFacts, ViewpointFacts]
MOST_AT_ONCE = 100
"""More viewpoints than this of all themes are no page to read: the themes are listed instead."""


@dataclass(frozen=True)
class ThemeRow:
    """One theme in the list of themes: where it leads, and how many viewpoints in it stand how."""

    name: str
    query: str
    count: int
    stances: tuple[tuple[Stance | None, int], ...]


class ClassifyForm(MarkedForm):
    """Stance, themes and section of the draft."""

    stance = Choice("Ställningstagande")
    themes = Ticks("Teman")
    programme_section = Choice("Avsnitt i remissunderlaget")


class AnswerForm(MarkedForm, AssessForm):
    """KS's answer to one viewpoint."""


@route(blueprint, "/remisser/<int:remiss_id>/synpunkter", Permission.REMISS_VIEW)
def viewpoints(remiss_id: int) -> str:
    """Show the viewpoints by theme, filtered by the address; the themes alone when there is too much to read."""
    remiss, facts = facts_of(remiss_id)
    chosen = Chosen.of(request.args)
    shown = [one for one in facts.viewpoints() if chosen.lets_through(*one)]
    many = not chosen.theme and len(shown) > MOST_AT_ONCE
    return render_template(
        "ks/viewpoints.html", remiss=remiss, facts=facts, chosen=chosen,
        groups=[] if many else _by_theme(facts, shown, chosen), index=_index(facts, shown, chosen) if many else [],
        count=len(shown), stances=list(Stance), actions=list(AssessmentAction), sections=sections_named(facts),
        theme_ids={theme.key: theme.id for theme in remiss.themes},
        quiet=len(asking_nothing(facts)), may_assess=_may(remiss, Permission.VIEWPOINT_ASSESS),
        may_classify=_may(remiss, Permission.VIEWPOINT_CLASSIFY),
    )  # fmt: skip


@route(blueprint, "/remisser/<int:remiss_id>/synpunkter/<int:viewpoint_id>", Permission.REMISS_VIEW)
def viewpoint(remiss_id: int, viewpoint_id: int) -> str:
    """Show one viewpoint with its two forms."""
    return _one(remiss_id, viewpoint_id)


@route(
    blueprint, "/remisser/<int:remiss_id>/synpunkter/<int:viewpoint_id>/klassning", Permission.VIEWPOINT_CLASSIFY,
    ("POST",),
)  # fmt: skip
def label(remiss_id: int, viewpoint_id: int) -> Response:
    """Set stance, themes and section."""
    _, facts = facts_of(remiss_id)
    _, shown = found(facts, viewpoint_id)
    form = _classify_form(facts, shown, None)

    def act() -> str:
        row = released_viewpoint(current_actor(), viewpoint_id)
        require_mark(form, mark_of_labels(row))
        by_key = {theme.key: theme for theme in row.reply.remiss.themes}
        themes = [by_key[key] for key in _best_first(form.themes.data, shown.themes)]
        classify(current_actor(), row, Stance(form.stance.data) if form.stance.data else None, themes, now())
        place_viewpoint(current_actor(), row, form.programme_section.data or None, now())
        flash("Klassningen är sparad.", "success")
        return _url(remiss_id, viewpoint_id)

    return submit(form, act, lambda: _one(remiss_id, viewpoint_id, classify_form=form))


@route(
    blueprint, "/remisser/<int:remiss_id>/synpunkter/<int:viewpoint_id>/bedomning", Permission.VIEWPOINT_ASSESS,
    ("POST",),
)  # fmt: skip
def answer(remiss_id: int, viewpoint_id: int) -> Response:
    """Set KS's answer and go on to the next viewpoint without one."""
    _, facts = facts_of(remiss_id)
    reply, shown = found(facts, viewpoint_id)
    form, code = _assess_form(remiss_id, shown), f"{reply.number}.{shown.number}"

    def act() -> str:
        row = released_viewpoint(current_actor(), viewpoint_id)
        require_mark(form, mark_of_answer(row))
        action, section = AssessmentAction(form.action.data), form.changed_section.data or None
        assess(current_actor(), row, action, form.reason.data, section, now())
        flash(f"Bedömningen av synpunkt {code} är sparad.", "success")
        return _url(remiss_id, _next(facts, viewpoint_id, lambda one: one.assessment is None))

    return submit(form, act, lambda: _one(remiss_id, viewpoint_id, assess_form=form))


@route(
    blueprint, "/remisser/<int:remiss_id>/synpunkter/<int:viewpoint_id>/bedomning/borttagning",
    Permission.VIEWPOINT_ASSESS, ("POST",),
)  # fmt: skip
def remove_assessment(remiss_id: int, viewpoint_id: int) -> Response:
    """Let the viewpoint wait for an answer again."""
    _, facts = facts_of(remiss_id)
    found(facts, viewpoint_id)

    def act() -> str:
        remove_answer(current_actor(), released_viewpoint(current_actor(), viewpoint_id), now())
        flash("Bedömningen är borttagen. Synpunkten väntar på bedömning igen.", "success")
        return _url(remiss_id, viewpoint_id)

    return submit(FlaskForm(), act, lambda: _one(remiss_id, viewpoint_id))


@route(
    blueprint, "/remisser/<int:remiss_id>/synpunkter/<int:viewpoint_id>/bekraftelse", Permission.VIEWPOINT_CLASSIFY,
    ("POST",),
)  # fmt: skip
def confirm(remiss_id: int, viewpoint_id: int) -> Response:
    """Stand for what a rule suggested and go on to the next that waits for it."""
    _, facts = facts_of(remiss_id)
    following = _next(facts, viewpoint_id, lambda one: not one.confirmed)
    reply, shown = found(facts, viewpoint_id)
    section = suggested_sections(remiss_id, [(reply, shown)]).get(viewpoint_id)

    def act() -> str:
        if shown.confirmed:
            raise WrongState("Klassningen är redan bekräftad. Ingenting har ändrats.")
        row = released_viewpoint(current_actor(), viewpoint_id)
        confirm_suggestion(current_actor(), row, now(), section.key if section else None)
        flash(f"Förslaget om synpunkt {reply.number}.{shown.number} är bekräftat.", "success")
        return _url(remiss_id, following)

    return submit(FlaskForm(), act, lambda: _one(remiss_id, viewpoint_id))


@route(
    blueprint, "/remisser/<int:remiss_id>/synpunkter/<int:viewpoint_id>/borttagning", Permission.VIEWPOINT_CLASSIFY,
    ("POST",),
)  # fmt: skip
def remove(remiss_id: int, viewpoint_id: int) -> Response:
    """Say that this is no viewpoint; it can be taken back on the page of the reply. Going through a queue goes on."""
    queued = bool(Chosen.of(request.args).query())
    following = _next(facts_of(remiss_id)[1], viewpoint_id, lambda _: True) if queued else viewpoint_id

    def act() -> str:
        row = released_viewpoint(current_actor(), viewpoint_id)
        remove_viewpoint(current_actor(), row, now())
        flash("Synpunkten är borttagen. Den kan återtas längst ned på sidan med svaret.", "success")
        if following != viewpoint_id:
            return _url(remiss_id, following)
        return url_for("ks_replies.reply", remiss_id=remiss_id, reply_id=row.reply_id)

    return submit(FlaskForm(), act, lambda: _one(remiss_id, viewpoint_id))


@route(
    blueprint, "/remisser/<int:remiss_id>/synpunkter/<int:viewpoint_id>/aterstallning", Permission.VIEWPOINT_CLASSIFY,
    ("POST",),
)  # fmt: skip
def restore(remiss_id: int, viewpoint_id: int) -> Response:
    """Undo a removal."""

    def act() -> str:
        row = released_viewpoint(current_actor(), viewpoint_id)
        restore_viewpoint(current_actor(), row, now())
        flash("Synpunkten är återtagen.", "success")
        return url_for("ks_replies.reply", remiss_id=remiss_id, reply_id=row.reply_id)

    return submit(FlaskForm(), act, lambda: _one(remiss_id, viewpoint_id))


def _one(
    remiss_id: int,
    viewpoint_id: int,
    classify_form: ClassifyForm | None = None,
    assess_form: AnswerForm | None = None,
) -> str:
    remiss, facts = facts_of(remiss_id)
    reply, shown = found(facts, viewpoint_id)
    row = released_viewpoint(current_actor(), viewpoint_id)
    chosen = Chosen.of(request.args)
    before, after = _neighbours(facts, viewpoint_id, chosen)
    section = suggested_sections(remiss_id, [(reply, shown)]).get(viewpoint_id)
    names = dict(section_choices(facts))
    classify_form = classify_form or _classify_form(facts, shown, section)
    assess_form = assess_form or _assess_form(remiss_id, shown)
    meanwhile = MEANWHILE in (*classify_form.form_errors, *assess_form.form_errors)
    classify_form.mark.data, assess_form.mark.data = mark_of_labels(row), mark_of_answer(row)
    return render_template(
        "ks/viewpoint.html", remiss=remiss, facts=facts, reply=reply, viewpoint=shown, meanwhile=meanwhile,
        classify_form=classify_form,
        section=section, section_name=names.get(section.key) if section else None,
        assess_form=assess_form,
        before=before, after=after, query=chosen.query(), no_change=names_no_change(shown),
        passage=passage_of(facts, shown),
        may_classify=_may(remiss, Permission.VIEWPOINT_CLASSIFY), may_assess=_may(remiss, Permission.VIEWPOINT_ASSESS),
    )  # fmt: skip


def _neighbours(facts: CompilationFacts, viewpoint_id: int, chosen: Chosen) -> tuple[int | None, int | None]:
    """Return the viewpoints before and after this one among those that the filter lets through."""
    order = [one.id for _, one in facts.viewpoints()]
    place = order.index(viewpoint_id)
    shown = [(number, one[1].id) for number, one in enumerate(facts.viewpoints()) if chosen.lets_through(*one)]
    earlier = [number for at, number in shown if at < place]
    later = [number for at, number in shown if at > place]
    return (earlier[-1] if earlier else None), (later[0] if later else None)


def _classify_form(facts: CompilationFacts, shown: ViewpointFacts, suggested: SuggestedSection | None) -> ClassifyForm:
    section = shown.programme_key or (suggested.key if suggested else "")
    stance = shown.stance.value if shown.stance else ""
    form = ClassifyForm(stance=stance, themes=list(shown.themes), programme_section=section)
    form.programme_section.choices = options(section_choices(facts))
    form.stance.choices = options([("", NOT_ASSESSED_LABEL), *((stance.value, stance.label) for stance in Stance)])
    form.themes.choices = options((theme.key, theme.name) for theme in facts.themes)
    return form


def _best_first(ticked: Sequence[str], before: Sequence[str]) -> list[str]:
    """Return the ticked themes with those it had in their order: under the first of them it stands in the document."""
    return [key for key in before if key in ticked] + [key for key in ticked if key not in before]


def _assess_form(remiss_id: int, shown: ViewpointFacts) -> AnswerForm:
    standing = shown.assessment
    usual = AssessmentAction.NOTED.value if shown.stance in NOTED_BY_DEFAULT else ""
    form = AnswerForm(
        action=standing.action_key if standing else usual,
        reason=standing.reason if standing else "",
        changed_section=(standing.section_key or "") if standing else "",
    )
    offer_answers(form, remiss_id)
    return form


def _index(facts: CompilationFacts, shown: list[Found], chosen: Chosen) -> list[ThemeRow]:
    """Return the themes; a viewpoint counts in every theme that it has, as in the matrix."""
    rows = []
    for key, name in [*((theme.key, theme.name) for theme in facts.themes), (NO_THEME, "Utan tema")]:
        counts = Counter(one.stance for _, one in shown if key in (one.themes or (NO_THEME,)))
        stances = tuple((stance, counts[stance]) for stance in (*Stance, None) if counts[stance])
        if stances:
            rows.append(ThemeRow(name, replace(chosen, theme=key).query(), counts.total(), stances))
    return rows


def _by_theme(facts: CompilationFacts, shown: list[Found], chosen: Chosen) -> list[tuple[str, str, list[Found]]]:
    """Return (key, name, viewpoints) for every theme that has any; each viewpoint once, under its first theme."""
    names = {theme.key: theme.name for theme in facts.themes} | {NO_THEME: "Utan tema"}
    groups: dict[str, list[Found]] = {key: [] for key in names}
    for one in shown:
        groups[first_theme(one[1], chosen)].append(one)
    return [(key, names[key], found_here) for key, found_here in groups.items() if found_here]


def _next(facts: CompilationFacts, viewpoint_id: int, waits: Callable[[ViewpointFacts], bool]) -> int:
    """Return the next viewpoint that ``waits`` among those that the filter shows, or this one when no other does.

    Raises NotVisible when this one is none of them: not released, or taken away meanwhile.
    """
    order, chosen = facts.viewpoints(), Chosen.of(request.args)
    numbers = [one.id for _, one in order]
    if viewpoint_id not in numbers:
        raise NotVisible
    place = numbers.index(viewpoint_id)
    around = order[place + 1 :] + order[:place]
    later = [one.id for reply, one in around if waits(one) and chosen.lets_through(reply, one)]
    return later[0] if later else viewpoint_id


def _url(remiss_id: int, viewpoint_id: int) -> str:
    """Return where a viewpoint is read in the queue: the focus stands on its words, not on top of the page again."""
    address = url_for("ks_viewpoints.viewpoint", remiss_id=remiss_id, viewpoint_id=viewpoint_id)
    return f"{address}{Chosen.of(request.args).query()}#synpunkten"


def _may(remiss: Remiss, permission: Permission) -> bool:
    return remiss.established is None and may(current_actor(), permission, remiss.sending_side)
