"""The header block as lines: columns laid one after the other, and the block found when it stands astray."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from remiss.documents.interpretation.bodies import board_named, company_named, office_named
from remiss.documents.interpretation.dates import only_date
from remiss.documents.interpretation.furniture import is_furniture, pieces_of
from remiss.documents.interpretation.headings import key_of
from remiss.documents.interpretation.labels import Field, mail_in, phone_in, read_label
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.people import is_name
from remiss.domain.document import BlockKind

# Labels that stand in a header block and hardly ever alone on a line of running text.
_TELLING = frozenset({Field.OFFICER, Field.PHONE, Field.MAIL, Field.TO, Field.NUMBER, Field.REMISS_NUMBER, Field.KIND})
_WITH_VALUE_BELOW = frozenset({Field.OFFICER, Field.TO})
_MAX_GAP = 3
# Last on a page it is the last attachment.
_NO_FOOT = "Missiv"
_MAX_BLOCK = 40
_MAX_LENGTH = 60
_TOP_LINES, _FOOT_LINES, _MAX_EDGE = 3, 2, 110
_POSTAL = re.compile(r"\bBox \d+|\b\d{3} ?\d{2} [A-ZÅÄÖ][a-zåäö]+$|\b\d{3} \d{2} [A-ZÅÄÖ]{3,}$|\bwww\.")
_PAGE = re.compile(r"(?:Sida|Sid\.?)?\s*\d{1,3}\s*(?:\(|av|/)\s*\d{1,3}\s*\)?|Sida|Sid\.?", re.IGNORECASE)
ADDRESS = re.compile(
    r"(?:Box \d+.*|\d{3} ?\d{2} [A-ZÅÄÖ].*|[A-ZÅÄÖ][\wåäö]+(?:gatan|vägen|plan|torget|gränd|backen|allén|kajen|"
    r"stråket)"
    r"\s\d{1,3}(?!\d).*|.*\b(?:www\.|stockholm\.se|start\.stockholm).*|\S+\.(?:se|stockholm|nu|com)|Org\.?\s?nr.*|"
    r"Besöksadress.*|"
    r"Postadress.*|(?:Telefon)?växel.*|Fax.*|[\wåäöÅÄÖ-]*(?:avdelningen|enheten|staben|Staben)|"
    r"Avdelningen för .*|Enheten för .*|"
    r"(?:[A-ZÅÄÖ][\wåäö-]+ )?(?:avdelning|enhet|stab)(?: för .*)?|[A-ZÅÄÖ][\wåäö -]+ (?:avdelningen|enheten|"
    r"staben|avdelning|enhet)|"
    r"(?-i:(?:Avdelningen|Enheten|Staben|Sektionen|Sektorn?|Verksamhetsområdet?|Roteln) [A-ZÅÄÖ][\wåäö, -]*)|"
    r"Stockholms stad|Sida|Bankgiro.*|Internet.*|Hemsida.*|Postgiro.*|"
    r"Koncernledning(?:en)?|Koncernstab(?:en)?|Registrator(?:n)?|Att(?:\.|:| :) .*)",
    re.IGNORECASE,
)


def lay_columns(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with table rows and printed columns taken apart, so that a value follows its label.

    Rows under a row of labels are read column by column; other rows cell by cell.
    """
    laid: list[Line] = []
    table: list[Line] = []
    for line in [*lines, None]:
        if line is not None and (line.cells or "\t" in line.text):
            table.append(line)
            continue
        laid += _lay(table)
        table = []
        if line is not None:
            laid.append(line)
    return laid


def _lay(rows: Sequence[Line]) -> list[Line]:
    if not rows:
        return []
    grid = [list(row.cells) if row.cells else row.text.split("\t") for row in rows]
    if len(grid) > 1 and (_is_label_row(grid[0]) or _reads_downwards(grid)):
        columns = max(len(row) for row in grid)
        cells = [row[index] for index in range(columns) for row in grid if index < len(row)]
    else:
        cells = [cell for row in grid for cell in row]
    pieces = [piece.strip() for cell in cells for piece in cell.replace("\t", "\n").split("\n")]
    pieces = [piece for piece in pieces if piece and not _PAGE.fullmatch(piece)]
    return [replace(rows[0], text=piece, cells=(), kind=BlockKind.PARAGRAPH, starts=True) for piece in pieces]


def _reads_downwards(grid: Sequence[Sequence[str]]) -> bool:
    """Tell whether the value of a label alone in its cell stands below it and not beside it, column by column."""
    for row, below in pairwise(grid):
        for column, cell in enumerate(row[:-1]):
            label = read_label(cell.strip())
            if label is None or label.value or label.field not in _WITH_VALUE_BELOW or column >= len(below):
                continue
            if _fits(label.field, below[column]) and not _fits(label.field, row[column + 1]):
                return True
    return False


