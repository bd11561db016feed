"""What a page says about the text: why it is closed, what it lacks, how long it is."""

from __future__ import annotations

from remiss.clock import STOCKHOLM, today
from remiss.domain.demands import Demands, gaps
from remiss.domain.statement import SectionKey, missing_sections
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.queries.matter_text import SavedText
from remiss.text import moment
from remiss.web.filters import own_words
from remiss.web.office.page import MatterPage

_CLOSED = {
    ReplyState.SENT: "Remissen är inte mottagen ännu. Texten skrivs när en handläggare har fått ärendet.",
    ReplyState.RECEIVED: "Ärendet är inte fördelat ännu. Texten skrivs när en handläggare har fått ärendet.",
    ReplyState.HEAD_REVIEW: "Texten granskas och kan inte ändras. Handläggaren kan ta tillbaka den till utkast.",
    ReplyState.DIRECTOR_REVIEW: "Texten väntar på förvaltningschefens signatur och kan inte ändras.",
    ReplyState.SIGNED: "Texten är signerad. Det som är signerat är det som nämnden får.",
    ReplyState.TO_BOARD: "Texten är signerad och anmäld till nämnden.",
    ReplyState.DECIDED: "Nämnden har beslutat om den här texten.",
    ReplyState.ADJUSTED: "Nämnden har beslutat om den här texten, och protokollet är justerat.",
    ReplyState.PRELIMINARY: "Texten är skickad som förhandssvar och fryst. Nämndens beslut registreras under Beslut.",
    ReplyState.SUBMITTED: "Texten är expedierad och fryst.",
    ReplyState.DECLINED: "Ni avstår från att svara, så det finns inget att skriva.",
    ReplyState.NOT_RECEIVED: "Svarstiden är avslutad. Färdiga handlingar kan fortfarande lämnas in.",
    ReplyState.WITHDRAWN: "Avsändaren har återkallat remissen. Texten ligger kvar hos er och kan inte ändras.",
    ReplyState.OUTSIDE: "Ärendet hanteras utanför systemet på grund av sekretess. Här skrivs ingen text.",
}


def closed_because(page: MatterPage) -> str | None:
    """Return why this person cannot write now, or None when the text is open."""
    if ReplyAction.SAVE_TEXT in page.actions:
        return None
    why = _CLOSED.get(page.matter.state, "Du läser utkastet. Det är handläggaren som skriver.")
    if page.matter.state is ReplyState.NOT_RECEIVED and page.matter.holder_role is not None:
        why = "Svarstiden är avslutad. Det som nämnden har beslutat kan fortfarande expedieras, under Beslut."
    return str(own_words(why))


def missing_words(saved: SavedText | None, demands: Demands) -> list[str]:
    """Return what must be written before review, and what the sender has asked for that the text lacks."""
    if saved is None:
        return ["Texten är inte sparad ännu."]
    return [*(f"”{key.usual_heading}” saknas." for key in missing_sections(saved.text)), *gaps(demands, saved.text)]


def saved_words(saved: SavedText | None) -> str:
    """Return *Sparat 14.32, version 3*; another day than today is named."""
    if saved is None:
        return "Inte sparat ännu"
    at = saved.saved_at.astimezone(STOCKHOLM)
    when = f"{at:%H.%M}" if at.date() == today() else moment(at)
    return f"Sparat {when}, version {saved.number}"


def word_counts(saved: SavedText | None) -> dict[str, int]:
    """Return how many words each section of the saved text holds."""
    if saved is None:
        return {}
    keys = dict.fromkeys(block.section for block in saved.text.blocks)
    return {SectionKey(key).value: len(saved.text.section_text(key).split()) for key in keys}
