"""What people do to a compiled document in a word processor, as changes of its XML, and what each must lead to.

Places are found by their bookmarks: what LibreOffice has saved holds nothing else.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from remiss.documents.writing.docx.xml import w
from remiss.domain.marks import BlockMark, Mark, QuoteMark, WordsMark, mark_of, place_of
from remiss.domain.returned_words import Fate

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass
class Expected:
    """What a check must say: fates by the print of a key, prints that moved, faulty and missing quotations, replies."""

    fates: dict[str, Fate] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    quotes: set[int] = field(default_factory=set)
    missing: set[int] = field(default_factory=set)
    replies: set[int] = field(default_factory=set)


class Edited:
    """An open document and its places."""

    def __init__(self, root: etree._Element, chance: random.Random) -> None:
        self.body = root[0]
        self.chance = chance
        self.expected = Expected()
        self._left = {kind: self._names(kind) for kind in (QuoteMark, WordsMark, BlockMark)}

    def take(self, kind: type[Mark]) -> tuple[Mark, list[etree._Element]]:
        """Return a place that no earlier change has touched, with its paragraphs."""
        name = self._left[kind].pop(self.chance.randrange(len(self._left[kind])))
        mark = mark_of(name)
        assert mark is not None
        return mark, self.paragraphs(name)

    def paragraphs(self, name: str) -> list[etree._Element]:
        """Return the paragraphs of a place: from that of its first start to that of its last end."""
        found = [mark for mark in self.body.iter(w("bookmarkStart")) if _place(mark) == name]
        ids = {mark.get(w("id")) for mark in found}
        ends = [one for one in self.body.iter(w("bookmarkEnd")) if one.get(w("id")) in ids]
        every = list(self.body.iter(w("p")))
        at = [every.index(next(one.iterancestors(w("p")))) for one in (*found, *ends)]
        return every[min(at) : max(at) + 1]

    def plain(self) -> etree._Element:
        """Return a paragraph with words that belongs to no place."""
        named = {one for kind in self._left for name in self._left[kind] for one in self.paragraphs(name)}
        free = [one for one in self.body.iterchildren(w("p")) if one not in named and list(one.iter(w("t")))]
        return self.chance.choice([one for one in free if not list(one.iter(w("bookmarkStart")))])

    def _names(self, kind: type[Mark]) -> list[str]:
        names = [_place(mark) for mark in self.body.iter(w("bookmarkStart"))]
        return list(dict.fromkeys(name for name in names if isinstance(mark_of(name), kind)))


def _place(mark: etree._Element) -> str:
    place = place_of(mark.get(w("name"), ""))
    return place[0] if place else ""


def words(text: str) -> etree._Element:
    """Return a run."""
    run = etree.Element(w("r"))
    node = etree.SubElement(run, w("t"))
    node.set(SPACE, "preserve")
    node.text = text
    return run


def first_text(paragraphs: list[etree._Element]) -> etree._Element:
    return next(node for one in paragraphs for node in one.iter(w("t")) if (node.text or "").strip())


def _own(edited: Edited, fate: Fate) -> list[etree._Element]:
    mark, paragraphs = edited.take(WordsMark)
    assert isinstance(mark, WordsMark)
    edited.expected.fates[mark.key_print] = fate
    return paragraphs


def change_a_word(edited: Edited) -> None:
    node = first_text(_own(edited, Fate.CHANGED))
    node.text = f"Ändrat: {node.text}"


def write_after_the_end(edited: Edited) -> None:
    _own(edited, Fate.CHANGED)[-1].append(words(" Och en sak till."))


def write_before_the_start(edited: Edited) -> None:
    first = _own(edited, Fate.CHANGED)[0]
    first.insert(1 if first.find(w("pPr")) is not None else 0, words("Först en sak. "))


def part_a_paragraph(edited: Edited) -> None:
    """The same words in two paragraphs are the same words, and both are found."""
    paragraph = _own(edited, Fate.SAME)[0]
    node = first_text([paragraph])
    before, _, after = (node.text or "").partition(" ")
    node.text = before
    run = next(node.iterancestors(w("r")))
    following = list(run.itersiblings())
    second = etree.Element(w("p"))
    second.append(words(after))
    second.extend(following)
    paragraph.addnext(second)


def make_a_word_bold(edited: Edited) -> None:
    node = first_text(_own(edited, Fate.SAME))
    before, space, after = (node.text or "").partition(" ")
    node.text, run = before + space, next(node.iterancestors(w("r")))
    node.set(SPACE, "preserve")
    bold = words(after)
    bold.insert(0, etree.Element(w("rPr")))
    etree.SubElement(bold[0], w("b"))
    run.addnext(bold)


def insert_with_changes_tracked(edited: Edited) -> None:
    node = first_text(_own(edited, Fate.CHANGED))
    inserted = etree.Element(w("ins"), {w("id"): "9001", w("author"): "Ek", w("date"): "2026-11-30T08:00:00Z"})
    inserted.append(words("spårat "))
    next(node.iterancestors(w("r"))).addprevious(inserted)


def _remove(paragraphs: Sequence[etree._Element]) -> None:
    for paragraph in paragraphs:
        paragraph.getparent().remove(paragraph)


def delete_with_changes_tracked(edited: Edited) -> None:
    for paragraph in _own(edited, Fate.DELETED):
        for number, node in enumerate(list(paragraph.iter(w("t"))), start=9_100):
            run = next(node.iterancestors(w("r")))
            gone = {w("id"): str(number), w("author"): "Ek", w("date"): "2026-11-30T08:00:00Z"}
            deleted = etree.Element(w("del"), gone)
            run.addprevious(deleted)
            deleted.append(run)
            node.tag = w("delText")


def delete_a_piece(edited: Edited) -> None:
    _remove(_own(edited, Fate.DELETED))


def empty_a_piece(edited: Edited) -> None:
    for paragraph in _own(edited, Fate.DELETED):
        for node in list(paragraph.iter(w("t"))):
            node.getparent().remove(node)


def copy_a_piece(edited: Edited) -> None:
    paragraphs = _own(edited, Fate.DOUBLED)
    after = edited.plain()
    for number, paragraph in enumerate(reversed(paragraphs)):
        twin = copy.deepcopy(paragraph)
        for mark in twin.iter(w("bookmarkStart"), w("bookmarkEnd")):
            mark.set(w("id"), str(70_000 + 100 * number + int(mark.get(w("id"), "0"))))
        after.addnext(twin)


def move_the_last_piece_first(edited: Edited) -> None:
    """Whatever other pieces are gone: one that stood last and stands first has moved."""
    left = edited._left[WordsMark]
    name = left.pop()
    mark = mark_of(name)
    assert isinstance(mark, WordsMark)
    top = edited.body[0]
    for paragraph in edited.paragraphs(name):
        top.addprevious(paragraph)
    edited.expected.fates[mark.key_print] = Fate.SAME
    edited.expected.moved.add(mark.key_print)


def change_a_quotation(edited: Edited) -> None:
    mark, paragraphs = edited.take(QuoteMark)
    assert isinstance(mark, QuoteMark)
    node = first_text(paragraphs)
    node.text = ("X" if (node.text or "")[0] != "X" else "Y") + (node.text or "")[1:]
    edited.expected.quotes.add(mark.number)


def change_a_reference(edited: Edited) -> None:
    mark, paragraphs = edited.take(QuoteMark)
    assert isinstance(mark, QuoteMark)
    node = first_text(paragraphs[-1:])
    node.text = f"Annan nämnd: {node.text}"
    edited.expected.quotes.add(mark.number)


def delete_a_quotation(edited: Edited) -> None:
    mark, paragraphs = edited.take(QuoteMark)
    assert isinstance(mark, QuoteMark)
    _remove(paragraphs)
    edited.expected.missing.add(mark.number)


def change_a_reply(edited: Edited) -> None:
    mark, paragraphs = edited.take(BlockMark)
    assert isinstance(mark, BlockMark)
    node = first_text(paragraphs)
    node.text = f"{node.text}!"
    edited.expected.replies.add(mark.reply)


def delete_from_a_reply(edited: Edited) -> None:
    mark, paragraphs = edited.take(BlockMark)
    assert isinstance(mark, BlockMark)
    _remove(paragraphs)
    edited.expected.replies.add(mark.reply)


def write_between(edited: Edited) -> None:
    """A paragraph of somebody's own, outside every place, is nobody's business."""
    new = etree.Element(w("p"))
    new.append(words("En egen anteckning mitt i dokumentet."))
    edited.plain().addnext(new)


def change_other_words(edited: Edited) -> None:
    node = first_text([edited.plain()])
    node.text = f"{node.text} (ändrat)"


CHANGES: tuple[Callable[[Edited], None], ...] = (
    change_a_word,
    write_after_the_end,
    write_before_the_start,
    part_a_paragraph,
    make_a_word_bold,
    insert_with_changes_tracked,
    delete_with_changes_tracked,
    delete_a_piece,
    empty_a_piece,
    copy_a_piece,
    move_the_last_piece_first,
    change_a_quotation,
    change_a_reference,
    delete_a_quotation,
    change_a_reply,
    delete_from_a_reply,
    write_between,
    change_other_words,
)
