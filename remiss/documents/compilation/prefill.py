"""KS's words where nobody has written any yet: sentences put together of what persons have confirmed, and nothing else.

No sentence speaks for two replies that say different things, none gives an office's words to its nämnd, and every word
that is not ours is quoted. A note on each sentence tells where it comes from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from remiss.documents.compilation.words import code, home_key
from remiss.domain.compilation import CompilationFacts, Found, ReplyFacts, ViewpointFacts
from remiss.domain.outline import Paragraph, Run
from remiss.domain.own_words import reply_key, theme_key
from remiss.domain.stance import Stance
from remiss.language.sentences import split_sentences
from remiss.text import counted, listed

FRIENDLY = (Stance.SUPPORTS, Stance.SUPPORTS_WITH_REMARK)
WANTED = (Stance.OBJECTS, Stance.PROPOSES_CHANGE, Stance.ASKS_CLARIFICATION)
ORDER: tuple[Stance | None, ...] = (*FRIENDLY, *WANTED, Stance.NEUTRAL, None)
LONGEST = 220
"""Signs of a quotation inside a sentence: what is longer is cut after a word."""
MOST_BODIES = 2
"""Replies that have a sentence each about a theme and a stance; the others are counted, and named where they stand."""
SAYS: dict[Stance | None, tuple[str, str, str]] = {
    Stance.SUPPORTS: ("stöder förslaget", "stöder förslaget i {n} synpunkter", "stöder förslaget"),
    Stance.SUPPORTS_WITH_REMARK: (
        "stöder förslaget med ett påpekande", "stöder förslaget med {n} påpekanden", "stöder förslaget med påpekanden",
    ),
    Stance.ASKS_CLARIFICATION: ("begär ett förtydligande", "begär {n} förtydliganden", "begär förtydliganden"),
    Stance.PROPOSES_CHANGE: ("föreslår en ändring", "föreslår {n} ändringar", "föreslår ändringar"),
    Stance.OBJECTS: ("har en invändning", "har {n} invändningar", "har invändningar"),
    Stance.NEUTRAL: ("lämnar en upplysning", "lämnar {n} upplysningar", "lämnar upplysningar"),
    None: (
        "har en synpunkt som inte är bedömd", "har {n} synpunkter som inte är bedömda",
        "har synpunkter som inte är bedömda",
    ),
}  # fmt: skip
"""What a reply does, once and several times, and what several do; the verb is the first word."""
QUOTED = (Stance.OBJECTS, Stance.PROPOSES_CHANGE)
"""What is told in the reply's own words; a request for clarity is told by what it is about."""
NUMBERS = dict(enumerate(["två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"], start=2))
VAGUE = frozenset(
    ["de", "den", "denna", "dessa", "det", "detta", "då", "där", "därför", "dock", "här", "hur", "i", "så"]
)
"""A sentence that begins so leans on the one before it, and says little alone."""
BEGINNINGS = (("Region ", "Regionen"), ("Föreningen ", "Föreningen"), ("Kommunstyrelsens råd ", "Rådet"))
SHORT_FORMS = (
    ("nämnden", "Nämnden"), ("nämnd", "Nämnden"), ("kontoret", "Kontoret"), ("kontor", "Kontoret"),
    ("förvaltningen", "Förvaltningen"), ("förvaltning", "Förvaltningen"), ("styrelsen", "Styrelsen"),
    ("rådet", "Rådet"), ("brandförsvar", "Brandförsvaret"),
)  # fmt: skip


def about_reply(facts: CompilationFacts, reply: ReplyFacts) -> Paragraph:
    """Return the paragraph on one reply: KS's own words exactly, or sentences put together."""
    key = reply_key(reply.id)
    own = facts.written.get(key)
    runs = (Run(own.text),) if own else _spaced(_on_reply(facts, reply))
    return Paragraph(runs, key=key)


def about_theme(facts: CompilationFacts, theme: str) -> Paragraph:
    """Return the same on one theme."""
    key = theme_key(theme)
    own = facts.written.get(key)
    runs = (Run(own.text),) if own else _spaced(_on_theme(facts, facts.by_theme.get(theme, [])))
    return Paragraph(runs, key=key)


