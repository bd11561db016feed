"""Every pair of text and background that the style sheets use keeps WCAG's contrast, in light and in dark."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from remiss.config import ROOT

TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
TEXT, CONTROL = 4.5, 3.0

SURFACES = ("paper", "ground")
TONES = ("support", "remark", "objection", "request", "neutral", "accent")
TEXT_PAIRS = [
    *product(("ink", "accent-strong", *TONES), SURFACES),
    *((tone, f"{tone}-tint") for tone in TONES),
    *(("ink", f"{tone}-tint") for tone in TONES),
    ("accent-strong", "accent-tint"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-objection", "objection"),
    ("on-objection", "objection-strong"),
    ("on-bar", "bar"),
    ("on-bar-quiet", "bar"),
    ("bar", "on-bar"),
    ("paper", "support"),
]
CONTROL_PAIRS = [*product(("edge", "focus"), SURFACES), ("on-bar-quiet", "bar"), ("accent", "accent-tint")]


def schemes() -> dict[str, dict[str, str]]:
    """The tokens of each scheme; the dark one inherits what it does not set."""
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    return {"light": dict(COLOUR.findall(light)), "dark": {**dict(COLOUR.findall(light)), **dict(COLOUR.findall(dark))}}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def too_faint(pairs: list[tuple[str, str]], limit: float) -> list[str]:
    return [
        f"{name}: {front} on {back} is {contrast(colours[front], colours[back]):.2f}"
        for name, colours in schemes().items()
        for front, back in pairs
        if contrast(colours[front], colours[back]) < limit
    ]


def test_every_text_can_be_read() -> None:
    assert too_faint(TEXT_PAIRS, TEXT) == []


def test_every_control_and_focus_ring_can_be_seen() -> None:
    assert too_faint(CONTROL_PAIRS, CONTROL) == []


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_dark_sets_every_colour_anew() -> None:
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    assert set(dict(COLOUR.findall(light))) == set(dict(COLOUR.findall(dark)))


def test_colours_are_named_only_in_the_tokens() -> None:
    sheets = [
        path for path in Path(ROOT / "static" / "css").glob("*.css") if path.name not in {"tokens.css", "print.css"}
    ]
    found = {path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*[;}])", path.read_text("utf-8")) for path in sheets}
    assert not {name: colours for name, colours in found.items() if colours}


def test_every_token_that_is_used_exists() -> None:
    known = set(re.findall(r"(--[a-z0-9-]+):", TOKENS))
    sheets = list(Path(ROOT / "static" / "css").glob("*.css"))
    used = {name for path in sheets for name in re.findall(r"var\((--[a-z0-9-]+)", path.read_text("utf-8"))}
    assert used - known == set()
