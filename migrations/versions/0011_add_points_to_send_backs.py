"""add points that are ticked off, and sessions that are confirmed before signing

Revision ID: 0011
Revises: 0010

"""
from alembic import op
import sqlalchemy as sa


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('send_back', sa.Column(
        'done', sa.JSON(), server_default='[]', nullable=False,
        comment='which of its points the officer has ticked off'))
    op.add_column('user_session', sa.Column(
        'confirmed_at', sa.DateTime(), nullable=True, comment='the password was given again, to sign'))


def downgrade():
    op.execute('ALTER TABLE user_session DROP COLUMN confirmed_at')
    op.execute('ALTER TABLE send_back DROP COLUMN done')
