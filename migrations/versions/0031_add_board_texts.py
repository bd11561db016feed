"""add which text is the reply when a nämnd decides otherwise than proposed, and the nämnd's own text

Revision ID: 0031
Revises: 0030

"""
from alembic import op
import sqlalchemy as sa

from constraints import checks, set_checks


revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

DEPARTING = "('med_andring', 'enligt_annat_forslag', 'avslag')"
CHECKS = {
    'ck_board_decision_reply_text': "reply_text IN ('forvaltningens_text', 'namndens_eget')",
    'ck_board_decision_departing_says_text': f'(reply_text IS NOT NULL) = (outcome IN {DEPARTING})',
    'ck_board_decision_own_text_is_the_reply':
        "(own_version_id IS NULL AND own_file_id IS NULL) "
        "OR (reply_text IS NOT NULL AND reply_text = 'namndens_eget')",
}
COLUMNS = (
    ('reply_text', sa.String(length=60), 'which text is the reply, where the outcome departs from the proposal'),
    ('own_version_id', sa.Integer(), "the nämnd's own text, which is then the reply"),
    ('own_file_id', sa.Integer(), "the file that the nämnd's own text came as"),
)
KEYS = {'own_version_id': 'statement_version', 'own_file_id': 'attachment'}
OF_BOARD = "a text of the nämnd's own: never what the office wrote"
ON_THE_TABLE = "the text that was on the table: the office's proposal"


def upgrade():
    op.add_column('statement_version', sa.Column(
        'of_board', sa.Boolean(), server_default=sa.false(), nullable=False, comment=OF_BOARD))
    before = checks('board_decision')
    with op.batch_alter_table('board_decision') as batch_op:
        for name, kind, comment in COLUMNS:
            batch_op.add_column(sa.Column(name, kind, nullable=True, comment=comment))
        for column, table in KEYS.items():
            batch_op.create_foreign_key(op.f(f'fk_board_decision_{column}'), table, [column], ['id'])
        batch_op.alter_column('version_id', existing_type=sa.Integer(), comment=ON_THE_TABLE)
    # until now the office's text was what was sent, with the decision beside it
    op.execute(f"UPDATE board_decision SET reply_text = 'forvaltningens_text' WHERE outcome IN {DEPARTING}")
    set_checks('board_decision', before | CHECKS)
    op.create_index(op.f('ix_board_decision_own_version_id'), 'board_decision', ['own_version_id'])


def downgrade():
    """A nämnd's own text stays as a version of the text; an older version cannot tell whose it is."""
    before = {name: text for name, text in checks('board_decision').items() if name not in CHECKS}
    op.drop_index(op.f('ix_board_decision_own_version_id'), 'board_decision')
    set_checks('board_decision', before)
    with op.batch_alter_table('board_decision') as batch_op:
        for column in KEYS:
            batch_op.drop_constraint(op.f(f'fk_board_decision_{column}'), type_='foreignkey')
        for name, _, _ in COLUMNS:
            batch_op.drop_column(name)
        batch_op.alter_column('version_id', existing_type=sa.Integer(), comment=None, existing_comment=ON_THE_TABLE)
    set_checks('board_decision', before)
    op.drop_column('statement_version', 'of_board')
