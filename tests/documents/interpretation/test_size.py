"""Interpretation runs in our own process: no text may make it long, and what is not interpreted is kept."""

from functools import partial

import pytest

from remiss.documents.interpretation.programme import parse_programme
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.interpretation.size import LONGEST_BLOCK, MOST_CHARACTERS, PROGRAMME_TIMES
from remiss.documents.reading.reader import read
from tests.support.quiet import quiet_seconds

MOST_SECONDS = 2.0
LINE = LONGEST_BLOCK - 1000
NASTY = {
    "a line of a million signs": "a" * 1_000_000,
    "digits apart": "\n".join(["1 " * (LINE // 2)] * 20),
    "columns": "\n".join(["a\t" * (LINE // 2)] * 20),
    "words cut at every line": "\n".join(["samhälls-"] * 20_000),
    "long lines cut at their ends": "\n".join(["Det gäller hela vår samhälls-"] * 20_000),
    "att att att": "\n".join(["att " * (LINE // 4)] * 20),
    "names of boards": "\n".join(["kulturnämnden och " * (LINE // 18)] * 20),
    "capital words": "\n".join(["Anna Bo Ek " * 10] * 3_000),
    "a hundred thousand lines": "\n".join(f"rad {number}" for number in range(100_000)),
}


@pytest.mark.parametrize("name", NASTY)
def test_no_text_makes_interpretation_long(name):
    document = read(NASTY[name].encode(), "svar.txt")
    for parse in (parse_reply, parse_programme):
        assert quiet_seconds(partial(parse, document), MOST_SECONDS) < MOST_SECONDS


def test_what_is_longer_than_a_reply_is_kept_and_said_to_be_unread():
    sentence = "Kontoret tycker att planen är bra och att den bör antas. "
    text = f"Sammanfattning\n\n{sentence}\n\n" + "\n\n".join([sentence * 20] * (MOST_CHARACTERS // 1000))
    reply = parse_reply(read((text + "\n\nDet här är den sista meningen i filen.\n").encode(), "svar.txt"))
    assert reply.sections[0].heading == "Sammanfattning"
    assert reply.sections[-1].paragraphs[-1] == "Det här är den sista meningen i filen."
    assert any(row.field == "sections" and "inte tolkad" in row.reason for row in reply.unsure)


def test_what_is_longer_than_a_programme_is_kept_as_the_last_sections_text():
    sentence = "Nämnderna ska ta fram planer för skugga på gårdar och torg. "
    pages = "\n\n".join([sentence * 20] * (PROGRAMME_TIMES * MOST_CHARACTERS // 1000))
    text = f"Plan för skugga\n\n1.1 Mål\n\n{sentence}\n\n1.2 Ansvar\n\n{pages}\n\n1.3 Ekonomi\n\nSista meningen.\n"
    programme = parse_programme(read(text.encode(), "plan.txt"))
    assert [section.heading for section in programme.sections] == ["Mål", "Ansvar"]
    assert programme.sections[-1].paragraphs[-2:] == ("1.3 Ekonomi", "Sista meningen.")
