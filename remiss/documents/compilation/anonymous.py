"""Tells bodies by their kind instead of their names: *Stadsdelsnämnd 2*, in every sentence that names one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from remiss.documents.compilation.rewriting import rewritten
from remiss.domain.compilation import CompilationFacts, DecisionFacts, MinorityFacts, ReplyFacts, ViewpointFacts
from remiss.domain.statement import CanonicalText, SectionKey

ALONE = {"Facknämnd": "En facknämnd", "Stadsdelsnämnd": "En stadsdelsnämnd", "Bolag": "Ett bolag", "Råd": "Ett råd"}
EXTERNAL, ONE_EXTERNAL, NUMBERED_EXTERNAL = "Extern", "En extern instans", "Extern instans"
CLASSIFIED_BY_OFFICER = "klassat av handläggare vid "
ONLY_MINORITY = "Ledamot"


def without_names(facts: CompilationFacts) -> CompilationFacts:
    """Return the facts without names, numbers and hashes of bodies, and without what they wrote in full."""
    kinds = _labels(facts)
    names = {**_offices(facts, kinds), **kinds}
    bare = replace(
        facts,
        replies=tuple(_bare(reply) for reply in facts.replies),
        left_out=tuple(_bare(reply) for reply in facts.left_out),
    )
    if not names:
        return bare
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})(s?)\b", re.IGNORECASE)
    folded = {name.casefold(): label for name, label in names.items()}

    def put(found: re.Match[str]) -> str:
        label = folded[found[1].casefold()]
        genitive = (":s" if label[-1].isdigit() else "s") if found[2] else ""
        return f"{label}{genitive}"

    return rewritten(bare, lambda text: pattern.sub(put, text))


def _labels(facts: CompilationFacts) -> dict[str, str]:
    """Return what each body is called, numbered where there are several of a kind."""
    counts = Counter(one.kind for one in facts.bodies)
    given: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for one in facts.bodies:
        given[one.kind] += 1
        numbered = f"{NUMBERED_EXTERNAL if one.kind == EXTERNAL else one.kind} {given[one.kind]}"
        single = ONE_EXTERNAL if one.kind == EXTERNAL else ALONE.get(one.kind, one.kind)
        labels[one.name] = single if counts[one.kind] == 1 else numbered
    return labels


def _offices(facts: CompilationFacts, kinds: dict[str, str]) -> dict[str, str]:
    """Return the authors that are not bodies but their offices, and the offices of the others."""
    return {
        office: f"Förvaltningen vid {kinds[body].lower()}"
        for reply in (*facts.replies, *facts.left_out)
        for office, body in _pairs(reply)
        if office not in kinds and body in kinds
    }


def _pairs(reply: ReplyFacts) -> Iterator[tuple[str, str]]:
    """Yield each office with its body; where it is not known which is whose, with the first one."""
    words = reply.author.partition(" (")[0]
    for names in ([part for part in re.split(r", | och ", words) if part], list(reply.offices)):
        whose = reply.bodies if len(names) == len(reply.bodies) else reply.bodies[:1] * len(names)
        yield from zip(names, whose, strict=True)


def _bare(reply: ReplyFacts) -> ReplyFacts:
    return replace(
        reply,
        title="Svar på remissen",
        diary_number=None,
        sha256="",
        text=_answers_alone(reply.text),
        proposed=None,
        decisions=tuple(_bare_decision(one) for one in reply.decisions),
        viewpoints=tuple(_bare_viewpoint(one) for one in reply.viewpoints),
        alone=replace(reply.alone, decided_by="") if reply.alone else None,
    )


def _answers_alone(text: CanonicalText) -> CanonicalText:
    """Keep what answers the sender's questions: they are counted."""
    return CanonicalText(tuple(block for block in text.blocks if block.section is SectionKey.QUESTIONS))


def _bare_decision(decision: DecisionFacts) -> DecisionFacts:
    return replace(decision, text="", minorities=tuple(_bare_minority(one) for one in decision.minorities))


def _bare_minority(minority: MinorityFacts) -> MinorityFacts:
    """Keep the parties, which stand in brackets after the names."""
    return replace(minority, parties=", ".join(re.findall(r"\(([^)]+)\)", minority.parties)) or ONLY_MINORITY)


def _bare_viewpoint(viewpoint: ViewpointFacts) -> ViewpointFacts:
    by = viewpoint.classified_by or ""
    officer = by.startswith(CLASSIFIED_BY_OFFICER)
    return replace(viewpoint, classified_by=f"{CLASSIFIED_BY_OFFICER}instansen") if officer else viewpoint
