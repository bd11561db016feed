"""Names of nämnder, offices and companies as they stand in a text, and which nämnd an office serves."""

from __future__ import annotations

import re
from collections import Counter

_PLACE = r"[A-ZÅÄÖ][\wåäö]{1,40}(?:-[A-ZÅÄÖ][\wåäö]{1,40}){0,2}"
_JOINT = r"(?:[A-ZÅÄÖa-zåäö]{1,40}-(?:,\s[a-zåäö]{1,40}-){0,2}(?:\s(?:och|samt)\s))?"
# Two words that many write without the hyphen between them: *Vård och omsorgsnämnden*.
_LOOSE = (
    r"(?:Arbete|Barn|Bygg|Familj|Fastighet|Fritid|Gata|Hälsa|Individ|Kultur|Mark|Miljö|Natur|Omsorg|Park|Plan|"
    r"Samhälle|Skola|Stöd|Teknik|Utbildning|Vård|Äldre)\soch\s"
)
_DISTRICT = r"(?:stadsdels|kommundels|distrikts|områdes)"
_ADJECTIVE = r"(?:Tekniska|Sociala|Humanistiska|Gemensamma|Regionala|Kommunala|Lokala|tekniska|sociala|gemensamma)"
_SUBJECT = r"[\wåäöÅÄÖ-]+(?:(?:,\s[\wåäöÅÄÖ-]+){0,3}\s(?:och|samt)\s[\wåäöÅÄÖ-]+)?"
BOARD = (
    rf"(?:(?:(?:Norra|Södra|Östra|Västra)\s)?{_PLACE}(?:\s(?:innerstadens?|Gamla\sstans?))?\s{_DISTRICT}nämnd(?:en)?"
    rf"|(?:{_LOOSE})[a-zåäö]{{2,40}}nämnden|{_JOINT}[A-ZÅÄÖa-zåäö][\wåäö]{{0,40}}nämnden"
    rf"|(?:Gemensam(?:ma)?\s)?[Nn]ämnden?\sför\s{_SUBJECT}"
    rf"|{_ADJECTIVE}\s(?:\w{{1,30}}\s)?[\wåäö]{{0,30}}nämnden(?:\sför\s[\wåäö-]+)?|Kommunstyrelsen|"
    r"Regionstyrelsen|Förbundsdirektionen|Förbundsstyrelsen)"
)
OFFICE = (
    rf"(?:(?:(?:Norra|Södra|Östra|Västra)\s)?{_PLACE}(?:\s(?:innerstadens?|"
    rf"Gamla\sstans?))?\s{_DISTRICT}förvaltning(?:en)?"
    rf"|(?:{_LOOSE})[a-zåäö]{{2,40}}(?:förvaltningen|kontoret)"
    rf"|{_JOINT}[A-ZÅÄÖa-zåäö][\wåäö]{{0,40}}(?:förvaltningen|kontoret|kansliet)"
    rf"|[A-ZÅÄÖ][\wåäö-]{{2,40}}(?:nämndens|styrelsens)\s(?:förvaltning|kansli|kontor)"
    rf"|{_ADJECTIVE}\s(?:[\wåäö]{{1,30}}förvaltningen|förvaltningen|kontoret)"
    rf"|(?:Förvaltningen|Kontoret)\sför\s{_SUBJECT}|Sektorn?\s(?:för\s)?{_SUBJECT}"
    rf"|{_JOINT}[A-ZÅÄÖ][\wåäö]{{1,40}}förvaltning)"
)
_CAPITAL_WORD = r"[A-ZÅÄÖ][\wåäöé:&-]{1,40}"
_COMPANY_WITH_AB = (
    rf"(?:AB\s{_CAPITAL_WORD}(?:\s{_CAPITAL_WORD}){{0,2}}"
    rf"|(?:{_CAPITAL_WORD}\s){{0,2}}[A-ZÅÄÖ][a-zåäö]+s\sAB\s(?!Org|Tel|Box|Sida|Post|Dnr){_CAPITAL_WORD}"
    rf"|{_CAPITAL_WORD}(?:\s(?:{_CAPITAL_WORD}|i|och|[a-zåäö]+)){{0,4}}?\s(?:AB|Aktiebolag)(?:\s\([\wåäö]+\))?)"
)
# City companies that are written without AB (DOMAIN §10).
_KNOWN_COMPANIES = (
    "Svenska Bostäder", "Familjebostäder", "Stockholmshem", "Micasa Fastigheter", "Micasa", "Sisab", "SISAB", "Stokab",
    "Stockholm Vatten och Avfall", "Stockholms Hamnar", "Stockholm Business Region", "Kulturhuset Stadsteatern",
    "S:t Erik Försäkring", "S:t Erik Markutveckling", "Stockholm Globe Arena Fastigheter", "Bostadsförmedlingen",
    "Stockholm Parkering", "Stockholmsmässan",
)  # fmt: skip
COMPANY = rf"(?:{_COMPANY_WITH_AB}|{'|'.join(_KNOWN_COMPANIES)})"
# What associations, unions, parishes and councils end with: *Vikby hembygdsförening*, *Storviks ungdomsråd*.
_ASSEMBLY = (
    r"[\wåäö-]*(?:förening|förbund|sällskap|råd|församling|klubb|byalag|pastorat|stift|krets|distrikt|fullmäktige|"
    r"nätverk|samfällighet|räddningstjänst|kommunförbund)"
)
_EXTERNAL = re.compile(
    rf"Polismyndigheten[\wåäö ]*|Polisen[\wåäö ]*|Region {_PLACE}|Länsstyrelsen (?:i )?[\wåäö ]+|"
    rf"Myndigheten för [\wåäö ]+"
    r"|(?:[A-ZÅÄÖ][\wåäö]+s |Kommunala |Regionala )?[Rr]åd(?:et)? för [\wåäö, -]+"
    rf"|{_PLACE} (?:kommun|stad|pensionärsråd|räddningstjänst|brandförsvar|brandförsvarsförbund|universitet|högskola)"
    rf"|[A-ZÅÄÖ][\wåäö-]+(?: kommuns| stads|s)? (?!kommun|stad){_ASSEMBLY}(?: i [A-ZÅÄÖ][\wåäö]+)?"
    r"|[A-ZÅÄÖ][\wåäö-]{2,40}(?:föreningen|rådet|förbundet|fullmäktige)(?: (?:i|för) [\wåäö -]+)?"
    r"|(?:Kommunala|Regionala|Lokala) [\wåäö-]{3,30}rådet(?: [\wåäö -]+)?"
    r"|(?:Föreningen|Stiftelsen|Sällskapet|Riksförbundet|"
    r"Villaägarna|Hyresgästföreningen|Naturskyddsföreningen|"
    r"Företagarna|PRO|SPF Seniorerna|Funktionsrätt|Rädda Barnen|Röda Korset|Kommunalförbundet|Samordningsförbundet|"
    r"Högskolan|Attention|Cykelfrämjandet|Svenskt Näringsliv|Vision|Sveriges Lärare|Lokalföreningen|"
    r"Fastighetsägarna|Handelskammaren|Friluftsfrämjandet|Bostadsrättsföreningen|Svenska kyrkan|Studieförbundet|"
    r"Samfundet)"
    r"(?: [A-ZÅÄÖ][\wåäö-]+| i| och| för| [a-zåäö][\wåäö-]+){1,6}"
    r"|(?:[A-ZÅÄÖ][\wåäö-]+ ){1,4}(?:ekonomisk |ideell )?(?:stiftelse|universitet|högskola|museum|kår|handelskammare|"
    rf"{_ASSEMBLY}|lokalavdelning)"
    r"|[A-ZÅÄÖ][\wåäö]*(?:förbundet|rådet|verket|myndigheten|inspektionen|ämbetet)|Räddningstjänsten [A-ZÅÄÖ][\wåäö ]+"
    r"|Statens [\wåäö ]{4,40}|Försäkringskassan|Arbetsförmedlingen|Lantmäteriet|Kriminalvården|Försvarsmakten|"
    r"Kronofogden|Riksarkivet|Socialstyrelsen|Skogsstyrelsen|Kommerskollegium",
)
# What a name never holds.
_VERB = re.compile(r"\b(?:har|är|ska|bör|kan|får|vill|anser|som|att|inte|lämnat|lämnar|ett|en)\b")
_GENERIC_BOARDS = frozenset(
    {"stadsdelsnämnden", "kommundelsnämnden", "facknämnden", "nämnden", "underrättelsenämnden", "gemensamma nämnden"}
)
_GENERIC_OFFICES = frozenset(
    {"stadsdelsförvaltningen", "kommundelsförvaltningen", "förvaltningen", "kontoret",
     "fackförvaltningen", "förvaltningskontoret", "kansliet",
     "medborgarkontoret", "revisionskontoret", "moderförvaltningen", "förvaltning"}
)  # fmt: skip
# Offices whose nämnd has another name than theirs [DOMAIN §3, §10; general knowledge].
_IRREGULAR = {
    "miljöförvaltningen": "Miljö- och hälsoskyddsnämnden",
    "kommunledningskontoret": "Kommunstyrelsen",
    "kommunledningsförvaltningen": "Kommunstyrelsen",
    "kommunstyrelseförvaltningen": "Kommunstyrelsen",
    "kommunkansliet": "Kommunstyrelsen",
    "kommunstyrelsekontoret": "Kommunstyrelsen",
    "ledningskontoret": "Kommunstyrelsen",
    "stadskontoret": "Kommunstyrelsen",
    "stadsledningskontoret": "Stadsledningskontoret",
    "valkansliet": "Valnämnden",
}
_SIDE_BY_SIDE = re.compile(rf"\b(?P<first>{BOARD})s?\s(?:och|samt)\s(?P<second>{BOARD})s?\b")
_SMALL_WORDS = frozenset({"I", "OCH", "FÖR", "PÅ", "AV", "MED"})
# *Socialnämnden i Storviks kommun* is the nämnd, whatever city it says.
_IN_CITY = re.compile(r"(?<=nämnden)(?:,| i| för|) [A-ZÅÄÖ][\wåäö]+ (?:kommun|stad)$")
_CITY_AFTER = re.compile(r",\s(?:Stockholms|[A-ZÅÄÖ][\wåäö]+)\s(?:stad|kommun)$")
# Longer lines are no names; the patterns must not be tried on them, as their cost grows with the square.
_MAX_NAME = 120
CITY_OFFICE = "Stadsledningskontoret"
PARENT_COMPANY = "Stockholms Stadshus AB"


