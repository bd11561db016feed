"""The sign-in form."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from remiss.web.fields import tidy_line


class LoginForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Address and password; ``next`` is where the person was going."""

    email = EmailField("E-postadress", [InputRequired("Skriv din e-postadress."), Length(max=200)], filters=[tidy_line])
    password = PasswordField("Lösenord", [InputRequired("Skriv ditt lösenord."), Length(max=200)])
    next = HiddenField()