def _fits(field: Field, text: str) -> bool:
    first = text.strip().split("\n")[0]
    return is_name(first) if field is Field.OFFICER else bool(board_named(first) or company_named(first))


def _is_label_row(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    labels = [label for cell in filled if (label := read_label(cell.strip())) and not label.value]
    return len(filled) > 1 and len(labels) == len(filled)


def cut_edges(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return (text, header lines): heads and feet of single pages (kind of document, dnr, address) are taken out."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.page is not None:
            pages.setdefault(line.page, []).append(index)
    edges: set[int] = set()
    for number, page in pages.items():
        edges |= {*(page[:_TOP_LINES] if number > 1 else ()), *page[-_FOOT_LINES:]}
    # What stands right under a heading is its text, be it nothing but names.
    cut = {index for index in edges if _is_head_or_foot(lines[index]) and not (index and _goes_on(lines[index - 1]))}
    heads = [
        replace(lines[index], text=piece, starts=True)
        for index in sorted(cut)
        for piece in pieces_of(lines[index].text)
    ]
    return [line for index, line in enumerate(lines) if index not in cut], heads


def _goes_on(before: Line) -> bool:
    """Under a heading stands its text, and under a name a title with its telephone."""
    return key_of(before.text) is not None or is_name(before.text)


def _is_head_or_foot(line: Line) -> bool:
    if len(line.text) > _MAX_EDGE or line.text.endswith(".") or line.kind is BlockKind.HEADING:
        return False
    if line.text == _NO_FOOT:
        return False
    if _telling(line) in (Field.KIND, Field.NUMBER) or _POSTAL.search(line.text) or is_furniture(line.text):
        return True
    cells = line.text.split("\t")
    contact = any(mail_in(cell) or phone_in(cell) for cell in cells)
    return contact and all(_is_sender(cell) for cell in cells)


def _is_sender(text: str) -> bool:
    named = office_named(text) or company_named(text) or ADDRESS.fullmatch(text)
    return bool(named or (len(text) <= _MAX_LENGTH and len(text.split()) <= 4 and (mail_in(text) or phone_in(text))))


def cut_astray(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return (text, header lines): a header block that the file prints in the middle of the text is taken out."""
    kept: list[Line] = []
    header: list[Line] = []
    index = 0
    while index < len(lines):
        end = _block_end(lines, index)
        if end:
            start = _backwards(kept)
            header += [*kept[start:], *lines[index:end]]
            del kept[start:]
            index = end
            if index < len(lines) and lines[index].text[:1].islower():
                # The block stood in the middle of a sentence, which goes on here.
                kept.append(replace(lines[index], starts=False))
                index += 1
        else:
            kept.append(lines[index])
            index += 1
    return kept, header


def _block_end(lines: Sequence[Line], start: int) -> int:
    """Return where the header block that begins at ``start`` ends; 0 when none begins there."""
    fields: set[Field] = set()
    end = gap = 0
    for index in range(start, min(start + _MAX_BLOCK, len(lines))):
        field = _telling(lines[index])
        if field is not None:
            fields.add(field)
            end, gap = index + 1, 0
        elif not fields or gap >= _MAX_GAP or not _short(lines[index]):
            break
        else:
            gap += 1
            end = index + 1 if _is_furnishing(lines[index].text) else end
    return end if len(fields) > 1 else 0


def _telling(line: Line) -> Field | None:
    for cell in line.text.split("\t"):
        label = read_label(cell)
        if label is not None and label.field in _TELLING:
            return label.field
    return None


def _short(line: Line) -> bool:
    return len(line.text) <= _MAX_LENGTH and not line.text.endswith((".", ";")) and line.kind is not BlockKind.HEADING


def _is_furnishing(text: str) -> bool:
    """Tell whether a line is an address, an office, a nämnd, a date, a name or a number: header, not text."""
    if len(text) > _MAX_LENGTH:
        return False
    named = board_named(text) or office_named(text) or company_named(text) or only_date(text) or is_name(text)
    return bool(named or ADDRESS.fullmatch(text) or mail_in(text) or phone_in(text))


def _backwards(kept: Sequence[Line]) -> int:
    start = len(kept)
    while start > 0 and _is_place_or_office(kept[start - 1].text):
        start -= 1
    return start


def _is_place_or_office(text: str) -> bool:
    return len(text) <= _MAX_LENGTH and bool(office_named(text) or ADDRESS.fullmatch(text) or only_date(text))
