"""What the product promises of each action, written by hand from the process and not from the transition table.

A second opinion: when this and the table differ, one of them is wrong. Words are the stored ones; nothing is imported.
"""

from __future__ import annotations

from dataclasses import dataclass

SAME, BEFORE = "(oförändrat)", "(läget före)"
OPEN = "skickad mottagen fordelad utkast granskning signering signerad till_namnd beslutad justerad"
UNDECIDED = OPEN.removesuffix(" beslutad justerad")
EARLY = "skickad mottagen fordelad utkast"
SHARED = "mottagen fordelad utkast"
BROKEN_OFF = "ej_inkommit aterkallad"
CAME_IN = "forhandssvar inskickad"
ANY = f"{OPEN} forhandssvar inskickad avstatt {BROKEN_OFF} utanfor_systemet"


@dataclass(frozen=True)
class Rule:
    """``who``: roles in the body, or a whole name of somebody at the sender. ``form``: what makes a form stale.

    ``needs`` must hold and can be put right, else InvalidInput; without ``only`` the action is no choice at all, else
    WrongState. ``asks`` are the mandatory answers of the form.
    """

    who: str
    sources: str
    target: str
    form: str = "arende"
    needs: str = ""
    only: str = ""
    asks: str = ""

    @property
    def states(self) -> list[str]:
        return self.sources.split()


CHIEFS = "avdelningschef direktor"
POST = "registrator sekreterare"
RUNS = "ks.samordnare"
SENDER = "ks.samordnare ks.registrator"
ASKS_IN_TURN = f"registrator handlaggare {CHIEFS}"

