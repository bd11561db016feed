"""The register of bodies: the list, a new body, and one body with its names over time."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, request, url_for

from remiss.clock import now, today
from remiss.domain.mail_notes import PLACEHOLDERS
from remiss.domain.permissions import Permission
from remiss.errors import InvalidInput, NotVisible
from remiss.extensions import db
from remiss.language.folding import fold
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.queries.distribution import tags_of
from remiss.queries.organisations import BodyPage, BodyRow, body_page, body_rows, similar_names
from remiss.services import organisations as services
from remiss.services.distribution import set_tags
from remiss.web.admin.forms import (
    ENDED,
    AliasForm,
    BodyFilter,
    BodyForm,
    EndBodyForm,
    LadderForm,
    NamedForm,
    NewBodyForm,
    NoteForm,
)
from remiss.web.fields import options
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("organisations", __name__)
NEED = Permission.ORGANISATIONS_MANAGE
POSTED = ("GET", "POST")
TWIN = "Namnet liknar ett som finns. Är det en annan organisation, kryssa i rutan och spara igen."


@route(blueprint, "/organisationer", NEED)
def listing() -> str:
    """Show the bodies that fit the filter."""
    form = BodyFilter(request.args)
    kind = form.slag.data if form.slag.validate(form) else ""
    chosen = [row for row in body_rows(today()) if _fits(row, kind, fold(form.sok.data or ""))]
    return render_template("admin/organisations.html", form=form, rows=chosen, today=today())


@route(blueprint, "/organisationer/ny", NEED, POSTED)
def new() -> Response:
    """Add a body; a name like one that is there must be confirmed first."""
    form = NewBodyForm(valid_from=today())

    def act() -> str:
        _confirm_twin(form)
        kind, office = OrganisationKind(form.kind.data), form.office.data
        body = services.add_organisation(
            current_actor(), kind, form.name.data, office, form.word.data, form.valid_from.data, now()
        )
        set_tags(current_actor(), body, (form.tags.data or "").split(","), now())
        flash(f"{form.name.data} är tillagd.", "success")
        return url_for("organisations.page", organisation_id=body.id)

    return submit(form, act, lambda: render_template("admin/organisation_new.html", form=form, alike=_alike(form)))


@route(blueprint, "/organisationer/<int:organisation_id>", NEED, POSTED)
def page(organisation_id: int) -> Response:
    """Show one body and let its office and the word for its paper be changed."""
    shown = body_page(organisation_id, today())
    form = _body_form(shown)

    def act() -> str:
        typed, body = (form.office.data, form.word.data, form.levels.data), _body(organisation_id)
        services.change_organisation(current_actor(), body, *typed, now())
        rules = {"chair_authorised": form.chair_authorised.data, "reports_delegated": form.reports_delegated.data}
        services.set_decision_rules(current_actor(), body, now(), **rules)
        set_tags(current_actor(), body, (form.tags.data or "").split(","), now())
        flash("Uppgifterna är sparade.", "success")
        return url_for("organisations.page", organisation_id=organisation_id)

    return submit(form, act, lambda: _show(form, _ladder_form(shown), shown))


@route(blueprint, "/organisationer/<int:organisation_id>/paminnelser", NEED, ("POST",))
def reminders(organisation_id: int) -> Response:
    """Choose when the people of the body are reminded."""
    shown, form = body_page(organisation_id, today()), LadderForm()

    def act() -> str:
        body = _body(organisation_id)
        services.choose_ladder(current_actor(), body, form.ladder.data or (), now())
        more = {"reminds_chief": form.reminds_chief.data, "reminds_of_meeting": form.reminds_of_meeting.data}
        services.choose_more_reminders(current_actor(), body, now(), **more)
        flash("Påminnelserna är sparade.", "success")
        return url_for("organisations.page", organisation_id=organisation_id)

    return submit(form, act, lambda: _show(_body_form(shown, formdata=None), form, shown))


@route(blueprint, "/organisationer/<int:organisation_id>/mejltext", NEED, ("POST",))
def mail_note(organisation_id: int) -> Response:
    """Write the organisation's own words in mail about its remisser."""
    shown, form = body_page(organisation_id, today()), NoteForm()

    def act() -> str:
        services.write_mail_note(current_actor(), _body(organisation_id), form.note.data, now())
        flash("Texten är sparad.", "success")
        return url_for("organisations.page", organisation_id=organisation_id)

    return submit(form, act, lambda: _show(_body_form(shown, formdata=None), _ladder_form(shown), shown, form))


