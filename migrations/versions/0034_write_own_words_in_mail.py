"""let organisations put words of their own in mail, and administrators mail themselves

Revision ID: 0034
Revises: 0033

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_values, remove_values


revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('organisation', sa.Column('mail_note', sa.Text(), nullable=False, server_default='',
                                            comment='its own words in mail about its remisser; see domain/mail_notes'))
    add_values('outbox_mail', 'kind', ('provmejl',))


def downgrade():
    op.execute("DELETE FROM outbox_mail WHERE kind = 'provmejl'")
    remove_values('outbox_mail', 'kind', ('provmejl',))
    op.drop_column('organisation', 'mail_note')
