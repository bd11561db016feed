"""The sample replies that are plain text: one typed as such, one as an extraction from a pdf leaves it."""

from __future__ import annotations

import json
import textwrap
from typing import Any

from building.source import Source, shown_date

FIRST_PAGE = "Sida 1"
BREAK = "~"  # a place inside a word where a line may end
WIDTH, LINES_PER_PAGE = 62, 40
SECTION_KEYS = {
    "Sammanfattning": "sammanfattning",
    "Bakgrund": "bakgrund",
    "Ärendet": "arendet",
    "Ärendets beredning": "beredning",
    "Förvaltningens synpunkter": "synpunkter",
    "Förvaltningens synpunkter och förslag": "synpunkter",
    "Jämställdhetsanalys": "barn_jamstalldhet",
    "Konsekvenser för barn": "barn_jamstalldhet",
    "Ekonomi": "ekonomi",
}


def typed_text(source: Source) -> str:
    """Return a letter as a text file: headings in capitals, blank lines between paragraphs."""
    name, phone, mail = source.meta["officers"][0]
    out = [source.get("office").upper(), source.get("department"), ""]
    out += [
        source.get("document_word"),
        f"Datum: {shown_date(source)}",
        f"Vår beteckning: {source.get('diary_number')}",
    ]
    out += [source.get("subtitle"), f"Handläggare: {name}", f"Telefon: {phone}", f"E-post: {mail}", ""]
    out += [f"Till {source.meta['to'][0][0]}", "", source.get("title"), "=" * len(source.get("title")), ""]
    for part in source.parts:
        out += [part.text.upper()] if part.kind == "heading" else textwrap.wrap(part.text, 76)
        out.append("")
    for name, title in source.meta["signatories"]:
        out += ["", name, title]
    return "\n".join(out) + "\n"


def extracted_text(source: Source) -> str:
    """Return the text as a pdf gives it: an empty line after every line, page heads in mid-sentence, broken words."""
    pages = _pages(_lines(source))
    out: list[str] = []
    for number, page in enumerate(pages, 1):
        if number > 1:
            out += [f"Sida {number} ({len(pages)})", source.get("office"), f"Dnr {source.get('diary_number')}"]
        out += [f"{FIRST_PAGE} ({len(pages)})" if line == FIRST_PAGE else line for line in page]
    return "\n".join(f"{line} \n" for line in out)


def draft_json(source: Source) -> str:
    """Return a statement that is being written: head fields, and sections as (key, heading, paragraphs)."""
    sections: list[dict[str, Any]] = [
        {"key": "beslutsforslag", "heading": source.get("proposal_heading"), "paragraphs": source.meta["proposal"]}
    ]
    for part in source.parts:
        if part.kind == "heading":
            sections.append({"key": SECTION_KEYS[part.text], "heading": part.text, "paragraphs": []})
        else:
            sections[-1]["paragraphs"].append(part.text)
    names = ("consultees", "office", "department", "diary_number", "remiss_diary_number", "title", "subtitle", "date")
    record = {name: source.meta[name] for name in names}
    record["meeting"] = source.meta["to"][0][1]
    record["officers"] = [
        dict(zip(("name", "phone", "email"), officer, strict=True)) for officer in source.meta["officers"]
    ]
    record["signatories"] = [dict(zip(("name", "title"), person, strict=True)) for person in source.meta["signatories"]]
    return json.dumps({**record, "sections": sections}, ensure_ascii=False, indent=1) + "\n"


def _pages(lines: list[str]) -> list[list[str]]:
    return [lines[start : start + LINES_PER_PAGE] for start in range(0, len(lines), LINES_PER_PAGE)]


def _lines(source: Source) -> list[str]:
    name, phone, _ = source.meta["officers"][0]
    body, meeting = source.meta["to"][0]
    out = [source.get("office"), source.get("department"), "Tjänsteutlåtande", f"Dnr {source.get('diary_number')}"]
    out += [shown_date(source), FIRST_PAGE, "Handläggare", name, f"Telefon: {phone}", "Till", body, meeting]
    out += [*_wrap(source.get("title")), *_wrap(source.get("subtitle")), source.get("proposal_heading")]
    for number, point in enumerate(source.meta["proposal"], 1):
        out += _wrap(f"{number}. {point}")
    (first, first_title), (second, second_title) = source.meta["signatories"]
    out += [f"{first}     {second}", f"{first_title}     {second_title}"]
    for part in source.parts:
        out += [part.text] if part.kind == "heading" else _wrap(part.text)
    return out


def _wrap(paragraph: str) -> list[str]:
    lines, line = [], ""
    for word in paragraph.split():
        gap = " " if line else ""
        if len(line) + len(gap) + len(word.replace(BREAK, "")) <= WIDTH:
            line += gap + word.replace(BREAK, "")
            continue
        start, rest = _split(word, WIDTH - len(line) - len(gap))
        lines.append(f"{line}{gap}{start}-" if start else line)
        line = rest
    return [*lines, line]


def _split(word: str, room: int) -> tuple[str, str]:
    pieces = word.split(BREAK)
    for count in range(len(pieces) - 1, 0, -1):
        start = "".join(pieces[:count])
        if len(start) + 1 <= room:
            return start, "".join(pieces[count:])
    return "", "".join(pieces)
