"""Whose reply a file is: a sure answer says why, a doubtful one leaves the choice to a person."""

from __future__ import annotations

import pytest

from remiss.domain.matching import Register, Said, match

FARSTA, SOCIAL, OUTSIDE = 1, 2, 9
NAMES = {"Farsta stadsdelsnämnd": FARSTA, "Farsta stadsdelsförvaltning": FARSTA, "Socialnämnden": SOCIAL,
         "Polisen": OUTSIDE}  # fmt: skip
REGISTER = Register(
    names={FARSTA: "Farsta stadsdelsnämnd", SOCIAL: "Socialnämnden"},
    named=NAMES.get,
    near=lambda name: [SOCIAL] if name.startswith("Social") else [],
    numbers={"SOC 1/2026": SOCIAL},
    written={"farstastadsdelsnamnd": FARSTA, "socialnamnden": SOCIAL},
)


def said(body=None, office=None, number=None, filename="svar.pdf", joint=None) -> Said:
    return Said(body, office, number, filename, joint)


@pytest.mark.parametrize(
    ("words", "body"),
    [
        (said("Farsta stadsdelsnämnd"), FARSTA),
        (said(None, "Farsta stadsdelsförvaltning"), FARSTA),
        (said("Nämnden", None, "SOC 1/2026"), SOCIAL),
        (said("Farsta stadsdelsnämnd", filename="Svar från Farsta stadsdelsnämnd.docx"), FARSTA),
    ],
)
def test_a_name_or_a_number_in_the_file_is_sure_and_says_why(words, body) -> None:
    found = match(words, REGISTER)
    assert (found.sure, found.body, bool(found.reasons)) == (True, body, True)


@pytest.mark.parametrize(
    ("words", "body", "doubt"),
    [
        (said(filename="farsta_stadsdelsnämnd 2026.pdf"), FARSTA, "Bara filens namn"),
        (said("Farsta stadsdelsnämnd", filename="socialnamnden.pdf"), FARSTA, "pekar på Farsta stadsdelsnämnd, men"),
        (said("Farsta stadsdelsnämnd", joint="Gemensamt svar med Socialnämnden."), FARSTA, "Gemensamt svar"),
        (said("Polisen"), None, "inte tillfrågad"),
        (said("Socialnmnden"), None, "Menas Socialnämnden?"),
        (said("Rymdnämnden"), None, "är inte en av remissens instanser"),
        (said(), None, "säger inte vem som svarar"),
    ],
)
def test_what_is_doubtful_is_never_decided_here(words, body, doubt) -> None:
    found = match(words, REGISTER)
    assert (found.sure, found.body) == (False, body)
    assert doubt in " ".join(found.doubts)
