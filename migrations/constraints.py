"""CHECK constraints that migrations change: on SQLite, which cannot, by writing the table's definition anew.

A migration reads what stands there and adds to it, so that two that widen one list do not undo each other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import sqlalchemy as sa
from alembic import op


def add_values(table: str, column: str, new: Collection[str]) -> None:
    """Let ``column``, an enum with the CHECK ``ck_<table>_<column>``, hold the values ``new`` too."""
    name = f"ck_{table}_{column}"
    now = checks(table)
    set_checks(table, now | {name: one_of(column, [*values(now, name), *new])})


def remove_values(table: str, column: str, gone: Collection[str]) -> None:
    """Undo ``add_values``; rows that hold one of ``gone`` must have been changed first."""
    name = f"ck_{table}_{column}"
    now = checks(table)
    set_checks(table, now | {name: one_of(column, [v for v in values(now, name) if v not in gone])})


def add_checks(table: str, new: Mapping[str, str]) -> None:
    """Add the CHECKs ``new`` (whole name → SQL), or give those that stand there the new wording."""
    set_checks(table, checks(table) | dict(new))


def drop_checks(table: str, names: Collection[str]) -> None:
    """Drop the CHECKs with these whole names."""
    set_checks(table, {name: text for name, text in checks(table).items() if name not in names})


def checks(table: str) -> dict[str, str]:
    """Return the CHECKs of a table as they are now: other migrations may have added values before this one."""
    return {str(check["name"]): check["sqltext"] for check in sa.inspect(op.get_bind()).get_check_constraints(table)}


def values(found: Mapping[str, str], name: str) -> list[str]:
    """Return the values that the CHECK ``name`` of an enum column lists."""
    return re.findall(r"'([a-z_]+)'", found[name])


def one_of(column: str, listed: Collection[str]) -> str:
    """Return the CHECK that lets ``column`` hold one of ``listed``."""
    quoted = ", ".join(f"'{value}'" for value in listed)
    return f"{column} IN ({quoted})"


def set_checks(table: str, wanted: Mapping[str, str]) -> None:
    """Make ``wanted`` the CHECKs of a table. SQLite cannot change one, so the table's definition is written anew."""
    if op.get_bind().dialect.name == "sqlite":
        _write_definition(table, wanted)
        return
    before = checks(table)
    for name in before:
        if before[name] != wanted.get(name):
            op.drop_constraint(op.f(name), table, type_="check")
    for name, text in wanted.items():
        if text != before.get(name):
            op.create_check_constraint(op.f(name), table, text)


def _write_definition(table: str, wanted: Mapping[str, str]) -> None:
    """Change the CHECKs in the stored definition, as SQLite's own documentation describes for constraints that no row
    breaks: a copy of the table would forget how far its ids have come, and give the id of a deleted reply anew.
    """
    bind = op.get_bind()
    old = bind.scalar(sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"), {"name": table})
    new = _without_checks(old)
    added = "".join(f",\n\tCONSTRAINT {name} CHECK ({text})" for name, text in wanted.items())
    end = new.rindex(")")
    new = f"{new[:end].rstrip()}{added}\n{new[end:]}"
    version = bind.scalar(sa.text("PRAGMA schema_version"))
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    bind.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :name"),
        {"sql": new, "name": table},
    )
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = OFF")


def _without_checks(sql: str) -> str:
    """Return a table's definition without its named CHECKs; their parentheses are counted, also inside each other."""
    while (found := re.search(r",\s*CONSTRAINT \w+ CHECK \(", sql)) is not None:
        at, depth = found.end(), 1
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[at], 0)
            at += 1
        sql = sql[: found.start()] + sql[at:]
    return sql
