"""give every submission a secret, which seals copies with hidden words or names

Revision ID: 0048
Revises: 0047

"""
from secrets import token_hex

from alembic import op
import sqlalchemy as sa


revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None

TABLE = sa.table('submission', sa.column('id', sa.Integer), sa.column('secret', sa.String))


def upgrade():
    op.add_column('submission', sa.Column('secret', sa.String(64), nullable=True, comment='never shown to anybody'))
    bind = op.get_bind()
    for number in bind.scalars(sa.select(TABLE.c.id)).all():
        bind.execute(TABLE.update().where(TABLE.c.id == number).values(secret=token_hex(32)))
    with op.batch_alter_table('submission') as batch:
        batch.alter_column('secret', existing_type=sa.String(64), nullable=False)


def downgrade():
    with op.batch_alter_table('submission') as batch:
        batch.drop_column('secret')
