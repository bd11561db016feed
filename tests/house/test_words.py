"""What files must not hold: machine paths, registries, other people's domains, silent ignores."""

from __future__ import annotations

import re

import pytest

from tests.house.files import line_of, project_files, report, text_files, text_of

MACHINE_PATH = re.compile(r"(?<![\w.~}])/(?:work|root|home|Users)/")
REGISTRY = re.compile(r"\bpypi\.org|pythonhoste[d]|npmj[s]\.|yarnpk[g]\.", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s/\"'<>)\]\\`,;]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b")
# Names that RFC 2606 and RFC 6761 keep free, this machine, and the identifiers of file formats, which nobody visits.
OUR_HOST = re.compile(
    r"(?:.+\.)?(?:example|test|invalid|localhost)|(?:.+\.)?example\.(?:se|com|org|net)|127\.0\.0\.1|0\.0\.0\.0|\[::1\]"
    r"|www\.w3\.org|schemas\.(?:openxmlformats|microsoft)\.(?:org|com)|purl\.(?:oclc\.)?org|ns\.adobe\.com"
)
IGNORE = re.compile(r"(?:#\s*(?:noqa|type:\s*ignore|pragma: no cover)|djlint:\s*off)(?P<rest>[^\n]*)")
IGNORE_CODES = re.compile(r"^(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]+\]|:?\s*[HTJ]\d+(?:,\s*[HTJ]\d+)*)")
REASON = re.compile(r"[a-zåäö]{2,}[^\n]*\s[a-zåäö]{2,}", re.IGNORECASE)
HOSTLESS = re.compile(r"(?:^|/)(?:package-lock\.json|\.npmrc|requirements[^/]*)$")


def host_of(address: str) -> str:
    """Return the host of a web or mail address, without its port."""
    host = address.split("://")[-1].split("@")[-1].rstrip(".:")
    return re.sub(r":\d+$", "", host).lower()


def foreign(text: str) -> list[tuple[int, str]]:
    """Return the line and address of every host that is not ours to name; a host filled in later is no name."""
    found = ((line_of(text, match.start()), match.group()) for match in ADDRESS.finditer(text))
    return [(line, it) for line, it in found if not OUR_HOST.fullmatch(host_of(it)) and not set("{}$%*(") & set(it)]


def unexplained(text: str) -> list[int]:
    """Return the lines with an ignore that names no code or gives no reason after it."""
    lines = []
    for match in IGNORE.finditer(text):
        codes = IGNORE_CODES.match(match["rest"])
        if not codes or not REASON.search(match["rest"][codes.end() :]):
            lines.append(line_of(text, match.start()))
    return lines


def places(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{line_of(text_of(name), match.start())} {match.group()}"
        for name in text_files()
        for match in pattern.finditer(text_of(name))
    ]


def test_no_file_names_a_path_of_one_machine() -> None:
    offences = places(MACHINE_PATH)
    assert not offences, report("Paths start at the project's root or come from settings:", offences)


def test_no_file_names_a_registry() -> None:
    offences = places(REGISTRY)
    assert not offences, report("Where packages come from is the installation's business:", offences)


def test_no_file_names_a_foreign_domain() -> None:
    offences = [f"{name}:{line} {it}" for name in text_files() for line, it in foreign(text_of(name))]
    assert not offences, report("Use a name under .example; it can never become somebody's address:", offences)


def test_locks_hold_no_address() -> None:
    names = [name for name in project_files() if HOSTLESS.search(name)]
    assert {"assets/package-lock.json", "assets/.npmrc", "requirements.txt"} <= set(names)
    offences = [name for name in names if "://" in text_of(name)]
    assert not offences, report("Write the locks with `make lock`, which leaves addresses out:", offences)


def test_every_ignore_says_why() -> None:
    ours = [name for name in text_files() if name.endswith((".py", ".html")) and not name.startswith("tests/house/")]
    offences = [f"{name}:{line}" for name in ours for line in unexplained(text_of(name))]
    assert not offences, report("Name the code that is ignored and say why, on the same line:", offences)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000/ks", "ks@stad.example", "http://www.w3.org/2000/svg", "https://{host}/"]
)
def test_free_names_are_ours(address: str) -> None:
    assert foreign(address) == []


@pytest.mark.parametrize("host", ["stad.se", "www" + ".kommun.se", "example.se.nu"])
def test_other_names_are_foreign(host: str) -> None:
    assert foreign(f"rad ett\nhttps{'://'}{host}/a") == [(2, f"https{'://'}{host}")]
    assert foreign(f"anna{'@'}{host}")


@pytest.mark.parametrize(
    ("line", "silent"),
    [
        ("x = 1  # noqa", True),
        ("x = 1  # noqa: S105", True),
        ("x = 1  # noqa: S105 - not a password but its field", False),
        ("x = 1  # type: ignore[arg-type]", True),
        ("x = 1  # type: ignore[arg-type]  # the stub forgets bytes", False),
        ("{# djlint:off H021 #}", True),
        ("{# djlint:off H021 the height of a bar is data #}", False),
    ],
)
def test_an_ignore_needs_a_code_and_a_reason(line: str, *, silent: bool) -> None:
    assert bool(unexplained(line)) is silent
