"""A whole round and the next: a leader sets up, twelve people answer in confidence, and what they said is read.

Three groups, of three, four and five people: the two small ones stay hidden, and everybody's answers still count. What
is looked at here is what no other test brings about; every page in itself is looked at in test_axe_everywhere.py.
"""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from organizations.models import Role
from surveys.asking.mailing import send_batch
from surveys.models import Mailing, Survey
from tests.cast import Cast
from tests.surveys.build import answer, survey_instrument

from .steps import expect_heading, go, press

Look = Callable[[Page], None]
NewContext = Callable[..., BrowserContext]
GROUPS = {"Leadership": 3, "Peer workers": 4, "Clinical staff": 5}
ADDRESSES = [f"clinician-{n}@example.org" for n in range(5)]


@pytest.fixture
def look(glance: Look) -> Look:
    """Each page once; test_axe_everywhere.py looks at all of them in all looks."""
    return glance


def test_a_team_answers_and_its_leader_reads_what_it_said(
    page: Page, cast: Cast, sign_in: Callable[..., None], new_context: NewContext, look: Look
) -> None:
    survey_instrument()
    sign_in(cast.leader)
    page.goto(f"/o/{cast.organization.slug}/")
    set_up(page, look)
    survey = Survey.objects.get()
    for number, link in enumerate(links(survey)):
        # Every other one has no JavaScript; two phones are looked at.
        browser = new_context(java_script_enabled=number % 2 == 0, viewport={"width": 320, "height": 700})
        respond(browser.new_page(), link, number, look if number == 0 else None)
        browser.close()
    follow_and_close(page, look)
    read(page, look)
    read_comments(page, look)
    report(page, look)
    ask_again(page, survey, look)


def set_up(page: Page, look: Look) -> None:
    go(page, "Surveys")
    page.get_by_role("link", name=re.compile("survey", re.IGNORECASE)).and_(page.locator(".btn-primary")).click()
    page.get_by_label("Name of the survey").fill("How we work here")
    page.get_by_label("Questions of culture-check").check()
    press(page, "Save and go on")
    page.get_by_label("Let people add a comment in their own words").check()
    press(page, "Save and go on")
    expect_heading(page, "What you ask")
    press(page, "Save and go on")
    expect_heading(page, "Who is asked")
    choose_groups(page)
    look(page)
    press(page, "Save and go on")
    press(page, "Save and go on")  # once more, now that it has been said which groups stay hidden
    page.get_by_label("E-mail addresses").fill(", ".join(ADDRESSES))
    press(page, "Save and go on")
    expect_heading(page, "Check, then launch")
    expect(page.get_by_role("row", name="Peer workers")).to_contain_text("Hidden, however many answer")
    look(page)
    press(page, "Launch the survey")
    expect(page.get_by_text("fewer than 5", exact=False).first).to_be_visible()
    look(page)


def choose_groups(page: Page) -> None:
    """Two of the five that are suggested go; the small ones get a shared link."""
    for name in ("Justice partners", "Administration and HR"):
        page.get_by_role("button", name=re.compile(rf"Take out.*{name}")).click()
    for name, people in GROUPS.items():
        row = page.locator("fieldset, li, .card-soft").filter(has=page.locator(f"input[value='{name}']")).last
        row.get_by_label("People", exact=True).fill(str(people))
        if people < 5:
            row.get_by_label("Invited by").select_option("shared")


def links(survey: Survey) -> list[str]:
    """The shared links as often as there are people, and those that came by mail."""
    for mailing in survey.mailings.filter(kind=Mailing.Kind.INVITATION):
        send_batch(mailing_id=mailing.pk, now=timezone.now())
    mailed = [re.search(r"/s/k/[\w-]+/", message.body)[0] for message in mail.outbox]  # type: ignore[index]
    assert sorted(address for message in mail.outbox for address in message.to) == ADDRESSES
    shared = [
        f"/s/k/{group.shared_key}/" for group in survey.groups.exclude(shared_key="") for _ in range(group.expected)
    ]
    return [*mailed, *shared]


