"""keep the text of a file that is taken in, where in it each field was found, and what a person has typed about it

Revision ID: 0035
Revises: 0034

"""
from alembic import op
import sqlalchemy as sa


revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('intake', sa.Column('original', sa.Text(), nullable=True, comment='the document as JSON'))
    op.add_column('intake', sa.Column('places', sa.JSON(), nullable=True, comment='where in it each field stands'))
    op.add_column('intake', sa.Column('typed', sa.JSON(), nullable=True,
                                      comment='the form as a person left it, until confirmed'))


def downgrade():
    op.drop_column('intake', 'typed')
    op.drop_column('intake', 'places')
    op.drop_column('intake', 'original')
