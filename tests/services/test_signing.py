"""A signature is bound to the content: changes through raw SQL or on disk break it, visibly, and block dispatch."""

from __future__ import annotations

import random

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from remiss.domain.roles import Role
from remiss.domain.stance import Stance
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import InvalidInput
from remiss.extensions import db, upload_folder
from remiss.models.attachments import path_of
from remiss.models.replies import Reply
from remiss.models.statements import Signature
from remiss.models.viewpoints import ViewpointLabel
from remiss.queries.signing import examine_signatures
from remiss.services import decisions, preliminary, statement_files, statements, viewpoints
from remiss.services.attachments import add_attachment, keep_content
from remiss.services.steps import facts_of
from tests.support.world import EXPECTED, ROUTE, START, World, act, reply_in, sent_remiss

CHANGES = (
    "UPDATE statement_version SET content = replace(content, 'positivt', 'negativt')",
    "UPDATE statement_version SET content = replace(content, 'Vi är', 'Vi  är')",
    "UPDATE statement_version SET content = replace(content, 'b0002', 'b0003')",
    "UPDATE statement_version SET title = title || '.'",
    "UPDATE statement_version SET number = number + 1",
    "UPDATE statement_version SET sha256 = replace(sha256, 'a', 'b')",
    (
        "INSERT INTO statement_version (reply_id, number, title, content, sha256, created_by_id, created_at) "
        "SELECT reply_id, number + 1, title, content, sha256, created_by_id, created_at FROM statement_version"
    ),
    "UPDATE statement_attachment SET name = name || 'n'",
    "UPDATE statement_attachment SET position = 9 - position",
    "UPDATE statement_attachment SET removed_at = '2026-10-05' WHERE position = 1",
    "DELETE FROM statement_attachment WHERE position = 2",
    (
        "INSERT INTO statement_attachment (reply_id, attachment_id, position, name) "
        "SELECT reply_id, attachment_id, 3, name FROM statement_attachment WHERE position = 1"
    ),
    (
        "UPDATE attachment SET sha256 = (SELECT max(sha256) FROM attachment WHERE filename = 'karta.txt') "
        "WHERE filename = 'kostnad.txt'"
    ),
    "UPDATE viewpoint_label SET stance = 'invander' WHERE kind = 'stallningstagande'",
    "UPDATE viewpoint_label SET superseded_at = '2026-12-24' WHERE kind = 'stallningstagande'",
    "DELETE FROM viewpoint_label WHERE kind = 'stallningstagande'",
    "UPDATE viewpoint SET removed_at = '2026-12-24'",
    "UPDATE viewpoint SET text = text || '!'",
    (
        "INSERT INTO viewpoint_label (viewpoint_id, kind, stance, status, cues, author_id, created_at) "
        "SELECT viewpoint_id, kind, 'neutral', status, cues, author_id, created_at FROM viewpoint_label"
    ),
    "UPDATE signature SET sha256 = replace(sha256, '1', '2')",
    "UPDATE signature SET user_id = user_id + 1 WHERE role = 'forvaltningschef'",
    "UPDATE signature SET role = 'avdelningschef' WHERE role = 'forvaltningschef'",
    "UPDATE signature SET title = 'Stadsdirektör' WHERE role = 'forvaltningschef'",
    "UPDATE signature SET on_behalf_of = 'Ann Berg' WHERE role = 'forvaltningschef'",
    "UPDATE signature SET signed_at = '2026-10-05 07:59:59' WHERE role = 'forvaltningschef'",
    "UPDATE signature SET voided_at = signed_at, voided_reason = 'Därför.' WHERE role = 'forvaltningschef'",
    "DELETE FROM signature WHERE role = 'forvaltningschef'",
    "DELETE FROM signature WHERE role = 'avdelningschef'",
)


