"""The office's desk: inbox, matters, and everything that is done to one."""

from __future__ import annotations

from remiss.web.office import (
    decision,
    inbox,
    listing,
    material,
    overview,
    records,
    registering,
    review,
    viewpoints,
    writing,
)

BLUEPRINTS = (
    inbox.blueprint,
    listing.blueprint,
    registering.blueprint,
    overview.blueprint,
    material.blueprint,
    writing.blueprint,
    viewpoints.blueprint,
    review.blueprint,
    decision.blueprint,
    records.blueprint,
)
