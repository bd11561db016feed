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

REPLY: dict[str, Rule] = {
    "ta_emot": Rule("registrator", "skickad", "mottagen", asks="diarienummer"),
    "planera_svar": Rule(POST, "mottagen fordelad utkast granskning signering signerad", SAME, asks="sammantrade"),
    "fordela": Rule(f"registrator {CHIEFS}", "mottagen", "fordelad", asks="handlaggare"),
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
    "signera_som_forvaltningschef": Rule("direktor", "signering", "signerad", form="text", needs="text head"),
    "forvaltningschef_skickar_tillbaka": Rule(
        "direktor", "signering", "utkast", form="text", needs="text", asks="motivering"
    ),
    "anmal_till_sammantrade": Rule(POST, "signerad till_namnd", "till_namnd", needs="director", asks="sammantrade"),
    "registrera_beslut": Rule(
        "sekreterare", "till_namnd", "beslutad", needs="text director", asks="paragraf protokoll"
    ),
    "aterremittera": Rule("sekreterare", "till_namnd", "utkast", needs="text", asks="paragraf motivering"),
    "bordlagg": Rule("sekreterare", "till_namnd", "signerad", needs="text", asks="paragraf"),
    "ta_tillbaka_beslut": Rule("sekreterare", "beslutad justerad", "till_namnd"),
    "justera": Rule("sekreterare", "beslutad", "justerad", needs="decided", asks="justeringsdag"),
    "angra_justering": Rule("sekreterare", "justerad", "beslutad", only="adjusted_afterwards"),
    "expediera": Rule(POST, "justerad", "inskickad", needs="number text director decided"),
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
        "sekreterare", "forhandssvar", "inskickad", asks="paragraf protokoll justeringsdag"
    ),
    "notera_uppskjutet_beslut": Rule("sekreterare", "forhandssvar", SAME, needs="expected", asks="paragraf"),
    "avsta": Rule(f"registrator {CHIEFS}", EARLY, "avstatt", only="alone", asks="motivering beslutsfattare"),
    "angra_avstaende": Rule(f"registrator {CHIEFS}", "avstatt", "skickad", only="open"),
    "lamna_in_fardiga_handlingar": Rule(
        POST, f"{OPEN} ej_inkommit", "inskickad", form="", only="alone", asks="diarienummer_nu"
    ),
    "lamna_in_forhandssvar": Rule(
        POST, f"{UNDECIDED} ej_inkommit", "forhandssvar", form="", only="alone", asks="diarienummer_nu beslutsdag"
    ),
    "registrera_inkommet_svar": Rule(SENDER, f"{OPEN} avstatt {BROKEN_OFF}", "inskickad", form="", only="no_secret"),
    "registrera_inkommet_forhandssvar": Rule(
        SENDER, f"{UNDECIDED} avstatt {BROKEN_OFF}", "forhandssvar", form="", only="no_secret", asks="beslutsdag"
    ),
    "registrera_inkommet_beslut": Rule(SENDER, "forhandssvar", "inskickad", asks="paragraf protokoll"),
    "registrera_uppskjutet_beslut": Rule(SENDER, "forhandssvar", SAME, needs="expected", asks="paragraf"),
    "hantera_utanfor_systemet": Rule(
        "registrator", "skickad mottagen fordelad", "utanfor_systemet", needs="no_text", only="alone",
        asks="diarienummer",
    ),
    "notera_overlamnat": Rule("registrator", "utanfor_systemet", SAME, asks="dag_som_varit"),
    "angra_utanfor_systemet": Rule("registrator", "utanfor_systemet", "mottagen", needs="not_handed_over"),
    "avgor_sent_svar": Rule(RUNS, "forhandssvar inskickad", SAME, only="came_late", asks="motivering"),
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
}  # fmt: skip

REMISS: dict[str, Rule] = {
    "redigera": Rule(SENDER, "utkast", SAME),
    "skicka": Rule(SENDER, "utkast", "skickad"),
    "avsluta": Rule(RUNS, "skickad", "avslutad"),
    "oppna_svarstiden": Rule(RUNS, "avslutad", "skickad", asks="motivering"),
    "aterkalla": Rule(RUNS, "skickad", "aterkallad", asks="motivering"),
    "ateruppta": Rule(RUNS, "aterkallad", "skickad", asks="motivering"),
}

NOT_YET = {
    "andra_bilagor", "anteckna_beredning", "registrera_signerat_utlatande", "oppna_for_ny_signering",
    "angra_fordelning", "angra_mottagning", "angra_signatur_som_forvaltningschef",
    "angra_signatur_som_avdelningschef", "angra_anmalan_till_sammantrade", "angra_avdelningschefens_aterforing",
    "angra_forvaltningschefens_aterforing", "ersatt_forhandssvar", "ersatt_svar",
    "registrera_ersattande_forhandssvar", "registrera_ersattande_svar", "begar_komplettering", "lamna_komplettering",
    "aterkalla_begaran_om_komplettering", "begar_anstand", "ta_tillbaka_begaran_om_anstand", "bevilja_anstand",
    "avsla_begaran_om_anstand", "tysta_paminnelser", "sla_pa_paminnelser", "skicka_underremiss",
    "publicera_handlingar", "forbered_version", "skicka_version", "lagg_in_namndens_yttrande",
}  # fmt: skip
"""Rows of the table that the walk does not try yet."""
NOT_YET_PAIRS = {("till_namnd", "ta_tillbaka_beslut")}
"""Of joint replies alone, which the walk does not take past their first signatures yet."""

FOLLOWS = {
    "avsluta": "markera_ej_inkommit",
    "oppna_svarstiden": "invanta_igen",
    "aterkalla": "aterkalla_begaran",
    "ateruppta": "begar_svar_igen",
}
"""What the sender does to a whole remiss → what happens to each matter of it that the rule fits."""
BY_OTHERS = {*FOLLOWS.values(), "ta_emot_part"}
"""Nobody asks for these by themselves: they come with another action."""
SENDS = {
    "expediera", "expediera_kontorsyttrande", "expediera_delegationsbeslut", "expediera_ordforandebeslut",
    "expediera_vd_beslut", "skicka_forhandssvar", "lamna_in_fardiga_handlingar", "lamna_in_forhandssvar",
    "registrera_inkommet_svar", "registrera_inkommet_forhandssvar",
}  # fmt: skip
"""What makes the one text that others may read."""
INTAKES = {action for action in SENDS if action.startswith(("lamna_in", "registrera_inkommet"))}
"""Finished papers: they are a new text."""


def pairs(rules: dict[str, Rule]) -> set[tuple[str, str]]:
    """Return every (state, action) that ``rules`` know."""
    return {(state, action) for action, rule in rules.items() for state in rule.states}
