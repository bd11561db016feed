"""put a protokollsutdrag to the reply that came in another file of the batch

Revision ID: 0043
Revises: 0042

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_checks, add_values, remove_values


revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None

TAKEN = 'ck_import_file_taken_has_intake'


def upgrade():
    op.add_column('import_batch', sa.Column('paired_at', sa.DateTime(), nullable=True,
                                            comment='minutes have been put to their replies, once'))
    add_values('import_file', 'state', ('sammanford',))
    add_checks('import_file', {TAKEN: "state NOT IN ('inlast', 'kand', 'sammanford') OR intake_id IS NOT NULL"})


def downgrade():
    """A paired file is in the reply's intake: an older version calls that known."""
    op.execute("UPDATE import_file SET state = 'kand' WHERE state = 'sammanford'")
    add_checks('import_file', {TAKEN: "state NOT IN ('inlast', 'kand') OR intake_id IS NOT NULL"})
    remove_values('import_file', 'state', ('sammanford',))
    op.drop_column('import_batch', 'paired_at')
