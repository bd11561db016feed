"""Headings of a tjänsteutlåtande, whoever wrote it: nämnd, stadsdel, kontor, bolag or another municipality."""

from __future__ import annotations

import re
from dataclasses import dataclass

from remiss.documents.interpretation.line import Line
from remiss.domain.document import BlockKind
from remiss.domain.statement import SectionKey

# Whose viewpoints they are, one body's or several's. A council's own heading is the bare word: *Pensionärsrådets
# synpunkter* in a nämnd's reply are another's.
_OWNER = (
    r"(?:(?:[\wåäöÅÄÖ-]+\s){0,3}[\wåäöÅÄÖ-]*(?:förvaltningens|förvaltningarnas|kontorets|kontorens|kansliets|kansliernas|"
    r"stabens|stabernas|avdelningens|avdelningarnas|enhetens|enheternas|bolagets|bolagens|nämndens|nämndernas|"
    r"styrelsens|styrelsernas|koncernens|ledningens|stadens|förbundets|förbundens)\s|"
    r"(?:Rådets|Regionens|Kommunens|Myndighetens|Verkets|Föreningens|Organisationens|Länsstyrelsens|Polisens)\s|"
    r"VD:s\s|Våra\s|Vår\s|Vårt\s|Egna\s)?"
)
# What was sent for comment.
_REMITTED = (
    r"(?:remissen|remissförslaget|förslaget|programmet|planen|strategin|policyn|motionen|utredningen|betänkandet|"
    r"promemorian|skrivelsen)"
)
_PATTERNS: tuple[tuple[SectionKey, str], ...] = (
    (SectionKey.PROPOSAL, _OWNER + r"(?:förslag till (?:beslut|styrelsens beslut|nämndens beslut|ställningstagande)"
     r"(?: i .{2,40})?|beslutsförslag|beslutssatser|förslag till besluts?)"),
    (SectionKey.SUMMARY, (r"(?:kort\s)?(?:sammanfattning|sammandrag)(?: av (?:ärendet|förslaget|"
                         r"tjänsteutlåtandet|remissen|"
     r"yttrandet|remissvaret|.{0,20}synpunkter))?|ärendet i (?:korthet|sammandrag)|sammanfattande (?:bedömning|"
     r"beskrivning|synpunkter|kommentarer?)")),
    (SectionKey.BACKGROUND, (r"bakgrund(?: (?:till|och|om) .{2,60})?|ärendets bakgrund|inledning(?: och bakgrund)?"
     r"|om (?:bolaget|bolagen|nämnden|förvaltningen|kontoret|förbundet|regionen|rådet|föreningen|oss)"
     r"(?: och .{2,60})?")),
    (SectionKey.PREPARATION, (r"(?:ärendets|remissens|svarets|yttrandets) (?:beredning|handläggning)|beredning(?:en)?"
     r"(?: av (?:ärendet|remissen|yttrandet))?|samråd(?: och samverkan)?|(?:facklig )?samverkan(?: och beredning)?"
     r"|beredning och samråd|fackliga? (?:förhandling|information|samråd).{0,30}"
     r"|handläggning(?:en)?(?: av (?:ärendet|yttrandet|remissen))?")),
    (SectionKey.MATTER, (r"ärendet?(?:\s?[–—:-]\s?.{2,100}| och (?:dess|ärendets) (?:beredning|handläggning))?|"
     r"(?:ärende)?beskrivning(?:en)?(?: av (?:ärendet|förslaget|"
     r"remissen|programmet))?|ärendebeskrivning|remissen|(?:remissens|förslagets|programmets|motionens|utredningens|"
     r"betänkandets|promemorians|skrivelsens) (?:huvudsakliga )?innehåll|remissförslaget|förslaget"
     rf"|{_REMITTED} i (?:korthet|sammandrag|huvuddrag)|(?:kort )?om {_REMITTED}"
     rf"|vad {_REMITTED} (?:innebär|innehåller|omfattar|handlar om)(?: .{{2,60}})?")),
    (SectionKey.CHILDREN_EQUALITY, (r"(?:.{0,60}\b)?(?:jämställdhets?|barnrätts|barnkonsekvens|"
        r"jämlikhets)[\wåäö-]*(?:\b.{0,60})?"
     r"|konsekvenser (?:för|ur) .{0,20}\b(?:barn|barns|flickor)\b.{0,60}|(?:prövning|analys|"
     r"bedömning) av barnets bästa"
     r"|barn(?:ets|ens)? (?:bästa|perspektiv.{0,20}|rättigheter)|barnperspektiv(?:et)?|barnkonventionen|"
     r"barn och (?:unga|jämställdhet)")),
    (SectionKey.GOALS, (r"(?:mål(?:upp?fyllelse)?(?: och .{2,40})?|(?:nämndens|stadens|"
                       r"bolagets) mål(?: .{2,40})?|målbild|bidrag till .{0,40}mål(?:en)?)")),
    (SectionKey.ECONOMY, (r"ekonomi(?:sk[at]?)?(?: (?:konsekvens(?:er|analys)|aspekter|bedömning|påverkan|"
                         r"förutsättningar|"
     r"effekter|överväganden|hänsyn|och .{2,40}))?|finansiering(?: och .{2,40})?|kostnader(?: och .{2,40})?|"
     r"budget(?: och .{2,30})?"
     r"|ekonomikonsekvenser|konsekvenser för ekonomin?")),
    (SectionKey.VIEWPOINTS, _OWNER + r"(?:synpunkter(?: (?:och|på|samt) .{2,80})?|"
     r"(?:bedömning|analys|överväganden|ställningstagande|ståndpunkt|slutsatser)(?: (?:och|av|på|över|"
     r"samt) .{2,60})?)"
     r"|synpunkt(?:er)?(?: (?:och|på) .{2,80})?|remissvar|yttrande|svar|" + _OWNER.rstrip("?")
     + r"(?:kommentarer?|remissvar|remissyttrande|svar|yttrande|förslag)(?: .{2,60})?"),
    (SectionKey.ATTACHMENTS, (r"bilag(?:a|or|eförteckning)(?: till .{2,50})?|bifogade (?:handlingar|dokument|bilagor)"
     r"|bifogas|beslutsunderlag(?:et)?|handlingar i ärendet|underlag(?: för beslut(?:et)?)?")),
    (SectionKey.OTHER, (r"(?:beslutet|beslut|protokollsutdrag|ärendet) (?:skickas|expedieras|ska skickas|"
                       r"delges) till|expediering|skickas till|"
     r"uppföljning(?: och .{2,40})?|miljö(?:konsekvenser|aspekter|påverkan)?(?: och .{2,40})?|"
     r"klimat(?:konsekvenser|påverkan)?"
     r"|(?:övriga )?konsekvenser(?: (?:av|för) .{2,60})?|riskanalys|risker|tidplan|juridiska? .{2,40}|"
     r"rättsliga förutsättningar"
     r"|lagstiftning|nuläge(?:sbeskrivning)?|syfte(?:t)?|remissinstanser|övrigt|övriga (?:synpunkter|frågor|"
     r"upplysningar)"
     r"|(?:konsekvenser|analys) (?:av|ur|för) .{0,30}tillgänglighet.{0,40}|"
     r"tillgänglighet(?:sperspektiv.{0,20})?|kommunikation(?:splan)?"
     r"|avslutning|avslutande (?:ord|kommentarer?|synpunkter)|omedelbar justering|jäv|"
     r"hur man överklagar|överklagan(?:de)?|besvärshänvisning|"
     r"reservation(?:er)?|särskil(?:t|da) uttalanden?|ersättaryttrande")),
)  # fmt: skip
_COMPILED = tuple((key, re.compile(pattern, re.IGNORECASE)) for key, pattern in _PATTERNS)
_NUMBER = re.compile(r"^(?:§\s?)?(?:\(\d{1,2}\.?\)|\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVX]{1,4}\.|[A-Z]\.)\s+(?=\S)")
OPEN_END = re.compile(
    r"(?:\b(?:och|eller|samt|för|av|i|till|på|med|om|som|att|en|ett|den|det|de|från|inom|vid|är)|[,\-–(])$"
)
# Verbs that make a line a sentence, or the beginning of one, whatever words of the dictionary it holds.
_SENTENCE = re.compile(
    r"\b(?:bedöms|bedömer|anses|anser|saknar|saknas|bör|ska|skall|måste|kan|får|har|behöver|föreslår|föreslås|vill|finns|"
    r"påverkas|påverkar|medför|leder|kommer|redovisas|framgår|beskrivs|inte|ej|den \d{1,2} \w+ \d{4})\b",
    re.IGNORECASE,
)
_MAX_LENGTH = 120
_FULL_LINE = 45
# Headings that no wrapped sentence looks like.
_STRONG = frozenset({SectionKey.PROPOSAL, SectionKey.SUMMARY, SectionKey.PREPARATION, SectionKey.VIEWPOINTS})


