"""add attachments of a statement, and sending back that is undone

Revision ID: 0014
Revises: 0013

"""
from alembic import op
import sqlalchemy as sa


revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('statement_attachment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('attachment_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False, comment='what it is called among the attachments of the text'),
    sa.Column('removed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'],
                            name=op.f('fk_statement_attachment_attachment_id')),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_statement_attachment_reply_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement_attachment'))
    )
    op.create_index(op.f('ix_statement_attachment_reply_id'), 'statement_attachment', ['reply_id'], unique=False)
    op.create_index(op.f('ix_statement_attachment_attachment_id'), 'statement_attachment', ['attachment_id'],
                    unique=False)
    op.add_column('send_back', sa.Column(
        'withdrawn_at', sa.DateTime(), nullable=True, comment='undone by the one who sent it back'))


def downgrade():
    op.execute('DELETE FROM send_back WHERE withdrawn_at IS NOT NULL')
    op.execute('ALTER TABLE send_back DROP COLUMN withdrawn_at')
    op.drop_table('statement_attachment')
