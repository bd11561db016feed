"""The office's desk: inbox, matters, and everything that is done to one."""

from __future__ import annotations

from remiss.web.office import (
    adjusting,
    alone,
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
    records,
    registering,
    reporting,
    review,
    senders,
    viewpoints,
    workload,
    writing,
)

BLUEPRINTS = (
    inbox.blueprint,
    listing.blueprint,
    workload.blueprint,
    registering.blueprint,
    senders.blueprint,
    overview.blueprint,
    outside.blueprint,
    joint.blueprint,
    material.blueprint,
    writing.blueprint,
    viewpoints.blueprint,
    review.blueprint,
    decision.blueprint,
    meetings.blueprint,
    reporting.blueprint,
    meeting_decisions.blueprint,
    adjusting.blueprint,
    alone.blueprint,
    records.blueprint,
    mail.blueprint,
)
