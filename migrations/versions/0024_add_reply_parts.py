"""add what a body has taken into its answer from an underremiss

Revision ID: 0024
Revises: 0023

"""
from alembic import op
import sqlalchemy as sa


revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('reply_part',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('taken_by_id', sa.Integer(), nullable=False),
    sa.Column('taken_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_reply_part_reply_id')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_reply_part_submission_id')),
    sa.ForeignKeyConstraint(['taken_by_id'], ['user_account.id'], name=op.f('fk_reply_part_taken_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reply_part')),
    sa.UniqueConstraint('reply_id', 'submission_id', name=op.f('uq_reply_part_reply_id_submission_id'))
    )
    op.create_index(op.f('ix_reply_part_reply_id'), 'reply_part', ['reply_id'], unique=False)


def downgrade():
    """What was taken in stands in the text; an older version does not know from whom."""
    op.drop_table('reply_part')
