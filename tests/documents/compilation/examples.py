"""Facts of an invented remiss with every exception in it: joint, office's own, departing, late, uninvited, silent."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

from remiss.domain.compilation import (
    AssessmentFacts,
    BodyFacts,
    CompilationFacts,
    DecisionFacts,
    MinorityFacts,
    ProgrammeSection,
    ReplyFacts,
    ViewpointFacts,
)
from remiss.domain.stance import Stance
from remiss.domain.statement import SectionKey, digest, from_sections
from remiss.domain.viewpoints import ThemeDefinition

THEMES = tuple(
    ThemeDefinition(key, name, "")
    for key, name in (
        ("ljus", "Ljus"),
        ("vinter", "Vinterväghållning"),
        ("barn", "Barn"),
        ("kostnad", "Kostnader"),
        ("ansvar", "Ansvar"),
        ("matning", "Mätning"),
        ("sprak", "Språk"),
    )
)
PROGRAMME = tuple(
    ProgrammeSection(key, name) for key, name in (("a001", "1 Mål"), ("a002", "2 Belysning"), ("a003", "3 Uppföljning"))
)
NOTED = AssessmentFacts("Noteras", "", None, "noteras", None)
ACCEPTED = AssessmentFacts("Beaktas", "Vi skriver in det.", "2 Belysning", "beaktas", "a002")


def words(number: int, position: int) -> str:
    return f"Mening {position} i svar {number} säger något om gångvägarna."


def viewpoint(
    number: int,
    position: int,
    stance: Stance | None,
    themes: tuple[str, ...],
    *,
    confirmed: bool = True,
    assessment: AssessmentFacts | None = NOTED,
    section: str | None = None,
) -> ViewpointFacts:
    return ViewpointFacts(
        id=number * 100 + position,
        number=position,
        text=words(number, position),
        section="Förvaltningens synpunkter",
        stance=stance,
        stance_confirmed=confirmed,
        classified_by="klassat av kommunstyrelsen" if confirmed else "förslag av regel prov-1, inte bekräftat",
        themes=themes,
        themes_confirmed=confirmed,
        programme_section=next((one.name for one in PROGRAMME if one.key == section), None),
        assessment=assessment,
        programme_key=section,
    )


def decision(body: str, *, departs: bool = False, minorities: tuple[MinorityFacts, ...] = ()) -> DecisionFacts:
    outcome = "Med tillägg eller ändring" if departs else "Enligt förvaltningens förslag"
    own = "Nämnden vill i stället vänta." if departs else ""
    return DecisionFacts(body, date(2026, 11, 10), "§ 14", outcome, departs, own, minorities)


def reply(
    number: int,
    bodies: tuple[str, ...],
    author: str,
    viewpoints: tuple[ViewpointFacts, ...],
    decisions: tuple[DecisionFacts, ...] = (),
    *,
    office_only: bool = False,
    late: bool = False,
) -> ReplyFacts:
    paragraphs = [words(number, position) for position in range(1, 31)]
    text = from_sections([(SectionKey.VIEWPOINTS, "Förvaltningens synpunkter", paragraphs)])
    return ReplyFacts(
        id=number * 10,
        number=number,
        bodies=bodies,
        author=author,
        decision_known=True,
        basis="Kontorsyttrande" if office_only else "Beslut av nämnd eller styrelse",
        office_only=office_only,
        title="Svar om gångvägar",
        diary_number=f"DNR {number}",
        submitted_on=date(2026, 11, 12),
        late=late,
        version=1,
        sha256=digest(text),
        text=text,
        decisions=decisions,
        viewpoints=viewpoints,
    )


def body(name: str, reply_id: int | None = None, **changes: object) -> BodyFacts:
    plain: dict[str, object] = {
        "name": name, "kind": "Facknämnd", "invited": True, "status": "Under arbete", "answered": reply_id is not None,
        "declined": False, "silent": False, "declined_reason": None, "late": False, "reply_id": reply_id,
    }  # fmt: skip
    return BodyFacts(**{**plain, **changes})  # type: ignore[arg-type]  # the keys are the fields'


RESERVATION = MinorityFacts("Reservation", "Ylva Lindeberg (M)", "Det blir för dyrt.")


def facts(replies: tuple[ReplyFacts, ...] | None = None, themes: tuple[ThemeDefinition, ...] = THEMES):
    chosen = replies if replies is not None else all_replies()
    answered = [body(name, one.id, late=one.late) for one in chosen for name in one.bodies]
    others = [
        body("Valnämnden", declined=True, declined_reason="Berör oss inte.", status="Avstår"),
        body("Idrottsnämnden", silent=True, status="Har inte inkommit med svar"),
    ]
    uninvited = [body("Cykelvännerna", 60, invited=False, kind="Extern")] if replies is None else []
    asked = [one for one in answered if one.name != "Cykelvännerna"]
    return CompilationFacts(
        title="Program för trygga gångvägar",
        diary_number="KS 2026/311",
        sender="Kommunstyrelsen",
        sent_on=date(2026, 9, 21),
        due_on=date(2026, 11, 11),
        closed_on=date(2026, 11, 12),
        created=datetime(2026, 11, 17, 23, 30, tzinfo=UTC),
        themes=themes,
        bodies=(*asked, *others, *uninvited),
        replies=chosen,
        programme=PROGRAMME,
    )


def all_replies() -> tuple[ReplyFacts, ...]:
    stance = Stance
    return (
        reply(
            1,
            ("Kulturnämnden", "Kyrkogårdsnämnden"),
            "Kulturnämnden och Kyrkogårdsnämnden",
            (
                viewpoint(1, 1, stance.OBJECTS, ("ljus", "kostnad")),
                viewpoint(1, 2, stance.SUPPORTS, ("ljus",)),
                viewpoint(1, 3, stance.PROPOSES_CHANGE, ("barn",), assessment=ACCEPTED),
            ),
            (decision("Kulturnämnden", minorities=(RESERVATION,)), decision("Kyrkogårdsnämnden")),
        ),
        reply(
            2,
            ("Farsta stadsdelsnämnd",),
            "Farsta stadsdelsförvaltning",
            (viewpoint(2, 1, None, ("vinter",)), viewpoint(2, 2, None, ())),
            (decision("Farsta stadsdelsnämnd", departs=True),),
        ),
        reply(
            3,
            ("Trafiknämnden",),
            "Trafikkontoret",
            (viewpoint(3, 1, stance.ASKS_CLARIFICATION, ("ansvar",), confirmed=False, assessment=None),),
            office_only=True,
            late=True,
        ),
        reply(6, ("Cykelvännerna",), "Cykelvännerna", (viewpoint(6, 1, stance.SUPPORTS, ("ljus",)),)),
    )


def random_replies(seed: int) -> tuple[ReplyFacts, ...]:
    """Replies with any mix of stances and themes, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - test data, not a secret
    return tuple(
        reply(
            number,
            (f"Nämnd {number}",),
            f"Nämnd {number}",
            tuple(
                viewpoint(
                    number,
                    position,
                    dice.choice([*Stance, None]),
                    tuple(dice.sample([theme.key for theme in THEMES] + ["okand"], dice.randint(0, 3))),
                    confirmed=dice.random() < 0.5,
                    assessment=dice.choice([None, NOTED, ACCEPTED]),
                    section=dice.choice([None, "a001", "a002", "borta"]),
                )
                for position in range(1, dice.randint(0, 30) + 1)
            ),
        )
        for number in range(1, dice.randint(1, 8) + 1)
    )
