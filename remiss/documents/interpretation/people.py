"""Names and titles of persons, as they stand in header blocks and under a text."""

from __future__ import annotations

import re

from remiss.documents.interpretation.bodies import company_named

# Names come from all of Europe: Begović, Łucja, Þór.
_LATIN = [chr(code) for code in range(ord("A"), ord("ɐ"))]
_UPPER = "".join(letter for letter in _LATIN if letter.isupper())
_LOWER = "".join(letter for letter in _LATIN if letter.islower())
_NAME_WORD = rf"[{_UPPER}](?:[{_LOWER}']+(?:[{_UPPER}][{_LOWER}]+)?|\.)(?:-[{_UPPER}][{_LOWER}]+)*"
_PARTICLE = r"(?:af|von|van|de|der|den|la|al|el|bin|ben|di|da)"
_NAME = rf"{_NAME_WORD}(?:\s(?:{_PARTICLE}\s)?{_NAME_WORD}){{1,4}}"
_PREFIX = (
    r"(?:[Tt]\.?\s?f\.?|[Vv]ik(?:\.|arierande)?|[Bb]itr(?:\.|ädande)?|[Ss]tf\.?|[Vv]ice|"
    r"[Ss]tällföreträdande|[Ee]nhets|[Aa]dministrativ|[Ee]konomisk|[Ss]trategisk|[Vv]erkställande|"
    r"[Tt]eknisk|[Kk]ommunal|[Ss]ocial|[Ss]enior)"
)
_CORE = (
    r"(?:(?:[A-ZÅÄÖ][\wåäö]{1,30}-\s(?:och|samt)\s)?[\wåäöÅÄÖ-]*(?i:chef|direktör|ordförande|strateg|controller|"
    r"sekreterare|handläggare|utredare|samordnare|"
    r"ingenjör|jurist|ledare|planerare|specialist|sakkunnig|ekonom|arkitekt|inspektör|registrator|rektor|intendent|"
    r"koordinator|analytiker|rådgivare|föreståndare|antikvarie|kommunikatör|konsulent|förvaltare|assistent|"
    r"utvecklare|arkivarie|bibliotekarie|pedagog|psykolog|kurator|expert|administratör|kanslist|ledamot|kassör|ordf\.?|"
    r"ekolog|biolog|geolog|statistiker|kommissarie|borgarråd|kommunalråd|mästare|läkare)|VD|Vd|vd|CFO|CISO|"
    r"HR-partner)"
)
_TITLE = (
    rf"(?:(?:{_PREFIX}\s)*(?:[A-ZÅÄÖ][\wåäö]{{2,40}}s\s)?{_CORE}(?:\s(?:för|vid|på|inom|hos|i)\s[^,\t]{{2,60}}|,?\s[a-zåäö][\wåäö-]{{3,30}}(?:\soch\s[a-zåäö][\wåäö-]{{3,30}})?|\s[A-ZÅÄÖ][\wåäö]+|/{_CORE}|\soch\s{_CORE})?"
    r"|(?:Biträdande\s|Tf\.?\s)?(?:[Cc]hef|[Aa]nsvarig)\s[\wåäöÅÄÖ -]{4,80})"
)
_PLAIN_TITLE = rf"(?:{_PREFIX}\s)*{_CORE}"
# Capitalised words that are no names, so that "Stockholms Stad" or "Svar På" is no person.
_NO_NAMES = re.compile(
    r"nämnd|förvaltning|kontor|avdelning|enhet|styrelse|bolag|program|plan\b|\b(?:AB|Stad|Stads|Kommun|"
    r"Stockholms?|Svar|"
    r"Remiss|Yttrande|Sida|Bilaga|Bilagor|Dnr|Telefon|Box|Till|Datum|Region|Förslag|Ärendet?|Bakgrund|"
    r"Handläggare|Den|"
    r"Tjänste\w+|Sammanträde\w*|Inledning|Nya|Stadens?)\b|gatan\b|vägen\b"
)


def is_name(text: str) -> bool:
    """Tell whether ``text`` is a person's name: two to five capitalised words, none of them an office word."""
    return (
        len(text) <= 60
        and re.fullmatch(_NAME, text.strip()) is not None
        and not _NO_NAMES.search(text)
        and not is_title(text)
    )


def is_title(text: str) -> bool:
    """Tell whether ``text`` is an official's title (*Tf. avdelningschef*, *VD*) and nothing else."""
    text = text.strip().rstrip(".,")
    if len(text) > 90:
        return False
    of_company = re.fullmatch(rf"{_PLAIN_TITLE},?\s(?P<company>.+)", text)
    return re.fullmatch(_TITLE, text) is not None or bool(of_company and company_named(of_company["company"]))


def name_and_title(text: str) -> tuple[str, str] | None:
    """Return the two parts of *Anna Ek, stadsdelsdirektör* or *Anna Ek Förvaltningschef*; None when it is not such."""
    if len(text) > 140:
        return None
    for match in (
        re.fullmatch(rf"(?P<name>{_NAME})\s?[,–/|-]\s?(?P<title>{_TITLE})", text.strip()),
        re.fullmatch(rf"(?P<name>{_NAME})\s\(?(?P<title>{_TITLE})\)?", text.strip()),
        re.fullmatch(rf"(?P<title>{_PLAIN_TITLE}):?\s(?P<name>{_NAME})", text.strip()),
    ):
        if match and is_name(match["name"]) and not company_named(match["name"]):
            return match["name"], match["title"]
    return None


def split_titles(text: str) -> list[str]:
    """Return the titles of a line that holds several side by side (*Förvaltningschef Avdelningschef*)."""
    found = [match[0] for match in re.finditer(rf"(?<!\S){_PLAIN_TITLE}(?!\S)", text)]
    return found if len(found) > 1 and " ".join(found) == " ".join(text.split()) else []


def split_names(text: str, count: int) -> list[str]:
    """Return ``count`` names that stand side by side on one line; an empty list when the words do not divide evenly."""
    words = text.split()
    if count < 2 or len(words) % count or len(words) // count < 2:
        return []
    size = len(words) // count
    names = [" ".join(words[start : start + size]) for start in range(0, len(words), size)]
    return names if all(is_name(name) for name in names) else []
