"""The fields of a new password, on the two desks where one is chosen."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from remiss.domain.passwords import password_problem

TOO_LONG = "Lösenordet är för långt. Välj högst 200 tecken."


def password(label: str, needed: str, purpose: str) -> PasswordField:
    """Return a password field; ``purpose`` tells the browser's own keeper of passwords what it is for."""
    checks = [InputRequired(needed), Length(max=200, message=TOO_LONG)]
    return PasswordField(label, checks, render_kw={"autocomplete": purpose})


class NewPassword(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A new password, typed twice. ``owner`` is the name and address of whom it is for."""

    owner = ("", "")
    password = password("Nytt lösenord", "Skriv ett nytt lösenord.", "new-password")
    password_again = PasswordField(
        "Nytt lösenord en gång till",
        [EqualTo("password", "Lösenorden är inte lika. Skriv samma lösenord två gånger.")],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_password(self, field: PasswordField) -> None:
        """Raise ValidationError with the sentence that refuses the password."""
        problem = password_problem(field.data or "", *self.owner)
        if problem:
            raise ValidationError(problem)
