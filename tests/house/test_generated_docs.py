from __future__ import annotations

from remiss.cli.docs import generated
from remiss.config import ROOT


def test_generated_documentation_is_current() -> None:
    old = [name for name, text in generated().items() if (ROOT / name).read_text(encoding="utf-8") != text]
    assert not old, f"Run `.venv/bin/remiss docs` and commit: {', '.join(old)}"
