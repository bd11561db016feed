from hypothesis import given, settings
from hypothesis import strategies as st

from remiss.analysis.analyse import analyse
from remiss.domain.parsed import ParsedReply, ParsedSection
from remiss.domain.stance import SentenceRole, Stance
from remiss.domain.statement import SectionKey, normalise
from remiss.domain.viewpoints import ThemeDefinition
from remiss.language.sentences import split_sentences

THEMES = (
    ThemeDefinition("lek", "Lekplatser", "Lekredskap, tillsyn, säkerhet för barn."),
    ThemeDefinition("trad", "Träd", "Plantering och skötsel av träd."),
    ThemeDefinition("plan", "Parkplanen som helhet", "Struktur, mål."),
)
SENTENCES = (
    "Parkplanen har remitterats till nämnden.",
    "Planen anger fyra mål.",
    "Alla lekplatser ska enligt planen ses över.",
    "Förvaltningen sköter i dag trettio parker.",
    "Förvaltningen är positiv till parkplanen.",
    "Planen är tydlig och väl genomarbetad.",
    "Det är bra att träden räknas.",
    "Många träd är gamla.",
    "Lekplatserna bör därför kompletteras med skugga.",
    "Det är oklart vem som betalar.",
    "Kravet på årlig tillsyn blir dyrt.",
    "I fjol byttes tolv gungor.",
    "Förvaltningen föreslår att nämnden överlämnar tjänsteutlåtandet som svar på remissen.",
    "• Träd",
)


def reply(**sections: str | list[str]) -> ParsedReply:
    parts = {key: [text] if isinstance(text, str) else text for key, text in sections.items()}
    return ParsedReply(
        title="Parkplan 2030",
        office="Parkförvaltningen",
        sections=tuple(ParsedSection(SectionKey(key), key, tuple(texts)) for key, texts in parts.items()),
    )


def roles(analysis):
    return [s.role for s in analysis.sentences]


def test_what_ärendet_demands_is_the_programmes_own_demand():
    found = analyse(reply(arendet="Alla lekplatser bör ha skugga. Nämnden ska plantera träd."), THEMES)
    assert found.viewpoints == ()
    assert set(roles(found)) == {SentenceRole.RETELLING}


def test_a_judgement_inside_ärendet_is_a_viewpoint():
    found = analyse(reply(arendet="Planen har fyra mål. Målen är relevanta. Trädens antal ska öka."), THEMES)
    assert [v.text for v in found.viewpoints] == ["Målen är relevanta."]


def test_a_lead_in_belongs_to_the_request_after_it():
    text = "Somrarna blir allt varmare på lekplatserna. Lekplatserna bör därför kompletteras med skugga."
    found = analyse(reply(synpunkter=text), THEMES)
    assert [v.text for v in found.viewpoints] == [text]
    assert roles(found) == [SentenceRole.VIEWPOINT_SUPPORT, SentenceRole.VIEWPOINT_CORE]


def test_an_explanation_belongs_to_the_viewpoint_before_it():
    text = "Kravet på årlig tillsyn blir dyrt. I fjol byttes tolv gungor."
    assert [v.text for v in analyse(reply(synpunkter=text), THEMES).viewpoints] == [text]


def test_two_praised_objects_are_two_viewpoints():
    text = "Det är bra att träden räknas. Det är också positivt att gungorna byts."
    assert len(analyse(reply(synpunkter=text), THEMES).viewpoints) == 2


def test_own_work_and_the_closing_proposal_are_no_viewpoints():
    text = f"{SENTENCES[3]} {SENTENCES[4]} {SENTENCES[12]}"
    assert roles(analyse(reply(synpunkter=text), THEMES)) == [
        SentenceRole.OWN_WORK,
        SentenceRole.VIEWPOINT_CORE,
        SentenceRole.FORMALITY,
    ]


def test_a_restatement_in_the_summary_points_to_the_original():
    found = analyse(reply(sammanfattning=SENTENCES[4], synpunkter=SENTENCES[4]), THEMES)
    assert [v.repeats for v in found.viewpoints] == [1, None]


def test_stance_theme_and_cues_are_suggested():
    viewpoint = analyse(reply(synpunkter="Vi saknar en plan för nya träd."), THEMES).viewpoints[0]
    assert viewpoint.stance is Stance.PROPOSES_CHANGE
    assert viewpoint.themes[0] == "trad"
    assert {cue.reason for cue in viewpoint.cues} >= {"foreslar_andring", "trad"}


SECTIONS = st.lists(
    st.tuples(
        st.sampled_from(list(SectionKey)),
        st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), max_size=3),
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(SECTIONS)
def test_nothing_is_lost_and_every_viewpoint_is_verbatim(sections):
    parsed = ParsedReply(
        office="Parkförvaltningen",
        sections=tuple(ParsedSection(k, "Rubrik", tuple(" \n".join(p) for p in ps)) for k, ps in sections),
    )
    found = analyse(parsed, THEMES)
    assert [(s.section, s.text) for s in found.sentences] == [
        (section.key, text) for section in parsed.sections for p in section.paragraphs for text in split_sentences(p)
    ]
    texts = {}
    for section in parsed.sections:
        texts.setdefault(section.key, []).append(normalise(" ".join(section.paragraphs)))
    assert all(any(v.text in text for text in texts[v.section]) for v in found.viewpoints)
    assert all(cue.text in v.text for v in found.viewpoints for cue in v.cues)
    assert all(v.repeats is None or found.viewpoints[v.repeats].repeats is None for v in found.viewpoints)
    assert analyse(parsed, THEMES) == found
