"""remember what a person corrects in a read file, for the body's next reply

Revision ID: 0037
Revises: 0036

"""
from alembic import op
import sqlalchemy as sa


revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'reading_habit',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('body_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=60), nullable=False),
        sa.Column('words', sa.Text(), nullable=False),
        sa.Column('folded', sa.Text(), nullable=False, comment='the words as they are compared'),
        sa.Column('value', sa.Text(), nullable=False, comment="the section's key, or the field that follows"),
        sa.Column('learned_by_id', sa.Integer(), nullable=False),
        sa.Column('learned_at', sa.DateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('rubrik', 'etikett', 'avsandare')", name=op.f('ck_reading_habit_kind')),
        sa.ForeignKeyConstraint(['owner_id'], ['organisation.id'], name=op.f('fk_reading_habit_owner_id')),
        sa.ForeignKeyConstraint(['body_id'], ['organisation.id'], name=op.f('fk_reading_habit_body_id')),
        sa.ForeignKeyConstraint(['learned_by_id'], ['user_account.id'],
                                name=op.f('fk_reading_habit_learned_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_reading_habit')),
        sa.UniqueConstraint('owner_id', 'body_id', 'kind', 'folded', name=op.f('uq_reading_habit_words')),
    )
    op.create_index(op.f('ix_reading_habit_owner_id'), 'reading_habit', ['owner_id'])


def downgrade():
    op.drop_table('reading_habit')
