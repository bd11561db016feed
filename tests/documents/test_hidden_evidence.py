"""Files in which words or names are hidden can be checked too, and hold nothing that tells what is hidden."""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remiss.documents.compilation.layouts import outline_of
from remiss.documents.evidence import evidence_in_json, evidence_of
from remiss.documents.proof import demand_masked
from remiss.documents.reading.compiled import read_compiled
from remiss.documents.reading.compiled_html import read_compiled_html
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.html import write_html
from remiss.documents.writing.json_form import write_json
from remiss.domain.compilation import CompilationFacts
from remiss.domain.compilation_choices import Choices, Layout
from remiss.domain.disclosure import Mask
from remiss.domain.marks import HIDDEN
from remiss.domain.outline import Outline, Quote
from remiss.domain.sealing import sealed, source_seal
from remiss.domain.statement import serialise
from remiss.domain.verification import Check, Evidence, Known, Opened, Verdict, check, identity
from remiss.errors import InvalidInput
from tests.documents.compilation.examples import facts
from tests.documents.test_evidence import flipped, named_texts, wrong
from tests.documents.word import Docx

GIVEN = facts()
SECRETS = {reply.number: sha256(b"hemligt %d" % reply.number).hexdigest() for reply in GIVEN.replies}
READERS: dict[str, Callable[[Outline], Evidence]] = {
    "json": lambda outline: evidence_in_json(write_json(outline)),
    "docx": lambda outline: evidence_of(read_compiled(write_docx(outline))),
    "html": lambda outline: evidence_of(read_compiled_html(write_html(outline).encode())),
}
GROUND = "18 kap. 13 § OSL"
some_choices = st.builds(
    Choices,
    names=st.booleans(),
    quotes=st.booleans(),
    replies=st.booleans(),
    masks=st.lists(
        st.sampled_from(["Mening 1", "svar 2 säger", "gångvägarna", "Kulturnämnden", "DNR 1", "Vägnämnden"]),
        max_size=3, unique=True,
    ).map(lambda words: tuple(Mask(one, GROUND) for one in words)),
)  # fmt: skip


def outline(choices: Choices, layout: Layout = Layout.THEME, given_facts: CompilationFacts = GIVEN) -> Outline:
    return sealed(outline_of(given_facts, layout, choices), SECRETS)


def database(evidence: Evidence) -> Known:
    """What the database would say: which reply each seal was made with, and the released texts."""
    named = {
        source.reply: Opened((one.id, one.version, one.sha256), SECRETS[one.number])
        for source in evidence.sources.values()
        for one in GIVEN.replies
        if source.hidden and source_seal(SECRETS[one.number], source) == source.seal
    }
    return Known({(one.id, one.version, one.sha256): one.text for one in GIVEN.replies}, named)


def both(evidence: Evidence) -> tuple[Check, Check]:
    return check(evidence), check(evidence, database(evidence))


@settings(max_examples=40, deadline=None)
@given(some_choices, st.sampled_from(Layout), st.sampled_from(sorted(READERS)), st.integers(0, 10_000))
def test_whatever_is_hidden_an_untouched_file_is_ok_and_one_sign_fails_its_row(
    choices: Choices, layout: Layout, kind: str, seed: int
) -> None:
    written = outline(choices, layout)
    for found in both(READERS[kind](written)):
        assert (wrong(found), found.missing, found.moved, found.differs) == ([], (), (), False)
    quotes = [at for at, node in enumerate(written.nodes) if isinstance(node, Quote)]
    if not quotes:
        return
    evidence, chance = READERS[kind](written), random.Random(seed)  # noqa: S311 - the same flips each time
    place = chance.randrange(len(quotes))
    changed = list(evidence.quotes)
    paragraphs = list(changed[place].paragraphs)
    line = chance.randrange(len(paragraphs))
    paragraphs[line] = flipped(paragraphs[line], chance)
    changed[place] = replace(changed[place], paragraphs=tuple(paragraphs))
    for found in both(replace(evidence, quotes=tuple(changed))):
        assert wrong(found) == [("citat", changed[place].mark.number)]


HIDDEN_CHOICES = {
    "masked": Choices(masks=(Mask("gångvägarna", GROUND),)),
    "nameless": Choices(names=False),
    "both": Choices(names=False, masks=(Mask("gångvägarna", GROUND),)),
}


@pytest.mark.parametrize("choices", HIDDEN_CHOICES.values(), ids=HIDDEN_CHOICES)
@pytest.mark.parametrize("kind", ["docx", "html"])
def test_one_sign_in_the_file_itself_fails_exactly_its_row(kind: str, choices: Choices) -> None:
    chance = random.Random(11)  # noqa: S311 - the same flips each time
    if kind == "docx":
        written = Docx(write_docx(outline(choices)))
        for what, number, element in chance.sample(named_texts(written.body), 6):
            before, element.text = element.text, flipped(element.text or "", chance)
            for found in both(evidence_of(read_compiled(written.content()))):
                assert wrong(found) == [(what, number)]
            element.text = before
        return
    page = write_html(outline(choices))
    texts = list(re.finditer(r'<blockquote[^>]*data-remiss="citat_(\d+)_[^>]*><p>([^<]+)</p>', page))
    for one in chance.sample(texts, 6):
        other = html.escape(flipped(html.unescape(one[2]), chance))
        for found in both(
            evidence_of(read_compiled_html((page[: one.start(2)] + other + page[one.end(2) :]).encode()))
        ):
            assert wrong(found) == [("citat", int(one[1]))]


