from remiss.analysis.repeats import find_repeats
from remiss.domain.stance import Stance
from remiss.domain.statement import SectionKey

ORIGINAL = "Förvaltningen är positiv till att lekplatserna får fler gungor och tätare tillsyn."
SHORTER = "Förvaltningen är positiv till fler gungor på lekplatserna och tätare tillsyn."
S, O = Stance.SUPPORTS, Stance.OBJECTS  # noqa: E741  # short names for a table of cases


def test_the_summary_repeats_the_viewpoints_although_it_comes_first():
    rows = [(SectionKey.SUMMARY, SHORTER, S), (SectionKey.VIEWPOINTS, ORIGINAL, S)]
    assert find_repeats(rows) == (1, None)


def test_other_subjects_are_not_repeats():
    other = "Förvaltningen är positiv till att badplatserna får nya bryggor."
    assert find_repeats([(SectionKey.SUMMARY, other, S), (SectionKey.VIEWPOINTS, ORIGINAL, S)]) == (None, None)


def test_two_viewpoints_of_one_section_are_never_repeats():
    assert find_repeats([(SectionKey.VIEWPOINTS, ORIGINAL, S), (SectionKey.VIEWPOINTS, SHORTER, S)]) == (None, None)


def test_opposite_sides_are_never_repeats():
    assert find_repeats([(SectionKey.SUMMARY, SHORTER, O), (SectionKey.VIEWPOINTS, ORIGINAL, S)]) == (None, None)


def test_a_restatement_never_points_to_a_restatement():
    rows = [(key, ORIGINAL, S) for key in (SectionKey.MATTER, SectionKey.SUMMARY, SectionKey.VIEWPOINTS)]
    assert find_repeats(rows) == (2, 2, None)
