"""The board by keys, by pointer, without a script and without a network; the timeline by keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from checklists.models import Plan, Task
from checklists.working.saving import save_task
from tests.cast import Cast
from tests.checklists.build import plan_of

from .keyboard import tab_to
from .steps import expect_errors, press

SignIn = Callable[..., None]
STATUSES = ("not-started", "in-progress", "waiting", "done", "not-needed")


@pytest.fixture
def plan(cast: Cast, sign_in: SignIn) -> Plan:
    sign_in(cast.owner)
    return plan_of(cast.organization, "Find a mentor", "Write it <b>down</b>", "Ask the board")


def address(plan: Plan, view: str = "board") -> str:
    return f"/o/{plan.organization.slug}/plan/{plan.pk}/{view}/"


def card(page: Page, title: str) -> Locator:
    return page.locator("#board .board-card").filter(has_text=title)


def column(page: Page, status: str) -> Locator:
    return page.locator(f"#column-{status}")


def expect_in(page: Page, title: str, status: str, number: int = 1) -> None:
    """It is seen there, kept there, and counted."""
    expect(column(page, status).locator(".board-card").filter(has_text=title)).to_have_count(1)
    expect(card(page, title)).not_to_have_class("is-sending")
    expect(column(page, status).locator(f"[data-count={status}]")).to_have_text(str(number))


def status_of(plan: Plan, title: str) -> str:
    return plan.tasks.get(title=title).status


def expect_said(page: Page, words: str) -> None:
    expect(page.locator("#board-said")).to_contain_text(words)


def expect_spoken(page: Page, words: str) -> None:
    expect(page.locator("#board-live")).to_contain_text(words)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_card_is_moved_with_the_keyboard_alone(
    page: Page, plan: Plan, width: int, look: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(address(plan))
    tab_to(page, card(page, "Find a mentor"))
    page.keyboard.press("ArrowDown")
    expect(card(page, "Write it <b>down</b>")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    expect_spoken(page, "“Find a mentor” is lifted from Not started")
    page.keyboard.press("ArrowRight")
    expect_spoken(page, "In progress, column 2 of 5")
    page.keyboard.press("ArrowRight")
    expect_spoken(page, "Waiting, column 3 of 5")
    expect(card(page, "Find a mentor")).to_be_focused()
    expect(card(page, "Find a mentor")).to_be_in_viewport()
    look(page)
    page.set_viewport_size({"width": width, "height": 700})
    page.keyboard.press("Escape")
    expect_spoken(page, "“Find a mentor” is back in Not started")
    assert status_of(plan, "Find a mentor") == "not-started"

    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect_said(page, "“Find a mentor” is in In progress now")
    expect_in(page, "Find a mentor", "in-progress")
    expect(card(page, "Find a mentor")).to_be_focused()
    assert status_of(plan, "Find a mentor") == "in-progress"
    look(page)

    page.keyboard.press("ArrowLeft")
    expect(card(page, "Write it <b>down</b>")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Undo"))
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("Undone")
    expect_in(page, "Find a mentor", "not-started", 3)


def test_not_needed_asks_why_before_it_is_sent(page: Page, plan: Plan, axe: Callable[[Page], None]) -> None:
    page.goto(address(plan))
    tab_to(page, card(page, "Ask the board"))
    for key in ("Space", *["ArrowRight"] * 4, "Space"):
        page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name="Why is it not needed?")
    expect(dialog).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect_said(page, "“Ask the board” stays in Not started")
    expect(card(page, "Ask the board")).to_be_focused()
    assert status_of(plan, "Ask the board") == "not-started"

    for key in ("Space", *["ArrowRight"] * 4, "Space"):
        page.keyboard.press(key)
    page.keyboard.type("It has said yes already")
    page.keyboard.press("Enter")
    expect_said(page, "is in Not needed now")
    expect_in(page, "Ask the board", "not-needed")
    expect(column(page, "not-needed")).to_contain_text("It has said yes already")
    assert plan.tasks.get(title="Ask the board").reason == "It has said yes already"


def drag(page: Page, from_: Locator, to: Locator) -> None:
    from_.scroll_into_view_if_needed()
    begin, end = from_.bounding_box(), to.bounding_box()
    assert begin
    assert end
    page.mouse.move(begin["x"] + 20, begin["y"] + 12)
    page.mouse.down()
    page.mouse.move(begin["x"] + 60, begin["y"] + 40, steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + min(60, end["height"] / 2), steps=6)


def test_a_card_is_dragged_with_a_mouse_by_its_link_too(page: Page, plan: Plan) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address(plan))
    drag(page, card(page, "Find a mentor").get_by_role("link"), column(page, "done"))
    expect(column(page, "done")).to_have_class("board-column is-done is-over")
    page.mouse.up()
    expect_said(page, "“Find a mentor” is in Done now")
    expect_in(page, "Find a mentor", "done")
    expect(page.locator("#plan-progress")).to_contain_text("1 of 3")
    assert page.url.endswith(address(plan))
    assert status_of(plan, "Find a mentor") == "done"

    drag(page, card(page, "Ask the board"), column(page, "waiting"))
    page.keyboard.press("Escape")
    page.mouse.up()
    expect_in(page, "Ask the board", "not-started", 2)
    assert status_of(plan, "Ask the board") == "not-started"
    card(page, "Find a mentor").get_by_role("link").click()
    assert page.url.endswith("/tasks/1/")


def test_a_finger_drags_by_the_grip_onto_the_bar_of_columns(
    new_context: Callable[..., BrowserContext], plan: Plan, cast: Cast, sign_in: SignIn
) -> None:
    phone = new_context(viewport={"width": 320, "height": 640}, has_touch=True)
    sign_in(cast.owner, phone)
    page = phone.new_page()
    page.goto(address(plan))
    grip = card(page, "Ask the board").locator(".board-grip")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    assert box
    touch = phone.new_cdp_session(page)

    def finger(kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = box["x"] + 10, box["y"] + 10
    finger("touchStart", x, y)
    finger("touchMove", x - 20, y - 20)
    goal = page.locator(".board-jump a", has_text="Done").bounding_box()
    assert goal
    finger("touchMove", goal["x"] + 20, goal["y"] + 12)
    finger("touchMove", goal["x"] + 22, goal["y"] + 12)
    expect(page.locator(".board-jump a.is-over")).to_contain_text("Done")
    finger("touchEnd")
    expect_in(page, "Ask the board", "done")
    assert status_of(plan, "Ask the board") == "done"


@pytest.mark.parametrize("by", ["keys", "menu", "mouse"])
def test_without_a_network_the_card_goes_back_and_the_page_says_so(
    page: Page, plan: Plan, by: str, console_errors: list[str]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address(plan))
    page.route("**/board/move/", lambda route: route.abort("internetdisconnected"))
    if by == "keys":
        tab_to(page, card(page, "Find a mentor"))
        for key in ("Space", "ArrowRight", "Space"):
            page.keyboard.press(key)
    elif by == "menu":
        card(page, "Find a mentor").locator("summary").click()
        card(page, "Find a mentor").get_by_role("button", name="In progress").click()
    else:
        drag(page, card(page, "Find a mentor"), column(page, "in-progress"))
        page.mouse.up()
    expect_said(page, "Not moved: there is no connection")
    expect_said(page, "“Find a mentor” is back in Not started")
    expect_in(page, "Find a mentor", "not-started", 3)
    assert status_of(plan, "Find a mentor") == "not-started"
    expect_errors(console_errors, "ERR_INTERNET_DISCONNECTED")

    page.unroute("**/board/move/")
    card(page, "Find a mentor").locator("summary").click()
    card(page, "Find a mentor").get_by_role("button", name="Done").click()
    expect_in(page, "Find a mentor", "done")


@pytest.mark.parametrize(("status", "words"), [(500, "something went wrong"), (401, "signed out"), (404, "not there")])
def test_what_the_server_refuses_goes_back(
    page: Page, plan: Plan, status: int, words: str, console_errors: list[str]
) -> None:
    page.goto(address(plan))

    def answer(route: Route) -> None:
        route.fulfill(status=status, content_type="text/html", body="<h1>No</h1>")

    page.route("**/board/move/", answer)
    card(page, "Find a mentor").locator("summary").click()
    card(page, "Find a mentor").get_by_role("button", name="Waiting").click()
    expect_said(page, words)
    expect_in(page, "Find a mentor", "not-started", 3)
    expect_errors(console_errors, f"status of {status}")


def test_a_card_that_somebody_else_moved_goes_to_where_they_put_it(
    page: Page, plan: Plan, console_errors: list[str]
) -> None:
    page.goto(address(plan))
    task = Task.objects.select_related("plan").get(plan=plan, title="Find a mentor")
    save_task(task=task, version=1, actor=None, values={"status": "done"})
    card(page, "Find a mentor").locator("summary").click()
    card(page, "Find a mentor").get_by_role("button", name="Waiting").click()
    expect_said(page, "Somebody else changed “Find a mentor” meanwhile: it is in Done now")
    expect_in(page, "Find a mentor", "done")
    assert status_of(plan, "Find a mentor") == "done"
    expect_errors(console_errors, "status of 409")


def test_one_who_only_reads_has_cards_and_nothing_to_move(page: Page, plan: Plan, cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.viewer)
    page.goto(address(plan))
    expect(page.locator(".board-card")).to_have_count(3)
    expect(page.locator(".board-menu, .board-grip")).to_have_count(0)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_each_card_has_its_menu(
    page: Page, plan: Plan, look: Callable[[Page], None], console_errors: list[str]
) -> None:
    page.goto(address(plan))
    expect(page.locator("#board-help")).to_be_hidden()
    expect(page.locator(".board-grip").first).to_be_hidden()
    card(page, "Find a mentor").locator("summary").click()
    press(page, "In progress")
    expect(page.locator("#messages")).to_contain_text("“Find a mentor” is in In progress now")
    expect_in(page, "Find a mentor", "in-progress")

    card(page, "Ask the board").locator("summary").click()
    press(page, "Not needed…")
    press(page, "Move to Not needed")
    expect(page.locator("#reason-error")).to_contain_text("Say why")
    page.get_by_label("The reason").fill("It has said yes already")
    press(page, "Move to Not needed")
    expect(page.locator("#messages")).to_contain_text("is in Not needed now")
    press(page, "Undo")
    expect_in(page, "Ask the board", "not-started", 2)
    expect_errors(console_errors, "status of 422")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_timelines_tasks_are_gone_through_with_the_keyboard(
    page: Page, plan: Plan, width: int, look: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(address(plan, "timeline"))
    look(page)
    page.set_viewport_size({"width": width, "height": 700})
    frame = page.get_by_role("region", name="Timeline")
    tab_to(page, frame)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    if width < 400:
        page.wait_for_function("() => document.querySelector('.timeline-scroll').scrollLeft > 20")
    links = page.get_by_role("table").get_by_role("link")
    titles = [one.title for one in plan.tasks.order_by("due", "number")]
    expect(links).to_have_text(titles)
    for n in range(len(titles)):
        page.keyboard.press("Tab")
        expect(links.nth(n)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/*/")
