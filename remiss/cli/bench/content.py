"""A compilation of any size, as long as a real one and of words of our own: what the writers are compared on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

from remiss.domain.outline import (
    Cell,
    Contents,
    Emphasis,
    Heading,
    Node,
    Outline,
    Paragraph,
    Quote,
    Run,
    Table,
)
from remiss.domain.stance import Stance, stance_label, stance_symbol

VIEWPOINTS, WORDS, THEMES = 20, 80, 12
CREATED = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
_STEMS = (
    "trygghet beredskap ansvar övning kostnad stadsdel förvaltning nämnd verksamhet samverkan utbildning program "
    "uppföljning kris säkerhet kommunikation barn äldre boende förening polis räddningstjänst information ledning "
    "resurs mål åtgärd plan risk händelse skydd lokal personal rutin stöd krav uppdrag mandat avtal underlag"
)
_ENDINGS = ("", "en", "er", "erna", "s", "sarbete", "splan", "sfrågor", "sgrupp", "smedel")
_SMALL = (
    "och att i för som med är av på det till om ska bör behöver kan inte den en ett vid från men även under samt hos "
    "eller utan mellan genom redan därför dessutom tydligare tidigare gemensam årlig"
)
_STANCES = [f"{stance_symbol(stance)} {stance_label(stance)}" for stance in (*Stance, None)]


def long_outline(replies: int) -> Outline:
    """Return a compilation by theme of ``replies`` replies, with the tables that go with it."""
    parts = (_bodies(replies), _matrix(replies), _themes(replies), _proof(replies), _replies(replies))
    return Outline(
        title="Sammanställning av remissvar: ett program för en trygg stad",
        subtitle=f"{replies} svar",
        author="Kommunstyrelsen",
        subject="Remissammanställning",
        created=CREATED,
        header="Kommunstyrelsen\tKS 2026/311",
        footer="Remissammanställning\tSida {sida} av {sidor}",
        nodes=(Contents(depth=2), *(node for part in parts for node in part)),
    )


def text_of(reply: int, number: int) -> str:
    """Return the words of a viewpoint: as many different ones, and as often the small ones, as people write."""
    chance = Random(reply * VIEWPOINTS + number)  # noqa: S311 - the same text each time is the point
    stems, endings = _STEMS.split(), (*_ENDINGS, *_STEMS.split())
    long = [chance.choice(stems) + chance.choice(endings) + chance.choice(_ENDINGS) for _ in range(WORDS // 2)]
    words = [*long, *chance.choices(_SMALL.split(), k=WORDS - len(long))]
    chance.shuffle(words)
    return f"{' '.join(words).capitalize()}."


def _name(reply: int) -> str:
    return f"Remissinstans nummer {reply}"


def _stance(reply: int, number: int) -> str:
    return _STANCES[(reply * 3 + number) % len(_STANCES)]


def _bodies(replies: int) -> Iterator[Node]:
    yield Heading(1, "Instans för instans", "instanser")
    rows = tuple(
        (Cell(_name(one), f"svar-{one}"), Cell(f"DNR {one}/2026"), Cell("2026-02-17"), Cell("Enligt förslaget"))
        for one in range(1, replies + 1)
    )
    yield Table("Instanser", ("Instans", "Dnr", "Inkom", "Beslut"), rows, (4, 2, 2, 3))


def _matrix(replies: int) -> Iterator[Node]:
    yield Heading(1, "Instanser och teman", "matris")
    rows = tuple(
        (Cell(_name(one)), *(Cell(_stance(one, theme)) for theme in range(THEMES))) for one in range(1, replies + 1)
    )
    header = ("Instans", *(f"Tema {theme + 1}" for theme in range(THEMES)))
    yield Table("Instanser och teman", header, rows, (3, *(2,) * THEMES), landscape=True)


def _themes(replies: int) -> Iterator[Node]:
    yield Heading(1, "Synpunkter per tema", "synpunkter")
    for theme in range(THEMES):
        yield Heading(2, f"Tema {theme + 1}", f"tema-{theme + 1}")
        for reply in range(1, replies + 1):
            for number in range(theme + 1, VIEWPOINTS + 1, THEMES):
                yield from _viewpoint(reply, number)


def _viewpoint(reply: int, number: int) -> Iterator[Node]:
    yield Heading(3, f"{reply}.{number} {_name(reply)}: {_stance(reply, number)}", f"synpunkt-{reply}-{number}")
    reference = f"{_name(reply)}, synpunkt {reply}.{number}, avsnittet ”Synpunkter”"
    yield Quote(
        text_of(reply, number),
        reference,
        f"svar {reply}, version 1, sha256 {reply:064x}",
        f"{reply}.{number}",
        f"svar-{reply}",
    )
    yield Paragraph((Run("Bedömning: ", Emphasis.BOLD), Run("Beaktas delvis. Avsnitt 3.2 har fått ett nytt mål.")))


def _proof(replies: int) -> Iterator[Node]:
    yield Heading(1, "Var varje synpunkt finns", "var-synpunkterna-finns")
    rows = tuple(
        (
            Cell(f"{reply}.{number}", f"synpunkt-{reply}-{number}"),
            Cell(_name(reply)),
            Cell(f"Tema {(number - 1) % THEMES + 1}"),
            Cell(_stance(reply, number)),
        )
        for reply in range(1, replies + 1)
        for number in range(1, VIEWPOINTS + 1)
    )
    yield Table("Alla synpunkter", ("Nr", "Svar från", "Tema", "Ställning"), rows, (2, 5, 3, 4))


def _replies(replies: int) -> Iterator[Node]:
    yield Heading(1, "Vilka som har svarat", "svaren")
    for one in range(1, replies + 1):
        yield Heading(2, _name(one), f"svar-{one}")
