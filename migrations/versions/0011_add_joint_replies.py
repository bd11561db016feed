"""add joint replies that bodies agree on here

Revision ID: 0011
Revises: 0010

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_values, remove_values


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

MAILS = ('gemensamt_foreslaget', 'gemensamt_besvarat', 'gemensamt_avslutat')
STANDING = "state IN ('foreslagen', 'med')"


def upgrade():
    add_values('outbox_mail', 'kind', MAILS)
    op.add_column('consultee', sa.Column(
        'joined_at', sa.DateTime(), nullable=True, comment="when it began to share another body's reply"))
    op.add_column('consultee', sa.Column(
        'diary_number', sa.Text(), nullable=True, comment='its own number for a reply that another body holds'))
    op.create_table('joint_party',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('consultee_id', sa.Integer(), nullable=False),
    sa.Column('own_matter_id', sa.Integer(), nullable=True, comment='set aside while it shares'),
    sa.Column('state', sa.Enum('foreslagen', 'med', 'avbojd', 'aterkallad', 'lamnad', name='state',
                               native_enum=False, create_constraint=True, length=60), nullable=False),
    sa.Column('proposed_by_id', sa.Integer(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True, comment='when it was last answered, withdrawn or left'),
    sa.CheckConstraint("state <> 'med' OR own_matter_id IS NOT NULL",
                       name=op.f('ck_joint_party_joined_has_own_matter')),
    sa.CheckConstraint("state = 'foreslagen' OR ended_at IS NOT NULL",
                       name=op.f('ck_joint_party_answered_has_moment')),
    sa.ForeignKeyConstraint(['consultee_id'], ['consultee.id'], name=op.f('fk_joint_party_consultee_id')),
    sa.ForeignKeyConstraint(['own_matter_id'], ['reply.id'], name=op.f('fk_joint_party_own_matter_id')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['user_account.id'], name=op.f('fk_joint_party_proposed_by_id')),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_joint_party_reply_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_joint_party'))
    )
    for column in ('reply_id', 'consultee_id'):
        op.create_index(op.f(f'ix_joint_party_{column}'), 'joint_party', [column], unique=False)
    op.create_index('uq_joint_party_standing', 'joint_party', ['reply_id', 'consultee_id'], unique=True,
                    sqlite_where=sa.text(STANDING), postgresql_where=sa.text(STANDING))


def downgrade():
    """Who shares a reply goes on sharing it: an older version knows joint replies, only not how they came about."""
    op.drop_table('joint_party')
    op.drop_column('consultee', 'diary_number')
    op.drop_column('consultee', 'joined_at')
    kinds = ", ".join(f"'{kind}'" for kind in MAILS)
    op.execute(f'DELETE FROM outbox_mail WHERE kind IN ({kinds})')
    remove_values('outbox_mail', 'kind', MAILS)
