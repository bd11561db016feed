"""What a labelled reply says, and what a right reading of it is in a layout that leaves something out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from remiss.cli.measure.layouts.layout import Layout

Labels = dict[str, Any]
KIND_LINE = "Svar på remiss från kommunstyrelsen"
NOTE = "Uppgiften gäller förhållandena vid utgången av föregående kvartal."
_LOST_WORDS = 5
_DAMAGED = "[…]"
_AT_ONCE = re.compile(r"justera\w* (?:omedelbart|omgående)|omedelbar\w* justera|omedelbart justerat", re.IGNORECASE)
_MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
           "december")  # fmt: skip
# Alone on a line these say what kind of document it is, and are no subtitle.
_BARE_KINDS = ("Yttrande", "Svar", "Remissvar")
# Fields that stand in the header block, and None when it is lost.
_HEAD_FIELDS = ("diary_number", "subtitle")


@dataclass(frozen=True)
class Content:
    """One reply to be written: its labels with ordinary letters in the headings."""

    name: str
    labels: Labels

    @property
    def points(self) -> list[str]:
        """The points of the proposed decision."""
        return list(self.labels["proposal"])

    @property
    def sections(self) -> list[Labels]:
        """The sections in order: key, heading, paragraphs."""
        return list(self.labels["sections"])

    @property
    def unsaid_due(self) -> str | None:
        """The day the reply was due, when no text of the reply names it."""
        due: str | None = self.labels["dates"]["due"]
        text = " ".join(paragraph for section in self.sections for paragraph in section["paragraphs"])
        return None if due is None or due in text or long_day(due).rpartition(" ")[0] in text else due

    def says(self, words: str, layout: Layout) -> bool:
        """Tell whether the reply's own text, its attachments or the subtitle that ``layout`` has hold ``words``."""
        text = [p for section in self.sections for p in section["paragraphs"]]
        subtitle = self.labels["subtitle"] if layout.title == "apart" else None
        return any(words in part for part in (subtitle or "", *text, *self.labels["attachments"]))


def long_day(iso: str) -> str:
    """Return ``2026-11-20`` as ``20 november 2026``."""
    day = date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def content_of(name: str, labels: Labels) -> Content | None:
    """Return the labels as something that can be written; None for a reply that several bodies give together."""
    if ", " in (labels["diary_number"] or "") or not labels["title"]:
        return None
    damaged = any(point.startswith(_DAMAGED) for point in labels["proposal"])
    sections = [
        {**section, "heading": _ordinary(section["heading"]), "paragraphs": _own_text(section, labels["attachments"])}
        for section in labels["sections"]
        if not (damaged and section["key"] == "beslutsforslag")
    ]
    whole = {**labels, "sections": sections, "officers": labels["officers"][:1]}
    if labels["subtitle"] in _BARE_KINDS:
        whole["subtitle"] = "Yttrande till kommunstyrelsen"
    if damaged:
        whole |= {"proposal": [], "immediate_adjustment": None}
    return Content(name, whole)


def expected(content: Content, layout: Layout) -> Labels:
    """Return the labels that a right reading of ``content`` in ``layout`` has."""
    labels = {**content.labels, "sections": [dict(section) for section in ordered(content, layout)]}
    # No layout writes whom the signatories speak for.
    labels["signatories"] = [{**person, "organisation": None} for person in labels["signatories"]]
    if layout.heading == "capitals":
        labels["sections"] = [{**s, "heading": s["heading"].upper()} for s in labels["sections"]]
    if layout.title == "together":
        # After *Svar på remiss om* the title begins with a small letter, and is given as it stands.
        title = labels["title"] or ""
        labels |= {"subtitle": KIND_LINE, "title": f"{title[:1].lower()}{title[1:]}" or None}
    if "footnotes" in layout.traits and (at := noted_section(labels["sections"])) is not None:
        first, *others = labels["sections"][at]["paragraphs"]
        labels["sections"][at]["paragraphs"] = [first, NOTE, *others]
    if layout.lost:
        labels["sections"] = _without_heading(labels["sections"], layout)
    if layout.proposal == "damaged" and (rest := lost_start(content.points)) is not None:
        labels["proposal"] = [f"{_DAMAGED} {rest}", *content.points[1:]]
        labels["immediate_adjustment"] = True if _AT_ONCE.search(" ".join(labels["proposal"])) else None
    if layout.head == "none":
        labels |= dict.fromkeys(_HEAD_FIELDS)
        due = None if content.unsaid_due else labels["dates"]["due"]
        labels |= {"officers": [], "dates": {"statement": None, "meeting": None, "due": due}}
    return labels


def unjudged(layout: Layout) -> frozenset[str]:
    """Return the fields whose right value cannot be told in ``layout``: what the lost header block may have said."""
    lost = {"title", "consultee", "office", "remiss_diary_number"}
    return frozenset(lost if layout.head == "none" else ())


def ordered(content: Content, layout: Layout) -> list[Labels]:
    """Return the sections in the order of ``layout``."""
    sections = content.sections
    keys = [section["key"] for section in sections]
    if layout.order == "preparation_first" and {"beredning", "arendet"} <= set(keys):
        moved = sections.pop(keys.index("beredning"))
        sections.insert([section["key"] for section in sections].index("arendet"), moved)
    if layout.order == "viewpoints_first" and {"bakgrund", "synpunkter"} <= set(keys):
        moved = sections.pop(keys.index("synpunkter"))
        sections.insert([section["key"] for section in sections].index("bakgrund"), moved)
    return sections


def lost_start(points: list[str]) -> str | None:
    """Return what is left of the first point when its first words are lost; None when the rest would be no rest."""
    words = points[0].split() if points else []
    rest = words[_LOST_WORDS:]
    return " ".join(rest) if len(rest) >= _LOST_WORDS and rest[0][0].islower() else None


def noted_section(sections: list[Labels]) -> int | None:
    """Return the place of the section whose first paragraph has the footnote, where a layout has one."""
    return next((i for i, s in enumerate(sections) if s["paragraphs"] and s["key"] != "beslutsforslag"), None)


def lost_heading(sections: list[Labels], layout: Layout) -> int | None:
    """Return the place of the section whose heading ``layout`` leaves out."""
    places = [i for i, section in enumerate(sections) if section["key"] not in ("beslutsforslag", "bilagor")]
    wanted = {"first": 0, "second": 1}.get(layout.lost, -1)
    return places[wanted] if 0 <= wanted < len(places) - 1 else None


def _without_heading(sections: list[Labels], layout: Layout) -> list[Labels]:
    """Text without a heading belongs to the section before it; first, or after signatures, it is one of its own."""
    at = lost_heading(sections, layout)
    if at is None:
        return sections
    if at == 0 or sections[at - 1]["key"] == "beslutsforslag":
        return [*sections[:at], {**sections[at], "key": "ovrigt", "heading": ""}, *sections[at + 1 :]]
    before = sections[at - 1]
    joined = {**before, "paragraphs": [*before["paragraphs"], *sections[at]["paragraphs"]]}
    return [*sections[: at - 1], joined, *sections[at + 1 :]]


def _own_text(section: Labels, attachments: list[str]) -> list[str]:
    """Some labels have the list of attachments as text too; it is written once."""
    return [] if section["key"] == "bilagor" and attachments else section["paragraphs"]


def _ordinary(heading: str) -> str:
    return heading.capitalize() if heading.isupper() else heading
