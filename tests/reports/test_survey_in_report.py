"""What the readiness report says of the latest survey: only what is shown, apart from the leaders' own records."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization
from reports.issue import print_html
from reports.readiness import build
from surveys.models import Comment, Survey
from tests.assessments.screen import page
from tests.cast import Cast
from tests.factories import InstrumentFactory, OwnInstrumentFactory
from tests.surveys.build import closed, draft, opened, survey_instrument

from .survey_results import HOSTILE_NAME, LONG, hostile_survey
from .test_readiness import completed
from .test_renderer import failures, inside
from .test_report_pdf import Body, missing, text_of

pytestmark = pytest.mark.django_db
RECORDS = "own named record, filled by its leaders. It is not a survey of the staff"


def said(organization: Organization) -> str:
    """The report in words, without marks and spaces folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", print_html(build(organization))).split())


def test_without_a_survey_the_report_is_as_it_was(cast: Cast) -> None:
    completed(cast.organization, InstrumentFactory(), board="yes")
    assert build(cast.organization).team is None
    assert "What the team says" not in said(cast.organization)
    assert "How the team" not in said(cast.organization)


def test_a_rounds_month_is_that_of_the_sites_time_zone(cast: Cast) -> None:
    first = closed(cast.organization)
    again = closed(cast.organization, follows=first)
    Survey.objects.filter(pk=first.pk).update(closed_at=datetime(2026, 1, 1, 2, tzinfo=UTC))
    team = build(cast.organization).team
    assert team
    assert team.results.survey == again
    assert team.instruments[0].months[0] == "Dec 2025"


@pytest.mark.parametrize("make", [draft, opened])
def test_nothing_is_said_of_a_survey_that_is_not_closed(cast: Cast, make: Callable[..., Survey]) -> None:
    make(cast.organization)
    assert build(cast.organization).team is None


def test_a_survey_that_shows_nothing_gives_way_to_one_that_does(cast: Cast) -> None:
    shown = closed(cast.organization, name="Shown")
    closed(cast.organization, {"Leadership": 2, "Peer workers": 2}, name="Hidden")
    team = build(cast.organization).team
    assert team
    assert team.results.survey == shown


def test_a_survey_that_shows_no_group_gives_way_to_one_that_does(cast: Cast) -> None:
    small = closed(cast.organization, {"Leadership": 4, "Peer workers": 4}, name="Only everybody")
    team = build(cast.organization).team
    assert team
    assert team.results.survey == small
    by_group = closed(cast.organization, name="By group")
    closed(cast.organization, {"Leadership": 4, "Peer workers": 4}, name="Only everybody again")
    team = build(cast.organization).team
    assert team
    assert team.results.survey == by_group


def test_another_organizations_survey_is_never_in_it(cast: Cast) -> None:
    closed(cast.elsewhere)
    assert build(cast.organization).team is None


def test_the_latest_survey_is_told_with_who_was_asked_and_how_it_was_protected(cast: Cast) -> None:
    closed(cast.organization, name="Before")
    closed(cast.organization, name="What we say", fewest_for_scores=6)
    text = said(cast.organization)
    assert "23 people of 23 answered “What we say” in confidence" in text
    assert "Leadership 6 not shown Clinical staff 12 12 Peer workers 5 not shown" in text
    assert "A share is shown only from 6 answers, and how answers spread only from 10." in text
    assert "23 people in 3 groups were asked without an account" in text
    assert "Before" not in text
    assert RECORDS in text


def test_figures_are_those_of_the_view_and_hidden_groups_are_said_to_be(cast: Cast) -> None:
    closed(
        cast.organization, {"Leadership": 6, "Clinical staff": 12, "Peer workers": 6, "A": 5, "B": 3}, answers="5442"
    )
    team = build(cast.organization).team
    assert team
    (part,) = team.instruments
    assert [(line.name, line.average and line.average.share) for line in part.lines] == [
        (name, finding and finding.share)
        for name, finding in [
            ("Everybody", part.finding.average(None)),
            *((group.name, part.finding.average(group)) for group in team.results.groups),
        ]
    ]
    assert [line.name for line in part.lines if line.average is None] == ["A", "B"]
    assert [bar.label for bar in part.figures.bars] == ["Everybody", "Leadership", "Clinical staff", "Peer workers"]
    assert "A not shown" in said(cast.organization)