def own_or(facts: CompilationFacts, key: str, sentences: Iterable[Run]) -> Paragraph:
    """Return KS's own words under ``key``, or ``sentences``."""
    own = facts.written.get(key)
    return Paragraph((Run(own.text),) if own else _spaced(sentences), key=key)


def _on_reply(facts: CompilationFacts, reply: ReplyFacts) -> Iterator[Run]:
    yield from _whose(reply)
    confirmed = [(reply, viewpoint) for viewpoint in reply.viewpoints if viewpoint.confirmed]
    yield from _positions(facts, reply, confirmed)
    waiting = len(reply.viewpoints) - len(confirmed)
    if waiting and confirmed:
        yield Run(f"För {counted(waiting, 'synpunkt', 'synpunkter')} till är klassningen inte bekräftad.")
    elif waiting:
        number = counted(waiting, "synpunkt", "synpunkter")
        yield Run(f"{reply.author} har lämnat {number}. Klassningen är inte bekräftad.")
    elif not confirmed:
        yield Run(f"I svaret från {reply.author} finns inga synpunkter som räknas här.")


def _positions(facts: CompilationFacts, reply: ReplyFacts, confirmed: Sequence[Found]) -> Iterator[Run]:
    """Yield a sentence per stance. Where something is asked for praise is one short sentence, and what only informs is
    left to where the viewpoints stand.
    """
    subject, friendly = reply.author, False
    asked = any(viewpoint.stance in WANTED for _, viewpoint in confirmed)
    for stance in (Stance.SUPPORTS, *WANTED) if asked else ORDER:
        alike = FRIENDLY if asked and stance in FRIENDLY else (stance,)
        found = [one for one in confirmed if one[1].stance in alike]
        if not found:
            continue
        quoted = stance in QUOTED or (stance is Stance.SUPPORTS and not asked)
        yield _sentence(facts, subject, stance, found, but=friendly and stance in WANTED, quoted=quoted)
        subject, friendly = _again(reply), stance in FRIENDLY


def _whose(reply: ReplyFacts) -> Iterator[Run]:
    """Say first that the words are not the body's where it has decided something else or nothing yet."""
    for body in reply.departing():
        decision = reply.newest_decision(body)
        if decision:
            text = f"{body} beslutade {lowered(decision.outcome)}. Det som följer är hämtat ur tjänsteutlåtandet."
            yield Run(text, note=f"Beslut den {decision.decided_on.isoformat()}, {decision.paragraph}.")
    if reply.preliminary:
        yield Run("Svaret är ett förhandssvar och inte beslutat.", note=f"Svar {reply.number}.")


def _on_theme(facts: CompilationFacts, found: Sequence[Found]) -> Iterator[Run]:
    confirmed = [one for one in found if one[1].confirmed]
    if friendly := [one for one in confirmed if one[1].stance in FRIENDLY]:
        yield Run(f"Stöd för förslaget finns i {_replies(friendly)}.", note=_sources(friendly))
    for stance in WANTED:
        if same := [one for one in confirmed if one[1].stance is stance]:
            yield from _one_by_one(facts, stance, same)
    if not any(viewpoint.stance in (*FRIENDLY, *WANTED) for _, viewpoint in confirmed):
        for other in (Stance.NEUTRAL, None):
            if same := [one for one in confirmed if one[1].stance is other]:
                yield Run(f"{_replies(same).capitalize()} {SAYS[other][2]}.", note=_sources(same))
    waiting = len(found) - len(confirmed)
    if waiting:
        rest = " till" if confirmed else ""
        number = counted(waiting, "synpunkt", "synpunkter")
        yield Run(f"För {number}{rest} är klassningen inte bekräftad.")


