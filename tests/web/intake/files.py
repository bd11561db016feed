"""Small replies written for these tests, and the way to take one in."""

from __future__ import annotations

import io
from pathlib import Path

from flask import Flask
from lxml import html

from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.plain import read_plain
from remiss.domain.viewpoints import Analysis
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.reading import ReadReply
from remiss.jobs.tasks import work_all
from remiss.models.intakes import Intake
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss
from remiss.services.intakes import start_intake, store_original, store_reading
from tests.support.world import START, World, some_attachment

REPLY = """Farsta stadsdelsförvaltning
Tjänsteutlåtande
Dnr 1.1-7/2026
2026-11-02
Handläggare
Anna Provsten
Till
Farsta stadsdelsnämnd
2026-11-19

Program för trygga gångvägar
Svar på remiss från kommunstyrelsen, KS 2026/311

Förvaltningens förslag till beslut
Nämnden överlämnar förvaltningens tjänsteutlåtande som svar på remissen.

Sammanfattning
Förvaltningen ser positivt på programmet.

Förvaltningens synpunkter och förslag
Förvaltningen ser positivt på programmet för trygga gångvägar.

Belysningen bör byggas ut även vid lekplatserna.

Det är oklart vem som betalar för lamporna.
"""
MINUTES = """Farsta stadsdelsnämnd
Protokollsutdrag
Sammanträdesdatum 2026-11-19
Dnr 1.1-7/2026

§ 14 Svar på remiss om program för trygga gångvägar

Beslut
Stadsdelsnämnden beslutade följande.

1. Stadsdelsnämnden godkänner förvaltningens tjänsteutlåtande och överlämnar det som svar på remissen.

2. Beslutet justeras omedelbart.

Ärendet
Förvaltningens tjänsteutlåtande är daterat den 2 november 2026.
"""


def upload(text: str | bytes = REPLY, name: str = "svar.txt") -> tuple[io.BytesIO, str]:
    return io.BytesIO(text.encode() if isinstance(text, str) else text), name


def take_in(app: Flask, client, url: str, field: str, *files: tuple[io.BytesIO, str]) -> str:
    """Upload ``files``, let the background work be done, and return the address of the last intake."""
    response = client.submit(url, {field: list(files)}, content_type="multipart/form-data")
    assert response.status_code == 303, response.text
    with app.app_context():
        work_all(Path(app.config["REMISS_UPLOADS"]))
        db.session.remove()
    db.session.rollback()
    return f"/inlasningar/{max(db.session.scalars(db.select(Intake.id)))}"


def typed(page: str) -> dict[str, object]:
    """Return what the page's form would send if nothing was touched."""
    form = html.fromstring(page).xpath("//form[.//input[@name='title']]")[0]
    data: dict[str, object] = {}
    for name, value in form.fields.items():
        control = form.inputs[name]
        if getattr(control, "type", "") == "file" or name == "csrf_token":
            continue
        boxes = form.xpath(f".//input[@type='checkbox'][@name='{name}'][@checked]/@value")
        if form.xpath(f".//input[@type='checkbox'][@name='{name}']"):
            if boxes:
                data[name] = list(boxes)
        elif value is not None:
            data[name] = value.removeprefix("\n")  # HTML drops the line end that a textarea begins with
    return data


def read_here(world: World, remiss_id: int, who: str, owner_id: int, text: str = REPLY, name: str = "svar.txt") -> int:
    """Take in ``text`` as the scheduler would, but read in this process, and return the intake's id."""
    document = read_plain(text)
    read = ReadReply(parse_reply(document), Analysis((), ()), document)
    with writing():
        actor, owner = world.actor(who), db.session.get_one(Organisation, owner_id)
        remiss = db.session.get_one(Remiss, remiss_id)
        intake = start_intake(actor, remiss, owner, some_attachment(actor, name), START)
        store_reading(intake, read.parsed.to_json(), read.analysis.to_json())
        store_original(intake, read.original, read.places)
        return intake.id
