"""let many files come in one go: batches, and what became of each file

Revision ID: 0036
Revises: 0035

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_values, remove_values


revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'import_batch',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('remiss_id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('created_by_id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('undone_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(['remiss_id'], ['remiss.id'], name=op.f('fk_import_batch_remiss_id')),
        sa.ForeignKeyConstraint(['owner_id'], ['organisation.id'],
                                name=op.f('fk_import_batch_owner_id')),
        sa.ForeignKeyConstraint(['created_by_id'], ['user_account.id'],
                                name=op.f('fk_import_batch_created_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_import_batch')),
    )
    op.create_index(op.f('ix_import_batch_remiss_id'), 'import_batch', ['remiss_id'])
    op.create_table(
        'import_file',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('batch_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False,
                  comment='empty when the content was never kept'),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=60), nullable=False),
        sa.Column('intake_id', sa.Integer(), nullable=True,
                  comment='the reading; of a known file the earlier one'),
        sa.Column('body_id', sa.Integer(), nullable=True, comment='whose reply it is, as a person has said'),
        sa.Column('problem', sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('vantar', 'uppackad', 'inlast', 'kand', 'avvisad')",
                           name=op.f('ck_import_file_state')),
        sa.CheckConstraint("state NOT IN ('inlast', 'kand') OR intake_id IS NOT NULL",
                           name=op.f('ck_import_file_taken_has_intake')),
        sa.CheckConstraint("state <> 'avvisad' OR problem IS NOT NULL",
                           name=op.f('ck_import_file_refused_has_problem')),
        sa.ForeignKeyConstraint(['batch_id'], ['import_batch.id'],
                                name=op.f('fk_import_file_batch_id')),
        sa.ForeignKeyConstraint(['intake_id'], ['intake.id'], name=op.f('fk_import_file_intake_id')),
        sa.ForeignKeyConstraint(['body_id'], ['organisation.id'], name=op.f('fk_import_file_body_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_import_file')),
    )
    op.create_index(op.f('ix_import_file_batch_id'), 'import_file', ['batch_id'])
    op.create_index(op.f('ix_import_file_intake_id'), 'import_file', ['intake_id'])
    op.add_column('background_task', sa.Column('later', sa.Boolean(), nullable=False, server_default=sa.false(),
                                               comment='lets what a person waits for go before'))
    add_values('background_task', 'kind', ('las_in_omgang',))


def downgrade():
    op.execute("DELETE FROM background_task WHERE kind = 'las_in_omgang'")
    remove_values('background_task', 'kind', ('las_in_omgang',))
    op.drop_column('background_task', 'later')
    op.drop_table('import_file')
    op.drop_table('import_batch')
