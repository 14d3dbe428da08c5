"""Reports are begun, changed by two people, issued for good, and shared by links."""

from datetime import timedelta

import pytest
from django.utils import timezone

from organizations.models import AuditEvent
from reports.composing.issuing import NothingToSayError, figures_of, issue
from reports.composing.saving import begin, change, remove
from reports.composing.sharing import count, find, opens, revoke, share
from reports.models import Issue, Report, Share
from tests.cast import Cast
from tests.reports.test_readiness import completed, instrument

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast: Cast) -> Report:
    return begin(organization=cast.organization, actor=cast.owner, name="For the board", reader="board")


def test_a_button_pressed_twice_begins_one_report(cast: Cast) -> None:
    for _ in range(2):
        begin(organization=cast.organization, actor=cast.owner, name="A", reader="funder", once="k")
    assert Report.objects.get().parts[:2] == ["introduction", "summary"]


def test_two_people_change_different_fields_and_both_are_kept(cast: Cast, report: Report) -> None:
    was = {"name": report.name, "asked": ""}
    change(report=report, actor=cast.owner, was=was, now={"name": "Renamed", "asked": ""})
    saved = change(report=report, actor=cast.leader, was=was, now={"name": "For the board", "asked": "Decide."})
    assert (saved.report.name, saved.report.asked, saved.report.version) == ("Renamed", "Decide.", 3)


def test_what_both_changed_differently_is_a_conflict_and_nothing_is_saved(cast: Cast, report: Report) -> None:
    was = {"name": report.name, "asked": ""}
    change(report=report, actor=cast.owner, was=was, now={"name": "One", "asked": ""})
    saved = change(report=report, actor=cast.leader, was=was, now={"name": "Two", "asked": "Decide."})
    assert saved.conflicts == ("name",)
    report.refresh_from_db()
    assert (report.name, report.asked) == ("One", "")


def test_an_issue_says_for_good_what_it_said(cast: Cast, report: Report) -> None:
    made = completed(cast.organization, instrument("a", area="culture"), board="yes", budget="no")
    first = issue(report=report, actor=cast.owner)
    said = [(one.html, one.page, one.figures) for one in first.parts.all()]
    made.answers = {}
    made.save()
    cast.organization.name = "Renamed"
    cast.organization.save()
    remove(report=report, actor=cast.owner)
    first.refresh_from_db()
    assert [(one.html, one.page, one.figures) for one in first.parts.all()] == said
    assert (first.organization_name, first.report) == ("Harbor House", None)
    assert next(one for one in figures_of(first) if one.label == "Culture").said == "Partly there"
    noted = AuditEvent.objects.values_list("action", "subject")
    assert ("report-issued", "For the board, no. 1") in noted


def test_issues_are_numbered_by_organization_and_the_same_content_has_the_same_digest(
    cast: Cast, report: Report
) -> None:
    first, second = (issue(report=report, actor=cast.owner) for _ in range(2))
    theirs = begin(organization=cast.elsewhere, actor=None, name="X", reader="staff")
    assert (first.number, second.number, issue(report=theirs, actor=None).number) == (1, 2, 1)
    assert first.digest == second.digest


def test_a_report_with_nothing_to_say_is_not_issued(cast: Cast, report: Report) -> None:
    change(report=report, actor=cast.owner, was={"parts": report.parts}, now={"parts": ["team", "asked"]})
    report.refresh_from_db()
    with pytest.raises(NothingToSayError):
        issue(report=report, actor=cast.owner)
    assert not Issue.objects.exists()


def test_a_link_opens_until_it_ends_or_is_revoked_and_only_its_hash_is_kept(cast: Cast, report: Report) -> None:
    made, token = share(issue=issue(report=report, actor=cast.owner), actor=cast.owner, label="Judge")
    assert find(token) == made
    assert find(token[:-1]) is None
    assert token not in str(Share.objects.values().get())
    Share.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert find(token) is None
    Share.objects.update(ends_at=None)
    count(made)
    revoke(share=made, actor=cast.owner)
    revoke(share=made, actor=cast.owner)
    assert find(token) is None
    assert Share.objects.get().opened == 1
    assert AuditEvent.objects.filter(action="report-unshared").count() == 1


def test_a_passphrase_is_kept_as_a_hash_and_asked_for(cast: Cast, report: Report) -> None:
    made, _ = share(issue=issue(report=report, actor=cast.owner), actor=cast.owner, passphrase="blue lantern")
    assert (opens(made, "blue lantern"), opens(made, "Blue lantern"), opens(made, "")) == (True, False, False)
    assert "lantern" not in made.passphrase
