"""add calendar feeds: secret addresses of calendars, and what each has told

Revision ID: 0030
Revises: 0029

"""
from alembic import op
import sqlalchemy as sa


revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('calendar_feed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('scope', sa.Enum('person', 'instans', 'remiss', name='scope', native_enum=False, length=60,
                               create_constraint=True), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('remiss_id', sa.Integer(), nullable=True),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('revoked_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("(scope = 'instans') = (organisation_id IS NOT NULL)", name=op.f('ck_calendar_feed_of_a_body')),
    sa.CheckConstraint("(scope = 'remiss') = (remiss_id IS NOT NULL)", name=op.f('ck_calendar_feed_of_a_remiss')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_calendar_feed_organisation_id')),
    sa.ForeignKeyConstraint(['remiss_id'], ['remiss.id'], name=op.f('fk_calendar_feed_remiss_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_calendar_feed_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_feed_token_hash'))
    )
    op.create_index(op.f('ix_calendar_feed_user_id'), 'calendar_feed', ['user_id'], unique=False)
    op.create_table('told_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('feed_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.Text(), nullable=False, comment='svar-12-sista-svarsdag and the like'),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False, comment='of what was told, which itself is not kept'),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.Column('gone_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['feed_id'], ['calendar_feed.id'], name=op.f('fk_told_event_feed_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_told_event')),
    sa.UniqueConstraint('feed_id', 'uid', name=op.f('uq_told_event_feed_id_uid'))
    )


def downgrade():
    op.drop_table('told_event')
    op.drop_index(op.f('ix_calendar_feed_user_id'), table_name='calendar_feed')
    op.drop_table('calendar_feed')
