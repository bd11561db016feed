"""What a person is told when a file cannot be read. Each sentence says what is wrong and what to do."""

from __future__ import annotations

_SAVE_AS = "Spara den som docx, pdf eller txt och försök igen."

EMPTY = "Filen är tom. Kontrollera att du valde rätt fil och försök igen."
TOO_LARGE = "Filen är större än 30 MB. Ta bort stora bilder eller dela upp den och försök igen."
PROGRAM = f"Filen är ett program och inte ett dokument. {_SAVE_AS}"
IMAGE = "Filen är en bild. Remiss läser bara text: lämna in dokumentet som docx, pdf eller txt."
SPREADSHEET = "Filen är ett kalkylblad. Kopiera texten till ett Word-dokument (docx) och försök igen."
PRESENTATION = "Filen är en presentation. Kopiera texten till ett Word-dokument (docx) och försök igen."
OPEN_DOCUMENT = "Filen är i formatet OpenDocument. Öppna den, spara den som docx eller pdf och försök igen."
OLD_WORD = "Filen är i ett gammalt Office-format (till exempel doc). Öppna den, spara den som docx och försök igen."
RICH_TEXT = "Filen är i formatet RTF. Öppna den, spara den som docx och försök igen."
WEB_PAGE = f"Filen är en webbsida. {_SAVE_AS}"
ARCHIVE = "Filen är ett arkiv (zip) och inte ett dokument. Packa upp det och lämna in dokumentet."
ZIP_IN_ZIP = "Filen är ett arkiv (zip) i ett arkiv. Packa upp det och ladda upp filerna för sig."
NO_ZIP = "Filen heter zip men är ett Office-dokument. Ge den rätt ändelse, till exempel docx, och ladda upp den igen."
EMPTY_ZIP = "Zip-filen innehåller inga filer."
LOCKED_ZIP = "Zip-filen är skyddad med lösenord. Packa upp den och ladda upp filerna."
BROKEN_ZIP = "Zip-filen är skadad eller ovanligt gjord. Packa upp den och ladda upp filerna."
BROKEN_ENTRY = "Filen är skadad i zip-filen. Packa upp zip-filen och ladda upp filen för sig."
UNKNOWN = f"Filen är inte ett dokument som Remiss kan läsa. {_SAVE_AS}"
LOCKED = "Filen är skyddad med lösenord. Ta bort lösenordet, spara filen på nytt och försök igen."
NO_COMPILATION = "Filen är inte en sammanställning i docx eller json. Ange den fil som Remiss har skrivit."
NO_TEMPLATE = "Filen är inte en mall i docx. Spara mallen i Word som Word-dokument (docx) och försök igen."
BROKEN_DOCX = "Word-dokumentet är skadat. Öppna det i Word, spara det på nytt som docx och försök igen."
BROKEN_PDF = "Pdf-filen är skadad. Skapa den på nytt ur originalet och försök igen."
SCANNED = (
    "Pdf-filen innehåller ingen text, troligen är den inskannad. "
    "Lämna in originalet som docx eller en pdf som är skapad ur det."
)
NO_TEXT = "Filen innehåller ingen text. Kontrollera att du valde rätt fil och försök igen."
MACROS = "Word-dokumentet innehåller makron. Spara det som vanligt Word-dokument (docx) utan makron och försök igen."
PACKED_FILE = (
    "En annan fil är inbäddad i Word-dokumentet. Ta bort den ur dokumentet, lämna in den för sig och försök igen."
)
PDF_PROGRAM = (
    "Pdf-filen innehåller ett skript eller startar ett program. Skriv ut den till en ny pdf-fil och försök igen."
)
TOO_HEAVY = (
    "Filen är för stor eller för invecklad för att läsas. Spara den på nytt ur Word eller som txt och försök igen."
)
TOO_SLOW = "Filen tog för lång tid att läsa. Spara den på nytt ur Word eller som txt och försök igen."

PAGES_WITHOUT_TEXT = "Dessa sidor innehåller ingen läsbar text, kanske är de inskannade: {pages}."
