"""Errors a person meets. Each carries one plain Swedish sentence that says what happened and what to do."""

from __future__ import annotations


class RemissError(Exception):
    """Base of all errors with a sentence for the reader; ``status`` is the HTTP status a page answers with."""

    status = 400
    sentence = "Det gick inte att utföra. Försök igen."

    def __init__(self, sentence: str | None = None) -> None:
        """Keep ``sentence`` (Swedish, complete) or the class's own."""
        self.sentence = sentence or type(self).sentence
        super().__init__(self.sentence)


class NotVisible(RemissError):
    """The thing does not exist, or this person may not know that it does: both look the same."""

    status = 404
    sentence = "Sidan finns inte, eller så har du inte tillgång till den."


class Forbidden(RemissError):
    """The person sees the thing but may not do this to it."""

    status = 403
    sentence = "Du har inte behörighet att göra detta."


class InvalidInput(RemissError):
    """What was typed or uploaded cannot be used; ``field`` names the form field when there is one."""

    status = 422
    sentence = "Uppgifterna kan inte användas som de är."

    def __init__(self, sentence: str | None = None, field: str | None = None) -> None:
        """Keep ``sentence`` and the name of the form field it belongs to."""
        self.field = field
        super().__init__(sentence)


class UnreadableFile(InvalidInput):
    """A file that cannot be read as what it claims to be: wrong type, broken, empty, too large."""

    sentence = "Filen kan inte läsas. Spara den på nytt som docx, pdf eller txt och försök igen."


class WrongState(RemissError):
    """The thing has moved on: the action was done already or is not possible from its present state."""

    status = 409
    sentence = "Ärendet har ändrats sedan sidan visades. Läs in sidan på nytt och försök igen."


class StaleForm(WrongState):
    """Somebody saved a newer version while this form was open; nothing typed may be lost."""

    sentence = "Någon annan har sparat en nyare version. Din text finns kvar här nedanför."
