"""let each body say how many working days it takes to read and write

Revision ID: 0038
Revises: 0037

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_checks


revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None

NAME = 'ck_meeting_rhythm_days_within_reason'
BEFORE = ('signing', 'stop', 'forum', 'preparation', 'dispatch', 'adjustment')


def upgrade():
    op.add_column('meeting_rhythm', sa.Column('writing', sa.Integer(), nullable=False, server_default='10',
                                              comment='at least, from when the remiss came'))
    add_checks('meeting_rhythm', {NAME: _within('writing', *BEFORE)})


def downgrade():
    add_checks('meeting_rhythm', {NAME: _within(*BEFORE)})
    op.drop_column('meeting_rhythm', 'writing')


def _within(*names):
    return ' AND '.join(f'{name} BETWEEN 0 AND 90' for name in names)
