"""The forms of handing documents out."""

from __future__ import annotations

from enum import StrEnum

from flask_wtf import FlaskForm
from wtforms import HiddenField

from remiss.domain.disclosure import DisclosureOutcome
from remiss.web.fields import Radio, Ticks, line, options, words


class ChoosingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Which documents, and who asked if that was told."""

    documents = Ticks("Handlingar")
    asked_by = line("Vem som har begärt ut dem (frivilligt)", 200)


class MaskForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Words to mask."""

    words = words("Ord eller stycke som ska maskas", needed="Skriv orden som ska maskas.")
    ground = line("Lagrum", 120, "Ange lagrum, till exempel 21 kap. 7 § OSL.")


class PlacesForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """At which places the words of one mask are masked."""

    places = Ticks("Ställen där orden maskas")


class FileKind(StrEnum):
    """What is handed out."""

    ZIP = "zip"
    PDF = "pdf"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "zip": "En zip-fil: varje handling som Word och webbsida, och originalfilerna",
            "pdf": "En pdf med alla handlingar, utan originalfiler",
        }[self.value]


class ReviewForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What the secrecy review looked at and came to."""

    version = HiddenField()
    examined = words("Vad som har prövats", needed="Skriv vad som har prövats.")
    outcome = Radio(
        "Resultat", choices=options((one.value, one.label) for one in DisclosureOutcome),
        default=DisclosureOutcome.WHOLE.value,
    )  # fmt: skip
    ground = line("Lagrum för det som inte lämnas ut", 200)
    kind = Radio("Filen", choices=options((one.value, one.label) for one in FileKind), default=FileKind.ZIP.value)
