"""The command: starts a sample of its own, walks it as each role, photographs what it found and says what to mend."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import click
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from remiss.app import create_app
from remiss.config import Environment, Settings
from tests.looking.camera import SCHEMES, WIDTHS, Finding, Window, photograph
from tests.looking.pages import Visitor, Walk, page_rules, visitors, walk
from tests.looking.report import contact_sheet, in_words
from tests.support.browser import launch_flags
from tests.support.chromium import chromium_path
from tests.support.running import sign_in, started


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--role", "roles", multiple=True, help="Only this role, as handlaggare or utloggad; may be repeated.")
@click.option("--page", "parts", multiple=True, help="Only pages whose address holds this; may be repeated.")
@click.option("--scheme", "schemes", multiple=True, type=click.Choice(SCHEMES), help="Only light or dark.")
@click.option("--width", "widths", multiple=True, type=int, help="Only this width, or others than 1280 and 360.")
@click.option("--examples", default=1, show_default=True, help="Pages of each address with an id in it.")
@click.option("--axe/--no-axe", default=True, show_default=True, help="Ask axe about every page.")
@click.option("--instance", type=click.Path(path_type=Path), help="Keep the sample here: the second time is quick.")
def main(
    folder: Path,
    roles: Sequence[str],
    parts: Sequence[str],
    schemes: Sequence[str],
    widths: Sequence[int],
    examples: int,
    axe: bool,
    instance: Path | None,
) -> None:
    """Photograph every page × role × light/dark × 1280/360 into FOLDER and say what axe and the layout object to.

    FOLDER gets ROLE/PAGE-WIDTH-SCHEME.png, index.html with all of them side by side, and findings.txt. Exit status 1
    when anything was found.
    """
    windows = [Window(scheme, width) for width, scheme in product(widths or WIDTHS, schemes or SCHEMES)]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, started(instance or Path(temporary) / "instance") as running:
        settings = Settings(_env_file=None, environment=Environment.DEMO, instance_dir=running.instance)
        look = Look(create_app(settings), running.url, folder, windows, axe=axe)
        look.at_everything(roles, parts, examples)
    (folder / "index.html").write_text(contact_sheet(look.pictures, windows), encoding="utf-8")
    (folder / "findings.txt").write_text(in_words(look.findings) + "\n", encoding="utf-8")
    click.echo(in_words(look.findings))
    if not roles:
        click.echo("Not reached by any link: " + (", ".join(sorted(page_rules(look.app) - look.reached)) or "none"))
    sys.exit(bool(look.findings))


@dataclass
class Look:
    """One look at everything: what is asked for, and what has been seen so far."""

    app: Flask
    base: str
    folder: Path
    windows: Sequence[Window]
    axe: bool
    pictures: dict[str, list[str]] = field(default_factory=dict)
    reached: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def at_everything(self, roles: Sequence[str], parts: Sequence[str], examples: int) -> None:
        """Look at the pages of each role whose address holds one of ``parts``; empty means all."""
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=launch_flags())
            for visitor in visitors(self.app):
                if not roles or visitor.role in roles:
                    self._as_visitor(browser, visitor, parts, examples)
            browser.close()

    def _as_visitor(self, browser: Browser, visitor: Visitor, parts: Sequence[str], examples: int) -> None:
        state, found = _walk(self.app, browser, self.base, visitor, examples)
        self.reached |= found.rules
        self.findings += [Finding(fault, "", visitor.role) for fault in found.faults]
        paths = [path for path in found.pages if not parts or any(part in path for part in parts)]
        self.pictures[visitor.role] = paths
        own = self.folder / visitor.role
        own.mkdir(exist_ok=True)
        for window in self.windows:
            click.echo(f"{visitor.role}: {len(paths)} pages, {window.name}", err=True)
            self.findings += photograph(browser, self.base, state, paths, window, own, axe=self.axe)


def _walk(app, browser: Browser, base: str, visitor: Visitor, examples: int) -> tuple[object, Walk]:
    """Sign in and follow the links; return the cookies for the pictures and what was found."""
    context = browser.new_context(base_url=base, locale="sv-SE")
    if visitor.email:
        sign_in(context.new_page(), visitor.email)
    found = walk(app, context.request, base, examples)
    state = context.storage_state()
    context.close()
    return state, found


if __name__ == "__main__":
    main()
