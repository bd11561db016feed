"""What must hold before a transition, each as a plain Swedish sentence when it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyState

BROKEN = "Signaturen gäller inte längre: texten har ändrats efter signeringen."


@dataclass(frozen=True)
class BoardText:
    """The nämnd's own text, where that is the reply: ``can_write`` it still, ``missing``, or ``broken``."""

    can_write: bool = False
    missing: bool = False
    broken: bool = False


@dataclass(frozen=True)
class ReplyFacts:
    """What the checks need to know of a reply; the signatures are those on exactly the newest text.

    ``parties`` are the organisations that it belongs to; ``unsigned``, ``undecided`` and ``unadjusted`` those of them
    whose final signature, decision on that text or adjusted minutes are still awaited; ``unpublished`` those that have
    that text on an agenda, are to decide and have not published it; ``acting_for`` those that the actor can act for
    now.
    """

    diary_number: str | None = None
    officer_id: int | None = None
    has_text: bool = False
    missing_sections: tuple[SectionKey, ...] = ()
    missing_attachments: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    signature_levels: int = 2
    head_signed: bool = False
    director_signed: bool = False
    signature_broken: bool = False
    decided: bool = False
    adjusted: bool = False
    adjusted_at_once: bool = False
    board_text: BoardText = BoardText()
    company: bool = False
    council: bool = False
    chair_authorised: bool = False
    decided_by_one: bool = False
    decided_by_chair: bool = False
    decision_expected: bool = False
    handed_over: bool = False
    parties: frozenset[int] = frozenset()
    unsigned: frozenset[int] = frozenset()
    undecided: frozenset[int] = frozenset()
    unadjusted: frozenset[int] = frozenset()
    unpublished: frozenset[int] = frozenset()
    acting_for: frozenset[int] = frozenset()
    last_action: str = ""
    last_from: str = ""
    last_is_own: bool = False
    state_before: ReplyState | None = None
    came_after_close: bool = False
    awaited: bool = True
    completion_asked: bool = False
    extension_asked: bool = False
    muted: bool = False
    sender_grants: bool = True


@dataclass(frozen=True)
class RemissFacts:
    """What the checks need to know of a remiss."""

    has_due_date: bool = False
    consultees: int = 0
    has_programme: bool = False
    themes: int = 0
    due_date_ahead: bool = False


Check = Callable[[ReplyFacts], str | None]
RemissCheck = Callable[[RemissFacts], str | None]


def has_diary_number(facts: ReplyFacts) -> str | None:
    """Own diary number: each nämnd is an authority with its own diary (DOMAIN §1)."""
    return None if facts.diary_number else "Ange ert eget diarienummer först."


def has_officer(facts: ReplyFacts) -> str | None:
    """Somebody must hold the matter before it can be drafted."""
    return None if facts.officer_id else "Välj vem som ska handlägga ärendet."


def is_complete(facts: ReplyFacts) -> str | None:
    """A missing part blocks review; everything else only warns (FEATURES, Kontroll före signering)."""
    if not facts.missing_sections:
        return None
    names = ", ".join(f"”{key.usual_heading}”" for key in facts.missing_sections)
    return f"Texten saknar {names}. Skriv det som fattas innan du lämnar för granskning."


def has_proposal(facts: ReplyFacts) -> str | None:
    """Without a förslag till beslut the nämnd has nothing to decide about."""
    missing = SectionKey.PROPOSAL in facts.missing_sections
    return "Texten saknar förslag till beslut. Skicka tillbaka den till handläggaren." if missing else None


def has_its_attachments(facts: ReplyFacts) -> str | None:
    """What the text names as its attachments goes with it, or the signature would approve something else."""
    if not facts.missing_attachments:
        return None
    names = ", ".join(f"”{name}”" for name in facts.missing_attachments)
    return f"Texten nämner bilagor som inte är bifogade: {names}. Lägg till filerna under Bilagor, eller ändra texten."


