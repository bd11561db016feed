"""add distribution lists: whom a sender usually asks, and tags that rules speak of

Revision ID: 0007
Revises: 0006

"""
from alembic import op
import sqlalchemy as sa


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

RULES = ('alla_namnder', 'alla_facknamnder', 'alla_stadsdelsnamnder', 'alla_bolag', 'alla_externa')
ONE_THING = ('(organisation_id IS NOT NULL AND rule IS NULL AND tag IS NULL)'
             ' OR (organisation_id IS NULL AND rule IS NOT NULL AND tag IS NULL)'
             ' OR (organisation_id IS NULL AND rule IS NULL AND tag IS NOT NULL)')


def upgrade():
    op.create_table('organisation_tag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('tag', sa.Text(), nullable=False, comment='in lower case'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_organisation_tag_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation_tag')),
    sa.UniqueConstraint('organisation_id', 'tag', name=op.f('uq_organisation_tag_organisation_id_tag'))
    )
    op.create_index(op.f('ix_organisation_tag_organisation_id'), 'organisation_tag', ['organisation_id'])
    op.create_index(op.f('ix_organisation_tag_tag'), 'organisation_tag', ['tag'])
    op.create_table('distribution_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sender_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('removed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['created_by_id'], ['user_account.id'], name=op.f('fk_distribution_list_created_by_id')),
    sa.ForeignKeyConstraint(['sender_id'], ['organisation.id'], name=op.f('fk_distribution_list_sender_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_distribution_list'))
    )
    op.create_index(op.f('ix_distribution_list_sender_id'), 'distribution_list', ['sender_id'])
    op.create_table('distribution_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('rule', sa.Enum(*RULES, name='rule', native_enum=False, create_constraint=True, length=60), nullable=True),
    sa.Column('tag', sa.Text(), nullable=True),
    sa.CheckConstraint(ONE_THING, name=op.f('ck_distribution_entry_one_thing')),
    sa.ForeignKeyConstraint(['list_id'], ['distribution_list.id'], name=op.f('fk_distribution_entry_list_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_distribution_entry_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_distribution_entry'))
    )
    op.create_index(op.f('ix_distribution_entry_list_id'), 'distribution_entry', ['list_id'])


def downgrade():
    op.drop_table('distribution_entry')
    op.drop_table('distribution_list')
    op.drop_table('organisation_tag')
