"""Papers as HTML to paste and as Markdown: structure alone, and nothing that was typed is markup."""

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from reports.hiring import blocks
from reports.hiring.markdown import escaped, markdown_of
from reports.hiring.paper import html_of

from .hiring_papers import ODD, paper
from .survey_results import HOSTILE

TAGS = {"h2", "h3", "h4", "p", "ul", "li", "strong", "small", "table", "thead", "tbody", "tr", "th", "td"}
SNARES = [
    "# no heading", "- no list", "+ no list", "1. no list", "2) no list", "> no quotation",
    "*no stress* _none_ __none__",
    "[no](javascript:alert(1)) ![no](x)", "<b>no</b> &amp; <!-- -->", "`no code` ~~no~~", "| no | table |",
    "= no", "---",
    "    no code", "\\no \\\\ escape", "a | b", "Setext\n===", "***", "$no$", "1\\. no", "12345678901. no",
]  # fmt: skip
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class Seen(HTMLParser):
    """The tags, attributes and texts of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.said: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@pytest.mark.parametrize("text", ["Words", *ODD], ids=lambda text: repr(text[:12]))
def test_html_is_structure_alone_whatever_is_typed(text: str) -> None:
    seen = Seen(html_of(paper(text)))
    assert set(seen.tags) <= TAGS
    assert seen.attributes <= {"scope"}, "neither classes nor anything that runs"


def test_html_says_what_was_typed() -> None:
    said = "".join(Seen(html_of(paper(HOSTILE))).said)
    assert said.count("<script>alert(1)</script>") >= 20


def test_the_file_is_a_whole_document_and_the_field_a_part_of_one() -> None:
    whole, part = html_of(paper(), whole=True), html_of(paper())
    assert whole.startswith('<!DOCTYPE html>\n<html lang="en-US">')
    assert (Seen(whole).tags.count("h1"), Seen(part).tags.count("h1")) == (1, 0)
    assert re.findall(r"<h\d", part) == ["<h2", "<h3", "<h4"]
    assert re.findall(r"<h\d", whole) == ["<h1", "<h2", "<h3"]


@pytest.mark.parametrize("text", [*SNARES, HOSTILE])
def test_markdown_reads_as_what_was_typed_and_as_no_markup(text: str) -> None:
    line = blocks.text(text).text
    html = GITHUB.render(escaped(line))
    assert set(Seen(html).tags) == {"p"}
    assert "".join(Seen(html).said).strip() == line


@pytest.mark.parametrize("text", SNARES)
def test_so_it_is_in_headings_lists_and_tables(text: str) -> None:
    line = blocks.text(text).text
    rows = ((blocks.cell(text), blocks.cell(text)),)
    held = [blocks.heading(text), *blocks.bullets((text, text)), blocks.Table(rows, (1, 1), "", heads=("A", "B"))]
    seen = Seen(GITHUB.render(markdown_of(paper(of=held))))
    assert set(seen.tags) == {"h1", "h2", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}
    assert [one for one in seen.said if one.strip()].count(line) == 5
    assert seen.tags.count("td") == 2


def test_markdown_says_that_it_is_a_draft_first() -> None:
    assert markdown_of(paper(status="Draft, not approved")).startswith("**Draft, not approved**\n\n# Words\n")


def test_labels_boxes_and_rooms() -> None:
    row = (blocks.cell("Row"), blocks.box("Tick"), blocks.room("Write"), blocks.cell("One", "Two"))
    held = [blocks.text("Words", label="Pay"), blocks.Table((row,), (1, 1, 1, 1), ""), blocks.Room("Notes")]
    text = markdown_of(paper(of=held))
    assert "**Pay:** Words" in text
    assert "| Row | ☐ |  | One<br>Two |" in text
    assert "**Notes**" in text
