"""protect audit log: every column under the hash, its number as its identity, no change and no removal

Revision ID: 0008
Revises: 0007

"""
import hashlib
import json
from datetime import UTC

from alembic import op
import sqlalchemy as sa


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

GENESIS = '0' * 64
REFUSE = "BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END"
EVENT = sa.table(
    'audit_event',
    sa.column('number', sa.Integer), sa.column('at', sa.DateTime), sa.column('actor_id', sa.Integer),
    *(sa.column(name, sa.Text) for name in ('actor_name', 'action', 'thing_kind')), sa.column('thing_id', sa.Integer),
    *(sa.column(name, sa.Text) for name in ('facts', 'previous_hash', 'hash')),
)
HEAD = sa.table('audit_head', sa.column('number', sa.Integer), sa.column('hash', sa.Text))


def upgrade():
    _hash_again(_old_digest, _new_digest)
    with op.batch_alter_table('audit_event') as batch_op:
        batch_op.drop_constraint(op.f('pk_audit_event'), type_='primary')
        batch_op.drop_constraint(op.f('uq_audit_event_number'), type_='unique')
        batch_op.drop_column('id')
        batch_op.create_primary_key(op.f('pk_audit_event'), ['number'])
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('UPDATE', 'DELETE'):
            op.execute(f'CREATE TRIGGER audit_event_no_{verb.lower()} BEFORE {verb} ON audit_event {REFUSE}')
        return
    op.execute('CREATE OR REPLACE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS '
               "$$ BEGIN RAISE EXCEPTION 'audit_event is append-only'; END $$")
    op.execute('CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event '
               'FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only()')


def downgrade():
    if op.get_bind().dialect.name == 'sqlite':
        for verb in ('update', 'delete'):
            op.execute(f'DROP TRIGGER audit_event_no_{verb}')
        _give_ids_on_sqlite()
    else:
        op.execute('DROP TRIGGER audit_event_append_only ON audit_event')
        op.execute('DROP FUNCTION audit_event_is_append_only()')
        op.drop_constraint(op.f('pk_audit_event'), 'audit_event', type_='primary')
        op.execute('ALTER TABLE audit_event ADD COLUMN id SERIAL')
        op.execute('UPDATE audit_event SET id = number')
        op.execute("SELECT setval(pg_get_serial_sequence('audit_event', 'id'), max(number)) FROM audit_event")
        op.create_primary_key(op.f('pk_audit_event'), 'audit_event', ['id'])
        op.create_unique_constraint(op.f('uq_audit_event_number'), 'audit_event', ['number'])
    _hash_again(_new_digest, _old_digest)


def _give_ids_on_sqlite():
    with op.batch_alter_table('audit_event') as batch_op:
        batch_op.drop_constraint(op.f('pk_audit_event'), type_='primary')
        batch_op.add_column(sa.Column('id', sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(op.f('uq_audit_event_number'), ['number'])
    op.execute('UPDATE audit_event SET id = number')
    with op.batch_alter_table('audit_event') as batch_op:
        batch_op.alter_column('id', existing_type=sa.Integer(), nullable=False)
        batch_op.create_primary_key(op.f('pk_audit_event'), ['id'])


def _hash_again(before, after):
    """Give every event its hash by the formula ``after``, as far as the chain holds by the formula ``before``.

    From the first event that does not fit on, the hashes are left: what was broken is still found to be broken.
    """
    bind = op.get_bind()
    previous, expected, digest = GENESIS, 0, GENESIS
    rows = bind.execute(sa.select(EVENT).order_by(EVENT.c.number)).all()
    for row in rows:
        if row.number != expected + 1 or row.previous_hash != previous or before(row, previous) != row.hash:
            return
        expected, previous = row.number, row.hash
        new = after(row, digest)
        bind.execute(sa.update(EVENT).where(EVENT.c.number == row.number).values(previous_hash=digest, hash=new))
        digest = new
    bind.execute(sa.update(HEAD).where(HEAD.c.number == expected, HEAD.c.hash == previous).values(hash=digest))


def _old_digest(row, previous):
    thing = f'{row.thing_kind}:{row.thing_id}'
    fields = [row.number, _moment(row), row.actor_name, row.action, thing, row.facts, previous]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


def _new_digest(row, previous):
    fields = [row.number, _moment(row), row.actor_id, row.actor_name, row.action, row.thing_kind, row.thing_id,
              row.facts, previous]
    return hashlib.sha256(json.dumps(fields).encode()).hexdigest()


def _moment(row):
    return row.at.replace(tzinfo=UTC).isoformat()
