"""add other senders: registered remisser with their papers, planned meetings, minutes that are read

Revision ID: 0005
Revises: 0004

"""
from alembic import op
import sqlalchemy as sa

from constraints import drop_checks


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

OLD_NUMBER = 'text: twelve formats are in use, never computed with'
NEW_NUMBER = f"the sender's; {OLD_NUMBER}. Empty when a registered one has none"
PRIVATE = "an external sender in this body's own register, unknown to all others"
SENT_HAS_NUMBER = "registered_by_id IS NOT NULL OR diary_number <> ''"
FROM_ANOTHER = 'registered_by_id <> sender_id'
SENT_BY_ITSELF = '(sent_how IS NULL) = (sent_on IS NULL)'


def upgrade():
    with op.batch_alter_table('organisation') as batch_op:
        batch_op.add_column(sa.Column('registered_by_id', sa.Integer(), nullable=True,
                                      comment=PRIVATE))
        batch_op.create_foreign_key(
            op.f('fk_organisation_registered_by_id'), 'organisation', ['registered_by_id'], ['id'])
    op.add_column('reply', sa.Column(
        'planned_on', sa.Date(), nullable=True, comment='the meeting it says it answers at; told to the sender'))
    op.add_column('reply', sa.Column(
        'declined_authority', sa.Text(), nullable=True, comment='on whose authority: delegation item, decision'))
    op.add_column('intake', sa.Column('minutes_read', sa.JSON(), nullable=True))
    op.add_column('submission', sa.Column(
        'sent_how', sa.Text(), nullable=True, comment='Skickat med e-post till …'))
    op.execute(f'ALTER TABLE submission ADD COLUMN sent_on DATE '
               f'CONSTRAINT ck_submission_sent_by_itself CHECK ({SENT_BY_ITSELF})')
    with op.batch_alter_table('remiss') as batch_op:
        batch_op.add_column(sa.Column('registered_by_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f('fk_remiss_registered_by_id'), 'organisation', ['registered_by_id'], ['id'])
        batch_op.alter_column('diary_number', existing_type=sa.Text(), existing_nullable=False,
                              existing_comment=OLD_NUMBER, comment=NEW_NUMBER)
        batch_op.drop_constraint(op.f('uq_remiss_diary_number'), type_='unique')
        batch_op.create_check_constraint(op.f('ck_remiss_sent_has_number'), SENT_HAS_NUMBER)
        batch_op.create_check_constraint(op.f('ck_remiss_registered_from_another'), FROM_ANOTHER)
    op.create_index(op.f('ix_remiss_registered_by_id'), 'remiss', ['registered_by_id'], unique=False)
    _unique('uq_remiss_sent_number', ['sender_id', 'diary_number'], 'registered_by_id IS NULL')
    _unique('uq_remiss_registered_number', ['registered_by_id', 'sender_id', 'diary_number'], "diary_number <> ''")
    op.create_table('remiss_paper',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('remiss_id', sa.Integer(), nullable=False),
    sa.Column('attachment_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_remiss_paper_attachment_id')),
    sa.ForeignKeyConstraint(['remiss_id'], ['remiss.id'], name=op.f('fk_remiss_paper_remiss_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remiss_paper'))
    )
    op.create_index(op.f('ix_remiss_paper_remiss_id'), 'remiss_paper', ['remiss_id'], unique=False)


def downgrade():
    """A registered remiss becomes the registering body's own, so that nobody else can read it; its papers' rows go."""
    op.drop_table('remiss_paper')
    op.drop_index('uq_remiss_registered_number', 'remiss')
    op.drop_index('uq_remiss_sent_number', 'remiss')
    op.drop_index(op.f('ix_remiss_registered_by_id'), 'remiss')
    op.execute("UPDATE remiss SET sender_id = registered_by_id, registered_by_id = NULL, "
               "diary_number = diary_number || ' (registrerad ' || id || ')' WHERE registered_by_id IS NOT NULL")
    with op.batch_alter_table('remiss') as batch_op:
        batch_op.drop_constraint(op.f('ck_remiss_registered_from_another'), type_='check')
        batch_op.drop_constraint(op.f('ck_remiss_sent_has_number'), type_='check')
        batch_op.drop_constraint(op.f('fk_remiss_registered_by_id'), type_='foreignkey')
        batch_op.drop_column('registered_by_id')
        batch_op.alter_column('diary_number', existing_type=sa.Text(), existing_nullable=False,
                              existing_comment=NEW_NUMBER, comment=OLD_NUMBER)
        batch_op.create_unique_constraint(op.f('uq_remiss_diary_number'), ['diary_number'])
    private = 'SELECT id FROM organisation WHERE registered_by_id IS NOT NULL'
    op.execute(f'DELETE FROM organisation_name WHERE organisation_id IN ({private})')
    op.execute('DELETE FROM organisation WHERE registered_by_id IS NOT NULL')
    with op.batch_alter_table('organisation') as batch_op:
        batch_op.drop_constraint(op.f('fk_organisation_registered_by_id'), type_='foreignkey')
        batch_op.drop_column('registered_by_id')
    drop_checks('submission', ['ck_submission_sent_by_itself'])
    for table, column in (('submission', 'sent_on'), ('submission', 'sent_how'), ('intake', 'minutes_read'),
                          ('reply', 'declined_authority'), ('reply', 'planned_on')):
        op.execute(f'ALTER TABLE {table} DROP COLUMN {column}')


def _unique(name, columns, where):
    op.create_index(name, 'remiss', columns, unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where))