def _one_by_one(facts: CompilationFacts, stance: Stance | None, found: Sequence[Found]) -> Iterator[Run]:
    by_reply: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        by_reply[one[0].id].append(one)
    groups = list(by_reply.values())
    for group in groups[:MOST_BODIES]:
        yield _sentence(facts, group[0][0].author, stance, group, themes=False)
    if rest := [one for group in groups[MOST_BODIES:] for one in group]:
        yield Run(f"Ytterligare {_replies(rest)} {SAYS[stance][2]}.", note=_sources(rest))


def _replies(found: Sequence[Found]) -> str:
    """Return how many replies, in words up to twelve."""
    number = len({reply.id for reply, _ in found})
    return "ett svar" if number == 1 else f"{NUMBERS.get(number, str(number))} svar"


def _sentence(
    facts: CompilationFacts,
    subject: str,
    stance: Stance | None,
    found: Sequence[Found],
    *,
    but: bool = False,
    themes: bool = True,
    quoted: bool = True,
) -> Run:
    """Return one position of one reply: what it is about, and words of the viewpoint that says most alone."""
    once, often, _ = SAYS[stance]
    verb, _, what = (once if len(found) == 1 else often).partition(" ")
    number = NUMBERS.get(len(found), str(len(found)))
    said = f"{subject} {verb}{' dock' if but else ''} {what.format(n=number)}"
    telling = most_telling([viewpoint for _, viewpoint in found])
    about = _theme(facts, telling) if themes else ""
    words = facts.quotes and quoted
    others = len(found) > 1 and (about or words)
    said += f"{', bland annat' if others else ''}{f' i fråga om {about}' if about else ''}"
    quote = f": {excerpt(telling)}" if words else ""
    return Run(f"{said}{quote}.", note=_sources(found))


def most_telling(viewpoints: Sequence[ViewpointFacts], longest: int = LONGEST) -> ViewpointFacts:
    """Return the first viewpoint whose first sentence is not long and does not lean on the one before it."""
    alone = [one for one in viewpoints if one.words.partition(" ")[0].lower() not in VAGUE] or viewpoints
    return next((one for one in alone if len(_first_sentence(one)) <= longest), alone[0])


def _first_sentence(viewpoint: ViewpointFacts) -> str:
    beginning = viewpoint.words[: 2 * LONGEST]  # what comes later is cut away in any case
    return next(iter(split_sentences(beginning)), beginning).strip()


def excerpt(viewpoint: ViewpointFacts, longest: int = LONGEST) -> str:
    """Return the first sentence of a viewpoint in quotation marks, cut after a word where it is long."""
    first = _first_sentence(viewpoint)
    if len(first) > longest:
        first = first[:longest].rsplit(" ", 1)[0].rstrip(",;:–- ") + " …"
    return f"”{first.removesuffix('.')}”"


def _sources(found: Sequence[Found]) -> str:
    """Say where a sentence comes from: the viewpoints by number."""
    codes = [code(reply, viewpoint) for reply, viewpoint in found]
    return f"{'Synpunkt' if len(codes) == 1 else 'Synpunkterna'} {listed(codes)}."


def _theme(facts: CompilationFacts, viewpoint: ViewpointFacts) -> str:
    """Return what a viewpoint is about: its first theme, as it stands inside a sentence."""
    key = home_key(facts, viewpoint)
    return lowered(facts.theme_names[key]) if key else ""


def lowered(words: str) -> str:
    """Return ``words`` as they stand inside a sentence: an abbreviation keeps its letters."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _again(reply: ReplyFacts) -> str:
    """Return how the author is called in the sentences after the first."""
    name = reply.author.partition(" (")[0]
    if len(reply.bodies) > 1:
        return "De"
    if reply.company:
        return "Bolaget"
    beginning = next((short for words, short in BEGINNINGS if name.startswith(words)), name)
    return next((short for ending, short in SHORT_FORMS if name.endswith(ending)), beginning)


def _spaced(sentences: Iterable[Run]) -> tuple[Run, ...]:
    """Part the sentences, with the space before each: a footnote's mark stands right after what it is about."""
    return tuple(Run(f" {run.text}" if place else run.text, note=run.note) for place, run in enumerate(sentences))
