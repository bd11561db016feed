"""say whose signature each signature is

Revision ID: 0023
Revises: 0022

"""
from alembic import op
import sqlalchemy as sa

from constraints import checks, set_checks


revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

WHOSE = 'whose signature it is: each party to a joint reply signs'


def upgrade():
    op.add_column('signature', sa.Column('organisation_id', sa.Integer(), nullable=True))
    # until now one signature stood for all: it was the one of the body that was asked first
    op.execute(
        'UPDATE signature SET organisation_id = (SELECT organisation_id FROM consultee WHERE id = (SELECT MIN(c.id) '
        'FROM consultee c JOIN statement_version v ON v.reply_id = c.reply_id WHERE v.id = signature.version_id))'
    )
    before = checks('signature')
    with op.batch_alter_table('signature') as batch_op:
        batch_op.alter_column('organisation_id', existing_type=sa.Integer(), nullable=False, comment=WHOSE)
        batch_op.create_foreign_key(
            op.f('fk_signature_organisation_id'), 'organisation', ['organisation_id'], ['id'])
    set_checks('signature', before)


def downgrade():
    before = checks('signature')
    with op.batch_alter_table('signature') as batch_op:
        batch_op.drop_constraint(op.f('fk_signature_organisation_id'), type_='foreignkey')
        batch_op.drop_column('organisation_id')
    set_checks('signature', before)
