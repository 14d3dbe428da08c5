"""A report from its beginning to a stranger who reads it: put together, issued, made as PDF, shared, revoked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from organizations.access import Capability
from organizations.models import Job, JobState
from reports.models import Issue, Report
from tests.cast import Cast
from tests.reports.test_readiness import completed, instrument

from .steps import press

Look = Callable[[Page], None]
PHRASE = "harbor lights at night"


@pytest.fixture
def house(cast: Cast) -> str:
    """The address of an organization that has something to tell."""
    completed(cast.organization, instrument("a", area="culture"), board="yes", budget="no")
    completed(cast.organization, instrument("b", area="motivation"), board="partly", budget="yes")
    return f"/o/{cast.organization.slug}/"


def test_a_board_reads_what_was_issued_until_the_link_is_revoked(
    page: Page,
    cast: Cast,
    house: str,
    sign_in: Callable[..., None],
    new_context: Callable[..., BrowserContext],
    glance: Look,
    console_errors: list[str],
) -> None:
    sign_in(cast.leader)
    page.goto(f"{house}reports/")
    page.get_by_role("link", name="New report").click()
    page.get_by_label("A board").check()
    page.get_by_label("What it is called").fill("For our board, spring")
    glance(page)
    press(page, "Begin the report")
    page.get_by_label("Introduction", exact=True).last.fill("Thank you for reading this.")
    page.get_by_label("What we ask of you", exact=True).last.fill("Please decide on the two positions.")
    press(page, "Save and look at it")
    expect(page.get_by_text("Thank you for reading this.")).to_be_visible()
    glance(page)
    press(page, "Issue it")
    expect(page.get_by_text("From now on it says what it says today")).to_be_visible()
    glance(page)

    page.get_by_role("button", name="PDF").click()
    expect(page.get_by_text("It is ready.")).to_be_visible()  # in tests, jobs are done at once
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")

    issue = Issue.objects.get()
    page.goto(f"{house}reports/issues/{issue.pk}/links/")
    page.get_by_label("For whom").fill("The chair")
    page.get_by_label("Method").check()
    page.get_by_label("Passphrase").fill(PHRASE)
    press(page, "Make the link")
    link = page.get_by_label("Link to").input_value()
    glance(page)

    stranger = new_context().new_page()
    stranger.goto(link)
    assert "Thank you for reading" not in stranger.content()
    glance(stranger)
    stranger.get_by_label("Passphrase").fill("something else")
    press(stranger, "Open the report")
    assert "Thank you for reading" not in stranger.content()
    stranger.get_by_label("Passphrase").fill(PHRASE)
    press(stranger, "Open the report")
    expect(stranger.get_by_text("Please decide on the two positions.")).to_be_visible()
    expect(stranger.get_by_role("heading", name="Method")).to_have_count(0)
    glance(stranger)

    Report.objects.update(introduction="Something else since.")
    completed(cast.organization, instrument("c", area="recovery"), board="no")
    stranger.reload()
    expect(stranger.get_by_text("Thank you for reading this.")).to_be_visible()

    page.goto(f"{house}reports/issues/{issue.pk}/links/")
    expect(page.get_by_role("heading", name="The chair")).to_be_visible()
    page.get_by_role("link", name="Revoke").first.click()
    press(page, "Revoke it")
    stranger.reload()
    expect(stranger.get_by_text("Thank you for reading this.")).to_have_count(0)
    glance(stranger)
    console_errors[:] = [error for error in console_errors if "/r/" not in error]  # refused once, then gone


def test_progress_shows_by_itself_and_after_reloading_without_script(
    page: Page,
    cast: Cast,
    sign_in: Callable[..., None],
    new_context: Callable[..., BrowserContext],
    look: Look,
) -> None:
    job = Job.objects.create(
        organization=cast.organization,
        kind="report-pdf",
        title="For our board (PDF)",
        needs=Capability.EXPORT,
        asked_by=cast.leader,
        asked_by_name="Leader Person",
    )
    url = f"/o/{cast.organization.slug}/making/{job.pk}/"
    sign_in(cast.leader)
    page.goto(url)
    expect(page.get_by_text("It waits for its turn.")).to_be_visible()
    without = new_context(java_script_enabled=False)
    sign_in(cast.leader, without)
    plain = without.new_page()
    plain.goto(url)
    expect(plain.get_by_text("It waits for its turn.")).to_be_visible()

    Job.objects.update(state=JobState.RUNNING, done=3, total=12, step="Drawing the charts")
    expect(page.get_by_text("Drawing the charts")).to_be_visible()
    look(page)
    plain.get_by_role("link", name="Look again").click()
    expect(plain.get_by_text("Drawing the charts")).to_be_visible()
    press(plain, "Stop it")
    assert Job.objects.get().stop_wanted
    expect(page.get_by_text("It is being stopped")).to_be_visible()

    Job.objects.update(state=JobState.FAILED, problem="The disk is full. Tell whoever runs this site.")
    expect(page.get_by_text("The disk is full.")).to_be_visible()
    expect(page.get_by_role("link", name="Look again")).to_have_count(0)
    look(page)
