"""What the result pages start from: the facts of the compilation, of an own remiss that has been sent."""

from __future__ import annotations

from dataclasses import dataclass

from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.errors import NotVisible
from remiss.models.remisser import Remiss
from remiss.queries.compilation import compilation_facts
from remiss.queries.wall import own_remiss
from remiss.web.request import current_actor


@dataclass(frozen=True)
class Chosen:
    """The filters in the address; an empty one lets everything through."""

    theme: str = ""
    stance: str = ""
    reply: int = 0
    status: str = ""

    def lets_through(self, reply: ReplyFacts, viewpoint: ViewpointFacts) -> bool:
        """Tell whether a viewpoint is shown."""
        return all(
            (
                not self.theme or self.theme in (viewpoint.themes or ("utan",)),
                not self.stance or self.stance == (viewpoint.stance or "ej_bedomd"),
                not self.reply or self.reply == reply.number,
                self.status != "obekraftade" or not viewpoint.confirmed,
                self.status != "obesvarade" or viewpoint.assessment is None,
            )
        )


def sent_remiss(remiss_id: int) -> Remiss:
    """Return the actor's own remiss once it is sent. Raises NotVisible before: there is nothing to read yet."""
    remiss = own_remiss(current_actor(), remiss_id)
    if remiss.sent_at is None:
        raise NotVisible("Remissen är inte skickad ännu. Svaren visas här när de kommer in.")
    return remiss


def facts_of(remiss_id: int) -> tuple[Remiss, CompilationFacts]:
    """Return the remiss and its facts."""
    remiss = sent_remiss(remiss_id)
    return remiss, compilation_facts(remiss)


def found(facts: CompilationFacts, viewpoint_id: int) -> tuple[ReplyFacts, ViewpointFacts]:
    """Return a counted viewpoint with its reply. Raises NotVisible."""
    for reply, viewpoint in facts.viewpoints():
        if viewpoint.id == viewpoint_id:
            return reply, viewpoint
    raise NotVisible
