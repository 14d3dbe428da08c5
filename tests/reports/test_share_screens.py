"""Links to an issue, for those who share it: made, shown once, told of, revoked."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organizations.models import AuditEvent, Job
from reports.composing.sharing import MOST
from reports.models import Issue, Share
from reports.share_forms import as_typed
from tests.cast import Cast

from .issues import PARTS, issue_of, link_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(cast: Cast) -> Issue:
    return issue_of(cast.organization)


def url(issue: Issue, *share: int) -> str:
    return reverse(f"reports:share{'-revoke' if share else 's'}", args=[issue.organization.slug, issue.pk, *share])


def make(cast: Cast, issue: Issue, **given: object) -> str:
    """Make a link; its token."""
    page = cast.client("leader").post(url(issue), {"ends": "month", **given})
    found = re.search(r'value="http://testserver/r/([\w-]{24})/"', page.content.decode())
    assert found, page.status_code
    assert "no-store" in page.headers["Cache-Control"]
    return found[1]


def test_a_link_is_shown_once_and_opens_without_an_account(cast: Cast, issue: Issue) -> None:
    token = make(cast, issue, label="Judge  Alvarez")
    share = Share.objects.get()
    assert (share.label, share.made_by_name, share.left_out, share.passphrase) == (
        "Judge Alvarez",
        "Leader Person",
        [],
        "",
    )
    assert timedelta(days=29) < share.ends_at - timezone.now() < timedelta(days=31)
    page = cast.client("owner").get(url(issue))
    assertContains(page, "Judge Alvarez")
    assertContains(page, "Not opened yet.")
    assertNotContains(page, token)
    assertContains(Client().get(f"/r/{token}/"), "Words of team.")
    assertContains(cast.client("owner").get(url(issue)), "Opened 1 time, last on")
    assert AuditEvent.objects.filter(action="report-shared").count() == 1


def test_its_pdf_is_asked_for_at_once(cast: Cast, issue: Issue) -> None:
    make(cast, issue, left_out=["team"])
    job = Job.objects.get()
    assert (job.kind, job.about) == ("report-pdf", {"issue": issue.pk, "left_out": ["team"]})


@pytest.mark.parametrize(("ends", "days"), [("week", 7), ("month", 30), ("quarter", 90), ("never", None)])
def test_it_ends_when_it_was_said_to(cast: Cast, issue: Issue, ends: str, days: int | None) -> None:
    token = make(cast, issue, ends=ends)
    share = Share.objects.get()
    if days is None:
        assert share.ends_at is None
        return
    assert round((share.ends_at - share.made_at) / timedelta(days=1)) == days
    Share.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(f"/r/{token}/").status_code == 404
    assertContains(cast.client("owner").get(url(issue)), "Ended")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"passphrase": "7letter"}, "Use at least 8 letters"),
        ({"left_out": list(PARTS)}, "Leave at least one part in."),
        ({"left_out": ["no-such"]}, "Choose parts of this report."),
        ({"ends": "tomorrow"}, "Choose one of these."),
        ({"label": "x" * 101}, "at most 100"),
        ({"passphrase": "x" * 101}, "at most 100"),
    ],
)
def test_what_cannot_be_is_refused_in_words(cast: Cast, issue: Issue, given: dict[str, object], told: str) -> None:
    page = cast.client("owner").post(url(issue), {"ends": "week", **given})
    assertContains(page, told, status_code=422)
    assert not Share.objects.exists()


def test_there_is_an_end_to_the_links_of_an_issue(cast: Cast, issue: Issue) -> None:
    for n in range(MOST):
        link_to(issue, f"{n}")
    assertContains(cast.client("owner").post(url(issue), {"ends": "week"}), "Revoke one", status_code=422)


def test_whoever_leaves_something_out_is_told_which_parts_may_tell_of_it(cast: Cast, issue: Issue) -> None:
    data = {"ends": "week", "left_out": ["team", "standing"]}
    page = cast.client("owner").post(url(issue), data)
    assertContains(page, "may still be told of under “The summary”, “The method”.")
    data["left_out"] = ["summary", "standing", "method"]
    assertNotContains(cast.client("owner").post(url(issue), data), "may still be told of")


def test_revoking_asks_and_ends_it_for_good(cast: Cast, issue: Issue) -> None:
    token = make(cast, issue)
    share, client = Share.objects.get(), cast.client("administrator")
    assertContains(client.get(url(issue, share.pk)), "Revoke this link?")
    assert Client().get(f"/r/{token}/").status_code == 200
    assertRedirects(client.post(url(issue, share.pk)), url(issue))
    assert Client().get(f"/r/{token}/").status_code == 404
    assertRedirects(client.post(url(issue, share.pk)), url(issue))
    assert AuditEvent.objects.filter(action="report-unshared").count() == 1


def test_the_demos_members_share_as_others_do_and_its_visitors_do_not(cast: Cast, issue: Issue) -> None:
    cast.organization.is_demo = True
    cast.organization.save()
    make(cast, issue)
    assert cast.client("outsider").get(url(issue)).status_code == 403
    assert cast.client("visitor").get(url(issue)).status_code == 302


def test_a_passphrase_is_the_same_however_it_is_typed() -> None:
    assert as_typed("  blue   lantern\u00a0") == "blue lantern"
    assert as_typed("cafe\u0301 ﬁsh") == as_typed("café fish")
    assert as_typed("Blue") != as_typed("blue")
