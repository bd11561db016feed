"""Files that are something else, broken or meant to harm: one plain sentence each, never a crash."""

import io
import random
import zipfile

import docx
import pytest

from remiss.documents.reading import sentences
from remiss.documents.reading.limits import MAX_FILE_BYTES, MAX_PART_BYTES
from remiss.documents.reading.reader import read
from remiss.errors import UnreadableFile
from tests.documents.files import docx_bytes, docx_with_body, pdf_bytes

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def archive(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def refusal(content):
    with pytest.raises(UnreadableFile) as refused:
        read(content)
    return refused.value.sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", sentences.EMPTY),
        (b" \r\n\t ", sentences.EMPTY),
        (b"MZ\x90\x00\x03\x00", sentences.PROGRAM),
        (b"\x7fELF\x02\x01", sentences.PROGRAM),
        (b"\x89PNG\r\n\x1a\n\x00", sentences.IMAGE),
        (b"\xff\xd8\xff\xe0", sentences.IMAGE),
        (b"{\\rtf1 text}", sentences.RICH_TEXT),
        (b"<!DOCTYPE html><html>", sentences.WEB_PAGE),
        (OLE, sentences.OLD_WORD),
        (OLE + "EncryptedPackage".encode("utf-16-le"), sentences.LOCKED),
        (archive(**{"[Content_Types].xml": "x", "_rels__.rels": "x", "xl__workbook.xml": "x"}), sentences.SPREADSHEET),
        (archive(**{"_rels__.rels": "x", "ppt__presentation.xml": "x"}), sentences.PRESENTATION),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), sentences.OPEN_DOCUMENT),
        (archive(brev="hej"), sentences.ARCHIVE),
        (b"%PDF-1.7 trasig", sentences.BROKEN_PDF),
        (b"\xff\xfe", sentences.NO_TEXT),
        (b"\x00\x01\x02\x03" * 50, sentences.UNKNOWN),
    ],
)
def test_other_kinds_are_refused_with_what_to_do(content, sentence):
    assert refusal(content) == sentence


def test_too_large_file_is_refused_before_it_is_looked_at():
    assert refusal(b"a" * (MAX_FILE_BYTES + 1)) == sentences.TOO_LARGE


def test_zip_bomb_is_stopped_while_it_unpacks():
    bomb = archive(word__document=b"", **{"word/document.xml": b" " * (MAX_PART_BYTES + 1)})
    assert len(bomb) < 200_000
    assert refusal(bomb) == sentences.TOO_HEAVY


def test_entities_are_never_expanded():
    bomb = f'<!DOCTYPE x [<!ENTITY a "{"h" * 50}"><!ENTITY b "{"&a;" * 50}">]><w:document {WORD}>&b;</w:document>'
    assert refusal(archive(**{"word/document.xml": bomb})) == sentences.BROKEN_DOCX


def test_a_cell_that_says_it_is_ten_million_columns_wide_costs_nothing():
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="10000000"/></w:tcPr><w:p><w:r><w:t>bred</w:t></w:r></w:p></w:tc>'
    document = read(docx_with_body(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"))
    assert document.blocks[0].cells == ("bred", "bred")


def test_deeply_nested_tables_are_refused_and_not_a_stack_overflow():
    inner = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    for _ in range(50):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    assert refusal(docx_with_body(inner)) in (sentences.TOO_HEAVY, sentences.BROKEN_DOCX)


def sentence_or_nothing(content):
    """Return the refusal of a bent file, or a full stop when enough of it was left to read."""
    try:
        read(content)
    except UnreadableFile as refused:
        return refused.sentence
    return "."


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.9, 0.99])
def test_truncated_files_are_refused_with_a_sentence(share):
    document = docx.Document()
    document.add_paragraph("Text " * 200)
    for content in (docx_bytes(document), pdf_bytes([[(70, 800, "text")]])):
        assert sentence_or_nothing(content[: int(len(content) * share)]).endswith(".")


def test_random_bytes_and_bent_files_never_crash_the_reader():
    chance = random.Random(7)  # noqa: S311  # repeatable test data, not a secret
    good = [docx_bytes(docx.Document()), pdf_bytes([[(70, 800, "text")]])]
    for _ in range(60):
        bent = bytearray(chance.choice(good))
        for _ in range(30):
            bent[chance.randrange(len(bent))] = chance.randrange(256)
        for content in (bytes(bent), chance.randbytes(300)):
            assert sentence_or_nothing(content).endswith(".")
