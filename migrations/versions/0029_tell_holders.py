"""tell holders: mail of a new version of the draft to whoever holds the matter, inside the body

Revision ID: 0029
Revises: 0028

"""
from alembic import op

from constraints import add_values, remove_values


revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

MAILS = ('ny_version_inne',)


def upgrade():
    add_values('outbox_mail', 'kind', MAILS)


def downgrade():
    op.execute("DELETE FROM outbox_mail WHERE kind = 'ny_version_inne'")
    remove_values('outbox_mail', 'kind', MAILS)
