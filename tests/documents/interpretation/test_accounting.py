"""What a rule took away without its being a running head, a head or a signature comes back where it stood."""

from remiss.documents.interpretation.accounting import account
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.plain import read_plain
from remiss.domain.parsed import ParsedReply, ParsedSection, Signatory
from remiss.domain.statement import SectionKey

READ = ParsedReply(
    title="Parkplan",
    subtitle="Svar på remiss",
    signatories=(Signatory("Alva Nord", "Parkdirektör"),),
    sections=(
        ParsedSection(SectionKey.BACKGROUND, "Bakgrund", ("Planen är ny. Den ersätter den gamla.",)),
        ParsedSection(SectionKey.VIEWPOINTS, "Synpunkter", ("Nämnden är nöjd.",)),
    ),
)


def numbered(*texts):
    """Lines of a file; one that begins with | goes on with the line before."""
    return [Line(text.removeprefix("|"), starts=text[0] != "|", number=n) for n, text in enumerate(texts)]


def accounted(*texts, dropped=(), head=()):
    lines = numbered(*texts)
    kept = [line for line in lines if line.number not in dropped]
    return account(READ, lines, kept, [lines[number] for number in head])


def test_a_reading_that_holds_everything_is_left_as_it_is():
    lines = ("Parkplan", "Bakgrund", "Planen är ny. Den", "|ersätter den gamla.", "Synpunkter", "Nämnden är nöjd.")
    assert accounted(*lines, "Alva Nord", "Parkdirektör", "Sida 1 (2)", dropped=(8,), head=(0,)) == READ


def test_a_lost_line_is_put_back_in_its_sentence_and_said_to_be():
    found = accounted("Bakgrund", "Planen är ny.", "|Den antogs inte av förra årets nämnd.", "|Den ersätter den gamla.")
    assert found.sections[0].paragraphs == (
        "Planen är ny. Den antogs inte av förra årets nämnd. Den ersätter den gamla.",
    )
    assert [row.field for row in found.unsure] == ["sections"]
    assert "Den antogs inte av förra" in found.unsure[0].reason


def test_a_lost_paragraph_becomes_one_of_the_section_where_it_stood():
    found = accounted("Bakgrund", "Planen är ny. Den ersätter den gamla.", "Ett stycke till finns här.", "Synpunkter")
    assert found.sections[0].paragraphs[1:] == ("Ett stycke till finns här.",)
    assert found.sections[1] == READ.sections[1]


def test_a_sentence_dropped_as_a_running_head_comes_back_but_a_head_does_not():
    text = "Rådet för lek har lämnat ett yttrande som är långt."
    found = accounted("Bakgrund", "Planen är ny. Den ersätter den gamla.", text, dropped=(2,))
    assert text in found.sections[0].paragraphs
    head = "Parkförvaltningen, dnr PAN 2031/4"
    assert accounted("Bakgrund", "Planen är ny. Den ersätter den gamla.", head, dropped=(2,)) == READ


def test_a_diary_number_in_a_sentence_at_a_page_break_takes_no_text_away():
    text = (
        "Parkförvaltningen\nDnr PAN 2031/4\n\nBakgrund\n\nPlanen antogs genom beslut den 18 juni 2029\n\n"
        "Parkförvaltningen\nTjänsteutlåtande\nHandläggare\nAlva Sund\n\n"
        "(dnr 1.1-77/2019). Arbetet med en ny plan drog ut på tiden\neftersom parken byggdes om.\n"
    )
    reply = parse_reply(read_plain(text))
    whole = " ".join(paragraph for section in reply.sections for paragraph in section.paragraphs)
    assert (
        "18 juni 2029 (dnr 1.1-77/2019). Arbetet med en ny plan drog ut på tiden eftersom parken byggdes om."
    ) in whole
