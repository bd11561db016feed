"""tell who ordered a file of a compilation that it is made

Revision ID: 0050
Revises: 0049

"""
from alembic import op

from constraints import add_values, remove_values


revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None

NOTICES = ('fil_klar', 'fil_misslyckad')


def upgrade():
    add_values('outbox_mail', 'kind', NOTICES)


def downgrade():
    op.execute("DELETE FROM outbox_mail WHERE kind IN ('fil_klar', 'fil_misslyckad')")
    remove_values('outbox_mail', 'kind', NOTICES)
