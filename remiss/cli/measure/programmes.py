"""How often ``remiss programme`` tells a heading with its number and level: our own programmes in many layouts."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from remiss.cli.measure.interval import Figure
from remiss.cli.measure.layouts.pdf_file import Shown, pdf_bytes
from remiss.cli.measure.layouts.typed import soft, wrap
from remiss.documents.interpretation.programme import parse_programme
from remiss.documents.reading.reader import read
from remiss.domain.parsed import Programme

SOURCES = Path(__file__).resolve().parents[3] / "sample"
RIGHT, INVENTED = "Programrubriker rätt med nivå", "Rubriker som inte är någon"
HELD_OUT, TO_MEND = "undanhållna layouter", "layouter att rätta efter"
_NUMBER = re.compile(r"(\d+(?:\.\d+)*) (.+)")
_TITLE, _SIZES = 24.0, (20.0, 16.0, 13.0)
_BODY = 11.0
_LINES = 40
_COVER = ("Remissversion", "Stadsledningskontoret", "5 oktober 2026")


@dataclass(frozen=True)
class Part:
    """A heading of ``level`` 1–3 with its number, or a paragraph (0)."""

    text: str
    level: int = 0
    number: str | None = None


@dataclass(frozen=True)
class Look:
    """A layout. ``heading``: styled, own_style, large, bold, plain; ``numbers``: typed, dotted, none.

    ``traits`` are capitals, soft, cover, contents, double, close, hyphens, feed, heads, split.
    """

    name: str
    format: str
    heading: str = "styled"
    numbers: str = "typed"
    traits: frozenset[str] = frozenset()
    encoding: str = "utf-8"

    @property
    def held_out(self) -> bool:
        """Whether nobody mends the reader after this layout: every second, chosen by its name."""
        return sha256(self.name.encode()).digest()[0] % 2 == 0


def _look(name: str, heading: str, *traits: str, numbers: str = "typed", encoding: str = "utf-8") -> Look:
    return Look(name, name.partition(",")[0], heading, numbers, frozenset(traits), encoding)


LOOKS = (
    _look("docx, formatmallar", "styled"),
    _look("docx, formatmallar utan nummer", "styled", numbers="none"),
    _look("docx, formatmallar, omslag och innehåll", "styled", "cover", "contents"),
    _look("docx, nummer med punkt", "styled", numbers="dotted"),
    _look("docx, egna mallnamn", "own_style"),
    _look("docx, egna mallnamn utan nummer", "own_style", "cover", numbers="none"),
    _look("docx, versala rubriker", "styled", "capitals"),
    _look("docx, mjuka bindestreck", "styled", "soft"),
    _look("docx, isärskrivna körningar", "styled", "split"),
    _look("docx, utan mallar, storlekar och nummer", "large"),
    _look("docx, utan mallar, storlekar utan nummer", "large", numbers="none"),
    _look("docx, utan mallar, fet stil och nummer", "bold", "cover"),
    _look("docx, utan mallar, versalt och fett", "bold", "capitals"),
    _look("docx, utan mallar, vanlig stil och nummer", "plain"),
    _look("txt, nummer", "plain"),
    _look("txt, nummer med punkt", "plain", numbers="dotted"),
    _look("txt, versala rubriker", "plain", "capitals"),
    _look("txt, windows-1252", "plain", encoding="cp1252"),
    _look("txt, avstavad", "plain", "hyphens"),
    _look("txt, mjuka bindestreck", "plain", "soft"),
    _look("txt, sidbrytningar", "plain", "feed"),
    _look("txt, sidhuvuden", "plain", "heads"),
    _look("txt, innehåll först", "plain", "contents"),
    _look("txt, tom rad efter varje rad", "plain", "double"),
    _look("txt, inga tomma rader", "plain", "close"),
    _look("md, rubriktecken", "styled"),
    _look("md, rubriktecken utan nummer", "styled", numbers="none"),
    _look("md, fet stil och nummer", "bold"),
    _look("pdf, storlekar och nummer", "large", "heads"),
    _look("pdf, storlekar utan nummer", "large", numbers="none"),
    _look("pdf, fet stil och nummer", "bold", "heads"),
    _look("pdf, vanlig stil och nummer", "plain"),
    _look("pdf, versalt och fett", "bold", "capitals"),
    _look("pdf, omslag och innehåll", "large", "cover", "contents"),
)


def measure_programmes(folder: Path = SOURCES, looks: Sequence[Look] = LOOKS) -> list[Figure]:
    """Return the figures of each layout and of all, over the programmes whose sources stand under ``folder``."""
    programmes = [read_source(path) for path in sorted(folder.glob("**/source/programme.md"))]
    counted = [
        (look, judge(parts, parse_programme(read(write(title, parts, look), f"program.{look.format}")), look))
        for look in looks
        for title, parts in programmes
    ]
    if not counted:
        return []
    groups = [(look.name, [c for one, c in counted if one is look]) for look in looks]
    groups.append((TO_MEND, [c for look, c in counted if not look.held_out]))
    groups.append((HELD_OUT, [c for look, c in counted if look.held_out]))
    groups.append(("alla layouter", [c for _, c in counted]))
    figures = [Figure(RIGHT, name, sum(c[0] for c in some), sum(c[1] for c in some)) for name, some in groups]
    return [*figures, *(Figure(INVENTED, n, sum(c[2] for c in s), sum(c[3] for c in s)) for n, s in groups[-3:])]


def read_source(path: Path) -> tuple[str, list[Part]]:
    """Return the title and the parts of one of the sample's sources; tables are left out."""
    _, head, body = path.read_text("utf-8").split("+++\n", 2)
    title = re.search(r'^title = "(.+)"$', head, re.MULTILINE)
    lines = (line for line in body.splitlines() if line.strip() and line[0] != "|")
    return title[1] if title else "", [_part(line) for line in lines]


