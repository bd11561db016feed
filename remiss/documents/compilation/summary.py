"""The summary in a few sentences of numbers: KS's own words where there are any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from remiss.documents.compilation.prefill import lowered, own_or
from remiss.domain.compilation import CompilationFacts
from remiss.domain.outline import Paragraph, Run
from remiss.domain.own_words import SUMMARY
from remiss.domain.stance import Stance
from remiss.text import counted, listed

MOST_THEMES = 3


def summary(facts: CompilationFacts) -> Paragraph:
    """Return the summary."""
    return own_or(facts, SUMMARY, sentences(facts))


def sentences(facts: CompilationFacts) -> Iterator[Run]:
    """Yield what the numbers say: who answered, how the viewpoints stand, what most of them are about."""
    invited = [one for one in facts.bodies if one.invited]
    answered = sum(one.answered for one in invited)
    yield Run(f"{answered} av {counted(len(invited), 'tillfrågad instans', 'tillfrågade instanser')} har svarat.")
    found = facts.viewpoints()
    if not found:
        return
    stances = Counter(viewpoint.stance for _, viewpoint in found)
    friendly = stances[Stance.SUPPORTS] + stances[Stance.SUPPORTS_WITH_REMARK]
    wanted = stances[Stance.ASKS_CLARIFICATION] + stances[Stance.PROPOSES_CHANGE]
    mark = " (klassningen är delvis ett förslag)" if any(viewpoint.suggested for _, viewpoint in found) else ""
    yield Run(
        f"Av {counted(len(found), 'synpunkt', 'synpunkter')} stöder {friendly} förslaget, {wanted} begär förtydligande "
        f"eller ändring och {stances[Stance.OBJECTS]} är invändningar{mark}."
    )
    without = sum(all(one.stance is not Stance.OBJECTS for one in reply.viewpoints) for reply in facts.replies)
    yield Run(f"{without} av {counted(len(facts.replies), 'svar', 'svar')} har inga invändningar.")
    themes = sorted(facts.theme_names, key=lambda key: -len(facts.by_theme.get(key, [])))[:MOST_THEMES]
    names = [
        f"{lowered(facts.theme_names[key])} ({len(facts.by_theme[key])})" for key in themes if key in facts.by_theme
    ]
    if names:
        yield Run(f"Flest synpunkter gäller {listed(names)}.")
    answers = sum(viewpoint.assessment is not None for _, viewpoint in found)
    yield Run(f"Kommunstyrelsen har bedömt {answers} av dem.")
