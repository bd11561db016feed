"""What each sentence of a reply does: viewpoint, retelling, background, own work, formality, signature."""

from __future__ import annotations

import re
from dataclasses import dataclass

from remiss.analysis.stance import ClauseReading, read_sentence
from remiss.analysis.subjects import body_opens, holds, names_body, names_document, own_names, speaks_its_mind
from remiss.domain.parsed import ParsedReply, ParsedSection
from remiss.domain.stance import SentenceRole, Stance
from remiss.domain.statement import SectionKey
from remiss.language.sentences import split_sentences

_FORMAL_SECTIONS = (SectionKey.PROPOSAL, SectionKey.ATTACHMENTS)
_RETELLING_SECTIONS = (SectionKey.PREPARATION, SectionKey.BACKGROUND, SectionKey.MATTER)
_CONSEQUENCE_SECTIONS = (SectionKey.CHILDREN_EQUALITY, SectionKey.GOALS, SectionKey.ECONOMY)
_ANAPHORIC = re.compile(
    r"(?:detta|dessa|(?:de|den) (?:[\wåäö]+[rs]|ska|kan|bör|måste|vill|fick|var|hade)\b|denna|dessutom|därmed|därför|"
    r"därigenom|på så sätt|på detta sätt|då|en sådan|ett sådant|sådana|här|"
    r"det (?!är|vore|bör|finns|behöv|saknas|krävs|framgår|borde|måste|kan vara|gäller|har|blir)[\wåäö]+)\b"
)
_NAME = r"[A-ZÅÄÖ][\wåäöé-]+"
_TITLE = r"(?:tf\.?\s|bitr\.?\s)?\S*(?:chef|direktör|sekreterare|handläggare|VD|vd|strateg|samordnare)"
_SIGNATURE = re.compile(rf"(?:{_NAME}\s+){{1,3}}{_NAME},?\s*{_TITLE}\b")
_PURPOSE = re.compile(r"(?:(?:syftet|målet|tanken|avsikten) (?:är|med|var)|ett exempel|till exempel|exempelvis)\b")
_OPENS_JUDGEMENT = re.compile(
    r"(?:(?:det|här) (?:är|vore|blir|känns|framstår|behövs|saknas|finns|krävs)|att|staden|kommunen|särskilt|mycket|bra|"
    r"positivt|glädjande|välkommet|viktigt|angeläget|värdefullt|olyckligt|dessvärre|tyvärr|däremot|dock|vidare|dessutom|"
    r"slutligen|även|också)\b"
)
_BARE_NEED = re.compile(
    r"(?:måste|behöver|krävs|kräver|ska|skall|behövs|kunde|behöva)"
    r"(?:(?:\s\S+){0,5}?\s(?:bli|vara|ha|få|ta|göra|ge|finnas|hanteras|ske|användas))?|saknar\b.*|saknas\b.*"
)
# "Två redovisningar om året är lagom": the proposal's measure is judged, without a word for the proposal.
_MEASURED = re.compile(
    r"(?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|tolv|\d+)\s.*\b(?:är|vore|räcker|bedöms vara)\s(?:[\w-]+\s)?"
    r"(?:lagom|nog|rimlig\w*|tillräcklig\w*|otillräcklig\w*|acceptabel\w*|för\s\w+|väl avväg\w*)"
)
OPENING_SENTENCES = 3


@dataclass
class RoleSentence:
    """A sentence under work: its place, what it says by itself (``reading``) and the role it is given.

    ``soft`` marks words of praise or blame about the world: a viewpoint only if no other viewpoint takes it in.
    """

    section: SectionKey
    text: str
    paragraph: int
    reading: ClauseReading
    role: SentenceRole
    opinion: bool = False
    soft: bool = False

    @property
    def folded(self) -> str:
        """The sentence in lower case."""
        return self.text.casefold()

    @property
    def evaluates(self) -> bool:
        """Whether the sentence by itself takes a stance other than neutral, by more than a hint."""
        single = len(self.text.split()) < 2  # a run-in heading: "Framkomlighet."
        return not single and self.reading.level >= 2 and self.reading.stance not in (None, Stance.NEUTRAL)

    @property
    def is_anaphoric(self) -> bool:
        """Whether the sentence begins by pointing back to the one before."""
        return bool(_ANAPHORIC.match(self.folded))


def read_roles(parsed: ParsedReply) -> tuple[tuple[RoleSentence, ...], ...]:
    """Return the sentences of every section, in order, each with the role it has by itself and by its section.

    Sentences that explain or lead in to a viewpoint get their final role when viewpoints are cut.
    """
    names = own_names(parsed.office, parsed.consultee)
    return tuple(tuple(_read_section(section, names)) for section in parsed.sections)


def _read_section(section: ParsedSection, names: tuple[str, ...]) -> list[RoleSentence]:
    sentences = [
        RoleSentence(section.key, text, number, read_sentence(text), SentenceRole.BACKGROUND)
        for number, paragraph in enumerate(section.paragraphs)
        for text in split_sentences(paragraph)
    ]
    begun = False
    for place, sentence in enumerate(sentences):
        sentence.opinion = speaks_its_mind(sentence.folded, names)
        before = sentences[place - 1] if place else None
        sentence.role = _role(sentence, before, begun, place, names)
        begun = begun or sentence.role is SentenceRole.VIEWPOINT_CORE
    return sentences


