"""Handing documents out (TF 2 kap.): papers, masks with their ground, and the proof that what is masked is gone."""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

BLOT = "▇▇▇"
SHORTEST = 3


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
    """Words that are not handed out, wherever they stand, and the legal ground for that."""

    words: str
    ground: str


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

    def masked(self, masks: Sequence[Mask]) -> Paper:
        """Return the paper as it is handed out."""
        lines = tuple(PaperLine(masked(line.text, masks), line.heading) for line in self.lines)
        return Paper(self.key, masked(self.title, masks), lines, self.warning)


@dataclass(frozen=True)
class Original:
    """A file as somebody uploaded it: handed out unchanged or not at all."""

    key: str
    title: str
    filename: str
    sha256: str


def masked(text: str, masks: Sequence[Mask]) -> str:
    """Return ``text`` with every passage of ``masks`` replaced by a blot and its ground; the longest one first."""
    if not masks:
        return text
    ordered = sorted(masks, key=lambda mask: -len(mask.words))
    pattern = re.compile("|".join(f"({_pattern(mask.words)})" for mask in ordered), re.IGNORECASE)
    return pattern.sub(
        lambda found: f"{BLOT} ({ordered[(found.lastindex or 1) - 1].ground})", unicodedata.normalize("NFC", text)
    )


def places(papers: Sequence[Paper], mask: Mask) -> int:
    """Return how often the words stand in ``papers``."""
    pattern = re.compile(_pattern(mask.words), re.IGNORECASE)
    texts = [unicodedata.normalize("NFC", text) for p in papers for text in (p.title, *(line.text for line in p.lines))]
    return sum(len(pattern.findall(text)) for text in texts)


def left_in(archive: bytes, masks: Sequence[Mask]) -> str | None:
    """Return the name of the first part of a zip file in which words of a mask are still found, or None.

    Every byte of every part is looked at, archives in the archive (Word files) and their metadata too: as it stands,
    and as text with marks and entities taken away.
    """
    for name, content in _parts(archive, ""):
        for text in (_plain(name), *_readings(content)):
            if any(_plain(mask.words) in text for mask in masks):
                return name
    return None


def _pattern(words: str) -> str:
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


def _readings(content: bytes) -> Iterator[str]:
    raw = content.decode("utf-8", "replace")
    yield _plain(html.unescape(raw))
    for between in ("", " "):
        yield _plain(html.unescape(re.sub(r"<[^>]*>", between, raw)))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
