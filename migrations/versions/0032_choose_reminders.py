"""let bodies choose when they are reminded, of their own dates too, silence one matter, and people choose single mails

Revision ID: 0032
Revises: 0031

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_checks, add_values, drop_checks, remove_values


revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None

KINDS = ('tjugoen_arbetsdagar_fore', 'tre_arbetsdagar_fore', 'sista_svarsdagen', 'sju_arbetsdagar_efter')
USUAL = '["sju_arbetsdagar_fore", "en_arbetsdag_fore", "en_arbetsdag_efter"]'
MUTED = {'ck_reply_muted_has_reason': 'muted_at IS NULL OR muted_reason IS NOT NULL'}


def upgrade():
    op.add_column('organisation', sa.Column('ladder', sa.JSON(), nullable=False, server_default=USUAL,
                                            comment='when its people are reminded: values of reminder.kind'))
    op.add_column('user_account', sa.Column('single_mails', sa.Boolean(), nullable=False, server_default=sa.false(),
                                            comment='one reminding mail per matter instead of one a day'))
    op.add_column('reply', sa.Column('muted_at', sa.DateTime(), nullable=True,
                                     comment='its people are not reminded until this is undone'))
    op.add_column('reply', sa.Column('muted_reason', sa.Text(), nullable=True))
    add_checks('reply', MUTED)
    add_values('reminder', 'kind', KINDS)
    op.create_table('internal_reminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False, comment='the internal date'),
    sa.Column('fires_at', sa.DateTime(), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('fired_at', sa.DateTime(), nullable=True),
    sa.Column('mail_id', sa.Integer(), nullable=True, comment='the mail it went out in'),
    sa.CheckConstraint("state IN ('planerad', 'utford', 'overhoppad')", name=op.f('ck_internal_reminder_state')),
    sa.CheckConstraint("state <> 'overhoppad' OR reason IS NOT NULL",
                       name=op.f('ck_internal_reminder_skipped_has_reason')),
    sa.ForeignKeyConstraint(['mail_id'], ['outbox_mail.id'], name=op.f('fk_internal_reminder_mail_id')),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_internal_reminder_reply_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_internal_reminder')),
    sa.UniqueConstraint('reply_id', 'due_on', name=op.f('uq_internal_reminder_reply_id_due_on'))
    )
    op.create_index(op.f('ix_internal_reminder_reply_id'), 'internal_reminder', ['reply_id'], unique=False)
    op.create_index(op.f('ix_internal_reminder_fires_at'), 'internal_reminder', ['fires_at'], unique=False)


def downgrade():
    """The steps that bodies have added are gone; what was sent by them stays as mail."""
    op.drop_table('internal_reminder')
    added = ', '.join(f"'{kind}'" for kind in KINDS)
    op.execute(f"DELETE FROM reminder_mail WHERE reminder_id IN (SELECT id FROM reminder WHERE kind IN ({added}))")
    op.execute(f"DELETE FROM reminder WHERE kind IN ({added})")
    remove_values('reminder', 'kind', KINDS)
    drop_checks('reply', MUTED)
    op.drop_column('reply', 'muted_reason')
    op.drop_column('reply', 'muted_at')
    op.drop_column('user_account', 'single_mails')
    op.drop_column('organisation', 'ladder')
