"""Text made comparable, and the Swedish alphabetical order (å ä ö last), without the operating system's locale."""

from __future__ import annotations

import unicodedata

_KEPT = frozenset("åäö")
_ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
_ORDER = {letter: f"{position:02d}" for position, letter in enumerate(_ALPHABET, 40)}


def fold(text: str) -> str:
    """Return ``text`` in lower case and NFC with foreign accents removed; å, ä and ö are letters and stay.

    ``É`` becomes ``e``; white space is reduced to single spaces.
    """
    lowered = unicodedata.normalize("NFC", text).casefold()
    return " ".join("".join(_fold_letter(letter) for letter in lowered).split())


def swedish_sort_key(text: str) -> str:
    """Return a key that sorts names as in a Swedish register: case and accents ignored, å ä ö after z, digits first.

    The key is plain ASCII for ASCII letters' sake: it can be stored in a column and sorted by any database.
    """
    return "".join(_key_of(letter) for letter in fold(text))


def _fold_letter(letter: str) -> str:
    if letter in _KEPT or letter.isascii():
        return letter
    if letter == "æ":
        return "ä"
    if letter == "ø":
        return "ö"
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


def _key_of(letter: str) -> str:
    if letter in _ORDER:
        return _ORDER[letter]
    if letter.isdigit():
        return f"2{letter}"
    return "10" if letter.isspace() else "11"
