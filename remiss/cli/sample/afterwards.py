"""What happens to replies that have come in: a new version of the draft, additions asked for, documents handed out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from remiss.cli.sample.acts import Act
from remiss.cli.sample.files import keep_file
from remiss.cli.sample.stage import SENDER, Stage
from remiss.clock import local_date
from remiss.documents.disclosure import Bundle, write_bundle
from remiss.documents.interpretation.programme import parse_programme
from remiss.documents.reading.isolated import read_document
from remiss.domain.disclosure import DisclosureOutcome, Mask
from remiss.domain.roles import Role
from remiss.door import writing
from remiss.extensions import db
from remiss.models.completions import Completion
from remiss.models.disclosures import Disclosure
from remiss.models.replies import Reply
from remiss.models.viewpoints import Viewpoint
from remiss.queries.disclosures import holdings
from remiss.services.attachments import keep_content
from remiss.services.completions import answer_completion, ask_completion
from remiss.services.disclosures import Review, add_mask, begin_disclosure, finish_disclosure
from remiss.services.new_versions import issue_version, prepare_version
from remiss.services.viewpoints import place_viewpoint


def afterwards_acts(stage: Stage) -> list[Act]:
    """Return what the round says of all this, each act on its day."""
    facts = stage.facts
    acts = [Act(stage.moment(asked["asked"], 440), _ask(stage, asked)) for asked in facts.get("completions", [])]
    acts += [
        Act(stage.moment(asked["answered"], 380), _answer(stage, asked))
        for asked in facts.get("completions", [])
        if "answered" in asked
    ]
    acts += [Act(stage.moment(said["on"], 410), _place(stage, said)) for said in facts.get("placed", [])]
    acts += [Act(stage.moment(given["on"], 450), _hand_out(stage, given)) for given in facts.get("handed_out", [])]
    return [*acts, *_new_version(stage)] if "new_version" in facts else acts


def _ask(stage: Stage, asked: dict[str, Any]) -> Callable[[datetime], object]:
    def do(now: datetime) -> None:
        with writing():
            reply, coordinator = stage.reply(asked["organisation"]), stage.actor(SENDER, Role.COORDINATOR)
            about = _viewpoint(reply, asked["about"]) if "about" in asked else None
            ask_completion(coordinator, reply, asked["question"], stage.day(asked["due"]), about, now)

    return do


def _answer(stage: Stage, asked: dict[str, Any]) -> Callable[[datetime], object]:
    def do(now: datetime) -> None:
        with writing():
            reply, registrar = stage.reply(asked["organisation"]), stage.actor(asked["organisation"], Role.REGISTRAR)
            completion = db.session.scalars(sa.select(Completion).where(Completion.reply_id == reply.id)).one()
            answer_completion(registrar, completion, asked["answer"], None, now)

    return do


def _place(stage: Stage, said: dict[str, Any]) -> Callable[[datetime], object]:
    """The coordinator says which section of the draft a viewpoint is about."""

    def do(now: datetime) -> None:
        with writing():
            remiss, coordinator = stage.remiss(), stage.actor(SENDER, Role.COORDINATOR)
            known = {part.number: part.stable_id for part in remiss.programmes[-1].sections if part.number}
            viewpoint = _viewpoint(stage.reply(said["organisation"]), said["begins"])
            place_viewpoint(coordinator, viewpoint, known[said["section"]], now)

    return do


def _viewpoint(reply: Reply, begins: str) -> Viewpoint:
    query = sa.select(Viewpoint).where(Viewpoint.reply_id == reply.id, Viewpoint.removed_at.is_(None))
    return db.session.scalars(query.where(Viewpoint.text.startswith(begins))).one()


def _new_version(stage: Stage) -> list[Act]:
    """Return the acts of preparing and sending a new version: the sections that are gone take their answers along."""
    facts = stage.facts["new_version"]
    path = stage.folder / facts["programme"]
    programme = parse_programme(read_document(path.read_bytes(), path.name))

    def prepare(now: datetime) -> None:
        with writing():
            actor, remiss = stage.actor(SENDER, Role.COORDINATOR), stage.remiss()
            prepare_version(actor, remiss, programme, keep_file(actor, stage.uploads, path, now), now)

    def issue(now: datetime) -> None:
        with writing():
            actor, remiss = stage.actor(SENDER, Role.COORDINATOR), stage.remiss()
            issue_version(actor, remiss, "\n\n".join(facts["letter"]), None, remiss.version, now)

    return [Act(stage.moment(facts["on"], 430), prepare), Act(stage.moment(facts["on"], 445), issue)]


def _hand_out(stage: Stage, given: dict[str, Any]) -> Callable[[datetime], object]:
    """The KS-registrator hands out replies that have come in, words masked in them, after a noted review."""

    def do(now: datetime) -> None:
        registrar, place = stage.actor(SENDER, Role.KS_REGISTRAR), stage.city.organisations[SENDER]
        with writing():
            keys = [f"svar:{stage.reply(key).id}" for key in given["replies"]]
            begun = begin_disclosure(registrar, place, stage.remiss(), None, keys, given["asked_by"], now)
            for mask in given["masks"]:
                add_mask(registrar, begun, Mask(mask["words"], mask["ground"]))
            noted = Review(given["examined"], DisclosureOutcome(given["outcome"]), given["ground"])
            sha256 = keep_content(stage.uploads, _bundle(begun, local_date(now), now))
            finish_disclosure(registrar, begun, noted, begun.version, sha256, now)

    return do


def _bundle(begun: Disclosure, day: date, now: datetime) -> bytes:
    chosen = holdings(begun.remiss, None).chosen(begun.documents)
    body = begun.organisation.name_on(day)
    return write_bundle(Bundle(body, begun.remiss.title, now, chosen.papers, (), begun.chosen_masks))
