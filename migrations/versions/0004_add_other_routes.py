"""add other routes: förhandssvar, outside the system, withdrawn decisions, the order of an agenda

Revision ID: 0004
Revises: 0003


"""
from alembic import op
import sqlalchemy as sa

from constraints import checks as checks_of, one_of, set_checks, values


# revision identifiers, used by Alembic.
revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

STATES = ('forhandssvar', 'utanfor_systemet')
MAILS = ('beslut_inkommet', 'svarar_anda')
DATED = 'ck_reply_submitted_has_moment'
NEW_CHECKS = {
    'ck_reply_preliminary_rests_on_nothing': "(state = 'forhandssvar') = (basis = 'forhandssvar')",
    'ck_reply_preliminary_has_day': "state <> 'forhandssvar' OR decision_expected_on IS NOT NULL",
    'ck_reply_outside_has_number': "state <> 'utanfor_systemet' OR diary_number IS NOT NULL",
    'ck_reply_only_outside': "state = 'utanfor_systemet' OR (secrecy_ground IS NULL AND handed_over_on IS NULL)",
}
NEW_COLUMNS = (
    ('decision_expected_on', sa.Date(), 'a förhandssvar: when the nämnd is to decide'),
    ('secrecy_ground', sa.Text(), 'handled outside: the legal ground, in few words'),
    ('handed_over_on', sa.Date(), 'handled outside: when the reply was delivered'),
)


def upgrade():
    checks = checks_of('reply')
    checks |= {
        'ck_reply_state': one_of('state', [*values(checks, 'ck_reply_state'), *STATES]),
        'ck_reply_basis': one_of('basis', [*values(checks, 'ck_reply_basis'), 'forhandssvar']),
        DATED: "state NOT IN ('inskickad', 'forhandssvar') OR submitted_at IS NOT NULL",
        **NEW_CHECKS,
    }
    for name, kind, comment in NEW_COLUMNS:
        op.add_column('reply', sa.Column(name, kind, nullable=True, comment=comment))
    set_checks('reply', checks)
    mails = checks_of('outbox_mail')
    mails['ck_outbox_mail_kind'] = one_of('kind', [*values(mails, 'ck_outbox_mail_kind'), *MAILS])
    set_checks('outbox_mail', mails)
    op.add_column('board_decision', sa.Column(
        'withdrawn_at', sa.DateTime(), nullable=True, comment='recorded wrongly and taken back before dispatch'))
    op.add_column('agenda_item', sa.Column('position', sa.Integer(), nullable=True, comment='place on the agenda'))


def downgrade():
    # the older version knows neither state: what was sent stays sent, what was outside begins again, a decision that
    # was taken back would count there
    op.execute(
        "DELETE FROM minority_statement WHERE decision_id IN "
        "(SELECT id FROM board_decision WHERE withdrawn_at IS NOT NULL)"
    )
    op.execute("DELETE FROM board_decision WHERE withdrawn_at IS NOT NULL")
    op.execute("DELETE FROM outbox_mail WHERE kind IN ('beslut_inkommet', 'svarar_anda')")
    op.execute(
        "UPDATE reply SET state = 'inskickad', basis = 'beslut_ej_bifogat' WHERE state = 'forhandssvar'"
    )
    op.execute(
        "UPDATE reply SET state = 'mottagen', secrecy_ground = NULL, handed_over_on = NULL "
        "WHERE state = 'utanfor_systemet'"
    )
    op.drop_column('agenda_item', 'position')
    op.drop_column('board_decision', 'withdrawn_at')
    mails = checks_of('outbox_mail')
    mails['ck_outbox_mail_kind'] = one_of('kind', [v for v in values(mails, 'ck_outbox_mail_kind') if v not in MAILS])
    set_checks('outbox_mail', mails)
    checks = {name: text for name, text in checks_of('reply').items() if name not in NEW_CHECKS}
    checks |= {
        'ck_reply_state': one_of('state', [v for v in values(checks, 'ck_reply_state') if v not in STATES]),
        'ck_reply_basis': one_of('basis', [v for v in values(checks, 'ck_reply_basis') if v != 'forhandssvar']),
        DATED: "state <> 'inskickad' OR submitted_at IS NOT NULL",
    }
    set_checks('reply', checks)
    for name, _, _ in NEW_COLUMNS:
        op.drop_column('reply', name)
