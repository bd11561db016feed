"""Colours of stances and of series in a chart: a help for the eye beside the symbol and the words."""

from __future__ import annotations

from remiss.domain.stance import NOT_ASSESSED_LABEL, Stance, stance_label, stance_symbol

_COLOURS = {
    Stance.SUPPORTS: "1F6B45",
    Stance.SUPPORTS_WITH_REMARK: "1F6B45",
    Stance.ASKS_CLARIFICATION: "5B3A8C",
    Stance.PROPOSES_CHANGE: "8A5A00",
    Stance.OBJECTS: "A12622",
    Stance.NEUTRAL: "5A6570",
    None: "5A6570",
}


def _forms(stance: Stance | None) -> tuple[str, str]:
    label, symbol = stance_label(stance), stance_symbol(stance)
    return f"{symbol} {label}", f"{label} {symbol}"


_BY_FORM = {form: stance for stance in (*Stance, None) for form in _forms(stance)}


_LONGEST_FORM = 60  # with room for line ends and more: a long text need not be taken apart


def stance_tone(text: str) -> tuple[str, str] | None:
    """Return (class name, colour as RRGGBB) when ``text`` is exactly one stance as symbol and words, else None."""
    form = text if text in _BY_FORM else " ".join(text.split()) if len(text) <= _LONGEST_FORM else ""
    if form not in _BY_FORM:
        return None
    stance = _BY_FORM[form]
    return (tone_name(stance), _COLOURS[stance])


def tone_name(stance: Stance | None) -> str:
    """Return the class name of a stance."""
    return stance.value if stance else NOT_ASSESSED_LABEL.lower().translate(_ASCII)


def fill_of(tone: str) -> str:
    """Return the colour as RRGGBB that fills a series of ``tone`` in a Word chart."""
    return _FILLS[tone]


_ASCII = str.maketrans({" ": "_", "ö": "o"})
# Neighbours in a bar must be told apart: of two stances with one colour of text, the second is filled paler.
_FILLS = {
    **{tone_name(stance): colour for stance, colour in _COLOURS.items()},
    tone_name(Stance.SUPPORTS_WITH_REMARK): "A9D2BC",
    tone_name(None): "D6DADD",
    "active": "0B4F7A",
    "quiet": "5A6570",
}
