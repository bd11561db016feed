"""Papers of many kommuner and their nämnder, written by us: heads that are not those of the city."""

ORDFÖRANDEBESLUT = """\
ORDFÖRANDEBESLUT

Kommun: Hedvalla kommun
Nämnd: Miljönämnden
Diarienr: MN/2026:311
Beslutsdatum: 2026-05-04
Handläggande tjänsteperson: Ylva Brant, miljöstrateg (0541-220 14)

Ärende: Remiss om handlingsplan mot buller, KS/2026:77

Beslut
Ordföranden beslutar på nämndens vägnar med stöd av 6 kap. 39 § kommunallagen
att lämna yttrandet nedan till kommunstyrelsen.

Skäl för beslutet
Remisstiden går ut den 8 maj 2026, innan nämnden sammanträder den 20 maj.

Yttrande
Nämnden anser att planen är ambitiös. Riktvärdena i tabell 3 bör dock
förtydligas, eftersom de inte stämmer med Naturvårdsverkets vägledning.

Buller från vindkraft saknas helt.

Beslutet anmäls vid nämndens sammanträde den 20 maj 2026.

Kerstin Holm (C)
Ordförande i miljönämnden

Sändlista: kommunstyrelsen, akten
"""

SKRIVELSE = """\
VÄRNA KOMMUN
Kultur- och fritidsförvaltningen

Tjänsteskrivelse till kultur- och fritidsnämnden                    2023-08-30
                                                                   KFN 2023-00214
Agneta Moll
utvecklingssekreterare
agneta.moll@varna.example

Remissvar på förslag till idrottspolitiskt program

Beslutsförslag

Kultur- och fritidsnämnden antar förvaltningens förslag till remissvar.

Inledning
Kommunstyrelsen vill ha svar senast 30/9 2023 på ett idrottspolitiskt program
(KS 2023-00101).

Remissvar
Nämnden delar programmets bild av att anläggningarna är slitna.

Nämnden anser däremot att taxorna inte hör hemma i ett program.

Nämnden ser gärna att programmet kompletteras med:
a) en lista över planerade anläggningar,
b) en modell för fördelning av tider,
c) ett stycke om flickors idrottande.

Ekonomiska konsekvenser
Inga.

Barnperspektiv
Programmet är bra för barn.

Agneta Moll                  Stefan Ohlin
Utvecklingssekreterare       Kultur- och fritidschef

Skickas till: Kommunstyrelsen
Bilaga: Idrottspolitiskt program
"""

BOARD_LETTER = """\
MILJÖ- OCH SAMHÄLLSNÄMNDEN                                        YTTRANDE
                                                                  Sida 1 av 2
Beslutsdatum: 2025-03-18          Vår beteckning: MSN-2025-00077
                                  Er beteckning: KSF-2024-01120

Kommunstyrelsen
registrator@kommun.example

Svar på remiss gällande förslag till vattentjänstplan

Miljö- och samhällsnämnden har den 18 mars 2025, § 33, beslutat att avge följande
yttrande.

Sammanfattande ställningstagande
Nämnden tillstyrker planen under förutsättning att skyfallsytorna ritas in.

Nämndens synpunkter
Kapitel 2 – Nuläge
Kartorna är svårlästa. Nämnden föreslår större skala.

Kapitel 4 – Åtgärder
Nämnden saknar en prioritering mellan åtgärderna.

Konsekvenser för miljön
Planen minskar risken för bräddning.

Miljö- och samhällsnämnden

Kjell Ström                    Annika Hed
Ordförande                     Nämndsekreterare

Bilagor: Protokollsutdrag § 33, Karta över skyfallsytor
"""

CITY_STATEMENT = """\
Kulturförvaltningen
Kulturstrategiska avdelningen

Handläggare
Ebba Lind
Telefon 08-508 31 000
ebba.lind@stad.example

Till
Kulturnämnden
2025-05-20

Tjänsteutlåtande
Dnr KUN 2025/410
2025-04-15

Remiss av kommunens plan för civilt försvar
(KS 2025/222)

Kulturförvaltningens förslag till beslut

Kulturnämnden beslutar följande.

1 Nämnden överlämnar tjänsteutlåtandet till kommunstyrelsen som svar på
  remissen.
2 Paragrafen justeras omedelbart.

Hans Ekman
Kulturdirektör
Ebba Lind
Avdelningschef

Sammanfattning

Planen anger hur kulturverksamheten ska upprätthållas under höjd beredskap.

Kulturförvaltningens synpunkter

Allmänt

Förvaltningen välkomnar planen.

Museer och arkiv

Utrymningsplanerna för samlingarna nämns inte. Det är en brist.

Ekonomiska aspekter

Kostnaden för skyddat förvar är inte beräknad.

Konsekvenser för jämställdhet

Inga konsekvenser.

Bilagor

1. Remissen
2. Förvaltningens beredskapsplan
"""

FORM = """\
Svar på remiss om äldreplan 2026-2030

Remissinstans: Omsorgsnämnden
Kontaktperson: Leila Amiri, verksamhetsutvecklare
Telefon: 0150-570 00
E-post: leila.amiri@kommun.example
Diarienummer: ON 2025/0099
Remissens diarienummer: KS 2025/0871
Datum för nämndens beslut: 2025-11-19
Sista svarsdag: 2025-11-28

1. Övergripande synpunkter på planen
Nämnden ställer sig positiv till planen.

2. Synpunkter på mål och indikatorer
Indikator 7 bör ersättas.

3. Ekonomiska konsekvenser
Planen kräver 3 miljoner kronor.

4. Övrigt
-
"""

TWO_WORD_BOARD = """\
Sida 1 av 3
Tekniska kontoret
Ragnar Silfver, gatuchef
Tel 0920-14 22 00

TJÄNSTESKRIVELSE
Datum            Ärendenummer
2024-10-01       TEK 2024-00871

Tekniska nämnden


Svar på remiss - Tillgänglighetsplan 2025-2029

Tekniska kontorets förslag till beslut

Tekniska nämnden föreslås besluta

att     anta kontorets yttrande som nämndens eget, samt

att     förklara paragrafen omedelbart justerad.


Sammanfattning av ärendet

Kommunstyrelsen har den 3 september 2024 remitterat ett förslag till
tillgänglighetsplan (KS 2024-00412) till nämnden för yttrande senast den
31 oktober 2024.

Ärendebeskrivning

Planen innehåller 43 åtgärder.

Sida 2 av 3
Bedömning

Kontoret tillstyrker planen med följande tillägg.

1. Snöröjningen på gångbanor ska tas med.
2. Busshållplatser utanför tätorten bör få högre prioritet.

Kostnader

Åtgärderna beräknas kosta 11 miljoner kronor.

Ekonomiska konsekvenser för nämnden redovisas i bilaga 1.

Beslutsunderlag

Tjänsteskrivelse 2024-10-01
Förslag till tillgänglighetsplan 2025-2029
Kostnadsberäkning

Beslutet delges

Kommunstyrelsen
Funktionsrätt Norrby

Ragnar Silfver                Ulla-Britt Åhs
gatuchef                      förvaltningschef
"""
