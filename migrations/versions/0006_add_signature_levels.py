"""add signature levels: one or two signatures, set per organisation

Revision ID: 0006
Revises: 0005

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_checks, drop_checks

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

COMMENT = '2: avdelningschef and then förvaltningschef; 1: the latter alone'
ONE_OR_TWO = 'ck_organisation_one_or_two_signatures'


def upgrade():
    op.add_column('organisation', sa.Column(
        'signature_levels', sa.Integer(), server_default='2', nullable=False, comment=COMMENT))
    add_checks('organisation', {ONE_OR_TWO: 'signature_levels IN (1, 2)'})


def downgrade():
    drop_checks('organisation', [ONE_OR_TWO])
    op.execute('ALTER TABLE organisation DROP COLUMN signature_levels')
