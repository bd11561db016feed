"""mail log head: a kind of mail more

Revision ID: 0009
Revises: 0008

"""
from alembic import op

from constraints import add_values, remove_values


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade():
    add_values('outbox_mail', 'kind', ['kontrollvarde'])


def downgrade():
    op.execute("DELETE FROM outbox_mail WHERE kind = 'kontrollvarde'")
    remove_values('outbox_mail', 'kind', ['kontrollvarde'])
