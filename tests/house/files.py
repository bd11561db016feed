"""The files of this project, as git knows them: committed ones, and new ones that are not ignored."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".docx", ".pdf", ".xlsx", ".png", ".jpg", ".ico", ".woff2", ".zip", ".sqlite3"}
# Other people's words, or data that stands for what was received from outside.
GENERATED = "migrations/versions/"  # written by Alembic from the models
NOT_OURS = ("LICENSE", "static/vendor/")
# Replies in the encodings that old systems leave: read loosely, so that they are still searched.
ANY_ENCODING = "tests/gold/blint/"


@cache
def project_files() -> tuple[str, ...]:
    """Return every file's path from the root, sorted."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    return tuple(sorted(name for name in set(listed) if name and (ROOT / name).is_file()))


@cache
def text_of(name: str) -> str:
    """Return the text of a project file."""
    return (ROOT / name).read_text(encoding="utf-8", errors="replace" if name.startswith(ANY_ENCODING) else "strict")


@cache
def tree_of(name: str) -> ast.Module:
    """Return the parsed Python of a project file."""
    return ast.parse(text_of(name), filename=name)


def text_files() -> list[str]:
    """Return the files that hold text of ours."""
    return [
        name for name in project_files() if Path(name).suffix.lower() not in BINARY and not name.startswith(NOT_OURS)
    ]


def python_files() -> list[str]:
    """Return our Python files."""
    return [name for name in project_files() if name.endswith(".py") and not name.startswith(GENERATED)]


def templates() -> list[str]:
    """Return the page and mail templates."""
    return [name for name in project_files() if name.startswith("templates/")]


def is_only_data(tree: ast.Module) -> bool:
    """Tell whether a module is a word list: a docstring, imports and assignments, no behaviour."""
    data = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
    return all(isinstance(node, data) or isinstance(getattr(node, "value", None), ast.Constant) for node in tree.body)


def line_of(text: str, position: int) -> int:
    """Return the line number of a character position."""
    return text.count("\n", 0, position) + 1


def report(rule: str, offences: list[str]) -> str:
    """Return what a failing rule says: the rule, then each place."""
    return f"{rule}\n  " + "\n  ".join(offences)
