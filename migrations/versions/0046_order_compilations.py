"""let people order files of a compilation, made in the background

Revision ID: 0046
Revises: 0045

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_values, remove_values


revision = '0046'
down_revision = '0045'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('compilation_order',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('remiss_id', sa.Integer(), nullable=False),
    sa.Column('ordered_by_id', sa.Integer(), nullable=False),
    sa.Column('ordered_at', sa.DateTime(), nullable=False),
    sa.Column('layout', sa.Text(), nullable=False),
    sa.Column('format', sa.Text(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False, comment='what was chosen, without the words to mask'),
    sa.Column('masks', sa.JSON(), nullable=False,
              comment='words and ground; emptied when the file is made or nobody waits for it any more'),
    sa.Column('sha256', sa.String(length=64), nullable=True, comment='of the file; its content is kept for a day'),
    sa.Column('made_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('(sha256 IS NULL) = (made_at IS NULL)', name=op.f('ck_compilation_order_made_has_content')),
    sa.ForeignKeyConstraint(['ordered_by_id'], ['user_account.id'], name=op.f('fk_compilation_order_ordered_by_id')),
    sa.ForeignKeyConstraint(['remiss_id'], ['remiss.id'], name=op.f('fk_compilation_order_remiss_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_compilation_order'))
    )
    op.create_index(op.f('ix_compilation_order_remiss_id'), 'compilation_order', ['remiss_id'], unique=False)
    add_values('background_task', 'kind', ('sammanstall',))


def downgrade():
    op.execute("DELETE FROM background_task WHERE kind = 'sammanstall'")
    remove_values('background_task', 'kind', ('sammanstall',))
    op.drop_table('compilation_order')
