"""``remiss stance``: one viewpoint a line in, the suggested stance a line out, in the same order."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from remiss.analysis.stance import suggest_stance
from remiss.cli.refusal import Refusal


@click.command("stance")
def command() -> None:
    """Föreslå ställningstagande för synpunkter, en json-rad per synpunkt på standard in."""
    for text in _read_texts(sys.stdin.buffer.read()):
        click.echo(json.dumps(_row(text), ensure_ascii=False))


def _row(text: str) -> dict[str, Any]:
    suggestion = suggest_stance(text)
    cues = [{"text": cue.text, "for": cue.reason} for cue in suggestion.cues]
    return {"text": text, "stance": suggestion.stance, "confidence": suggestion.confidence, "cues": cues}


def _read_texts(content: bytes) -> list[str]:
    """Return every text, or refuse the whole input: half an answer would be taken for the whole one."""
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise Refusal("Indata är inte text i UTF-8.") from error
    return [_read_text(line, number) for number, line in enumerate(lines, 1) if line.strip()]


def _read_text(line: str, number: int) -> str:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise Refusal(f"Rad {number} är inte giltig json.") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise Refusal(f"Rad {number} saknar fältet text.")
    return str(row["text"])
