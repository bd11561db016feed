"""Estimates, offers, bare costs and long wished-for things: what is praise, what is blame, and what is neither."""

import json
from pathlib import Path

import pytest

from remiss.analysis.analyse import analyse
from remiss.analysis.stance import suggest_stance
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.reader import read
from remiss.domain.stance import Confidence

TUNED = [json.loads(line) for line in Path(__file__).with_name("tuned_sentences.jsonl").read_text("utf-8").splitlines()]

ESTIMATES = """
neutral: Kostnaden uppskattas till 40 miljoner kronor.
neutral: Kostnaderna har uppskattats översiktligt.
neutral: Antalet berörda uppskattas till drygt trehundra.
neutral: Behovet har uppskattats till två tjänster.
neutral: Sträckan uppskattas vara omkring två kilometer.
neutral: Tidsåtgången uppskattades grovt till en vecka.
neutral: Kontoret uppskattar kostnaden till två miljoner kronor.
neutral: Förvaltningen uppskattar att omkring 400 hushåll berörs.
neutral: Bolaget uppskattar att arbetet tar två år.
stoder: Förvaltningen uppskattar att staden har lyssnat.
stoder: Kontoret uppskattar den tydliga strukturen.
stoder: Arbetet uppskattas av verksamheterna.
stoder: Initiativet uppskattas mycket.
invander: Kostnaden uppskattas till 40 miljoner kronor, vilket inte ryms i nämndens budget.
"""

MENDED = """
stoder: Den nya rutinen gör att vinterns brister kan rättas till redan nästa år.
stoder: Redovisningen i mars gör att fel kan rättas till i tid.
stoder: Kartan innebär att luckor kan täppas till före säsongen.
stoder: Den gemensamma mallen gör det möjligt att avhjälpa brister tidigt.
stoder: Samlade uppgifter gör att problem kan lösas innan de växer.
stoder: Det gör att svagheter kan upptäckas och åtgärdas i ett tidigt skede.
invander: Den korta tiden gör att bristerna inte kan rättas till.
invander: Den nya ordningen gör att arbetet försenas.
invander: Kravet innebär att brister inte kan åtgärdas i tid.
"""

LONG_WISHED = """
stoder: En gemensam kalender har länge efterfrågats av skolorna.
stoder: En sådan vägledning har länge efterfrågats.
stoder: Samordningen är något som nämnden länge har efterfrågat.
stoder: Det är en tydlighet som verksamheterna sedan länge har efterfrågat.
stoder: Stödet har varit efterfrågat i flera år.
stoder: Ett register av det slaget har länge varit efterlängtat.
stoder: Att barnen ska få säga sin mening är något som vi länge har efterfrågat.
foreslar_andring: Förvaltningen har länge efterfrågat ett avsnitt om lekplatser och saknar det fortfarande i planen.
foreslar_andring: Rådet efterfrågar ett avsnitt om lekplatser.
"""

OFFERS = """
foreslar_andring: Bolaget åtar sig gärna att lämna uppgifterna och föreslår att tabellen ändras.
foreslar_andring: Nämnden tar gärna på sig uppgiften och föreslår att ansvaret skrivs om.
foreslar_andring: Kontoret hjälper gärna till och föreslår att texten ändras så att kontoret nämns.
foreslar_andring: Vi bidrar gärna med underlag men föreslår att tidpunkten flyttas.
foreslar_andring: Förbundet åtar sig samordningen och förordar att avsnittet kompletteras.
foreslar_andring: Bolaget ställer gärna upp och anser att listan bör utökas.
stoder: Bolaget åtar sig gärna att lämna uppgifterna.
stoder: Bibliotekets källare är kall och kan öppnas som sval lokal.
stoder: Bolagets kvarterslokaler kan ställas till nämndens förfogande.
stoder: Kontorets garage kan lånas ut under stormar.
stoder: Skolans matsal kan öppnas för allmänheten om det behövs.
stoder: Gymnastiksalen kan upplåtas som värmestuga.
neutral: Klubbhuset håller sällan mer än 20 grader.
invander: Källaren kan inte öppnas som sval lokal.
invander: Texten är för allmän för att kunna följas upp.
"""

COSTS = """
neutral: Att höja en kaj kostar omkring 40 000 kronor per meter.
neutral: Att sköta ett träd kostar 9 000 kronor om året.
neutral: Att bygga om en korsning kostar mellan två och tre miljoner kronor.
neutral: Att byta fönster kostar ungefär lika mycket som att måla om.
neutral: En ny pump kostar 80 000 kronor.
neutral: Skötseln kostar omkring 9 000 kronor per år.
invander: Att bygga om korsningen kostar tre miljoner kronor, vilket inte ryms i nämndens budget.
invander: Att höja kajen kostar mer än bolaget kan bära.
invander: Åtgärden kostar 40 miljoner kronor som nämnden saknar medel för.
invander: Att följa kravet kostar två miljoner kronor, och det beloppet finns inte i budgeten.
"""

