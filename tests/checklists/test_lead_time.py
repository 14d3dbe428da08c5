"""The time that a toolkit advises, beside the time that there is."""

from datetime import date, timedelta

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import timezone

from assessments.models import Instrument
from checklists import findings
from checklists.findings import LeadTime, lead_time, register
from checklists.models import Plan, PlanKind
from checklists.planning.lead_time import LeadCheck, check_plan, how_long, ways_to_speed_up
from organizations.models import Organization
from peerready.plan_findings import MONTHS, lead_time_by_quiz
from tests.cast import Cast
from tests.factories import CompletionFactory, RecordFactory
from tests.real import load_real_fixtures

from .build import plan_of

TODAY = date(2026, 11, 20)


def advised(months: int | None, on: date | None = TODAY) -> LeadTime:
    words = "So long" if on else ""
    return LeadTime(
        toolkit="A Handbook", heading="Timeline", page="29", url="/quiz/", on=on, words=words, months=months
    )


def check(months: int | None, anchor: date) -> LeadCheck:
    return LeadCheck(advised(months), TODAY, anchor)


def test_a_year_is_advised_and_the_date_is_in_four_months() -> None:
    short = check(12, date(2027, 3, 20))
    assert short.is_short
    assert (short.time, short.missing) == ("about 4 months", "about 8 months")
    assert short.advised_on == date(2027, 11, 20)


@pytest.mark.parametrize(("anchor", "is_short"), [(date(2027, 5, 19), True), (date(2027, 5, 20), False)])
def test_one_day_makes_the_difference(anchor: date, is_short: bool) -> None:
    found = check(6, anchor)
    assert found.is_short is is_short
    assert found.missing == ("1 day" if is_short else "")


def test_without_a_figure_nothing_is_called_short() -> None:
    found = check(None, TODAY + timedelta(3))
    assert (found.is_short, found.advised_on, found.missing) == (False, None, "")


def test_a_date_that_has_passed_is_not_called_short() -> None:
    assert not check(12, TODAY - timedelta(1)).is_short
    assert check(12, TODAY).is_past


def test_a_year_from_a_leap_day_ends_in_february() -> None:
    leap = LeadCheck(advised(12), date(2028, 2, 29), date(2029, 2, 27))
    assert (leap.advised_on, leap.missing) == (date(2029, 2, 28), "1 day")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (13, "13 days"),
        (14, "about 2 weeks"),
        (60, "about 9 weeks"),
        (61, "about 2 months"),
    ],
)
def test_time_is_said_in_words_that_people_plan_with(days: int, words: str) -> None:
    assert how_long(days) == words


@pytest.fixture
def year(monkeypatch: pytest.MonkeyPatch) -> list[LeadTime]:
    """What is advised, to be changed."""
    found = [advised(12, timezone.localdate() - timedelta(500))]
    monkeypatch.setattr(findings, "_leads", [])
    register(lead=lambda organization: found[0])
    return found


def test_a_plan_that_was_long_enough_when_it_began_is_not_short_half_way(cast: Cast, year: list[LeadTime]) -> None:
    today = timezone.localdate()
    plan = plan_of(cast.organization, scheduled_from=today - timedelta(300), anchor=today + timedelta(90))
    assert check_plan(plan).is_short is False
    late = plan_of(cast.organization, name="Late", anchor=today + timedelta(90))
    assert check_plan(late).is_short is True


def test_answers_given_while_a_plan_runs_count_from_their_day(cast: Cast, year: list[LeadTime]) -> None:
    today = timezone.localdate()
    plan = plan_of(cast.organization, scheduled_from=today - timedelta(300), anchor=today + timedelta(90))
    year[0] = advised(6, today)
    assert check_plan(plan).is_short is True


def test_nothing_is_said_of_plans_that_it_does_not_help(cast: Cast, year: list[LeadTime]) -> None:
    today = timezone.localdate()
    over = plan_of(cast.organization, scheduled_from=today - timedelta(30), anchor=today)
    somebody = plan_of(cast.organization, kind=PlanKind.ONBOARDING, name="JM")
    away = plan_of(cast.organization, name="Away")
    away.archived_at = timezone.now()
    assert [check_plan(plan) for plan in (over, somebody, away)] == [None, None, None]


