"""What charts look like on paper: the sheet of our pages, with colours and sizes in place of names."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from remiss.config import ROOT

_TOKEN = re.compile(r"(--[a-z0-9-]+): ([^;]+);")
_REM = 16
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_TONE = re.compile(r"\.tone-(\w+)")
# Inside a drawing there is nothing around it, neither a figure nor a typeface.
_WORDS = 'text { font-family: "Source Sans 3", "DejaVu Sans"; font-size: 14px }'


@cache
def chart_style() -> str:
    """Return the sheet of charts as a drawing can hold it."""
    tokens = dict(_TOKEN.findall((files("remiss.documents.writing") / "outline.css").read_text(encoding="utf-8")))
    style = (ROOT / "static" / "css" / "charts.css").read_text(encoding="utf-8").split("@media", 1)[0]
    style = re.sub(r"var\((--[a-z0-9-]+)\)", lambda found: tokens[found[1]], style)
    style = re.sub(r"(\d*\.?\d+)rem", lambda found: f"{float(found[1]) * _REM:g}px", style)
    return _WORDS + style.replace(".chart .", ".")


@cache
def tones() -> dict[str, tuple[str, str]]:
    """Return fill and colour of words of each tone, for the legend beside a drawing."""
    found: dict[str, tuple[str, str]] = {}
    for selector, rules in _RULE.findall(chart_style()):
        said = dict(rule.strip().split(": ", 1) for rule in rules.split(";") if ": " in rule)
        if "background" in said and "color" in said:
            found.update((tone, (said["background"], said["color"])) for tone in _TONE.findall(selector))
    return found
