"""Every address of the application, and the words of what it answers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from flask import Flask

IDS = {
        "remiss_id": ["1"], "reply_id": ["1", "2"], "viewpoint_id": ["1", "2"], "intake_id": ["1"],
        "attachment_id": ["1", "2", "3"], "consultee_id": ["1", "2"], "mail_id": ["1"], "number": ["1"],
        "meeting_id": ["1"], "completion_id": ["1"], "version": ["1"], "key": ["1"],
        "organisation_id": ["1", "2"], "user_id": ["1", "2"], "membership_id": ["1", "2"], "substitution_id": ["1"],
        "disclosure_id": ["1"], "feed_id": ["1"],
        "batch_id": ["1"], "list_id": ["1"], "part_id": ["1", "2"], "theme_id": ["1"], "order_id": ["1"],
        "template_id": ["1"],
    }  # fmt: skip


def addresses(app: Flask, ids: Mapping[str, list[str]] = IDS) -> list[str]:
    """Every address that can be fetched, with every id of ``ids`` put in every place."""
    found: list[str] = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint in {"static", "token"}:
            continue
        if unknown := rule.arguments - set(ids):
            if rule.endpoint.startswith("sample_mail"):
                continue
            raise AssertionError(f"teach the canary the parameter {unknown} of {rule.rule}")
        combinations: list[dict[str, str]] = [{}]
        for name in sorted(rule.arguments):
            combinations = [{**one, name: value} for one in combinations for value in ids[name]]
        adapter = app.url_map.bind("localhost")
        found += [adapter.build(rule.endpoint, {k: int(v) for k, v in one.items()}) for one in combinations]
    return sorted(set(found))


def words_of(content: bytes) -> str:
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return content.decode("utf-8", "replace")
