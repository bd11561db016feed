"""judge late replies: whether a reply that came when nobody waited any more counts, and why

Revision ID: 0013
Revises: 0012

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_checks, drop_checks, one_of


revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

CHECKS = {
    'ck_reply_inclusion': one_of('inclusion', ['att_avgora', 'tas_med', 'tas_inte_med']),
    'ck_reply_judged_has_reason': "inclusion IS NULL OR inclusion = 'att_avgora' "
                                  "OR (inclusion_reason IS NOT NULL AND inclusion_at IS NOT NULL)",
}


def upgrade():
    op.add_column('reply', sa.Column(
        'inclusion', sa.String(60), nullable=True, comment='came when nobody waited any more: whether it counts'))
    op.add_column('reply', sa.Column('inclusion_reason', sa.Text(), nullable=True))
    op.add_column('reply', sa.Column('inclusion_at', sa.DateTime(), nullable=True))
    add_checks('reply', CHECKS)


def downgrade():
    # a body that had its say unasked stays: older versions take the bodies of one's own register away
    op.execute("UPDATE organisation SET registered_by_id = NULL "
               "WHERE id IN (SELECT organisation_id FROM consultee WHERE NOT invited)")
    drop_checks('reply', CHECKS)
    for name in ('inclusion', 'inclusion_reason', 'inclusion_at'):
        op.drop_column('reply', name)
