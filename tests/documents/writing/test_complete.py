"""The zip with everything: what it lists is what it holds, names are safe, and its data are as the schema says."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import jsonschema
import pytest

from remiss.documents.reading.archive import Archive
from remiss.documents.writing.complete import schema, write_complete
from remiss.documents.writing.json_form import read_json, write_json
from remiss.documents.writing.pdf import typesetting
from remiss.documents.writing.statement import statement_outline
from remiss.domain.marks import Source
from remiss.domain.outline import Bullets, Heading, Outline, Paragraph, Run
from tests.documents.writing.examples import CREATED, compilation, statement

PAPERS = [("Svar från nämnden.pdf", b"ett"), ("../../etc/passwd", b"tva"), ("A:\\b\n.docx", b"tre"), ("", b"fyra")]


def small() -> Outline:
    nodes = (Heading(1, "Rubrik", "a"),)
    return Outline("Titel", "Svar", "Kontoret", "Ämne", CREATED, "", "", nodes, watermark="Utkast")


@pytest.fixture(scope="module")
def content() -> bytes:
    return write_complete(small(), PAPERS)


def held(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_manifest_lists_every_file_with_its_hash(content: bytes):
    files = held(content)
    listed = {row["name"]: (row["bytes"], row["sha256"]) for row in json.loads(files["manifest.json"])["files"]}
    rest = {name: one for name, one in files.items() if name not in ("manifest.json", "README.txt")}
    assert listed == {name: (len(one), hashlib.sha256(one).hexdigest()) for name, one in rest.items()}
    assert {f"sammanstallning.{ending}" for ending in ("docx", "pdf", "xlsx", "html", "json")} <= set(listed)
    assert read_json(files["sammanstallning.json"].decode()) == small()


def test_papers_have_names_that_every_computer_unpacks(content: bytes):
    papers = {name: one for name, one in held(content).items() if name.startswith("handlingar/")}
    assert papers == {
        "handlingar/001 Svar från nämnden.pdf": b"ett",
        "handlingar/002 etc passwd": b"tva",
        "handlingar/003 A b .docx": b"tre",
        "handlingar/004": b"fyra",
    }
    Archive(content)  # our own door, which refuses names that leave the folder


def test_the_readme_says_what_is_what(content: bytes):
    words = held(content)["README.txt"].decode()
    assert words.startswith("Titel\r\nSvar\r\nUtkast\r\nUppgifterna gäller 12 mars 2026 kl.\u00a010.30")
    assert all(name in words for name in held(content) if "/" not in name and name != "README.txt")
    assert "4\u00a0handlingar" in words


def test_where_no_pdf_can_be_written_the_rest_is_there_and_the_readme_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(typesetting, "_COMMAND", ("/bin/false",))
    files = held(write_complete(small()))
    assert {"sammanstallning.docx", "sammanstallning.html"} <= set(files)
    assert "sammanstallning.pdf" not in files
    assert "sammanstallning.pdf är inte med" in files["README.txt"].decode()


def test_same_bytes_again(content: bytes):
    assert write_complete(small(), PAPERS) == content


@pytest.mark.parametrize(
    "outline",
    [
        compilation(),
        statement_outline(statement(draft=True)),
        Outline(
            "T", "", "", "", CREATED, "", "",
            (Heading(1, "R", "a", "text_1"), Paragraph((), origin="text_2"), Bullets(((Run("x"),),), origins=("t",))),
            sources=(Source(1, 2, "0" * 64, "Nämnden"),),
        ),
    ],
    ids=["compilation", "statement", "origins"],
)  # fmt: skip
def test_the_data_are_as_the_schema_says(outline: Outline):
    jsonschema.validate(json.loads(write_json(outline)), json.loads(schema()))


def test_the_schema_refuses_what_is_not_an_outline():
    form = json.loads(write_json(compilation()))
    for wrong in ({"version": 2}, {"nodes": [{"node": "okänd"}]}, {"created": 1}, {"extra": ""}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**form, **wrong}, json.loads(schema()))
