"""add withdrawal: a remiss that is withdrawn or opened again, and where its replies stood

Revision ID: 0010
Revises: 0009

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_checks, add_values, drop_checks, remove_values


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

MAILS = ('aterkallad', 'oppnad_igen')
ONLY_OUTSIDE = "(secrecy_ground IS NULL AND handed_over_on IS NULL)"
REPLY_CHECKS = {
    'ck_reply_broken_off_has_way_back': "(state IN ('ej_inkommit', 'aterkallad')) = (state_before IS NOT NULL)",
}
REMISS_CHECKS = {
    'ck_remiss_withdrawn_has_reason':
        "state <> 'aterkallad' OR (withdrawn_at IS NOT NULL AND withdrawn_reason IS NOT NULL)",
    'ck_remiss_reopened_has_reason': '(reopened_at IS NULL) = (reopened_reason IS NULL)',
}
REMISS_COLUMNS = (
    ('withdrawn_at', sa.DateTime(), None),
    ('withdrawn_reason', sa.Text(), None),
    ('reopened_at', sa.DateTime(), 'opened again after closing or withdrawal, last time'),
    ('reopened_reason', sa.Text(), None),
)


def upgrade():
    op.add_column('reply', sa.Column(
        'state_before', sa.String(60), nullable=True, comment='where it stood when the sender stopped waiting for it'))
    # nobody wrote down where a silent body stood: as far as its facts say
    op.execute(
        "UPDATE reply SET state_before = CASE "
        "WHEN officer_id IS NOT NULL AND EXISTS (SELECT 1 FROM statement_version WHERE reply_id = reply.id) "
        "THEN 'utkast' WHEN officer_id IS NOT NULL THEN 'fordelad' "
        "WHEN received_at IS NOT NULL THEN 'mottagen' ELSE 'skickad' END WHERE state = 'ej_inkommit'"
    )
    for name, kind, comment in REMISS_COLUMNS:
        op.add_column('remiss', sa.Column(name, kind, nullable=True, comment=comment))
    add_values('reply', 'state', ['aterkallad'])
    add_checks('reply', REPLY_CHECKS | {
        'ck_reply_only_outside': f"state IN ('utanfor_systemet', 'aterkallad') OR {ONLY_OUTSIDE}",
    })
    add_values('remiss', 'state', ['aterkallad'])
    add_checks('remiss', REMISS_CHECKS)
    add_values('outbox_mail', 'kind', MAILS)


def downgrade():
    # the older version knows no withdrawn remiss: it was sent, and its replies go on where they were
    op.execute("DELETE FROM outbox_mail WHERE kind IN ('aterkallad', 'oppnad_igen')")
    drop_checks('reply', REPLY_CHECKS)
    drop_checks('remiss', REMISS_CHECKS)
    op.execute("UPDATE reply SET state = state_before WHERE state = 'aterkallad'")
    op.execute("UPDATE remiss SET state = 'skickad' WHERE state = 'aterkallad'")
    remove_values('outbox_mail', 'kind', MAILS)
    remove_values('remiss', 'state', ['aterkallad'])
    remove_values('reply', 'state', ['aterkallad'])
    add_checks('reply', {'ck_reply_only_outside': f"state = 'utanfor_systemet' OR {ONLY_OUTSIDE}"})
    for name, _, _ in REMISS_COLUMNS:
        op.drop_column('remiss', name)
    op.drop_column('reply', 'state_before')
