"""add other routes: förhandssvar, outside the system, withdrawn decisions, the order of an agenda

Revision ID: 0004
Revises: 0003


"""
import re

from alembic import op
import sqlalchemy as sa


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
    checks = _checks('reply')
    checks |= {
        'ck_reply_state': _one_of('state', [*_values(checks, 'ck_reply_state'), *STATES]),
        'ck_reply_basis': _one_of('basis', [*_values(checks, 'ck_reply_basis'), 'forhandssvar']),
        DATED: "state NOT IN ('inskickad', 'forhandssvar') OR submitted_at IS NOT NULL",
        **NEW_CHECKS,
    }
    for name, kind, comment in NEW_COLUMNS:
        op.add_column('reply', sa.Column(name, kind, nullable=True, comment=comment))
    _set_checks('reply', checks)
    mails = _checks('outbox_mail')
    mails['ck_outbox_mail_kind'] = _one_of('kind', [*_values(mails, 'ck_outbox_mail_kind'), *MAILS])
    _set_checks('outbox_mail', mails)
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
    mails = _checks('outbox_mail')
    mails['ck_outbox_mail_kind'] = _one_of('kind', [v for v in _values(mails, 'ck_outbox_mail_kind') if v not in MAILS])
    _set_checks('outbox_mail', mails)
    checks = {name: text for name, text in _checks('reply').items() if name not in NEW_CHECKS}
    checks |= {
        'ck_reply_state': _one_of('state', [v for v in _values(checks, 'ck_reply_state') if v not in STATES]),
        'ck_reply_basis': _one_of('basis', [v for v in _values(checks, 'ck_reply_basis') if v != 'forhandssvar']),
        DATED: "state <> 'inskickad' OR submitted_at IS NOT NULL",
    }
    _set_checks('reply', checks)
    for name, _, _ in NEW_COLUMNS:
        op.drop_column('reply', name)


def _checks(table):
    """Return the CHECKs of a table as they are now: other migrations may have added values before this one."""
    return {check['name']: check['sqltext'] for check in sa.inspect(op.get_bind()).get_check_constraints(table)}


def _values(checks, name):
    return re.findall(r"'([a-z_]+)'", checks[name])


def _one_of(column, values):
    listed = ', '.join(f"'{value}'" for value in values)
    return f'{column} IN ({listed})'


def _set_checks(table, checks):
    """Make ``checks`` the CHECKs of a table. SQLite cannot change one, so the table's definition is written anew."""
    if op.get_bind().dialect.name == 'sqlite':
        _write_definition(table, checks)
        return
    before = _checks(table)
    for name in before:
        if before[name] != checks.get(name):
            op.drop_constraint(op.f(name), table, type_='check')
    for name, text in checks.items():
        if text != before.get(name):
            op.create_check_constraint(op.f(name), table, text)


def _write_definition(table, checks):
    """Change the CHECKs in the stored definition, as SQLite's own documentation describes for constraints that no row
    breaks: a copy of the table would forget how far its ids have come, and give the id of a deleted reply anew.
    """
    bind = op.get_bind()
    old = bind.scalar(sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"), {'name': table})
    new = _without_checks(old)
    added = ''.join(f',\n\tCONSTRAINT {name} CHECK ({text})' for name, text in checks.items())
    end = new.rindex(')')
    new = f'{new[:end].rstrip()}{added}\n{new[end:]}'
    version = bind.scalar(sa.text('PRAGMA schema_version'))
    bind.exec_driver_sql('PRAGMA writable_schema = ON')
    bind.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :name"), {'sql': new, 'name': table}
    )
    bind.exec_driver_sql(f'PRAGMA schema_version = {version + 1}')
    bind.exec_driver_sql('PRAGMA writable_schema = OFF')


def _without_checks(sql):
    """Return a table's definition without its named CHECKs; their parentheses are counted, also inside each other."""
    while (found := re.search(r',\s*CONSTRAINT \w+ CHECK \(', sql)) is not None:
        at, depth = found.end(), 1
        while depth:
            depth += {'(': 1, ')': -1}.get(sql[at], 0)
            at += 1
        sql = sql[:found.start()] + sql[at:]
    return sql
