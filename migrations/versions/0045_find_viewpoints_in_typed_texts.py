"""let a task find the viewpoints of a text that the nämnd typed itself

Revision ID: 0045
Revises: 0044

"""
from alembic import op

from constraints import add_values, remove_values


revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None


def upgrade():
    add_values('background_task', 'kind', ('hitta_synpunkter',))


def downgrade():
    op.execute("DELETE FROM background_task WHERE kind = 'hitta_synpunkter'")
    remove_values('background_task', 'kind', ('hitta_synpunkter',))
