"""The pieces of a paragraph: its words in their looks, Word's own fields, and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from remiss.documents.reading.characters import clean
from remiss.documents.reading.docx_parts import W
from remiss.documents.reading.docx_text import COMPATIBILITY
from remiss.documents.reading.template.drawings import placed
from remiss.documents.reading.template.looks import merged, without
from remiss.documents.reading.template.marks import marked
from remiss.documents.reading.template.source import Place, Source
from remiss.domain.house_template import Field, Look, Piece, PieceKind

_ENTERED = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "smartTag", "hyperlink", "customXml"))
_FIELDS = {"PAGE": Field.PAGE, "NUMPAGES": Field.PAGES, "SECTIONPAGES": Field.PAGES}
_KEPT = frozenset({"HYPERLINK", "REF", ""})
_BETTER = {
    **dict.fromkeys(("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"), Field.DATE),
    **dict.fromkeys(("TITLE", "SUBJECT", "STYLEREF"), Field.TITLE),
    **dict.fromkeys(("AUTHOR", "USERNAME", "LASTSAVEDBY"), Field.ORGANISATION),
}
_TOC = "Innehållsförteckningen lägger Remiss själv in i de handlingar som ska ha en. Ta bort den ur mallen."
_SIGNS = {"tab": PieceKind.TAB, "ptab": PieceKind.TAB, "br": PieceKind.BREAK, "cr": PieceKind.BREAK}
_HYPHEN = "noBreakHyphen"
_MOST_PIECES = 2_000
OLD_PICTURE = (
    "En bild eller form i {place} är infogad på ett gammalt sätt. Ta bort den och infoga den på nytt som bild."
)


@dataclass
class _Open:
    """A field that has begun: what it says, what it shows, and whether its saying has ended."""

    says: str = ""
    shows: list[Piece] = field(default_factory=list)
    separated: bool = False


class Pieces:
    """Reads one paragraph. ``style`` is the paragraph's."""

    def __init__(self, place: Place, source: Source, style: str | None) -> None:
        self._place, self._source = place, source
        self._below = source.looks.run_of(style)
        self._base = source.looks.run_of(source.looks.default)
        self._fields: list[_Open] = []
        self._found: list[Piece] = []

    def of(self, paragraph: etree._Element) -> tuple[Piece, ...]:
        """Return the pieces, with the placeholders found."""
        self._walk(paragraph)
        for begun in self._fields:
            self._found += begun.shows
        return tuple(marked(self._found[:_MOST_PIECES], self._place.name, self._source.tell))

    def _walk(self, parent: etree._Element) -> None:
        for child in entered(parent):
            if child.tag == f"{W}r":
                self._run(child)
            elif child.tag == f"{W}fldSimple":
                self._simple(child)

    def _simple(self, element: etree._Element) -> None:
        self._fields.append(_Open(element.get(f"{W}instr", ""), separated=True))
        self._walk(element)
        self._end()

    def _run(self, run: etree._Element) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None and properties.find(f"{W}vanish") is not None:
            return
        character = None if properties is None else properties.find(f"{W}rStyle")
        added = self._source.looks.of_characters(None if character is None else character.get(f"{W}val"))
        look = merged(self._below, added, self._source.looks.picked_run(properties))
        self._inside(run, without(look, self._base))

    def _inside(self, run: etree._Element, look: Look) -> None:
        for child in run:
            name = str(child.tag).rpartition("}")[2]
            if name == "t":
                self._add(Piece(PieceKind.TEXT, clean(child.text or ""), look))
            elif name == _HYPHEN:
                self._add(Piece(PieceKind.TEXT, "-", look))
            elif name in _SIGNS:
                self._add(Piece(_SIGNS[name], look=look))
            elif name in {"fldChar", "instrText"}:
                self._part_of_field(child, name, look)
            else:
                self._drawn(child, name, look)

    def _drawn(self, child: etree._Element, name: str, look: Look) -> None:
        if name == "drawing":
            picture = placed(child, self._place, self._source)
            if picture:
                self._add(Piece(PieceKind.PICTURE, look=(), picture=picture))
        elif name == "AlternateContent":
            for choice in child.findall(f"{COMPATIBILITY}Choice")[:1]:
                self._inside(choice, look)
        elif name == "pict":
            self._source.tell(OLD_PICTURE.format(place=self._place.name))
        elif name == "pgNum":
            self._add(Piece(PieceKind.FIELD, Field.PAGE.value, look))

    def _part_of_field(self, child: etree._Element, name: str, look: Look) -> None:
        kind = child.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Open(shows=[Piece(PieceKind.TEXT, "", look)]))
        elif self._fields and name == "instrText":
            self._fields[-1].says += child.text or ""
        elif self._fields and kind == "separate":
            self._fields[-1].separated = True
        elif self._fields and kind == "end":
            self._end()

    def _end(self) -> None:
        """Put Word's field in as one of ours, keep what a harmless one shows, or say what to write instead."""
        ended = self._fields.pop()
        verb = (clean(ended.says).split() or [""])[0].upper()
        if verb in _FIELDS:
            look = ended.shows[0].look if ended.shows else ()
            self._add(Piece(PieceKind.FIELD, _FIELDS[verb].value, look))
        elif verb in _KEPT:
            for piece in ended.shows:
                self._add(piece)
        elif verb == "TOC":
            self._source.tell(_TOC)
        else:
            better = f"Skriv {_BETTER[verb].written} i stället." if verb in _BETTER else "Skriv texten i stället."
            self._source.tell(f"I {self._place.name} står Words fält {verb[:30]}, som Remiss inte fyller i. {better}")

    def _add(self, piece: Piece) -> None:
        if not self._fields:
            self._found.append(piece)
        elif self._fields[-1].separated:
            self._fields[-1].shows.append(piece)


def entered(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children of ``parent``, and those of what only holds others; what is deleted is gone."""
    waiting = list(parent)[::-1]
    while waiting:
        child = waiting.pop()
        if child.tag in _ENTERED:
            waiting += list(child)[::-1]
        else:
            yield child
