"""add disclosures: documents handed out, with the review and what was masked

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
    op.create_table('disclosure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('remiss_id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=True, comment='set when a body hands out its own matter'),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('documents', sa.JSON(), nullable=False, comment='keys of the chosen documents'),
    sa.Column('masks', sa.JSON(), nullable=False, comment='words and legal ground'),
    sa.Column('asked_by', sa.Text(), nullable=False, comment='never demanded'),
    sa.Column('examined', sa.Text(), nullable=False, comment='what the secrecy review looked at'),
    sa.Column('outcome', sa.Enum('lamnas_ut', 'lamnas_ut_delvis', name='outcome', native_enum=False,
                                 create_constraint=True, length=60), nullable=True),
    sa.Column('ground', sa.Text(), nullable=False, comment='legal ground of what was held back'),
    sa.Column('sha256', sa.String(length=64), nullable=True, comment='of the zip file, which is kept by that name'),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('finished_by_id', sa.Integer(), nullable=True),
    sa.Column('finished_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('(finished_at IS NULL) = (sha256 IS NULL)', name=op.f('ck_disclosure_finished_has_file')),
    sa.CheckConstraint('finished_at IS NULL OR outcome IS NOT NULL', name=op.f('ck_disclosure_finished_has_outcome')),
    sa.ForeignKeyConstraint(['created_by_id'], ['user_account.id'], name=op.f('fk_disclosure_created_by_id')),
    sa.ForeignKeyConstraint(['finished_by_id'], ['user_account.id'], name=op.f('fk_disclosure_finished_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_disclosure_organisation_id')),
    sa.ForeignKeyConstraint(['remiss_id'], ['remiss.id'], name=op.f('fk_disclosure_remiss_id')),
    sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_disclosure_reply_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disclosure'))
    )
    for column in ('organisation_id', 'remiss_id', 'reply_id'):
        op.create_index(op.f(f'ix_disclosure_{column}'), 'disclosure', [column], unique=False)


def downgrade():
    op.drop_table('disclosure')
