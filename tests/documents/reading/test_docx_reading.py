"""What a Word file says in its accepted view."""

import docx
import pytest

from remiss.documents.reading.reader import read
from remiss.domain.document import BlockKind
from tests.documents.files import docx_bytes, docx_with_body


def texts(body, **parts):
    return [block.text for block in read(docx_with_body(body, **parts)).blocks]


def run(text, properties=""):
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_insertions_are_kept_and_deletions_and_hidden_text_dropped():
    body = (
        f"<w:p>{run('Planen ')}<w:ins>{run('nya ')}</w:ins><w:del><w:r><w:delText>gamla</w:delText></w:r></w:del>"
        f"{run('hemligt', '<w:rPr><w:vanish/></w:rPr>')}{run('gäller.')}</w:p>"
    )
    assert texts(body) == ["Planen nya gäller."]


def test_moved_text_stands_once_where_it_went():
    body = f"<w:p><w:moveFrom>{run('Flyttad.')}</w:moveFrom></w:p><w:p><w:moveTo>{run('Flyttad.')}</w:moveTo></w:p>"
    assert texts(body) == ["Flyttad."]


def test_paragraphs_whose_mark_is_deleted_are_one():
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = f"<w:p>{mark}{run('En mening ')}</w:p><w:p>{run('som fortsätter.')}</w:p>"
    assert texts(body) == ["En mening som fortsätter."]


def test_headings_are_told_by_outline_level_whatever_the_style_is_called():
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="Kapitelrad"/><w:basedOn w:val="Y"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Y"><w:name w:val="Grund"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>'
        "</w:style></w:styles>"
    )
    document = read(
        docx_with_body(f'<w:p><w:pPr><w:pStyle w:val="X"/></w:pPr>{run("Bakgrund")}</w:p>', word__styles=styles)
    )
    assert (document.blocks[0].kind, document.blocks[0].level) == (BlockKind.HEADING, 3)


def test_styles_in_a_ring_are_no_trap():
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    assert texts(f'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>{run("Text")}</w:p>', word__styles=styles) == ["Text"]


STYLES = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:styles>'
HEADING = '<w:style w:type="paragraph" w:styleId="R"><w:name w:val="heading 2"/></w:style>'


@pytest.mark.parametrize(
    "styles",
    [
        f'<w:style w:type="table" w:styleId="T"><w:name w:val="a > b"/></w:style>{HEADING}<w:latentStyles/>',
        f'<w:style w:type="table" w:styleId="a/>"><w:name w:val="a"/></w:style>{HEADING}',
        f'<w:style w:type="table" w:styleId="T"/>{HEADING}',
        f'<w:style w:type="table" w:styleId="T">{HEADING}</w:style>',
        f'<!-- <w:style w:type="table"> -->{HEADING}',
        f'<?x <w:style w:type="table">?>{HEADING}',
        f'<w:latentStyles w:count="1"><w:lsdException w:name="a"/></w:latentStyles>{HEADING}',
    ],
)
def test_styles_of_tables_hide_no_other_style(styles):
    body = f'<w:p><w:pPr><w:pStyle w:val="R"/></w:pPr>{run("Bakgrund")}</w:p>'
    (block,) = read(docx_with_body(body, word__styles=STYLES.format(styles))).blocks
    assert (block.kind, block.level) == (BlockKind.HEADING, 2)


def test_what_a_style_hides_is_not_read():
    styles = STYLES.format('<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>')
    hidden = run("hemligt", '<w:rPr><w:rStyle w:val="H"/></w:rPr>')
    assert texts(f"<w:p>{run('Synligt')}{hidden}</w:p>", word__styles=styles) == ["Synligt"]


def test_text_boxes_are_read_once_before_their_paragraph():
    box = f"<w:txbxContent><w:p>{run('Dnr 1-2/2024')}</w:p></w:txbxContent>"
    compatible = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert texts(f"<w:p><w:r>{compatible}</w:r>{run('Rubrik')}</w:p>") == ["Dnr 1-2/2024", "Rubrik"]


def test_page_header_comes_first_and_tables_are_rows():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Dnr 5-6/2024"
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Till", "Vikbo stadsdelsnämnd"
    blocks = read(docx_bytes(document)).blocks
    assert blocks[0].text == "Dnr 5-6/2024"
    assert (blocks[1].kind, blocks[1].cells) == (BlockKind.TABLE_ROW, ("Till", "Vikbo stadsdelsnämnd"))


def test_decomposed_letters_ligatures_and_control_characters_are_made_ordinary():
    assert texts(f"<w:p>{run('Fo&#x308;rvaltning o&#xFB03;ciell&#x200B; &#xA0;text')}</w:p>") == [
        "Förvaltning officiell  text"
    ]
