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
    ADJUSTED = "justerad"
    PRELIMINARY = "forhandssvar"
    SUBMITTED = "inskickad"
    DECLINED = "avstatt"
    NOT_RECEIVED = "ej_inkommit"
    OUTSIDE = "utanfor_systemet"
    WITHDRAWN = "aterkallad"

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

    @property
    def came_in(self) -> bool:
        """True when the sender has a text that counts: a reply, or a förhandssvar whose decision follows."""
        return self in CAME_IN


CAME_IN = (ReplyState.PRELIMINARY, ReplyState.SUBMITTED)
"""The states in which a text has been released to the sender."""
BROKEN_OFF = (ReplyState.NOT_RECEIVED, ReplyState.WITHDRAWN)
"""The sender waits no more, but the body can be asked to go on where it was."""

_REPLY: dict[ReplyState, tuple[str, Role | None, str]] = {
    ReplyState.SENT: ("Inte mottagen", Role.REGISTRAR, "waiting"),
    ReplyState.RECEIVED: ("Mottagen", Role.REGISTRAR, "waiting"),
    ReplyState.ASSIGNED: ("Fördelad", Role.OFFICER, "active"),
    ReplyState.DRAFT: ("Utkast", Role.OFFICER, "active"),
    ReplyState.HEAD_REVIEW: ("Granskning hos avdelningschef", Role.HEAD, "active"),
    ReplyState.DIRECTOR_REVIEW: ("Signering hos förvaltningschef", Role.DIRECTOR, "active"),
    ReplyState.SIGNED: ("Signerad, väntar på sammanträde", Role.SECRETARY, "active"),
    ReplyState.TO_BOARD: ("Till nämnd", Role.SECRETARY, "active"),
    ReplyState.DECIDED: ("Beslutad, protokollet inte justerat", Role.SECRETARY, "active"),
    ReplyState.ADJUSTED: ("Beslutad och justerad, inte expedierad", Role.SECRETARY, "active"),
    ReplyState.PRELIMINARY: ("Förhandssvar skickat, väntar på nämndens beslut", Role.SECRETARY, "active"),
    ReplyState.SUBMITTED: ("Expedierad", None, "done"),
    ReplyState.DECLINED: ("Avstår", None, "quiet"),
    ReplyState.NOT_RECEIVED: ("Har inte inkommit med svar", None, "quiet"),
    ReplyState.OUTSIDE: ("Hanteras utanför systemet (sekretess)", Role.REGISTRAR, "quiet"),
    ReplyState.WITHDRAWN: ("Remissen är återkallad", None, "quiet"),
}


