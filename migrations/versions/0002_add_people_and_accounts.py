"""add people and accounts: mail without a remiss

Revision ID: 0002
Revises: 0001

"""
from alembic import op
import sqlalchemy as sa


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

OLD_KINDS = ('remiss_skickad', 'fordelad', 'granskning', 'signerad', 'tillbaka', 'inkommet', 'avstar', 'paminnelse')
NEW_KINDS = (*OLD_KINDS, 'konto_skapat', 'nytt_losenord')


def upgrade():
    _change_outbox(NEW_KINDS, nullable=True)


def downgrade():
    op.execute("DELETE FROM outbox_mail WHERE remiss_id IS NULL OR kind IN ('konto_skapat', 'nytt_losenord')")
    _change_outbox(OLD_KINDS, nullable=False)


def _change_outbox(kinds, nullable):
    among = f"kind IN ({', '.join(repr(kind) for kind in kinds)})"
    with op.batch_alter_table('outbox_mail') as batch_op:
        batch_op.alter_column('remiss_id', existing_type=sa.Integer(), nullable=nullable)
        batch_op.drop_constraint(op.f('ck_outbox_mail_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_outbox_mail_kind'), among)
