"""A long compilation is read a part at a time; nothing of it is lost, and every link leads to where its goal stands."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from flask import Flask

from remiss.domain.outline import Contents, Heading, Outline, Paragraph, Run
from remiss.web.ks.outline_parts import parts_of, reading_of


def outline(sections: int, subsections: int, paragraphs: int = 3) -> Outline:
    """A document; the last paragraph of each subsection leads to the first section."""
    nodes: list = [Contents()]
    for section in range(sections):
        nodes.append(Heading(1, f"Del {section}", f"d{section}"))
        for number in range(subsections):
            nodes.append(Heading(2, f"Stycke {section}.{number}", f"d{section}-{number}"))
            nodes += [Paragraph((Run(f"Ord {section}.{number}.{one}"),)) for one in range(paragraphs)]
            nodes.append(Paragraph((Run("Se del 0", link="d0"),)))
    created = datetime(2026, 1, 1, tzinfo=UTC)
    return Outline("Titel", "", "", "", created, "", "", tuple(nodes))


def pages(whole: Outline) -> dict[str, str]:
    return {part.anchor: reading_of(whole, part.anchor, {"utformning": "tema"}).fragment for part in parts_of(whole)}


def test_a_short_one_is_one_page(app: Flask) -> None:
    shown = reading_of(outline(3, 2), "d1", {})
    assert (shown.first, shown.before, shown.after) == (None, None, None)
    assert 'href="#d2-1"' in shown.fragment


def test_a_long_one_is_cut_where_it_is_long_and_holds_every_word_once(app: Flask) -> None:
    whole = outline(4, 12)
    shown = pages(whole)
    assert len(shown) == 48
    words = re.findall(r"Ord [\d.]+", " ".join(shown.values()))
    assert len(words) == len(set(words)) == 4 * 12 * 3
    assert shown["d2-5"].startswith("<article")
    assert "Del 2</h2>" in shown["d2-5"], "under the heading of its section"


def test_links_lead_to_the_part_where_their_goal_stands(app: Flask) -> None:
    whole = outline(4, 12)
    shown = pages(whole)
    for fragment in shown.values():
        for target, anchor in re.findall(r'href="([^"#]*)#([^"]+)"', fragment):
            home = re.search(r"del=([^&]+)", target)
            page = fragment if not target else shown[home[1] if home else ""]
            assert f'id="{anchor}"' in page
    assert 'href="?utformning=tema#d0"' in shown["d2-5"]
    assert 'href="?utformning=tema&amp;del=d3#d3"' in shown[""]


def test_one_goes_on_and_back_and_an_unknown_part_is_the_first(app: Flask) -> None:
    whole = outline(4, 12)
    shown = reading_of(whole, "d1", {"utformning": "tema"})
    assert shown.before == ("?utformning=tema&del=d0-11", "Stycke 0.11")
    assert shown.after == ("?utformning=tema&del=d1-1", "Stycke 1.1")
    assert shown.first == "?utformning=tema"
    assert reading_of(whole, "finns-inte", {}).first is None
