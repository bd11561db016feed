"""Word's automatic numbers, counted as Word counts them: the printed number of a heading is not in its text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from remiss.documents.reading.docx_parts import W
from remiss.documents.reading.docx_styles import NumberingUse

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MAX_NUMBER = 9_999
# ”Bilaga %1.%2.%3” and the like; each paragraph of a list prints it.
_LONGEST_PATTERN = 60


@dataclass(frozen=True)
class _Level:
    start: int
    form: str
    pattern: str


class Numbering:
    """Counters of every list in the document; ask once per paragraph, in document order."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read ``word/numbering.xml`` (None: the document has no lists)."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counters: defaultdict[str, dict[int, int]] = defaultdict(dict)
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for abstract in root.findall(f"{W}abstractNum"):
            levels = {_int(e.get(f"{W}ilvl"), 0): _read_level(e) for e in abstract.findall(f"{W}lvl")}
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for number in root.findall(f"{W}num"):
            target = number.find(f"{W}abstractNumId")
            self._abstract[number.get(f"{W}numId", "")] = "" if target is None else target.get(f"{W}val", "")

    def printed(self, use: NumberingUse) -> str:
        """Count one paragraph and return its number as printed (``2.1``); empty for bullets and unknown lists."""
        abstract = self._abstract.get(use.list_id, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(use.level)
        if level is None:
            return ""
        counters = self._counters[abstract]
        counters[use.level] = min(counters.get(use.level, level.start - 1) + 1, _MAX_NUMBER)
        for deeper in [key for key in counters if key > use.level]:
            del counters[deeper]
        if level.form in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda m: self._figure(counters, levels, int(m[1]) - 1), level.pattern).strip(" .)")

    def _figure(self, counters: dict[int, int], levels: dict[int, _Level], index: int) -> str:
        level = levels.get(index)
        if level is None:
            return ""
        return _written(counters.get(index, level.start), level.form)


def _read_level(element: etree._Element) -> _Level:
    def value(name: str, default: str) -> str:
        found = element.find(f"{W}{name}")
        return default if found is None else found.get(f"{W}val", default)

    return _Level(_int(value("start", "1"), 1), value("numFmt", "decimal"), value("lvlText", "")[:_LONGEST_PATTERN])


def _int(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,4}", text) else default


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and number < 40:
        text = ""
        for value, sign in _ROMAN:
            while number >= value:
                text += sign
                number -= value
        return text.lower() if form == "lowerRoman" else text
    return str(number)