def _part(line: str) -> Part:
    if line[0] != "#":
        return Part(line)
    marks, _, text = line.partition(" ")
    number = _NUMBER.fullmatch(text)
    return Part(number[2], len(marks), number[1]) if number else Part(text, len(marks))


def judge(parts: Sequence[Part], found: Programme, look: Look) -> tuple[int, int, int, int]:
    """Return how many headings are right, of how many, and how many that were found are none, of how many."""
    gold = Counter((p.number if look.numbers != "none" else None, _bare(p.text), p.level) for p in parts if p.level)
    read_as = Counter((s.number, _bare(s.heading), s.level) for s in found.sections if s.heading)
    names = Counter(_bare(p.text) for p in parts if p.level)
    invented = Counter(_bare(s.heading) for s in found.sections if s.heading) - names
    return (gold & read_as).total(), gold.total(), invented.total(), read_as.total()


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00ad]+", "", text).casefold()


def write(title: str, parts: Sequence[Part], look: Look) -> bytes:
    """Return the programme as a file in the layout."""
    shown = [Part(title, -1), *_front(parts, look), *(Part(_text(p, look), p.level) for p in parts)]
    if look.format == "docx":
        return _word(shown, look)
    if look.format == "pdf":
        return _pdf(title, shown, look)
    if look.format == "md":
        return "\n\n".join(_marked(part, look) for part in shown).encode()
    return _typed(title, shown, look)


def _front(parts: Sequence[Part], look: Look) -> Iterator[Part]:
    if "cover" in look.traits:
        yield from (Part(line) for line in _COVER)
    if "contents" in look.traits:
        yield Part("Innehåll")
        for page, part in enumerate((p for p in parts if p.level), start=2):
            yield Part(f"{_text(part, look)} {'.' * 30} {page}")


def _text(part: Part, look: Look) -> str:
    text = soft(part.text) if "soft" in look.traits else part.text
    if "capitals" in look.traits and part.level == 1:
        text = text.upper()
    if part.number is None or look.numbers == "none":
        return text
    return f"{part.number}{'.' if look.numbers == 'dotted' else ''} {text}"


def _marked(part: Part, look: Look) -> str:
    if part.level < 0:
        return f"**{part.text}**" if look.heading == "bold" else part.text
    if not part.level:
        return part.text
    return f"**{part.text}**" if look.heading == "bold" else f"{'#' * part.level} {part.text}"


def _word(shown: Sequence[Part], look: Look) -> bytes:
    document = docx.Document()
    for level in (1, 2, 3):
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        style = document.styles.add_style(f"Programrad {'ABC'[level - 1]}", WD_STYLE_TYPE.PARAGRAPH)
        style.element.get_or_add_pPr().append(outline)
    for part in shown:
        paragraph = document.add_paragraph(style=_style(part.level, look))
        step = 3 if "split" in look.traits else len(part.text)
        for at in range(0, len(part.text), step):
            run = paragraph.add_run(part.text[at : at + step])
            if part.level and look.heading in ("large", "bold"):
                run.bold = True
                run.font.size = Pt(_size(part, look))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _style(level: int, look: Look) -> str | None:
    if not level or look.heading not in ("styled", "own_style"):
        return None
    if level < 0:
        return "Title"
    return f"Heading {level}" if look.heading == "styled" else f"Programrad {'ABC'[level - 1]}"


def _size(part: Part, look: Look) -> float:
    if not part.level or look.heading != "large":
        return _BODY
    return _TITLE if part.level < 0 else _SIZES[part.level - 1]


def _typed(title: str, shown: Sequence[Part], look: Look) -> bytes:
    lines: list[str] = []
    for part in shown:
        row = part.text.endswith(tuple("0123456789")) and "...." in part.text
        lines += wrap(part.text, 0 if row else 72, hyphens="hyphens" in look.traits and not part.level)
        lines += [] if row or "close" in look.traits else [""]
    if "double" in look.traits:
        lines = [part for line in lines if line for part in (line, "")]
    text = "\n".join(_paged(lines, title, look))
    return (text.replace("\n", "\r\n") if look.encoding == "cp1252" else text).encode(look.encoding)


def _paged(lines: list[str], title: str, look: Look) -> Iterator[str]:
    for at, line in enumerate(lines):
        if at and at % _LINES == 0 and "heads" in look.traits:
            yield from ("", f"{title} (remissversion)", f"Sida {at // _LINES + 1} ({len(lines) // _LINES + 1})", "")
        yield f"\f{line}" if at and at % _LINES == 0 and "feed" in look.traits else line


def _pdf(title: str, shown: Sequence[Part], look: Look) -> bytes:
    pages: list[list[Shown]] = [[]]
    y = 760.0
    for part in shown:
        size, bold = _size(part, look), bool(part.level) and look.heading != "plain"
        y -= size * 0.9
        for line in wrap(part.text, 60 if part.level else 84, hyphens=False):
            if y < 90:
                pages.append([])
                y = 750.0
            y -= size * 1.3
            pages[-1].append(Shown(70.0, y, line, size, bold))
    if "heads" in look.traits:
        pages = [[*_head(title, n, len(pages)), *page] for n, page in enumerate(pages, start=1)]
    return pdf_bytes(pages)


def _head(title: str, number: int, last: int) -> Iterable[Shown]:
    return (Shown(70.0, 805.0, f"{title} (remissversion)", 9.0), Shown(480.0, 805.0, f"Sida {number} ({last})", 9.0))
