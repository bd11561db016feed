"""Imports stand at the top, desks know nothing of each other, and the reading commands start without the web."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.house.files import ROOT, python_files, report, tree_of

DESKS = ("account", "auth", "ks", "office", "intake", "admin", "public")
WEBLESS_COMMANDS = ("parse", "programme", "stance", "analyse", "measure")


def inner_imports(tree: ast.Module) -> Iterator[ast.stmt]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom))


def desk_of(module: str) -> str | None:
    """Return the desk that a dotted module name or a path belongs to."""
    parts = module.removesuffix(".py").replace("/", ".").split(".")
    return parts[2] if parts[:2] == ["remiss", "web"] and len(parts) > 2 and parts[2] in DESKS else None


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_import_stands_inside_a_function() -> None:
    offences = [f"{name}:{node.lineno}" for name in python_files() for node in inner_imports(tree_of(name))]
    assert not offences, report("Import at the top, or through remiss/optional.py when it must be late:", offences)


def test_desks_do_not_import_each_other() -> None:
    offences = [
        f"{name} imports {module}"
        for name in python_files()
        if (desk := desk_of(name))
        for module in imported(tree_of(name))
        if desk_of(module) not in (None, desk)
    ]
    assert not offences, report("What two desks need belongs in remiss/web itself, a service or a query:", offences)


def test_the_desk_of_a_module() -> None:
    assert desk_of("remiss/web/ks/routes.py") == desk_of("remiss.web.ks.forms.Form") == "ks"
    assert desk_of("remiss.web.forms") is None


@pytest.mark.slow
@pytest.mark.parametrize("command", WEBLESS_COMMANDS)
def test_reading_commands_start_without_the_web(command: str) -> None:
    script = f"import sys, remiss.cli.{command}; print(*sorted({{'flask', 'sqlalchemy'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stdout.split(), f"`remiss {command}` must answer quickly, but loads {done.stdout.strip()}"