def board_named(line: str) -> str | None:
    """Return the nämnd when ``line`` is the name of one and nothing else."""
    if len(line) > _MAX_NAME:
        return None
    for written in _cases(_IN_CITY.sub("", line.strip())):
        match = re.fullmatch(rf"({BOARD})s?[.,]?", written)
        if match and match[1].lower() not in _GENERIC_BOARDS:
            return capitalised(match[1])
    return None


def office_named(line: str) -> str | None:
    """Return the office when ``line`` is the name of one and nothing else; capitals only are made ordinary."""
    line = line.strip().rstrip(",.")
    if len(line) > _MAX_NAME:
        return None
    if line.lower() in _GENERIC_OFFICES:
        return None
    return next((capitalised(written) for written in _cases(line) if re.fullmatch(OFFICE, written)), None)


def offices_named(line: str) -> list[str]:
    """Return the offices when ``line`` holds their names and nothing else: one, or two joined by *och*."""
    single = office_named(line)
    if single is not None:
        return [single]
    pieces = [office_named(piece) for piece in re.split(r",\s|\s(?:och|samt)\s", line.strip())]
    found = [office for office in pieces if office is not None]
    return found if len(found) == len(pieces) else []


def company_named(line: str) -> str | None:
    """Return the company when ``line`` is the name of one, as written; *styrelsen för* before it is left out."""
    if len(line) > _MAX_NAME:
        return None
    line = re.sub(r"^[Ss]tyrelsen (?:för|i) ", "", line.strip()).rstrip(",.")
    match = re.fullmatch(COMPANY, line) or (line.isupper() and re.fullmatch(COMPANY, company_in_usual_case(line)))
    return None if not match or line == PARENT_COMPANY else line


