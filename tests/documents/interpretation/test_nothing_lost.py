"""Whatever is fed in, nothing crashes and no text of the document disappears."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remiss.documents.interpretation.programme import parse_programme
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.markdown import read_markdown
from remiss.documents.reading.plain import read_plain
from tests.documents import layouts

WORDS = [
    "planen",
    "är",
    "bra",
    "men",
    "Förvaltningen",
    "bör",
    "kompletteras",
    "staden",
    "2024",
    "trygg",
    "Det",
    "risk-",
]
HEADINGS = ["Sammanfattning", "Bakgrund", "Ärendet", "Förvaltningens synpunkter och förslag", "Ekonomi", "Bilagor"]
sentences = st.lists(st.sampled_from(WORDS), min_size=3, max_size=25).map(lambda words: " ".join(words) + ".")
lines = st.one_of(sentences, st.sampled_from(HEADINGS), st.just(""), st.just("• punkt"), st.just("Handläggare"))


def all_words(value):
    if isinstance(value, dict):
        return [word for item in value.values() for word in all_words(item)]
    if isinstance(value, list):
        return [word for item in value for word in all_words(item)]
    return re.findall(r"[^\W_]+", value) if isinstance(value, str) else []


@given(st.lists(lines, max_size=30))
@settings(max_examples=150, deadline=None)
def test_every_word_of_running_text_is_found_again(content):
    text = "Sammanfattning\n" + "\n".join(content)
    found = "".join(all_words(parse_reply(read_plain(text)).to_json()))
    for line in content:
        if line.endswith("."):
            assert "".join(re.findall(r"[^\W_]+", line)) in found


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_no_text_makes_the_interpreters_crash(text):
    for document in (read_plain(text), read_markdown(text)):
        assert parse_reply(document).to_json() == parse_reply(document).to_json()
        parse_programme(document)


@pytest.mark.parametrize(
    "text", [layouts.STADSDEL_TXT, layouts.BOLAG_TXT, layouts.SKRIVELSE_TXT, layouts.DOUBLE_SPACED_TXT]
)
def test_paragraphs_are_verbatim_but_for_white_space_and_joined_hyphens(text):
    bare = re.sub(r"[\s-]", "", re.sub(r"Sida \d \(\d\)\nDnr \S+\n", "", text))
    for section in parse_reply(read_plain(text)).sections:
        for paragraph in section.paragraphs:
            assert re.sub(r"[\s-]", "", paragraph) in bare


@pytest.mark.slow
def test_a_hundred_thousand_odd_lines_are_read_in_seconds():
    text = "Sammanfattning\n" + "\n".join(f"{number % 900}" for number in range(100_000))
    assert parse_reply(read_plain(text)).sections


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["1-", "_a", "a-", "Ab i och ", "Svar på remiss ", "[", "Handläggare\n\n", "Anna Ek\n", "a\tb\n"]
)
def test_text_made_to_be_slow_is_read_in_a_moment(piece):
    for text in (piece * 20_000, "Sammanfattning\n\n" + piece * 20_000):
        begun = time.process_time()
        parse_reply(read_plain(text))
        assert time.process_time() - begun < 10
