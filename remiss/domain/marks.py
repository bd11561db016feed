"""What a place in a compiled document is, as a name that Word and LibreOffice both keep: a bookmark's.

LibreOffice throws away the tags of content controls and every custom part, but it keeps bookmarks. Their names hold at
most 40 letters, digits and underscores, and capitals do not count. So a check needs nothing but these names, the words
that stand there, and one property per reply (``Source``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from remiss.domain.statement import BlockShape, SectionKey, TextBlock, normalise

_PRINT_BYTES, _PRINT_LENGTH = 10, 16
# Base 32 (RFC 4648), two letters at a time: the library's own takes a third of the time that a quotation takes.
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_TEN_BITS, _PLACES = 0x3FF, range(70, -1, -10)
_PRINT = f"[a-z2-7]{{{_PRINT_LENGTH}}}"
_QUOTE = re.compile(rf"citat_(\d{{1,7}})_(\d{{1,9}})_({_PRINT})", re.ASCII)
_WORDS = re.compile(rf"ord_({_PRINT})_({_PRINT})", re.ASCII)
_BLOCK = re.compile(r"text_(\d{1,9})_([a-z0-9]{1,7})_([a-z_]+)_([hpl])", re.ASCII)
# a place, the number of the paragraph in it, and what LibreOffice calls a copy: …_Copy_1, cut where the name is full
_PLACE = re.compile(
    rf"((?:citat_\d{{1,7}}_\d{{1,9}}|ord_{_PRINT})_{_PRINT}|text_\d{{1,9}}_[a-z0-9]{{1,7}}_[a-z_]+_[hpl])"
    r"(?:_(\d{1,3}))?(?:_(?:c[a-z0-9_]*)?)?",
    re.ASCII,
)
_SOURCE = re.compile(r"svar (\d{1,9}), version (\d{1,9}), sha256 ([0-9a-f]{64})", re.ASCII)
_PROPERTY = re.compile(r"Remiss svar (\d{1,9})", re.ASCII)
_PROPERTY_VALUE = re.compile(
    rf"version (\d{{1,9}}), sha256 ([0-9a-f]{{64}}), (?:kod ({_PRINT}), )?(.*)", re.ASCII | re.DOTALL
)
MACHINE_WRITTEN = re.compile(
    rf"citat_\d{{1,7}}_\d{{1,9}}_{_PRINT}|ord_{_PRINT}_{_PRINT}|kod {_PRINT}|\b[0-9a-f]{{64}}\b"
    r'|"(?:print|seal)": "[a-z2-7]{0,16}"',
    re.ASCII,
)
"""Hashes in a file that say nothing to read: three letters in a row stand in some of them by chance."""
_LONGEST_BODY = 150  # Word holds 255 letters in a property
_WORDS_PROPERTY = re.compile(r"Remiss ord (\d{1,7})", re.ASCII)
QUOTES_PROPERTY = "Remiss citat"
"""The property of a file that says how many quotations it was written with."""
HIDDEN = 900_000_000
"""Above every id: a reply of which something may not be told goes by its number in the document, counted from here."""
_LETTERS = {BlockShape.HEADING: "h", BlockShape.PARAGRAPH: "p", BlockShape.LIST_ITEM: "l"}
_SHAPES = {letter: shape for shape, letter in _LETTERS.items()}


@dataclass(frozen=True)
class Source:
    """A released text that a document quotes: whose it is, and the version and hash that were signed.

    Where words or names are hidden neither may be told (decision 27): the version is 0, the hash that of what was
    written out, and ``seal`` is what only the database can read.
    """

    reply: int
    version: int
    sha256: str
    body: str
    seal: str = ""

    @property
    def hidden(self) -> bool:
        """True when words of the text, or whose they are, are hidden in the document."""
        return self.version == 0


@dataclass(frozen=True)
class QuoteMark:
    """A quotation: which one in the file, out of which reply, and the print of its words and its reference."""

    number: int
    reply: int
    print: str


@dataclass(frozen=True)
class WordsMark:
    """A piece of the sender's own words: the prints of its key and of the words that were written out."""

    key_print: str
    print: str


@dataclass(frozen=True)
class BlockMark:
    """A block of a reply in full, with what its canonical form holds besides the words."""

    reply: int
    block: str
    section: SectionKey
    shape: BlockShape

    def with_words(self, words: str) -> TextBlock:
        """Return the block that says ``words``."""
        return TextBlock(self.block, self.section, self.shape, words)


