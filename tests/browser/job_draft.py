"""Steps that people take on the way from a sample text to an approved job description, with a look at each page."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from .planning import expect_told
from .steps import expect_heading, field, press

Look = Callable[[Page], None]
SAMPLE = "Veteran who supports veterans in a court"
TITLE = "Court peer specialist"
REWORDED = "Sit beside people in the hallway before a hearing, when they want company there"
OWN = "Welcome addicts at the door and show them around"
PHONES = "Answer the phones in the front office"
ALLIES = "Recovery Allies of the Lakes"
REMARK = "Who is there on evenings with a hearing?"
HOURS = "32 hours a week, some of them in the evening"
THERAPY, INFORMER = "Conducting a therapy session", "Informing other program staff if they relapse"
WHY_NOT = "Treatment is the clinicians' part."
WHEN = "Judge when a story of your own helps, and when listening does"
# All activities belong, as somebody in a hurry answers; what is clicked later counts.
ANSWER_ALL = """() => {
    for (const [n, said] of [[1, "yes"], [2, "no"], [3, "no"]])
        for (const one of document.querySelectorAll(`input[name^="q${n}-"][value="${said}"]`)) one.click();
}"""


def begin(page: Page, home: str, look: Look) -> str:
    """From the empty list of job descriptions to the first step; the address of the description comes back."""
    page.goto(f"{home}hiring/")
    expect_heading(page, "Job descriptions")
    look(page)
    page.get_by_role("link", name="Begin a description").click()
    expect_heading(page, "Begin a job description")
    look(page)
    page.get_by_role("link", name=re.compile(f"^Look at its text.*{SAMPLE}")).click()
    expect_heading(page, SAMPLE)
    look(page)
    press(page, "Begin with it")
    expect_heading(page, "Start")
    page.get_by_label("What is the job called?").fill(TITLE)
    expect(page.locator("#preview")).to_contain_text(TITLE)
    look(page)
    made = re.sub("draft/.*$", "", page.url)
    go_on(page, "Who and where")
    return made


def who(page: Page, look: Look) -> None:
    """Where, for whom, alone, and with whom: the toolkits' warnings come as it is filled."""
    page.get_by_label("Where does the peer worker work?").select_option("Court")
    page.get_by_role("checkbox", name="Adults who use mental health services", exact=True).check()
    page.get_by_label("Certification", exact=True).fill("Ohio's peer supporter certification, within a year.")
    page.get_by_label("We employ the peer worker").check()
    page.get_by_label("How many peer workers will there be?").fill("1")
    page.get_by_label("How many people does one peer worker support?").fill("20 to 30")
    expect(page.locator("#note-alone")).not_to_be_empty()
    expect(page.locator("#note-caseload")).not_to_be_empty()
    look(page)
    go_on(page, "Role worksheet")


def fill_worksheet(page: Page, look: Look | None = None, answers: dict[str, str] | None = None) -> None:
    """From the step to the end of one's own worksheet: all alike, and the `answers` to the first question by hand."""
    page.get_by_role("link", name="Fill mine").click()
    expect_heading(page, "Your worksheet")
    page.evaluate(ANSWER_ALL)
    expect(page.locator("#progress")).to_contain_text("54 of 54")
    for activity, said in (answers or {}).items():
        asked = page.get_by_role("group", name=activity).get_by_role("radiogroup", name="Part of the role?")
        asked.get_by_label(said, exact=True).check()
    if look:
        look(page)
    press(page, "Finish")
    expect_told(page, "You have finished")


def decide(page: Page, made: str, look: Look) -> None:
    """Side by side: what all said alike is decided at once, and what they differ about is talked over."""
    page.goto(f"{made}draft/worksheet/compare/")
    expect_heading(page, "Side by side")
    look(page)
    page.get_by_role("button", name=re.compile(r"^Decide these \d+ as all said$")).click()
    expect_told(page, "activities are decided")
    for activity, sign, why in (
        (THERAPY, "you differ", WHY_NOT),
        (INFORMER, "the handbook doubts it", "Trust comes first."),
    ):
        card = page.get_by_role("article", name=activity)
        expect(card).to_contain_text(sign)
        card.get_by_text("Does not belong", exact=True).click()
        card.get_by_label(re.compile("^Why")).fill(why)
        card.get_by_role("button", name=re.compile("^Decide")).click()
        expect(card).to_contain_text("Boundary of the role")
    look(page)
    page.get_by_role("link", name="The boundaries").click()
    expect_heading(page, "Boundaries of the role")
    expect(page.get_by_text(WHY_NOT)).to_be_visible()
    look(page)


def competencies(page: Page, made: str, look: Look) -> None:
    """One more competency of an area that the sample text has chosen already."""
    page.goto(f"{made}draft/competencies/")
    expect(page.get_by_label("Share lived experience")).to_be_checked()
    more = page.get_by_role("checkbox", name="Recognizes when to share experiences")
    more.check()
    sentence = page.locator(".competency", has=more).locator("textarea")
    sentence.fill(WHEN)
    expect(page.locator("#preview")).to_contain_text(WHEN)
    look(page)
    go_on(page, "The five parts")