def _signed(world: World, state: ReplyState = ReplyState.SIGNED) -> Reply:
    """A signed reply with two attachments and one stance."""
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT))
    officer = world.actor("farsta.handlaggare")
    with writing():
        for name in ("kostnad.txt", "karta.txt"):
            sha256 = keep_content(upload_folder(), f"innehållet i {name}".encode())
            file = add_attachment(officer, sha256, name, "txt", 20, START)
            statement_files.add_file(officer, reply, file, name.split(".")[0], START)
        viewpoint = viewpoints.mark_viewpoint(officer, reply, "Belysningen bör byggas ut.", START)
        viewpoints.classify(officer, viewpoint, Stance.PROPOSES_CHANGE, [], START)
    for step in ROUTE[ROUTE.index(ReplyState.DRAFT) : ROUTE.index(state)]:
        with writing():
            act(world, reply.id, step.value)
    return db.session.get_one(Reply, reply.id)


def test_every_change_through_raw_sql_is_found(world: World) -> None:
    reply = _signed(world)
    assert not examine_signatures(reply).is_broken
    assert len(examine_signatures(reply).standing) == 2
    for change in CHANGES:
        assert db.session.execute(sa.text(change)).rowcount, change  # type: ignore[attr-defined]  # a raw cursor has it
        db.session.expire_all()
        assert examine_signatures(reply).is_broken, change
        db.session.rollback()
    luck = random.Random(4)  # noqa: S311 - the same every time
    content = db.session.scalar(sa.text("SELECT content FROM statement_version"))
    for place in luck.sample(range(len(content)), 40):
        changed = content[:place] + chr(ord(content[place]) + 1) + content[place + 1 :]
        db.session.execute(sa.text("UPDATE statement_version SET content = :new"), {"new": changed})
        db.session.expire_all()
        assert examine_signatures(reply).is_broken, place
        db.session.rollback()
    assert not examine_signatures(reply).is_broken


BOUND = {
    "statement_version": "title content number sha256", "statement_attachment": "name position removed_at",
    "attachment": "sha256", "viewpoint": "text removed_at", "viewpoint_label": "stance superseded_at",
    "signature": "sha256 user_id role title on_behalf_of signed_at",
}  # fmt: skip
"""Tables and columns of what is signed and of who has signed it."""
COPIED = {"statement_version", "statement_attachment", "viewpoint_label"}
"""Where one row more, as the newest, changes what was signed."""


def _otherwise(column: str, value: object, luck: random.Random) -> object:
    """Return another value of the same sort: of words one character."""
    if column.endswith("_at"):
        return f"2026-12-{luck.randint(10, 28)} 08:00:00.000000"
    if column in {"stance", "role"}:
        return luck.choice([one.value for one in (Stance if column == "stance" else Role) if one.value != value])
    if column == "position":
        return 3 if value == 1 else 0  # past the other one
    if isinstance(value, int):
        return value + luck.choice([-1, 1, 2])
    words, place = str(value or "Ann Berg"), luck.randrange(len(str(value or "Ann Berg")))
    other = luck.choice([letter for letter in "abö. 9" if letter != words[place]])
    changed = words[:place] + luck.choice(["", other, other + words[place]]) + words[place + 1 :]
    return changed if value else words


def _change_a_row(luck: random.Random) -> str:
    """Change, take away or add one row of what is signed, and say what was done."""
    table = luck.choice(list(BOUND))
    of_text = " WHERE id IN (SELECT attachment_id FROM statement_attachment)" if table == "attachment" else ""
    rows = db.session.execute(sa.text(f"SELECT * FROM {table}{of_text}")).mappings().all()  # noqa: S608 - named above
    row, way = luck.choice(rows), luck.random()
    if way < 0.1:
        statement, values = f"DELETE FROM {table} WHERE id = :id", {}  # noqa: S608 - named above
    elif way < 0.2 and table in COPIED:
        values = {name: value for name, value in row.items() if name != "id"}
        values |= {"number": row["number"] + 1} if "number" in row else {}
        statement = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(f':{one}' for one in values)})"  # noqa: S608 - named above
    else:
        column = luck.choice(BOUND[table].split())
        values = {"new": _otherwise(column, row[column], luck)}
        statement = f"UPDATE {table} SET {column} = :new WHERE id = :id"  # noqa: S608 - named above
    db.session.execute(sa.text(statement), {"id": row["id"], **values})
    return f"{statement} {values} {dict(row)}"


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_a_thousand_random_changes_to_what_is_stored_are_all_found(world: World) -> None:
    """What the database itself refuses, as two texts with one number, is no change and does not count."""
    reply, luck, changed = _signed(world), random.Random(7), 0  # noqa: S311 - the same every time
    while changed < 1000:
        try:
            done = _change_a_row(luck)
        except DBAPIError:
            db.session.rollback()
            continue
        db.session.expire_all()
        assert examine_signatures(reply).is_broken, done
        db.session.rollback()
        changed += 1
    assert not examine_signatures(reply).is_broken


