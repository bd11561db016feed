"""What single lines of a header block hold; broken addresses and two labels on a line are mended before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from remiss.documents.interpretation.bodies import (
    board_named,
    capitalised,
    company_named,
    external_named,
    offices_named,
)
from remiss.documents.interpretation.dates import only_date
from remiss.documents.interpretation.labels import mail_in, phone_in, read_label
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.people import is_name, is_title, name_and_title

# *Diarieplan: 3.1*: a label of no field of ours is no title, if its value is a name, a number or a day.
_OTHER_LABEL = re.compile(r"[A-ZÅÄÖ][\wåäöÅÄÖ /-]{2,40}:\s?(?P<value>\S.{0,60})")
# Where another label may begin on the same line: *Vårt dnr: SN 31/4. Ert dnr: KS 31/2*.
_NEXT_LABEL = re.compile(r"(?:[.,;|]\s?|\s)(?=[A-ZÅÄÖ][a-zåäö]+(?: [a-zåäö]+)?:\s?\S)")
_CUT_MAIL = re.compile(r"(?:^|[\s:])[\w.+-]+@[\w-]*(?:\.[\w-]+)*$|^[\w+-]+\.[\w.+-]+$")
_REST_OF_MAIL = re.compile(r"@?[\w-]*(?:\.[\w-]+)*\.(?:se|nu|com|org|net|eu|example|stockholm)")
_WHOLE_MAIL = re.compile(r"@[\w-]+(?:\.[\w-]+)*\.(?:se|nu|com|org|net|eu|example|stockholm)$")
_MAX_LINE = 250
# Words before the name of the nämnd that takes up the matter: *Behandlas av*, *Underlag till*.
_LEAD_IN = re.compile(
    r"^(?:(?:ärende|underlag|handling|kallelse|beslutsärende|tjänsteutlåtande|tjänsteskrivelse|behandlas|tas upp|"
    r"beslutas|"
    r"för beslut|beslut|till|inför|av|i|vid|hos)\s)+",
    re.IGNORECASE,
)


def mended(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a header block: an address cut by a narrow column made whole, labels on one line apart."""
    waiting: Line | None = None
    for line in lines:
        if waiting is not None:
            if _REST_OF_MAIL.fullmatch(line.text) and ("@" in waiting.text) != line.text.startswith("@"):
                line, waiting = replace(waiting, text=waiting.text + line.text), None
            else:
                yield from _apart(waiting)
                waiting = None
        if len(line.text) <= _MAX_LINE and _CUT_MAIL.search(line.text) and not _WHOLE_MAIL.search(line.text):
            waiting = line
            continue
        yield from _apart(line)
    if waiting is not None:
        yield from _apart(waiting)


def _apart(line: Line) -> Iterator[Line]:
    """Yield a line's labels with their values one by one, when it holds nothing else."""
    pieces = [piece.strip(" .,;|") for piece in _NEXT_LABEL.split(line.text)] if len(line.text) <= _MAX_LINE else []
    labels = [read_label(piece) for piece in pieces]
    if len(pieces) > 1 and all(label is not None and label.value for label in labels[1:]) and not _is_mail(pieces):
        yield from (replace(line, text=piece) for piece in pieces)
    else:
        yield line


def _is_mail(pieces: Sequence[str]) -> bool:
    return any(len(piece) < 2 for piece in pieces)


def without_lead(text: str) -> str:
    """Return *Överförmyndarnämnden den 20 april 2021* for *Behandlas av överförmyndarnämnden den 20 april 2021*."""
    return capitalised(_LEAD_IN.sub("", text))


def is_wrapped(first: Line, line: Line) -> bool:
    """Tell whether a line in the same large letters, without a gap, is the rest of a title."""
    return not line.starts and first.bold and line.bold and line.level == first.level


def is_other_field(text: str) -> bool:
    """Tell whether a line is a label of no field of ours with a name, a number or a day after it."""
    match = _OTHER_LABEL.fullmatch(text)
    value = match["value"] if match else ""
    return bool(value) and bool(
        only_date(value) or is_name(value) or phone_in(value) or mail_in(value) or value.isdigit()
    )


def body_named(text: str) -> str | None:
    """Return the nämnd, company or outside body that ``text`` names and nothing else."""
    return board_named(text) or company_named(text) or external_named(text)


def office_and_city(text: str) -> list[str]:
    """Return the office of a letterhead that has its city after a comma: *KULTURKONTORET, STADEN VIKBY*."""
    name, comma, city = text.partition(", ")
    return offices_named(name) if comma and len(city.split()) <= 3 and city[:1].isupper() else []


def without_genitive(text: str) -> str:
    """Return *Kulturnämnden sammanträde den …* for *kulturnämndens sammanträde den …*."""
    return capitalised(re.sub(r"(nämnden|styrelsen|nämnd)s\s(?=sammanträde|möte)", r"\1 ", text))


def without_contact(text: str) -> str:
    """Return ``text`` without telephones and addresses, wherever they stand in it."""
    bare = re.sub(r"(?:,|\s[–-])?\s*(?:(?:tfn|tel(?:efon)?|mobil)\.?:?\s*)?(?:\+46|"
                  r"0)[\d \-–()/]{5,}\d", "", text, flags=re.IGNORECASE)  # fmt: skip
    bare = re.sub(r"(?:,|\s\|)?\s*[<(]?[^\s<>()]+@[^\s<>(),]+[>)]?", "", bare)
    return re.sub(r"\s*\(\s*\)", "", bare).strip(" |,")


def names(text: str) -> list[str]:
    """Return the persons a line names: one, several joined by *och* or commas, or one with a title."""
    if pair := name_and_title(text):
        return [pair[0]]
    bare = without_contact(text)
    if pair := name_and_title(bare):
        return [pair[0]]
    pieces = [piece.strip() for piece in re.split(r",|\soch\s|/|&|\t|\s\|\s", bare) if piece.strip()]
    names = [piece for piece in pieces if is_name(piece)]
    return names if names and len(names) >= len(pieces) - sum(1 for piece in pieces if is_title(piece)) else []