@pytest.mark.parametrize("choices", HIDDEN_CHOICES.values(), ids=HIDDEN_CHOICES)
def test_moved_and_swapped_quotations_are_told(choices: Choices) -> None:
    form = json.loads(write_json(outline(choices)))
    quotes = [node for node in form["nodes"] if node["node"] == "quote"]
    first, second = quotes[0], quotes[4]
    for field in ("text", "reference", "print", "source", "seal", "viewpoint", "number"):
        first[field], second[field] = second[field], first[field]
    moved = check(evidence_in_json(json.dumps(form)))
    assert (wrong(moved), moved.moved) == ([], (1, 5))
    first["number"], second["number"] = second["number"], first["number"]
    evidence = evidence_in_json(json.dumps(form))
    assert wrong(check(evidence, database(evidence))) == [("citat", 1), ("citat", 5)]
    first["text"], second["text"] = "Nya ord.", first["text"]
    assert wrong(check(evidence_in_json(json.dumps(form)))) == [("citat", 1), ("citat", 5)]


def test_a_forgery_that_agrees_with_itself_is_told_by_the_database() -> None:
    """Other words get a new print; the half that is the seal cannot be made without the secret."""
    written = outline(HIDDEN_CHOICES["nameless"])
    evidence = READERS["json"](written)
    form = json.loads(write_json(written).replace("Mening 1 i svar 1", "Mening 9 i svar 1"))
    for node in form["nodes"]:
        if node["node"] == "quote":
            again = Quote(node["text"], node["reference"], node["source"], seal=node["seal"])
            entry = json.loads(write_json(replace(written, nodes=(again,))))["nodes"][0]
            node["print"] = entry["print"]
    forged = evidence_in_json(json.dumps(form))
    assert wrong(check(forged)) == []
    assert wrong(check(forged, database(evidence))) == [("citat", 1)]
    other = replace(evidence, sources={n: replace(one, body="Facknämnd 3") for n, one in evidence.sources.items()})
    assert {one.verdict for one in check(other, database(other)).quotes if one.reply == HIDDEN + 1} == {Verdict.UNKNOWN}


@pytest.mark.parametrize("layout", Layout)
def test_nothing_in_a_nameless_file_stands_in_a_copy_with_names(layout: Layout) -> None:
    """Neither a hash nor a version, id or print of a reply leads from one to the other."""
    named = write_json(outline(Choices(), layout)), write_json(outline(HIDDEN_CHOICES["masked"], layout))
    nameless = write_json(outline(HIDDEN_CHOICES["nameless"], layout))
    told = {one for one in re.findall(r'"([0-9a-f]{64}|[a-z2-7]{16}|[a-z2-7]{8})"', nameless) if re.search(r"\d", one)}
    assert [one for one in told for other in named if one in other] == []
    sources = json.loads(nameless)["sources"]
    assert {one["version"] for one in sources} == {0}
    assert not {one["reply"] for one in sources} & {reply.id for reply in GIVEN.replies}
    assert all(secret not in nameless for secret in SECRETS.values())


def test_no_value_in_a_masked_file_proves_a_guess_right() -> None:
    """Whoever guesses the words has the whole text; no hash of it, or of a quotation in it, stands in the file."""
    text = write_json(outline(HIDDEN_CHOICES["masked"]))
    for reply in GIVEN.replies:
        guesses = [reply.text.plain_text(), serialise(reply.text), *(one.text for one in reply.viewpoints)]
        for guess in guesses:
            for salt in ("", f"{HIDDEN + reply.number} ", f"svar {reply.id} "):
                assert sha256((salt + guess).encode()).hexdigest() not in text
        assert reply.sha256 not in text


def test_a_short_mask_is_not_found_in_a_hash_by_chance() -> None:
    written = outline(HIDDEN_CHOICES["masked"])
    text = write_json(written)
    prints = [one["print"] for one in json.loads(text)["nodes"] if one["node"] == "quote"]
    word = next(part for part in (one[at : at + 3] for one in prints for at in range(14)) if part.isalpha())
    for writer in (write_docx, lambda one: write_html(one).encode(), lambda one: write_json(one).encode()):
        content = writer(written)
        demand_masked(content, written, [Mask("gångvägarna", GROUND), Mask(word, GROUND)])
        with pytest.raises(InvalidInput):
            demand_masked(content, written, [Mask("Mening 1 i svar 1", GROUND)])


def test_a_masked_body_is_not_told_by_the_hash_of_its_text() -> None:
    written = outline(Choices(masks=(Mask("Kulturnämnden", GROUND),)))
    first, *others = GIVEN.replies
    assert first.sha256 not in write_json(written)
    assert {identity(one) for one in written.sources} >= {(one.id, one.version, one.sha256) for one in others}
