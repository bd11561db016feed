"""A long compilation is read child by child: the same is found wherever it is cut, and what is hostile is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from remiss.documents.compilation.layouts import outline_of
from remiss.documents.reading import archive, compiled
from remiss.documents.reading.compiled import Compiled, read_compiled
from remiss.documents.writing.docx import write_docx
from remiss.domain.compilation_choices import Layout
from remiss.errors import UnreadableFile
from tests.documents.compilation.examples import facts

CONTENT = write_docx(outline_of(facts(), Layout.THEME))
MAIN = "word/document.xml"


def changed(before: bytes, after: bytes, *, stored: bool = False) -> bytes:
    """Return the file with the first ``before`` of its main part replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            kind = zipfile.ZIP_STORED if stored and entry.filename == MAIN else zipfile.ZIP_DEFLATED
            new.writestr(entry.filename, content.replace(before, after, 1) if entry.filename == MAIN else content, kind)
    return made.getvalue()


@pytest.mark.parametrize("size", [97, 1_000, 30_000])
@pytest.mark.parametrize("stored", [False, True])
def test_the_same_is_found_wherever_it_is_cut(monkeypatch: pytest.MonkeyPatch, size: int, *, stored: bool) -> None:
    whole = read_compiled(CONTENT)
    assert len(whole.places) > 100
    monkeypatch.setattr(archive, "_PIECE", size)
    assert read_compiled(changed(b"", b"", stored=stored)) == whole


@pytest.mark.parametrize("size", [97, 256 * 1024])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<w:document", b"<!DOCTYPE w:document [<!ENTITY a 'b'>]><w:document"),
        (b"</w:p>", b"<!ENTITY x></w:p>"),
        (b"encoding='UTF-8'", b"encoding='UTF-7'"),
        (b"</w:body>", b""),
        (b"</w:p>", b"\x00</w:p>"),
        (b"</w:p>", b"\xff</w:p>"),
    ],
)
def test_what_is_hostile_is_refused_wherever_it_is_cut(
    monkeypatch: pytest.MonkeyPatch, size: int, before: bytes, after: bytes
) -> None:
    content = changed(before, after)
    monkeypatch.setattr(archive, "_PIECE", size)
    with pytest.raises(UnreadableFile):
        read_compiled(content)


def test_words_between_two_parts_of_a_bookmark_are_fetched_in_a_second_pass() -> None:
    """LibreOffice keeps a bookmark for each paragraph: what somebody writes between them is part of the quotation."""
    first = next(place for place in read_compiled(CONTENT).places if place.name.startswith("citat_1_"))
    said = f"{first.paragraphs[0]}</w:t>".encode()
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as old:
        text = old.read(MAIN)
    start = text.index(said)
    end = text.index(b"</w:p>", start) + len(b"</w:p>")
    between = b"<w:p><w:r><w:t>Tillagt.</w:t></w:r></w:p>"
    bare = text[:end] + between + text[end:]
    bare = bare.replace(b"<w:sdtContent>", b"").replace(b"</w:sdtContent>", b"")
    kept = changed(text, bare)
    found = next(place for place in _without_controls(kept).places if place.name == first.name)
    assert found.paragraphs == (first.paragraphs[0], "Tillagt.", *first.paragraphs[1:])


def _without_controls(content: bytes) -> Compiled:
    """Read the file as if no control were ours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "_controls", lambda *_: iter(()))
        return read_compiled(content)


def test_a_part_is_never_longer_than_it_says() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "MAX_COMPILED_BYTES", 1_000)
        with pytest.raises(UnreadableFile):
            read_compiled(CONTENT)
    broken = bytearray(CONTENT)
    at = broken.index(MAIN.encode()) + 2_000
    broken[at] ^= 0xFF
    with pytest.raises(UnreadableFile):
        read_compiled(bytes(broken))
