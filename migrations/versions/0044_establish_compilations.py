"""keep compilations that were fixed, as they were

Revision ID: 0044
Revises: 0043

"""
from alembic import op
import sqlalchemy as sa


revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('established_compilation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('remiss_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('approver', sa.Text(), nullable=False,
              comment='who approved it, by name and title; often without an account here'),
    sa.Column('established_by_id', sa.Integer(), nullable=False),
    sa.Column('established_at', sa.DateTime(), nullable=False),
    sa.Column('facts', sa.Text(), nullable=False, comment='the one text of the facts, hashed as it stands'),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('open_points', sa.JSON(), nullable=False,
              comment='requests and objections without an answer, each with the reason'),
    sa.Column('reopened_at', sa.DateTime(), nullable=True),
    sa.Column('reopened_reason', sa.Text(), nullable=True),
    sa.Column('reopened_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(reopened_at IS NULL) = (reopened_reason IS NULL)',
                       name=op.f('ck_established_compilation_reopened_has_reason')),
    sa.CheckConstraint("approver <> ''", name=op.f('ck_established_compilation_approver_is_named')),
    sa.ForeignKeyConstraint(['established_by_id'], ['user_account.id'],
                            name=op.f('fk_established_compilation_established_by_id')),
    sa.ForeignKeyConstraint(['remiss_id'], ['remiss.id'], name=op.f('fk_established_compilation_remiss_id')),
    sa.ForeignKeyConstraint(['reopened_by_id'], ['user_account.id'],
                            name=op.f('fk_established_compilation_reopened_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_established_compilation')),
    sa.UniqueConstraint('remiss_id', 'number', name=op.f('uq_established_compilation_remiss_id_number'))
    )
    op.create_index(op.f('ix_established_compilation_remiss_id'), 'established_compilation', ['remiss_id'],
                    unique=False)
    op.create_index('uq_established_compilation_standing', 'established_compilation', ['remiss_id'], unique=True,
                    sqlite_where=sa.text('reopened_at IS NULL'), postgresql_where=sa.text('reopened_at IS NULL'))


def downgrade():
    op.drop_table('established_compilation')
