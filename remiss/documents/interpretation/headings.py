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
    r"(?:(?:[\wåäöÅÄÖ-]+\s){0,3}[\wåäöÅÄÖ-]*(?:förvaltningens|förvaltningarnas|kontorets|kontorens|kansliets|"
    r"kansliernas|"
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
    (SectionKey.PROPOSAL, _OWNER + r"(?:förslag (?:till|på) (?:beslut|styrelsens beslut|nämndens beslut|nämndbeslut|"
     r"styrelsebeslut|ställningstagande)"
     r"(?: (?:i|till|för|av) .{2,40})?|beslutsförslag|beslutssatser|beslutsmening(?:ar)?|förslag till besluts?|"
     r"hemställan|"
     r"yrkande)"
     r"|(?:vad|det som) (?:\w+)?(?:nämnden|styrelsen|bolaget) (?:föreslås|ska|bör) besluta|"
     r"(?:vad |det |detta )?(?:förvaltningen|kontoret|vi|kansliet) föreslår (?:att )?(?:nämnden|"
     r"styrelsen)(?: att)?(?: besluta[r]?)?|"
     r"(?:nämnden|styrelsen) (?:föreslås|beslutar|föreslås besluta)"
     r"|(?:Tjänste(?:personens|mannens)|Handläggarens|Ordförandens|Presidiets|Arbetsutskottets|VD:s|"
     r"Direktörens) förslag till beslut"),
    (SectionKey.SUMMARY, (r"(?:kort(?:fattad)?\s)?(?:sammanfattning|sammandrag)(?: av (?:ärendet|förslaget|"
     r"tjänsteutlåtandet|remissen|"
     r"yttrandet|remissvaret|svaret|.{0,20}synpunkter|.{0,30}(?:yttrande|ställningstagande|svar|bedömning)))?|"
     r"ärendet i sammandrag|sammanfattande "
     r"(?:bedömning|beskrivning|synpunkter|kommentarer?|ställningstagande|slutsatser)|i korthet|(?:yttrandet|"
     r"remissvaret|svaret|vårt svar|.{3,20} (?:synpunkter|svar|yttrande|bedömning|ståndpunkt)) i (?:korthet|sammandrag|"
     r"sammanfattning)|kort(?:fattat)? om (?:svaret|yttrandet|ärendet|vårt svar|.{3,20} (?:svar|yttrande))|"
     r"kortversion(?:en)?|"
     r"(?:vårt |.{3,20} )?(?:huvudbudskap|huvudsakliga synpunkter|viktigaste synpunkter)(?:et)?|"
     r"det viktigaste(?: i .{3,30})?"
     r"|sammanfattningsvis|huvudpunkter(?:na)?|det viktigaste i korthet|i sammandrag")),
    (SectionKey.BACKGROUND, (r"(?:kort )?bakgrund(?:en|sbeskrivning)?(?: (?:till|och|om) .{2,60})?|ärendets bakgrund|"
     r"inledning(?: och bakgrund)?|inledande .{3,30}"
     r"|om (?:bolaget|bolagen|nämnden|förvaltningen|kontoret|förbundet|regionen|rådet|föreningen|oss|myndigheten|"
     r"stiftelsen)(?: och .{2,60})?"
     r"|historik|uppdraget?|varför (?:en|ett|behövs) .{0,40}(?:plan|program|strategi|policy|reglemente)\w*|"
     r"bakgrundsbeskrivning|förhistoria|"
     r"ärendets tillkomst|tidigare (?:ställningstaganden?|yttranden?)|utgångspunkter(?:na)?|tidigare (?:beslut|"
     r"behandling|hantering)(?: i ärendet)?|"
     r"bakgrund/.{3,30}|förutsättningar")),
    (SectionKey.PREPARATION, (r"(?:ärendets|remissens|svarets|yttrandets|remissvarets) (?:beredning|handläggning)|"
     r"(?:intern )?beredning(?:en)?"
     r"(?: av (?:ärendet|remissen|yttrandet|svaret))?|samråd(?: och samverkan)?|"
     r"(?:facklig )?samverkan(?: och beredning)?|samverkan med .{3,60}"
     r"|beredning och (?:samråd|samverkan|förankring)|fackliga? (?:förhandling|information|samråd|dialog).{0,30}|"
     r"mbl(?:-| ).{0,30}|förankring"
     r"|(?:så|hur|vilka) (?:har |som (?:har )?)?(?:ärendet|yttrandet|svaret|remissvaret) (?:har )?(?:beretts|"
     r"tagits fram|bereddes|"
     r"arbetats fram)|arbetet med (?:yttrandet|svaret|remissvaret)"
     r"|handläggning(?:en)?(?: av (?:ärendet|yttrandet|remissen))?|ärendets gång|(?:intern )?remissrunda|"
     r"(?:så|hur) (?:har )?(?:vi|förvaltningen|kontoret|bolaget|nämnden) (?:har )?(?:arbetat|tagit fram|berett).{0,40}|"
     r"(?:svarets|yttrandets|remissvarets) tillkomst|(?:intern )?samråd(?: med .{3,40})?|dialog(?: med .{3,40})?|"
     r"delaktighet i (?:svaret|yttrandet|arbetet)|barns och ungas delaktighet i .{3,30}|arbetsgång|process(?:en)?")),
    (SectionKey.MATTER, (r"(?:beskrivning av )?ärendet?(?:\s?[–—:-]\s?.{2,100}| och (?:dess|ärendets) (?:beredning|"
     r"handläggning))?|"
     r"(?:ärende)?beskrivning(?:en)?(?: av .{3,60})?|ärende(?:beskrivning|redogörelse)|redogörelse för .{3,40}|"
     r"remissen|(?:remissens|förslagets|programmets|motionens|utredningens|"
     r"betänkandets|promemorians|skrivelsens|planens|strategins|policyns) (?:huvudsakliga )?(?:innehåll|förslag)|"
     r"[\wåäöÅÄÖ-]*(?:utredningen|programmet|strategin|policyn|planen|reglementet|riktlinjerna|taxan|översynen|"
     r"betänkandet) "
     r"i (?:korthet|sammandrag|huvuddrag)|"
     r"(?:det remitterade )?(?:remiss|plan|program)?förslaget"
     rf"|(?:{_REMITTED}|ärendet|.{{3,40}}(?:planen|programmet|strategin|policyn)) i (?:korthet|sammandrag|"
     rf"huvuddrag)|(?:kort|lite)? ?om {_REMITTED}|innehållet i {_REMITTED}|innehåll|remisshandlingen"
     rf"|vad (?:{_REMITTED}|ärendet) (?:innebär|innehåller|omfattar|handlar om|gäller|avser)(?: .{{2,60}})?|"
     rf"|(?:vad|det) .{{0,20}}(?:{_REMITTED}|utredaren|kommunen|staden|kommunstyrelsen) "
     rf"(?:föreslår|vill|innebär|innehåller|säger)(?: .{{2,40}})?|vad ärendet (?:handlar om|rör)|"
     rf"{_REMITTED}s? (?:huvudpunkter|"
     rf"huvuddrag|upplägg|omfattning)|om (?:program|plan|strategi|förslag|remiss)\w*|"
     rf"(?:kort )?(?:beskrivning|redogörelse|referat|presentation) av .{{3,60}}|sammanfattning av {_REMITTED}"
     rf"|vad (?:föreslås|har remitterats)|(?:det här|detta) (?:föreslås|är föreslaget)|remitterat (?:förslag|"
     rf"material)")),
    (SectionKey.CHILDREN_EQUALITY, (r"(?:.{0,60}\b)?(?:jämställdhets?|barnrätts?|barnkonsekvens|jämlikhets?|"
     r"genus)[\wåäö-]*(?:\b.{0,60})?"
     r"|konsekvenser (?:för|ur|utifrån) .{0,20}\b(?:barn|barns|flickor|barnkonventionen)\b.{0,60}|(?:prövning|"
     r"analys|bedömning) (?:av|utifrån) (?:barnets|barns) bästa"
     r"|(?:vad|hur|så) .{3,60}\b(?:barn|barnen|unga)\b.{0,30}|barn(?:ets|ens|s)? (?:bästa|perspektiv.{0,20}|"
     r"rättigheter)|barn(?:rätts)?perspektiv(?:et)?(?: .{2,40})?|"
     r"barnkonventionen|barn(?:- och (?:ungdoms|elev))?perspektiv(?:et)?"
     r"|barn och (?:unga|ungdomar|jämställdhet)|barn, .{3,40}jämställdhet|(?:barns och )?(?:ungas|"
     r"ungdomars) (?:perspektiv|rättigheter)")),
    (SectionKey.GOALS, (r"mål(?:upp?fyllelse(?:n)?)?(?: och .{2,40})?|(?:nämndens|stadens|bolagets|kommunens|"
     r"kommunfullmäktiges) mål(?:uppfyllelse)?(?: .{2,40})?|målbild|(?:klimat|miljö|folkhälso|hållbarhets|"
     r"inriktnings|verksamhets)mål(?:en)?|(?:hur|så) .{3,40} (?:bidrar|stämmer|förhåller sig) .{0,30}mål\w*|"
     r"(?:.{3,40} )?bidrag till .{0,40}mål(?:en)?|(?:.{3,40} )?(?:i förhållande till|kopplat till|och) (?:nämndens|"
     r"bolagets|"
     r"stadens|kommunens) mål|(?:verksamhets|inriktnings)mål.{0,30}|påverkan på .{0,30}mål(?:en)?"
     r"|(?:koppling|relation|förhållande) till .{0,40}(?:mål|styrdokument|budget|vision)\w*|"
     r".{0,30}(?:överensstämmelse|samband) med .{0,40}mål\w*|agenda 2030|globala mål(?:en)?")),
    (SectionKey.ECONOMY, (r"ekonomi(?:n|sk[at]?)?(?:(?:,| och)? (?:konsekvens(?:er|analys)|aspekter|bedömning|"
     r"påverkan|förutsättningar|perspektiv|effekter|följder|överväganden|hänsyn|frågor|och .{2,40}))?"
     r"|finansiering(?: och .{2,40})?|kostnad(?:er|en)?(?: och .{2,40})?|vad (?:kostar det|det kostar|"
     r"kommer det att kosta)|kostnads(?:konsekvenser|bedömning|fråga\w*)|"
     r"budget(?:konsekvenser|påverkan)?(?: och .{2,30})?|resurs(?:er|behov|frågor)(?: och .{2,30})?"
     r"|finansiella .{3,30}|ekonomikonsekvenser|kostnad(?:er|en|erna)? (?:för|av|i|vid|med) .{2,50}|"
     r"(?:kostnader?|ekonomi|finansiering|resurser|pengar), .{3,40}|ekonomisk(?:a|t)? .{3,30}|"
     r"(?:resurser|pengar|medel|tid|personal)(?: och (?:resurser|pengar|medel|tid|personal|kostnader))?|budget .{3,30}|"
     r"(?:vad|hur mycket) .{0,30}(?:kostar?|kosta|kostnader).{0,30}|(?:konsekvenser|bedömning|påverkan) (?:för|av|"
     r"på) (?:nämndens |"
     r"bolagets |stadens |kommunens )?ekonomin?")),
    (SectionKey.VIEWPOINTS, _OWNER + r"(?:(?:allmänna |övergripande |generella |särskilda |detaljerade |specifika |"
     r"inledande |samlade |sammanfattade )?synpunkter(?: (?:och|på|samt|kring|om|över) .{2,80})?|"
     r"(?:(?:samlad|sammantagen|samlade|övergripande) )?(?:bedömning|analys|överväganden|ställningstagande|"
     r"ståndpunkt|inställning|slutsats(?:er)?|syn|resonemang|kommentarer)(?: (?:och|av|på|över|samt|kring|"
     r"till) .{2,60})?)"
     r"|(?:yttrande|synpunkter|remissvar|kommentarer) från .{3,50}|(?:övriga |särskilda |detalj|"
     r"del)?synpunkt(?:er)?(?: (?:och|på) .{2,80})?|remissvar(?:et)?|"
     r"yttrande(?:t)?|(?:vårt )?svar(?:et)?|förslag till (?:yttrande|svar|remissvar|"
     r"remissyttrande)"
     r"|(?:skäl(?:en)?|motiv(?:ering)?) (?:för|till) .{0,20}(?:beslut(?:et)?|ställningstagande\w*|förslag(?:et)?)|"
     r"motivering(?:ar)?|(?:vad|så|det|hur) (?:tycker )?(?:vi|nämnden|förvaltningen|bolaget|föreningen) (?:tycker|"
     r"anser|vill|säger|ser på)(?: .{2,40})?"
     r"|övrigt (?:som|att) .{3,40}|övriga synpunkter|(?:våra )?medskick|helhetsbedömning|"
     r"(?:förslag till )?(?:ändringar|ändringsförslag|förbättringar|"
     r"kompletteringar|justeringar)(?: (?:i|av|och) .{2,60})?|diskussion(?: och .{2,40})?|"
     + _OWNER.rstrip("?") + r"(?:kommentarer?|remissvar|remissyttrande|svar|yttrande|förslag|synpunkter|medskick|"
      r"önskemål)(?: .{2,60})?"),
    (SectionKey.ATTACHMENTS, (r"bilag(?:a|or|eförteckning|d\w* handlingar)(?: till .{2,50})?|"
     r"förteckning över bilagor|bifogade (?:handlingar|dokument|bilagor|filer)|bifogas"
     r"|(?:besluts)?underlag(?:et)?|(?:ärendets )?handlingar(?: i ärendet)?|dokument i ärendet|underlag (?:för|"
     r"till) (?:beslut(?:et)?|ärendet)")),
    (SectionKey.OTHER, (r"beslut(?:et)?|(?:beslut|besluts)?expediering(?:slista)?|(?:lag)?stöd för beslut(?:et)?|"
     r"beslutet anmäls|(?:beslutet|beslut|protokollsutdrag|ärendet|yttrandet|svaret|kopia)(?: ska)? (?:skickas|"
     r"expedieras|sändas|delges|lämnas|sänds)(?: till)?|expediering(?:slista)?|(?:ex)?pedieras(?: till)?|"
     r"skickas till|"
     r"sändlista|kopia(?: till)?|för kännedom(?: till)?|delges|nästa steg|fortsatt (?:arbete|hantering|process)|"
     r"ikraftträdande|"
     r"uppföljning(?: och .{2,40})?|miljö(?:konsekvenser|aspekter|påverkan)?(?: och .{2,40})?|(?:ekologisk|"
     r"social) hållbarhet|hållbarhet(?:sperspektiv\w*)?|"
     r"(?:miljö|klimat|trygghets|säkerhets|folkhälso|integritets|digitaliserings)(?:perspektiv|konsekvens|aspekt)\w*|"
     r"klimat(?:konsekvenser|påverkan)?(?: och .{2,40})?|(?:övriga )?konsekvenser(?: (?:av|för) .{2,60})?|risk(?:er|"
     r"analys|bedömning)(?: och .{2,40})?|tid(?:s)?plan|juridi(?:k|ska? .{2,40})|juridisk bedömning|"
     r"rättsliga (?:förutsättningar|aspekter|frågor)|lagstiftning|laglighet|nuläge(?:t|sbeskrivning)?|syfte(?:t)?|"
     r"remissinstanser|övrigt|övriga (?:frågor|upplysningar)|"
     r"(?:konsekvenser|analys) (?:av|ur|för) .{0,30}tillgänglighet.{0,40}|tillgänglighet(?:sperspektiv.{0,20})?|"
     r"kommunikation(?:splan)?|"
     r"avslutning(?:svis)?|slutord|till sist|(?:kontakt|kontaktuppgifter|kontaktperson(?:er)?)|"
     r"underskrift(?:er)?(?: och .{3,30})?|"
     r"signatur(?:er)?|"
     r"(?:beslut(?:et)?|paragrafen|ärendet) (?:ska )?(?:sänds|meddelas|expedieras|tillställs)(?: till)?|"
     r"(?:kopior|delgivning|delgivning till|mottagare|sändlista för .{3,20})|skäl(?:en)? (?:för att|till att) .{3,60}|"
     r"(?:beslutsmotivering|(?:delegation(?:sbeslut|sordning)?|lagrum|lagstöd)(?: och .{3,30})?|brådska.{0,40})|"
     r"avslutande (?:ord|kommentarer?|"
     r"synpunkter)|omedelbar justering|jäv|"
     r"de(?:m)? som medverkat i beslutet|definitioner|begrepp|"
     r"avgränsning(?:ar)?|källor|referenser|"
     r"hur man överklagar|överklagan(?:de)?|besvärshänvisning|så överklagar .{3,30}|reservation(?:er)?|särskil(?:t|"
     r"da) (?:uttalanden?|yttranden?)|ersättaryttrande|protokollsanteckning(?:ar)?|upplysning(?:ar)?")),
)  # fmt: skip
# Less usual words for the same, tried when none of those above fits.
_SELDOM: tuple[tuple[SectionKey, str], ...] = (
    (SectionKey.PROPOSAL, r"förslag till (?:yttrande och beslut|protokollsbeslut|beslut och yttrande)"),
    (SectionKey.SUMMARY, r".{0,30}sammanfattande synpunkter|kortfattat|sammanfattat|kärnan i .{3,30}"),
    (SectionKey.MATTER, (r"redogörelse|vad som föreslås|vad är .{3,40}|[\wåäöÅÄÖ-]+(?:programmets|planens|strategins|"
    r"policyns|"
     r"riktlinjernas|reglementets|föreskrifternas|taxans|utredningens|förslagets|översynens) (?:innehåll|förslag|"
     r"syfte)|"
     r"(?:riktlinjernas|reglementets|föreskrifternas|taxans|översynens) (?:innehåll|förslag|syfte)")),
    (SectionKey.PREPARATION, (r"(?:remissens |ärendets )?hantering(?:en)?(?: av (?:ärendet|remissen))?|"
    r"information och samverkan")),
    (SectionKey.CHILDREN_EQUALITY, r"perspektiv på barn.{0,30}|mänskliga rättigheter.{0,40}"),
    (SectionKey.ECONOMY, r"behov av (?:resurser|medel|pengar)|kostnadsberäkning(?:ar)?|resursbehov.{0,30}"),
    (SectionKey.VIEWPOINTS, (r"remissyttrande|synpunkter (?:i sak|per .{3,20})|svar på (?:frågorna|remissfrågorna|"
    r"frågor .{3,30})|"
     r"(?:verksamhetens|sektorns|stiftelsens|direktionens|utskottets|samfundets|kansliets|museets|bibliotekets|"
     r"universitetets|"
     r"högskolans|klubbens|partiets|fackets) (?:synpunkter|bedömning|yttrande|svar|ställningstagande|"
     r"överväganden)(?: .{2,40})?")),
    (SectionKey.ATTACHMENTS, r"följande (?:handlingar|bilagor) bifogas"),
    (SectionKey.OTHER, (r"besluts? expediering|protokollsutdrag till|folkhälsa|digitalisering|distribution|trygghet|"
     r"integritet(?: och .{3,30})?|dataskydd|(?:trygghet|säkerhet) och .{3,30}")),
)  # fmt: skip
_COMPILED = tuple((key, re.compile(pattern, re.IGNORECASE)) for key, pattern in (*_PATTERNS, *_SELDOM))
_NUMBER = re.compile(r"^(?:§\s?)?(?:\(\d{1,2}\.?\)|\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVX]{1,4}\.|[A-Z]\.)\s+(?=\S)")
OPEN_END = re.compile(
    r"(?:\b(?:och|eller|samt|för|av|i|till|på|med|om|som|att|en|ett|den|det|de|från|inom|vid|är)|[,\-–(])$"
)
# Verbs that make a line a sentence, or the beginning of one, whatever words of the dictionary it holds.
_SENTENCE = re.compile(
    r"\b(?:bedöms|bedömer|anses|anser|saknar|saknas|bör|ska|skall|måste|kan|får|har|behöver|föreslår|föreslås|vill|"
    r"finns|"
    r"påverkas|påverkar|medför|leder|kommer|redovisas|framgår|beskrivs|inte|ej|den \d{1,2} \w+ \d{4})\b",
    re.IGNORECASE,
)
# A heading may be a question or a clause, and has its verb then.
_ABOUT = re.compile(r"(?:vad|hur|så|vilka|det|övrigt|varför)\b", re.IGNORECASE)
_MAX_LENGTH = 120
_FULL_LINE = 45
# Headings that no wrapped sentence looks like.
_STRONG = frozenset({SectionKey.PROPOSAL, SectionKey.SUMMARY, SectionKey.PREPARATION, SectionKey.VIEWPOINTS})


