"""Steps that people take, with or without JavaScript: signing up, filling an assessment, taking the report."""

import re
from collections.abc import Callable, Mapping

from allauth.account.models import EmailAddress
from django.core import mail
from page import validate_pdf_bytes
from playwright.sync_api import Locator, Page, Route, expect

from assessments.answers import Answer, Posted, PostedAnswer
from assessments.models import Instrument, Record
from assessments.recording import answers_with_present, complete, reopen, save_answers
from organizations.models import Organization, User
from tests.factories import PASSWORD

INSTRUMENTS = {
    "Why peer support, and why now": 5,
    "Our hopes and our worries": 6,
    "Our culture, and how peer support fits in": 11,
    "How we live recovery as an organization": 39,
    "How recovery-oriented is our workplace?": 11,
    "How much time to plan for": 10,
}
"""Every assessment with its number of questions."""

WORDS = "Whoever comes to us shall meet somebody who has been there.\nZażółć gęślą jaźń, שלום, <b>so</b> & so."


def nothing() -> None:
    """What is done on the way where nobody asks for more."""


def sign_up(page: Page, name: str, email: str, *, look: Callable[[], None] = nothing) -> None:
    """From the form "Create your account" to being signed in, with a `look` at both pages."""
    expect_heading(page, "Create your account")
    look()
    page.get_by_label("Your name").fill(name)
    page.get_by_label(re.compile("E-?mail")).fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Create account")
    expect_heading(page, "Check your mail")
    look()
    page.get_by_label("Code").fill(mailed_code(email))
    press(page, "Confirm")


def sign_in(page: Page, email: str) -> None:
    """From the sign-in page to wherever it leads, with the password."""
    expect_heading(page, "Sign in")
    page.get_by_label(re.compile("E-?mail")).fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def confirm_address(user: User) -> None:
    """What a code from the mail does, for users whom a factory made."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def mailed_code(email: str) -> str:
    """The code of the latest message to this address, which stands on a line of its own."""
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
    press(page, "Add the organization")
    expect_heading(page, name)


def go(page: Page, part: str) -> None:
    """Go to a part of the organization by the main navigation."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name=part).click()


def open_assessment(page: Page, title: str) -> None:
    go(page, "Assess")
    page.get_by_role("link", name=re.compile(rf"^(Start|Continue)\s*: {re.escape(title)}")).click()
    expect_heading(page, title)


def questions(page: Page) -> list[Locator]:
    return page.locator("fieldset.item").all()


def answer(question: Locator, choice: int, text: str = WORDS) -> None:
    """Choose an answer by its place among those offered, counted round, and write where there is room to write."""
    for area in question.get_by_role("textbox").all():
        area.fill(text)
    radios = question.get_by_role("radio").all()
    if radios:
        radios[choice % (len(radios) - 1)].check()  # the last is "No answer"


def hopes(page: Page) -> Locator:
    """The open question of the short assessment."""
    return page.get_by_role("group", name="What do you hope for?")


def write(page: Page, text: str) -> None:
    """Answer it as keys do; the browser asks before leaving only where somebody has done something."""
    area = hopes(page).get_by_role("textbox")
    area.click()
    area.press("ControlOrMeta+a")
    area.press_sequentially(text)
    area.blur()


def written() -> str:
    """What is saved as the answer to it."""
    return str(Record.objects.get().answers["hopes"]["text"])


def choose(page: Page, statement: str, choice: str) -> None:
    page.get_by_role("group", name=f"agreed {statement} for").get_by_label(choice, exact=True).check()


def field(page: Page, label: str) -> Locator:
    """A field of a form, whether it has to be filled or not."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(\(optional\))?\s*$"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def expect_heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def expect_saved_in_place(page: Page) -> None:
    expect(page.locator("#save-status")).to_have_text("Saved just now")


def expect_status(page: Page, text: str) -> None:
    expect(page.locator("#save-status")).to_contain_text(text)


def expect_answered(page: Page, done: int, of: int) -> None:
    expect(page.locator("#progress")).to_have_text(f"{done} of {of} answered")


def expect_result(page: Page, title: str) -> None:
    """A result has its level or reading, a chart, the same figures as a table, and every answer."""
    expect_heading(page, title)
    expect(page.locator(".level").first).to_be_visible()
    expect(page.locator("figure.chart svg").first).to_be_visible()
    page.get_by_text("The same figures as a table").click()
    expect(page.get_by_role("table").get_by_role("row").nth(1)).to_be_visible()
    expect(page.locator("dl.answers dt")).to_have_count(INSTRUMENTS[title])


def assess(organization: Organization, actor: User, instrument: str, answers: Mapping[str, Answer]) -> None:
    """What filling and completing an assessment does, and once more its next round."""
    found = Record.objects.filter(organization=organization, instrument=instrument, subject="").first()
    if found:
        reopen(record=found, actor=actor)
    before = answers_with_present(found)
    posted = {item: PostedAnswer(said, before.get(item, Answer()).digest) for item, said in answers.items()}
    about = Instrument.objects.get(slug=instrument)
    saved = save_answers(organization=organization, instrument=about, posted=Posted(answers=posted), actor=actor)
    assert not saved.merge.conflicts
    complete(record=saved.record, actor=actor)


def download_report(page: Page) -> None:
    """Press "Download as PDF"; what comes is a PDF without a fault by PDF/UA-1."""
    # As long as the application itself gives a PDF: its 30 seconds and the renderer's start.
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="Download as PDF", exact=True).click(timeout=60_000)
    pdf = waiting.value.path().read_bytes()
    assert pdf.startswith(b"%PDF")
    assert [failure.message for failure in validate_pdf_bytes(pdf, profile="ua1").failures] == []


def expect_errors(console_errors: list[str], *words: str) -> None:
    """The consoles complained of this and nothing else, and that is settled."""
    assert console_errors
    assert not [error for error in console_errors if not any(word in error for word in words)]
    console_errors.clear()


def open_before_its_scripts(page: Page, path: str) -> Callable[[], None]:
    """Open a page on a connection that has not brought its scripts yet; call what comes back, and they arrive."""
    held: list[Route] = []
    page.route("**/*.js", lambda route: held.append(route))
    page.goto(path, wait_until="commit")

    def arrive() -> None:
        for route in held:
            route.continue_()
        page.unroute("**/*.js")

    return arrive
