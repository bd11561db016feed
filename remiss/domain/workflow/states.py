"""States and actions of a reply and of a remiss. Stored values are the Swedish word in ASCII snake case."""

from __future__ import annotations

from enum import StrEnum

from remiss.domain.roles import Role


class ReplyState(StrEnum):
    """Where a reply stands in the nämnd route (DOMAIN §3)."""

    SENT = "skickad"
    RECEIVED = "mottagen"
    ASSIGNED = "fordelad"
    DRAFT = "utkast"
    HEAD_REVIEW = "granskning"
    DIRECTOR_REVIEW = "signering"
    SIGNED = "signerad"
    TO_BOARD = "till_namnd"
    DECIDED = "beslutad"
    SUBMITTED = "inskickad"
    DECLINED = "avstatt"
    NOT_RECEIVED = "ej_inkommit"

    @property
    def label(self) -> str:
        """The words the office itself sees."""
        return _REPLY[self][0]

    @property
    def holder(self) -> Role | None:
        """The role that the matter waits for; None when it waits for nobody."""
        return _REPLY[self][1]

    @property
    def tone(self) -> str:
        """The colour token of the state: waiting, active, done or quiet."""
        return _REPLY[self][2]


_REPLY: dict[ReplyState, tuple[str, Role | None, str]] = {
    ReplyState.SENT: ("Inte mottagen", Role.REGISTRAR, "waiting"),
    ReplyState.RECEIVED: ("Mottagen", Role.REGISTRAR, "waiting"),
    ReplyState.ASSIGNED: ("Fördelad", Role.OFFICER, "active"),
    ReplyState.DRAFT: ("Utkast", Role.OFFICER, "active"),
    ReplyState.HEAD_REVIEW: ("Granskning hos avdelningschef", Role.HEAD, "active"),
    ReplyState.DIRECTOR_REVIEW: ("Signering hos förvaltningschef", Role.DIRECTOR, "active"),
    ReplyState.SIGNED: ("Signerad, väntar på sammanträde", Role.SECRETARY, "active"),
    ReplyState.TO_BOARD: ("Till nämnd", Role.SECRETARY, "active"),
    ReplyState.DECIDED: ("Beslutad, inte expedierad", Role.SECRETARY, "active"),
    ReplyState.SUBMITTED: ("Expedierad", None, "done"),
    ReplyState.DECLINED: ("Avstår", None, "quiet"),
    ReplyState.NOT_RECEIVED: ("Har inte inkommit med svar", None, "quiet"),
}


class ReplyAction(StrEnum):
    """What can be done to a reply."""

    RECEIVE = "ta_emot"
    PLAN_ANSWER = "planera_svar"
    ASSIGN = "fordela"
    SAVE_TEXT = "spara_text"
    SEND_FOR_REVIEW = "lamna_for_granskning"
    TAKE_BACK = "ta_tillbaka"
    SIGN_AS_HEAD = "signera_som_avdelningschef"
    SIGN_AS_DIRECTOR = "signera_som_forvaltningschef"
    HEAD_SENDS_BACK = "avdelningschef_skickar_tillbaka"
    DIRECTOR_SENDS_BACK = "forvaltningschef_skickar_tillbaka"
    PLAN_MEETING = "anmal_till_sammantrade"
    DECIDE = "registrera_beslut"
    REMIT_BACK = "aterremittera"
    TABLE = "bordlagg"
    SUBMIT = "expediera"
    DECLINE = "avsta"
    REVOKE_DECLINE = "angra_avstaende"
    HAND_IN = "lamna_in_fardiga_handlingar"
    REGISTER_INCOMING = "registrera_inkommet_svar"
    MARK_NOT_RECEIVED = "markera_ej_inkommit"


class RemissState(StrEnum):
    """Where a remiss stands at its sender."""

    DRAFT = "utkast"
    SENT = "skickad"
    CLOSED = "avslutad"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {"utkast": "Utkast", "skickad": "Skickad", "avslutad": "Svarstiden avslutad"}[self.value]


class RemissAction(StrEnum):
    """What can be done to a remiss."""

    EDIT = "redigera"
    SEND = "skicka"
    CLOSE = "avsluta"
