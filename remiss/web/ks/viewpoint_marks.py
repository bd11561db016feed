"""What a page of a viewpoint was made from, so that two people who work on the same one do not overwrite each other."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField

from remiss.errors import StaleForm
from remiss.models.viewpoints import Viewpoint

MEANWHILE = "Någon annan har ändrat synpunkten sedan du öppnade sidan. Jämför med det som är sparat och spara igen."


class MarkedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form with the mark of what stood there when the page was made."""

    mark = HiddenField()


def mark_of_labels(viewpoint: Viewpoint) -> str:
    """Return what tells this classification from every other."""
    newest = max((label.id for label in viewpoint.labels), default=0)
    return f"{newest}-{viewpoint.programme_section or ''}"


def mark_of_answer(viewpoint: Viewpoint) -> str:
    """Return what tells the standing answer from every other."""
    return str(next((one.id for one in viewpoint.assessments if one.superseded_at is None), 0))


def require_mark(form: MarkedForm, standing: str) -> None:
    """Raise StaleForm when the page was made from something else than what stands now."""
    if form.mark.data and form.mark.data != standing:
        raise StaleForm(MEANWHILE)
