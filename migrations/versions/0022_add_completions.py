"""add completions: what the sender asks about a reply that has come in, and the answer

Revision ID: 0022
Revises: 0021

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_values, remove_values


revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

MAILS = ('komplettering_begard', 'komplettering_inkommen', 'komplettering_aterkallad')


def upgrade():
    op.create_table('completion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('viewpoint_id', sa.Integer(), nullable=True),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('attachment_id', sa.Integer(), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.Column('withdrawn_reason', sa.Text(), nullable=True),
    sa.CheckConstraint('(answered_at IS NULL) = (answer IS NULL)', name=op.f('ck_completion_answered_has_words')),
    sa.CheckConstraint('(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)',
                       name=op.f('ck_completion_withdrawn_has_reason')),
    sa.CheckConstraint('answered_at IS NULL OR withdrawn_at IS NULL', name=op.f('ck_completion_answered_or_withdrawn')),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_completion_reply_id')),
    sa.ForeignKeyConstraint(['viewpoint_id'], ['viewpoint.id'], name=op.f('fk_completion_viewpoint_id')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['user_account.id'], name=op.f('fk_completion_asked_by_id')),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_completion_attachment_id')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user_account.id'], name=op.f('fk_completion_answered_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_completion'))
    )
    op.create_index(op.f('ix_completion_reply_id'), 'completion', ['reply_id'], unique=False)
    op.create_index(op.f('ix_completion_attachment_id'), 'completion', ['attachment_id'], unique=False)
    add_values('outbox_mail', 'kind', MAILS)


def downgrade():
    op.execute("DELETE FROM outbox_mail WHERE kind IN "
               "('komplettering_begard', 'komplettering_inkommen', 'komplettering_aterkallad')")
    remove_values('outbox_mail', 'kind', MAILS)
    op.drop_table('completion')
