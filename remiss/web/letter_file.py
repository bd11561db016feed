"""The letter to one body as a file, for its sender and for the body."""

from __future__ import annotations

import re
from datetime import date

from remiss.clock import local_date
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.letter import KIND, LetterFacts, LetterQuestion, letter_outline
from remiss.domain.workflow.states import RemissState
from remiss.extensions import db
from remiss.models.organisations import Organisation
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.queries.matter_viewpoints import other_papers
from remiss.queries.names import names_on
from remiss.queries.questions import asked_of, sections_of
from remiss.services.house_templates import house_of


def letter_file(remiss: Remiss, organisation_id: int, today: date) -> tuple[str, bytes]:
    """Return name and content of the letter to one body. A sent one is the same from day to day, to the byte,
    while its sender's template is.
    """
    facts = _facts(remiss, organisation_id, today)
    house = house_of(remiss.sender_id, KIND, facts.diary_number, facts.dated)
    name = re.sub(r"[^\w.-]+", "-", f"missiv {facts.diary_number} {facts.addressee}".lower())
    return f"{name}.docx", write_docx(letter_outline(facts), house)


def _facts(remiss: Remiss, organisation_id: int, today: date) -> LetterFacts:
    draft = remiss.state is RemissState.DRAFT
    day = local_date(remiss.sent_at) if remiss.sent_at else today
    names = names_on([remiss.sender_id, organisation_id], day)
    sent = remiss.programme_at(remiss.sent_at) if remiss.sent_at else remiss.programme  # not what was issued later
    programme = [sent.attachment.filename] if sent else []
    return LetterFacts(
        sender=names[remiss.sender_id].name,
        office=db.session.get_one(Organisation, remiss.sender_id).office_name or "",
        addressee=names[organisation_id].name,
        diary_number=remiss.diary_number,
        dated=day,
        title=remiss.title,
        due_on=remiss.due_on,
        asked=[part.strip() for part in remiss.letter.split("\n\n") if part.strip()],
        questions=[LetterQuestion(q.text, q.mandatory) for q in asked_of(remiss.id, [organisation_id])],
        required=[key.usual_heading for key in sections_of(remiss.id)],
        papers=[*programme, *(paper.filename for paper in other_papers(remiss))],
        contact=_contact(db.session.get_one(User, remiss.created_by_id)),
        created=remiss.sent_at or remiss.created_at,
        draft=draft,
    )


def _contact(person: User) -> list[str]:
    first = f"{person.name}, {person.title}" if person.title else person.name
    return [first, *(line for line in (person.phone, person.email) if line)]
