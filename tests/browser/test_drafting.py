"""Drafting in a browser: what is typed is saved in place, and neither a lost connection nor two tabs lose anything."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from jobdesc.drafting.document import Document, Line, Responsibility
from jobdesc.drafting.saving import save
from jobdesc.models import Description
from tests.cast import Cast
from tests.jobdesc.build import description_of
from tests.jobdesc.pages import at, now

from .steps import expect_errors, open_before_its_scripts, press

Look = Callable[[Page], None]
A, B = "a" * 12, "b" * 12
DOCUMENT = Document(
    title="Recovery coach",
    required=(Line(A, "Lived experience", "legere-components/lived-experience"), Line(B, "Patience")),
    responsibilities=(Responsibility("c" * 12, "Be there", "provides-support"),),
)


@pytest.fixture
def made(cast: Cast) -> Description:
    return description_of(cast.organization, DOCUMENT)


@pytest.fixture
def opened(page: Page, cast: Cast, made: Description, sign_in: Callable[..., None]) -> Page:
    """The five parts, in which time can be moved on."""
    sign_in(cast.hr)
    page.clock.install()
    page.goto(at(made, "draft/parts/"))
    return page


def texts(made: Description) -> list[str]:
    return [line.text for line in now(made).document.required]


def write(page: Page, row: str, text: str) -> None:
    page.locator(f"#text-{row}").fill(text)
    page.clock.run_for(3_000)


def expect_saved(page: Page) -> None:
    page.clock.run_for(3_000)
    expect(page.locator("#save-status")).to_contain_text("Saved at")


def test_what_is_typed_is_saved_in_place_and_shown_beside_it(opened: Page, made: Description, look: Look) -> None:
    write(opened, A, "Lived experience of recovery")
    expect_saved(opened)
    expect(opened.locator("#preview")).to_contain_text("Lived experience of recovery")
    assert now(made).document.required[0] == replace(DOCUMENT.required[0], text="Lived experience of recovery")
    key = opened.locator("#rows-required .is-blank textarea").first.get_attribute("id")
    blank = opened.locator(f"#{key}")
    blank.press_sequentially("A line more", delay=5)
    expect_saved(opened)
    blank.press_sequentially(" and again")
    expect_saved(opened)
    assert texts(made) == ["Lived experience of recovery", "Patience", "A line more and again"]
    expect(opened.locator("#rows-required .is-blank")).not_to_have_count(0)
    look(opened)


def test_typing_on_while_it_saves_loses_neither_focus_nor_text(opened: Page, made: Description) -> None:
    field = opened.locator(f"#text-{B}")
    held: list[Route] = []
    opened.route("**/draft/parts/", lambda route: held.append(route))
    field.fill("Pat")
    opened.clock.run_for(2_000)
    field.press_sequentially("ience and humor")
    with opened.expect_response("**/draft/parts/"):
        held[0].continue_()
    opened.unroute("**/draft/parts/")
    expect(opened.locator("#version")).to_have_value("2")
    expect(opened.locator("#save-status")).to_have_text("Not saved yet…")
    expect(field).to_be_focused()
    expect(field).to_have_value("Patience and humor")
    expect_saved(opened)
    expect(field).to_have_value("Patience and humor")
    assert texts(made)[1] == "Patience and humor"


def test_without_a_connection_the_text_stays_and_is_saved_when_it_is_back(
    opened: Page, made: Description, context: BrowserContext, console_errors: list[str]
) -> None:
    context.set_offline(True)
    write(opened, B, "On the train")
    expect(opened.locator("#save-status")).to_contain_text("there is no connection")
    press(opened, "Save")
    expect(opened.locator(f"#text-{B}")).to_have_value("On the train")
    context.set_offline(False)
    opened.clock.run_for(6_000)
    expect_saved(opened)
    assert texts(made)[1] == "On the train"
    expect_errors(console_errors, "ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")


def test_two_tabs_are_asked_which_text_shall_stand(
    opened: Page, made: Description, console_errors: list[str], look: Look
) -> None:
    save(description=made, version=1, document=with_text("Theirs"), actor=None)
    write(opened, B, "Mine")
    expect(opened.locator("#conflict")).to_be_visible()
    expect(opened.locator(".draft-clash legend")).to_have_text("Required qualification 2")
    look(opened)
    opened.get_by_label("As it is saved now").check()
    write(opened, A, "More of mine")
    expect(opened.get_by_label("As it is saved now")).to_be_checked()
    assert texts(made) == ["Lived experience", "Theirs"]
    press(opened, "Save as chosen")
    expect(opened.locator("#messages")).to_contain_text("Saved.")
    assert texts(made) == ["More of mine", "Theirs"]
    expect_errors(console_errors, "status of 409")


def with_text(text: str) -> Document:
    return replace(DOCUMENT, required=(DOCUMENT.required[0], replace(DOCUMENT.required[1], text=text)))


def test_what_another_tab_added_appears_and_stays(opened: Page, made: Description) -> None:
    more = replace(DOCUMENT, required=(*DOCUMENT.required, Line("d" * 12, "From another tab")))
    save(description=made, version=1, document=more, actor=None)
    write(opened, B, "Mine")
    expect(opened.locator(f"#text-{'d' * 12}")).to_have_value("From another tab")
    write(opened, B, "Mine again")
    expect_saved(opened)
    assert texts(made) == ["Lived experience", "Mine again", "From another tab"]


def test_lines_are_moved_taken_out_and_put_back_as_they_were(opened: Page, made: Description) -> None:
    row = opened.locator(f"#row-{A}")
    row.get_by_role("button", name="Move down").click()
    expect_saved(opened)
    assert texts(made) == ["Patience", "Lived experience"]
    row.get_by_role("button", name="Take out").click()
    expect_saved(opened)
    assert texts(made) == ["Patience"]
    press(opened, "Put it back")
    expect_saved(opened)
    assert now(made).document.required == (DOCUMENT.required[1], DOCUMENT.required[0])


def test_a_sample_is_picked_once_however_often(toolkits: None, opened: Page, made: Description) -> None:
    opened.get_by_text("Sample lines from the handbook").first.click()
    opened.locator("#samples-function button").first.dblclick()
    expect_saved(opened)
    expect(opened.locator("#samples-function button").first).to_be_disabled()
    (line,) = now(made).document.function
    assert line.source == "legere-components/direct-own-recovery"
    opened.get_by_text("Sample duties from the handbook").click()
    opened.locator("#samples-duties button").first.dblclick()
    expect_saved(opened)
    assert len(now(made).document.responsibilities[0].duties) == 1


def test_a_new_responsibility_is_written_with_its_duties(opened: Page, made: Description) -> None:
    group = opened.locator("[data-group].is-blank")
    key = group.get_attribute("data-group")
    opened.locator(f"#name-{key}").press_sequentially("Welcome people")
    opened.locator(f"#duties-{key} textarea").first.fill("Be at the door")
    expect_saved(opened)
    found = now(made).document.responsibilities[1]
    assert (found.name, [duty.text for duty in found.duties]) == ("Welcome people", ["Be at the door"])
    opened.locator("[data-group].is-blank input:not([type=hidden])").fill("And another")
    expect_saved(opened)
    assert [one.name for one in now(made).document.responsibilities] == ["Be there", "Welcome people", "And another"]


def test_a_mistake_is_marked_in_place_and_unmarked_when_mended(
    opened: Page, made: Description, console_errors: list[str], look: Look
) -> None:
    opened.goto(at(made, "draft/pay/"))
    opened.get_by_label("Pay from").fill("twenty")
    opened.clock.run_for(3_000)
    expect(opened.locator("#pay_low .field-error")).to_contain_text("in figures")
    look(opened)
    opened.get_by_label("Pay from").fill("20")
    opened.clock.run_for(3_000)
    expect(opened.locator(".field-error")).to_have_count(0)
    assert now(made).document.pay_low == "20"
    expect_errors(console_errors, "status of 422")


def test_choosing_a_competency_opens_its_sentence_and_makes_a_duty(opened: Page, made: Description, look: Look) -> None:
    opened.goto(at(made, "draft/competencies/"))
    opened.get_by_label("Share lived experience").check()
    opened.get_by_role("checkbox", name="Judge when it helps to share").check()
    sentence = opened.locator(".competency-duties:visible textarea")
    sentence.fill("Judge when a story helps")
    expect_saved(opened)
    expect(opened.locator("#preview")).to_contain_text("Judge when a story helps")
    (duty,) = now(made).document.responsibilities[1].duties
    assert duty.competency == "samhsa-competencies/knows-when-to-share"
    look(opened)


def test_what_is_typed_before_the_scripts_are_there_is_saved_and_shown_beside_it(
    page: Page, cast: Cast, made: Description, sign_in: Callable[..., None]
) -> None:
    sign_in(cast.hr)
    arrive = open_before_its_scripts(page, at(made, "draft/parts/"))
    blank = page.locator("#rows-required .is-blank textarea").first
    blank.fill("Patience with oneself")
    page.locator(f"#text-{A}").fill("Lived experience of recovery")
    arrive()
    expect(page.locator("#preview")).to_contain_text("Patience with oneself")
    assert sorted(texts(made)) == ["Lived experience of recovery", "Patience", "Patience with oneself"]
