"""The fields that forms are made of: typed words are stripped, in NFC, and refusals are Swedish sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    FieldList,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget, TextArea

BAD_DATE = "Skriv datumet som år-månad-dag, till exempel 2026-12-11."
FAR_OFF = "Årtalet kan inte stämma. Skriv ett datum mellan 1900 och 2199."
YEARS = range(1900, 2200)
"""Days before and after a date are counted with: at the ends of the calendar there are none."""


_LINE_ENDS = {ord(sign): "\n" for sign in "\r\v\f\x85\u2028\u2029"}
_CONTROLS = dict.fromkeys((*range(9), *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF))
"""Signs that a Word file or PostgreSQL cannot hold; they come along when text is copied out of a pdf."""
_SIGNS: dict[int, str | None] = {**_CONTROLS, **_LINE_ENDS}


def tidy(value: str | None) -> str:
    """Return ``value`` stripped, in NFC, with one kind of line end and no control signs."""
    return unicodedata.normalize("NFC", (value or "").replace("\r\n", "\n").translate(_SIGNS)).strip()


def tidy_line(value: str | None) -> str:
    """Return ``value`` as ``tidy`` does, on one line: titles and numbers go into mail headers and file names."""
    return " ".join(tidy(value).split("\n"))


def whole_number(value: object) -> int:
    """Return the number written in ``value``, 0 for everything else: no thing has that id or version."""
    written = str(value)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


def at_most(length: int) -> Length:
    """Return the validator of a text's length with a sentence that says what to do."""
    return Length(max=length, message=f"Texten är för lång. Skriv högst {length} tecken.")


def line(label: str, length: int = 200, needed: str | None = None, known: str | None = None) -> StringField:
    """Return a one-line field; ``needed`` is the sentence shown when it is left empty, ``known`` the id of a list of
    values to pick from.
    """
    render = {"list": known, "autocomplete": "off"} if known else None
    return StringField(label, [*_written(needed), at_most(length)], filters=[tidy_line], render_kw=render)


def long_line(label: str, length: int) -> StringField:
    """Return a field for one line that is shown whole however narrow the page is: it wraps, and stays one line."""
    return StringField(label, [at_most(length)], filters=[tidy_line], widget=TextArea(), render_kw={"rows": 1})


def words(label: str, length: int = 4000, needed: str | None = None) -> TextAreaField:
    """Return a field for running text; ``needed`` as in ``line``. On paper a style sheet leaves out what is empty."""
    return TextAreaField(label, [*_written(needed), at_most(length)], filters=[tidy], render_kw={"placeholder": " "})


def day(label: str, needed: str | None = None) -> DateField:
    """Return a date field with a Swedish sentence for what cannot be read as a date."""
    return SwedishDate(label, [InputRequired(needed)] if needed else [Optional()])


class SwedishDate(DateField):  # type: ignore[misc]  # WTForms has no types
    """A date whose refusal is a Swedish sentence."""

    data: date | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read 2026-12-11. Raises ValueError with the sentence."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(BAD_DATE) from None
        if self.data is not None and self.data.year not in YEARS:
            self.data = None
            raise ValueError(FAR_OFF)


def options(pairs: Iterable[tuple[str | int, str]]) -> list[SelectChoice]:
    """Return the choices of a list from (value, label)."""
    return [SelectChoice(value, label) for value, label in pairs]


class _InTheList:
    """A choice outside the list is refused with a Swedish sentence."""

    def pre_validate(self, form: Any) -> None:
        """Raise ValidationError with the sentence."""
        try:
            super().pre_validate(form)  # type: ignore[misc]  # mixed into fields of WTForms, which has no types
        except ValidationError:
            raise ValidationError("Välj något i listan.") from None


class Choice(_InTheList, SelectField):  # type: ignore[misc]  # WTForms has no types
    """One of a list."""


class Radio(_InTheList, RadioField):  # type: ignore[misc]  # WTForms has no types
    """One of a few, all seen at once."""


class Ticks(_InTheList, SelectMultipleField):  # type: ignore[misc]  # WTForms has no types
    """Any of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Rows(FieldList):  # type: ignore[misc]  # WTForms has no types
    """Forms under each other. How many there may be is bounded by the size of a form alone."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        """Give the numbers of the rows in a form; WTForms itself fails on a number like ² or one of 5000 digits."""
        start = f"{prefix}-"
        found = (key.removeprefix(start).split("-", 1)[0] for key in formdata if key.startswith(start))
        yield from (int(number) for number in found if number.isascii() and number.isdigit() and len(number) < 10)


class SwedishNumber(IntegerField):  # type: ignore[misc]  # WTForms has no types
    """A hidden whole number, such as a version: 0 when somebody has tampered with it, which is never current."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number."""
        self.data = whole_number(valuelist[0] if valuelist else "")

    def _value(self) -> str:
        """Give the number as it is now: a page that is shown again must not repeat the old one."""
        return str(self.data or 0)


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form about a thing: ``version`` is the thing's when the page was made."""

    version = SwedishNumber()


def _written(sentence: str | None) -> list[DataRequired]:
    """Return the check that something is left when blanks are stripped."""
    return [DataRequired(sentence)] if sentence else []