@dataclass(frozen=True)
class HeadingMatch:
    """A line recognised as heading; ``rest`` is text that follows it on the same line (*Bilaga: programmet*).

    ``own`` says that its words are in no dictionary.
    """

    key: SectionKey
    heading: str
    rest: str = ""
    own: bool = False


def split_number(text: str) -> tuple[str | None, str]:
    """Return the printed number of a heading, without its last full stop, and the heading itself."""
    match = _NUMBER.match(text)
    if not match:
        return None, text.strip()
    return match[0].strip(" .§()"), text[match.end() :].strip()


_PROPOSES = re.compile(
    r"(?:[\wåäöÅÄÖ-]+ ){1,4}(?:föreslår|föreslås)(?: (?:att|[\wåäö, -]*nämnden|[\wåäö ]*styrelsen)){0,3} (?:besluta|"
    r"beslutar)"
    r"(?: följande| att)*",
    re.IGNORECASE,
)


_TO_DECIDE = re.compile(
    r"(?:nämnden|styrelsen) föreslås besluta(?: att| följande)?|(?:beslut|förslag) (?:som föreslås|att besluta om)|"
    r"föreslaget beslut|(?:kontorets |förvaltningens )?förslag till "
    r"(?:nämnden|styrelsen)|att besluta(?: om)?",
    re.IGNORECASE,
)


