"""add sole decisions: delegation, chair and VD, and what a body has said about them

Revision ID: 0016
Revises: 0015

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_values, remove_values


revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

GROUNDS = ('delegationsbeslut', 'ordforandebeslut', 'vd_beslut')
BASES = ('namndbeslut', 'kontorsyttrande', *GROUNDS, 'forhandssvar', 'beslut_ej_bifogat')


def upgrade():
    add_values('reply', 'basis', GROUNDS)
    op.add_column('organisation', sa.Column(
        'chair_authorised', sa.Boolean(), server_default=sa.false(), nullable=False,
        comment='the chair may decide what is urgent (kommunallagen 6:39)'))
    op.add_column('organisation', sa.Column(
        'reports_delegated', sa.Boolean(), server_default=sa.true(), nullable=False,
        comment="delegates' and the VD's decisions are reported to the board"))
    op.create_table('sole_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('basis', sa.Enum(*BASES, name='basis', native_enum=False, create_constraint=True, length=60),
              nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('decided_by', sa.Text(), nullable=False, comment='name and title'),
    sa.Column('authority', sa.Text(), nullable=False, comment='item of the delegation order, or the authorisation'),
    sa.Column('urgency', sa.Text(), nullable=False, comment="the chair's: why it could not wait for the nämnd"),
    sa.Column('paper_id', sa.Integer(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("basis IN ('delegationsbeslut', 'ordforandebeslut', 'vd_beslut')",
                       name=op.f('ck_sole_decision_by_one_person')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_sole_decision_organisation_id')),
    sa.ForeignKeyConstraint(['paper_id'], ['attachment.id'], name=op.f('fk_sole_decision_paper_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['user_account.id'], name=op.f('fk_sole_decision_recorded_by_id')),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_sole_decision_reply_id')),
    sa.ForeignKeyConstraint(['version_id'], ['statement_version.id'], name=op.f('fk_sole_decision_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sole_decision'))
    )
    op.create_index(op.f('ix_sole_decision_reply_id'), 'sole_decision', ['reply_id'], unique=False)
    op.create_index(op.f('ix_sole_decision_organisation_id'), 'sole_decision', ['organisation_id'], unique=False)


def downgrade():
    # the older version knows no such ground: what was sent stays sent, its decision not attached
    op.drop_table('sole_decision')
    op.execute(f"UPDATE reply SET basis = 'beslut_ej_bifogat' WHERE basis IN {GROUNDS}")
    remove_values('reply', 'basis', GROUNDS)
    for column in ('reports_delegated', 'chair_authorised'):
        op.execute(f'ALTER TABLE organisation DROP COLUMN {column}')
