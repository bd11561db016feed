"""Pages: A4 upright, and A4 on its side for the tables that ask for it. All lengths in twentieths of a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from remiss.documents.writing.docx.xml import el
from remiss.domain.house_template import Margins

_SHORT_SIDE, _LONG_SIDE = 11906, 16838
_SIDE_OF_SIDEWAYS = 1134


@dataclass(frozen=True)
class Page:
    """A page shape: its name (also of its head and foot parts), paper and margins."""

    name: str
    width: int
    height: int
    margins: Margins

    @property
    def text_width(self) -> int:
        """Width between the margins."""
        return self.width - self.margins.left - self.margins.right


@dataclass(frozen=True)
class Pages:
    """The two shapes of one document."""

    upright: Page
    sideways: Page

    @classmethod
    def within(cls, margins: Margins) -> Pages:
        """Return pages with these margins; one on its side has room for its table."""
        side = min(_SIDE_OF_SIDEWAYS, margins.left, margins.right)
        turned = Margins(margins.top, side, margins.bottom, side, margins.head, margins.foot)
        return cls(Page("upright", _SHORT_SIDE, _LONG_SIDE, margins), Page("sideways", _LONG_SIDE, _SHORT_SIDE, turned))


OWN = Pages.within(Margins())
UPRIGHT, SIDEWAYS = OWN.upright, OWN.sideways
FIRST = "first"


def section_properties(page: Page, *, different_first: bool = False) -> str:
    """Return the properties that end a section of pages like ``page``; the first page may be ``different``."""
    references = _references(page.name, "default")
    if different_first:
        references = [*_references(FIRST, "first"), *references]
    sideways = page.width > page.height
    size = el("pgSz", w=page.width, h=page.height, **({"orient": "landscape"} if sideways else {}))
    m = page.margins
    margins = el(
        "pgMar", top=m.top, right=m.right, bottom=m.bottom, left=m.left, header=m.head, footer=m.foot, gutter=0
    )
    title = el("titlePg") if different_first else ""
    return el("sectPr", *references, el("type", val="nextPage"), size, margins, title)


def _references(name: str, kind: str) -> Sequence[str]:
    return [f'<w:{part}Reference w:type="{kind}" r:id="{part}_{name}"/>' for part in ("header", "footer")]
