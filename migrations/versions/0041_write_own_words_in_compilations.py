"""let the sender write its own words into a compilation

Revision ID: 0041
Revises: 0040

"""
from alembic import op
import sqlalchemy as sa


revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('own_words',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('remiss_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=True, comment='NULL: the prefilled words again'),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('written_at', sa.DateTime(), nullable=False),
    sa.Column('superseded_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("text IS NULL OR text <> ''", name=op.f('ck_own_words_text_or_prefilled')),
    sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_own_words_author_id')),
    sa.ForeignKeyConstraint(['remiss_id'], ['remiss.id'], name=op.f('fk_own_words_remiss_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_words'))
    )
    op.create_index(op.f('ix_own_words_remiss_id'), 'own_words', ['remiss_id'], unique=False)
    op.create_index('uq_own_words_standing', 'own_words', ['remiss_id', 'key'], unique=True,
                    sqlite_where=sa.text('superseded_at IS NULL'), postgresql_where=sa.text('superseded_at IS NULL'))


def downgrade():
    op.drop_table('own_words')