def companies_named(line: str) -> list[str]:
    """Return the companies when ``line`` holds their names and nothing else: one, or several joined by *och*."""
    pieces = [company_named(piece) for piece in re.split(r",\s|\s(?:och|samt)\s", line.strip())]
    found = [company for company in pieces if company is not None]
    if len(found) > 1 and len(found) == len(pieces):
        return found
    single = company_named(line)
    return [] if single is None else [single]


def company_in_usual_case(name: str) -> str:
    """Return *Storköpings Hamn AB* for *STORKÖPINGS HAMN AB*: a derived spelling, to be marked as such."""
    words = [word.lower() if word in _SMALL_WORDS else word.title() for word in name.split()]
    return " ".join("AB" if word == "Ab" else word for word in words)


def external_named(line: str) -> str | None:
    """Return a body outside the city when ``line`` is its name; capitals only are made ordinary."""
    if len(line) > _MAX_NAME or _VERB.search(line):
        return None
    return next((written for written in _cases(line.strip()) if _EXTERNAL.fullmatch(written)), None)


def _cases(line: str) -> list[str]:
    """Return the ways to write a name that is printed in capitals (*FARSTA STADSDELSNÄMND*), else ``line`` alone."""
    if not line.isupper():
        return [line]
    first, _, rest = line.partition(" ")
    return [line.capitalize(), f"{first.title()} {rest.lower()}".strip(), line.title()]


