"""The desk of those who send remisser: setting one up, sending it, and seeing where every body stands."""

from __future__ import annotations

from remiss.web.ks import (
    annexes,
    consultees,
    letters,
    lists,
    mail_log,
    overview,
    programme,
    reminding,
    remisser,
    reopening,
    results_bulk,
    results_compare,
    results_decision,
    results_late,
    results_replies,
    results_viewpoints,
    sending,
    themes,
    uninvited,
)

BLUEPRINTS = (
    remisser.blueprint,
    overview.blueprint,
    programme.blueprint,
    themes.blueprint,
    consultees.blueprint,
    lists.blueprint,
    letters.blueprint,
    annexes.blueprint,
    sending.blueprint,
    reopening.blueprint,
    uninvited.blueprint,
    reminding.blueprint,
    mail_log.blueprint,
    results_replies.blueprint,
    results_decision.blueprint,
    results_late.blueprint,
    results_bulk.blueprint,
    results_viewpoints.blueprint,
    results_compare.blueprint,
)
