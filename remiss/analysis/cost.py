"""Finding the sentences about money, which a chief reads first."""

from __future__ import annotations

from remiss.language.words import read_words

# Compounds count (merkostnader, resursbehov); "medel" does not, or läkemedel would be money.
PARTS = ("kostnad", "resurs", "finansier", "budget", "ekonomi", "anslag")
WHOLE = frozenset({"medel", "medlen", "ersättning", "ersättningen", "miljoner", "kronor", "kostar", "kosta"})


def mentions_cost(text: str) -> bool:
    """Tell whether ``text`` speaks of costs, resources or their financing."""
    words = (word.text.casefold() for word in read_words(text))
    return any(word in WHOLE or any(part in word for part in PARTS) for word in words)