def test_earlier_rounds_of_the_same_questions_are_told_over_time(cast: Cast) -> None:
    first = closed(cast.organization, {"Leadership": 12, "Peer workers": 12}, answers="2221")
    closed(cast.organization, {"Leadership": 12, "Peer workers": 12}, answers="4443", follows=first)
    team = build(cast.organization).team
    assert team
    assert team.rounds.rounds[0].survey == first
    assert team.instruments[0].series[0].points == (10, 75)
    assert team.instruments[0].trend[0].cells == tuple(
        (month, share, 24) for month, share in zip(team.instruments[0].months, (10, 75), strict=True)
    )
    assert "75% of 24" in said(cast.organization), "no figure without its number"
    assert "Over time" in said(cast.organization)
    assert "More than chance would explain" in said(cast.organization)


def test_a_survey_that_is_no_earlier_round_is_not_compared(cast: Cast) -> None:
    closed(cast.organization, answers="2221")
    closed(cast.organization, answers="4443")
    assert "Over time" not in said(cast.organization)


def test_comments_are_not_in_it(cast: Cast) -> None:
    survey = closed(cast.organization, takes_comments=True)
    Comment.objects.create(survey=survey, text="Said in confidence", status="shown", shown_text="Said in confidence")
    assert "Said in confidence" not in said(cast.organization)


def test_the_summary_and_the_sources_name_what_the_team_was_asked(cast: Cast) -> None:
    own = OwnInstrumentFactory(organization=cast.organization, title="Questions of our own")
    closed(cast.organization, instruments=[survey_instrument(), own])
    text = said(cast.organization)
    assert re.search(r"What the team says (Strong|Partly there|Needs groundwork) Questions of culture-check: ", text)
    sources = text.split(" Sources ")[-1]
    assert "Questions of culture-check: Getting ready" in sources
    assert (
        "Our own questions These come from no toolkit; the organization wrote them itself. Questions of our own"
        in sources
    )


def test_page_and_pdf_say_the_same_and_the_pdf_is_valid_whatever_people_wrote(cast: Cast) -> None:
    first = closed(cast.organization, answers="22213")
    closed(cast.organization, answers="54443", follows=first)
    said_on_page, made = in_both(cast.client("owner"), cast.organization)
    assert failures(made) == []
    assert list(missing(Body(said_on_page).texts, text_of(made))) == []
    hostile_survey(cast.organization)
    hostile_page, hostile = in_both(cast.client("owner"), cast.organization)
    assert failures(hostile) == []
    assert HOSTILE_NAME.split()[0] in text_of(hostile)
    assert "<script>alert" not in hostile_page
    assert LONG not in text_of(hostile)
    assert not [word for word in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile") if word in inside(hostile)]


def in_both(client: Client, organization: Organization) -> tuple[str, bytes]:
    address = f"/o/{organization.slug}/reports/readiness"
    return client.get(f"{address}/").content.decode(), client.post(f"{address}.pdf").content


def test_gathering_takes_few_queries_however_many_surveys_there_are(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            print_html(build(cast.organization))
        return len(captured)

    before = closed(cast.organization)
    with_one = queries()
    for n in range(3):
        before = closed(cast.organization, name=f"Round {n}", follows=before)
    assert queries() == with_one <= 12


def test_the_index_offers_each_closed_survey_and_files_to_those_who_may(cast: Cast) -> None:
    closed(cast.organization, name="First round")
    closed(cast.organization, {"Leadership": 2, "Peer workers": 2}, name="Hidden round")
    opened(cast.organization, name="Still open")
    closed(cast.elsewhere, name="Not ours")
    text = page(cast.client("leader"), f"/o/{cast.organization.slug}/reports/")
    assert "23 people of 23 answered." in text
    assert not [name for name in ("Still open", "Not ours") if name in text]
    assert "so there is nothing to read or to download" in text
    assert (text.count(".csv"), text.count(".xlsx"), text.count("/summary/")) == (1, 1, 1)
    reader = page(cast.client("viewer"), f"/o/{cast.organization.slug}/reports/")
    assert (reader.count(".csv"), reader.count(".xlsx"), reader.count("/summary/")) == (0, 0, 1)


def test_the_index_announces_the_team_only_where_something_of_it_is_shown(cast: Cast) -> None:
    closed(cast.organization, {"Leadership": 2, "Peer workers": 2})
    address = f"/o/{cast.organization.slug}/reports/"
    assert "With what the team says." not in page(cast.client("viewer"), address)
    closed(cast.organization)
    assert "With what the team says." in page(cast.client("viewer"), address)
