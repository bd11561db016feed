"""Letters of companies, associations and authorities, written by us: they have no office and no nämnd."""

POLICE = """\
Polismyndigheten                                   Yttrande
Polisregion Mitt                                   1 (1)
Lokalpolisområde Västerby
                                                   Datum
                                                   2025-09-12
                                                   Diarienr (åberopas)
                                                   A455.902/2025
                                                   Er referens
                                                   KS 2025/402

Västerby kommun
Kommunstyrelsen


Yttrande över förslag till trygghetsprogram för Västerby kommun

Polismyndigheten har beretts tillfälle att yttra sig över rubricerat förslag.

Polismyndigheten ställer sig bakom inriktningen i programmet. Samverkans-
överenskommelsen från 2023 bör dock nämnas i kapitel 3.

Polismyndigheten har i övrigt inget att erinra.


Anders Wikberg
Lokalpolisområdeschef
"""

COMPANY_BOARD = """\
EKERUMS ENERGI AB

STYRELSEÄRENDE NR 6                                    Sammanträde 2025-06-11
Dnr EEAB-2025-88

Remissvar avseende kommunens klimatstrategi

VD:s förslag till beslut

Styrelsen föreslås besluta

– att godkänna bolagets remissvar, samt
– att översända detsamma till Ekerums Stadshus AB.

Ärendet

Kommunstyrelsen har begärt in yttranden över klimatstrategin (dnr KS 2025/31).
Svar ska lämnas senast 2025-06-20.

Bolagets remissvar

Bolaget stödjer målet om fossilfri fjärrvärme 2030.

Målet om solceller på alla tak saknar däremot lönsamhetskalkyl. Bolaget önskar
att målet omformuleras.

Ekerum 2025-05-27

Mats Ahl
VD

Bilaga 1 Klimatstrategi, remissversion
Bilaga 2 Remissmissiv
"""

ASSOCIATION_MD = """\
**MARKNADSFÖRENINGEN I NORRVIK**

Norrvik den 5 maj 2025

Norrviks kommun, kommunstyrelsen

**Angående remiss om näringslivspolicy, dnr KS/2025:9**

Marknadsföreningen har 80 medlemmar och tackar för remissen.

**Etableringar**

Vi delar målet om fler etableringar men saknar en tidplan.

**Skyltning**

Skyltarna vid infarten behöver bytas. Föreningen föreslår att kommunen betalar hälften.

För föreningen

Stig Lund
ordförande
"""

VILLAGE = """\
Från: Kerstin Blom, Västra Skogens Byalag
Till: Kommunen
Datum: 14 augusti 2025
Ang. landsbygdsprogram (dnr KS 2025/18)

Byalaget har tagit del av programmet.

POSITIVT
Bredbandsutbyggnaden är bra.

NEGATIVT
Programmet glömmer de enskilda vägarna. Vi föreslår ett höjt bidrag.

ÖVRIGT
Vi deltar gärna i dialogmöten.

Västra Skogens Byalag

/Kerstin Blom, ordf.
"""

COUNTY = """\
Länsstyrelsen i Vidbo län                                   YTTRANDE            1 (2)
                                                            2025-11-03          Dnr 404-8812-2025

                                                            Vidbo kommun
Enheten för samhällsplanering                               kommun@vidbo.example
Hanna Frisk
010-224 51 18
hanna.frisk@lst.example


Remiss av översiktlig plan för grönstruktur i Vidbo
(er beteckning KS 2025/1190)

Länsstyrelsen har tagit del av rubricerad plan och lämnar följande synpunkter.

Länsstyrelsens samlade bedömning

Länsstyrelsen är positiv till att kommunen tar fram en plan. Underlaget om
skyddade arter behöver kompletteras.

Biologisk mångfald

Planen redovisar inte de kända fynden av större vattensalamander. Länsstyrelsen
anser att de ska läggas in i kartan.

Kulturmiljö

Länsstyrelsen har inget att erinra.

De som medverkat i beslutet
Beslutet har fattats av enhetschef Olof Ring med planhandläggare Hanna Frisk
som föredragande.

Denna handling har godkänts digitalt och saknar därför namnunderskrift.
"""
