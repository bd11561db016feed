"""Characters a document may hold, made the same whatever program wrote them."""

from __future__ import annotations

import re
import unicodedata

# Word's Symbol and Wingdings bullets arrive as private-use characters; PDF fonts join f-letters into ligatures.
_TRANSLATION = str.maketrans(
    {
        "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf02d": "–", "\uf0fc": "•", "\uf076": "•", "\uf0e0": "→",
        "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
        "\u2010": "-", "\u2011": "-", "\ufffe": "-", "\x02": "-",
        "\x0b": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n",
    }
)  # fmt: skip
_SOFT_HYPHEN_AT_LINE_END = re.compile("\u00ad(?=[ \t]*(?:\n|$))")
_SPACES = re.compile(r"[^\S\n\t]")
# Signs that are neither letters, digits nor spaces, so many in a row that marks over a letter may be piled among them.
_PILE = re.compile(r"[^\w\s!-~]{33,}")
_MOST_MARKS = 30
# What Swedish is written with: nothing below changes it.
_ORDINARY = re.compile("[\n\t -~\u00a1-\u00ac\u00ae-\u00ff–—‘’‚“”„•…€]*")
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """Return ``text`` in NFC without control, format and private-use characters; line ends and tabs are kept.

    A soft hyphen at a line end becomes a hyphen (it was printed), elsewhere it goes (it was not).
    """
    if _ORDINARY.fullmatch(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TRANSLATION)
    text = _SOFT_HYPHEN_AT_LINE_END.sub("-", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _PILE.sub(_level, text))
    if text.isprintable():
        return text
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _DROPPED)
    return _SPACES.sub(" ", kept)


def _level(pile: re.Match[str]) -> str:
    """Keep thirty marks over one letter, as Unicode's stream-safe text (UAX 15): sorting more takes long."""
    kept: list[str] = []
    marks = 0
    for sign in pile[0]:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
