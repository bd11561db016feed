"""The main job, walked in a browser as each role from a new remiss to the compiled Word file, with axe on every page.

What runs is what ``remiss run`` starts: gunicorn, the scheduler, SQLite, mail as files.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from remiss.cli.sample.city import PASSWORD
from remiss.clock import today
from remiss.config import ROOT
from tests.support.browser import assert_accessible
from tests.support.running import Running

FILES = ROOT / "sample" / "files"
PEOPLE = {
    "ks": "hedvig.almstrand@remiss.example",
    "registrator": "tyra.fagerskiold@remiss.example",
    "handläggare": "levi.stahlnas@remiss.example",
    "avdelningschef": "marguerite.akerhielmlund@remiss.example",
    "direktör": "dragan.vintersten@remiss.example",
    "sekreterare": "astrid.quennerstam@remiss.example",
}
VIEWPOINT = "Ansvaret för svala lokaler bör stå i avsnitt 4.1.1."
PRAISE = "Förvaltningen ser positivt på att värme får ett eget avsnitt."
Enter = Callable[[str], Page]


@pytest.fixture
def enter(browser: Browser, running: Running) -> Enter:
    """Return ``enter(who)``: a fresh browser signed in as that person, looking at the start page."""

    def sign_in(who: str) -> Page:
        context = browser.new_context(base_url=running.url, locale="sv-SE", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto("/inloggning")
        page.get_by_label("E-postadress").fill(PEOPLE[who])
        page.get_by_label("Lösenord").fill(PASSWORD)
        page.get_by_role("button", name="Logga in").click()
        page.wait_for_url("**/")
        assert_accessible(page)
        return page

    return sign_in


def press(page: Page, name: str) -> None:
    """Press a button or follow a link by its words, and check the page that comes."""
    here = page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True))
    here.first.click()
    page.wait_for_load_state()
    assert_accessible(page)


def test_a_remiss_goes_out_and_comes_back_as_a_word_file(enter: Enter, running: Running) -> None:
    ks = enter("ks")
    remiss = _send_a_remiss(ks)
    matter = _receive(enter("registrator"), running)
    _assign(enter("avdelningschef"), matter)
    _write(enter("handläggare"), matter)
    _send_back_once(enter("avdelningschef"), matter)
    _hand_in_again(enter("handläggare"), matter)
    _sign(enter("avdelningschef"), matter)
    _sign(enter("direktör"), matter)
    _decide_and_submit(enter("sekreterare"), matter)
    _read_a_file_in(ks, remiss)
    _read_the_result(ks, remiss)


def _send_a_remiss(page: Page) -> str:
    page.goto("/remisser")
    press(page, "Ny remiss")
    page.get_by_label("Rubrik").fill("Program för svala stadsrum")
    page.get_by_label("Kommunstyrelsens diarienummer").fill("KS 2026/777")
    page.get_by_label("Sista svarsdag").fill((today() + timedelta(days=30)).isoformat())
    page.get_by_label("Missiv").fill("Vi vill veta vad ni anser om programmet i sin helhet.")
    press(page, "Skapa utkastet")
    remiss = re.search(r"/remisser/(\d+)", page.url).group(1)
    page.goto(f"/remisser/{remiss}/underlag")
    page.set_input_files("input[type=file]", FILES / "program-for-klimatanpassning-remissversion.docx")
    press(page, "Ladda upp")
    assert page.get_by_text("4.1.1").first.is_visible()
    page.goto(f"/remisser/{remiss}/teman")
    press(page, "Spara teman")
    page.goto(f"/remisser/{remiss}/instanser")
    page.get_by_label("Socialnämnden", exact=True).check()
    page.get_by_label("Trafiknämnden", exact=True).check()
    page.get_by_label("Valnämnden", exact=True).check()
    press(page, "Spara instanserna")
    page.goto(f"/remisser/{remiss}/utskick")
    assert page.get_by_text("kl. 23.59").first.is_visible()
    press(page, "Skicka remissen")
    return remiss


def _receive(page: Page, running: Running) -> str:
    """Follow the link of the mail, as a registrar does."""
    page.goto("/exempelmejl")
    assert_accessible(page)
    page.goto("/arenden")
    press(page, "Program för svala stadsrum")
    matter = re.search(r"/arenden/(\d+)", page.url).group(1)
    page.get_by_label(re.compile("diarienummer", re.IGNORECASE)).fill("SOC 2026/88")
    press(page, "Vi svarar")
    assert page.get_by_text("Mottagen").first.is_visible()
    return matter


def _assign(page: Page, matter: str) -> None:
    page.goto(f"/arenden/{matter}")
    page.locator("select[name=officer_id]").select_option(label="Levi Ståhlnäs")
    press(page, "Fördela")
    assert page.get_by_text("Fördelad").first.is_visible()


def _write(page: Page, matter: str) -> None:
    page.goto(f"/arenden/{matter}/tjansteutlatande")
    page.locator("textarea[name=body_sammanfattning]").fill("Förvaltningen är i huvudsak positiv till programmet.")
    page.locator("textarea[name=body_synpunkter]").fill(f"{PRAISE}\n\n{VIEWPOINT}")
    press(page, "Spara")
    page.goto(f"/arenden/{matter}/synpunkter")
    page.locator("li", has_text=VIEWPOINT).get_by_role("button", name=re.compile("Markera")).click()
    page.wait_for_load_state()
    assert_accessible(page)
    page.get_by_label("Ställningstagande").first.select_option(label="Föreslår ändring")
    press(page, "Spara")
    page.goto(f"/arenden/{matter}/tjansteutlatande")
    press(page, "Lämna för granskning")


def _send_back_once(page: Page, matter: str) -> None:
    page.goto(f"/arenden/{matter}/granskning")
    assert_accessible(page)
    page.locator("details", has=page.locator("textarea[name=reason]")).locator("summary").click()
    page.locator("textarea[name=reason]").fill("Skriv också något om kostnaderna.")
    press(page, "Skicka tillbaka")


def _hand_in_again(page: Page, matter: str) -> None:
    page.goto(f"/arenden/{matter}/tjansteutlatande")
    page.get_by_label("Skriv också något om kostnaderna.").check()
    press(page, "Spara avbockningen")
    page.locator("textarea[name=body_ekonomi]").fill("Programmet medför inga kostnader för nämnden.")
    press(page, "Spara")
    press(page, "Lämna för granskning")


def _sign(page: Page, matter: str) -> None:
    page.goto(f"/arenden/{matter}/granskning")
    page.get_by_label("Ditt lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Signera", exact=True).click()  # a link of that name leads to the queue
    page.wait_for_load_state()
    assert_accessible(page)


def _decide_and_submit(page: Page, matter: str) -> None:
    page.goto(f"/arenden/{matter}/beslut")
    page.locator("input[name=held_on]").fill(today().isoformat())
    press(page, "Anmäl")
    page.goto(f"/arenden/{matter}/beslut")
    page.locator("input[name=decided_on]").fill(today().isoformat())
    page.locator("input[name=paragraph]").fill("§ 12")
    page.get_by_label("Enligt förvaltningens förslag").check()
    page.get_by_label(re.compile("Protokollsutdrag")).set_input_files(
        FILES / "farsta-stadsdelsnamnd-protokollsutdrag.pdf"
    )
    press(page, "Registrera beslut")
    page.locator("input[name=adjusted_on]").fill(today().isoformat())
    press(page, "Notera justering")
    page.goto(f"/arenden/{matter}/expediering")
    press(page, "Expediera svaret")
    assert page.get_by_text("KS 2026/777").first.is_visible()
    assert page.get_by_text("Mottaget").first.is_visible()


def _read_a_file_in(page: Page, remiss: str) -> None:
    page.goto(f"/remisser/{remiss}/inlasningar")
    page.set_input_files("input[type=file]", FILES / "trafiknamnden.txt")
    press(page, "Läs in")
    page.goto(f"/remisser/{remiss}/inlasningar")
    page.get_by_role("link", name=re.compile("trafiknamnden")).first.click()
    confirm = page.get_by_role("button", name="Bekräfta och registrera")
    for _ in range(40):
        page.reload()
        if confirm.count():
            break
        page.wait_for_timeout(500)
    assert_accessible(page)
    assert page.get_by_label("Trafiknämnden").is_checked()
    press(page, "Bekräfta och registrera")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Svar från")


def _read_the_result(page: Page, remiss: str) -> None:
    for name in ("svar", "synpunkter", "matris", "sammanstallning", "mejl", ""):
        page.goto(f"/remisser/{remiss}/{name}".rstrip("/"))
        assert_accessible(page)
    page.goto(f"/remisser/{remiss}/synpunkter")
    page.get_by_role("link", name=re.compile("Öppna")).first.click()
    page.get_by_label("Bedömning", exact=True).select_option(label="Noteras")
    page.get_by_label("Motivering").fill("Bra förslag.")
    press(page, "Spara och gå till nästa")
    saved = re.compile(r"Bedömningen av synpunkt \d+\.\d+ är sparad\.")
    assert page.get_by_text(saved).is_visible(), page.inner_text("main")
    page.goto(f"/remisser/{remiss}/sammanstallning")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta som Word-fil").click()
    content = Path(download.value.path()).read_bytes()
    words = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    for expected in (VIEWPOINT, PRAISE, "Socialnämnden", "Trafiknämnden", "Valnämnden", "Bra förslag."):
        assert expected in words
