"""Steps that people take with the hiring kit of an approved job description, with a look at each page."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import docx
from docx.oxml.ns import qn
from page import validate_pdf_bytes
from playwright.sync_api import Page, expect

from .planning import expect_told
from .steps import expect_heading, field, press

Look = Callable[[Page], None]


def take(page: Page, way: str, paper: str) -> Path:
    """Take a paper as "Word" or "PDF" from the kit's page."""
    button = page.get_by_role("button", name=re.compile(rf"^{way}\s+of\s?: {re.escape(paper)}$"))
    # As long as the application itself gives a PDF: its 30 seconds and the renderer's start.
    with page.expect_download(timeout=60_000) as waiting:
        button.click(timeout=60_000)
    return waiting.value.path()


def take_texts(page: Page, paper: str, look: Look) -> tuple[str, str]:
    """Take a paper as files of HTML and Markdown, from the page with the text to paste."""
    page.get_by_role("link", name=re.compile(rf"^Text to paste\s+of\s?: {re.escape(paper)}$")).click()
    expect_heading(page, "Text to paste")
    look(page)
    files = []
    for kind in ("HTML", "Markdown"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=f"{kind} file").click()
        files.append(waiting.value.path().read_text(encoding="utf-8"))
    return files[0], files[1]


def expect_word(word: Path, headings: Iterable[str], *words: str) -> None:
    """The Word file opens, has these as real headings, and says these words."""
    opened = docx.Document(str(word))
    found = {one.text for one in opened.paragraphs if one.style and one.style.name.startswith(("Heading", "Title"))}
    assert set(headings) <= found, found
    said = "".join(text.text or "" for text in opened.element.body.iter(qn("w:t")))
    assert not [one for one in words if one not in said]


def expect_pdf(file: Path) -> None:
    """The file is a PDF without a fault by PDF/UA-1."""
    pdf = file.read_bytes()
    assert pdf.startswith(b"%PDF")
    assert [failure.message for failure in validate_pdf_bytes(pdf, profile="ua1").failures] == []


def make_public(page: Page, made: str, look: Look) -> str:
    """The advertisement as a public page; its address comes back."""
    page.goto(f"{made}kit/")
    page.get_by_role("link", name="Open the advertisement").click()
    expect_heading(page, "Advertisement")
    for form in ("Short form", "Long form"):
        section = page.get_by_role("region", name=form)
        section.get_by_text("As text to copy").click()
        expect(page.get_by_label(f"{form} as text")).to_have_value(re.compile("32 hours a week"))
    look(page)
    page.get_by_role("link", name="Make it a public page").click()
    expect_heading(page, "Switch on a public page?")
    look(page)
    press(page, "Make it public")
    expect_heading(page, "The public page is open")
    look(page)
    return re.sub("^.*(/jobs/)", r"\1", field(page, "Address of the public page").input_value())


def read_as_a_stranger(page: Page, address: str, look: Look) -> dict[str, object]:
    """Without an account: the page with the data for search engines, which come back."""
    page.goto(address)
    look(page)
    assert not page.context.cookies()
    posting = page.evaluate("() => document.querySelector('script[type=\"application/ld+json\"]').textContent")
    return dict(json.loads(posting))


def close(page: Page, made: str) -> None:
    page.goto(f"{made}posting/")
    press(page, "Close the page now")
    expect_told(page, "The page is closed.")


def expect_closed(page: Page, address: str, console_errors: list[str], look: Look) -> None:
    """The stranger meets a friendly page instead; that the browser complains of its status is right."""
    assert console_errors == []
    response = page.goto(f"{address}?again")
    assert response is not None
    assert response.status == 410
    expect_heading(page, "This job is not open any more")
    look(page)
    console_errors.clear()


def make_guide(page: Page, made: str, look: Look) -> str:
    """The interview guide with the questions that suit the competencies; its address comes back."""
    page.goto(f"{made}kit/")
    page.get_by_role("link", name="Choose the questions").click()
    expect_heading(page, "Choose the questions")
    look(page)
    press(page, "Make the guide")
    expect_heading(page, "Interview guide")
    look(page)
    return page.url


def take_guide(page: Page, made: str, asked: str) -> None:
    """The guide and a sheet to score on, on paper, from the kit's page."""
    page.goto(f"{made}kit/")
    for paper in ("Interview guide", "Score sheet"):
        expect_word(take(page, "Word", paper), [paper], asked)
        expect_pdf(take(page, "PDF", paper))


def score(page: Page, guide: str, steps: str, look: Look | None = None) -> None:
    """One's own sheet for candidate K-7, with these steps in turn, finished."""
    page.goto(guide)
    page.get_by_role("link", name="Score sheets", exact=True).click()
    field(page, "Code of the candidate").fill("k-7")
    press(page, "Begin")
    expect_heading(page, "Candidate K-7")
    for n, question in enumerate(page.locator("fieldset.item").all()):
        question.locator(f'input[value="{steps[n % len(steps)]}"]').check()
    if look:
        look(page)
    press(page, "Finish")
    expect_heading(page, "Sheets side by side")


def expect_spread(page: Page, guide: str, people: Iterable[str], look: Look) -> None:
    """Both sheets side by side, with how far apart they are, and what to talk over first."""
    page.goto(f"{guide}summary/")
    expect(page.get_by_text("Talk these over first")).to_be_visible()
    for name in people:
        expect(page.get_by_role("cell", name=name).first).to_be_visible()
    expect(page.get_by_role("cell", name="3 steps").first).to_be_visible()
    look(page)


def end_interviews(page: Page, guide: str, look: Look) -> None:
    page.goto(guide)
    page.get_by_role("link", name="End the interviews").click()
    expect_heading(page, "End these interviews?")
    look(page)
    press(page, "End them and erase the sheets")
    expect_told(page, "2 score sheets are erased.")


def plan_first_months(page: Page, made: str, first_day: str, duty: str, look: Look) -> None:
    """The duties as tasks of somebody's first months; one leads back to its competency in the library."""
    page.goto(f"{made}kit/")
    page.get_by_role("link", name=re.compile("^Plan somebody.s first months")).click()
    expect_heading(page, "Somebody starts")
    expect(page.get_by_role("checkbox", name=re.compile("^What the job description says"))).to_be_checked()
    field(page, "Initials or role").fill("JM")
    field(page, "First day").fill(first_day)
    look(page)
    press(page, "Plan the first months")
    expect_heading(page, "JM")
    page.get_by_role("link", name=duty, exact=True).click()
    expect_heading(page, duty)
    look(page)
    page.get_by_role("link", name=re.compile("library")).first.click()
    page.wait_for_url("**/samhsa-competencies/**")
    look(page)
