"""The pages about the product: open to all, linked from every page, and true to the registers."""

from __future__ import annotations

import pytest
from flask import Flask
from lxml import html

from remiss.domain.permissions import GRANTS, Permission
from remiss.domain.roles import Role
from remiss.web.public.facts import readers

PAGES = {"/tillganglighet": "Om tillgänglighet", "/sakerhet-och-drift": "Säkerhet och drift"}


@pytest.mark.parametrize("who", ["", "farsta.handlaggare", "ks.samordnare", "admin"])
@pytest.mark.parametrize("address", PAGES)
def test_everybody_reads_them(visit, who: str, address: str) -> None:
    answer = visit(who).get(address)
    assert answer.status_code == 200
    assert html.fromstring(answer.text).findtext(".//h1") == PAGES[address]


@pytest.mark.parametrize(("who", "address"), [("", "/inloggning"), ("", "/finns-inte"), ("farsta.registrator", "/")])
def test_the_foot_of_every_page_leads_there(visit, who: str, address: str) -> None:
    page = html.fromstring(visit(who).get(address).text)
    assert [link.get("href") for link in page.xpath("//footer//a")] == list(PAGES)


def test_a_fault_can_be_reported_signed_out_to_the_address_of_the_settings(app: Flask, visit) -> None:
    app.extensions["remiss_settings"].contact_mail = "remisstöd@kommun.example"
    page = html.fromstring(visit("").get("/tillganglighet").text)
    [link] = page.xpath("//a[starts-with(@href, 'mailto:')]")
    assert link.text == "remisstöd@kommun.example"
    subject = "Brist%20i%20tillg%C3%A4ngligheten%20i%20Remiss"
    assert link.get("href") == f"mailto:remisst%C3%B6d@kommun.example?subject={subject}"


def test_what_roles_read_is_what_the_register_says(visit) -> None:
    page = html.fromstring(visit("").get("/sakerhet-och-drift").text)
    [table] = page.xpath("//table[contains(caption, 'varje roll')]")
    rows = {row.findtext("th"): [cell.text for cell in row.iter("td")] for row in table.iterfind(".//tbody/tr")}
    assert list(rows) == [role.label for role in Role]
    for role in Role:
        assert rows[role.label][0] == ("Ja" if Permission.MATTER_VIEW in GRANTS[role] else "Nej")
    assert rows[Role.ADMIN.label] == ["Nej", "Nej", "Ja"]
    assert len(readers()) == len(Role)


def test_how_long_a_session_lasts_comes_from_the_settings(app: Flask, visit) -> None:
    app.extensions["remiss_settings"].session_hours = 7
    assert "7\u00a0timmar" in visit("").get("/sakerhet-och-drift").text