def has_answers(facts: ReplyFacts) -> str | None:
    """A mandatory question without an answer blocks the signature, never saving or review (FEATURES 6)."""
    if not facts.unanswered:
        return None
    words = ", ".join(f"”{question}”" for question in facts.unanswered)
    return f"Avsändarens obligatoriska frågor saknar svar: {words}. Skicka tillbaka texten, så att de besvaras."


def has_two_signatures(facts: ReplyFacts) -> str | None:
    """One or two signatures: set per organisation (DOMAIN §1)."""
    return None if facts.signature_levels > 1 else "Texten signeras bara av förvaltningschefen."


def has_one_signature(facts: ReplyFacts) -> str | None:
    """Where one signature is enough, the draft goes to the director at once."""
    return None if facts.signature_levels == 1 else "Texten ska först granskas och signeras av avdelningschefen."


def is_unsigned(facts: ReplyFacts) -> str | None:
    """What a chief has signed goes back only with the chief's reasons."""
    standing = facts.head_signed or facts.director_signed or facts.unsigned < facts.parties
    signed = standing or facts.signature_broken
    return "Texten är redan signerad. Be chefen att skicka tillbaka den." if signed else None


def has_text(facts: ReplyFacts) -> str | None:
    """A reply that is sent holds a text."""
    return None if facts.has_text else "Det finns ingen text att skicka."


def is_signed_by_head(facts: ReplyFacts) -> str | None:
    """The first signature stands on exactly this text, where two are set."""
    enough = facts.head_signed or facts.signature_levels == 1
    return None if enough else "Avdelningschefens signatur på den här texten saknas."


def is_signed(facts: ReplyFacts) -> str | None:
    """The signed version is the one on the agenda and the one decided (kommunallagen 5:26; DOMAIN §7)."""
    if facts.signature_broken:
        return f"{BROKEN} Den måste signeras på nytt innan den går vidare."
    return None if facts.director_signed else "Förvaltningschefens signatur på den här texten saknas."


def is_broken(facts: ReplyFacts) -> str | None:
    """A text that was changed after it was signed goes back to be signed anew."""
    return None if facts.signature_broken else "Signaturerna gäller den här texten."


def is_decided(facts: ReplyFacts) -> str | None:
    """Only a decided text is sent as the nämnd's answer."""
    return None if facts.decided else "Registrera nämndens beslut först."


def is_adjusted(facts: ReplyFacts) -> str | None:
    """What leaves the body stands in minutes that are adjusted (kommunallagen 5:69), at the meeting or after it."""
    return None if facts.adjusted else "Ange vilken dag protokollet justerades först."


def is_not_adjusted_at_once(facts: ReplyFacts) -> str | None:
    """Omedelbar justering is a part of the decision itself."""
    return "Beslutet justerades omedelbart. Rätta i stället beslutet." if facts.adjusted_at_once else None


def is_company(facts: ReplyFacts) -> str | None:
    """A company has a VD who may answer; its board is only informed (DOMAIN §3)."""
    return None if facts.company else "Bara ett bolag har en verkställande direktör som beslutar."


def is_no_company(facts: ReplyFacts) -> str | None:
    """Delegation, chair's decisions and kontorsyttranden belong to a nämnd and its office."""
    return "Ett bolag svarar genom sin styrelse eller sin verkställande direktör." if facts.company else None


def is_no_council(facts: ReplyFacts) -> str | None:
    """A råd is heard and decides nothing: what it has signed is its answer (DOMAIN §3)."""
    return "Ett råd har ingen nämnd som beslutar. Skicka det signerade yttrandet." if facts.council else None


def chair_is_authorised(facts: ReplyFacts) -> str | None:
    """The chair decides only where the nämnd has given a standing authorisation (kommunallagen 6:39)."""
    if facts.chair_authorised:
        return None
    return "Nämnden har inte gett ordföranden rätt att besluta i brådskande ärenden (kommunallagen 6 kap. 39 §)."


