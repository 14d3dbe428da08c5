"""Steps that people take, with or without JavaScript: signing up, filling an assessment, reading on."""

import re
from collections.abc import Callable

from django.core import mail
from playwright.sync_api import Locator, Page, expect

PASSWORD = "lantern-orchard-42"
INSTRUMENTS = {
    "Why peer support, and why now": 5,
    "Our hopes and our worries": 6,
    "Our culture, and how peer support fits in": 11,
    "How we live recovery as an organization": 39,
    "How recovery-oriented is our workplace?": 11,
    "How much time to plan for": 10,
}
"""Every assessment with its number of questions."""

WORDS = "We want people in recovery to meet somebody who has been there. Zażółć gęślą jaźń: שלום."


def sign_up(page: Page, name: str, email: str) -> None:
    """From the form "Create your account" to being signed in."""
    page.get_by_label("Your name").fill(name)
    page.get_by_label(re.compile("E-?mail")).fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your mail")
    page.get_by_label("Code").fill(mailed_code(email))
    page.get_by_role("button", name="Confirm").click()


def sign_in(page: Page, email: str) -> None:
    """From the sign-in page, by a person who knows the password."""
    page.get_by_label(re.compile("E-?mail")).fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def mailed_code(email: str) -> str:
    """The code in the latest message to this address, as it stands on a line of its own."""
    found = re.search(r"^\s*([A-Z0-9]+(?:-[A-Z0-9]+)+)\s*$", latest_mail(email), re.MULTILINE)
    assert found, latest_mail(email)
    return found[1]


def mailed_link(email: str) -> str:
    found = re.search(r"https?://\S+", latest_mail(email))
    assert found, latest_mail(email)
    return found[0]


def latest_mail(email: str) -> str:
    messages = [message for message in mail.outbox if message.to == [email]]
    assert messages, f"no mail to {email}"
    return str(messages[-1].body)


def add_organization(page: Page, name: str) -> None:
    """From the form "Add your organization" to its home page."""
    page.get_by_label("Name of the organization").fill(name)
    page.get_by_label("Kind of organization").select_option("Recovery organization")
    page.get_by_label("State or territory").select_option("Ohio")
    page.get_by_label("Number of staff").fill("40")
    page.get_by_label("Not yet").check()
    page.get_by_role("button", name="Add the organization").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def open_assessment(page: Page, title: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Assess").click()
    page.get_by_role("link", name=re.compile(rf"^(Start|Continue)\s*: {re.escape(title)}")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def questions(page: Page) -> list[Locator]:
    return page.locator("fieldset.item").all()


def answer(question: Locator, choice: int = 0, text: str = WORDS) -> None:
    """Choose an answer by its place among the question's answers, and write where there is room to write."""
    for area in question.get_by_role("textbox").all():
        area.fill(text)
    radios = question.get_by_role("radio").all()
    if radios:
        radios[choice % (len(radios) - 1)].check()  # the last is "No answer"


def expect_saved_in_place(page: Page) -> None:
    expect(page.locator("#save-status")).to_have_text("Saved just now")


def expect_progress(page: Page, done: int, of: int) -> None:
    expect(page.locator("#progress")).to_have_text(re.compile(rf"{done} of {of}\s+answered"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def download_pdf(page: Page) -> bytes:
    """What "Download as PDF" gives."""
    with page.expect_download() as waiting:
        press(page, "Download as PDF")
    return waiting.value.path().read_bytes()


def looks(page: Page, both_looks: Callable[[Page], None]) -> None:
    """What every page on the way keeps: one main heading, and nothing in anybody's way."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    both_looks(page)