@dataclass(frozen=True)
class HeadingMatch:
    """A line recognised as heading; ``rest`` is text that follows it on the same line (*Bilaga: programmet*)."""

    key: SectionKey
    heading: str
    rest: str = ""


def split_number(text: str) -> tuple[str | None, str]:
    """Return the printed number of a heading, without its last full stop, and the heading itself."""
    match = _NUMBER.match(text)
    if not match:
        return None, text.strip()
    return match[0].strip(" .§()"), text[match.end() :].strip()


def key_of(text: str) -> SectionKey | None:
    """Return the section that a heading with these words begins; None when the words are no usual heading."""
    words = split_number(text)[1].rstrip(":.").strip()
    if not words or len(words) > _MAX_LENGTH or words[0].islower() or _SENTENCE.search(words):
        return None
    return next((key for key, pattern in _COMPILED if pattern.fullmatch(words)), None)


def match_heading(line: Line, before: Line | None, after: Line | None) -> HeadingMatch | None:
    """Return what heading ``line`` is, judged with its neighbours; None for body text."""
    if line.cells or "\t" in line.text:
        return None
    styled = line.kind is BlockKind.HEADING or line.bold
    key = key_of(line.text)
    if key is not None:
        if not styled and not _stands_alone(line, before, after, key):
            return None
        return HeadingMatch(key, split_number(line.text)[1].rstrip(":").strip())
    wrapped = not line.starts and before is not None and before.text[-1] not in ".:!?)"
    return None if wrapped else _run_in(line)