def respond(phone: Page, link: str, number: int, look: Look | None) -> None:
    """Answer all four questions: clinical staff by turns, everybody else "Agree"."""
    phone.goto(link)
    expect_heading(phone, "How we work here")
    if look:
        look(phone)
    phone.get_by_role("link", name="Begin").click()
    for heading, statements in (("Our values", (1, 2)), ("Our practice", (3, 4))):
        expect_heading(phone, heading)
        if look:
            look(phone)
        for statement in statements:
            label = ("Agree", "Disagree")[number % 2] if number < 5 else "Agree"
            question = phone.get_by_role("group", name=f"Statement {statement} holds here.")
            question.get_by_label(label, exact=True).check()
        press(phone, "Save and go on")
    expect_heading(phone, "Look it over and send")
    phone.get_by_label(re.compile("comment|own words", re.IGNORECASE)).fill(f"We could meet more often ({number % 3}).")
    if look:
        look(phone)
    phone.get_by_role("button", name=re.compile("^Send")).click()
    expect_heading(phone, "Thank you. Your answers have been received.")
    if look:
        look(phone)


def follow_and_close(page: Page, look: Look) -> None:
    page.reload()
    expect(page.get_by_text("10 or more").first).to_be_visible()
    look(page)
    page.get_by_role("link", name="Show poster").first.click()
    look(page)
    page.go_back()
    page.get_by_role("link", name="Close now…").click()
    look(page)
    press(page, "Close now and make the results")
    expect_heading(page, "What the team answered")


def read(page: Page, look: Look) -> None:
    expect(page.get_by_text("12 people answered")).to_be_visible()
    for group in ("Leadership", "Peer workers"):
        expect(page.get_by_role("row", name=group).first).to_contain_text("hidden", ignore_case=True)
    look(page)
    for tab in ("Questions", "Differences", "Over time", "Our own record"):
        page.get_by_role("navigation", name="Results").get_by_role("link", name=tab).click()
        look(page)


def read_comments(page: Page, look: Look) -> None:
    page.get_by_role("navigation", name="Results").get_by_role("link", name="Comments").click()
    look(page)
    page.get_by_role("button", name=re.compile("^Show it")).first.click()
    expect(page.get_by_text("We could meet more often").first).to_be_visible()
    look(page)


def report(page: Page, look: Look) -> None:
    go(page, "Reports")
    page.get_by_role("link", name=re.compile("One-page summary")).click()
    look(page)
    page.go_back()
    page.get_by_role("link", name="Read it here").click()
    expect(page.get_by_role("heading", name="What the team says")).to_be_visible()
    look(page)


def ask_again(page: Page, before: Survey, look: Look) -> None:
    """The next round asks the same, and shows what has changed."""
    page.goto(f"/o/{before.organization.slug}/surveys/{before.pk}/results/")
    page.get_by_role("link", name="Ask again…").click()
    press(page, "Begin the next round")
    again = Survey.objects.get(follows=before)
    assert [group.name for group in again.groups.all()] == [group.name for group in before.groups.all()]
    people = again.groups.get(name="Clinical staff")
    page.goto(f"/o/{before.organization.slug}/surveys/{again.pk}/setup/people/{people.pk}/")
    page.get_by_label("E-mail addresses").fill("\n".join(ADDRESSES))
    press(page, "Save and go on")
    press(page, "Launch the survey")
    for group, size in GROUPS.items():
        answer(again, group, dict.fromkeys(("s-1", "s-2", "s-3", "s-4"), "4"), times=size)
    page.get_by_role("link", name="Close now…").click()
    press(page, "Close now and make the results")
    page.get_by_role("navigation", name="Results").get_by_role("link", name="Over time").click()
    expect(page.get_by_text("Clinical staff").first).to_be_attached()
    look(page)
    assert again.organization.memberships.filter(role=Role.LEADER).exists()