def without_city(addressee: str) -> str:
    """Return *Kommunstyrelsen* for *Kommunstyrelsen, Stockholms stad*."""
    return _CITY_AFTER.sub("", addressee)


def served_together(text: str) -> list[str]:
    """Return the nämnder, or companies, that ``text`` names side by side: *från kulturnämnden och idrottsnämnden*."""
    match = _SIDE_BY_SIDE.search(text)
    boards = [] if match is None else [capitalised(match[name]) for name in ("first", "second")]
    return boards or [name for name in companies_in(text) if _side_by_side(name, text)]


def _side_by_side(company: str, text: str) -> bool:
    name = re.escape(company)
    beside = rf"{name}s?\s(?:och|samt)\s(?:{COMPANY})|(?:{COMPANY})s?\s(?:och|samt)\s{name}"
    return re.search(beside, text) is not None


def boards_in(text: str) -> Counter[str]:
    """Count the nämnder named in ``text`` (also in the genitive), by capitalised name."""
    found = (capitalised(" ".join(m[1].split())) for m in re.finditer(rf"\b({BOARD})s?\b", text))
    return Counter(name for name in found if name.lower() not in _GENERIC_BOARDS and name != "Kommunstyrelsen")


def offices_in(text: str) -> Counter[str]:
    """Count the offices named in ``text`` (also in the genitive); the city's central office is left out."""
    found = (capitalised(" ".join(m[1].split())) for m in re.finditer(rf"\b({OFFICE})s?\b", text))
    return Counter(name for name in found if name.lower() not in _GENERIC_OFFICES and name != CITY_OFFICE)


def companies_in(text: str) -> Counter[str]:
    """Count the companies named in ``text``, the parent company left out."""
    found = (" ".join(m[0].split()) for m in re.finditer(COMPANY, text))
    return Counter(name for name in found if name != PARENT_COMPANY)


def board_of(office: str) -> str:
    """Return the nämnd that ``office`` serves by its name: a derived value, to be marked as such."""
    known = _IRREGULAR.get(office.lower())
    if known:
        return known
    if subject := re.match(r"(?:Förvaltningen|Kontoret) för (.+)", office):
        return f"Nämnden för {subject[1]}"
    if re.search(r"(?:stadsdels|kommundels)förvaltning", office):
        return re.sub(r"(?<=dels)förvaltning(?:en)?$", "nämnd", office)
    return re.sub(r"(?:förvaltning(?:en)?|kontoret|kansliet)$", "nämnden", office)


def belong_together(office: str, board: str) -> bool:
    """Tell whether the names of an office and a nämnd share their beginning."""
    stem = re.sub(r"s?\s?(?:stadsdels|kommundels)?(?:förvaltning(?:en)?|kontoret|kansliet)$", "", office.lower())
    return board_of(office).lower() == board.lower() or (len(stem) > 3 and board.lower().startswith(stem))


def capitalised(name: str) -> str:
    """Return ``name`` with a capital first letter."""
    return name[:1].upper() + name[1:]
