"""Reviewing a description in the browser, from its marks to an approved version; texts that never end; no script."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect

from jobdesc.drafting.document import line, to_json
from jobdesc.models import Description, OwnTerm, Reader, Remark, Revision
from tests.cast import Cast
from tests.invariants.place import furnish
from tests.jobdesc.build import a_document, description_of

from .barriers import TOO_WIDE
from .steps import expect_errors, expect_heading, field, press

SignIn = Callable[..., None]
Look = Callable[[Page], None]
WORD = "Donaudampfschiff" * 19


@pytest.fixture
def made(cast: Cast) -> Description:
    """A description with one mark of the organization's own, and a few gaps."""
    OwnTerm.objects.create(
        organization=cast.organization, term="greenhorns", replacement="new colleagues", reason="Everybody begins once."
    )
    required = (line("Teaches greenhorns by example"), line("Lived experience of recovery"))
    return description_of(cast.organization, replace(a_document(2), required=required))


def address(made: Description, page: str) -> str:
    return f"/o/{made.organization.slug}/hiring/{made.pk}/{page}"


def test_from_a_mark_to_an_approved_version(
    page: Page, cast: Cast, made: Description, sign_in: SignIn, look: Look, new_context: Callable[[], BrowserContext]
) -> None:
    sign_in(cast.hr)
    page.goto(address(made, "draft/review/"))
    look(page)
    page.get_by_role("button", name="Write “new colleagues” instead").click()
    expect(page.locator("#messages")).to_contain_text("“greenhorns” became “new colleagues”")
    press(page, "Undo")
    gap = page.locator(".mark-card").filter(has_text="No competencies are chosen")
    gap.get_by_text("Leave it as it is").click()
    gap.get_by_label("Why does it stay?").fill("They are in a list of our own.")
    look(page)
    gap.get_by_role("button", name="Leave it so").click()
    page.get_by_text("Left as it is: 1").click()
    expect(page.locator("#left")).to_contain_text("They are in a list of our own.")
    page.get_by_role("button", name="Write “new colleagues” instead").click()

    page.goto(address(made, "readers/"))
    field(page, "A member").select_option("Viewer Person")
    page.get_by_role("radio", name="A peer worker or peer-run organization").check()
    press(page, "Add")
    page.get_by_role("link", name="Ask members by mail…").click()
    expect_heading(page, "Send this mail to 1 reader?")
    look(page)
    press(page, "Send it")
    expect(page.locator("#messages")).to_contain_text("Mailed to Viewer Person.")
    assert [one.to for one in mail.outbox] == [["viewer@example.org"]]

    theirs = new_context()
    sign_in(cast.viewer, theirs)
    reading = theirs.new_page()
    reading.goto(address(made, "readers/"))
    field(reading, "Your remark").fill("What about evenings?")
    press(reading, "Leave it")
    reading.get_by_role("radio", name="Ready as it is").check()
    look(reading)
    press(reading, "Send my answer")
    expect(reading.locator("#messages")).to_contain_text("your word is kept")

    page.goto(address(made, "approve/"))
    expect(page.locator(".against")).to_contain_text("1 open remark")
    look(page)
    page.get_by_role("button", name=re.compile("^Approve version")).click()
    expect(page.locator("#messages")).to_contain_text("is approved")
    made.refresh_from_db()
    assert made.approved
    assert made.approved.document.required[0].text == "Teaches new colleagues by example"

    page.goto(address(made, "versions/"))
    look(page)
    press(page, "Compare the two chosen")
    expect(page.locator("table.compare ins").first).to_contain_text("new colleagues")
    look(page)


def test_terms_and_a_pasted_text(
    page: Page, cast: Cast, sign_in: SignIn, look: Look, console_errors: list[str]
) -> None:
    sign_in(cast.hr)
    page.goto(f"/o/{cast.organization.slug}/hiring/words/add/")
    field(page, "Word or words").fill("greenhorns")
    field(page, "Why").fill("Everybody begins once.")
    press(page, "Try it")
    expect(page.locator(".tried mark")).to_contain_text("greenhorns")
    look(page)
    press(page, "Keep it")
    look(page)
    page.goto(f"/o/{cast.organization.slug}/hiring/check/")
    press(page, "Check it")
    expect(page.locator(".field-error")).to_contain_text("Paste a text, or choose a file.")
    look(page)
    expect_errors(console_errors, "422")
    field(page, "Paste a text").fill("We welcome greenhorns.\nAnd others.")
    press(page, "Check it")
    expect(page.locator(".marked-page mark")).to_contain_text("greenhorns")
    look(page)


def test_words_that_never_end_make_no_page_scroll_sideways(page: Page, cast: Cast, sign_in: SignIn) -> None:
    place = furnish(cast.organization)
    made = Description.objects.get(pk=place.job.pk)  # type: ignore[union-attr]
    long = to_json(replace(a_document(), title=WORD[:150], required=(line(WORD),), growth=WORD))
    Description.objects.filter(pk=made.pk).update(content=long, title=WORD[:150])
    Revision.objects.filter(description=made).update(content=long, saved_by_name=WORD[:150])
    Reader.objects.update(name=WORD[:150], note=WORD)
    Remark.objects.update(text=WORD, author_name=WORD[:150])
    OwnTerm.objects.filter(organization=cast.organization).update(replacement=WORD[:200], reason=WORD[:300])
    one = OwnTerm.objects.filter(organization=cast.organization).first()
    assert one
    OwnTerm.objects.filter(pk=one.pk).update(term=WORD[:100])
    sign_in(cast.owner)
    page.set_viewport_size({"width": 320, "height": 800})
    for name in (
        "draft/review/",
        "readers/",
        "readers/ask/",
        "approve/",
        "versions/",
        "versions/1/",
        "versions/compare/?all",
    ):
        page.goto(address(made, name))
        assert not page.evaluate(TOO_WIDE), name
    for name in ("words/", f"words/{one.pk}/", "words/pay/CA/"):
        page.goto(f"/o/{cast.organization.slug}/hiring/{name}")
        assert not page.evaluate(TOO_WIDE), name


def test_everything_works_without_a_script(
    cast: Cast, made: Description, sign_in: SignIn, new_context: Callable[..., BrowserContext]
) -> None:
    browser = new_context(java_script_enabled=False)
    sign_in(cast.hr, browser)
    page = browser.new_page()
    page.goto(address(made, "draft/review/"))
    page.get_by_role("button", name="Write “new colleagues” instead").click()
    expect(page.locator("#messages")).to_contain_text("became")
    press(page, "Undo")
    made.refresh_from_db()
    assert made.document.required[0].text == "Teaches greenhorns by example"
