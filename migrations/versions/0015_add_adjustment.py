"""add adjustment of minutes: a state between decided and sent, and its day

Revision ID: 0015
Revises: 0014

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_checks, add_values, drop_checks, remove_values


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

DAY = {'ck_reply_adjusted_has_day': "state <> 'justerad' OR adjusted_on IS NOT NULL"}
MINUTES = {
    'ck_board_decision_adjusted_after_decided': 'adjusted_on IS NULL OR adjusted_on >= decided_on',
    'ck_board_decision_adjusted_at_once': 'NOT immediate_adjustment OR adjusted_on IS NOT NULL',
}


def upgrade():
    """What was decided with omedelbar justering is adjusted; other decided replies wait for it."""
    op.add_column('reply', sa.Column(
        'adjusted_on', sa.Date(), nullable=True, comment='when the last minutes of its decision were adjusted'))
    op.add_column('board_decision', sa.Column(
        'adjusted_on', sa.Date(), nullable=True, comment='when the minutes were adjusted; at once: that very day'))
    op.execute('UPDATE board_decision SET adjusted_on = decided_on WHERE immediate_adjustment')
    add_values('reply', 'state', ['justerad'])
    add_checks('reply', DAY)
    add_checks('board_decision', MINUTES)
    last = ("SELECT max(d.adjusted_on) FROM board_decision d WHERE d.reply_id = reply.id AND d.withdrawn_at IS NULL "
            "AND d.immediate_adjustment AND d.outcome NOT IN ('aterremiss', 'bordlaggning')")
    op.execute(f"UPDATE reply SET adjusted_on = ({last}) WHERE state = 'beslutad'")
    op.execute("UPDATE reply SET state = 'justerad' WHERE state = 'beslutad' AND adjusted_on IS NOT NULL")


def downgrade():
    op.execute("UPDATE reply SET state = 'beslutad' WHERE state = 'justerad'")
    op.execute("UPDATE reply SET state_before = 'beslutad' WHERE state_before = 'justerad'")
    drop_checks('board_decision', list(MINUTES))
    drop_checks('reply', list(DAY))
    remove_values('reply', 'state', ['justerad'])
    op.drop_column('board_decision', 'adjusted_on')
    op.drop_column('reply', 'adjusted_on')
