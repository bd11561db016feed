"""What differs between two fixed versions of a compilation, in sentences a reader understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from remiss.domain.compilation import AssessmentFacts, CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.own_words import DOCUMENT_NAMES, reply_of, theme_of
from remiss.domain.stance import stance_label
from remiss.text import listed

Said = tuple[ReplyFacts, ViewpointFacts]


@dataclass(frozen=True)
class Change:
    """One difference: what it is about, how it was and how it is. Empty: it was not there, or is gone."""

    about: str
    before: str
    after: str


def changes_between(old: CompilationFacts, new: CompilationFacts) -> tuple[Change, ...]:
    """Return every difference that a reader of both would see, from the whole to the single viewpoint."""
    return (*_of_bodies(old, new), *_of_replies(old, new), *_of_viewpoints(old, new), *_of_own_words(old, new))


def _of_bodies(old: CompilationFacts, new: CompilationFacts) -> Iterator[Change]:
    yield from _pairs({one.name: one.status for one in old.bodies}, {one.name: one.status for one in new.bodies}, "{}")


def _of_replies(old: CompilationFacts, new: CompilationFacts) -> Iterator[Change]:
    before, after = ({one.id: one for one in facts.replies} for facts in (old, new))
    for number in [*before, *(one for one in after if one not in before)]:
        gone, here = before.get(number), after.get(number)
        if gone is None and here is not None:
            yield Change(f"Svaret från {here.author}", "", "Har tillkommit")
        elif here is None and gone is not None:
            yield Change(f"Svaret från {gone.author}", "Var med", "")
        elif gone is not None and here is not None and gone.sha256 != here.sha256:
            yield Change(f"Svaret från {here.author}", f"Version {gone.version}", f"Version {here.version}, annan text")


def _of_viewpoints(old: CompilationFacts, new: CompilationFacts) -> Iterator[Change]:
    before, after = ({one.id: (reply, one) for reply, one in facts.viewpoints()} for facts in (old, new))
    for number in [*before, *(one for one in after if one not in before)]:
        gone, here = before.get(number), after.get(number)
        if gone is None or here is None:
            said = gone or here
            if said is not None:
                there = said[1].text
                yield Change(_about(said), there if gone else "", there if here else "")
            continue
        yield from _of_one(gone, here, old, new)


def _of_one(gone: Said, here: Said, old: CompilationFacts, new: CompilationFacts) -> Iterator[Change]:
    about = _about(here)
    for name, before, after in (
        ("ställningstagande", stance_label(gone[1].stance), stance_label(here[1].stance)),
        ("tema", _themes(gone[1], old), _themes(here[1], new)),
        ("avsnitt", gone[1].programme_section or "Inget särskilt", here[1].programme_section or "Inget särskilt"),
        ("bedömning", _answer(gone[1].assessment), _answer(here[1].assessment)),
    ):
        if before != after:
            yield Change(f"{about}, {name}", before, after)


def _of_own_words(old: CompilationFacts, new: CompilationFacts) -> Iterator[Change]:
    names = {own.key: _title(own.key, facts) for facts in (old, new) for own in facts.own_words}
    before, after = ({names[own.key]: own.text for own in facts.own_words} for facts in (old, new))
    yield from _pairs(before, after, "Egna ord: {}")


def _pairs(before: Mapping[str, str], after: Mapping[str, str], form: str) -> Iterator[Change]:
    for name in [*before, *(one for one in after if one not in before)]:
        if before.get(name) != after.get(name):
            yield Change(form.format(name), before.get(name, ""), after.get(name, ""))


def _about(said: Said) -> str:
    return f"Synpunkt {said[0].number}.{said[1].number} från {said[0].author}"


def _themes(viewpoint: ViewpointFacts, facts: CompilationFacts) -> str:
    names = {theme.key: theme.name for theme in facts.themes}
    return listed([names.get(key, key) for key in viewpoint.themes]) or "Inget tema"


def _answer(answer: AssessmentFacts | None) -> str:
    if answer is None:
        return "Inget svar"
    changed = f" Ändrar {answer.changed_section}." if answer.changed_section else ""
    return f"{answer.action}. {answer.reason}{changed}".strip()


def _title(key: str, facts: CompilationFacts) -> str:
    replies = {one.id: one.author for one in facts.replies}
    themes = {theme.key: theme.name for theme in facts.themes}
    return DOCUMENT_NAMES.get(key) or replies.get(reply_of(key) or 0) or themes.get(theme_of(key) or "") or key
