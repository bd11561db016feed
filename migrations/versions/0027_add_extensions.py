"""add anstånd: what bodies ask, what the sender answers, and the last day that follows

Revision ID: 0027
Revises: 0026

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_values, remove_values


revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

MAILS = ('anstand_begart', 'anstand_beviljat', 'anstand_avslaget')
WAITS = 'asked_at IS NOT NULL AND decided_at IS NULL AND withdrawn_at IS NULL'


def upgrade():
    op.create_table('extension',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('asked_for', sa.Date(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('asked_at', sa.DateTime(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.Column('granted_until', sa.Date(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True,
              comment='why the sender refused, or words with what it granted'),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('(asked_at IS NULL) = (asked_for IS NULL) AND (asked_at IS NULL) = (reason IS NULL)',
                       name=op.f('ck_extension_asked_is_whole')),
    sa.CheckConstraint('asked_at IS NOT NULL OR granted_until IS NOT NULL',
                       name=op.f('ck_extension_asked_or_granted')),
    sa.CheckConstraint('decided_at IS NULL OR withdrawn_at IS NULL', name=op.f('ck_extension_decided_or_withdrawn')),
    sa.CheckConstraint('granted_until IS NULL OR decided_at IS NOT NULL',
                       name=op.f('ck_extension_granted_is_decided')),
    sa.CheckConstraint('decided_at IS NULL OR granted_until IS NOT NULL OR answer IS NOT NULL',
                       name=op.f('ck_extension_refused_has_reason')),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_extension_reply_id')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['user_account.id'], name=op.f('fk_extension_asked_by_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user_account.id'], name=op.f('fk_extension_decided_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extension'))
    )
    op.create_index(op.f('ix_extension_reply_id'), 'extension', ['reply_id'], unique=False)
    op.create_index('uq_extension_open', 'extension', ['reply_id'], unique=True,
                    sqlite_where=sa.text(WAITS), postgresql_where=sa.text(WAITS))
    op.add_column('reply', sa.Column('extended_to', sa.Date(), nullable=True,
                                     comment='the last day by the newest anstånd that was granted'))
    add_values('outbox_mail', 'kind', MAILS)


def downgrade():
    """Bodies fall back to the common last day; reminders that followed a granted day keep theirs."""
    op.execute("DELETE FROM outbox_mail WHERE kind IN ('anstand_begart', 'anstand_beviljat', 'anstand_avslaget')")
    remove_values('outbox_mail', 'kind', MAILS)
    op.drop_column('reply', 'extended_to')
    op.drop_table('extension')
