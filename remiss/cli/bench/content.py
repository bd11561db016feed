"""A compilation of any size, as long as a real one and of words of our own: what the writers are compared on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle, islice

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
_CREATED = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
_TEXT = (
    "nämnden ser positivt på att staden samlar arbetet för trygghet i ett program men vill framhålla att ansvaret "
    "mellan stadsdelsnämnder och facknämnder behöver bli tydligare och att kostnaderna för övningar utrustning och "
    "utbildning bör beräknas innan programmet antas eftersom verksamheterna annars inte hinner planera för dem"
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
        created=_CREATED,
        header="Kommunstyrelsen\tKS 2026/311",
        footer="Remissammanställning\tSida {sida} av {sidor}",
        nodes=(Contents(depth=2), *(node for part in parts for node in part)),
    )


def text_of(reply: int, number: int) -> str:
    """Return the words of a viewpoint; no two begin alike."""
    known = _TEXT.split()
    start = (reply * 7 + number * 13) % len(known)
    words = list(islice(cycle(known), start, start + WORDS))
    return f"Punkt {reply}.{number}: {' '.join(words)}."


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
    yield Quote(text_of(reply, number), reference, f"svar:{reply}:1:{reply:064x}", f"{reply}.{number}", f"svar-{reply}")
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
