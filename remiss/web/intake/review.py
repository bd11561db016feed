"""What a person checks in a read file, the doubtful first: each with the reason, where it is typed, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from remiss.domain.parsed import section_numbers
from remiss.domain.statement import SectionKey
from remiss.text import listed, long_date
from remiss.web.intake.original import Original
from remiss.web.intake.reading import Reading

FACTS = (
    ("consultee", "Instans enligt filen"), ("subtitle", "Underrubrik"),
    ("remiss_diary_number", "Remissens diarienummer"), ("dates.statement", "Tjänsteutlåtandets datum"),
    ("dates.meeting", "Sammanträde"), ("dates.due", "Svar senast"), ("officers", "Handläggare"),
    ("signatories", "Undertecknat av"), ("attachments", "Bilagor"),
)  # fmt: skip
"""What is read and not typed, for a person to compare with; its name in the reading and on the page."""
LABELS = dict(FACTS) | {
    "office": "Förvaltning", "title": "Ärenderubrik", "diary_number": "Instansens diarienummer",
    "proposal": "Förslag till beslut", "sections": "Svarets text", "immediate_adjustment": "Omedelbar justering",
    "minutes.decided_on": "Beslutsdatum", "minutes.paragraph": "Paragraf", "minutes.outcome": "Beslut",
    "minutes.decision": "Beslutet med nämndens egna ord", "minutes.immediate_adjustment": "Omedelbar justering",
    "minutes.diary_number": "Instansens diarienummer", "consultee": "Instans",
}  # fmt: skip
TYPED = {
    "title": "title", "diary_number": "diary_number", "dates.meeting": "decided_on", "sections": "text",
    "immediate_adjustment": "immediate_adjustment", "minutes.decided_on": "decided_on",
    "minutes.paragraph": "paragraph", "minutes.outcome": "outcome", "minutes.decision": "decision_text",
    "minutes.immediate_adjustment": "immediate_adjustment", "minutes.diary_number": "diary_number",
}  # fmt: skip
"""Where each field is typed on the page, whoever confirms."""

UNITS = {
    "bodies": "Svaret kommer från", "title": "Ärenderubrik", "diary_number": "Instansens diarienummer",
    "basis": "Vad svaret grundas på", "signers": "Underskrifter", "decided_on": "Beslutet",
}  # fmt: skip
PLACES = {
    "bodies": "consultee", "title": "title", "diary_number": "diary_number", "basis": "subtitle",
    "signers": "signatories", "decided_on": "dates.meeting",
}  # fmt: skip
LAST = "bekrafta"
"""Where one comes after everything is looked at: the button that confirms."""


@dataclass(frozen=True)
class Doubt:
    """Something to look at first. ``field`` is where it is typed, ``place`` where it stands in the file, if it does."""

    label: str
    reason: str
    field: str
    place: str | None


@dataclass(frozen=True)
class Fact:
    """Something read that is shown and not typed."""

    name: str
    label: str
    value: str
    place: str | None

    @property
    def id(self) -> str:
        """Its id on the page."""
        return fact_id(self.name)


@dataclass(frozen=True)
class Unit:
    """What is looked at as one thing: its id on the page, its place in the file, and which one comes after it."""

    id: str
    label: str
    place: str | None
    following: str


def fact_id(name: str) -> str:
    """Return the id of a fact's row."""
    return f"uppgift-{name.replace('.', '-').replace('_', '-')}"


def typed_at(reading: Reading) -> dict[str, str]:
    """Return where each found thing is typed, or shown when it is not, by its name in the reading."""
    parsed, own = reading.parsed, reading.own is not None
    at = {name: fact_id(name) for name, _ in FACTS} | TYPED
    at |= {"consultee": fact_id("consultee") if own else "bodies", "office": fact_id("consultee") if own else "bodies"}
    if own:
        at |= {"dates.statement": "signed_on", "signatories": "signers"}
    for name in ("officers", "signatories", "attachments"):
        at |= {f"{name}.{number}": at[name] for number in range(len(parsed[name]))}
    rows = section_numbers(parsed)
    at |= {f"section.{number}": f"avsnitt-{row}" for number, row in rows.items()}
    proposal = next((n for n, row in enumerate(parsed["sections"]) if row["key"] == SectionKey.PROPOSAL), None)
    at["proposal"] = f"avsnitt-{rows.get(proposal, 0) if proposal is not None else 0}"
    return at | {f"proposal.{number}": at["proposal"] for number in range(len(parsed["proposal"]))}


