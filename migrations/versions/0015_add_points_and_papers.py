"""add points that are ticked off, sessions confirmed before signing, and papers signed elsewhere

Revision ID: 0015
Revises: 0014

"""
from alembic import op
import sqlalchemy as sa


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('send_back', sa.Column(
        'done', sa.JSON(), server_default='[]', nullable=False,
        comment='which of its points the officer has ticked off'))
    op.add_column('user_session', sa.Column(
        'confirmed_at', sa.DateTime(), nullable=True, comment='the password was given again, to sign'))
    op.create_table('signed_paper',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('attachment_id', sa.Integer(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('signers', sa.JSON(), nullable=False, comment='name and title of each, as on the paper'),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_signed_paper_attachment_id')),
    sa.ForeignKeyConstraint(['version_id'], ['statement_version.id'], name=op.f('fk_signed_paper_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signed_paper')),
    sa.UniqueConstraint('version_id', name=op.f('uq_signed_paper_version_id'))
    )


def downgrade():
    op.drop_table('signed_paper')
    op.execute('ALTER TABLE user_session DROP COLUMN confirmed_at')
    op.execute('ALTER TABLE send_back DROP COLUMN done')