def _stands_alone(line: Line, before: Line | None, after: Line | None, key: SectionKey) -> bool:
    """Tell whether an unstyled line that reads like a heading is one, and not the end of a wrapped sentence."""
    if line.kind is BlockKind.LIST_ITEM or line.text.endswith("."):
        return False
    if before is not None and not line.starts and OPEN_END.search(before.text):
        return False
    if key in _STRONG or line.starts:
        return True
    # A weak word (Ekonomi, Mål …) after a full line without an end is the rest of that line's sentence.
    open_before = before is not None and len(before.text) > _FULL_LINE and before.text[-1] not in ".:!?”)"
    return not open_before and not (after is not None and after.text[:1].islower() and not after.starts)


_RUN_IN = re.compile(
    r"^(?P<heading>Bilag(?:a|or)|(?:Förvaltningens )?[Ff]örslag till beslut)"
    r"\s?(?::|(?=\s\d{1,2}\s?[:.–-]\s|\s\d{1,2}\s[A-ZÅÄÖ”]))\s*(?P<rest>\S.*)$"
)


def _run_in(line: Line) -> HeadingMatch | None:
    """Recognise *Bilaga: Programmet* and *Bilaga 1. Programmet*, a heading with its text on the same line."""
    match = _RUN_IN.match(line.text)
    if not match:
        return None
    key = key_of(match["heading"])
    return None if key is None else HeadingMatch(key, match["heading"], match["rest"])
