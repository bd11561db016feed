"""Pages: A4 upright, and A4 on its side for the tables that ask for it. All lengths in twentieths of a point."""

from __future__ import annotations

from dataclasses import dataclass

from remiss.documents.writing.docx.xml import el

_SHORT_SIDE, _LONG_SIDE = 11906, 16838


@dataclass(frozen=True)
class Page:
    """A page shape: its name (also of its head and foot parts), paper and side margin."""

    name: str
    width: int
    height: int
    side: int

    @property
    def text_width(self) -> int:
        """Width between the margins."""
        return self.width - 2 * self.side


UPRIGHT = Page("upright", _SHORT_SIDE, _LONG_SIDE, 1418)
SIDEWAYS = Page("sideways", _LONG_SIDE, _SHORT_SIDE, 1134)
PAGES = (UPRIGHT, SIDEWAYS)


def section_properties(page: Page) -> str:
    """Return the properties that end a section of pages like ``page``."""
    references = [f'<w:{kind}Reference w:type="default" r:id="{kind}_{page.name}"/>' for kind in ("header", "footer")]
    turned = {"orient": "landscape"} if page is SIDEWAYS else {}
    size = el("pgSz", w=page.width, h=page.height, **turned)
    margins = el("pgMar", top=1531, right=page.side, bottom=1361, left=page.side, header=680, footer=624, gutter=0)
    return el("sectPr", *references, el("type", val="nextPage"), size, margins)
