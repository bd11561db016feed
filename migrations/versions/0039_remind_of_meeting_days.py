"""remind of the days before a planned meeting, and the chief as well where the body has chosen that

Revision ID: 0039
Revises: 0038

"""
from alembic import op
import sqlalchemy as sa


revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None

STEPS = ('text_klar', 'stoppdag', 'forvaltningsgrupp', 'beredning', 'utskick', 'sammantrade', 'justering')


def upgrade():
    op.add_column('organisation', sa.Column('reminds_chief', sa.Boolean(), nullable=False, server_default=sa.false(),
                                            comment='from a day before the last the chief is reminded as well'))
    op.add_column('organisation', sa.Column('reminds_of_meeting', sa.Boolean(), nullable=False, server_default=sa.true(),
                                            comment='its people are reminded of the days before a planned meeting'))
    op.create_table('meeting_day_reminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False, comment='whose meeting it is'),
    sa.Column('step', sa.String(length=60), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False, comment='the day that comes near'),
    sa.Column('fires_at', sa.DateTime(), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('fired_at', sa.DateTime(), nullable=True),
    sa.Column('mail_id', sa.Integer(), nullable=True, comment='the mail it went out in'),
    sa.CheckConstraint("step IN (" + ", ".join(f"'{step}'" for step in STEPS) + ")",
                       name=op.f('ck_meeting_day_reminder_step')),
    sa.CheckConstraint("state IN ('planerad', 'utford', 'overhoppad')", name=op.f('ck_meeting_day_reminder_state')),
    sa.CheckConstraint("state <> 'overhoppad' OR reason IS NOT NULL",
                       name=op.f('ck_meeting_day_reminder_skipped_has_reason')),
    sa.ForeignKeyConstraint(['mail_id'], ['outbox_mail.id'], name=op.f('fk_meeting_day_reminder_mail_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'],
                            name=op.f('fk_meeting_day_reminder_organisation_id')),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_meeting_day_reminder_reply_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_day_reminder')),
    sa.UniqueConstraint('reply_id', 'organisation_id', 'step', 'due_on',
                        name=op.f('uq_meeting_day_reminder_reply_id_organisation_id_step_due_on'))
    )
    op.create_index(op.f('ix_meeting_day_reminder_reply_id'), 'meeting_day_reminder', ['reply_id'], unique=False)
    op.create_index(op.f('ix_meeting_day_reminder_fires_at'), 'meeting_day_reminder', ['fires_at'], unique=False)


def downgrade():
    op.drop_table('meeting_day_reminder')
    op.drop_column('organisation', 'reminds_of_meeting')
    op.drop_column('organisation', 'reminds_chief')
