"""What the public pages say: as far as possible read from the registers, the rest in one place each."""

from __future__ import annotations

from dataclasses import dataclass

from remiss.domain.permissions import GRANTS, Permission
from remiss.domain.roles import Role


@dataclass(frozen=True)
class Stored:
    """A kind of information: what it is, who reads it, how long it stays."""

    what: str
    who: str
    how_long: str


@dataclass(frozen=True)
class Reader:
    """What a role can read, as the register of permissions has it."""

    role: str
    own_matters: bool
    own_remisser: bool
    operations: bool


@dataclass(frozen=True)
class Shortcoming:
    """Something that is not accessible, and what to do instead."""

    what: str
    instead: str


STORED = (
    Stored(
        "Remisser: missiv, underlag, teman, sändlista",
        "Avsändaren, och de tillfrågade när remissen är skickad",
        "Tills avsändarens arkivregler säger något annat",
    ),
    Stored(
        "Remisser från andra avsändare, registrerade av en nämnd eller ett bolag, med deras handlingar",
        "Bara den organisation som har registrerat dem",
        "Tills organisationens arkivregler säger något annat",
    ),
    Stored(
        "Ärenden som hanteras utanför systemet (sekretess): bara diarienummer, datum och läge",
        "Den egna organisationen; avsändaren ser läget och dagen då svaret överlämnades",
        "Tills organisationens arkivregler säger något annat",
    ),
    Stored(
        "Utkast till tjänsteutlåtanden: text, synpunkter, skäl när något skickas tillbaka",
        "Bara den egna organisationen",
        "Tills organisationen gallrar; alla versioner finns kvar till dess",
    ),
    Stored(
        "Beslut, protokollsutdrag, reservationer",
        "Den egna organisationen, och avsändaren när svaret har expedierats",
        "Tills organisationens arkivregler säger något annat",
    ),
    Stored(
        "Inkomna svar, avsändarens bedömningar och sammanställningar",
        "Avsändaren och den organisation som har svarat. Bedömningarna läser bara avsändaren",
        "Tills avsändarens arkivregler säger något annat",
    ),
    Stored(
        "Sammanträdesdagar, och nämndens egna dagar som stoppdag och beredning",
        "Sammanträdesdagarna ser alla som sänder remisser. De andra dagarna ser bara den egna organisationen",
        "Tills organisationen tar bort dem",
    ),
    Stored(
        "Kalenderadresser: vad de visar och en kontrollsumma av adressen, inte adressen själv",
        "Den som har skapat adressen. Den som har adressen läser dagar och ärendens rubriker utan att logga in",
        "Tills den som skapade adressen tar bort den",
    ),
    Stored(
        "Konton: namn, e-postadress, titel, telefon, roller, ersättare, inloggningar, lösenordets kontrollsumma",
        "Personen själv, den egna organisationen (namn och titel i sina ärenden) och administratörer",
        "Så länge kontot finns",
    ),
    Stored(
        "Mejl i kö och skickade mejl: mottagare, ämne, tid, hur det gick. Ingen text ur utkast",
        "Den egna organisationen om sina ärenden. Avsändaren av remissen ser att instansen fick mejl, inte vem där. "
        "Administratörer ser antal och fel",
        "Tills den som driver installationen rensar",
    ),
    Stored(
        "Händelselogg: vem som gjorde vad och när, med kontrollsummor men utan text",
        "Den egna organisationen om sina ärenden. Administratörer ser om kedjan är obruten",
        "Hela tiden: loggen kan inte ändras utan att det syns",
    ),
)

SHORTCOMINGS = (
    Shortcoming(
        "Filer som andra har laddat upp, till exempel skannade protokoll i pdf, kan sakna taggar och text.",
        "Svarets text finns också som en vanlig sida. Be avsändaren om filen i annan form om något saknas.",
    ),
    Shortcoming(
        "Breda tabeller, som matrisen över instanser och teman, rullar i sidled i en egen ruta på smala skärmar.",
        "Rutan nås med tangentbordet. Samma uppgifter finns som lista under Synpunkter.",
    ),
    Shortcoming(
        "Diagram är bilder.",
        "Varje diagram har en beskrivning i ord och en tabell med samma siffror.",
    ),
    Shortcoming(
        "Innehållsförteckningen i hämtade Word-filer visar sidnummer först när den har uppdaterats i Word.",
        "Posterna är länkar som fungerar direkt.",
    ),
    Shortcoming(
        "Innehållet finns inte på lättläst svenska eller teckenspråk.",
        "Hör av dig, så får du hjälp att ta del av det.",
    ),
)

NOT_BUILT = (
    "Gallring av utkast när ett ärende är avslutat.",
    "Maskning och sekretessmarkering. Uppgifter som omfattas av sekretess ska inte skrivas in i Remiss.",
    "Inloggning med kommunens egen katalog eller med e-legitimation.",
    "Arkivpaket för leverans till e-arkiv.",
    "Egen knapp för säkerhetskopiering: kopian tas av den som driver installationen.",
)


def readers() -> list[Reader]:
    """Return what each role can read; the answer is the register's, so the page cannot say anything else."""
    return [
        Reader(
            role.label,
            own_matters=Permission.MATTER_VIEW in GRANTS[role],
            own_remisser=Permission.REMISS_VIEW in GRANTS[role],
            operations=Permission.OPERATIONS_VIEW in GRANTS[role],
        )
        for role in Role
    ]
