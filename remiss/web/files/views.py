"""Fetching a kept file, as a download: what somebody uploaded is never shown as a page of ours."""

from __future__ import annotations

from flask import Blueprint, Response, send_file

from remiss.domain.permissions import Permission
from remiss.errors import RemissError
from remiss.extensions import upload_folder
from remiss.models.attachments import path_of
from remiss.queries.wall import readable_attachment
from remiss.services.attachments import FORMATS
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("files", __name__)


class ContentMissing(RemissError):
    """The row is there but the content is not on disk."""

    status = 404
    sentence = "Filens innehåll saknas på servern. Be systemadministratören att återställa det från säkerhetskopian."


@route(blueprint, "/filer/<int:attachment_id>", Permission.SIGNED_IN)
def download(attachment_id: int) -> Response:
    """Give the file under the name it was uploaded with. Raises ContentMissing."""
    attachment = readable_attachment(current_actor(), attachment_id)
    path = path_of(upload_folder(), attachment.sha256)
    if not path.is_file():
        raise ContentMissing
    kind = FORMATS.get(attachment.format, "application/octet-stream")
    return send_file(path, kind, as_attachment=True, download_name=attachment.filename)
