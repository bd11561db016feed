"""The words of every mail, as snapshots that a reviewer can read, and what no mail may hold."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from remiss.domain.mail_kinds import MailKind
from remiss.notifications.digest import WANTED, Digest
from remiss.notifications.message import Contact, MailFacts, PersonFacts, RenderedMail, kinds, message
from tests.house.files import ROOT
from tests.notifications.entries import entry

OF_A_BOARD = re.compile(r"\b(nämnd\w*|sammanträd\w*|förvaltning\w*)\b", re.IGNORECASE)
SNAPSHOTS = Path(__file__).parent / "snapshots"
PERSON = Contact("Hedvig Almstrand", "hedvig.almstrand@stad.example", "08-465 004 01")
FACTS = MailFacts(
    title="Program för trygga gångvägar",
    diary_number="KS 2026/311",
    sender="Kommunstyrelsen",
    body="Farsta stadsdelsnämnd",
    due_on=date(2030, 12, 11),
    url="http://remiss.example/arenden/7",
    contact=PERSON,
)
PERSON_FACTS = PersonFacts("Hedvig Almstrand", FACTS.url)
ABOUT_A_MATTER = {
    "aterkallad": ("aterkallad", {"reason": "Förslaget arbetas om."}),
    "anstand_avslaget": ("anstand_avslaget", {"body": "Farsta stadsdelsnämnd"}),
    "anstand_begart": ("anstand_begart", {"body": "Farsta stadsdelsnämnd", "asked_on": date(2031, 1, 15)}),
    "anstand_beviljat": ("anstand_beviljat", {"body": "Farsta stadsdelsnämnd", "granted_on": date(2031, 1, 15)}),
    "avstar": ("avstar", {"body": "Farsta stadsdelsnämnd"}),
    "beslut-drojer": ("beslut_inkommet", {"body": "Farsta stadsdelsnämnd", "expected_on": date(2031, 1, 28)}),
    "beslut_inkommet": ("beslut_inkommet", {"body": "Farsta stadsdelsnämnd", "expected_on": None}),
    "fil_klar": ("fil_klar", {}),
    "fil_misslyckad": ("fil_misslyckad", {}),
    "fordelad": ("fordelad", {"internal_due_on": date(2030, 11, 12)}),
    "fordelad-utan-internt-datum": ("fordelad", {"internal_due_on": None}),
    "beslutat": ("beslutat", {}),
    "granskning": ("granskning", {}),
    "kvittens": ("kvittens", {"received": "12 december 2030 kl. 14.32", "sha256": "3f" * 32}),
    "gemensamt-avbojt": ("gemensamt_besvarat", {"other": "Socialnämnden", "agreed": False}),
    "gemensamt-avslutat-for-sig": ("gemensamt_avslutat", {"other": "Socialnämnden", "by_itself": True}),
    "gemensamt_avslutat": ("gemensamt_avslutat", {"other": "Socialnämnden"}),
    "gemensamt_besvarat": ("gemensamt_besvarat", {"other": "Socialnämnden", "agreed": True}),
    "gemensamt_foreslaget": ("gemensamt_foreslaget", {"other": "Socialnämnden"}),
    "inkommet": ("inkommet", {"body": "Farsta stadsdelsnämnd"}),
    "komplettering_aterkallad": ("komplettering_aterkallad", {"wanted_on": date(2030, 12, 17)}),
    "komplettering_begard": ("komplettering_begard", {"wanted_on": date(2030, 12, 17)}),
    "komplettering_inkommen": ("komplettering_inkommen", {"body": "Farsta stadsdelsnämnd"}),
    "ny_version": ("ny_version", {"letter": "Avsnitt 2 är omskrivet.", "number": 2}),
    "ny_version-till-den-som-arbetar": ("ny_version_inne", {"letter": "Avsnitt 2 är omskrivet.", "number": 2}),
    "oppnad_igen": ("oppnad_igen", {"reason": "Förslaget är oförändrat.", "was_withdrawn": True}),
    "oppnad_igen-efter-avslut": ("oppnad_igen", {"reason": "Fler behöver tid.", "was_withdrawn": False}),
    "paminnelse": ("paminnelse", {"digest": Digest((entry(),))}),
    "paminnelse-utifran": ("paminnelse", {"digest": Digest((entry(sender="Justitiedepartementet", outside=True),))}),
    "inkommet-forhandssvar": ("inkommet", {"body": "Farsta stadsdelsnämnd", "expected_on": date(2030, 12, 17)}),
    "inkommet-for-sent": ("inkommet", {"body": "Farsta stadsdelsnämnd", "expected_on": None, "waited_for": False}),
    "remiss_skickad": ("remiss_skickad", {"body": "Farsta stadsdelsnämnd"}),
    "signerad-till-chef": ("signerad", {"role": "forvaltningschef"}),
    "signerad-till-sekreterare": ("signerad", {"role": "namndsekreterare"}),
    "svarar_anda": ("svarar_anda", {"body": "Farsta stadsdelsnämnd"}),
    "synpunkter_besvarade": ("synpunkter_besvarade", {"number": 1}),
    "synpunkter_besvarade-pa-nytt": ("synpunkter_besvarade", {"number": 2}),
    "tillbaka": ("tillbaka", {}),
}
ABOUT_A_PERSON = {
    "provmejl": ("provmejl", {}),
    "konto_skapat": ("konto_skapat", {"valid_on": date(2030, 12, 11)}),
    "nytt_losenord": ("nytt_losenord", {"until": "14.32"}),
    "kontrollvarde": (
        "kontrollvarde",
        {"head": f"412:{'5e' * 32}", "number": 412, "day_on": date(2030, 12, 11)},
    ),
}
CASES = ABOUT_A_MATTER | ABOUT_A_PERSON


def rendered(case: str) -> RenderedMail:
    kind, context = CASES[case]
    facts = FACTS if case in ABOUT_A_MATTER else PERSON_FACTS
    return message(kind, facts, {"path": "/arenden/7", "role": None, **context})


@pytest.mark.parametrize("case", CASES)
def test_reads_as_the_snapshot(case: str) -> None:
    mail = rendered(case)
    seen = f"{mail.subject}\n\n{mail.text}\n---- html ----\n{mail.html}"
    assert seen == (SNAPSHOTS / f"{case}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", ABOUT_A_MATTER)
def test_a_company_is_written_to_in_its_own_words(case: str) -> None:
    kind, context = CASES[case]
    facts = replace(FACTS, company=True, body="Svenska Bostäder")
    mail = message(kind, facts, {"path": "/arenden/7", "role": None, **context})
    for words in (mail.subject, mail.text, mail.html):
        assert not OF_A_BOARD.search(words), OF_A_BOARD.findall(words)


@pytest.mark.parametrize("step", WANTED)
def test_so_is_it_reminded(step: str) -> None:
    reminded = entry(step=step, company=True, bodies=("Svenska Bostäder",))
    assert not OF_A_BOARD.search(f"{reminded.action} {reminded.details}")


def test_every_kind_has_a_snapshot() -> None:
    assert {kind for kind, _ in CASES.values()} == set(kinds())


def test_every_kind_has_its_templates() -> None:
    assert {kind.value for kind in MailKind} == set(kinds())
    for kind in MailKind:
        for part in ("subject.txt", "body.txt", "body.html"):
            assert (ROOT / "templates" / "mail" / kind / part).is_file(), f"{kind} lacks {part}"


@pytest.mark.parametrize("case", ABOUT_A_MATTER)
def test_the_subject_names_the_matter(case: str) -> None:
    subject = rendered(case).subject
    assert FACTS.diary_number in subject
    assert FACTS.title in subject


@pytest.mark.parametrize("case", CASES)
def test_the_subject_is_one_line_and_names_no_person(case: str) -> None:
    subject = rendered(case).subject
    assert "\n" not in subject
    for word in (*PERSON.name.split(), PERSON.email):
        assert word not in subject


@pytest.mark.parametrize("case", CASES)
def test_the_first_line_is_a_sentence_and_there_is_one_link(case: str) -> None:
    mail = rendered(case)
    first = mail.text.splitlines()[0]
    assert first.endswith(".")
    assert re.findall(r"https?://\S+", mail.text) == [FACTS.url]
    assert re.findall(r'href="([^"]+)"', mail.html) == [FACTS.url]


def test_words_of_a_title_are_escaped_in_html_alone() -> None:
    facts = MailFacts("Vård & <omsorg>", "1", "KS", "SN", date(2030, 1, 1), "http://remiss.example/", PERSON)
    mail = message("granskning", facts, {})
    assert "Vård & <omsorg>" in mail.subject
    assert "Vård & <omsorg>" in mail.text
    assert "Vård &amp; &lt;omsorg&gt;" in mail.html


def test_a_title_over_two_lines_makes_no_second_header() -> None:
    facts = MailFacts("Vård\r\nBcc: alla@stad.example", "1", "KS", "SN", date(2030, 1, 1), "http://a.example/", PERSON)
    assert "\n" not in message("granskning", facts, {}).subject
