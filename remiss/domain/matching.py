"""Whose reply a file is: by the names in it, its number, its own name. Every conclusion carries its reasons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

BY_FILENAME = "Filens namn"
# Shorter names stand in other words.
_SHORTEST = 4

Named = Callable[[str], int | None]
"""Returns the body that goes or went by a name."""


@dataclass(frozen=True)
class Match:
    """The body that a file seems to come from. ``doubts`` say why a person should choose; none means that it is sure.

    ``candidates`` are others that it may be.
    """

    body: int | None
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    candidates: tuple[int, ...] = ()

    @property
    def sure(self) -> bool:
        """True when nobody needs to choose."""
        return self.body is not None and not self.doubts


@dataclass(frozen=True)
class Said:
    """What a file says about where it comes from."""

    body: str | None
    office: str | None
    number: str | None
    filename: str
    joint: str | None = None


@dataclass(frozen=True)
class Register:
    """The bodies of a remiss: their present names, every name by which one is known, and numbers known to KS."""

    names: Mapping[int, str]
    named: Named
    near: Callable[[str], Sequence[int]]
    numbers: Mapping[str, int]
    written: Mapping[str, int]

    def word(self, body: int) -> str:
        """Return the name of a body on the page."""
        return self.names.get(body, "en instans utanför remissen")


def match(said: Said, register: Register) -> Match:
    """Return whose reply a file is, with the reasons, from the strongest ground to the weakest."""
    grounds = _grounds(said, register)
    if not grounds:
        return _unknown(said, register)
    body, reason = grounds[0]
    reasons = tuple(text for other, text in grounds if other == body)
    elsewhere = [(other, text) for other, text in grounds if other != body]
    others = tuple(dict.fromkeys(other for other, _ in elsewhere if other in register.names))
    doubts: list[str] = []
    if elsewhere:
        other, text = elsewhere[0]
        doubts.append(f"{reason} pekar på {register.word(body)}, men {text[0].lower()}{text[1:]} på "
                      f"{register.word(other)}.")  # fmt: skip
    if body not in register.names:
        doubts.append("Den som svarar är inte tillfrågad i remissen.")
    if said.joint:
        doubts.append(f"{said.joint} Välj alla instanser när du bekräftar.")
    if reason == BY_FILENAME:
        doubts.append("Bara filens namn säger vem som svarar.")
    return Match(body if body in register.names else None, reasons, tuple(doubts), others)


def _grounds(said: Said, register: Register) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for name, words in ((said.body, "Namnet ”{}” i filen"), (said.office, "Förvaltningen ”{}” i filen")):
        body = register.named(name) if name else None
        if body is not None:
            found.append((body, words.format(name)))
    by_number = register.numbers.get(said.number or "")
    if by_number is not None:
        found.append((by_number, f"Diarienumret {said.number}"))
    by_filename = _in_filename(said.filename, register.written)
    if by_filename is not None:
        found.append((by_filename, BY_FILENAME))
    return found


def _in_filename(filename: str, written: Mapping[str, int]) -> int | None:
    """Return the body whose name stands in the file's name; the longest name wins, two of one length say nothing."""
    bare = bare_letters(filename.rsplit(".", 1)[0])
    hits = {(len(name), body) for name, body in written.items() if len(name) > _SHORTEST and name in bare}
    longest = {body for length, body in hits if length == max(size for size, _ in hits)}
    return longest.pop() if len(longest) == 1 else None


def _unknown(said: Said, register: Register) -> Match:
    name = said.body or said.office
    if not name:
        return Match(None, (), ("Filen säger inte vem som svarar.",))
    near = tuple(body for body in register.near(name) if body in register.names)
    meant = f" Menas {' eller '.join(register.word(body) for body in near)}?" if near else ""
    return Match(None, (), (f"”{name}” är inte en av remissens instanser.{meant}",), near)


def bare_letters(text: str) -> str:
    """Return a name as files are called: small letters and figures alone, å ä ö without their marks."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", plain)
