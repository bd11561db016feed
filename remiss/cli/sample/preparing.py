"""The remiss that the sample's sender is preparing: to everybody, by a day that many nämnder do not manage."""

from __future__ import annotations

from datetime import datetime

from remiss.cli.sample.acts import Act
from remiss.cli.sample.stage import SENDER, Stage
from remiss.domain.roles import Role
from remiss.door import writing
from remiss.services.remisser import RemissDetails, choose_consultees, create_remiss
from remiss.text import long_date


def preparing(stage: Stage) -> Act:
    """Begin it with the bodies of the round, and leave it as a draft."""
    facts = stage.facts["preparing"]

    def do(now: datetime) -> None:
        actor, due = stage.actor(SENDER, Role.COORDINATOR), stage.day(facts["due"])
        letter = "\n\n".join(facts["cover_letter"]).replace("{due}", long_date(due))
        asked = [stage.city.organisations[row["organisation"]] for row in stage.facts["consultees"]]
        with writing():
            details = RemissDetails(facts["title"], facts["diary_number"], letter, due)
            remiss = create_remiss(actor, stage.city.organisations[SENDER], details, now)
            choose_consultees(actor, remiss, asked, remiss.version, now)

    return Act(stage.moment(facts["on"]), do)
