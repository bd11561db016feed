"""Fetching files: under their own name, as a download, by those who may read them."""

from __future__ import annotations

import urllib.parse

import pytest
from flask import current_app

from remiss.door import writing
from remiss.extensions import db, upload_folder
from remiss.models.attachments import Attachment
from remiss.models.remisser import Remiss
from remiss.services.attachments import add_attachment, keep_content
from tests.support.world import START, draft_remiss, sent_remiss


def keep(remiss_id: int) -> int:
    """Give the remiss's draft real content and a Swedish name."""
    programme = db.session.get_one(Remiss, remiss_id).programme
    assert programme is not None
    number = programme.attachment_id
    sha256 = keep_content(upload_folder(), b"PK innehall")
    with writing():
        attachment = db.session.get_one(Attachment, number)
        attachment.sha256, attachment.filename = sha256, "förslag på åtgärder.docx"
    return number


def test_the_asked_and_the_sender_fetch_the_draft_under_its_swedish_name(world, visit) -> None:
    number = keep(sent_remiss(world))
    for who in ("ks.samordnare", "farsta.handlaggare"):
        response = visit(who).get(f"/filer/{number}")
        assert response.status_code == 200
        assert response.get_data() == b"PK innehall"
        header = response.headers["Content-Disposition"]
        assert header.startswith("attachment")
        assert urllib.parse.quote("förslag på åtgärder.docx") in header
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_draft_that_is_not_sent_is_not_there_for_others(world, visit) -> None:
    number = keep(draft_remiss(world))
    assert visit("farsta.handlaggare").get(f"/filer/{number}").status_code == 404
    assert visit("").get(f"/filer/{number}").status_code == 303
    assert visit("ks.samordnare").get("/filer/99").status_code == 404


def test_missing_content_is_said_plainly(world, visit) -> None:
    remiss_id = sent_remiss(world)
    programme = db.session.get_one(Remiss, remiss_id).programme
    assert programme is not None
    assert current_app.config["REMISS_UPLOADS"]
    response = visit("ks.samordnare").get(f"/filer/{programme.attachment_id}")
    assert response.status_code == 404
    assert "Filens innehåll saknas" in response.text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\svar\\nämnd.pdf", "nämnd.pdf"),
        ("svar\n\x00\u202efdp.exe", "svarfdp.exe.pdf"),
        ("svar.PDF", "svar.PDF"),
        ("faktura.pdf.bat", "faktura.pdf.bat.pdf"),
        ("\x07", "fil.pdf"),
        ("å" * 300, "å" * 200 + ".pdf"),
    ],
)
def test_a_file_keeps_of_its_name_what_a_header_and_a_reader_can_take(world, given: str, kept: str) -> None:
    with writing():
        attachment = add_attachment(world.actor("ks.registrator"), "0" * 64, given, "pdf", 1, START)
        assert attachment.filename == kept