def test_a_stored_file_that_is_changed_or_gone_is_found(world: World) -> None:
    reply = _signed(world)
    path = path_of(upload_folder(), statement_files.statement_files(reply.id)[0].attachment.sha256)
    before = path.read_bytes()
    path.write_bytes(before.replace(b"kostnad", b"Kostnad"))
    assert examine_signatures(reply).is_broken
    path.unlink()
    assert examine_signatures(reply).is_broken
    path.write_bytes(before)
    assert not examine_signatures(reply).is_broken


def test_a_broken_signature_blocks_every_way_out_and_the_text_can_be_signed_anew(world: World) -> None:
    reply = _signed(world)
    with writing():
        db.session.execute(sa.text("UPDATE statement_version SET title = title || '!'"))
    secretary = world.actor("farsta.sekreterare")
    with pytest.raises(InvalidInput, match="gäller inte längre"), writing():
        preliminary.send_preliminary(secretary, reply, EXPECTED, reply.version, START)
    with pytest.raises(InvalidInput, match="gäller inte längre"), writing():
        act(world, reply.id, "signerad")
    with writing():
        statements.reopen(world.actor("farsta.handlaggare"), reply, START)
    assert reply.state is ReplyState.DRAFT
    assert all(row.voided_reason for row in db.session.scalars(db.select(Signature)))
    for step in ("utkast", "granskning", "signering", "signerad"):
        with writing():
            act(world, reply.id, step)
    assert not facts_of(reply, secretary).signature_broken


def test_a_decided_text_that_was_changed_is_not_sent(world: World) -> None:
    reply = _signed(world, ReplyState.ADJUSTED)
    with writing():
        db.session.execute(sa.text("UPDATE statement_version SET content = replace(content, 'positivt', 'negativt')"))
    with pytest.raises(InvalidInput, match="gäller inte längre"), writing():
        decisions.submit(world.actor("farsta.sekreterare"), reply, reply.version, START)


def test_what_the_workflow_does_itself_breaks_no_signature(world: World) -> None:
    reply = _signed(world, ReplyState.TO_BOARD)
    secretary = world.actor("farsta.sekreterare")
    minutes, amended = _minutes(world), decisions.Outcome.AMENDED
    decided = decisions.DecisionInput(
        START.date(), "§ 14", amended, "Ändrat.", True, minutes=minutes, reply_text=decisions.ReplyText.OFFICE
    )  # adjusted at once
    with writing():
        decisions.record_decision(secretary, reply, decided, reply.version, START)
    assert all(label.superseded_at for label in db.session.scalars(db.select(ViewpointLabel)))
    assert not examine_signatures(reply).is_broken
    with writing():
        decisions.submit(secretary, reply, reply.version, START)
    with writing():
        viewpoint = db.session.scalars(db.select(ViewpointLabel)).one().viewpoint
        viewpoints.classify(world.actor("ks.samordnare"), viewpoint, Stance.OBJECTS, [], START)
    assert not examine_signatures(reply).is_broken


def _minutes(world: World):
    return add_attachment(world.actor("farsta.sekreterare"), "ab" * 32, "protokoll.pdf", "pdf", 20, START)


def test_the_facts_of_the_log_name_no_words(world: World) -> None:
    _signed(world)
    facts = db.session.scalars(sa.text("SELECT facts FROM audit_event"))
    assert not any("kostnad" in row or "Belysningen" in row for row in facts)
