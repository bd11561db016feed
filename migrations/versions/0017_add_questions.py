"""add questions and required sections: what a sender asks for besides a statement

Revision ID: 0017
Revises: 0016

"""
from alembic import op
import sqlalchemy as sa

from constraints import add_values, remove_values


revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

ANSWERS = 'svar_pa_fragor'
SECTIONS = ('beslutsforslag', 'sammanfattning', 'bakgrund', 'arendet', 'beredning', 'barn_jamstalldhet',
            'maluppfyllelse', 'ekonomi', 'synpunkter', ANSWERS, 'bilagor', 'ovrigt')


def upgrade():
    add_values('viewpoint', 'section', [ANSWERS])
    op.create_table('question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('remiss_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('mandatory', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['remiss_id'], ['remiss.id'], name=op.f('fk_question_remiss_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question'))
    )
    op.create_index(op.f('ix_question_remiss_id'), 'question', ['remiss_id'])
    op.create_table('question_body',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_question_body_organisation_id')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_question_body_question_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_body')),
    sa.UniqueConstraint('question_id', 'organisation_id', name=op.f('uq_question_body_question_id_organisation_id'))
    )
    op.create_index(op.f('ix_question_body_question_id'), 'question_body', ['question_id'])
    op.create_table('required_section',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('remiss_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.Enum(*SECTIONS, name='section', native_enum=False, create_constraint=True, length=60),
              nullable=False),
    sa.ForeignKeyConstraint(['remiss_id'], ['remiss.id'], name=op.f('fk_required_section_remiss_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_required_section')),
    sa.UniqueConstraint('remiss_id', 'section', name=op.f('uq_required_section_remiss_id_section'))
    )
    op.create_index(op.f('ix_required_section_remiss_id'), 'required_section', ['remiss_id'])


def downgrade():
    """Texts are signed and stay as they are: an older version cannot show one that holds answers."""
    op.execute(f"UPDATE viewpoint SET section = 'ovrigt' WHERE section = '{ANSWERS}'")
    op.drop_table('required_section')
    op.drop_table('question_body')
    op.drop_table('question')
    remove_values('viewpoint', 'section', [ANSWERS])