REPLY: dict[str, Rule] = {
    "ta_emot": Rule("registrator", "skickad", "mottagen", asks="diarienummer"),
    "planera_svar": Rule(POST, "mottagen fordelad utkast granskning signering signerad", SAME, asks="sammantrade"),
    "fordela": Rule(f"registrator {CHIEFS}", "mottagen", "fordelad", asks="handlaggare"),
    "angra_mottagning": Rule("registrator", "mottagen", "skickad", only="own_last"),
    "angra_fordelning": Rule(f"registrator {CHIEFS}", "fordelad", "mottagen", only="own_last"),
    "angra_signatur_som_avdelningschef": Rule("avdelningschef", "signering", "granskning", only="own_last"),
    "angra_signatur_som_forvaltningschef": Rule("direktor", "signerad", "signering", only="own_last"),
    "angra_avdelningschefens_aterforing": Rule("avdelningschef", "utkast", "granskning", only="own_last"),
    "angra_forvaltningschefens_aterforing": Rule("direktor", "utkast", "signering", only="own_last"),
    "angra_anmalan_till_sammantrade": Rule(POST, "till_namnd", "signerad", only="own_last"),
    "anteckna_beredning": Rule(ASKS_IN_TURN, SHARED, SAME, form="", asks="enhet forum"),
    "andra_bilagor": Rule("handlaggare", "fordelad utkast", SAME, form="", asks="namn"),
    "spara_text": Rule("handlaggare", "fordelad utkast", "utkast", form="text", asks="rubrik"),
    "lamna_for_granskning": Rule(
        "handlaggare", "utkast", "granskning", form="text", needs="text complete", only="two_levels"
    ),
    "lamna_for_signering": Rule(
        "handlaggare", "utkast", "signering", form="text", needs="text complete", only="one_level"
    ),
    "ta_tillbaka": Rule("handlaggare", "granskning signering", "utkast", form="", only="unsigned"),
    "signera_som_avdelningschef": Rule("avdelningschef", "granskning", "signering", form="text", needs="text"),
    "avdelningschef_skickar_tillbaka": Rule(
        "avdelningschef", "granskning", "utkast", form="text", needs="text", asks="motivering"
    ),
    "signera_som_forvaltningschef": Rule(
        "direktor", "signering", "signerad", form="text", needs="text head", only="own_unsigned"
    ),
    "forvaltningschef_skickar_tillbaka": Rule(
        "direktor", "signering", "utkast", form="text", needs="text", asks="motivering"
    ),
    "registrera_signerat_utlatande": Rule(
        POST, SHARED, "signerad", form="", only="alone", asks="diarienummer_nu underskrift dag_som_varit"
    ),
    "oppna_for_ny_signering": Rule("handlaggare", "signerad till_namnd", "utkast", form="", only="broken"),
    "anmal_till_sammantrade": Rule(POST, "signerad till_namnd", "till_namnd", needs="director", asks="sammantrade"),
    "publicera_handlingar": Rule(
        POST, "till_namnd", SAME, needs="text director", only="own_unpublished", asks="sammantrade"
    ),
    "registrera_beslut": Rule(
        "sekreterare", "till_namnd", "beslutad", needs="text director one_text", only="own_undecided",
        asks="paragraf protokoll",
    ),
    "aterremittera": Rule(
        "sekreterare", "till_namnd", "utkast", needs="text", only="own_undecided", asks="paragraf motivering"
    ),
    "bordlagg": Rule("sekreterare", "till_namnd", "signerad", needs="text", only="own_undecided", asks="paragraf"),
    "ta_tillbaka_beslut": Rule("sekreterare", "till_namnd beslutad justerad", "till_namnd", only="own_decided"),
    "lagg_in_namndens_yttrande": Rule(
        "sekreterare", "beslutad justerad inskickad ej_inkommit", SAME, only="board_writes", asks="yttrande"
    ),
    "justera": Rule("sekreterare", "beslutad", "justerad", needs="decided", asks="justeringsdag"),
    "angra_justering": Rule("sekreterare", "justerad", "beslutad", only="adjusted_afterwards"),
    "expediera": Rule(POST, "justerad", "inskickad", needs="number text director decided adjusted board_text"),
    "expediera_efter_svarstiden": Rule(
        POST, "ej_inkommit", "inskickad", needs="number text director decided adjusted_with_own board_text",
        only="decided_before",
    ),
    "expediera_kontorsyttrande": Rule(
        POST, "signerad till_namnd", "inskickad", needs="number text director", only="no_company"
    ),
    "expediera_delegationsbeslut": Rule(
        POST, "signerad till_namnd", "inskickad", needs="number text director", only="no_company alone",
        asks="beslutsfattare punkt",
    ),
    "expediera_ordforandebeslut": Rule(
        POST, "signerad till_namnd", "inskickad", needs="number text director", only="no_company alone chair",
        asks="beslutsfattare bradska",
    ),
    "expediera_vd_beslut": Rule(
        POST, "signerad till_namnd", "inskickad", needs="number text director", only="company alone",
        asks="beslutsfattare",
    ),
    "skicka_forhandssvar": Rule(
        POST, "signerad till_namnd", "forhandssvar", needs="number text director", asks="beslutsdag"
    ),
    "registrera_beslut_efter_forhandssvar": Rule(
        "sekreterare", "forhandssvar", "inskickad", needs="one_text", only="own_undecided",
        asks="paragraf protokoll justeringsdag",
    ),
    "notera_uppskjutet_beslut": Rule(
        "sekreterare", "forhandssvar", SAME, needs="expected", only="own_undecided", asks="paragraf"
    ),
    "avsta": Rule(f"registrator {CHIEFS}", EARLY, "avstatt", only="alone", asks="motivering beslutsfattare"),
    "angra_avstaende": Rule(f"registrator {CHIEFS}", "avstatt", "skickad", only="open"),
    "lamna_in_fardiga_handlingar": Rule(
        POST, f"{UNDECIDED} ej_inkommit", "inskickad", form="", only="alone_or_bound nothing_decided",
        asks="diarienummer_nu",
    ),
    "lamna_in_forhandssvar": Rule(
        POST, f"{UNDECIDED} ej_inkommit", "forhandssvar", form="", only="alone_or_bound nothing_decided",
        asks="diarienummer_nu beslutsdag",
    ),
    "part_svarar_for_sig": Rule(SENDER, f"{OPEN.removeprefix('skickad ')} forhandssvar {BROKEN_OFF}", SAME),
    "svara_for_sig": Rule(POST, "signerad till_namnd forhandssvar", SAME),
    "registrera_inkommet_svar": Rule(SENDER, f"{OPEN} avstatt {BROKEN_OFF}", "inskickad", form="", only="no_secret"),
    "registrera_inkommet_forhandssvar": Rule(
        SENDER, f"{UNDECIDED} avstatt {BROKEN_OFF}", "forhandssvar", form="", only="no_secret", asks="beslutsdag"
    ),
    "registrera_inkommet_beslut": Rule(SENDER, "forhandssvar", "inskickad", asks="paragraf protokoll"),
    "registrera_uppskjutet_beslut": Rule(SENDER, "forhandssvar", SAME, needs="expected", asks="paragraf"),
    "ersatt_svar": Rule(
        POST, CAME_IN, "inskickad", form="", only="alone_or_waiting nothing_decided open reason",
        asks="diarienummer_nu",
    ),
    "ersatt_forhandssvar": Rule(
        POST, "forhandssvar", "forhandssvar", form="", only="alone_or_waiting nothing_decided open reason",
        asks="diarienummer_nu beslutsdag",
    ),
    "registrera_ersattande_svar": Rule(SENDER, CAME_IN, "inskickad", form="", only="reason"),
    "registrera_ersattande_forhandssvar": Rule(
        SENDER, "forhandssvar", "forhandssvar", form="", only="reason", asks="beslutsdag"
    ),
    "begar_komplettering": Rule(RUNS, CAME_IN, SAME, form="", only="nothing_asked", asks="dag_som_kommer"),
    "lamna_komplettering": Rule(POST, CAME_IN, SAME, form="", only="asked", asks="svar"),
    "aterkalla_begaran_om_komplettering": Rule(RUNS, CAME_IN, SAME, form="", only="asked", asks="motivering"),
    "begar_anstand": Rule(
        f"sekreterare {ASKS_IN_TURN}", OPEN, SAME, only="open no_open_extension", asks="motivering dag_som_kommer"
    ),
    "ta_tillbaka_begaran_om_anstand": Rule(f"sekreterare {ASKS_IN_TURN}", OPEN, SAME, only="open_extension"),
    "bevilja_anstand": Rule(
        RUNS, f"{OPEN} utanfor_systemet", SAME, form="anstand", only="open waited_for", asks="dag_som_kommer"
    ),
    "avsla_begaran_om_anstand": Rule(
        RUNS, OPEN, SAME, form="anstand", only="open_extension waited_for", asks="motivering"
    ),
    "tysta_paminnelser": Rule(ASKS_IN_TURN, f"{OPEN} utanfor_systemet", SAME, asks="motivering"),
    "sla_pa_paminnelser": Rule(ASKS_IN_TURN, ANY, SAME, only="muted"),
    "hantera_utanfor_systemet": Rule(
        "registrator", "skickad mottagen fordelad", "utanfor_systemet", needs="no_text", only="alone",
        asks="diarienummer",
    ),
    "notera_overlamnat": Rule("registrator", "utanfor_systemet", SAME, asks="dag_som_varit"),
    "angra_utanfor_systemet": Rule("registrator", "utanfor_systemet", "mottagen", needs="not_handed_over"),
    "avgor_sent_svar": Rule(RUNS, CAME_IN, SAME, only="came_late", asks="motivering"),
    "markera_ej_inkommit": Rule(RUNS, OPEN, "ej_inkommit"),
    "invanta_igen": Rule(RUNS, "ej_inkommit", BEFORE),
    "aterkalla_begaran": Rule(RUNS, f"{OPEN} utanfor_systemet", "aterkallad", needs="not_handed_over"),
    "begar_svar_igen": Rule(RUNS, "aterkallad", BEFORE),
    "foresla_gemensamt_svar": Rule(f"registrator {CHIEFS}", SHARED, SAME, needs="askable", asks="instans"),
    "aterkalla_forslag_om_gemensamt_svar": Rule(f"registrator {CHIEFS}", ANY, SAME, only="proposed"),
    "ga_med_i_gemensamt_svar": Rule(
        f"registrator {CHIEFS}", "mottagen fordelad", SAME, needs="no_text number received",
        only="proposed alone lead_shared",
    ),
    "avboj_gemensamt_svar": Rule(f"registrator {CHIEFS}", ANY, SAME, only="proposed"),
    "ta_emot_part": Rule(f"registrator {CHIEFS}", SHARED, SAME),
    "lamna_gemensamt_svar": Rule(
        f"registrator {CHIEFS}", f"{SHARED} granskning signering", SAME, only="joined joint unsigned"
    ),
    "skicka_underremiss": Rule(
        ASKS_IN_TURN, SHARED, SAME, needs="number", only="nobody_asked_in_turn", asks="mottagare sista_svarsdag"
    ),
}  # fmt: skip

