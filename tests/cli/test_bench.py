"""``remiss bench``: one line per benchmark in the promised form; every page it times can be opened by who opens it."""

from __future__ import annotations

from remiss.cli.bench.content import VIEWPOINTS, WORDS, long_outline
from remiss.cli.bench.documents import PAGES, ten_pages
from remiss.cli.bench.filled import fill
from remiss.cli.bench.timing import Figure, alternated, timed
from remiss.documents.compilation.layouts import outline_of
from remiss.documents.reading.reader import read
from remiss.documents.writing.frame import check_outline
from remiss.domain.compilation_choices import Layout
from remiss.domain.outline import Quote
from remiss.domain.stance import Stance
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.queries.compilation import compilation_facts
from tests.support.world import World


def test_a_line_has_name_ours_alternative_ratio_and_what() -> None:
    assert Figure("sida", 0.0824, None, "/").line() == "sida\t82 ms\t-\t-\t/"
    assert Figure("docx", 1.5, 0.5, "fil").line() == "docx\t1.5 s\t500 ms\t3.00\tfil"


def test_the_timed_reply_has_ten_pages() -> None:
    files = ten_pages()
    assert read(files["pdf"]).blocks[-1].page == PAGES
    assert len(read(files["docx"]).blocks) > len(files) * PAGES


def test_the_first_run_warms_up_and_is_not_counted() -> None:
    calls: list[int] = []
    assert timed(lambda: calls.append(1), 3) < 1
    assert len(calls) == 4


def test_alternated_acts_take_turns() -> None:
    calls: list[str] = []
    times = alternated({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, 3)
    assert calls == ["a", "b"] * 3
    assert set(times) == {"a", "b"}


def test_the_compilation_of_the_benchmark_is_whole_and_always_the_same() -> None:
    outline = long_outline(3)
    check_outline(outline)
    quotes = [node for node in outline.nodes if isinstance(node, Quote)]
    assert len(quotes) == len({quote.text for quote in quotes}) == 3 * VIEWPOINTS
    assert all(len(quote.text.split()) == WORDS for quote in quotes)
    assert outline == long_outline(3)


def test_the_filled_remiss_can_be_compiled_and_holds_what_a_real_one_does(world: World) -> None:
    remiss = db.session.get_one(Remiss, fill(world.ks, world.users["ks.samordnare"], 8))
    facts = compilation_facts(remiss)
    outline_of(facts, Layout.THEME)  # every quotation stands in its reply
    assert len(facts.viewpoints()) == 8 * VIEWPOINTS
    assert {len(viewpoint.text.split()) for _, viewpoint in facts.viewpoints()} == {WORDS}
    assert {one.stance for _, one in facts.viewpoints()} == {*Stance, None}
    assert any(decision.minorities for reply in facts.replies for decision in reply.decisions)
    assert facts.draft_changes
    assert facts.unassessed()
    assert not facts.unconfirmed()
