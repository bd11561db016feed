"""tell bodies that their viewpoints have been answered

Revision ID: 0049
Revises: 0048

"""
from alembic import op

from constraints import add_values, remove_values


revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None

MAILS = ('synpunkter_besvarade',)


def upgrade():
    add_values('outbox_mail', 'kind', MAILS)


def downgrade():
    op.execute("DELETE FROM outbox_mail WHERE kind = 'synpunkter_besvarade'")
    remove_values('outbox_mail', 'kind', MAILS)
