"""What is wrong with a page that was rendered, as a list of words; empty where nothing is."""

from collections import Counter
from html.parser import HTMLParser

from django.conf import settings
from django.http import HttpResponse

from .test_templates import inline_code

UNDEFINED = settings.UNDEFINED_VARIABLE.split("%s")[0]
REFERENCES = {"for", "aria-labelledby", "aria-describedby", "aria-controls"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Reader(HTMLParser):
    """Collects the few things that every page must have."""

    def __init__(self) -> None:
        super().__init__()
        self.lang: str | None = None
        self.title = ""
        self.headings: list[str] = []
        self.ids: Counter[str] = Counter()
        self.references: set[str] = set()
        self.links_before_main: list[str | None] = []
        self.main_id: str | None = None
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "html":
            self.lang = given.get("lang")
        if tag == "h1":
            self.headings.append("")
        if tag == "main":
            self.main_id = given.get("id")
        if tag == "a" and self.main_id is None:
            self.links_before_main.append(given.get("href"))
        if "id" in given:
            self.ids[given["id"] or ""] += 1
        for name in REFERENCES & set(given):
            self.references.update((given[name] or "").split())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["title"] and "svg" not in self.open:
            self.title += data
        if self.headings and "h1" in self.open:
            self.headings[-1] += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def title_of(response: HttpResponse) -> str:
    return " ".join(read(response.content.decode()).title.split())


def problems(response: HttpResponse) -> list[str]:
    """All that breaks a rule of the house on this page."""
    html = response.content.decode()
    page = read(html)
    found = [f"inline, {what}" for what in inline_code(html)]
    if len(page.headings) != 1 or not page.headings[0].strip():
        found.append(f"{len(page.headings)} <h1>, not one with words: {page.headings}")
    if page.lang != "en":
        found.append(f"lang is {page.lang}")
    if not page.title.split("·")[0].strip():
        found.append("no <title>")
    if page.links_before_main[:1] != ["#main"] or page.main_id != "main":
        found.append("the first link does not skip to <main id=main>")
    if UNDEFINED in html:
        found.append("undefined in the template: " + html.split(UNDEFINED)[1].split("»")[0])
    found += [f"id {name!r} {count} times" for name, count in page.ids.items() if count > 1]
    found += [f"nothing has the id {name!r}" for name in sorted(page.references - set(page.ids))]
    policy = response.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        found.append(f"Content-Security-Policy is {policy!r}")
    return found
