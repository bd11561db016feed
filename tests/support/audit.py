"""What every page must be: one h1 that starts the title, Swedish, labelled, valid, no inline script or style."""

from __future__ import annotations

import re
from collections import Counter

import html5lib
from lxml import html as lxml_html

TOKEN = re.compile(r'(name="csrf_token"[^>]*value=")[^"]*')
STRAIGHT = re.compile(r'(?<![=\w/])"[^"<>]+"')

_audited: set[int] = set()


def without_token(page: str) -> str:
    """Return the page without what is new each time that a form is shown."""
    return TOKEN.sub(r"\1", page)


def audit_page(response) -> None:
    """Fail with every fault of the page at once. The very same page is not audited again."""
    text = response.get_data(as_text=True)
    if (seen := hash(without_token(text))) in _audited:
        return
    tree = lxml_html.fromstring(text)
    faults = [*_frame(tree), *_ids(tree), *_labels(tree), *_inline(tree), *_words(tree), *_valid(text)]
    where = f"{response.request.method} {response.request.path} ({response.status_code})"
    assert not faults, f"{where}:\n" + "\n".join(f"- {fault}" for fault in faults)
    _audited.add(seen)


def _frame(tree):
    if tree.get("lang") != "sv":
        yield "html must say lang=sv"
    headings = tree.xpath("//h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1, there must be one"
        return
    heading = " ".join(headings[0].text_content().split())
    title = " ".join(tree.findtext(".//title", "").split())
    if not heading or not title.startswith(heading):
        yield f"title {title!r} does not start with the h1 {heading!r}"


def _ids(tree):
    for name, count in Counter(tree.xpath("//@id")).items():
        if count > 1:
            yield f"id {name!r} is used {count} times"
    yield from _references(tree)


def _references(tree):
    known = set(tree.xpath("//@id"))
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for value in tree.xpath(f"//@{attribute}"):
            for name in value.split():
                if name not in known:
                    yield f"{attribute}={name!r} points at nothing"
    for link in tree.xpath("//a[starts-with(@href, '#')]/@href"):
        if link[1:] and link[1:] not in known:
            yield f"link {link!r} leads nowhere"


def _labels(tree):
    controls = tree.xpath("//input[not(@type='hidden' or @type='submit')] | //select | //textarea")
    labelled = set(tree.xpath("//label/@for"))
    for control in controls:
        named = control.get("id") in labelled or control.get("aria-label") or control.get("aria-labelledby")
        if not named and not control.xpath("ancestor::label"):
            yield f"control {control.get('name')!r} has no label"
    for table in tree.xpath("//table[not(caption)]"):
        yield f"table without caption: {table.text_content()[:40]!r}"
    for image in tree.xpath("//img[not(@alt)]"):
        yield f"picture without alt: {image.get('src')!r}"
    for form in tree.xpath("//form[translate(@method, 'POST', 'post')='post'][not(.//input[@name='csrf_token'])]"):
        yield f"form without csrf token: {form.get('action')!r}"


def _inline(tree):
    if tree.xpath("//script[not(@src)] | //style"):
        yield "inline script or style"
    for attribute in tree.xpath("//@style | //@*[starts-with(name(), 'on')]"):
        yield f"inline attribute {attribute!r}"


def _words(tree):
    for node in tree.xpath("//body//text()[not(ancestor::textarea or ancestor::pre or ancestor::code)]"):
        if STRAIGHT.search(node):
            yield f"straight quotation marks in {node.strip()[:60]!r}"
    text = tree.xpath("string(//body)")
    for left_over in ("None", "{{", "{%", "Traceback"):
        if re.search(rf"(?<!\w){re.escape(left_over)}(?!\w)", text):
            yield f"{left_over!r} shows through"


def _valid(text):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(text)
    for (line, _), code, facts in parser.errors[:5]:
        yield f"invalid HTML on line {line}: {code} {facts}"
