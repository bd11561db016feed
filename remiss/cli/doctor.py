"""``remiss doctor``: is the installation whole? One line a thing; exit 1 when something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from remiss.clock import now
from remiss.config import ROOT, MailTransport, Settings
from remiss.errors import RemissError
from remiss.extensions import db
from remiss.models.operations import Heartbeat
from remiss.notifications.choice import mail_server
from remiss.notifications.mailer import Unreachable
from remiss.optional import LIBRARIES, load
from remiss.services.protection import Finding, Verdict, reading, virus_protection
from remiss.text import long_date
from remiss.web.health import SILENT_FOR

FONTS = ROOT / "static" / "vendor" / "fonts.css"


@click.command("doctor")
@click.pass_obj
def doctor(make_app: Callable[[], Flask]) -> int:
    """Kontrollera att installationen är hel: databas, filer, mejl, schemaläggare, inläsning, virusskydd."""
    app = make_app()
    with app.app_context():
        found = list(examined(app.extensions["remiss_settings"]))
    for one in found:
        click.echo(f"{one.verdict.value:<5} {one.thing}: {one.words}")
    wrong = sum(one.verdict is Verdict.WRONG for one in found)
    click.echo(f"\n{wrong} fel. Rätta dem och kör remiss doctor igen." if wrong else "\nInga fel.")
    return 1 if wrong else 0


def examined(settings: Settings) -> Iterator[Finding]:
    """Look at one thing after the other; needs an application context."""
    yield _database()
    yield _folder(settings)
    yield _mail(settings)
    yield _scheduler()
    yield reading()
    yield virus_protection(settings.clamd)
    yield from _libraries()
    yield _fonts()
    yield Finding("Webbläsare på servern", Verdict.RIGHT, "Behövs inte. Chromium används bara av testerna.")


def _database() -> Finding:
    thing = "Databas"
    newest = max(path.name[:4] for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))
    try:
        with db.engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        return Finding(
            thing, Verdict.WRONG, "Den kan inte nås. Kontrollera att den är startad, och REMISS_DATABASE_URL."
        )
    if present != newest:
        words = f"Den är på version {present or 'ingen'} och ska vara på {newest}. Kör remiss migrate."
        return Finding(thing, Verdict.WRONG, words)
    return Finding(thing, Verdict.RIGHT, f"Den svarar och är uppdaterad ({db.engine.dialect.name}, {newest}).")


def _folder(settings: Settings) -> Finding:
    probe = settings.upload_dir / ".doctor"
    try:
        settings.upload_dir.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"prov")
        probe.unlink()
    except OSError:
        words = f"Det går inte att skriva i {settings.upload_dir}. Ge den användare som kör Remiss rätt att skriva där."
        return Finding("Filer", Verdict.WRONG, words)
    return Finding("Filer", Verdict.RIGHT, f"Det går att skriva i {settings.upload_dir}.")


def _mail(settings: Settings) -> Finding:
    if settings.mail_transport is not MailTransport.SMTP:
        return Finding("Mejl", Verdict.NOTE, f"Skrivs till filer i {settings.mail_dir} och skickas inte.")
    place = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        mail_server(settings).greet()
    except Unreachable as problem:
        plain = problem.sentence == Unreachable.sentence
        words = "Servern kan inte nås. Kontrollera inställningarna." if plain else problem.sentence
        return Finding("Mejl", Verdict.WRONG, f"{place}: {words}")
    return Finding("Mejl", Verdict.RIGHT, f"Servern {place} svarar och godtar inloggningen.")


def _scheduler() -> Finding:
    thing = "Schemaläggare"
    try:
        beat = db.session.get(Heartbeat, "scheduler")
    except SQLAlchemyError:
        return Finding(thing, Verdict.WRONG, "Livstecknet kan inte läsas ur databasen.")
    start = "Starta den med remiss scheduler. Till dess skickas inga mejl och inga filer läses in."
    if beat is None:
        return Finding(thing, Verdict.WRONG, f"Den har aldrig gett ett livstecken. {start}")
    if now() - beat.at > SILENT_FOR:
        return Finding(thing, Verdict.WRONG, f"Den svarar inte, senast sedd {long_date(beat.at.date())}. {start}")
    return Finding(thing, Verdict.RIGHT, "Den arbetar.")


def _libraries() -> Iterator[Finding]:
    for name, library in LIBRARIES.items():
        if library.for_developers:
            continue
        try:
            load(name)
        except RemissError as problem:
            yield Finding("Programbibliotek", Verdict.WRONG, problem.sentence)


def _fonts() -> Finding:
    if FONTS.exists():
        return Finding("Typsnitt", Verdict.RIGHT, "Remiss eget typsnitt är på plats.")
    return Finding("Typsnitt", Verdict.NOTE, "Remiss eget typsnitt saknas, så sidorna visas i datorns. Kör make setup.")
