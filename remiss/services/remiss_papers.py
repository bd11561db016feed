"""Annexes that a sender puts beside the draft: chosen while the remiss is a draft, read by everybody asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from remiss.domain.roles import Actor
from remiss.domain.workflow.states import RemissAction
from remiss.errors import InvalidInput
from remiss.models.attachments import Attachment
from remiss.models.operations import AuditEvent
from remiss.models.remisser import Remiss, RemissPaper
from remiss.services.steps import move_remiss, require_remiss_step


def add_annexes(
    actor: Actor, remiss: Remiss, papers: Sequence[Attachment], version: int, now: datetime
) -> AuditEvent:  # fmt: skip
    """Put ``papers`` beside the draft. Raises InvalidInput when one of them stands there already."""
    require_remiss_step(actor, remiss, RemissAction.EDIT, version)
    known = {paper.attachment.sha256: paper.attachment.filename for paper in remiss.papers}
    for paper in papers:
        if paper.sha256 in known:
            raise InvalidInput(f"{paper.filename} finns redan bland bilagorna ({known[paper.sha256]}).", "annexes")
    hashes = [paper.sha256 for paper in papers]
    event = move_remiss(actor, remiss, RemissAction.EDIT, now, what="bilagor", hashes=hashes)
    remiss.papers += [RemissPaper(attachment=paper) for paper in papers]
    return event


def remove_annex(actor: Actor, remiss: Remiss, attachment_id: int, version: int, now: datetime) -> AuditEvent:
    """Take an annex away from a remiss that is not sent yet; one that is gone already changes nothing else."""
    require_remiss_step(actor, remiss, RemissAction.EDIT, version)
    gone = [paper for paper in remiss.papers if paper.attachment_id == attachment_id]
    event = move_remiss(actor, remiss, RemissAction.EDIT, now, what="bilaga borttagen", count=len(gone))
    for paper in gone:
        remiss.papers.remove(paper)
    return event
