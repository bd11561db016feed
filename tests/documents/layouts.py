"""Replies in the layouts that bodies really use. Every sentence, name and number is invented for these tests."""

STADSDEL_TXT = """\
Vikbo stadsdelsförvaltning
Avdelningen för stadsmiljö
Tjänsteutlåtande
Dnr 1.5.1-218/2024
Sida 1 (3)
2024-09-12

Handläggare
Maja Lindroth
Telefon: 08-508 00 123
maja.lindroth@exempel.example

Till
Vikbo stadsdelsnämnd
2024-10-17

Förslag till ny parkplan för
Storköping
Svar på remiss från kommunstyrelsen (dnr KS 2024/311)

Förvaltningens förslag till beslut

1. Vikbo stadsdelsnämnd godkänner förvaltningens tjänsteutlåtande
   och överlämnar det till kommunstyrelsen som svar på remissen.
2. Beslutet justeras omedelbart.

Eskil Rönnqvist          Sanna Öberg
Stadsdelsdirektör        Avdelningschef

Sammanfattning

Kommunstyrelsen har remitterat ett förslag till parkplan. Förvalt-
ningen är positiv till planen men saknar en tidplan.

1 Ärendets beredning

Ärendet har beretts inom avdelningen för stadsmiljö. Remisstiden
går ut den 30 oktober 2024.

Sida 2 (3)
Dnr 1.5.1-218/2024

2 Ärendet – planens innehåll

Planen har fyra mål och gäller 2025-
2030. Den omfattar park- och naturmark.

Förvaltningens synpunkter och förslag

Förvaltningen anser att parkerna behöver belysas bättre.

Planen bör kompletteras med en tidplan.

Bilagor
1. Förslag till parkplan
2. Karta över parkerna i
   stadsdelen
"""

BOLAG_TXT = """\
Storköpings Energi AB

Yttrande

Datum: 12 mars 2024
Vår referens: SE 2024-0071
Er referens: KS 2024/88
Handläggare: Olle Frid, tfn 08-123 45 67

Till styrelsen för Storköpings Energi AB

Energiplan för Storköping
Yttrande till kommunstyrelsen

Förslag till beslut

Styrelsen föreslås besluta
att överlämna bolagets yttrande till kommunstyrelsen, samt
att förklara ärendet omedelbart justerat.

Bakgrund

Kommunstyrelsen har bett bolaget om synpunkter på energiplanen senast den 2 april 2024.

Bolagets synpunkter

Bolaget ser positivt på planen. Bolaget avstyrker målet om fjärrkyla.

Ingela Storm
VD
"""

KONTOR_ASTRAY_TXT = """\
Kontorets förslag till beslut

Byggnadsnämnden godkänner kontorets tjänsteutlåtande.

Bakgrund

Kommunfullmäktige antog 2015 en äldre plan (dnr 102-44/2014). Planen har

Bygglovskontoret
Planavdelningen

Tjänsteutlåtande
Dnr 2023-04410
2023-05-02

Handläggare
Tor Wiklund
Telefon 08-508 77 001

Till
Byggnadsnämnden
2023-06-08

sedan dess följts upp två gånger.

Kontorets synpunkter

Kontoret delar förslagets inriktning.
"""

SKRIVELSE_TXT = """\
TJÄNSTESKRIVELSE
Datum
2022-03-04
Diarienummer
VON/2022:118
Sällinge kommun
Vård- och omsorgsförvaltningen
Handläggare: Karin Aspelund och Nils Tamm
E-post: karin.aspelund@sallinge.example

Vård- och omsorgsnämnden

Svar på remiss om plan för äldres hälsa

Förslag till beslut

Vård- och omsorgsnämnden antar förvaltningens yttrande som sitt eget.

Ärendebeskrivning

Kommunstyrelsen har tagit fram en plan.

Förvaltningens bedömning

Planen är tydlig.

Ekonomiska konsekvenser

Inga.

Beslutsunderlag

Tjänsteskrivelse 2022-03-04
Plan för äldres hälsa

Karin Aspelund, förvaltningschef
"""

MARKDOWN = """\
**Kulturförvaltningen**

**Dnr** KUN 2021/77

## Program för stadens scener

*Remiss från kommunstyrelsen, dnr KS 2021/12*

### **Förslag till beslut**

1. Kulturnämnden godkänner utlåtandet.
2. Nämnden överlämnar det till kommunstyrelsen.

### **Sammanfattning**

Förvaltningen *instämmer* i **målen**.

### Förvaltningens synpunkter

- Scenerna bör vara öppna.
- Avgiften är oklar.

#### Ekonomi på scenerna

Kostnaden ryms inte i budget.

---

Lo Brandt Per Ask
Förvaltningschef Enhetschef
"""

LETTER_TXT = """\
Sällinge pensionärsråd

Yttrande över förslag till gångplan

Rådet tackar för möjligheten att svara på förslaget om gångplan.

Vi tycker att bänkarna står för glest. Det bör finnas en bänk var
hundrade meter längs de stora stråken.
"""

OTHER_MUNICIPALITY_COLUMNS_TXT = """\
Kommunledningskontoret                       Tjänsteskrivelse          1 (2)
Anna Bergfors
Utredare                 Datum            Diarienummer
                         2023-05-04       KS/2023:211

                                          Kommunstyrelsen

Yttrande över förslag till en ny bussplan

Förslag till beslut

Kommunstyrelsen antar yttrandet som sitt eget och översänder det till regionen.

Sammanfattning av ärendet

Regionen har remitterat en bussplan. Remissvar ska vara inne senast den 1 juni.

Bedömning

Kommunen tillstyrker förslagen.

Beslutet skickas till

Regionen
"""

BOARD_OF_COMPANY_TXT = """\
TJÄNSTEUTLÅTANDE
Styrelsen 2019-12-05
Ärende 12

Dnr: 2019/0345

Till styrelsen för
Storköpings Skolhus AB

Storköpings lekprogram - svar på remiss från Storköpings Stadshus AB

Förslag till beslut
Styrelsen för Storköpings Skolhus AB godkänner bolagets yttrande.

Bolagets synpunkter
Bolaget ser positivt på programmet.

Bo Eker
Verkställande direktör
"""

CENTRAL_OFFICE_TXT = """\
Stadsledningskontoret

Kontorsyttrande
Dnr KS 2024/311

Till
Kommunstyrelsen

Parkplan för Storköping
Svar på remiss

Stadsledningskontorets synpunkter
Planen bör kompletteras med kostnader.

Karin Roos
tf. stadsdirektör
"""

DOUBLE_SPACED_TXT = """\
 Sammanfattning

Fritidsförvaltningen har läst förslaget till lekplatsprogram som

kommunstyrelsen har remitterat till nämnderna. Programmet är i allt

väsentligt bra, men det saknar en beskrivning av hur lek- och

naturmiljöer ska skötas.

Bakgrund

Kommunfullmäktige antog det gamla programmet 2011 (dnr 77-12/2010). I

budgeten för 2020 står att det ska ses över och att ansvaret för till-

gänglighet ska bli tydligare.

Förvaltningens synpunkter och förslag

Fritidsförvaltningen anser att programmet bör gälla även skolgårdar och

parker.

         _______
"""