def chair_if_authorised(facts: ReplyFacts) -> str | None:
    """The same of finished papers, which may rest on a decision of the chair."""
    return chair_is_authorised(facts) if facts.decided_by_chair else None


def is_decided_by_one(facts: ReplyFacts) -> str | None:
    """Who decided alone, and when, is known."""
    return None if facts.decided_by_one else "Ange vem som har beslutat, och vilken dag."


def has_expected_day(facts: ReplyFacts) -> str | None:
    """A förhandssvar is sent on condition of a decision, so its reader must know when that is expected (DOMAIN §3)."""
    return None if facts.decision_expected else "Ange vilken dag nämndens beslut väntas."


def has_no_text(facts: ReplyFacts) -> str | None:
    """What is secret is never typed in; what is typed already would stay here."""
    if not facts.has_text:
        return None
    return "Det finns redan en text i Remiss, så ärendet kan inte märkas som hanterat utanför systemet."


def is_not_handed_over(facts: ReplyFacts) -> str | None:
    """What has left the body cannot be begun again."""
    return "Svaret är redan noterat som överlämnat." if facts.handed_over else None


def is_not_secret(facts: ReplyFacts) -> str | None:
    """A matter under secrecy stays out of the system also when its remiss has been withdrawn (DOMAIN §3)."""
    if facts.state_before is not ReplyState.OUTSIDE:
        return None
    return "Svaret hanteras utanför systemet för sekretess. Ingen text får läggas in här."


def has_open_request(facts: ReplyFacts) -> str | None:
    """There must be something to answer or take back."""
    return None if facts.completion_asked else "Det finns ingen begäran om komplettering att besvara."


def has_no_open_request(facts: ReplyFacts) -> str | None:
    """One thing is asked at a time, so that question and answer belong together."""
    return "Den förra begäran om komplettering är inte besvarad ännu." if facts.completion_asked else None


def can_be_extended(facts: ReplyFacts) -> str | None:
    """An anstånd is given by a sender that runs its remiss here, while it waits for answers."""
    if not facts.sender_grants:
        return "Avsändaren ger inte anstånd i Remiss. Fråga avsändaren på annat sätt."
    return None if facts.awaited else "Svarstiden är avslutad, så det går inte att ge anstånd."


def is_muted(facts: ReplyFacts) -> str | None:
    """Only what is silent can be heard again."""
    return None if facts.muted else "Påminnelserna är redan på."


def has_open_extension(facts: ReplyFacts) -> str | None:
    """There must be something to answer or take back."""
    return None if facts.extension_asked else "Det finns ingen obesvarad begäran om anstånd."


def has_no_open_extension(facts: ReplyFacts) -> str | None:
    """One date is asked for at a time, so that request and answer belong together."""
    return "Den förra begäran om anstånd är inte besvarad ännu." if facts.extension_asked else None


def is_awaited(facts: ReplyFacts) -> str | None:
    """When the time is ended, what changes in a reply goes through its sender."""
    if facts.awaited:
        return None
    return "Svarstiden är avslutad. Skicka den nya handlingen till avsändaren, som kan registrera den."


def has_come_after_close(facts: ReplyFacts) -> str | None:
    """What came while it was waited for counts; nobody chooses among those."""
    return None if facts.came_after_close else "Svaret kom in medan svarstiden var öppen och räknas."


def answers_alone(facts: ReplyFacts) -> str | None:
    """What one body does with its own answer cannot be done with a text that others share."""
    if len(facts.parties) <= 1:
        return None
    return "Ni svarar gemensamt med andra. Lämna det gemensamma svaret först, om ni ska svara på ett annat sätt."


def answers_jointly(facts: ReplyFacts) -> str | None:
    """Only what is shared can be left."""
    return None if len(facts.parties) > 1 else "Ni svarar inte gemensamt med någon."


