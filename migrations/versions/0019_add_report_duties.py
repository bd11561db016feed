"""add report duties: what the nämnd is to hear of at a meeting

Revision ID: 0019
Revises: 0018

"""
from alembic import op
import sqlalchemy as sa


revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('report_duty',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('reported_on', sa.Date(), nullable=True),
    sa.Column('paragraph', sa.Text(), nullable=True),
    sa.Column('reported_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(reported_on IS NULL) = (paragraph IS NULL)', name=op.f('ck_report_duty_reported_where')),
    sa.ForeignKeyConstraint(['decision_id'], ['sole_decision.id'], name=op.f('fk_report_duty_decision_id')),
    sa.ForeignKeyConstraint(['reported_by_id'], ['user_account.id'], name=op.f('fk_report_duty_reported_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_duty')),
    sa.UniqueConstraint('decision_id', name=op.f('uq_report_duty_decision_id'))
    )


def downgrade():
    op.drop_table('report_duty')