def parts(page: Page, look: Look) -> None:
    """A duty reworded, one picked from the handbook, two of our own; who leads and who supports."""
    duty = page.get_by_role("textbox", name="Be there with support and hope, duty 1", exact=True)
    duty.fill(REWORDED)
    expect(page.locator("#preview")).to_contain_text(REWORDED)
    page.get_by_text("Sample duties from the handbook").click()
    page.get_by_label("Add to", exact=True).select_option("Connect people with resources")
    page.locator("#samples-duties button").first.click()
    expect(page.locator("#preview")).to_contain_text("Assist in the orientation process")
    for text in (OWN, PHONES):
        blank(page, "Be there with support and hope, another duty").fill(text)
        expect(page.locator("#preview")).to_contain_text(text)
    page.get_by_label("Who is the administrative supervisor?").fill("Court coordinator")
    page.get_by_label("Who is the supportive supervisor?").fill("Lead peer specialist")
    page.get_by_label("How does supervision go?").fill("An hour each week, one to one.")
    page.get_by_label("Where can the role lead?").fill("After a year, the role of a lead.")
    expect(page.locator("#preview")).to_contain_text("After a year, the role of a lead.")
    look(page)
    go_on(page, "Pay and terms")


def pay(page: Page, closes_on: str, look: Look) -> None:
    for label, text in (
        ("Pay from", "24.50"),
        ("to", "29"),
        ("Hours", "32 hours a week"),
        ("Place of work", "Columbus"),
        ("How does somebody apply?", "Write to us: https://harbor.example.org/jobs"),
        ("Closing date", closes_on),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("State", exact=True).select_option("Ohio")
    blank(page, "Benefits, another").fill("Health insurance from the first day")
    for statement in ("accommodation", "equal_opportunity"):
        suggested = page.locator(f"#suggested-{statement}")
        suggested.locator("summary").click()
        suggested.get_by_role("button", name="Use this wording").click()
    expect(page.locator("#preview")).to_contain_text("We are an equal opportunity employer.")
    look(page)
    go_on(page, "Review and approve")


def review(page: Page, look: Look) -> None:
    """One mark taken over with a click, another overruled with a reason."""
    look(page)
    page.get_by_role("button", name=re.compile("^Write “people with substance use disorders” instead")).click()
    expect_told(page, "“addicts” became “people with substance use disorders”")
    mark = page.locator(".mark-card").filter(has_text="Answer the phones")
    mark.get_by_text("Leave it as it is").click()
    mark.get_by_label("Why does it stay?").fill("An hour a week, like everybody here.")
    look(page)
    mark.get_by_role("button", name="Leave it so").click()
    page.get_by_text("Left as it is: 1").click()
    expect(page.locator("#left")).to_contain_text("An hour a week, like everybody here.")


def name_readers(page: Page, made: str, look: Look) -> None:
    """A peer-run organization whose word is noted, and a member."""
    page.goto(f"{made}readers/")
    page.get_by_label("Or somebody from outside").fill(ALLIES)
    page.get_by_role("radio", name="A peer worker or peer-run organization").check()
    press(page, "Add")
    allies = page.locator(".reader-list li", has_text=ALLIES)
    allies.get_by_text("Note what they said").click()
    allies.get_by_label("Ready as it is").check()
    press(page, "Keep it")
    expect(allies.locator(".tag")).to_contain_text("Ready as it is")
    page.locator("#add summary").click()
    field(page, "A member").select_option("Viewer Person")
    page.get_by_role("radio", name="Who will supervise").check()
    press(page, "Add")
    expect(page.locator(".reader-list li", has_text="Viewer Person")).to_contain_text("No answer yet")
    look(page)


def answer_as_reader(page: Page, made: str, look: Look) -> None:
    page.goto(f"{made}readers/")
    field(page, "Your remark").fill(REMARK)
    press(page, "Leave it")
    expect(page.locator("#remarks ~ ul").first).to_contain_text(REMARK)
    page.get_by_role("radio", name="Ready as it is").check()
    look(page)
    press(page, "Send my answer")
    expect_told(page, "your word is kept")


def change_after_reading(page: Page, made: str, look: Look) -> None:
    """What the remark asks for is written, the remark settled; what both agreed to is put beside what it says now."""
    page.goto(f"{made}draft/pay/")
    page.get_by_label("Hours", exact=True).fill(HOURS)
    press(page, "Save")
    expect_told(page, "Saved.")
    page.goto(f"{made}approve/")
    expect(page.locator(".against")).to_contain_text("1 open remark")
    look(page)
    page.get_by_role("link", name=re.compile("^See what changed.*Viewer Person")).click()
    expect_heading(page, "From version 1 to version 2")
    expect(page.locator("table.compare ins")).to_contain_text(HOURS)
    look(page)
    page.goto(f"{made}readers/")
    page.get_by_role("button", name=re.compile("^Settled")).click()
    expect(page.get_by_text("Settled: 1")).to_be_visible()


def approve(page: Page, made: str) -> None:
    page.goto(f"{made}approve/")
    page.get_by_role("button", name="Approve version 2").click()
    expect_told(page, "is approved")


def compare(page: Page, made: str, look: Look) -> None:
    """Of all versions kept, the two latest word by word."""
    page.goto(f"{made}versions/")
    expect(page.locator(".version-line.is-approved")).to_contain_text("Version 2")
    look(page)
    press(page, "Compare the two chosen")
    expect_heading(page, "From version 1 to version 2")
    expect(page.locator("table.compare ins")).to_contain_text(HOURS)


def go_on(page: Page, to: str) -> None:
    page.get_by_role("button", name=re.compile("^Save and go on")).click()
    expect_heading(page, to)


def blank(page: Page, name: str) -> Locator:
    """The empty line of a list, which becomes one like the others as soon as it is written in."""
    return page.get_by_role("textbox", name=re.compile(f"^{re.escape(name)}")).last
