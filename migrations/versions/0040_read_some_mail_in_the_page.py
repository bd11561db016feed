"""let people read some kinds of mail in the page alone

Revision ID: 0040
Revises: 0039

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_values, remove_values


revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('user_account', sa.Column('page_only', sa.JSON(), nullable=False, server_default='[]',
                                            comment='kinds of mail that the person reads in the page instead'))
    add_values('outbox_mail', 'state', ('bara_i_sidan',))


def downgrade():
    """What was never mailed would be sent by an older version: it counts as sent."""
    op.execute("UPDATE outbox_mail SET state = 'skickad' WHERE state = 'bara_i_sidan'")
    remove_values('outbox_mail', 'state', ('bara_i_sidan',))
    op.drop_column('user_account', 'page_only')