MEASURES = """
stoder: Två redovisningar om året är lagom.
stoder: En uppföljning i månaden är lagom.
stoder: Tre möten per termin är tillräckligt.
stoder: Fyra veckors svarstid är väl avvägt.
stoder: Ett samråd om året är rimligt.
stoder: Två mål är precis lagom många.
invander: En redovisning om året är inte tillräckligt.
invander: Två redovisningar om året är för mycket.
invander: Tre möten per termin är otillräckligt.
"""

BY_THE_WAY = """
stoder: Målen är konkreta, vilket var en brist i den tidigare planen.
stoder: Att motstridiga intressen ska beskrivas öppet är välkommet.
stoder: Åtgärderna kan till största delen rymmas i projektens kalkyler.
invander: Åtgärderna kan inte rymmas i projektens kalkyler.
invander: Där saknas både budget och en naturlig beställare.
invander: Det är för många mål.
invander: Det är en brist i den nya planen.
neutral: Biblioteken har öppet för många.
foreslar_andring: Rutinerna för de platser som är mest kritiska bör skrivas om.
"""

CONTENT = """
stoder: Kravet att träden ska stå nära skolan är bra, eftersom det hindrar att skuggan flyttas.
stoder: Att åtgärder ska samordnas är sunt.
foreslar_andring: Förvaltningen anser att meningen bör kompletteras med att tidigare försök ska godtas.
foreslar_andring: Nämnden vill se en tydligare koppling till hur uppgifter ska delas och en gemensam syn på ansvaret.
begar_fortydligande: Nämnden vill också ha svar på vem som betalar.
stoder_med_synpunkt: Nämnden instämmer i målet och föreslår att avsnitt 3 kompletteras.
"""


def rows(*tables):
    return [line.split(": ", 1) for table in tables for line in table.strip().splitlines()]


@pytest.mark.parametrize(
    ("stance", "text"), rows(ESTIMATES, MENDED, LONG_WISHED, OFFERS, COSTS, MEASURES, BY_THE_WAY, CONTENT)
)  # fmt: skip
def test_praise_blame_and_neither(stance, text):
    assert suggest_stance(text).stance == stance


def test_sure_is_right_in_97_of_100():
    sure = [(row, found) for row in TUNED if (found := suggest_stance(row["text"])).confidence is Confidence.SURE]
    right = sum(1 for row, found in sure if found.stance in (row["stance"], *row["stance_alt"]))
    assert len(sure) > len(TUNED) / 2
    assert right >= len(sure) * 0.97


@pytest.mark.parametrize(
    "text",
    [
        "Arbetet måste redovisas.",
        "Många saknar bil.",
        "Skugga har stor betydelse för små barn.",
        "Om medel inte tillförs måste andra angelägna arbeten på gator och torg i staden skjutas upp.",
    ],
)
def test_words_that_often_say_something_else_are_never_sure(text):
    assert suggest_stance(text).confidence is not Confidence.SURE


def roles(text):
    reply = parse_reply(read(text.encode(), "svar.txt"))
    return {s.text: s.role for s in analyse(reply, []).sentences}


def test_joint_bodies_and_companies_are_known_by_what_they_call_themselves():
    found = roles(
        "AB Vikbohus\n\nYttrande\n\nSammanfattning\n\nVikbohus stöder planen.\n\nBolagen avstyrker kravet på lampor.\n"
    )
    assert found["Vikbohus stöder planen."] == "synpunkt_karna"
    assert found["Bolagen avstyrker kravet på lampor."] == "synpunkt_karna"


def test_a_judged_measure_is_a_viewpoint_and_what_a_section_prescribes_is_retold():
    judged, prescribed = "Två möten om året är lagom.", "Enligt avsnitt 7.1 ska information finnas på nätet."
    found = roles(f"Bolagets synpunkter\n\n{judged}\n\n{prescribed}\n")
    assert found[judged] == "synpunkt_karna"
    assert found[prescribed] == "referat"


def test_a_run_in_heading_a_reason_of_procedure_and_nothing_found_are_no_viewpoints():
    early = "Tjänsteutlåtandet lämnas därför som ett förhandssvar, under förutsättning av nämndens beslut."
    found = roles(
        f"Jämställdhetsanalys\n\nPlanen bedöms inte påverka jämställdheten.\n\nFörvaltningens synpunkter\n\n{early}\n\n"
        "Tydlighet. Avsnitt 4.1 kräver ett gemensamt rum.\n\nPlanen är bra.\n"
    )
    assert found["Planen bedöms inte påverka jämställdheten."] == "bakgrund"
    assert found[early] == "formalia"
    assert found["Tydlighet."] != "synpunkt_karna"
    assert found["Avsnitt 4.1 kräver ett gemensamt rum."] != "synpunkt_karna"
