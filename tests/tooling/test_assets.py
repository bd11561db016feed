"""The built assets: the typeface is our own to serve, and complete."""

from __future__ import annotations

import re

from tests.house.files import ROOT

VENDOR = ROOT / "static" / "vendor"


def test_every_face_of_the_style_sheet_is_there() -> None:
    assert (VENDOR / "fonts.css").is_file(), "The assets are not built; `make setup` builds them and says what failed."
    style = (VENDOR / "fonts.css").read_text(encoding="utf-8")
    files = re.findall(r'url\("([^"]+)"\)', style)
    assert len(files) == 4
    for name in files:
        assert (VENDOR / name).read_bytes()[:4] == b"wOF2"
    assert (VENDOR / "fonts" / "LICENSE").is_file()
