"""House templates in the sample: a few bodies use the template to begin with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from remiss.cli.sample.acts import Act
from remiss.cli.sample.stage import SENDER, Stage
from remiss.documents.reading.template.reading import read_template
from remiss.documents.writing.docx.start_template import write_start_template
from remiss.domain.house_template import Template
from remiss.domain.roles import Role
from remiss.door import writing
from remiss.extensions import db
from remiss.models.organisations import Organisation
from remiss.services.attachments import add_attachment, keep_content
from remiss.services.house_templates import add_template, take_into_use

FILENAME = "husmall.docx"


def templating_acts(stage: Stage) -> list[Act]:
    """Return the acts of the administrator, who sets up one body after the other."""
    facts = stage.facts.get("house_templates")
    if not facts:
        return []
    content = write_start_template()
    template = read_template(content).template or Template()
    return [
        Act(stage.moment(facts["on"], place), _use(stage, body, content, template))
        for place, body in enumerate(facts["organisations"])
    ]


def _use(stage: Stage, body: str, content: bytes, template: Template) -> Callable[[datetime], object]:
    def do(now: datetime) -> None:
        actor = stage.actor(SENDER, Role.ADMIN)
        sha256 = keep_content(stage.uploads, content)
        with writing():
            organisation = db.session.get_one(Organisation, stage.city.organisations[body])
            file = add_attachment(actor, sha256, FILENAME, "docx", len(content), now)
            take_into_use(actor, add_template(actor, organisation, file, template, (), now), now)

    return do
