"""Which passwords are refused, each with a sentence that says what to do instead."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

SHORTEST = 12
TOO_SHORT = f"Lösenordet är för kort. Välj minst {SHORTEST} tecken, till exempel fyra ord i rad."
TOO_SIMPLE = "Lösenordet är för lätt att gissa. Välj fyra ord som inte hör ihop."
OWN_WORDS = "Lösenordet består mest av ditt namn eller din adress. Välj ord som ingen förknippar med dig."
_USUAL = """
password passw0rd lösenord losenord qwertyuiop qwerty asdfghjkl zxcvbnm sommaren sommar vintern vinter hösten höst våren
vår hemligheten hemligt hemlighet välkommen valkommen welcome stockholm göteborg malmö sverige sweden remisser remiss
admin administrator kommunen kommun kommunstyrelsen fotboll football iloveyou letmein dragon monkey abcdef måndag tisdag
onsdag torsdag fredag lördag söndag januari februari mars april maj juni juli augusti september oktober november
december hej mig test secret changeme default master login inloggning kaffe mamma pappa
"""
_LEAST_LEFT = 6
_FEWEST_SIGNS = 5


def password_problem(password: str, name: str, email: str) -> str | None:
    """Return the sentence that refuses ``password`` for the person called ``name``, or None when it will do."""
    if len(password) < SHORTEST:
        return TOO_SHORT
    folded = password.casefold()
    if len(set(folded)) < _FEWEST_SIGNS or _runs(folded):
        return TOO_SIMPLE
    own = [word for word in _split(f"{name} {email.partition('@')[0]}") if len(word) > 2]
    if any(word in folded for word in own) and _left(folded, own) < _LEAST_LEFT:
        return OWN_WORDS
    usual = _USUAL.split()
    if any(word in folded for word in usual) and _left(folded, [*usual, *own]) < _LEAST_LEFT:
        return TOO_SIMPLE
    return None


def _runs(folded: str) -> bool:
    """Tell whether the signs mostly follow each other, as in 123456789012, or the same few come again and again."""
    steps = [ord(after) - ord(before) for before, after in pairwise(folded)]
    in_row = sum(step in {1, -1, 0} for step in steps)
    again = any(folded == (folded[:size] * len(folded))[: len(folded)] for size in range(1, len(folded) // 2))
    return again or in_row > len(steps) * 2 / 3


def _left(folded: str, words: Collection[str]) -> int:
    """Return how many letters are left when ``words`` are taken away."""
    for word in sorted(words, key=len, reverse=True):
        folded = folded.replace(word, " ")
    return sum(sign.isalpha() for sign in folded)


def _split(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()
