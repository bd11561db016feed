"""keep replaced replies: several submissions of one reply, of which one stands

Revision ID: 0018
Revises: 0017

"""
from alembic import op
import sqlalchemy as sa

from constraints import checks, set_checks


revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

REPLACED = {'ck_submission_replaced_has_reason': '(replaced_at IS NULL) = (replaced_reason IS NULL)'}


def upgrade():
    before = checks('submission')
    with op.batch_alter_table('submission') as batch_op:
        batch_op.drop_constraint(op.f('uq_submission_reply_id'), type_='unique')
        batch_op.add_column(sa.Column(
            'replaced_at', sa.DateTime(), nullable=True, comment='the body sent another text in its place'))
        batch_op.add_column(sa.Column('replaced_reason', sa.Text(), nullable=True))
    set_checks('submission', before | REPLACED)
    op.create_index(op.f('ix_submission_reply_id'), 'submission', ['reply_id'], unique=False)
    standing = sa.text('replaced_at IS NULL')
    op.create_index('uq_submission_standing', 'submission', ['reply_id'], unique=True,
                    sqlite_where=standing, postgresql_where=standing)


def downgrade():
    # the older version knows one text for each reply: the one that stands
    op.execute('DELETE FROM submission WHERE replaced_at IS NOT NULL')
    op.drop_index('uq_submission_standing', 'submission')
    op.drop_index(op.f('ix_submission_reply_id'), 'submission')
    before = {name: text for name, text in checks('submission').items() if name not in REPLACED}
    set_checks('submission', before)
    with op.batch_alter_table('submission') as batch_op:
        batch_op.drop_column('replaced_reason')
        batch_op.drop_column('replaced_at')
        batch_op.create_unique_constraint(op.f('uq_submission_reply_id'), ['reply_id'])
    set_checks('submission', before)
