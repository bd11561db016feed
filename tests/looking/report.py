"""What was found: a list to read in the terminal, and a page that shows all pictures side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from html import escape
from pathlib import Path

from tests.looking.camera import Finding, Window, file_name

PLACES_SHOWN = 4


def in_words(findings: Sequence[Finding]) -> str:
    """Return the findings, the same fault at the same place once, with some of the pages it was seen on."""
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in findings:
        places[finding.what, finding.where].append(finding.page)
    lines = []
    for (what, where), pages in sorted(places.items(), key=lambda item: (-len(item[1]), item[0])):
        lines.append(f"{len(pages):4} × {what}" + (f"\n       {where}" if where else ""))
        lines += [f"         {page}" for page in pages[:PLACES_SHOWN]]
        if len(pages) > PLACES_SHOWN:
            lines.append(f"         … and {len(pages) - PLACES_SHOWN} more")
    return "\n".join(lines) or "Nothing found."


def contact_sheet(pictures: dict[str, list[str]], windows: Sequence[Window]) -> str:
    """Return an HTML page: a row per role and page, a column per window; every picture opens in full."""
    rows = "".join(
        f"<tr><th>{escape(role)}<br>{escape(path)}</th>"
        + "".join(_cell(Path(role) / f"{file_name(path)}-{window.name}.png") for window in windows)
        + "</tr>\n"
        for role, paths in pictures.items()
        for path in paths
    )
    heads = "".join(f"<th>{window.name}</th>" for window in windows)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>All pages</title><style>'
        "th { font: 14px sans-serif; text-align: left; vertical-align: top } "
        "img { max-height: 420px; max-width: 480px; border: 1px solid #999 }</style>"
        f"<h1>All pages</h1><table><tr><th></th>{heads}</tr>\n{rows}</table></html>"
    )


def _cell(picture: Path) -> str:
    return f'<td><a href="{picture}"><img loading="lazy" src="{picture}" alt="{picture.stem}"></a></td>'