def doubts(reading: Reading, original: Original | None) -> list[Doubt]:
    """Return what is derived or doubtful, in the order in which it was noted; one line for each field."""
    at = typed_at(reading)
    said: dict[str, list[str]] = {}
    for name, reason in _reasons(reading):
        said.setdefault(name, []).append(reason)
    return [
        Doubt(LABELS.get(name, "Uppgift"), " ".join(reasons), at.get(name, "text"), _place(original, name))
        for name, reasons in said.items()
    ]


def facts(reading: Reading, original: Original | None) -> list[Fact]:
    """Return what was read and is not typed, in the order of a letter; what does not stand in the file is a dash."""
    values = _values(reading)
    return [Fact(name, label, values[name], _place(original, name)) for name, label in FACTS]


def units(reading: Reading, original: Original | None, headings: Sequence[str]) -> dict[str, Unit]:
    """Return what is to be looked at, in the order of the page: what is doubtful first, then the sections.

    ``headings`` are those of the sections on the page.
    """
    doubtful = {doubt.field for doubt in doubts(reading, original)}
    simple = ["title", "diary_number"] if reading.own is not None else ["bodies", "title", "diary_number"]
    order = sorted(simple, key=lambda name: name not in doubtful)
    order += ["basis", *(["signers"] if reading.own is not None else []), "decided_on"]
    numbers = {row: number for number, row in section_numbers(reading.parsed).items()}
    named = {f"avsnitt-{row}": heading or f"Avsnitt {row + 1}" for row, heading in enumerate(headings)}
    places = {f"avsnitt-{row}": f"section.{number}" for row, number in numbers.items()} | PLACES
    ids = [*order, *named]
    return {
        one: Unit(one, named.get(one) or UNITS[one], _place(original, places.get(one, "")), following)
        for one, following in zip(ids, [*ids[1:], LAST], strict=True)
    }


def changed(reading: Reading, form: Any) -> dict[str, str]:
    """Return by field what the file says where a person has typed something else; nothing is overwritten in silence."""
    read = {name: str(reading.parsed[name] or "") for name in ("title", "diary_number")}
    return {
        name: f"Du har ändrat. I filen lästes ”{value}”."
        for name, value in read.items()
        if value and reading.intake.typed and (form[name].data or "") != value
    }


def _reasons(reading: Reading) -> Iterator[tuple[str, str]]:
    yield from ((row["field"], row["reason"]) for row in reading.parsed["unsure"])
    yield from ((doubt.field, doubt.reason) for doubt in reading.names)
    yield from ((f"minutes.{row['field']}", row["reason"]) for row in reading.minutes.get("unsure", ()))


def _place(original: Original | None, name: str) -> str | None:
    if original is None:
        return None
    if name == "sections":
        return original.place("section.0")
    return original.place(name, f"{name}.0", *(("office",) if name == "consultee" else ()))


def _values(reading: Reading) -> dict[str, str]:
    parsed = reading.parsed
    days = {f"dates.{name}": long_date(date.fromisoformat(day)) if day else "" for name, day in parsed["dates"].items()}
    return days | {
        "consultee": reading.name or "",
        "subtitle": parsed["subtitle"] or "",
        "remiss_diary_number": parsed["remiss_diary_number"] or "",
        "officers": _names(parsed["officers"]),
        "signatories": listed([_signed(person) for person in parsed["signatories"]]),
        "attachments": listed(parsed["attachments"]),
    }


def _names(people: Iterable[dict[str, Any]]) -> str:
    return listed([person["name"] for person in people])


def _signed(person: dict[str, Any]) -> str:
    return f"{person['name']} ({person['title']})" if person["title"] else str(person["name"])
