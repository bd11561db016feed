"""Wrong documentation is worse than none: links lead somewhere, decisions have their parts, settings are all told."""

from __future__ import annotations

import re

from remiss.config import Settings
from tests.house.files import ROOT, line_of, project_files, report, text_of

LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)")
ADR_NAME = re.compile(r"docs/adr/(?P<number>\d{4})-[a-z0-9-]+\.md")
ADR_PARTS = ("## Context", "## Decision", "## Consequences")
OPERATIONS = "docs/operations.md"


def pages() -> list[str]:
    return [name for name in project_files() if name.endswith(".md") and not name.startswith(("tests/", "sample/"))]


def decisions() -> list[str]:
    return [name for name in project_files() if name.startswith("docs/adr/")]


def test_links_between_pages_lead_somewhere() -> None:
    offences = [
        f"{name}:{line_of(text_of(name), link.start())} {link['target']}"
        for name in pages()
        for link in LINK.finditer(text_of(name))
        if ":" not in link["target"] and not ((ROOT / name).parent / link["target"]).exists()
    ]
    assert not offences, report("These links lead nowhere:", offences)


def test_decisions_are_numbered_without_gaps() -> None:
    odd = [name for name in decisions() if not ADR_NAME.fullmatch(name)]
    assert not odd, report("Name a decision docs/adr/NNNN-what-it-is-about.md:", odd)
    numbers = [int(match["number"]) for name in decisions() if (match := ADR_NAME.fullmatch(name))]
    assert numbers == list(range(1, len(numbers) + 1)), f"Decisions are numbered from 0001 without gaps: {numbers}"


def test_decisions_have_their_parts() -> None:
    offences = [
        f"{name}: {part}" for name in decisions() for part in ADR_PARTS if part not in text_of(name).splitlines()
    ]
    assert not offences, report(
        "A decision says in what context, what was decided and what follows; missing:", offences
    )


def test_every_setting_is_explained_to_operators() -> None:
    silent = [f"REMISS_{name.upper()}" for name, field in Settings.model_fields.items() if not field.description]
    assert not silent, report("Give these settings a description, which docs/settings.md is made of:", silent)
    assert "(settings.md)" in text_of(OPERATIONS), f"{OPERATIONS} must lead to settings.md"


def test_readme_tells_both_commands() -> None:
    for command in ("make run", "make test"):
        assert command in text_of("README.md"), f"README.md does not say `{command}`"
