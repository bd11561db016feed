"""A template to begin with: our own look as a Word file, with the placeholders where they usually stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from remiss.documents.writing.docx.package import packed
from remiss.documents.writing.docx.sections import UPRIGHT, section_properties
from remiss.documents.writing.docx.stationery import Stationery
from remiss.documents.writing.docx.xml import DECLARATION, SPACES, paragraph, run
from remiss.documents.writing.house import House
from remiss.domain.house_template import Attribute, Block, Field, Look, Margins, Piece, PieceKind, Property, Template
from remiss.domain.outline import Outline

_CREATED = datetime(2026, 1, 1, tzinfo=UTC)
_GREY, _SMALL = (("color", "5A6570"),), (("sz", "18"),)
Line = tuple[str | Field, ...]


@dataclass(frozen=True)
class _Unfilled(House):
    """Leaves the placeholders as they are written."""

    def words(self, title: str) -> Mapping[str, str]:  # noqa: ARG002 - as every house is asked
        """Return each placeholder under its name."""
        return {field.value: field.written for field in Field}


def write_start_template() -> bytes:
    """Return the file. It is read back as a template without a fault."""
    outline = Outline("Mall för handlingar", "", "", "Mall", _CREATED, "", "")
    house = _Unfilled(_template(), "", "", "", "", date(2026, 1, 1))
    stationery = Stationery(outline, house)
    return packed(outline, stationery, _text(stationery))


def _text(stationery: Stationery) -> Iterator[str]:
    content = paragraph("BodyText", run(Field.CONTENT.written))
    section = section_properties(stationery.pages.upright, different_first=True)
    yield f"{DECLARATION}<w:document {SPACES}><w:body>{content}{section}</w:body></w:document>"


def _template() -> Template:
    pages: Line = ("Sida ", Field.PAGE, " (", Field.PAGES, ")")
    return Template(
        margins=Margins(top=1985),
        head=(
            _line((Field.ORGANISATION,), (Field.KIND,), _SMALL + _GREY),
            _line(("Dnr ", Field.DIARY_NUMBER), pages, _SMALL + _GREY),
        ),
        foot=(_line((Field.ORGANISATION,), (), _SMALL + _GREY),),
        different=True,
        first_head=(
            _line((Field.ORGANISATION,), (Field.KIND,), (("b", ""), ("sz", "24"))),
            _line((Field.OFFICE,), ("Dnr ", Field.DIARY_NUMBER), _GREY),
            _line((), (Field.DATE,), _GREY),
            _line((), pages, _GREY),
        ),
        first_foot=(_line((Field.ORGANISATION, " · ", Field.OFFICE), (), _SMALL + _GREY),),
    )  # fmt: skip


def _line(left: Line, right: Line, settings: tuple[tuple[str, str], ...]) -> Block:
    look = tuple(_property(name, val=value) if value else Property(name) for name, value in settings)
    ending = [Piece(PieceKind.TAB, look=look), *_pieces(right, look)] if right else []
    stop = Property("tabs", (), (_property("tab", val="right", pos=str(UPRIGHT.text_width)),))
    return Block((stop,), (*_pieces(left, look), *ending))


def _pieces(line: Line, look: Look) -> list[Piece]:
    kinds = {True: PieceKind.FIELD, False: PieceKind.TEXT}
    return [Piece(kinds[isinstance(part, Field)], str(part), look) for part in line]


def _property(name: str, **settings: str) -> Property:
    return Property(name, tuple(Attribute(key, value) for key, value in settings.items()))
