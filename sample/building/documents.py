"""The sample documents in Word: programme, statements in two layouts, extracts of minutes."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm, Pt

from building import parts
from building.source import Source, long_date, shown_date


def programme(source: Source, pages: dict[str, int]) -> Any:
    """Return the draft programme; ``pages`` gives the contents list its page numbers (heading → page)."""
    document = parts.new_document(source.get("title"), source.get("date"))
    parts.page_header(document, f"{source.get('title')} ({source.get('subtitle').lower()})")
    parts.tighten(document)
    document.add_paragraph(source.get("title"), style="Title")
    document.add_paragraph(source.get("subtitle"), style="Subtitle")
    document.add_paragraph(f"{source.get('office')}, {long_date(source.get('date'))}\nDnr {source.get('diary_number')}")
    document.add_paragraph().add_run("Innehåll").bold = True
    for level in (1, 2):
        document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    for part in source.parts:
        if part.kind == "heading" and part.level <= 2:
            _contents_line(document, part.text, part.level, pages.get(part.text, 1))
    document.add_page_break()
    parts.add_parts(document, source.parts)
    return document


def statement(source: Source) -> Any:
    """Return a statement laid out as its office does (``layout`` and ``signatures_at`` of the head)."""
    document = parts.new_document(source.get("title"), source.get("date"), source.get("font") or parts.FONT)
    parts.page_header(document, parts.running_head(source))
    HEADS[source.get("layout")](document, source)
    document.add_paragraph(source.get("title"), style="Title").runs[0].font.size = Pt(17)
    document.add_paragraph(source.get("subtitle"), style="Subtitle")
    if source.meta.get("proposal"):
        parts.heading(document, source.get("proposal_heading"), 1)
        _proposal(document, source.meta["proposal"], numbered=source.meta.get("proposal_numbered", True))
    if source.get("signatures_at") == "start":
        parts.signatures(document, source.meta["signatories"])
    parts.add_parts(document, source.parts)
    if source.get("signatures_at") == "end":
        parts.signatures(document, source.meta["signatories"])
        parts.closing_line(document)
    elif source.get("signatures_at") == "end_one_line":
        _signatures_on_one_line(document, source.meta["signatories"])
    return document


def minutes(source: Source) -> Any:
    """Return an extract of minutes: head, one § with its decision, and the signatures of those who adjusted it."""
    document = parts.new_document(f"Protokollsutdrag {source.get('section_number')}", source.get("date"))
    parts.page_header(document, f"{source.get('body')}, sammanträde {source.get('date')}")
    parts.tighten(document)
    document.add_paragraph("Protokollsutdrag", style="Title")
    document.add_paragraph(source.get("body"), style="Subtitle")
    table = parts.borderless(document, 5, 2, (4.2, 11.2))
    rows = (
        ("Sammanträdesdag", long_date(source.get("date"))),
        ("Plats och tid", source.get("place_and_time")),
        ("Ordförande", source.get("chair").removesuffix(", ordförande")),
        ("Justering", source.get("adjusted")),
        ("Diarienummer", source.get("diary_number")),
    )
    for row, (name, value) in zip(table.rows, rows, strict=True):
        parts.fill(row.cells[0], [name], bold_first=True)
        parts.fill(row.cells[1], [value])
    parts.heading(document, f"{source.get('section_number')} {source.get('heading')}", 1)
    for part in source.parts:
        if part.kind == "heading":
            parts.heading(document, part.text, 2)
        else:
            parts.add_parts(document, _numbered_run(source, part))
    parts.signatures(document, [[name, "Justerat"] for name in source.meta["adjusters"]])
    document.add_paragraph(f"Vid protokollet: {source.get('secretary')}")
    return document


def _numbered_run(source: Source, part: Any) -> tuple[Any, ...]:
    if part.kind != "numbered":
        return (part,)
    numbered = tuple(p for p in source.parts if p.kind == "numbered")
    return numbered if part is numbered[0] else ()


def _contents_line(document: Any, text: str, level: int, page: int) -> None:
    paragraph = document.add_paragraph(f"{text}\t{page}", style=f"toc {level}")
    paragraph.paragraph_format.left_indent = Cm(0.6 * (level - 1))
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(15.4), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _table_head(document: Any, source: Source) -> None:
    table = parts.borderless(document, 2, 2, (8.6, 6.8))
    parts.fill(table.cell(0, 0), [source.get("office"), source.get("department"), ""], bold_first=True)
    parts.fill(table.cell(0, 1), [_word(source), *_numbers(source), shown_date(source), ""], bold_first=True)
    parts.fill(table.cell(1, 0), ["Handläggare", *_officers(source), ""], bold_first=True)
    parts.fill(table.cell(1, 1), ["Till", *_addressees(source), ""], bold_first=True)


def _plain_head(document: Any, source: Source) -> None:
    groups = (
        [source.get("office"), source.get("department")],
        [_word(source), *_numbers(source), shown_date(source)],
        ["Handläggare:", *_officers(source)],
        ["Till", *_addressees(source)],
    )
    for group in groups:
        paragraph = document.add_paragraph()
        for index, line in enumerate(group):
            run = paragraph.add_run(line)
            run.bold = index == 0
            if index < len(group) - 1:
                run.add_break()


def _rows_head(document: Any, source: Source) -> None:
    """A word for each fact, as a form has it: what it is to the left, what it says to the right."""
    paragraph = document.add_paragraph()
    paragraph.add_run(source.get("office")).bold = True
    paragraph.add_run(f"\n{source.get('department')}")
    document.add_paragraph().add_run(_word(source).upper()).bold = True
    body, meeting = source.meta["to"][0]
    rows = (
        ("Diarienummer", source.get("diary_number")),
        ("Datum", shown_date(source)),
        ("Handläggare", ", ".join(line for line in source.meta["officers"][0][:2])),
        ("Till", body),
        ("Sammanträde", long_date(meeting) if source.get("date_style") == "long" else meeting),
    )
    table = parts.borderless(document, len(rows), 2, (3.6, 11.8))
    for row, (name, value) in zip(table.rows, rows, strict=True):
        parts.fill(row.cells[0], [name], bold_first=True)
        parts.fill(row.cells[1], [value])
    document.add_paragraph()


def _letter_head(document: Any, source: Source) -> None:
    """Sender to the left, date and numbers to the right, and the address below as in a window envelope."""
    name, *reached = _officers(source)
    left = [source.get("office"), source.get("department"), "", f"Handläggare: {name}", *reached]
    right = [_word(source), shown_date(source), *_numbers(source)]
    table = parts.borderless(document, 1, 2, (8.2, 7.2))
    parts.fill(table.cell(0, 0), left, bold_first=True)
    parts.fill(table.cell(0, 1), right, bold_first=True)
    document.add_paragraph()
    for line in _addressees(source):
        document.add_paragraph(line).paragraph_format.space_after = Pt(0)
    document.add_paragraph()


def _word(source: Source) -> str:
    return str(source.meta.get("document_word", "Tjänsteutlåtande"))


def _numbers(source: Source) -> list[str]:
    return str(source.meta.get("diary_number_line", f"Dnr {source.get('diary_number')}")).split("\n")


def _officers(source: Source) -> list[str]:
    lines: list[str] = []
    for name, phone, mail in source.meta["officers"]:
        lines += [name, f"Telefon: {phone}", *([mail] if mail else [])]
    return lines


def _addressees(source: Source) -> list[str]:
    return [line for body, meeting in source.meta["to"] for line in (body, meeting) if line]


def _proposal(document: Any, points: list[str], *, numbered: bool) -> None:
    for number, point in enumerate(points, 1):
        document.add_paragraph(f"{number}. {point}" if numbered and len(points) > 1 else point)


def _signatures_on_one_line(document: Any, people: list[list[str]]) -> None:
    document.add_paragraph()
    for column in (0, 1):
        paragraph = document.add_paragraph("\t".join(person[column] for person in people))
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(7.7))
        paragraph.paragraph_format.space_after = Pt(0)


HEADS = {"table": _table_head, "plain": _plain_head, "rows": _rows_head, "letter": _letter_head}
