"""What happens in a round of the sample, acted by its people through the services, up to the day it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from remiss.cli.sample.acts import Act, act_out
from remiss.cli.sample.afterwards import afterwards_acts
from remiss.cli.sample.answering import answering_acts
from remiss.cli.sample.compiling import compiling_acts
from remiss.cli.sample.drafting import ROUTES, office_acts
from remiss.cli.sample.extending import extension_acts
from remiss.cli.sample.files import keep_file
from remiss.cli.sample.incoming import arrival, decline, outside, signed_outside, uninvited
from remiss.cli.sample.preparing import preparing
from remiss.cli.sample.reading import Readings
from remiss.cli.sample.stage import SENDER, Stage
from remiss.cli.sample.templating import templating_acts
from remiss.cli.sample.together import together_acts
from remiss.config import Settings
from remiss.documents.interpretation.programme import parse_programme
from remiss.documents.reading.isolated import read_document
from remiss.domain.parsed import Programme
from remiss.domain.roles import Actor, Role
from remiss.domain.statement import SectionKey
from remiss.door import writing
from remiss.models.distribution import Rule
from remiss.models.remisser import Remiss
from remiss.notifications.mailer import Mailer
from remiss.services import remisser
from remiss.services.distribution import ListInput, create_list
from remiss.services.questions import QuestionInput, set_questions
from remiss.services.remiss_papers import add_annexes
from remiss.text import long_date

Tell = Callable[[str], object]


def play(stage: Stage, readings: Readings, settings: Settings, mailer: Mailer, tell: Tell) -> None:
    """Send the round's remiss and let every body do what the sample says it has done."""
    path = stage.folder / stage.facts["programme"]
    programme = parse_programme(read_document(path.read_bytes(), path.name))
    sent = stage.moment(stage.facts["sent"])
    acts = [Act(sent, lambda now: _save_lists(stage, now)), Act(sent, lambda now: _send(stage, programme, now))]
    arrivals: list[Act] = []
    for place, row in enumerate(stage.facts["consultees"]):
        if "reply" in row:
            arrivals += arrival(stage, readings, row, place)
        else:
            acts += [*_acts_of(stage, readings, row, place), *together_acts(stage, readings, row)]
            acts += extension_acts(stage, row)
    arrivals += uninvited(stage, readings)
    if "preparing" in stage.facts:
        acts.append(preparing(stage))
    after = [*answering_acts(stage), *afterwards_acts(stage), *compiling_acts(stage), *templating_acts(stage)]
    act_out([*acts, *_told(arrivals, tell), *after], settings, mailer)


def _acts_of(stage: Stage, readings: Readings, row: dict[str, Any], place: int) -> list[Act]:
    """Return what a body has done that has sent no papers; nothing when it has not opened the remiss."""
    if row["state"] == "avstatt":
        return decline(stage, row, place)
    if row["state"] == "signerat_utanfor":
        received = office_acts(stage, {**row, "state": "mottagen"}, place)
        return [*received, *signed_outside(stage, readings, row, place)]
    if row["state"] == "utanfor_systemet":
        return outside(stage, row, place)
    return office_acts(stage, row, place) if row["state"] in ROUTES else []


def _told(arrivals: list[Act], tell: Tell) -> list[Act]:
    """Let each arrival say which of how many it is."""
    total = len(arrivals)

    def telling(number: int, act: Act) -> Callable[[datetime], object]:
        def do(now: datetime) -> None:
            tell(f"Läser in svar {number} av {total} …")
            act.do(now)

        return do

    ordered = sorted(arrivals, key=lambda act: act.at)
    return [Act(act.at, telling(number, act)) for number, act in enumerate(ordered, start=1)]


def _save_lists(stage: Stage, now: datetime) -> None:
    """Save whom the sender usually asks, as the round says."""
    actor, city = stage.actor(SENDER, Role.COORDINATOR), stage.city.organisations
    with writing():
        for row in stage.facts.get("lists", []):
            given = ListInput(
                row["name"],
                [Rule(rule) for rule in row.get("rules", [])],
                row.get("tags", []),
                [city[key] for key in row.get("organisations", [])],
            )
            create_list(actor, city[SENDER], given, now)


def _send(stage: Stage, programme: Programme, now: datetime) -> None:
    actor, facts = stage.actor(SENDER, Role.COORDINATOR), stage.facts
    path, due = stage.folder / facts["programme"], stage.day(facts["due"])
    letter = "\n\n".join(facts["cover_letter"]).replace("{due}", long_date(due))
    with writing():
        details = remisser.RemissDetails(facts["title"], facts["diary_number"], letter, due)
        remiss = remisser.create_remiss(actor, stage.city.organisations[SENDER], details, now)
        remisser.add_programme(actor, remiss, programme, keep_file(actor, stage.uploads, path, now), now)
        given = [remisser.ThemeInput(theme["key"], theme["name"], theme["description"]) for theme in facts["themes"]]
        remisser.set_themes(actor, remiss, given, remiss.version, now)
        asked = [stage.city.organisations[row["organisation"]] for row in facts["consultees"]]
        remisser.choose_consultees(actor, remiss, asked, remiss.version, now)
        _ask(stage, actor, remiss, now)
        remisser.send_remiss(actor, remiss, remiss.version, now)


def _ask(stage: Stage, actor: Actor, remiss: Remiss, now: datetime) -> None:
    """Put the round's questions, require its sections and lay its annexes beside the draft."""
    city = stage.city.organisations
    given = [
        QuestionInput(row["text"], row.get("mandatory", False), [city[key] for key in row.get("to", [])])
        for row in stage.facts.get("questions", [])
    ]
    sections = [SectionKey(key) for key in stage.facts.get("required_sections", [])]
    if given or sections:
        set_questions(actor, remiss, given, sections, remiss.version, now)
    annexes = [keep_file(actor, stage.uploads, stage.folder / name, now) for name in stage.facts.get("annexes", [])]
    if annexes:
        add_annexes(actor, remiss, annexes, remiss.version, now)
