"""The header block of a reply in the forms that offices use."""

from __future__ import annotations

from remiss.cli.measure.layouts.content import Content, long_day
from remiss.cli.measure.layouts.layout import Layout

Rows = list[list[str]]


def head_rows(content: Content, layout: Layout) -> Rows:
    """Return the rows of the header block; a row of several cells stands side by side."""
    if layout.head == "none":
        return []
    labels = content.labels
    fields = _fields(content, layout)
    sender = [labels["office"] or labels["consultee"] or ""]
    kind = "Tjänsteutlåtande" if labels["office"] else "Yttrande"
    styles = {"labels": _labels, "table": _table, "form": _form, "label_row": _label_row}
    to = _addressee(content)
    rows = styles.get(layout.head, _lines)(sender, kind, fields, to)
    return [row for row in rows if any(row)]


def _fields(content: Content, layout: Layout) -> dict[str, str]:
    labels = content.labels
    long = layout.head in ("labels", "form")
    remitted = labels["remiss_diary_number"]
    officer = labels["officers"][0] if labels["officers"] else {}
    found = {
        "Dnr": labels["diary_number"],
        "Ert dnr": remitted if remitted and not content.says(remitted, layout) else None,
        "Datum": _day(labels["dates"]["statement"], long=long),
        "Svar senast": _day(content.unsaid_due, long=long),
        "Handläggare": officer.get("name"),
        "Telefon": officer.get("phone"),
        "E-post": officer.get("email"),
    }
    return {name: value for name, value in found.items() if value}


def _addressee(content: Content) -> tuple[str, str]:
    """Return the nämnd that the statement goes to and its day; nothing when the sender answers itself."""
    labels = content.labels
    own = labels["office"] in (None, labels["consultee"])
    meeting = _day(labels["dates"]["meeting"], long=False)
    return ("" if own and not meeting else labels["consultee"] or "", meeting or "")


def _lines(sender: list[str], kind: str, fields: dict[str, str], to: tuple[str, str]) -> Rows:
    rows = [*sender, kind]
    for name, value in fields.items():
        rows += {
            "Svar senast": [f"Svar senast {value}"],
            "Datum": [value],
            "Handläggare": ["Handläggare", value],
            "E-post": [value],
            "Telefon": [f"Telefon: {value}"],
        }.get(name, [f"{name} {value}"])
    return [[row] for row in [*rows, *(["Till", *to] if to[0] else [])]]


def _labels(sender: list[str], kind: str, fields: dict[str, str], to: tuple[str, str]) -> Rows:
    name, meeting = to
    rows = [*sender, kind.upper(), *(f"{label}: {value}" for label, value in fields.items())]
    rows += [f"Till: {name}"] if name else []
    return [[row] for row in [*rows, *([f"Sammanträdesdatum: {meeting}"] if meeting else [])]]


def _table(sender: list[str], kind: str, fields: dict[str, str], to: tuple[str, str]) -> Rows:
    left = [*sender, *(("Handläggare", fields["Handläggare"]) if "Handläggare" in fields else ())]
    left += [f"Telefon: {fields['Telefon']}"] if "Telefon" in fields else []
    left += [fields["E-post"]] if "E-post" in fields else []
    right = [kind, *(f"{name} {fields[name]}" for name in ("Dnr", "Ert dnr") if name in fields)]
    right += [fields["Datum"]] if "Datum" in fields else []
    right += [f"Svar senast {fields['Svar senast']}"] if "Svar senast" in fields else []
    length = max(len(left), len(right))
    rows = [
        [*pair] for pair in zip(left + [""] * (length - len(left)), right + [""] * (length - len(right)), strict=True)
    ]
    return [*rows, *([[line] for line in ("Till", *to) if line] if to[0] else [])]


def _form(sender: list[str], kind: str, fields: dict[str, str], to: tuple[str, str]) -> Rows:
    names = {"Dnr": "Diarienummer", "Ert dnr": "Ert diarienummer"}
    rows = [*([each] for each in sender), [kind]]
    rows += [[names.get(name, name), value] for name, value in fields.items()]
    rows += [["Till", to[0]]] if to[0] else []
    return [*rows, *([["Sammanträde", to[1]]] if to[1] else [])]


def _label_row(sender: list[str], kind: str, fields: dict[str, str], to: tuple[str, str]) -> Rows:
    """Words in one row and what they say in the row under it."""
    words = [name for name in ("Handläggare", "Datum", "Dnr") if name in fields]
    rest = [f"{name}: {value}" for name, value in fields.items() if name not in words]
    rows = [*([each] for each in sender), [kind]]
    rows += [[*words], [fields[word] for word in words]] if words else []
    return [*rows, *([line] for line in rest), *([[line] for line in ("Till", *to) if line] if to[0] else [])]


def _day(iso: str | None, *, long: bool) -> str | None:
    return long_day(iso) if iso and long else iso
