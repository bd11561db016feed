"""add the papers that bodies have published before their meetings

Revision ID: 0025
Revises: 0024

"""
from alembic import op
import sqlalchemy as sa


revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('publication',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('published_by_id', sa.Integer(), nullable=False),
    sa.Column('published_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_publication_meeting_id')),
    sa.ForeignKeyConstraint(['published_by_id'], ['user_account.id'], name=op.f('fk_publication_published_by_id')),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_publication_reply_id')),
    sa.ForeignKeyConstraint(['version_id'], ['statement_version.id'], name=op.f('fk_publication_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication')),
    sa.UniqueConstraint('version_id', 'meeting_id', name=op.f('uq_publication_version_id_meeting_id'))
    )
    op.create_index(op.f('ix_publication_reply_id'), 'publication', ['reply_id'], unique=False)
    op.create_index(op.f('ix_publication_meeting_id'), 'publication', ['meeting_id'], unique=False)


def downgrade():
    """What was published stays public; an older version does not show it to the sender before the reply comes."""
    op.drop_table('publication')
