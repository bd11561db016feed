"""What each action is called in the history of a matter. ``{…}`` are facts of the event, dates already in words."""

from __future__ import annotations

ACTIONS: dict[str, str] = {
    "ta_emot": "tog emot remissen",
    "planera_svar": "angav planerat sammanträde: {planned_on}",
    "registrera_remiss": "registrerade remissen, som kom den {arrived_on}",
    "andra_uppgifter": "rättade uppgifterna om remissen",
    "lagg_till_underlag": "lade till filer i underlaget",
    "fordela": "fördelade ärendet till {officer}",
    "spara_text": "sparade version {number} av texten",
    "lamna_for_granskning": "lämnade texten för granskning",
    "ta_tillbaka": "tog tillbaka texten till utkast",
    "signera_som_avdelningschef": "signerade texten som avdelningschef",
    "signera_som_forvaltningschef": "signerade texten som förvaltningschef",
    "avdelningschef_skickar_tillbaka": "skickade tillbaka texten för ändring",
    "forvaltningschef_skickar_tillbaka": "skickade tillbaka texten för ändring",
    "anmal_till_sammantrade": "anmälde ärendet till sammanträdet den {held_on}",
    "registrera_beslut": "registrerade beslutet den {decided_on}, {paragraph}: {outcome}",
    "aterremittera": "registrerade återremiss den {decided_on}, {paragraph}",
    "bordlagg": "registrerade bordläggning den {decided_on}, {paragraph}",
    "expediera": "expedierade svaret",
    "avsta": "meddelade att ni avstår från att svara",
    "angra_avstaende": "ångrade avståendet: ni svarar",
    "lamna_in_fardiga_handlingar": "lämnade in färdiga handlingar",
    "registrera_inkommet_svar": "registrerade ert svar som inkommet",
    "markera_ej_inkommit": "avslutade svarstiden utan att ert svar hade kommit in",
    "markera_synpunkt": "markerade en synpunkt",
    "klassa_synpunkt": "klassade en synpunkt",
    "placera_synpunkt": "angav vilket avsnitt en synpunkt gäller",
    "ta_bort_synpunkt": "tog bort en synpunkt",
    "aterta_synpunkt": "tog tillbaka en borttagen synpunkt",
}
UNKNOWN = "ändrade ärendet"
