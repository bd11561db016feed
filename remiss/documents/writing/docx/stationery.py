"""What is around a document's text: its pages, what runs at their head and foot, and the house's template if any."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass

from remiss.documents.writing.docx.house_blocks import Filling, has_page_number, written
from remiss.documents.writing.docx.running import foot_part, head_part, page_line, status_mark
from remiss.documents.writing.docx.sections import FIRST, Page, Pages
from remiss.documents.writing.docx.xml import paragraph, part
from remiss.documents.writing.house import House
from remiss.domain.house_template import Blocks, Margins, StyleLook, Template
from remiss.domain.outline import Outline

_WIDTHS = {
    "calibri": 1.0, "carlito": 1.0, "garamond": 1.0, "times new roman": 1.0, "cambria": 1.05, "aptos": 1.06,
    "tahoma": 1.08, "segoe ui": 1.08, "arial": 1.1, "georgia": 1.12, "verdana": 1.25,
}  # fmt: skip
_UNKNOWN_WIDTH = 1.15


@dataclass(frozen=True)
class RunningPart:
    """One part: ``kind`` is header or footer, ``page`` the name of the pages it is for."""

    kind: str
    page: str
    content: bytes


class Stationery:
    """The paper that ``outline`` is written on: ours, or that of ``house``."""

    def __init__(self, outline: Outline, house: House | None = None) -> None:
        self._outline, self.house = outline, house
        self._template = house.template if house else Template()
        self._words = house.words(outline.title) if house else {}
        self.pages = Pages.within(self._template.margins if house else Margins())

    @property
    def different(self) -> bool:
        """Whether the first page has a head and a foot of its own."""
        return self._template.different

    @property
    def letter(self) -> float:
        """How wide the letters of tables are, measured by ours; of a font that is not known here, rather wide."""
        looks = [one for one in self._template.styles if one.style == "TableText"]
        named = [value for one in (*looks, self._template.base) if one for value in _fonts_of(one)]
        return _WIDTHS.get(named[0].casefold(), _UNKNOWN_WIDTH) if named else 1.0

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Yield ending and content of each picture of the template, in order."""
        return ((one.ending, base64.b64decode(one.content)) for one in self._template.pictures)

    def running_parts(self) -> Iterator[RunningPart]:
        """Yield the heads and feet. What the template does not have is ours."""
        for page in (self.pages.upright, self.pages.sideways):
            yield RunningPart("header", page.name, self._head(page))
            yield RunningPart("footer", page.name, self._foot(page))
        if self.different:
            upright = self.pages.upright
            yield RunningPart("header", FIRST, self._part("hdr", self._template.first_head, upright, self._mark()))
            yield RunningPart("footer", FIRST, self._part("ftr", self._template.first_foot, upright))

    def above(self) -> list[str]:
        """Return what the template has above the document."""
        return self._pieces(self._template.above, self.pages.upright)

    def below(self) -> list[str]:
        """Return what the template has below the document."""
        return self._pieces(self._template.below, self.pages.upright)

    def _head(self, page: Page) -> bytes:
        if not self._template.head:
            return head_part(self._outline, page)
        return self._part("hdr", self._template.head, page, self._mark())

    def _foot(self, page: Page) -> bytes:
        template = self._template
        if not template.head and not template.foot:
            return foot_part(self._outline, page)
        numbered = has_page_number(template.head + template.foot)
        return self._part("ftr", template.foot, page, after="" if numbered else page_line(page))

    def _mark(self) -> str:
        """A document that is not final says so on every page, whatever the template has."""
        mark = status_mark(self._outline)
        return paragraph("Normal", mark) if mark else ""

    def _part(self, root: str, blocks: Blocks, page: Page, before: str = "", after: str = "") -> bytes:
        pieces = [before, *self._pieces(blocks, page), after]
        return part(root, *(pieces if any(pieces) else [paragraph("Normal")]))

    def _pieces(self, blocks: Blocks, page: Page) -> list[str]:
        width = self.pages.upright.text_width
        pieces = list(written(blocks, Filling(self._words, width, page.text_width)))
        # Word wants a paragraph after a table at the end of a part.
        return [*pieces, paragraph("SectionEnd")] if blocks and blocks[-1].rows else pieces


def _fonts_of(one: StyleLook) -> list[str]:
    return [font for each in one.run if each.name == "rFonts" and (font := each.get("ascii"))]
