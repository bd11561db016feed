"""Plain text, Markdown and pdf."""

import pytest

from remiss.documents.reading import sentences
from remiss.documents.reading.reader import read
from remiss.domain.document import BlockKind
from remiss.errors import UnreadableFile
from tests.documents.files import pdf_bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac-roman", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_gives_the_same_text(encoding):
    text = "Förvaltningen anser att ”åtgärderna” är bra – och nödvändiga för Älvsborg."
    assert read(text.encode(encoding)).blocks[0].text == text


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850"])
@pytest.mark.parametrize("text", ["ÄRENDETS BEREDNING", "Östra kyrkan på Öland", "En å bland björkar", "Årlig (25 %)"])
def test_old_code_pages_are_told_by_the_words_that_they_make(text, encoding):
    assert read(text.encode(encoding)).blocks[0].text == text


def test_form_feeds_count_pages_and_line_ends_of_all_systems_are_equal():
    blocks = read(b"ett\r\ntv\xe5\rtre\x0cfyra").blocks
    assert [(b.text, b.page) for b in blocks] == [("ett", 1), ("två", 1), ("tre", 1), ("fyra", 2)]


def test_markdown_is_told_from_its_marks_even_in_a_txt_file():
    document = read("# Titel\n\n**Till**  \nNämnden\n\n## Bakgrund\n\n- ett\n- två\n\n---\n".encode(), "svar.txt")
    assert document.format == "md"
    assert [(b.kind, b.text) for b in document.blocks] == [
        (BlockKind.HEADING, "Titel"),
        (BlockKind.PARAGRAPH, "Till\nNämnden"),
        (BlockKind.HEADING, "Bakgrund"),
        (BlockKind.LIST_ITEM, "- ett"),
        (BlockKind.LIST_ITEM, "- två"),
    ]


def test_a_text_with_a_stray_asterisk_is_plain_text():
    assert read(b"Fem * tre\n\n* not\n").format == "txt"


def test_pdf_lines_keep_pages_columns_bold_and_wide_gaps():
    content = pdf_bytes(
        [[(70, 800, "Rubrik"), (70, 770, "Anna Ek"), (300, 770, "Bo Al"), (70, 757, "ett"), (70, 744, "två")],
         [(70, 800, "sida två (åäö)")]],
        frozenset({"Rubrik"}),
    )  # fmt: skip
    document = read(content)
    lines = [(b.text.replace(" \t", "\t"), b.page) for b in document.blocks if b.text]
    assert lines == [("Rubrik", 1), ("Anna Ek\tBo Al", 1), ("ett", 1), ("två", 1), ("sida två (åäö)", 2)]
    assert [b.bold for b in document.blocks if b.text] == [True, False, False, False, False]
    assert document.blocks[1].text == ""


def test_pdf_with_a_silent_page_says_which():
    assert read(pdf_bytes([[(70, 800, "text")], []])).notices == (sentences.PAGES_WITHOUT_TEXT.format(pages="2"),)


def test_pdf_without_text_is_refused_with_advice():
    with pytest.raises(UnreadableFile) as refused:
        read(pdf_bytes([[]]))
    assert refused.value.sentence == sentences.SCANNED