Mark = QuoteMark | WordsMark | BlockMark


@lru_cache(maxsize=1024)  # a reply is quoted twenty times, and each quotation names it in full
def source_in(text: str, body: str = "") -> Source | None:
    """Return the source that ``text`` names, or None when it names none."""
    found = _SOURCE.fullmatch(text)
    return Source(int(found[1]), int(found[2]), found[3], body) if found else None


def property_of(source: Source) -> tuple[str, str]:
    """Return name and value of the property that tells of ``source`` in a Word file."""
    body = source.body[:_LONGEST_BODY]
    seal = f"kod {source.seal}, " if source.seal else ""
    return f"Remiss svar {source.reply}", f"version {source.version}, sha256 {source.sha256}, {seal}{body}"


def source_of(name: str, value: str) -> Source | None:
    """Return the source that a property tells of, or None when it is another property."""
    reply, words = _PROPERTY.fullmatch(name), _PROPERTY_VALUE.fullmatch(value.strip())
    return Source(int(reply[1]), int(words[1]), words[2], words[4], words[3] or "") if reply and words else None


def words_properties(keys: Sequence[str]) -> list[tuple[str, str]]:
    """Return the properties that tell which pieces of own words a file was written with, in their order."""
    return [(f"Remiss ord {number}", key) for number, key in enumerate(keys, start=1)]


def words_in(properties: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys that ``words_properties`` wrote, in their order."""
    numbered = ((_WORDS_PROPERTY.fullmatch(name), key) for name, key in properties.items())
    return tuple(key for _, key in sorted((int(found[1]), key.strip()) for found, key in numbered if found))


def print_of(words: str) -> str:
    """Return 80 bits of a hash over ``words``, white space normalised: enough to see a change by, short for a name."""
    return short(hashlib.sha256(normalise(words).encode()).digest())


def short(digest: bytes) -> str:
    """Return the first 80 bits of a hash as sixteen letters and digits."""
    number = int.from_bytes(digest[:_PRINT_BYTES])
    return "".join([_PAIRS[number >> place & _TEN_BITS] for place in _PLACES])


def quote_print(words: str, seal: str = "") -> str:
    """Return what a file keeps of a quotation: the print of its words, half of it where a ``seal`` takes the rest."""
    found = print_of(words)
    return found[: len(found) - len(seal)] + seal


def quote_name(number: int, reply: int, words: str, seal: str = "") -> str:
    """Return the name of quotation ``number`` of a file; ``words`` are all that stands there, with its reference."""
    return f"citat_{number}_{reply}_{quote_print(words, seal)}"


def words_name(key: str, words: str) -> str:
    """Return the name of a piece of own words."""
    return f"ord_{print_of(key)}_{print_of(words)}"


def block_name(reply: int, block: TextBlock) -> str:
    """Return the name of a block of a reply in full."""
    return f"text_{reply}_{block.id}_{block.section.value}_{_LETTERS[block.shape]}"


def part_names(name: str, count: int) -> list[str]:
    """Return a bookmark's name for each of the ``count`` paragraphs of a place: LibreOffice keeps no longer bookmarks.

    Saved twice there, one over several paragraphs is left on the last of them.
    """
    return [name] if count == 1 else [f"{name}_{number}" for number in range(1, count + 1)]


def place_of(name: str) -> tuple[str, int] | None:
    """Return the name of the place that a bookmark belongs to and which paragraph of it, 0 for all of it.

    None when it is no name of ours. A copy belongs to a place of the same name.
    """
    found = _PLACE.fullmatch(name)
    return (found[1], int(found[2] or 0)) if found else None


def mark_of(name: str) -> Mark | None:
    """Return what the name of a place says, or None when it is no name of ours."""
    if found := _QUOTE.fullmatch(name):
        return QuoteMark(int(found[1]), int(found[2]), found[3])
    if found := _WORDS.fullmatch(name):
        return WordsMark(found[1], found[2])
    found = _BLOCK.fullmatch(name)
    if found is None or found[3] not in list(SectionKey):
        return None
    return BlockMark(int(found[1]), found[2], SectionKey(found[3]), _SHAPES[found[4]])
