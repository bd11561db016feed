"""Who replies: the nämnd or company, and its office; what is derived is said to be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from remiss.documents.interpretation.bodies import (
    BOARD,
    CITY_OFFICE,
    COMPANY,
    PARENT_COMPANY,
    belong_together,
    board_named,
    board_of,
    boards_in,
    capitalised,
    companies_in,
    company_in_usual_case,
    offices_in,
    served_together,
)
from remiss.documents.interpretation.header_fields import Header
from remiss.domain.parsed import Unsure

_DECIDES = re.compile(
    rf"(?<![\wåäö-])({BOARD})\s(?:beslutar|godkänner|överlämnar|föreslås|besluta|överlämna|godkänna|tillstyrker|avstyrker|"
    r"avger|lämnar|åberopar|hänvisar|antar|ställer|har\s(?:fått|getts|beretts|mottagit|erhållit|anmodats|ombetts))\b"
)
_JOINT = re.compile(r"\b(?:gemensam|samlat\b)", re.IGNORECASE)
_COMPANY_BOARD = re.compile(rf"[Ss]tyrelsen\s(?:för|i)\s({COMPANY})")
# A municipality in the letterhead of one of its own nämnder.
_MUNICIPALITY = re.compile(r" (?:kommun|stad)$", re.IGNORECASE)
_SPEAKS_AS_COMPANY = re.compile(r"\b[Bb]olaget(?:s)?\b")


@dataclass
class Identity:
    """The replying body, its office, and what is doubtful about them."""

    consultee: str | None = None
    office: str | None = None
    joint: bool = False
    unsure: list[Unsure] = field(default_factory=list)


def identify(header: Header, subtitle: str | None, decision_text: str, text: str) -> Identity:
    """Return who replies, from the header block, then the proposed decision, then the running text.

    A reply that several bodies give together has the first one as consultee; the others are named as a doubt.
    """
    found = Identity(office=header.office or header.unit)
    if header.office is None and header.unit is not None:
        found.unsure.append(Unsure("office", "Enheten står under nämndens namn; filen nämner ingen förvaltning."))
    if header.office == CITY_OFFICE and header.addressee in (None, "Kommunstyrelsen"):
        found.consultee = CITY_OFFICE
        return found
    within = header.office is not None or (header.consultee is not None and _MUNICIPALITY.search(header.external or ""))
    outside = header.external if header.external_first and not within else None
    found.consultee = outside or _named(header, decision_text, text)
    _mark_joint(found, header, subtitle or "")
    if found.consultee is None and found.office is None:
        _from_company(found, text)
    _find_office(found, header, text)
    if found.consultee is None and found.office is not None:
        found.consultee = board_of(found.office)
        found.unsure.append(Unsure("consultee", f"Härledd ur förvaltningens namn, {found.office}."))
    if found.consultee is None:
        _most_named(found, text)
    _in_usual_case(found, text)
    return found


def _mark_joint(found: Identity, header: Header, subtitle: str) -> None:
    # A council or an authority outside writes *Till* the one that asked; only a nämnd's own office writes to its nämnd.
    together = [] if found.consultee == header.external else list(header.addressees)
    if header.joint or _JOINT.search(subtitle):
        together += [*served_together(subtitle), *(board_of(office) for office in header.offices), *header.companies]
    others = [name for name in dict.fromkeys(together) if name not in (found.consultee, "Kommunstyrelsen", CITY_OFFICE)]
    others = [name for name in others if not name.lower().startswith("styrelsen")]
    found.joint = found.consultee is not None and bool(others)
    if found.joint:
        found.unsure.append(Unsure("consultee", f"Gemensamt svar med {_listed(others)}."))


def _in_usual_case(found: Identity, text: str) -> None:
    """A company typed in capitals is given as the text spells it, else in a derived spelling."""
    name = found.consultee
    if name is None or not name.isupper() or " " not in name:
        return
    spelled = next((m[0] for m in re.finditer(re.escape(name), text, re.IGNORECASE) if not m[0].isupper()), None)
    found.consultee = spelled or company_in_usual_case(name)
    if spelled is None:
        found.unsure.append(Unsure("consultee", "Namnet står i versaler i filen; stavningen är härledd."))


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} och {names[-1]}"


def _named(header: Header, decision_text: str, text: str) -> str | None:
    """Return the body that the text names as the one that answers."""
    asking = {"KS"} if _is_central(header.office) else {"KS", "Kommunstyrelsen"}
    addressee = next((name for name in header.addressees if name not in asking), None)
    if addressee is not None and not addressee.lower().startswith("styrelsen"):
        return addressee
    if header.consultee is not None:
        return header.consultee
    if match := _COMPANY_BOARD.search(f"{header.addressee or ''} {decision_text}"):
        return match[1]
    if header.company is not None and header.office is None:
        return header.company
    sources = (decision_text,) if header.external and header.office is None else (decision_text, text)
    for words in sources:
        for match in _DECIDES.finditer(words):
            name = capitalised(" ".join(match[1].split()))
            together = served_together(words)
            name = together[0] if name in together else name
            if board_named(name) and (name != "Kommunstyrelsen" or _is_central(header.office)):
                return name
    return header.company or header.external


def _is_central(office: str | None) -> bool:
    return office is not None and board_of(office) == "Kommunstyrelsen"


def _from_company(found: Identity, text: str) -> None:
    names = companies_in(text)
    names.pop(PARENT_COMPANY, None)
    if names and (len(_SPEAKS_AS_COMPANY.findall(text)) > 1 or max(names.values()) > 1):
        found.consultee = min(names, key=lambda name: (-names[name], name))
        found.unsure.append(Unsure("consultee", "Bolaget är utläst ur den löpande texten."))


def _find_office(found: Identity, header: Header, text: str) -> None:
    consultee = found.consultee
    fitting = [office for office in header.offices if consultee and belong_together(office, consultee)]
    if fitting:
        found.office = fitting[0]
    if found.office is not None:
        return
    counted = offices_in(text)
    if consultee is not None:
        counted = type(counted)({name: n for name, n in counted.items() if belong_together(name, consultee)})
    if counted:
        found.office = min(counted, key=lambda name: (-counted[name], name))
        if consultee is None:
            found.unsure.append(Unsure("office", "Förvaltningen är utläst ur den löpande texten."))


def _most_named(found: Identity, text: str) -> None:
    counted = boards_in(text)
    if counted:
        found.consultee = min(counted, key=lambda name: (-counted[name], name))
        found.unsure.append(Unsure("consultee", "Nämnden är utläst ur den löpande texten."))