@pytest.fixture
def quiz(cast: Cast) -> Instrument:
    load_real_fixtures()
    return Instrument.objects.select_related("current_version").get(pk="legere-timeline")


def answer(organization: Organization, quiz: Instrument, true: int, false: int) -> None:
    """The first statements are true, the next ones false, the others open."""
    items = quiz.current_version.content.items
    choices = ["true"] * true + ["false"] * false
    answers = {item.slug: {"choice": choice, "text": ""} for item, choice in zip(items, choices, strict=False)}
    record = RecordFactory(organization=organization, instrument=quiz, answers=answers)
    CompletionFactory(record=record)


@pytest.mark.parametrize(("true", "months"), [(10, 6), (8, 6), (7, 12), (5, 12), (4, None), (0, None)])
def test_months_are_read_from_the_words_of_the_toolkit(cast: Cast, quiz: Instrument, true: int, months: int) -> None:
    answer(cast.organization, quiz, true, 10 - true)
    lead = lead_time(cast.organization)
    assert lead.months == months
    assert lead.words in MONTHS or months is None
    assert (lead.page, lead.could_be) == ("29-30", "")
    assert lead.url.endswith("/legere-timeline/results/")


def test_what_was_left_open_could_shorten_it(cast: Cast, quiz: Instrument) -> None:
    answer(cast.organization, quiz, 6, 0)
    lead = lead_time(cast.organization)
    assert (lead.months, lead.could_be) == (12, "At least six months")


def test_without_answers_it_leads_to_the_questions(cast: Cast, quiz: Instrument) -> None:
    answer(cast.elsewhere, quiz, 8, 2)
    lead = lead_time(cast.organization)
    assert (lead.on, lead.words, lead.months) == (None, "", None)
    assert cast.organization.slug in lead.url
    assert "results" not in lead.url


def test_where_the_quiz_is_not_loaded_there_is_no_lead_time(cast: Cast) -> None:
    assert lead_time_by_quiz(cast.organization) is None


def test_the_handbook_has_three_ways_to_get_ready_faster(cast: Cast, quiz: Instrument) -> None:
    ways = ways_to_speed_up()
    assert [way.number for way in ways] == ["1", "2", "3"]
    assert all(way.parts["how"] and way.page == "29-30" for way in ways)


def note(cast: Cast, plan: Plan, who: str = "leader") -> str:
    """The note at the top of a plan's page."""
    request = RequestFactory().get("/")
    request.user, request.organization = getattr(cast, who), cast.organization
    request.role, request.memberships = cast.membership(who).role, []
    context = RequestContext(request, {"plan": plan})
    return " ".join(Template("{% load plans %}{% lead_time_note plan %}").render(context).split())


def test_a_plan_that_is_short_of_time_says_so_and_offers_ways(cast: Cast, quiz: Instrument) -> None:
    plan = plan_of(cast.organization, anchor=timezone.localdate() + timedelta(120))
    assert "Is that enough time?" in note(cast, plan)
    assert "<a" not in note(cast, plan, "hr"), "who may not answer is not sent there"
    answer(cast.organization, quiz, 6, 4)
    text = note(cast, plan)
    assert "The handbook advises more time: at least one year." in text
    assert text.count("Add to plan") == 3
    assert "Add to plan" not in note(cast, plan, "viewer")
    assert 'name="speed_up"' not in text


def test_a_plan_with_enough_time_says_nothing(cast: Cast, quiz: Instrument) -> None:
    answer(cast.organization, quiz, 9, 1)
    assert note(cast, plan_of(cast.organization, anchor=timezone.localdate() + timedelta(250))) == ""


def test_where_the_handbook_gives_no_figure_neither_do_we(cast: Cast, quiz: Instrument) -> None:
    answer(cast.organization, quiz, 2, 8)
    text = note(cast, plan_of(cast.organization, anchor=timezone.localdate() + timedelta(250)))
    assert "nobody can say yet" in text
    assert "Add to plan" not in text


def test_the_note_takes_few_queries(cast: Cast, quiz: Instrument, django_assert_max_num_queries) -> None:
    answer(cast.organization, quiz, 6, 4)
    plan = plan_of(cast.organization, anchor=timezone.localdate() + timedelta(120))
    note(cast, plan)
    with django_assert_max_num_queries(5):  # of which the membership is the test's own
        note(cast, plan)
