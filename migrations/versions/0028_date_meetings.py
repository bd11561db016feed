"""date meetings: every day of a meeting, where it was imported from, and the rhythm of a body

Revision ID: 0028
Revises: 0027

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_checks, drop_checks


revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None

DAYS = {
    'union_on': 'förvaltningsgruppen', 'preparation_on': 'beredningen', 'dispatch_on': 'utskicket of the papers',
    'adjustment_on': 'when the minutes are to be adjusted',
}
CHECKS = {
    'ck_meeting_union_before_meeting': 'union_on IS NULL OR union_on <= held_on',
    'ck_meeting_preparation_before_meeting': 'preparation_on IS NULL OR preparation_on <= held_on',
    'ck_meeting_dispatch_before_meeting': 'dispatch_on IS NULL OR dispatch_on <= held_on',
    'ck_meeting_adjustment_after_meeting': 'adjustment_on IS NULL OR adjustment_on >= held_on',
}
WITHIN = ('signing BETWEEN 0 AND 90 AND stop BETWEEN 0 AND 90 AND forum BETWEEN 0 AND 90 '
          'AND preparation BETWEEN 0 AND 90 AND dispatch BETWEEN 0 AND 90 AND adjustment BETWEEN 0 AND 90')


def upgrade():
    for name, comment in DAYS.items():
        op.add_column('meeting', sa.Column(name, sa.Date(), nullable=True, comment=comment))
    op.add_column('meeting', sa.Column(
        'uid', sa.Text(), nullable=True, comment='in the calendar that it was imported from'))
    op.create_index('uq_meeting_uid', 'meeting', ['organisation_id', 'uid'], unique=True)
    add_checks('meeting', CHECKS)
    op.create_table('meeting_rhythm',
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('signing', sa.Integer(), nullable=False, comment='before the stoppdag'),
    sa.Column('stop', sa.Integer(), nullable=False, comment='stoppdag before the meeting'),
    sa.Column('forum', sa.Integer(), nullable=False, comment='förvaltningsgrupp before the meeting'),
    sa.Column('preparation', sa.Integer(), nullable=False),
    sa.Column('dispatch', sa.Integer(), nullable=False),
    sa.Column('adjustment', sa.Integer(), nullable=False, comment='after the meeting'),
    sa.CheckConstraint(WITHIN, name=op.f('ck_meeting_rhythm_days_within_reason')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_meeting_rhythm_organisation_id')),
    sa.PrimaryKeyConstraint('organisation_id', name=op.f('pk_meeting_rhythm'))
    )


def downgrade():
    op.drop_table('meeting_rhythm')
    drop_checks('meeting', list(CHECKS))
    op.drop_index('uq_meeting_uid', table_name='meeting')
    op.drop_column('meeting', 'uid')
    for name in DAYS:
        op.drop_column('meeting', name)
