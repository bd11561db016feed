"""What templates must not hold: quotation marks that are not Swedish, and scripts or styles the policy would block."""

from __future__ import annotations

import re

import pytest

from tests.house.files import line_of, report, templates, text_of

JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
TAG = re.compile(r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
SPOKEN = re.compile(
    r"\b(?:alt|aria-label|aria-description|placeholder|title)=(?P<mark>[\"'])(?P<words>.*?)(?P=mark)", re.DOTALL
)
# “ opens an English or closes a German quotation; in Swedish both ends are ”, and an apostrophe is ’.
NOT_SWEDISH = re.compile(r"[\"“„«»‘‚]|&quot;|&ldquo;|(?<!\w)'\w[^'\n]*'")
INLINE = {
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}


def blank(match: re.Match[str]) -> str:
    """Replace what a reader does not see by as many lines of nothing, so that line numbers stay."""
    return " " + "\n" * match.group().count("\n")


def wrong_quotes(template: str) -> list[int]:
    """Return the lines where words that a reader sees or hears hold a quotation mark that is not Swedish."""
    without_code = JINJA.sub(blank, template)
    seen = TAG.sub(blank, without_code)
    lines = [line_of(seen, match.start()) for match in NOT_SWEDISH.finditer(seen)]
    spoken = SPOKEN.finditer(without_code)
    return sorted({*lines, *(line_of(without_code, it.start()) for it in spoken if NOT_SWEDISH.search(it["words"]))})


def inline(template: str) -> list[tuple[int, str]]:
    """Return the line and kind of everything that the content security policy would block."""
    without_comments = re.sub(r"\{#.*?#\}", blank, template, flags=re.DOTALL)
    return [
        (line_of(without_comments, match.start()), kind)
        for kind, pattern in INLINE.items()
        for match in pattern.finditer(without_comments)
    ]


def test_quotation_marks_are_swedish() -> None:
    offences = [f"{name}:{line}" for name in templates() for line in wrong_quotes(text_of(name))]
    assert not offences, report("Write ”citat” with the same mark at both ends:", offences)


def test_nothing_is_inline() -> None:
    pages = [name for name in templates() if name.endswith(".html") and not name.startswith("templates/mail/")]
    offences = [f"{name}:{line} {kind}" for name in pages for line, kind in inline(text_of(name))]
    assert not offences, report("Scripts and styles stand in static/; the policy blocks them here:", offences)


@pytest.mark.parametrize(
    "template",
    [
        '<p>Ordet "svar".</p>',
        "<p>“svar”</p>",
        "<p>'svar'</p>",
        '<img alt="Ordet &quot;svar&quot;">',
        "<b title='a \"b\"'>",
    ],
)
def test_sees_wrong_quotation_marks(template: str) -> None:
    assert wrong_quotes("\n" + template) == [2]


@pytest.mark.parametrize(
    "template", ['<p class="a">”svar” {{ _("x") }} Lars’ {# "x" #}</p>', '{% set a = "b" %}', '<input title="Sök">']
)
def test_accepts_swedish_quotation_marks(template: str) -> None:
    assert wrong_quotes(template) == []


@pytest.mark.parametrize(
    "template",
    ["<script>a()</script>", "<style>", '<p class="a" style="b">', '<a onclick="c()">', '<a href="javascript:d()">'],
)
def test_sees_what_is_inline(template: str) -> None:
    assert inline("\n" + template)[0][0] == 2


def test_a_script_of_its_own_file_is_not_inline() -> None:
    assert inline('<script src="{{ url_for("static", filename="a.js") }}" defer></script>') == []
