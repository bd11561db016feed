"""issue versions: which versions of the remitted draft went out, when, and with what letter

Revision ID: 0026
Revises: 0025

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_values, remove_values


revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

MAILS = ('ny_version',)
NEWEST = 'SELECT MAX(other.number) FROM programme_version AS other WHERE other.remiss_id = programme_version.remiss_id'
SENT = 'SELECT remiss.sent_at FROM remiss WHERE remiss.id = programme_version.remiss_id'


def upgrade():
    op.add_column('programme_version', sa.Column(
        'issued_at', sa.DateTime(), nullable=True, comment="went out to the bodies; empty: the sender's own draft"))
    op.add_column('programme_version', sa.Column(
        'letter', sa.Text(), nullable=True, comment='what changed and what is wanted, of a version after the first'))
    # until now only the newest version was ever sent out, with the remiss
    op.execute(f'UPDATE programme_version SET issued_at = ({SENT}) WHERE number = ({NEWEST})')
    add_values('outbox_mail', 'kind', MAILS)


def downgrade():
    op.execute("DELETE FROM outbox_mail WHERE kind = 'ny_version'")
    remove_values('outbox_mail', 'kind', MAILS)
    op.drop_column('programme_version', 'letter')
    op.drop_column('programme_version', 'issued_at')
