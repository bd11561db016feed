"""Which passwords are refused, and with which sentence."""

from __future__ import annotations

import pytest

from remiss.domain.passwords import OWN_WORDS, TOO_SHORT, TOO_SIMPLE, password_problem

NAME, EMAIL = "Åsa Bergström-Ek", "asa.bergstrom@stad.example"


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("elva tecken", TOO_SHORT),
        ("123456789012", TOO_SIMPLE),
        ("aaaaaaaaaaaaaaa", TOO_SIMPLE),
        ("abcabcabcabcabc", TOO_SIMPLE),
        ("abcdefghijklmnop", TOO_SIMPLE),
        ("Lösenord12345", TOO_SIMPLE),
        ("Sommaren2026!", TOO_SIMPLE),
        ("qwertyuiop123", TOO_SIMPLE),
        ("Stockholm 2026", TOO_SIMPLE),
        ("Bergström-Ek-1979", OWN_WORDS),
        ("asa.bergstrom!", OWN_WORDS),
        ("isberg lampa traktor", None),
        ("sommarstuga vid havet", None),
        ("vinterapel-och-lykta", None),
        ("8d2f-90ac-1f7e", None),
    ],
)
def test_a_refusal_says_what_is_wrong(password: str, problem: str | None) -> None:
    assert password_problem(password, NAME, EMAIL) == problem
