"""add people and accounts: mail without a remiss, links for passwords, substitutes, successors

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
    op.create_table('password_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('inbjudan', 'aterstallning', name='kind', native_enum=False, create_constraint=True, length=60), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.Column('used_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_password_link_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_password_link'))
    )
    op.create_index(op.f('ix_password_link_user_id'), 'password_link', ['user_id'], unique=False)
    op.create_table('substitution',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('absent_id', sa.Integer(), nullable=False),
    sa.Column('substitute_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True, comment='ended before its time'),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('absent_id <> substitute_id', name=op.f('ck_substitution_two_people')),
    sa.CheckConstraint('starts_on <= ends_on', name=op.f('ck_substitution_period')),
    sa.ForeignKeyConstraint(['absent_id'], ['user_account.id'], name=op.f('fk_substitution_absent_id')),
    sa.ForeignKeyConstraint(['created_by_id'], ['user_account.id'], name=op.f('fk_substitution_created_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_substitution_organisation_id')),
    sa.ForeignKeyConstraint(['substitute_id'], ['user_account.id'], name=op.f('fk_substitution_substitute_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_substitution'))
    )
    for column in ('absent_id', 'organisation_id', 'substitute_id'):
        op.create_index(op.f(f'ix_substitution_{column}'), 'substitution', [column], unique=False)
    with op.batch_alter_table('user_session') as batch_op:
        batch_op.add_column(sa.Column('user_agent', sa.Text(), nullable=True, comment='what the browser calls itself, cut short'))
    with op.batch_alter_table('signature') as batch_op:
        batch_op.add_column(sa.Column('on_behalf_of', sa.Text(), nullable=True, comment='whom the signer stood in for: vid förfall för …'))
    with op.batch_alter_table('organisation') as batch_op:
        batch_op.add_column(sa.Column('successor_id', sa.Integer(), nullable=True, comment='took over its tasks'))
        batch_op.create_foreign_key(op.f('fk_organisation_successor_id'), 'organisation', ['successor_id'], ['id'])
        batch_op.create_check_constraint(op.f('ck_organisation_another_succeeds'), 'successor_id <> id')


def downgrade():
    with op.batch_alter_table('organisation') as batch_op:
        batch_op.drop_constraint(op.f('ck_organisation_another_succeeds'), type_='check')
        batch_op.drop_constraint(op.f('fk_organisation_successor_id'), type_='foreignkey')
        batch_op.drop_column('successor_id')
    with op.batch_alter_table('signature') as batch_op:
        batch_op.drop_column('on_behalf_of')
    with op.batch_alter_table('user_session') as batch_op:
        batch_op.drop_column('user_agent')
    op.drop_table('substitution')
    op.drop_table('password_link')
    op.execute("DELETE FROM outbox_mail WHERE remiss_id IS NULL OR kind IN ('konto_skapat', 'nytt_losenord')")
    _change_outbox(OLD_KINDS, nullable=False)


def _change_outbox(kinds, nullable):
    among = f"kind IN ({', '.join(repr(kind) for kind in kinds)})"
    with op.batch_alter_table('outbox_mail') as batch_op:
        batch_op.alter_column('remiss_id', existing_type=sa.Integer(), nullable=nullable)
        batch_op.drop_constraint(op.f('ck_outbox_mail_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_outbox_mail_kind'), among)
