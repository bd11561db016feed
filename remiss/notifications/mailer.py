"""The port that every mail leaves through, and what can be known about a mail that did not simply go.

Mail cannot be exactly once: between the last word and the server's answer nobody knows. A mail whose outcome is
unknown is never sent again by itself; a person decides.
"""

from __future__ import annotations

from email.message import EmailMessage
from typing import Protocol

from remiss.errors import RemissError


class Mailer(Protocol):
    """Hands mail on, one at a time; what it keeps open in between is closed at the end."""

    def send(self, mail: EmailMessage) -> None:
        """Hand ``mail`` on. Raises NotSent, Later or Unknown; returning means that it was taken over."""

    def close(self) -> None:
        """Let go of what is open; a mail after that begins anew."""


class NotSent(RemissError):
    """The mail certainly did not go, and trying again as it is would not help."""

    sentence = "Mejlet kunde inte skickas."


class Later(RemissError):
    """The mail certainly did not go; the same attempt may succeed later."""

    sentence = "Mejlservern kan inte nås. Nytt försök görs om en stund."


class Unreachable(Later):
    """There is no server to talk to, so that no other mail would go either."""


class Unknown(RemissError):
    """Sending had begun when the connection broke: the mail may have gone or not."""

    sentence = "Förbindelsen bröts medan mejlet skickades. Fråga mottagaren innan du skickar igen."
