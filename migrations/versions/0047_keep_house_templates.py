"""keep the Word templates that organisations set their documents in

Revision ID: 0047
Revises: 0046

"""
from alembic import op
import sqlalchemy as sa


revision = '0047'
down_revision = '0046'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('house_template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('attachment_id', sa.Integer(), nullable=False, comment='the file as it was uploaded'),
    sa.Column('form', sa.Text(), nullable=False,
              comment='what was chosen of it: domain/house_template as one text'),
    sa.Column('notices', sa.JSON(), nullable=False, comment='what was left out of it'),
    sa.Column('taken_at', sa.DateTime(), nullable=True, comment='since when it is in use; None: it is not'),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_house_template_attachment_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_house_template_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_house_template'))
    )
    op.create_index(op.f('ix_house_template_organisation_id'), 'house_template', ['organisation_id'], unique=False)
    op.create_index('uq_house_template_in_use', 'house_template', ['organisation_id'], unique=True,
                    sqlite_where=sa.text('taken_at IS NOT NULL'), postgresql_where=sa.text('taken_at IS NOT NULL'))


def downgrade():
    op.drop_table('house_template')