def key_of(text: str) -> SectionKey | None:
    """Return the section that a heading with these words begins; None when the words are no usual heading."""
    words = split_number(text)[1].rstrip(":.?").strip()
    clause = text.endswith(":") and _PROPOSES.fullmatch(words) is not None
    if len(words) <= _MAX_LENGTH and (clause or _TO_DECIDE.fullmatch(words)):
        return SectionKey.PROPOSAL
    if not words or len(words) > _MAX_LENGTH or words[0].islower():
        return None
    if _SENTENCE.search(words) and not _ABOUT.match(words):
        return None
    return next((key for key, pattern in _COMPILED if pattern.fullmatch(words)), None)


# Words that stand in running text and in lists too: a heading only in its letters.
_WHEN_STYLED = re.compile(
    r"(?:folkhälsa|digitalisering|trygghet|integritet|dataskydd|vad är)\b|"
    r"(?:yttrande|synpunkter|remissvar|kommentarer) från |.*\bföresl\w+ .*\bbeslut\w*",
    re.IGNORECASE,
)


def match_heading(line: Line, before: Line | None, after: Line | None) -> HeadingMatch | None:
    """Return what heading ``line`` is, judged with its neighbours; None for body text."""
    if line.cells or "\t" in line.text:
        return None
    styled = line.kind is BlockKind.HEADING or line.bold
    key = key_of(line.text)
    if key is not None:
        if not styled and _WHEN_STYLED.match(line.text):
            return None
        if not styled and not _stands_alone(line, before, after, key):
            return None
        return HeadingMatch(key, _shown(line.text))
    told = _ATTACHED.match(line.text) is not None
    wrapped = not told and not line.starts and before is not None and before.text[-1] not in ".:!?)"
    return None if wrapped else _run_in(line)


def _shown(text: str) -> str:
    """A heading is given without its colon, unless it is a clause that leads in to the points."""
    words = split_number(text)[1]
    return words if _PROPOSES.fullmatch(words.rstrip(":")) else words.rstrip(":").strip()


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


_ATTACHED = re.compile(r"Bilag(?:a|or)\s?:")
_RUN_IN = re.compile(
    r"^(?P<heading>Bilag(?:a|or)|Sändlista|Kopia till|Delges|Expedieras till|Skickas till|"
    r"(?:Förvaltningens )?[Ff]örslag till beslut)"
    r"\s?(?::|(?=\s\d{1,2}\s?[:.–-]\s|\s\d{1,2}\s[A-ZÅÄÖ”]))\s*(?P<rest>\S.*)$"
)


def _run_in(line: Line) -> HeadingMatch | None:
    """Recognise *Bilaga: Programmet* and *Bilaga 1. Programmet*, a heading with its text on the same line."""
    match = _RUN_IN.match(line.text)
    if not match:
        return None
    key = key_of(match["heading"])
    return None if key is None else HeadingMatch(key, match["heading"], match["rest"])
