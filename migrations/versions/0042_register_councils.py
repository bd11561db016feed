"""let the register hold a råd: a council that is heard and has no nämnd

Revision ID: 0042
Revises: 0041

"""
from alembic import op

from constraints import add_values, remove_values


revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None


def upgrade():
    add_values('organisation', 'kind', ('rad',))
    add_values('distribution_entry', 'rule', ('alla_rad',))


def downgrade():
    """An older version knows them as external bodies."""
    op.execute("UPDATE organisation SET kind = 'extern' WHERE kind = 'rad'")
    op.execute("UPDATE distribution_entry SET rule = 'alla_externa' WHERE rule = 'alla_rad'")
    remove_values('distribution_entry', 'rule', ('alla_rad',))
    remove_values('organisation', 'kind', ('rad',))
