"""A compiled file tells whether its quotations are what was signed: one changed sign fails exactly its own row."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest
from lxml import etree

from remiss.documents.compilation.feedback import feedback_outline
from remiss.documents.compilation.layouts import outline_of
from remiss.documents.evidence import evidence_in, evidence_of
from remiss.documents.reading.compiled import read_compiled
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.docx.xml import w
from remiss.documents.writing.html import write_html
from remiss.documents.writing.json_form import write_json
from remiss.domain.compilation_choices import Layout
from remiss.domain.marks import BlockMark, QuoteMark, mark_of, place_of
from remiss.domain.verification import Check, Verdict, check
from remiss.errors import UnreadableFile
from tests.documents.compilation.examples import facts
from tests.documents.word import Docx

OUTLINE = outline_of(facts(), Layout.THEME)
WRITERS: dict[str, Callable[..., bytes]] = {
    "json": lambda outline: write_json(outline).encode(), "docx": write_docx,
    "html": lambda outline: write_html(outline).encode(),
}  # fmt: skip


def wrong(found: Check) -> list[tuple[str, int]]:
    """Return what is not ok: quotations by number, replies in full by id."""
    quotes = [("citat", one.number) for one in found.quotes if one.verdict is not Verdict.OK]
    return quotes + [("svar", one.reply) for one in found.replies if one.verdict is not Verdict.OK]


@pytest.mark.parametrize("kind", WRITERS)
def test_an_untouched_file_is_ok_in_every_row(kind: str) -> None:
    found = check(evidence_in(WRITERS[kind](OUTLINE)))
    assert wrong(found) == []
    assert len(found.quotes) == len([1 for reply in facts().replies for _ in reply.viewpoints])
    assert {one.reply for one in found.replies} == {reply.id for reply in facts().replies}
    assert not any(one.weak for one in found.quotes)
    assert found.missing == ()


def flipped(words: str, chance: random.Random) -> str:
    """Return ``words`` with one sign that is no space changed into another."""
    place = chance.choice([at for at, sign in enumerate(words) if not sign.isspace()])
    other = chance.choice([sign for sign in "abcåäöXYZ019.,-" if sign != words[place]])
    return words[:place] + other + words[place + 1 :]


def test_one_changed_sign_in_the_json_fails_exactly_its_row() -> None:
    chance = random.Random(7)  # noqa: S311 - the same flips each time
    form = json.loads(WRITERS["json"](OUTLINE))
    quotes = [node for node in form["nodes"] if node["node"] == "quote"]
    blocks = [node for node in form["nodes"] if node.get("origin")]
    for _ in range(60):
        node = chance.choice([*quotes, *blocks])
        field = chance.choice(["text", "reference"]) if node in quotes else "text"
        holder = node if field in node else node["runs"][0]
        before, holder[field] = holder[field], flipped(holder[field], chance)
        found = wrong(check(evidence_in(json.dumps(form).encode())))
        if node in quotes:
            assert found == [("citat", quotes.index(node) + 1)]
        else:
            assert found == [("svar", int(node["origin"].split("_")[1]))]
        holder[field] = before


def named_texts(root: etree._Element) -> list[tuple[str, int, etree._Element]]:
    """Return every text of a quotation (with its number) and of a block of a reply (with the reply's id)."""
    found: list[tuple[str, int, etree._Element]] = []
    open_marks: dict[str, tuple[str, int]] = {}
    for element in root.iter(w("bookmarkStart"), w("bookmarkEnd"), w("t")):
        number = element.get(w("id"), "")
        place = place_of(element.get(w("name"), ""))
        mark = mark_of(place[0]) if place else None
        if isinstance(mark, QuoteMark):
            open_marks[number] = ("citat", mark.number)
        elif isinstance(mark, BlockMark):
            open_marks[number] = ("svar", mark.reply)
        elif element.tag == w("bookmarkEnd"):
            open_marks.pop(number, None)
        elif element.tag == w("t"):
            found += [(*one, element) for one in open_marks.values()]
    return found


def read(content: bytes) -> Check:
    """Check a docx without the child process: it takes longer than all the rest."""
    return check(evidence_of(read_compiled(content)))


def test_one_changed_sign_in_the_docx_fails_exactly_its_row() -> None:
    chance = random.Random(7)  # noqa: S311 - the same flips each time
    written = Docx(write_docx(OUTLINE))
    texts = named_texts(written.body)
    assert {kind for kind, _, _ in texts} == {"citat", "svar"}
    for _ in range(25):
        kind, number, element = chance.choice(texts)
        before, element.text = element.text, flipped(element.text or "", chance)
        assert wrong(read(written.content())) == [(kind, number)]
        element.text = before


def test_the_docx_is_read_in_the_child_process_like_any_file() -> None:
    content = write_docx(OUTLINE)
    assert evidence_in(content) == evidence_of(read_compiled(content))


def test_the_same_change_in_the_quotation_and_in_its_reply_does_not_hide_it() -> None:
    words = "Mening 1 i svar 1 säger något"
    forged = WRITERS["json"](OUTLINE).decode().replace(words, words.replace("något", "inget"))
    found = wrong(check(evidence_in(forged.encode())))
    assert {kind for kind, _ in found} == {"citat", "svar"}


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"{", b"hej", b"PK\x03\x04", b"\xff{", b'{"format": "remiss-outline"}']
)
def test_what_is_no_compilation_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        evidence_in(content)


def test_a_letter_on_what_became_of_viewpoints_can_be_checked_too() -> None:
    given = facts()
    reply = next(one for one in given.replies if one.viewpoints)
    found = check(evidence_of(read_compiled(write_docx(feedback_outline(given, reply)))))
    assert wrong(found) == []
    assert {one.source.body for one in found.quotes if one.source} == {reply.author}
