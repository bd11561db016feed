from remiss.analysis.themes import read_context, suggest_themes
from remiss.domain.viewpoints import ThemeDefinition
from remiss.language.words import stem

POOLS = (
    ThemeDefinition("oppet", "Öppettider", "När simhallarna är öppna, helger, kvällar."),
    ThemeDefinition("simskola", "Simundervisning", "Simskola för barn och vuxna, elevers simkunnighet."),
    ThemeDefinition("avgift", "Avgifter", "Inträde, taxor, rabatter."),
    ThemeDefinition("planen", "Badplanen i sin helhet", "Planens struktur och inriktning."),
)


def test_words_of_the_name_and_description_decide():
    assert suggest_themes("Hallarna bör ha öppet fler kvällar.", POOLS).keys[0] == "oppet"


def test_compounds_and_inflections_match():
    assert suggest_themes("Simskolans grupper är för stora.", POOLS).keys[0] == "simskola"


def test_synonyms_of_municipal_subjects_match():
    assert suggest_themes("Kostnaden för familjer blir hög.", POOLS).keys[0] == "avgift"


def test_what_is_said_of_the_plan_itself_goes_to_the_theme_on_the_whole():
    assert suggest_themes("Förvaltningen är positiv till badplanen.", POOLS).keys == ("planen",)


def test_a_request_that_names_the_plan_goes_to_what_it_asks_for():
    assert suggest_themes("Planen bör kompletteras med simskola för vuxna.", POOLS).keys[0] == "simskola"


def test_without_a_common_word_no_theme_is_suggested_but_all_are_ranked():
    suggestion = suggest_themes("Xylofoner klinga.", POOLS)
    assert suggestion.keys == ()
    assert set(suggestion.ranked) == {theme.key for theme in POOLS}


def test_cues_are_words_of_the_text_for_the_suggested_themes():
    text = "Barn ska kunna simma."
    suggestion = suggest_themes(text, POOLS)
    assert suggestion.cues
    assert all(cue.text in text and cue.reason in suggestion.keys for cue in suggestion.cues)


def test_no_themes_give_no_suggestion():
    assert suggest_themes("Barn ska kunna simma.", ()).keys == ()


def test_a_word_in_every_sentence_tells_themes_apart_less():
    context = read_context(["Barn badar."] * 30 + ["Taxan är ny."])
    assert context.weights[stem("barn")] < context.weights[stem("taxan")] == 1.0
