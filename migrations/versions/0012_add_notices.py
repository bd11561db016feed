"""add notices: what a mail said can be read in the page too

Revision ID: 0012
Revises: 0011

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_values, remove_values


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

MAILS = ('beslutat', 'kvittens')


def upgrade():
    add_values('outbox_mail', 'kind', MAILS)
    op.add_column('outbox_mail', sa.Column(
        'read_at', sa.DateTime(), nullable=True, comment='when its recipient saw the same in the page'))
    op.create_index(op.f('ix_outbox_mail_recipient_id'), 'outbox_mail', ['recipient_id'], unique=False)
    op.execute('UPDATE outbox_mail SET read_at = queued_at')  # nobody wants to hear all that is long done


def downgrade():
    op.drop_index(op.f('ix_outbox_mail_recipient_id'), table_name='outbox_mail')
    op.drop_column('outbox_mail', 'read_at')
    op.execute("DELETE FROM outbox_mail WHERE kind IN ('beslutat', 'kvittens')")
    remove_values('outbox_mail', 'kind', MAILS)
