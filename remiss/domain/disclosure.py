"""Handing documents out (TF 2 kap.): papers, masks with their ground, and the proof that what is masked is gone."""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

BLOT = "▇▇▇"
SHORTEST = 3
AROUND = 60
"""So many characters on each side show which place is meant."""


class DisclosureOutcome(StrEnum):
    """What the secrecy review came to."""

    WHOLE = "lamnas_ut"
    PARTLY = "lamnas_ut_delvis"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {"lamnas_ut": "Lämnas ut i sin helhet", "lamnas_ut_delvis": "Lämnas ut delvis, med maskering"}[
            self.value
        ]


@dataclass(frozen=True)
class Mask:
    """Words that are not handed out, and the legal ground for that.

    They are masked wherever they stand, but at the places in ``kept``: those are counted from 1 through all papers.
    """

    words: str
    ground: str
    kept: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Place:
    """Where words of a mask stand: in which paper, and what stands around them."""

    number: int
    title: str
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class PaperLine:
    """One paragraph of a paper; a ``heading`` stands over those that follow."""

    text: str
    heading: bool = False


@dataclass(frozen=True)
class Paper:
    """A document that we build ourselves from its text. ``warning`` says what to think of before handing it out."""

    key: str
    title: str
    lines: tuple[PaperLine, ...]
    warning: str = ""

    @property
    def texts(self) -> Iterator[str]:
        """Everything in it that can be masked, in order."""
        yield unicodedata.normalize("NFC", self.title)
        yield from (unicodedata.normalize("NFC", line.text) for line in self.lines)


@dataclass(frozen=True)
class Original:
    """A file as somebody uploaded it: handed out unchanged or not at all."""

    key: str
    title: str
    filename: str
    sha256: str


def masked(text: str, masks: Sequence[Mask], passed: Sequence[int] = ()) -> str:
    """Return ``text`` with every passage of ``masks`` replaced by a blot and its ground; the longest one first.

    ``passed`` says how many places of each mask stand before the text; without it no place is kept.
    """
    if not masks:
        return text
    normal = unicodedata.normalize("NFC", text)
    ordered = sorted(range(len(masks)), key=lambda one: -len(masks[one].words))
    kept = [_kept(normal, masks[one], passed[one]) if passed else frozenset() for one in ordered]
    pattern = re.compile("|".join(f"({mask_pattern(masks[one].words)})" for one in ordered), re.IGNORECASE)

    def put(found: re.Match[str]) -> str:
        place = (found.lastindex or 1) - 1
        return found.group() if found.start() in kept[place] else blot(masks[ordered[place]])

    return pattern.sub(put, normal)


def blot(mask: Mask) -> str:
    """Return what stands in the place of masked words."""
    return f"{BLOT} ({mask.ground})"


def masked_papers(papers: Sequence[Paper], masks: Sequence[Mask]) -> tuple[Paper, ...]:
    """Return the papers as they are handed out."""
    passed, made = [0] * len(masks), []
    for paper in papers:
        title, *texts = [_passing(text, masks, passed) for text in paper.texts]
        lines = tuple(replace(line, text=text) for line, text in zip(paper.lines, texts, strict=True))
        made.append(replace(paper, title=title, lines=lines))
    return tuple(made)


def places(papers: Sequence[Paper], mask: Mask) -> list[Place]:
    """Return where the words stand in ``papers``, masked or kept."""
    found = [(paper, text, one) for paper in papers for text in paper.texts for one in _found(text, mask)]
    return [
        Place(
            number, paper.title, text[max(one.start() - AROUND, 0) : one.start()], one.group(),
            text[one.end() : one.end() + AROUND],
        )
        for number, (paper, text, one) in enumerate(found, start=1)
    ]  # fmt: skip


def left_in(archive: bytes, masks: Sequence[Mask], passed_over: re.Pattern[str] | None = None) -> str | None:
    """Return the name of the first part of a zip file in which words of a mask are still found, or None.

    Every byte of every part is looked at, archives in the archive (Word files) and their metadata too: as it stands,
    and as text with marks and entities taken away. What is ``passed_over`` is read by no one.
    """
    for name, content in _parts(archive, ""):
        for text in (_plain(name), *_readings(content, passed_over)):
            if any(_plain(mask.words) in text for mask in masks):
                return name
    return None


def left_in_texts(part: str, text: str, masks: Sequence[Mask]) -> str | None:
    """Return ``part`` when words of a mask stand in its text, however its lines are broken, or None."""
    readings, squeezed = tuple(_readings(text.encode())), _squeezed(html.unescape(text))
    found = any(_plain(mask.words) in one for one in readings for mask in masks)
    return part if found or any(_squeezed(mask.words) in squeezed for mask in masks) else None


def _squeezed(text: str) -> str:
    """Return text without what a line end adds: a pdf breaks lines anywhere and may hyphenate."""
    return re.sub(r"[\s\u00ad\u0002\u200b\ufffe-]+", "", unicodedata.normalize("NFC", text)).casefold()


def _passing(text: str, masks: Sequence[Mask], passed: list[int]) -> str:
    said = masked(text, masks, passed)
    for place, mask in enumerate(masks):
        passed[place] += len(_found(text, mask))
    return said


def _kept(text: str, mask: Mask, passed: int) -> frozenset[int]:
    """Return where in the text the words are kept."""
    numbered = enumerate(_found(text, mask), start=passed + 1)
    return frozenset(one.start() for number, one in numbered if number in mask.kept)


def _found(text: str, mask: Mask) -> list[re.Match[str]]:
    return list(re.finditer(mask_pattern(mask.words), text, re.IGNORECASE))


def mask_pattern(words: str) -> str:
    """Return the expression that finds ``words``, however the white space between them is."""
    return r"\s+".join(re.escape(word) for word in unicodedata.normalize("NFC", words).split())


def _parts(archive: bytes, inside: str) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        yield f"{inside}(kommentar)", opened.comment
        for entry in opened.infolist():
            content, name = opened.read(entry), f"{inside}{entry.filename}"
            yield name, entry.comment + entry.extra
            if content[:4] == b"PK\x03\x04":
                yield from _parts(content, f"{name}/")
            else:
                yield name, content


def _readings(content: bytes, passed_over: re.Pattern[str] | None = None) -> Iterator[str]:
    raw = content.decode("utf-8", "replace")
    if passed_over:
        raw = passed_over.sub("", raw)
    yield _plain(html.unescape(raw))
    for between in ("", " "):
        yield _plain(html.unescape(re.sub(r"<[^>]*>", between, raw)))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
