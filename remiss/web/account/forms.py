"""The forms of one's own account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField

from remiss.domain.mail_kinds import MailKind
from remiss.web.fields import Ticks, line, options
from remiss.web.passwords import NewPassword, password


class OwnDetailsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What people write about themselves."""

    name = line("Namn", 120, "Skriv ditt namn.")
    title = line("Titel", 120)
    phone = line("Telefon", 40)
    single_mails = BooleanField("Skicka ett mejl för varje ärende i stället för ett samlat mejl om dagen")
    mailed = Ticks("Mejla mig när något av det här händer")

    def offer(self, kinds: Iterable[MailKind]) -> None:
        """Let the person choose among ``kinds`` of mail."""
        self.mailed.choices = options((kind.value, kind.label) for kind in kinds)


class ChangePasswordForm(NewPassword):
    """The present password, and the new one twice."""

    present_password = password("Nuvarande lösenord", "Skriv ditt nuvarande lösenord.", "current-password")

    def __init__(self, name: str, email: str, **data: Any) -> None:
        """Keep whom the password is for: it may not be made of their own name."""
        self.owner = (name, email)
        super().__init__(**data)
