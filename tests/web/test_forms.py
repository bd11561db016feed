from __future__ import annotations

from flask import Flask
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectChoice


class _Plain(FlaskForm):
    number = IntegerField("Antal")
    choice = RadioField("Val", choices=[SelectChoice("a", "A")])


def test_what_the_form_library_says_is_swedish(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"number": "x", "choice": "b"}):
        form = _Plain()
        form.validate()
        said = " ".join([*form.number.errors, *form.choice.errors])
    assert "valid" not in said.lower()
    assert said
