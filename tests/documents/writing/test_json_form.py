"""The outline as JSON comes back as it was, and nothing else is taken for one."""

from __future__ import annotations

import json

import pytest

from remiss.documents.writing.json_form import read_json, write_json
from remiss.documents.writing.statement import statement_outline
from remiss.errors import UnreadableFile
from tests.documents.writing.examples import compilation, statement


@pytest.mark.parametrize(
    "outline", [compilation(), statement_outline(statement(draft=True))], ids=["compilation", "statement"]
)
def test_comes_back_as_it_was(outline):
    assert read_json(write_json(outline)) == outline
    assert write_json(outline) == write_json(outline)


def test_swedish_letters_are_readable():
    assert "Ställningstagande" in write_json(compilation())


def broken(**changes) -> str:
    return json.dumps({**json.loads(write_json(compilation())), **changes})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        '"x"',
        "{",
        broken(version=2),
        broken(format="annat"),
        broken(nodes=[{"node": "okänd"}]),
        broken(nodes=[{"node": "heading", "level": "1", "text": "x", "anchor": "a"}]),
        broken(nodes=[{"node": "signatures", "signatures": [["a", "b"]]}]),
        broken(title=None),
        broken(created="i går"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(text):
    with pytest.raises(UnreadableFile, match="json från Remiss"):
        read_json(text)
