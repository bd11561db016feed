"""``message(kind, context)``: the words of a mail, rendered from templates/mail/<kind>/.

A mail says what is wanted and by when. It holds no text of a draft, and its subject no personal data (DOMAIN §7).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from remiss.config import ROOT
from remiss.domain.board_words import spoken
from remiss.text import long_date

FOLDER = ROOT / "templates" / "mail"


@dataclass(frozen=True)
class RenderedMail:
    """A mail's words: one line of subject, plain text, and the same as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Contact:
    """Whom the reader can ask."""

    name: str
    email: str
    phone: str | None = None


@dataclass(frozen=True)
class MailFacts:
    """What every mail knows of its matter. ``url`` is the one link; ``body`` the nämnd or bolag it is about;
    ``outside`` says that the sender of the remiss is outside the system, ``company`` and ``council`` that the body is a
    bolag or a råd; ``note`` is the sender's own text.
    """

    title: str
    diary_number: str
    sender: str
    body: str
    due_on: date
    url: str
    contact: Contact
    outside: bool = False
    company: bool = False
    council: bool = False
    note: str = ""


@dataclass(frozen=True)
class PersonFacts:
    """What a mail knows that is about no remiss: whom it greets, and its one link."""

    name: str
    url: str


def kinds() -> tuple[str, ...]:
    """Return every kind of mail that has templates, sorted."""
    return tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir()))


def message(kind: str, facts: MailFacts | PersonFacts, context: Mapping[str, Any]) -> RenderedMail:
    """Return the mail of ``kind`` about ``facts``; ``context`` is what was queued with it, dates as dates.

    Raises jinja2's UndefinedError when a template names something that is not there.
    """
    words = {**context, "facts": facts}
    subject = _environment().get_template(f"{kind}/subject.txt").render(words)
    return RenderedMail(
        subject=" ".join(subject.split()),
        text=_environment().get_template(f"{kind}/body.txt").render(words).strip() + "\n",
        html=_environment().get_template(f"{kind}/body.html").render(words).strip() + "\n",
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["long_date"] = long_date
    environment.filters["spoken"] = spoken
    return environment
