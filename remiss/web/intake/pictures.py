"""Pages of a pdf that is being taken in, as pictures drawn in the confined child: never the file itself as a page."""

from __future__ import annotations

from flask import Blueprint, Response, make_response

from remiss.documents.reading.pictures import picture_of
from remiss.domain.permissions import Permission
from remiss.errors import NotVisible
from remiss.extensions import upload_folder
from remiss.models.attachments import path_of
from remiss.queries.wall import own_intake
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("intake_pictures", __name__)


@route(blueprint, "/inlasningar/<int:intake_id>/sidor/<int:number>", Permission.SIGNED_IN)
def page_picture(intake_id: int, number: int) -> Response:
    """Draw one page of the visitor's own file. Raises NotVisible when the file has no pages or is gone."""
    attachment = own_intake(current_actor(), intake_id).attachment
    path = path_of(upload_folder(), attachment.sha256)
    if attachment.format != "pdf" or number < 1 or not path.is_file():
        raise NotVisible
    answer = make_response(picture_of(path.read_bytes(), number))
    answer.headers["Content-Type"] = "image/png"
    return answer
