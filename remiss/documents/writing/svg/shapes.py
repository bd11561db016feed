"""The few SVG elements that charts are made of. Everything across is in percent, everything down in pixels."""

from __future__ import annotations

from markupsafe import Markup, escape

Number = int | float


def element(tag: str, *children: str | Markup, **attributes: str | Number) -> Markup:
    """Return an element; an underscore in a name stands for a dash and ``css`` for class."""
    written = "".join(f' {_name(name)}="{escape(_value(value))}"' for name, value in attributes.items() if value != "")
    content = "".join(escape(child) for child in children)
    return Markup(f"<{tag}{written}>{content}</{tag}>")  # noqa: S704 - names are ours, the rest is escaped


def rect(x: Number, y: Number, width: Number, height: Number, css: str) -> Markup:
    """Return a rectangle."""
    return element("rect", x=percent(x), y=y, width=percent(width), height=height, css=css)


def line(x1: Number, y1: Number, x2: Number, y2: Number, css: str) -> Markup:
    """Return a line."""
    return element("line", x1=percent(x1), y1=y1, x2=percent(x2), y2=y2, css=css)


def text(x: Number, y: Number, words: str, css: str, anchor: str = "start") -> Markup:
    """Return words; ``anchor`` says which end of them stands at ``x``."""
    return element("text", words, x=percent(x), y=y, text_anchor=anchor, css=css)


def picture(anchor: str, title: str, description: str, height: int, content: Markup) -> Markup:
    """Return the whole drawing: one picture to a screen reader, with a title and a description in words."""
    names = element("title", title, id=f"{anchor}-titel") + element("desc", description, id=f"{anchor}-beskrivning")
    return element(
        "svg",
        names,
        content,
        css="chart-picture",
        role="img",
        aria_labelledby=f"{anchor}-titel {anchor}-beskrivning",
        width="100%",
        height=height,
    )


def percent(value: Number) -> str:
    """Return a place across, with two decimals at most: the same number is always written the same way."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def _name(name: str) -> str:
    return "class" if name == "css" else name.rstrip("_").replace("_", "-")


def _value(value: str | Number) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
