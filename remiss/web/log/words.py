"""What each event of the log is called. What the transition tables name is called as there."""

from __future__ import annotations

from remiss.domain.workflow.table import REMISS_TABLE, REPLY_TABLE

OTHERS: dict[str, str] = {
    "aterkalla_kalenderadress": "Tog bort en kalenderadress",
    "aterstall_sandlista": "Återställde en sändlista",
    "aterta_synpunkt": "Tog tillbaka en borttagen synpunkt",
    "andra_arbetsgang": "Ändrade nämndens arbetsgång",
    "andra_beslutsordning": "Ändrade hur organisationen beslutar",
    "andra_etiketter": "Ändrade organisationens etiketter",
    "andra_konto": "Ändrade ett konto",
    "andra_mejlval": "Ändrade hur påminnelser kommer",
    "andra_organisation": "Ändrade en organisation",
    "andra_paminnelser": "Ändrade när organisationen påminns",
    "andra_sammantrade": "Ändrade ett sammanträde",
    "andra_sandlista": "Ändrade en sändlista",
    "andra_uppgifter": "Rättade uppgifter om remissen",
    "angra_anmalan": "Ångrade anmälan av ett beslut",
    "anmal_beslut": "Anmälde ett beslut till nämnden",
    "ange_ersattare": "Angav ersättare",
    "avbryt_inlasning": "Avbröt en inläsning",
    "avsluta_ersattare": "Avslutade en ersättares tid",
    "avsluta_organisation": "Angav organisationens sista dag",
    "avsluta_roll": "Avslutade en roll",
    "bedom_synpunkt": "Bedömde en synpunkt",
    "begar_losenordslank": "Begärde länk för nytt lösenord",
    "borja_utlamna": "Började ett utlämnande",
    "bocka_av_punkter": "Bockade av punkter som skulle ändras",
    "byt_losenord": "Bytte lösenord",
    "byt_namn": "Gav organisationen ett nytt namn",
    "byt_namn_pa_avsandare": "Ändrade namnet på en avsändare",
    "byt_plats_pa_filerna": "Bytte plats på filerna",
    "flytta_synpunkt": "Flyttade en synpunkt",
    "ge_roll": "Gav en roll",
    "klassa_synpunkt": "Klassade en synpunkt",
    "kopiera_remiss": "Kopierade en tidigare remiss",
    "ladda_upp_namndens_yttrande": "Laddade upp nämndens eget yttrande",
    "ladda_upp_svar": "Laddade upp ett svar",
    "lagg_in_protokoll": "Lade in protokollet från ett sammanträde",
    "lagg_till_ej_tillfragad": "Lade till en ej tillfrågad",
    "lagg_till_organisation": "Lade till en organisation",
    "lagg_till_sammantrade": "Lade till ett sammanträde",
    "lagg_till_skrivsatt": "Lade till ett skrivsätt",
    "lagg_till_underlag": "Lade till filer i underlaget",
    "lagg_upp_avsandare": "Lade upp en avsändare",
    "lamna_ut": "Lämnade ut handlingar",
    "las_konto": "Kontot låstes efter för många försök",
    "logga_in": "Loggade in",
    "logga_ut_andra": "Loggade ut på andra ställen",
    "markera_synpunkt": "Markerade en synpunkt",
    "oppna_konto": "Öppnade ett konto",
    "ordna_dagordning": "Ordnade dagordningen",
    "mejl_studsade": "Ett mejl kom inte fram",
    "skicka_provmejl": "Skickade ett provmejl till sig själv",
    "andra_mejltext": "Ändrade organisationens egen text i mejl",
    "paminn": "Påminde",
    "paminnelse": "Påminnelse enligt plan",
    "placera_synpunkt": "Angav en synpunkts avsnitt",
    "registrera_remiss": "Registrerade remissen",
    "skapa": "Skapade remissen",
    "skapa_administrator": "Skapade en administratör",
    "skapa_kalenderadress": "Skapade en kalenderadress",
    "skapa_konto": "Skapade ett konto",
    "skapa_sandlista": "Skapade en sändlista",
    "skicka_losenordslank": "Skickade länk för lösenord",
    "skicka_mejl_igen": "Ställde ett mejl i kö igen",
    "stang_konto": "Stängde ett konto",
    "ta_bort_ej_tillfragad": "Tog bort en ej tillfrågad",
    "ta_bort_sammantrade": "Tog bort ett sammanträde",
    "ta_bort_sandlista": "Tog bort en sändlista",
    "ta_bort_synpunkt": "Tog bort en synpunkt",
    "valj_losenord": "Valde lösenord",
}
_TABLES: dict[str, str] = {row.action.value: row.label for row in REPLY_TABLE} | {
    row.action.value: row.label for row in REMISS_TABLE
}


def words_for(action: str) -> str:
    """Return what an event is called."""
    return OTHERS.get(action) or _TABLES.get(action) or "Ändrade"