def _show(form: BodyForm, ladder_form: LadderForm, shown: BodyPage, note_form: NoteForm | None = None) -> str:
    return render_template(
        "admin/organisation.html",
        form=form,
        ladder_form=ladder_form,
        page=shown,
        today=today(),
        note_form=note_form or NoteForm(formdata=None, note=shown.mail_note),
        placeholders=PLACEHOLDERS,
    )


def _ladder_form(shown: BodyPage) -> LadderForm:
    return LadderForm(
        formdata=None,
        ladder=list(shown.ladder),
        reminds_chief=shown.reminds_chief,
        reminds_of_meeting=shown.reminds_of_meeting,
    )


def _body_form(shown: BodyPage, **how: None) -> BodyForm:
    return BodyForm(
        office=shown.row.office,
        word=shown.statement_word,
        levels=shown.signature_levels,
        chair_authorised=shown.chair_authorised,
        reports_delegated=shown.reports_delegated,
        tags=", ".join(tags_of(shown.row.organisation_id)),
        **how,
    )


@route(blueprint, "/organisationer/<int:organisation_id>/namn", NEED, POSTED)
def rename(organisation_id: int) -> Response:
    """Give the body a new name from a day."""
    shown, form = body_page(organisation_id, today()), NamedForm()

    def act() -> str:
        _confirm_twin(form, organisation_id)
        body = _body(organisation_id)
        services.rename_organisation(current_actor(), body, form.name.data, form.valid_from.data, now())
        flash("Det nya namnet är sparat. Det gamla finns kvar i äldre remisser.", "success")
        return url_for("organisations.page", organisation_id=organisation_id)

    alike = _alike(form, organisation_id)
    return submit(form, act, lambda: render_template("admin/rename.html", form=form, page=shown, alike=alike))


@route(blueprint, "/organisationer/<int:organisation_id>/skrivsatt", NEED, POSTED)
def alias(organisation_id: int) -> Response:
    """Add another way to write the name."""
    shown, form = body_page(organisation_id, today()), AliasForm()

    def act() -> str:
        services.add_alias(current_actor(), _body(organisation_id), form.alias.data, now())
        flash("Skrivsättet är tillagt.", "success")
        return url_for("organisations.page", organisation_id=organisation_id)

    return submit(form, act, lambda: render_template("admin/alias.html", form=form, page=shown))


@route(blueprint, "/organisationer/<int:organisation_id>/upphorande", NEED, POSTED)
def end(organisation_id: int) -> Response:
    """Let the body end; another may take over."""
    shown, form = body_page(organisation_id, today()), EndBodyForm()
    others = [row for row in body_rows(today()) if row.exists_on(today()) and row.organisation_id != organisation_id]
    form.successor.choices = options([(0, "Ingen"), *((row.organisation_id, row.name) for row in others)])

    def act() -> str:
        successor = db.session.get(Organisation, form.successor.data)
        services.end_organisation(current_actor(), _body(organisation_id), form.last_day.data, successor, now())
        flash("Sista dagen är sparad. Organisationen kan inte väljas i remisser efter den.", "success")
        return url_for("organisations.page", organisation_id=organisation_id)

    return submit(form, act, lambda: render_template("admin/end_organisation.html", form=form, page=shown))


def _body(organisation_id: int) -> Organisation:
    body = db.session.get(Organisation, organisation_id)
    if body is None or body.registered_by_id is not None:
        raise NotVisible
    return body


def _fits(row: BodyRow, kind: str, words: str) -> bool:
    right_kind = not row.exists_on(today()) if kind == ENDED else kind in {"", row.kind} and row.exists_on(today())
    names = fold(" ".join((row.name, row.office or "", *row.earlier)))
    return right_kind and all(word in names for word in words.split())


def _alike(form: NamedForm, own_id: int | None = None) -> list[tuple[int, str]]:
    return similar_names(form.name.data, own_id) if is_post() and form.name.data else []


def _confirm_twin(form: NamedForm, own_id: int | None = None) -> None:
    """Raise InvalidInput when the name is like another's and nobody has said that it is meant."""
    if not form.sure.data and similar_names(form.name.data, own_id):
        raise InvalidInput(TWIN, "name")
