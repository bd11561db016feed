"""add contributing units and facklig samverkan

Revision ID: 0016
Revises: 0015

"""
from alembic import op
import sqlalchemy as sa


revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('contribution',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('sections', sa.JSON(), nullable=False,
              comment='keys of the sections it is to write; empty for all'),
    sa.Column('due_on', sa.Date(), nullable=True, comment="the office's own date"),
    sa.Column('done_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['user_account.id'], name=op.f('fk_contribution_person_id')),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_contribution_reply_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contribution'))
    )
    op.create_index(op.f('ix_contribution_reply_id'), 'contribution', ['reply_id'], unique=False)
    op.create_table('consultation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('forum', sa.Text(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_consultation_reply_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consultation'))
    )
    op.create_index(op.f('ix_consultation_reply_id'), 'consultation', ['reply_id'], unique=False)


def downgrade():
    op.drop_table('consultation')
    op.drop_table('contribution')
