"""widen reminders: the whole ladder, reminders asked for by the sender, and which mail each went out in

Revision ID: 0003
Revises: 0002


"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

BEFORE = "kind IN ('en_arbetsdag_fore')"
KINDS = "kind IN ('sju_arbetsdagar_fore', 'en_arbetsdag_fore', 'en_arbetsdag_efter', 'fran_avsandaren')"
ON_LADDER = "kind <> 'fran_avsandaren'"
LADDER = ['consultee_id', 'kind', 'due_on']


def upgrade():
    with op.batch_alter_table('reminder', copy_from=_reminder(BEFORE, wide=False)) as batch_op:
        batch_op.add_column(sa.Column('fired_on', sa.Date(), nullable=True, comment='the day of fired_at in Stockholm'))
        batch_op.drop_constraint(op.f('ck_reminder_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_reminder_kind'), KINDS)
        batch_op.drop_constraint(op.f('uq_reminder_consultee_id_kind_due_on'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_reminder_consultee_id_fired_on'), ['consultee_id', 'fired_on'])
    op.create_index(
        'uq_reminder_ladder', 'reminder', LADDER, unique=True,
        sqlite_where=sa.text(ON_LADDER), postgresql_where=sa.text(ON_LADDER),
    )
    # reminders went out at eight in the morning, when Stockholm and UTC have the same day
    op.execute("UPDATE reminder SET fired_on = date(fired_at) WHERE state = 'utford'")
    with op.batch_alter_table('reminder', copy_from=_reminder(KINDS, wide=True)) as batch_op:
        batch_op.create_check_constraint(
            op.f('ck_reminder_fired_has_day'), "(state = 'utford') = (fired_on IS NOT NULL)"
        )
    op.create_table('reminder_mail',
    sa.Column('reminder_id', sa.Integer(), nullable=False),
    sa.Column('mail_id', sa.Integer(), nullable=False),
    sa.Column('to_sender', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['mail_id'], ['outbox_mail.id'], name=op.f('fk_reminder_mail_mail_id')),
    sa.ForeignKeyConstraint(['reminder_id'], ['reminder.id'], name=op.f('fk_reminder_mail_reminder_id')),
    sa.PrimaryKeyConstraint('reminder_id', 'mail_id', name=op.f('pk_reminder_mail'))
    )
    op.create_index(op.f('ix_reminder_mail_mail_id'), 'reminder_mail', ['mail_id'])


def downgrade():
    """The old table knows one step of the ladder: the others are lost, as is which mail each went out in."""
    op.drop_table('reminder_mail')
    op.execute(f"DELETE FROM reminder WHERE NOT ({BEFORE})")
    op.drop_index('uq_reminder_ladder', 'reminder')
    with op.batch_alter_table('reminder', copy_from=_reminder(KINDS, wide=True, checked=True)) as batch_op:
        batch_op.drop_constraint(op.f('ck_reminder_fired_has_day'), type_='check')
        batch_op.drop_constraint(op.f('uq_reminder_consultee_id_fired_on'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_reminder_consultee_id_kind_due_on'), LADDER)
        batch_op.drop_constraint(op.f('ck_reminder_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_reminder_kind'), BEFORE)
        batch_op.drop_column('fired_on')


def _reminder(kinds, *, wide, checked=False):
    """The table as it stands: SQLite makes it anew, and does not tell of its CHECKs itself."""
    table = sa.Table(
        'reminder', sa.MetaData(),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('consultee_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=60), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('fires_at', sa.DateTime(), nullable=False),
        sa.Column('state', sa.String(length=60), nullable=False),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.Column('fired_at', sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint('id', name='pk_reminder'),
        sa.ForeignKeyConstraint(['consultee_id'], ['consultee.id'], name='fk_reminder_consultee_id'),
        sa.CheckConstraint("state <> 'overhoppad' OR reason IS NOT NULL", name='ck_reminder_skipped_has_reason'),
        sa.CheckConstraint("state IN ('planerad', 'utford', 'overhoppad')", name='ck_reminder_state'),
        sa.CheckConstraint(kinds, name='ck_reminder_kind'),
        sa.Index('ix_reminder_consultee_id', 'consultee_id'),
        sa.Index('ix_reminder_fires_at', 'fires_at'),
    )
    if not wide:
        table.append_constraint(sa.UniqueConstraint(*(table.c[n] for n in LADDER), name='uq_reminder_consultee_id_kind_due_on'))
        return table
    table.append_column(sa.Column('fired_on', sa.Date(), nullable=True, comment='the day of fired_at in Stockholm'))
    table.append_constraint(
        sa.UniqueConstraint(table.c.consultee_id, table.c.fired_on, name='uq_reminder_consultee_id_fired_on')
    )
    if not checked:
        sa.Index(
            'uq_reminder_ladder', *(table.c[n] for n in LADDER), unique=True, sqlite_where=sa.text(ON_LADDER)
        )
    else:
        table.append_constraint(
            sa.CheckConstraint("(state = 'utford') = (fired_on IS NOT NULL)", name='ck_reminder_fired_has_day')
        )
    return table
