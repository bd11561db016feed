"""What the page of viewpoints shows: marked viewpoints with suggestions, and the sentences that could be marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from remiss.analysis.stance import suggest_stance
from remiss.analysis.themes import ThemeContext, read_context, suggest_themes
from remiss.domain.stance import Stance
from remiss.domain.statement import BlockShape, SectionKey, normalise
from remiss.language.sentences import split_sentences
from remiss.queries.matter_text import SavedText
from remiss.queries.matter_viewpoints import MarkedViewpoint, Material
from remiss.web.fields import options
from remiss.web.office.forms import ViewpointForm


@dataclass(frozen=True)
class ViewpointRow:
    """A marked viewpoint with its form. A suggestion carries the words that caused it."""

    viewpoint: MarkedViewpoint
    form: ViewpointForm
    suggested_stance: Stance | None
    stance_words: tuple[str, ...]
    theme_words: tuple[str, ...]
    theme_names: tuple[str, ...]
    section_name: str | None


@dataclass(frozen=True)
class SentenceRow:
    """A sentence of the section on viewpoints; ``stance`` is what a rule reads in it, None for nothing."""

    text: str
    marked: bool
    stance: Stance | None


def context_of(saved: SavedText | None, title: str) -> ThemeContext:
    """Return how much each word tells in this text, so that suggestions weigh rare words more."""
    return read_context(split_sentences(saved.text.plain_text()) if saved else (), title)


def viewpoint_form(viewpoint_id: int, papers: Material) -> ViewpointForm:
    """Return the form of one viewpoint, with names of its own on a page that holds many."""
    form = ViewpointForm(prefix=f"synpunkt-{viewpoint_id}-")
    form.themes.choices = options((theme.key, theme.name) for theme in papers.themes)
    gone = ((s.stable_id, f"{s.name} (borttaget)") for s in papers.gone)
    sections = [("", "Inget särskilt avsnitt"), *((s.stable_id, s.name) for s in papers.sections), *gone]
    form.programme_section.choices = options(sections)
    return form


def viewpoint_row(
    viewpoint: MarkedViewpoint, papers: Material, context: ThemeContext, typed: ViewpointForm | None
) -> ViewpointRow:
    """Return the row of a viewpoint; ``typed`` is its form when it is shown again."""
    form = typed or viewpoint_form(viewpoint.id, papers)
    stance = suggest_stance(viewpoint.text)
    themes = suggest_themes(viewpoint.text, papers.themes, context)
    open_still = not viewpoint.classified
    if typed is None:
        chosen = stance.stance if open_still else viewpoint.stance
        form.stance.data = chosen.value if chosen else ""
        form.themes.data = list(themes.keys if open_still else viewpoint.themes)
        form.programme_section.data = viewpoint.programme_section or ""
    every = (*papers.sections, *papers.gone)
    names = {theme.key: theme.name for theme in papers.themes}
    return ViewpointRow(
        viewpoint=viewpoint,
        form=form,
        suggested_stance=stance.stance if open_still else None,
        stance_words=_unique(cue.text for cue in stance.cues) if open_still else (),
        theme_words=_unique(cue.text for cue in themes.cues) if open_still else (),
        theme_names=tuple(names[key] for key in viewpoint.themes if key in names),
        section_name=next((s.name for s in every if s.stable_id == viewpoint.programme_section), None),
    )


def sentence_rows(saved: SavedText | None, viewpoints: Sequence[MarkedViewpoint]) -> list[SentenceRow]:
    """Return the sentences of the section on viewpoints, with what a rule reads in each."""
    marked = normalise(" ¶ ".join(v.text for v in viewpoints if not v.removed))
    return [
        SentenceRow(sentence, normalise(sentence) in marked, suggest_stance(sentence).stance)
        for paragraph in _paragraphs(saved)
        for sentence in split_sentences(paragraph)
    ]


def _paragraphs(saved: SavedText | None) -> list[str]:
    if saved is None:
        return []
    blocks = saved.text.blocks
    return [b.text for b in blocks if b.section is SectionKey.VIEWPOINTS and b.shape is not BlockShape.HEADING]


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
