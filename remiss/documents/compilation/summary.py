"""The summary in a few sentences of numbers: KS's own words where there are any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from remiss.documents.compilation.prefill import lowered, own_or
from remiss.documents.compilation.words import kind_words
from remiss.domain.compilation import BodyFacts, CompilationFacts, Found
from remiss.domain.outline import Paragraph, Run
from remiss.domain.own_words import SUMMARY
from remiss.domain.stance import Stance
from remiss.text import counted, listed, long_date

MOST_THEMES = 3


def summary(facts: CompilationFacts) -> Paragraph:
    """Return the summary."""
    return own_or(facts, SUMMARY, sentences(facts))


def sentences(facts: CompilationFacts) -> Iterator[Run]:
    """Yield what the numbers say: who answered, how the viewpoints stand, what most of them are about."""
    invited = [one for one in facts.bodies if one.invited]
    answered = sum(one.answered for one in invited)
    if invited:
        yield Run(f"{_kinds(invited)} {'ska' if facts.open else 'skulle'} svara senast den {long_date(facts.due_on)}.")
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
    supporting = _replies_with(facts, Stance.SUPPORTS, Stance.SUPPORTS_WITH_REMARK)
    objecting = _replies_with(facts, Stance.OBJECTS)
    number = counted(len(facts.replies), "svar", "svar")
    yield Run(f"{supporting} av {number} stöder förslaget i någon del och {objecting} innehåller invändningar.")
    themes = sorted(facts.theme_names, key=lambda key: -len(facts.by_theme.get(key, [])))[:MOST_THEMES]
    names = [
        f"{lowered(facts.theme_names[key])} ({len(facts.by_theme[key])})" for key in themes if key in facts.by_theme
    ]
    if names:
        yield Run(f"Flest synpunkter gäller {listed(names)}.")
    yield Run(_answers(found))


def _kinds(invited: list[BodyFacts]) -> str:
    kinds = Counter(one.kind for one in invited)
    return listed([counted(number, *kind_words(kind)) for kind, number in kinds.items()])


def _replies_with(facts: CompilationFacts, *stances: Stance) -> int:
    return sum(any(one.stance in stances for one in reply.viewpoints) for reply in facts.replies)


def _answers(found: Sequence[Found]) -> str:
    """Say what KS does with the viewpoints, in the words of its answers."""
    actions = Counter(one.assessment.action for _, one in found if one.assessment)
    if not actions:
        return "Kommunstyrelsen har ännu inte bedömt någon synpunkt."
    told = listed([f"{lowered(action)} {number}" for action, number in actions.most_common()])
    if actions.total() == len(found):
        return f"Kommunstyrelsen har bedömt alla: {told}."
    return f"Kommunstyrelsen har bedömt {actions.total()} av dem: {told}."
