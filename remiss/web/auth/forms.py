"""The forms of signing in and of choosing a password."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField
from wtforms.validators import DataRequired, Length

from remiss.web.fields import tidy_line
from remiss.web.passwords import NewPassword, password


def _address() -> EmailField:
    return EmailField(
        "E-postadress",
        [DataRequired("Skriv din e-postadress."), Length(max=200, message="Adressen är för lång.")],
        filters=[tidy_line],
        render_kw={"autocomplete": "username"},
    )


class LoginForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Address and password; ``next`` is where the person was going."""

    email = _address()
    password = password("Lösenord", "Skriv ditt lösenord.", "current-password")
    next = HiddenField()


class ForgottenForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Whose password is forgotten."""

    email = _address()


class PasswordForm(NewPassword):
    """The password chosen through a link, for the person called ``name`` with the address ``email``."""

    def __init__(self, name: str, email: str, **data: Any) -> None:
        """Keep whom the password is for: it may not be made of their own name."""
        self.owner = (name, email)
        super().__init__(**data)
