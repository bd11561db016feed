"""Proposes themes for a remiss from the headings of the remitted draft, for KS to change as it likes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from remiss.analysis.theme_terms import telling_stems
from remiss.domain.parsed import Programme, ProgrammeSection
from remiss.domain.viewpoints import ThemeDefinition
from remiss.language.folding import fold
from remiss.language.words import is_content_word, read_words, stem

MOST = 12
FEWEST = 3
WORDS_IN_DESCRIPTION = 8
HEADING_WEIGHT = 3
SHORTEST_WORD = 4
APPENDIX = "bilaga"
WHOLE = ThemeDefinition(
    "forslag_helhet",
    "Helhet och struktur",
    "Förslaget i sin helhet, struktur, uppbyggnad, tydlighet, ambitionsnivå, koppling till andra styrdokument.",
)


def propose_themes(programme: Programme) -> list[ThemeDefinition]:
    """Return a theme for each main section of ``programme`` that is about something, in document order.

    Sections that only frame the draft (inledning, bakgrund, sammanfattning …) give none. Where too few main sections
    are left, those one level down are used; above ``MOST`` only the longest stay. A description is drawn from the
    words that the section uses often and the others seldom. ``WHOLE`` comes last, since bodies always say something
    about the draft as such. A draft without headings gives nothing.
    """
    groups = _grouped(programme.sections)
    if not groups:
        return []
    if len(groups) > MOST:
        longest = sorted(range(len(groups)), key=lambda place: (-_length(groups[place]), place))[:MOST]
        groups = [groups[place] for place in sorted(longest)]
    texts = [_words_of(group) for group in groups]
    spread = Counter(word_stem for words in texts for word_stem in {stem(word) for word in words})
    proposed = [
        ThemeDefinition(f"forslag{place}", group[0].heading.strip(), _description(group[0], words, spread))
        for place, (group, words) in enumerate(zip(groups, texts, strict=True), start=1)
    ]
    return [*proposed, WHOLE]


def _grouped(sections: Sequence[ProgrammeSection]) -> list[list[ProgrammeSection]]:
    """Return each main section with what lies under it; the second level when the first says too little.

    A main section that only gathers others (Fokusområden) gives way to those.
    """
    top = min((s.level for s in sections if s.heading.strip()), default=1)
    first = [part for group in _at_level(sections, top) for part in _opened(group, top + 1)]
    second = _at_level(sections, top + 1)
    return second if len(first) < FEWEST and len(second) > len(first) else first


def _opened(group: list[ProgrammeSection], level: int) -> list[list[ProgrammeSection]]:
    words = [word.text for word in read_words(fold(group[0].heading)) if is_content_word(word.text)]
    gathers = all(word in _words("gathering_headings.txt") for word in words)
    return (_at_level(group[1:], level) if gathers else []) or [group]


def _at_level(sections: Sequence[ProgrammeSection], level: int) -> list[list[ProgrammeSection]]:
    groups: list[list[ProgrammeSection]] = []
    taken, seen = False, set[str]()
    for section in sections:
        if section.level <= level:
            name = fold(section.heading)
            taken = section.level == level and _is_subject(name) and name not in seen
            seen.add(name)
            if taken:
                groups.append([])
        if taken:
            groups[-1].append(section)
    return groups


def _is_subject(folded_heading: str) -> bool:
    """Tell whether a heading names a subject: it has telling words, and does not only frame the draft.

    An appendix supports what the sections say (Bilaga 1 Tidplan); it is no subject of its own.
    """
    frames = _words("framing_headings.txt")
    words = [word.text for word in read_words(folded_heading) if is_content_word(word.text)]
    return not folded_heading.startswith(APPENDIX) and any(word not in frames for word in words)


def _words_of(group: Sequence[ProgrammeSection]) -> list[str]:
    """Return the telling words of a section in order; a word of a heading under it counts ``HEADING_WEIGHT`` times."""
    headings = [section.heading for section in group]
    text = [part for section in group for part in section.paragraphs]
    return [word.text for part in headings * HEADING_WEIGHT + text for word in read_words(part) if _tells(word.text)]


def _tells(word: str) -> bool:
    if fold(word) in _words("weak_words.txt"):
        return False
    return len(word) >= SHORTEST_WORD and is_content_word(word) and bool(telling_stems(word)) and word.isalpha()


def _description(section: ProgrammeSection, words: Sequence[str], spread: Counter[str]) -> str:
    """Return the most telling words as a phrase, each as it is mostly written; those of the heading are left out.

    A word used once says little, so it is taken only where there are few others.
    """
    named = {stem(word.text) for word in read_words(section.heading)}
    counts = Counter(stem(word) for word in words)  # in the order of first use, which breaks ties
    weighed = {word_stem: count / spread[word_stem] for word_stem, count in counts.items() if word_stem not in named}
    ranked = sorted(weighed, key=lambda word_stem: -weighed[word_stem])
    repeated = [word_stem for word_stem in ranked if counts[word_stem] > 1]
    chosen = (repeated if len(repeated) >= FEWEST else ranked)[:WORDS_IN_DESCRIPTION]
    phrase = ", ".join(_usual_form(word_stem, words) for word_stem in chosen)
    return f"{phrase[0].upper()}{phrase[1:]}." if phrase else ""


def _usual_form(word_stem: str, words: Sequence[str]) -> str:
    forms = Counter(fold(word) for word in words if stem(word) == word_stem)
    return min(forms, key=lambda form: (-forms[form], form))


def _length(group: Sequence[ProgrammeSection]) -> int:
    return sum(len(part) for section in group for part in section.paragraphs)


@lru_cache(maxsize=4)
def _words(name: str) -> frozenset[str]:
    """Return the words of a list in ``data``."""
    return frozenset(files("remiss.analysis").joinpath("data", name).read_text("utf-8").split())
