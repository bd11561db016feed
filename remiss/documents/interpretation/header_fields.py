"""The fields of a header block, as far as its lines tell them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from remiss.documents.interpretation.line import Line
from remiss.domain.parsed import Officer


@dataclass
class Header:
    """What the header block says; ``rest`` are its lines that are no field: title, subtitle or text.

    ``departments`` are unlabelled lines under the office's name with a label after them. ``more_numbers``
    stand beside the first without saying whose they are, ``bare_number`` stands without the word dnr.
    ``recipients`` are offices that a letter is sent to, ``unit`` a unit that may be the nämnd's only office.
    ``external_first``: the outside body is named over the addressee, as in a letterhead.
    """

    office: str | None = None
    offices: list[str] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    addressee: str | None = None
    consultee: str | None = None
    company: str | None = None
    external: str | None = None
    external_first: bool = False
    title: str | None = None
    number: str | None = None
    remiss_number: str | None = None
    more_numbers: list[str] = field(default_factory=list)
    bare_number: str | None = None
    addressees: list[str] = field(default_factory=list)
    joint: bool = False
    departments: list[Line] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)
    statement: date | None = None
    meeting: date | None = None
    due: date | None = None
    rest: list[Line] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    unit: str | None = None
