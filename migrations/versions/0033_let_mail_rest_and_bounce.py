"""count attempts of a mail and let it rest longer after each; know that one has bounced

Revision ID: 0033
Revises: 0032

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_values, remove_values


revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('outbox_mail', sa.Column('attempts', sa.Integer(), nullable=False, server_default='0',
                                           comment='since it was queued last'))
    op.add_column('outbox_mail', sa.Column('rests_until', sa.DateTime(), nullable=True,
                                           comment='after an attempt that may succeed later'))
    add_values('outbox_mail', 'state', ('studsad',))


def downgrade():
    op.execute("UPDATE outbox_mail SET state = 'misslyckad' WHERE state = 'studsad'")
    remove_values('outbox_mail', 'state', ('studsad',))
    op.drop_column('outbox_mail', 'rests_until')
    op.drop_column('outbox_mail', 'attempts')