class ReplyAction(StrEnum):
    """What can be done to a reply."""

    RECEIVE = "ta_emot"
    PLAN_ANSWER = "planera_svar"
    ASSIGN = "fordela"
    SAVE_TEXT = "spara_text"
    SEND_FOR_REVIEW = "lamna_for_granskning"
    NOTE_PREPARATION = "anteckna_beredning"
    EDIT_ATTACHMENTS = "andra_bilagor"
    SEND_FOR_SIGNATURE = "lamna_for_signering"
    TAKE_BACK = "ta_tillbaka"
    SIGN_AS_HEAD = "signera_som_avdelningschef"
    SIGN_AS_DIRECTOR = "signera_som_forvaltningschef"
    HEAD_SENDS_BACK = "avdelningschef_skickar_tillbaka"
    DIRECTOR_SENDS_BACK = "forvaltningschef_skickar_tillbaka"
    REGISTER_SIGNED = "registrera_signerat_utlatande"
    REOPEN = "oppna_for_ny_signering"
    UNDO_RECEIVE = "angra_mottagning"
    UNDO_ASSIGN = "angra_fordelning"
    UNDO_HEAD_SIGNATURE = "angra_signatur_som_avdelningschef"
    UNDO_DIRECTOR_SIGNATURE = "angra_signatur_som_forvaltningschef"
    UNDO_HEAD_SENT_BACK = "angra_avdelningschefens_aterforing"
    UNDO_DIRECTOR_SENT_BACK = "angra_forvaltningschefens_aterforing"
    UNDO_PLAN_MEETING = "angra_anmalan_till_sammantrade"
    PLAN_MEETING = "anmal_till_sammantrade"
    PUBLISH_PAPERS = "publicera_handlingar"
    DECIDE = "registrera_beslut"
    REMIT_BACK = "aterremittera"
    TABLE = "bordlagg"
    UNDO_DECISION = "ta_tillbaka_beslut"
    WRITE_BOARD_TEXT = "lagg_in_namndens_yttrande"
    ADJUST = "justera"
    UNDO_ADJUSTMENT = "angra_justering"
    SUBMIT = "expediera"
    SUBMIT_LATE = "expediera_efter_svarstiden"
    SUBMIT_AS_OFFICE = "expediera_kontorsyttrande"
    SUBMIT_BY_DELEGATION = "expediera_delegationsbeslut"
    SUBMIT_BY_CHAIR = "expediera_ordforandebeslut"
    SUBMIT_BY_MANAGER = "expediera_vd_beslut"
    SEND_PRELIMINARY = "skicka_forhandssvar"
    DECIDE_PRELIMINARY = "registrera_beslut_efter_forhandssvar"
    POSTPONE_PRELIMINARY = "notera_uppskjutet_beslut"
    DECLINE = "avsta"
    REVOKE_DECLINE = "angra_avstaende"
    HAND_IN = "lamna_in_fardiga_handlingar"
    HAND_IN_PRELIMINARY = "lamna_in_forhandssvar"
    REGISTER_INCOMING = "registrera_inkommet_svar"
    REGISTER_PRELIMINARY = "registrera_inkommet_forhandssvar"
    REGISTER_DECISION = "registrera_inkommet_beslut"
    REGISTER_POSTPONED = "registrera_uppskjutet_beslut"
    REPLACE = "ersatt_svar"
    REPLACE_PRELIMINARY = "ersatt_forhandssvar"
    REGISTER_REPLACEMENT = "registrera_ersattande_svar"
    REGISTER_REPLACED_PRELIMINARY = "registrera_ersattande_forhandssvar"
    ASK_COMPLETION = "begar_komplettering"
    ANSWER_COMPLETION = "lamna_komplettering"
    CALL_OFF_COMPLETION = "aterkalla_begaran_om_komplettering"
    ASK_EXTENSION = "begar_anstand"
    TAKE_BACK_EXTENSION = "ta_tillbaka_begaran_om_anstand"
    GRANT_EXTENSION = "bevilja_anstand"
    REFUSE_EXTENSION = "avsla_begaran_om_anstand"
    MUTE = "tysta_paminnelser"
    UNMUTE = "sla_pa_paminnelser"
    MARK_OUTSIDE = "hantera_utanfor_systemet"
    NOTE_HANDED_OVER = "notera_overlamnat"
    UNDO_OUTSIDE = "angra_utanfor_systemet"
    MARK_NOT_RECEIVED = "markera_ej_inkommit"
    JUDGE_LATE = "avgor_sent_svar"
    PROPOSE_JOINT = "foresla_gemensamt_svar"
    WITHDRAW_JOINT = "aterkalla_forslag_om_gemensamt_svar"
    AGREE_JOINT = "ga_med_i_gemensamt_svar"
    REFUSE_JOINT = "avboj_gemensamt_svar"
    WELCOME_PARTY = "ta_emot_part"
    LEAVE_JOINT = "lamna_gemensamt_svar"
    PART_BY_POST = "part_svarar_for_sig"
    PART_WITH_PAPERS = "svara_for_sig"
    SEND_UNDERREMISS = "skicka_underremiss"
    AWAIT_AGAIN = "invanta_igen"
    CALL_OFF = "aterkalla_begaran"
    ASK_AGAIN = "begar_svar_igen"


class RemissState(StrEnum):
    """Where a remiss stands at its sender."""

    DRAFT = "utkast"
    SENT = "skickad"
    CLOSED = "avslutad"
    WITHDRAWN = "aterkallad"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "utkast": "Utkast",
            "skickad": "Skickad",
            "avslutad": "Svarstiden avslutad",
            "aterkallad": "Återkallad",
        }[self.value]

    @property
    def tone(self) -> str:
        """The colour token of the state."""
        return {"utkast": "waiting", "skickad": "active", "avslutad": "done"}.get(self.value, "quiet")


class RemissAction(StrEnum):
    """What can be done to a remiss."""

    EDIT = "redigera"
    SEND = "skicka"
    CLOSE = "avsluta"
    REOPEN = "oppna_svarstiden"
    WITHDRAW = "aterkalla"
    RESUME = "ateruppta"
    PREPARE_VERSION = "forbered_version"
    ISSUE_VERSION = "skicka_version"
