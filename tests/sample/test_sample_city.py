"""The sample data hang together: what one file names, another one has."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
REPLIES = sorted((SAMPLE / "source" / "replies").glob("*.md"))


def load(name: str) -> Any:
    return json.loads((SAMPLE / name).read_text(encoding="utf-8"))


def test_every_consultee_is_a_registered_organisation_and_every_file_exists():
    known = {organisation["key"] for organisation in load("city.json")["organisations"]}
    for consultee in load("remiss.json")["consultees"]:
        assert consultee["organisation"] in known
        for field in ("reply", "minutes", "draft"):
            assert field not in consultee or (SAMPLE / consultee[field]).is_file()


def test_successors_and_parents_are_registered():
    organisations = load("city.json")["organisations"]
    known = {organisation["key"] for organisation in organisations}
    named = {o[field] for o in organisations for field in ("successor", "parent") if field in o}
    assert named <= known


def test_mail_addresses_are_unique_and_cannot_reach_anyone():
    people = [person for o in load("city.json")["organisations"] for person in o.get("people", [])]
    addresses = [person["email"] for person in people]
    assert len(addresses) == len(set(addresses))
    assert all(re.fullmatch(r"[a-z.]+@remiss\.example", address) for address in addresses)


def test_replies_and_consultees_refer_to_sections_that_the_programme_has():
    programme = (SAMPLE / "source" / "programme.md").read_text(encoding="utf-8")
    numbers = set(re.findall(r"^#+ (\d+(?:\.\d+)*) ", programme, re.MULTILINE))
    for path in REPLIES:
        cited = re.findall(r"[Aa]vsnitt (\d+(?:\.\d+)*)", path.read_text(encoding="utf-8"))
        proposed = {"4.3.4"}  # the fire brigade asks for this new section
        assert set(cited) - proposed <= numbers, path.name
    assert all(set(c["concerns"]) <= numbers for c in load("remiss.json")["consultees"])


def test_people_who_sign_or_draft_the_replies_of_staffed_bodies_work_there():
    staffed = {o["names"][0]["name"]: o["people"] for o in load("city.json")["organisations"] if "people" in o}
    for path in REPLIES:
        text = path.read_text(encoding="utf-8")
        body = re.search(r'consultees = \["([^"(]+?)(?: \(|")', text)[1]
        first = {person["role"]: person["name"] for person in reversed(staffed.get(body, []))}  # others stand in
        for role in ("handlaggare", "avdelningschef", "forvaltningschef"):
            assert first.get(role, "") in text, path.name
