"""keep minutes of meetings: the protokoll belongs to the meeting, also before a decision is recorded from it

Revision ID: 0021
Revises: 0020

"""
from alembic import op


revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade():
    # said by hand: a table that alembic makes anew on SQLite forgets its CHECKs
    op.execute('ALTER TABLE meeting ADD COLUMN minutes_id INTEGER '
               'CONSTRAINT fk_meeting_minutes_id REFERENCES attachment (id)')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("COMMENT ON COLUMN meeting.minutes_id IS 'the protokoll, once given'")


def downgrade():
    op.execute('ALTER TABLE meeting DROP COLUMN minutes_id')