REMISS: dict[str, Rule] = {
    "redigera": Rule(SENDER, "utkast", SAME),
    "skicka": Rule(SENDER, "utkast", "skickad"),
    "avsluta": Rule(RUNS, "skickad", "avslutad"),
    "oppna_svarstiden": Rule(RUNS, "avslutad", "skickad", asks="motivering"),
    "forbered_version": Rule(SENDER, "skickad", SAME, form=""),
    "skicka_version": Rule(SENDER, "skickad", SAME, only="prepared", asks="brev"),
    "aterkalla": Rule(RUNS, "skickad", "aterkallad", asks="motivering"),
    "ateruppta": Rule(RUNS, "aterkallad", "skickad", asks="motivering"),
}

TAMPERING: dict[str, Rule] = {"andra_signerad_text": Rule("databasen", "signerad till_namnd", SAME, form="")}
"""What nobody may do: somebody changes the signed text past Remiss. Nothing is said of it in the log."""

FOLLOWS = {
    "avsluta": "markera_ej_inkommit",
    "oppna_svarstiden": "invanta_igen",
    "aterkalla": "aterkalla_begaran",
    "ateruppta": "begar_svar_igen",
}
"""What the sender does to a whole remiss → what happens to each matter of it that the rule fits."""
UNDOES = {
    "angra_mottagning": "ta_emot",
    "angra_fordelning": "fordela",
    "angra_signatur_som_avdelningschef": "signera_som_avdelningschef",
    "angra_signatur_som_forvaltningschef": "signera_som_forvaltningschef",
    "angra_avdelningschefens_aterforing": "avdelningschef_skickar_tillbaka",
    "angra_forvaltningschefens_aterforing": "forvaltningschef_skickar_tillbaka",
    "angra_anmalan_till_sammantrade": "anmal_till_sammantrade",
}
"""One button takes back what the same person did last."""
BY_OTHERS = {*FOLLOWS.values(), "ta_emot_part"}
"""Nobody asks for these by themselves: they come with another action."""
BESIDES = {"part_svarar_for_sig", "svara_for_sig"}
"""These too; what they do is checked, but no walk is sent through every state for them."""
SENDS = {
    "expediera", "expediera_efter_svarstiden", "expediera_kontorsyttrande", "expediera_delegationsbeslut",
    "expediera_ordforandebeslut", "expediera_vd_beslut", "skicka_forhandssvar",
}  # fmt: skip
"""The text that was written here goes to the sender as it stands, and others may read it."""
INTAKES = {
    "lamna_in_fardiga_handlingar", "lamna_in_forhandssvar", "registrera_inkommet_svar",
    "registrera_inkommet_forhandssvar",
}  # fmt: skip
"""Finished papers: they are a new text, and that is what others may read."""
REPLACES = {
    "ersatt_svar": "lamna_in_fardiga_handlingar",
    "ersatt_forhandssvar": "lamna_in_forhandssvar",
    "registrera_ersattande_svar": "registrera_inkommet_svar",
    "registrera_ersattande_forhandssvar": "registrera_inkommet_forhandssvar",
}
"""The same where a text has come in already; where none has, it is an ordinary one."""
PAPERS = {*INTAKES, *REPLACES, "registrera_signerat_utlatande"}
"""What begins with a file."""
STAYS_WHILE_OTHERS = {
    "signera_som_forvaltningschef", "registrera_beslut", "registrera_beslut_efter_forhandssvar", "justera", "bordlagg",
}  # fmt: skip
"""Each party to a joint reply does it for itself."""


def rule_of(action: str) -> Rule:
    """Return the rule of an action, whatever it is about."""
    return REPLY.get(action) or REMISS.get(action) or TAMPERING[action]


def pairs(rules: dict[str, Rule]) -> set[tuple[str, str]]:
    """Return every (state, action) that ``rules`` know."""
    return {(state, action) for action, rule in rules.items() for state in rule.states}
