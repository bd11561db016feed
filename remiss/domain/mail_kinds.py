"""Every kind of mail, what it is called, and whether the sender of a remiss may know that it was sent."""

from __future__ import annotations

from enum import StrEnum


class MailKind(StrEnum):
    """A kind of mail; its value is also the folder of its templates."""

    INVITATION = "remiss_skickad"
    ASSIGNED = "fordelad"
    TO_REVIEW = "granskning"
    SIGNED = "signerad"
    SENT_BACK = "tillbaka"
    DECIDED = "beslutat"
    RECEIPT = "kvittens"
    ARRIVED = "inkommet"
    DECISION_ARRIVED = "beslut_inkommet"
    DECLINED = "avstar"
    ANSWERS_AFTER_ALL = "svarar_anda"
    JOINT_PROPOSED = "gemensamt_foreslaget"
    JOINT_ANSWERED = "gemensamt_besvarat"
    JOINT_ENDED = "gemensamt_avslutat"
    WITHDRAWN = "aterkallad"
    REOPENED = "oppnad_igen"
    NEW_VERSION = "ny_version"
    NEW_VERSION_INSIDE = "ny_version_inne"
    VIEWPOINTS_ANSWERED = "synpunkter_besvarade"
    FILE_MADE = "fil_klar"
    FILE_FAILED = "fil_misslyckad"
    COMPLETION_ASKED = "komplettering_begard"
    COMPLETION_ANSWERED = "komplettering_inkommen"
    COMPLETION_CALLED_OFF = "komplettering_aterkallad"
    EXTENSION_ASKED = "anstand_begart"
    EXTENSION_GRANTED = "anstand_beviljat"
    EXTENSION_REFUSED = "anstand_avslaget"
    REMINDER = "paminnelse"
    ACCOUNT_MADE = "konto_skapat"
    RECOVERY = "nytt_losenord"
    LOG_HEAD = "kontrollvarde"
    TEST = "provmejl"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return _LABELS[self]

    @property
    def choosable(self) -> bool:
        """True for what a person may choose to read in the page alone: news, and work that waits there anyway.

        What an authority must be told, what it must answer and every reminder is always mailed.
        """
        return self in CHOOSABLE

    @property
    def never_mailed(self) -> bool:
        """True for what is over before a mail would be read: it is told in the page alone."""
        return self in _NEVER_MAILED

    @property
    def known_to_sender(self) -> bool:
        """False for mail inside a body, which is its own business (DOMAIN §7), and for mail about no remiss."""
        return self in _KNOWN_TO_SENDER


_NEVER_MAILED = (MailKind.FILE_MADE, MailKind.FILE_FAILED)
_KNOWN_TO_SENDER = frozenset(
    {
        MailKind.INVITATION,
        MailKind.ARRIVED,
        MailKind.DECISION_ARRIVED,
        MailKind.DECLINED,
        MailKind.ANSWERS_AFTER_ALL,
        MailKind.WITHDRAWN,
        MailKind.REOPENED,
        MailKind.NEW_VERSION,
        MailKind.COMPLETION_ASKED,
        MailKind.COMPLETION_ANSWERED,
        MailKind.COMPLETION_CALLED_OFF,
        MailKind.EXTENSION_ASKED,
        MailKind.EXTENSION_GRANTED,
        MailKind.EXTENSION_REFUSED,
        MailKind.REMINDER,
    }
)
CHOOSABLE = (
    MailKind.ASSIGNED,
    MailKind.TO_REVIEW,
    MailKind.SIGNED,
    MailKind.SENT_BACK,
    MailKind.DECIDED,
    MailKind.NEW_VERSION_INSIDE,
    MailKind.VIEWPOINTS_ANSWERED,
    MailKind.ARRIVED,
    MailKind.DECISION_ARRIVED,
    MailKind.DECLINED,
    MailKind.ANSWERS_AFTER_ALL,
    MailKind.COMPLETION_ANSWERED,
)
_LABELS: dict[MailKind, str] = {
    MailKind.INVITATION: "Remissen skickad",
    MailKind.ASSIGNED: "Ärende fördelat",
    MailKind.TO_REVIEW: "Text att granska",
    MailKind.SIGNED: "Text signerad",
    MailKind.SENT_BACK: "Text skickad tillbaka",
    MailKind.DECIDED: "Ärende beslutat",
    MailKind.RECEIPT: "Svar mottaget",
    MailKind.ARRIVED: "Svar har kommit in",
    MailKind.DECISION_ARRIVED: "Beslut efter förhandssvar har kommit in",
    MailKind.DECLINED: "Instansen avstår",
    MailKind.ANSWERS_AFTER_ALL: "Instansen svarar ändå",
    MailKind.JOINT_PROPOSED: "Gemensamt svar föreslaget",
    MailKind.JOINT_ANSWERED: "Besked om gemensamt svar",
    MailKind.JOINT_ENDED: "Gemensamt svar avslutat",
    MailKind.WITHDRAWN: "Remissen återkallad",
    MailKind.REOPENED: "Svarstiden öppnad igen",
    MailKind.NEW_VERSION: "Ny version av underlaget",
    MailKind.NEW_VERSION_INSIDE: "Ny version av underlaget",
    MailKind.VIEWPOINTS_ANSWERED: "Svar på era synpunkter",
    MailKind.FILE_MADE: "Filen är klar",
    MailKind.FILE_FAILED: "Filen kunde inte skapas",
    MailKind.COMPLETION_ASKED: "Komplettering begärd",
    MailKind.COMPLETION_ANSWERED: "Komplettering har kommit in",
    MailKind.COMPLETION_CALLED_OFF: "Begäran om komplettering återkallad",
    MailKind.EXTENSION_ASKED: "Anstånd begärt",
    MailKind.EXTENSION_GRANTED: "Anstånd beviljat",
    MailKind.EXTENSION_REFUSED: "Anstånd avslaget",
    MailKind.REMINDER: "Påminnelse",
    MailKind.ACCOUNT_MADE: "Konto skapat",
    MailKind.RECOVERY: "Länk för nytt lösenord",
    MailKind.LOG_HEAD: "Loggens kontrollvärde",
    MailKind.TEST: "Provmejl",
}
