"""Answering a survey: by keyboard on a phone, without JavaScript, on a bad connection, and without any barrier."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from surveys.answering.submitting import read_draft
from surveys.answering.visiting import COOKIE
from surveys.models import Comment, Draft, Response, Survey
from tests.cast import Cast
from tests.surveys.build import opened
from tests.surveys.respondent import SLUG

from .keyboard import tab_to
from .steps import expect_errors, expect_heading, open_before_its_scripts, press
from .test_saving import expect_leaving, expect_question_before_leaving

Look = Callable[[Page], None]
ANSWERS = {f"{SLUG}/s-1": "4", f"{SLUG}/s-2": "_rather-not", f"{SLUG}/s-3": "dont_know", f"{SLUG}/s-4": "5"}
LABELS = {1: "Agree", 2: "Prefer not to say", 3: "Don't know", 4: "Strongly agree"}
PARTS = re.compile(r"/s/[^/]+/[12]/$")


@pytest.fixture
def survey(cast: Cast) -> Survey:
    return opened(cast.organization, name="How are we doing?", takes_comments=True)


@pytest.fixture
def link(survey: Survey) -> str:
    return f"/s/k/{survey.groups.get(name='Peer workers').shared_key}/"


def choose(page: Page, number: int, label: str) -> None:
    question = page.get_by_role("group", name=f"Statement {number} holds here.")
    question.get_by_label(label, exact=True).check()


def go_on(page: Page) -> None:
    press(page, "Save and go on")


def expect_status(page: Page, words: str) -> None:
    expect(page.locator("#answer-status")).to_contain_text(words)


def answer_all(page: Page) -> None:
    page.get_by_role("link", name="Begin").click()
    for number, label in LABELS.items():
        expect_heading(page, "Our values" if number < 3 else "Our practice")
        choose(page, number, label)
        if number % 2 == 0:
            go_on(page)
    expect_heading(page, "Look it over and send")


def expect_sent(page: Page, survey: Survey, comment: str = "") -> None:
    expect_heading(page, "Thank you. Your answers have been received.")
    assert Response.objects.get().answers == ANSWERS
    assert Response.objects.get().group.name == "Peer workers"
    assert [one.text for one in Comment.objects.all()] == ([comment] if comment else [])
    assert not Draft.objects.exists()
    assert not [one for one in page.context.cookies() if one["name"].startswith(COOKIE)]


@pytest.mark.parametrize("width", [320, 1280])
def test_everything_is_done_with_the_keyboard_alone(page: Page, survey: Survey, link: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(link)
    expect_heading(page, "How are we doing?")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Begin"))
    page.keyboard.press("Enter")
    expect_heading(page, "Our values")
    for number, label in LABELS.items():
        question = page.get_by_role("group", name=f"Statement {number} holds here.")
        tab_to(page, question.get_by_label("No answer"))
        goal = question.get_by_label(label, exact=True)
        for _ in question.get_by_role("radio").all():
            page.keyboard.press("ArrowDown")
            if goal.is_checked():
                break
        expect(goal).to_be_checked()
        if number % 2 == 0:
            tab_to(page, page.get_by_role("button", name="Save and go on"))
            page.keyboard.press("Enter")
            expect_heading(page, "Our practice" if number == 2 else "Look it over and send")
    tab_to(page, page.get_by_label("In your own words"))
    page.keyboard.type("More time, please.")
    tab_to(page, page.get_by_role("button", name="Send my answers"))
    page.keyboard.press("Enter")
    expect_sent(page, survey, "More time, please.")


def test_everything_works_without_javascript(
    new_context: Callable[..., BrowserContext], survey: Survey, link: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(link)
    answer_all(page)
    press(page, "Back")
    expect_heading(page, "Our practice")
    choose(page, 4, "No answer")
    go_on(page)
    expect(page.get_by_role("link", name="Not answered")).to_have_count(1)
    page.get_by_role("link", name="Not answered").click()
    expect(page.get_by_role("group", name="Statement 4 holds here.")).to_be_in_viewport()
    choose(page, 4, "Strongly agree")
    go_on(page)
    page.goto(link)
    page.get_by_role("link", name="That was me: go on").click()
    page.get_by_label("In your own words").fill("More time, please.")
    press(page, "Send my answers")
    expect_sent(page, survey, "More time, please.")


def test_a_page_that_cannot_be_sent_keeps_its_answers_and_tries_again(
    page: Page, survey: Survey, link: str, console_errors: list[str]
) -> None:
    failing = 3
    page.clock.install()
    page.goto(link)
    page.get_by_role("link", name="Begin").click()
    choose(page, 1, "Agree")
    choose(page, 2, "Prefer not to say")

    def fail(route: Route) -> None:
        nonlocal failing
        if route.request.method == "POST" and failing:
            failing -= 1
            route.abort("connectionfailed")
        else:
            route.continue_()

    page.route(PARTS, fail)
    go_on(page)
    for seconds in (2, 4, 8):
        expect_status(page, "Not saved yet: there is no connection. Your answers are still here, and saving is tried")
        expect_status(page, f"in {seconds} seconds")
        expect(page.get_by_role("group", name="Statement 1").get_by_label("Agree", exact=True)).to_be_checked()
        page.clock.fast_forward(seconds * 1000)
    expect_heading(page, "Our practice")
    expect_errors(console_errors, "ERR_CONNECTION_FAILED")


def test_sending_is_tried_again_as_soon_as_the_connection_is_back(
    page: Page, survey: Survey, link: str, console_errors: list[str]
) -> None:
    page.goto(link)
    answer_all(page)
    page.context.set_offline(True)
    press(page, "Send my answers")
    expect_status(page, "Not sent yet: there is no connection.")
    expect(page.get_by_text("Strongly agree")).to_be_visible()
    page.context.set_offline(False)
    expect_sent(page, survey)
    expect_errors(console_errors, "ERR_INTERNET_DISCONNECTED")


def test_a_lost_reply_to_sending_is_no_second_response(
    page: Page, survey: Survey, link: str, console_errors: list[str]
) -> None:
    page.goto(link)
    answer_all(page)
    lost = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/review/", lose)
    press(page, "Send my answers")
    expect_sent(page, survey)
    assert lost == [200]
    expect_errors(console_errors, "ERR_CONNECTION_RESET")


def test_answers_are_saved_on_the_way_and_leaving_is_asked_about_only_before(
    page: Page, survey: Survey, link: str, console_errors: list[str]
) -> None:
    page.goto(link)
    page.get_by_role("link", name="Begin").click()
    page.route(PARTS, lambda route: route.abort("connectionfailed"))
    choose(page, 1, "Agree")
    expect_status(page, "Not saved yet: there is no connection.")
    expect_question_before_leaving(page)
    page.unroute(PARTS)
    expect_status(page, "Saved.")
    device = next(one for one in page.context.cookies() if one["name"] == COOKIE)["value"].partition(".")[2]
    assert read_draft(survey=survey, device=device).answers == {f"{SLUG}/s-1": "4"}
    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
    expect_leaving(page)
    expect_errors(console_errors, "ERR_CONNECTION_FAILED")


def test_what_is_answered_before_the_scripts_are_there_is_saved_on_the_way(
    page: Page, survey: Survey, link: str
) -> None:
    page.goto(link)
    page.get_by_role("link", name="Begin").click()
    expect_heading(page, "Our values")
    arrive = open_before_its_scripts(page, page.url)
    choose(page, 1, LABELS[1])
    arrive()
    expect_status(page, "Saved.")
    expect_leaving(page)


def test_pressing_send_twice_sends_once(page: Page, survey: Survey, link: str) -> None:
    page.goto(link)
    answer_all(page)
    page.get_by_role("button", name="Send my answers").dblclick()
    expect_sent(page, survey)


def test_two_tabs_of_one_browser_go_on_with_one_another(page: Page, survey: Survey, link: str) -> None:
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(link)
        tab.get_by_role("link", name="Begin").click()
    choose(page, 1, "Agree")
    go_on(page)
    expect_heading(page, "Our practice")
    choose(other, 2, "Prefer not to say")
    go_on(other)
    expect_heading(other, "Our practice")
    other.goto(other.url.replace("/2/", "/1/"))
    expect(other.get_by_label("Agree", exact=True).first).to_be_checked()
    expect(other.get_by_label("Prefer not to say").nth(1)).to_be_checked()


def test_a_refusal_is_shown_with_all_that_was_answered(
    page: Page, survey: Survey, link: str, look: Look, console_errors: list[str]
) -> None:
    page.goto(link)
    answer_all(page)
    Survey.objects.update(closes_at=survey.opens_at)
    press(page, "Send my answers")
    expect_heading(page, "Your answers were not taken")
    expect(page.get_by_text("Prefer not to say")).to_be_visible()
    look(page)
    assert not Response.objects.exists()
    expect_errors(console_errors, "status of 409")


def test_no_page_has_a_barrier(page: Page, survey: Survey, link: str, look: Look, console_errors: list[str]) -> None:
    page.goto(link)
    for summary in page.locator("summary").all():
        summary.click()
    look(page)
    page.get_by_role("link", name="Begin").click()
    look(page)
    choose(page, 1, "Agree")
    go_on(page)
    expect_heading(page, "Our practice")
    go_on(page)
    expect_heading(page, "Look it over and send")
    page.get_by_label("In your own words").fill("Ann Smith, born 3/4/1980, told me.")
    press(page, "Send my answers")
    expect(page.get_by_role("alert")).to_contain_text("reads as if it were about somebody you serve")
    look(page)
    page.goto(link)
    expect(page.get_by_role("heading", name="Somebody has begun to answer in this browser")).to_be_visible()
    look(page)
    press(page, "That was not me: begin anew")
    expect(page.get_by_text("is erased")).to_be_visible()
    look(page)
    page.goto("/s/k/nothing/")
    look(page)
    page.goto(f"/s/{survey.public_id}/thanks/")
    look(page)
    expect_errors(console_errors, "status of 404", "status of 422")