def signing_body(facts: ReplyFacts) -> int | None:
    """Return the organisation that a final signature of the actor is for, or None when it has signed."""
    return min(facts.unsigned & facts.acting_for, default=None)


def deciding_body(facts: ReplyFacts) -> int | None:
    """Return the organisation whose decision the actor can record, or None when it has decided."""
    return min(facts.undecided & facts.acting_for, default=None)


def own_signature_is_missing(facts: ReplyFacts) -> str | None:
    """Each party to a joint reply signs once."""
    if signing_body(facts) is not None:
        return None
    return "Ni har redan signerat texten. Nu väntar den på de andra parternas signaturer."


def own_decision_is_missing(facts: ReplyFacts) -> str | None:
    """Each party to a joint reply decides once about a text."""
    if deciding_body(facts) is not None:
        return None
    return "Ert beslut är redan registrerat. Nu väntar svaret på de andra parternas beslut."


def own_decision_is_recorded(facts: ReplyFacts) -> str | None:
    """Only the own decision can be taken back."""
    return None if facts.acting_for - facts.undecided else "Ni har inte registrerat något beslut om texten."


def others_must_sign(facts: ReplyFacts) -> str | None:
    """A joint text is signed when every party has signed it."""
    others = facts.unsigned - {signing_body(facts)}
    return "De andra parterna ska också signera." if others else None


def others_must_decide(facts: ReplyFacts) -> str | None:
    """A joint reply is decided when every party has decided."""
    others = facts.undecided - {deciding_body(facts)}
    return "De andra parterna ska också besluta." if others else None


def own_is_adjusted(facts: ReplyFacts) -> str | None:
    """Each party's minutes are adjusted by themselves."""
    return None if facts.acting_for - facts.unadjusted else "Ange vilken dag protokollet justerades först."


def others_must_adjust(facts: ReplyFacts) -> str | None:
    """A joint reply leaves the house when the minutes of every party are adjusted."""
    return "De andra parternas protokoll ska också justeras." if facts.unadjusted else None


def others_go_on(facts: ReplyFacts) -> str | None:
    """One party's bordläggning does not take the text off the agenda of the others."""
    return "De andra parterna har texten kvar på sina dagordningar." if len(facts.parties) > 1 else None


def has_not_begun(facts: ReplyFacts) -> str | None:
    """A text of one's own is never merged silently into another body's."""
    if not facts.has_text:
        return None
    return (
        "Ni har redan skrivit en text i ärendet, och två texter slås inte ihop. Avböj förslaget och föreslå i stället "
        "själva ett gemensamt svar med er text som grund, eller be den andra instansen ta in det ni har skrivit."
    )


def has_due_date(facts: RemissFacts) -> str | None:
    """By when to answer is mandatory (good practice after förvaltningslagen 26 §)."""
    return None if facts.has_due_date else "Ange vilken dag svaren ska ha kommit in."


def has_consultees(facts: RemissFacts) -> str | None:
    """A remiss is sent to somebody."""
    return None if facts.consultees else "Välj minst en remissinstans."


def has_programme(facts: RemissFacts) -> str | None:
    """There is something to answer."""
    return None if facts.has_programme else "Ladda upp det underlag som instanserna ska svara på."


def has_themes(facts: RemissFacts) -> str | None:
    """The compilation is thematic; without themes there is nothing to sort by."""
    return None if facts.themes else "Ange minst ett tema för sammanställningen."


def has_time_left(facts: RemissFacts) -> str | None:
    """Nobody can answer by a day that has passed."""
    return None if facts.due_date_ahead else "Välj en ny sista svarsdag som inte har passerat."


def own_papers_are_unpublished(facts: ReplyFacts) -> str | None:
    """The papers of one meeting are published once for one text, and only for a sender that can read them here."""
    if facts.unpublished & facts.acting_for:
        return None
    return "Det finns inga handlingar att publicera här: de är redan publicerade, eller så är ärendet redan beslutat."
