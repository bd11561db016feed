"""add attachments, points to tick off, papers signed elsewhere, confirmed sessions, units and samverkan

Revision ID: 0020
Revises: 0019

"""
from alembic import op
import sqlalchemy as sa


revision = '0020'
down_revision = '0019'
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
    op.create_table('contribution',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('sections', sa.JSON(), nullable=False,
              comment='keys of the sections it is to write; empty for all'),
    sa.Column('due_on', sa.Date(), nullable=True, comment="the office's own date"),
    sa.Column('done_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['user_account.id'], name=op.f('fk_contribution_person_id')),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_contribution_reply_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contribution'))
    )
    op.create_index(op.f('ix_contribution_reply_id'), 'contribution', ['reply_id'], unique=False)
    op.create_table('consultation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('forum', sa.Text(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_consultation_reply_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consultation'))
    )
    op.create_index(op.f('ix_consultation_reply_id'), 'consultation', ['reply_id'], unique=False)


def downgrade():
    op.drop_table('consultation')
    op.drop_table('contribution')
    op.drop_table('signed_paper')
    op.execute('ALTER TABLE user_session DROP COLUMN confirmed_at')
    op.execute('ALTER TABLE send_back DROP COLUMN done')
    op.execute('DELETE FROM send_back WHERE withdrawn_at IS NOT NULL')
    op.execute('ALTER TABLE send_back DROP COLUMN withdrawn_at')
    op.drop_table('statement_attachment')
