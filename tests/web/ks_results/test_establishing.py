"""Fixing a compilation in the page: what remains is told with where to mend it, and files follow what was fixed."""

from __future__ import annotations

from click.testing import CliRunner

from remiss.cli.compile import command
from tests.services.test_establishing import APPROVER, WORDS, ready
from tests.support.world import World, sent_remiss


def test_it_is_fixed_read_opened_and_fixed_anew(app, world: World, visit, tmp_path) -> None:
    client, base = visit("ks.samordnare"), f"/remisser/{ready(world)}"
    page = f"{base}/sammanstallning/faststallande"
    assert WORDS in client.get(page).text, "what would be left open is listed"
    version = client.get(page).text.split('name="version"')[1].split('value="')[1].split('"')[0]
    bare = client.submit(page, {"version": version, "approver": "", "open_reason": "Utreds vidare."})
    assert bare.status_code == 422
    assert "Utreds vidare." in bare.text
    given = {"version": version, "approver": APPROVER, "open_reason": "Utreds vidare."}
    assert client.submit(page, given).status_code == 303
    assert client.submit(page, given).status_code == 409
    empty = client.submit(page, {"version": version, "approver": "", "open_reason": ""})
    assert empty.status_code == 409, "an old form: its fields are gone, so no fault can be mended in them"
    assert "error-summary" not in empty.text
    shown = client.get(f"{base}/sammanstallning").text
    assert "Den är godkänd av Maj Lind, stadsdirektör." in shown
    assert "Synpunkt 1.1 har inget svar" in shown
    assert "Preliminär" not in shown
    locked = client.get(f"{base}/synpunkter/1").text
    assert "låsta tills den öppnas igen" in locked
    assert "Spara klassningen" not in locked
    refused = client.submit(f"{base}/synpunkter/1/klassning", {"stance": "stoder"})
    assert refused.status_code == 409
    assert "Öppna den igen" in refused.text
    out = tmp_path / "a.json"
    CliRunner().invoke(command, ["KS 2026/311", "--format", "json", "--out", str(out)], obj=lambda: app)
    assert "godkänd av Maj Lind" in out.read_text()
    again, why = f"{base}/sammanstallning/ateroppning", {"reason": "Fel svar."}
    assert client.submit(again, {"version": version, **why}).status_code == 409
    assert client.submit(again, {"version": str(int(version) + 1), **why}).status_code == 303
    assert "Preliminär" in client.get(f"{base}/sammanstallning").text
    assert client.submit(page, {**given, "version": str(int(version) + 2)}).status_code == 303
    versions = client.get(f"{base}/sammanstallning/versioner").text
    assert "Fel svar." in versions
    assert "Inget som syns i sammanställningen är ändrat." in versions
    assert "gäller inte längre" in client.get(f"{base}/sammanstallning/versioner/1").text
    assert client.get(f"{base}/sammanstallning/versioner/3").status_code == 404


def test_what_remains_is_listed_with_the_way_there(world: World, visit) -> None:
    client, base = visit("ks.samordnare"), f"/remisser/{sent_remiss(world)}"
    page = client.get(f"{base}/sammanstallning/faststallande").text
    assert f'href="{base}/avslut">Svarstiden är inte avslutad' in page
    assert "Fastställ sammanställningen</button>" not in page


def test_only_who_runs_the_remiss_fixes_it(world: World, visit) -> None:
    base = f"/remisser/{sent_remiss(world)}/sammanstallning"
    for place in ("faststallande", "ateroppning"):
        assert visit("ks.registrator").submit(f"{base}/{place}", {"version": "1"}).status_code == 403
        assert visit("ks.registrator").get(f"{base}/{place}").status_code == 403, "no form that only refuses"
        for who in ("farsta.direktor", "social.registrator", "admin"):
            assert visit(who).get(f"{base}/{place}").status_code == 404
    assert visit("ks.registrator").get(f"{base}/versioner").status_code == 200
