"""Leaves out of the facts what was chosen away, before any layout sees them: what is gone cannot come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from remiss.documents.compilation.anonymous import without_names
from remiss.documents.compilation.masking import without_masked
from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.compilation_choices import NO_THEME, Choices, Column
from remiss.domain.sealing import written_hash
from remiss.domain.stance import Stance, stance_label
from remiss.domain.statement import CanonicalText
from remiss.text import listed


def chosen(facts: CompilationFacts, choices: Choices) -> CompilationFacts:
    """Return what is left of ``facts``, with sentences on what is not. Numbers of replies and viewpoints stay."""
    if choices == Choices():
        return facts
    found = _of_themes(_with_viewpoints(_of_bodies(facts, choices), choices), choices)
    found = replace(
        found,
        selection=tuple(_sentences(facts, choices)),
        quotes=choices.quotes,
        full_replies=choices.replies and choices.names,
        without_columns=tuple(one for one in Column if one in choices.without),
    )
    if not choices.names:
        found = without_names(found)
    return _untold(without_masked(found, choices.masks) if choices.masks else found)


def _untold(facts: CompilationFacts) -> CompilationFacts:
    """Say of a reply that something is hidden of no more than can be read: neither its version nor its hash."""

    def told(reply: ReplyFacts) -> ReplyFacts:
        shown = reply.text if facts.full_replies else CanonicalText(())
        return reply if reply.sha256 else replace(reply, version=0, sha256=written_hash(reply.number, shown))

    return replace(facts, replies=tuple(map(told, facts.replies)), left_out=tuple(map(told, facts.left_out)))


def _of_bodies(facts: CompilationFacts, choices: Choices) -> CompilationFacts:
    """Keep the chosen bodies and those that share a reply with one of them: the text is theirs too."""
    if not choices.bodies:
        return facts
    kept = {reply.id for reply in (*facts.replies, *facts.left_out) if choices.bodies.intersection(reply.bodies)}
    return replace(
        facts,
        bodies=tuple(one for one in facts.bodies if one.name in choices.bodies or one.reply_id in kept),
        replies=tuple(reply for reply in facts.replies if reply.id in kept),
        left_out=tuple(reply for reply in facts.left_out if reply.id in kept),
        asked=sum(one.invited for one in facts.bodies),
    )


def _of_themes(facts: CompilationFacts, choices: Choices) -> CompilationFacts:
    if not choices.themes:
        return facts
    return replace(facts, themes=tuple(theme for theme in facts.themes if theme.key in choices.themes))


def _with_viewpoints(facts: CompilationFacts, choices: Choices) -> CompilationFacts:
    if not choices.themes and not choices.stances and choices.quotes:
        return facts
    return replace(
        facts,
        replies=tuple(_shortened(facts, reply, choices) for reply in facts.replies),
        left_out=tuple(_shortened(facts, reply, choices) for reply in facts.left_out),
    )


def _shortened(facts: CompilationFacts, reply: ReplyFacts, choices: Choices) -> ReplyFacts:
    kept = (viewpoint for viewpoint in reply.viewpoints if _wanted(facts, viewpoint, choices))
    return replace(
        reply, viewpoints=tuple(kept if choices.quotes else (replace(one, text="", cues=()) for one in kept))
    )


def _wanted(facts: CompilationFacts, viewpoint: ViewpointFacts, choices: Choices) -> bool:
    known = [key for key in viewpoint.themes if key in facts.theme_names]
    on_theme = not choices.themes or bool(choices.themes.intersection(known or (NO_THEME,)))
    return on_theme and (not choices.stances or viewpoint.stance in choices.stances)


def _sentences(facts: CompilationFacts, choices: Choices) -> list[str]:
    """Say what was chosen: a part that is not told to be one would be taken for the whole."""
    said = []
    if choices.bodies:
        names = [one.name for one in facts.bodies if one.name in choices.bodies] if choices.names else []
        said.append(f"Bara svar från {listed(names)} är med." if names else "Bara svar från vissa instanser är med.")
    if choices.themes:
        themes = [f"”{theme.name}”" for theme in facts.themes if theme.key in choices.themes]
        loose = ["det som inte hör till något tema"] if NO_THEME in choices.themes else []
        said.append(f"Bara synpunkter om {listed([*themes, *loose])} är med.")
    if choices.stances:
        stances = [f"”{stance_label(one)}”" for one in (*Stance, None) if one in choices.stances]
        said.append(f"Bara synpunkter med ställningstagandet {listed(stances)} är med.")
    if not choices.quotes:
        said.append("Citaten är utelämnade.")
    if not choices.names:
        said.append(
            "Instanserna anges med sitt slag i stället för namn. "
            "Vad de har skrivit kan ändå röja vilka de är, och svaren återges inte i sin helhet."
        )
    elif not choices.replies:
        said.append("Svaren återges inte i sin helhet.")
    said += _of_columns(choices)
    grounds = list(dict.fromkeys(mask.ground for mask in choices.masks))
    if grounds:
        said.append(f"Uppgifter är maskade enligt {listed(grounds)}.")
    return said


def _of_columns(choices: Choices) -> Iterator[str]:
    tables: dict[str, list[str]] = {}
    for one in Column:
        if one in choices.without:
            tables.setdefault(one.table, []).append(f"”{one.label}”")
    for table, names in tables.items():
        columns, gone = ("Kolumnen", "utelämnad") if len(names) == 1 else ("Kolumnerna", "utelämnade")
        yield f"{columns} {listed(names)} i tabellen ”{table}” är {gone}."
