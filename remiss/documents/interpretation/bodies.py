"""Names of nämnder, offices and companies as they stand in a text, and which nämnd an office serves."""

from __future__ import annotations

import re
from collections import Counter

_PLACE = r"[A-ZÅÄÖ][\wåäö]{1,40}(?:-[A-ZÅÄÖ][\wåäö]{1,40}){0,2}"
_JOINT = r"(?:[A-ZÅÄÖa-zåäö]{1,40}-(?:,\s[a-zåäö]{1,40}-)?(?:\s(?:och|samt)\s))?"
BOARD = (
    rf"(?:(?:Norra\s|Södra\s|Östra\s|Västra\s)?{_PLACE}(?:\s(?:innerstadens?|Gamla\sstans?))?\sstadsdelsnämnd(?:en)?"
    rf"|{_JOINT}[A-ZÅÄÖa-zåäö][\wåäö]{{0,40}}nämnden|Nämnden\sför\s[\wåäö-]+(?:\soch\s[\wåäö-]+)?"
    r"|(?:Tekniska|Sociala|Humanistiska|Gemensamma|tekniska|sociala)\snämnden(?:\sför\s[\wåäö-]+)?|Kommunstyrelsen|"
    r"Regionstyrelsen)"
)
OFFICE = (
    rf"(?:(?:Norra\s|Södra\s|Östra\s|Västra\s)?{_PLACE}(?:\s(?:innerstadens?|"
    rf"Gamla\sstans?))?\sstadsdelsförvaltning(?:en)?"
    rf"|{_JOINT}[A-ZÅÄÖa-zåäö][\wåäö]{{0,40}}(?:förvaltningen|kontoret|kansliet)"
    rf"|[A-ZÅÄÖ][\wåäö-]{{2,40}}(?:nämndens|styrelsens)\s(?:förvaltning|kansli|kontor)|(?:Tekniska|Sociala|"
    rf"Kommunala|tekniska|sociala)\s(?:förvaltningen|kontoret)|"
    rf"{_JOINT}[A-ZÅÄÖ][\wåäö]{{1,40}}förvaltning)"
)
_CAPITAL_WORD = r"[A-ZÅÄÖ][\wåäöé:&-]{1,40}"
_COMPANY_WITH_AB = (
    rf"(?:AB\s{_CAPITAL_WORD}(?:\s{_CAPITAL_WORD}){{0,2}}"
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
_EXTERNAL = re.compile(
    rf"Polismyndigheten[\wåäö ]*|Polisen[\wåäö ]*|Region {_PLACE}|Länsstyrelsen i [\wåäö ]+|Myndigheten för [\wåäö ]+"
    r"|(?:[A-ZÅÄÖ][\wåäö]+s )?[Rr]åd(?:et)? för [\wåäö, -]+"
    rf"|{_PLACE} (?:kommun|stad|pensionärsråd|räddningstjänst|brandförsvar|brandförsvarsförbund|universitet|högskola)"
    r"|[A-ZÅÄÖ][\wåäö-]+(?: kommuns| stads|s) [\wåäö-]*(?:förbund|förening|sällskap|råd|församling|klubb)"
    r"|[A-ZÅÄÖ][\wåäö-]{2,40}föreningen(?: (?:i|för) [\wåäö -]+)?|(?:Föreningen|Stiftelsen|Sällskapet|Riksförbundet|"
    r"Villaägarna|Hyresgästföreningen|Naturskyddsföreningen|"
    r"Företagarna|"
    r"Fastighetsägarna|Handelskammaren|Friluftsfrämjandet|Bostadsrättsföreningen|Svenska kyrkan|Studieförbundet|"
    r"Samfundet)"
    r"(?: [A-ZÅÄÖ][\wåäö-]+| i| och| för| [a-zåäö][\wåäö-]+){1,6}"
    r"|(?:[A-ZÅÄÖ][\wåäö-]+ ){1,4}(?:ekonomisk |ideell )?(?:förening|förbund|församling|stiftelse|universitet|"
    r"högskola|museum|kår|klubb|"
    r"sällskap|handelskammare|hembygdsförening|samfällighetsförening|länsförbund|krets|lokalavdelning)"
    r"|[A-ZÅÄÖ][\wåäö]*(?:förbundet|rådet|verket|myndigheten)|Räddningstjänsten [A-ZÅÄÖ][\wåäö ]+",
)
# What a name never holds.
_VERB = re.compile(r"\b(?:har|är|ska|bör|kan|får|vill|anser|som|att|inte|lämnat|lämnar|ett|en)\b")
_GENERIC_BOARDS = frozenset({"stadsdelsnämnden", "facknämnden", "nämnden", "underrättelsenämnden"})
_GENERIC_OFFICES = frozenset(
    {"stadsdelsförvaltningen", "förvaltningen", "kontoret", "fackförvaltningen", "förvaltningskontoret", "kansliet",
     "medborgarkontoret", "revisionskontoret", "moderförvaltningen", "förvaltning"}
)  # fmt: skip
# Offices whose nämnd has another name than theirs [DOMAIN §3, §10; general knowledge].
_IRREGULAR = {
    "miljöförvaltningen": "Miljö- och hälsoskyddsnämnden",
    "kommunledningskontoret": "Kommunstyrelsen",
    "kommunledningsförvaltningen": "Kommunstyrelsen",
    "kommunstyrelseförvaltningen": "Kommunstyrelsen",
    "kommunkansliet": "Kommunstyrelsen",
    "stadskontoret": "Kommunstyrelsen",
    "stadsledningskontoret": "Stadsledningskontoret",
    "valkansliet": "Valnämnden",
}
_SIDE_BY_SIDE = re.compile(rf"\b(?P<first>{BOARD})s?\s(?:och|samt)\s(?P<second>{BOARD})s?\b")
_SMALL_WORDS = frozenset({"I", "OCH", "FÖR", "PÅ", "AV", "MED"})
_CITY_AFTER = re.compile(r",\s(?:Stockholms|[A-ZÅÄÖ][\wåäö]+)\s(?:stad|kommun)$")
# Longer lines are no names; the patterns must not be tried on them, as their cost grows with the square.
_MAX_NAME = 120
CITY_OFFICE = "Stadsledningskontoret"
PARENT_COMPANY = "Stockholms Stadshus AB"


def board_named(line: str) -> str | None:
    """Return the nämnd when ``line`` is the name of one and nothing else."""
    if len(line) > _MAX_NAME:
        return None
    for written in _cases(line.strip()):
        match = re.fullmatch(rf"({BOARD}|{_PLACE} stadsdelsnämnd)s?[.,]?", written)
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
    if "stadsdelsförvaltning" in office:
        return re.sub(r"stadsdelsförvaltning(?:en)?$", "stadsdelsnämnd", office)
    return re.sub(r"(?:förvaltning(?:en)?|kontoret|kansliet)$", "nämnden", office)


def belong_together(office: str, board: str) -> bool:
    """Tell whether the names of an office and a nämnd share their beginning."""
    stem = re.sub(r"s?\s?(?:stadsdels)?(?:förvaltning(?:en)?|kontoret|kansliet)$", "", office.lower())
    return board_of(office).lower() == board.lower() or (len(stem) > 3 and board.lower().startswith(stem))


def capitalised(name: str) -> str:
    """Return ``name`` with a capital first letter."""
    return name[:1].upper() + name[1:]
