"""The office's desk: inbox, matters, and everything that is done to one."""

from __future__ import annotations

from remiss.web.office import (
    attachments,
    check,
    decision,
    inbox,
    joint,
    listing,
    mail,
    material,
    meeting_decisions,
    meetings,
    outside,
    overview,
    preparation,
    records,
    registering,
    review,
    senders,
    undoing,
    viewpoints,
    writing,
)

BLUEPRINTS = (
    inbox.blueprint,
    listing.blueprint,
    registering.blueprint,
    senders.blueprint,
    overview.blueprint,
    outside.blueprint,
    joint.blueprint,
    material.blueprint,
    preparation.blueprint,
    writing.blueprint,
    attachments.blueprint,
    check.blueprint,
    undoing.blueprint,
    viewpoints.blueprint,
    review.blueprint,
    decision.blueprint,
    meetings.blueprint,
    meeting_decisions.blueprint,
    records.blueprint,
    mail.blueprint,
)