def _role(
    s: RoleSentence, before: RoleSentence | None, begun: bool, place: int, names: tuple[str, ...]
) -> SentenceRole:
    if s.section in _FORMAL_SECTIONS or holds("formality", s.folded):
        return SentenceRole.FORMALITY
    if _is_signature(s.text):
        return SentenceRole.SIGNATURE
    if s.section in _RETELLING_SECTIONS:
        return _role_where_retold(s, before)
    if s.section is SectionKey.SUMMARY:
        return _role_in_summary(s, before, begun, names)
    if s.section in _CONSEQUENCE_SECTIONS:
        return _role_in_consequences(s, names)
    return _role_among_viewpoints(s, before, begun, place, names)


def _role_where_retold(s: RoleSentence, before: RoleSentence | None) -> SentenceRole:
    if s.section is SectionKey.PREPARATION:
        return SentenceRole.RETELLING
    if _opens_viewpoint(s) or _continues(s, before):
        return SentenceRole.VIEWPOINT_CORE
    return SentenceRole.RETELLING


def _role_in_summary(s: RoleSentence, before: RoleSentence | None, begun: bool, names: tuple[str, ...]) -> SentenceRole:
    if _opens_viewpoint(s) or _continues(s, before):
        return SentenceRole.VIEWPOINT_CORE
    if begun and s.evaluates and not holds("reporters", s.folded):
        s.soft = not stands_alone(s, names)
        return SentenceRole.BACKGROUND if s.soft else SentenceRole.VIEWPOINT_CORE
    if _is_own_work(s, names):
        return SentenceRole.OWN_WORK
    return SentenceRole.RETELLING


def _role_in_consequences(s: RoleSentence, names: tuple[str, ...]) -> SentenceRole:
    if holds("boilerplate", s.folded):
        return SentenceRole.BACKGROUND
    if s.evaluates or s.opinion or names_document(s.folded):
        return SentenceRole.VIEWPOINT_CORE
    return SentenceRole.OWN_WORK if _is_own_work(s, names) else SentenceRole.BACKGROUND


def _role_among_viewpoints(
    s: RoleSentence, before: RoleSentence | None, begun: bool, place: int, names: tuple[str, ...]
) -> SentenceRole:
    if _is_own_work(s, names):
        return SentenceRole.OWN_WORK
    if s.evaluates and not _is_scenery(s, begun, place) and not _PURPOSE.match(s.folded):
        s.soft = not stands_alone(s, names)
        return SentenceRole.BACKGROUND if s.soft else SentenceRole.VIEWPOINT_CORE
    if s.opinion and s.reading.level >= 2:
        return SentenceRole.VIEWPOINT_CORE
    if before is not None and before.role is SentenceRole.OWN_WORK and before.paragraph == s.paragraph:
        return SentenceRole.OWN_WORK
    return SentenceRole.RETELLING if holds("reporters", s.folded) and not s.opinion else SentenceRole.BACKGROUND


def _opens_viewpoint(s: RoleSentence) -> bool:
    if s.opinion and s.evaluates:
        return True
    return holds("judgement", s.folded) and not holds("reporters", s.folded, level=3)


def _continues(s: RoleSentence, before: RoleSentence | None) -> bool:
    follows = before is not None and before.role is SentenceRole.VIEWPOINT_CORE
    return follows and s.evaluates and s.is_anaphoric and not holds("reporters", s.folded)


def _is_own_work(s: RoleSentence, names: tuple[str, ...]) -> bool:
    if s.opinion or not body_opens(s.folded, names):
        return False
    if s.reading.stance in (None, Stance.NEUTRAL) and not names_document(s.folded):
        return True
    if not holds("own_work", s.folded, level=3):
        return False
    return s.reading.level < 3 or s.reading.stance in (None, Stance.NEUTRAL)


def stands_alone(s: RoleSentence, names: tuple[str, ...]) -> bool:
    """Tell whether an evaluating sentence is about the proposal, and not about the world that explains one."""
    if s.opinion or s.is_anaphoric or _OPENS_JUDGEMENT.match(s.folded) or names_document(s.folded):
        return True
    if (
        holds("document_parts", s.folded)
        or _MEASURED.match(s.folded)
        or (s.reading.stance is Stance.ASKS_CLARIFICATION and s.reading.level == 3)
    ):
        return True
    if s.reading.stance is Stance.OBJECTS and names_body(s.folded, names):
        return True
    return s.reading.stance is Stance.PROPOSES_CHANGE and any(
        not _BARE_NEED.fullmatch(w.casefold()) for w, _ in s.reading.cues
    )


def _is_scenery(s: RoleSentence, begun: bool, place: int) -> bool:
    """Whether it is a general truth before the first viewpoint: praised or stressed, but not of the proposal."""
    if begun or s.opinion or place >= OPENING_SENTENCES or names_document(s.folded) or _MEASURED.match(s.folded):
        return False
    return s.reading.level < 3 and s.reading.stance in (Stance.SUPPORTS, Stance.SUPPORTS_WITH_REMARK)


def _is_signature(text: str) -> bool:
    return len(text.split()) <= 8 and not text.endswith(".") and bool(_SIGNATURE.match(text))
