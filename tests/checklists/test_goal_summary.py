"""Goals and measures as pages, the report and the mail see them."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from checklists.goals.offered import COLLECTIONS, SUGGESTIONS, offered
from checklists.goals.summary import LATEST, load_goals
from checklists.models import HowOften, MeasureValue
from tests.cast import Cast
from tests.factories import GoalFactory, MeasureFactory, MeasureValueFactory
from tests.real import load_real_fixtures
from toolkits.models import Entry

from .goals import furnish_goals, measure_with

TODAY = date(2026, 6, 30)


def test_goals_under_way_stand_first_then_by_day_those_without_one_last(cast: Cast) -> None:
    for what, status, by_when in (
        ("let go", "let-go", date(2026, 1, 1)),
        ("reached", "reached", date(2026, 1, 2)),
        ("no day", "open", None),
        ("later", "open", date(2027, 1, 1)),
        ("late", "open", date(2026, 6, 29)),
    ):
        GoalFactory(organization=cast.organization, what=what, status=status, by_when=by_when)
    GoalFactory(organization=cast.elsewhere, what="not ours")
    summary = load_goals(cast.organization, TODAY)
    assert [one.goal.what for one in summary.goals] == ["late", "later", "no day", "reached", "let go"]
    assert [one.is_late for one in summary.goals] == [True, False, False, False, False]
    assert [one.goal.what for one in summary.under_way] == ["late", "later", "no day"]
    assert [one.goal.what for one in summary.reached] == ["reached"]


def test_a_measure_asks_for_a_value_from_the_day_on_which_it_is_due(cast: Cast) -> None:
    measure = MeasureFactory(organization=cast.organization, how_often=HowOften.MONTH, starts_on=date(2026, 5, 31))

    def asks(day: date) -> bool:
        return bool(load_goals(cast.organization, day).asking)

    assert not asks(date(2026, 6, 29))
    assert asks(TODAY)
    MeasureValueFactory(measure=measure, on=TODAY)
    assert not asks(date(2026, 7, 29))
    assert asks(date(2026, 7, 30))


def test_what_waits_longest_asks_first_and_what_ended_or_was_let_go_does_not_ask(cast: Cast) -> None:
    old, older = date(2020, 2, 1), date(2020, 1, 1)
    goal = GoalFactory(organization=cast.organization, status="let-go")
    MeasureFactory(organization=cast.organization, starts_on=older, goal=goal)
    MeasureFactory(organization=cast.organization, starts_on=older, ended_at=timezone.now())
    second = MeasureFactory(organization=cast.organization, starts_on=old)
    first = MeasureFactory(organization=cast.organization, starts_on=older)
    summary = load_goals(cast.organization, TODAY)
    assert [one.measure for one in summary.asking] == [first, second]
    assert len(summary.ended) == 1
    assert summary.goals[0].measures[0].due is None


def test_a_state_says_latest_target_and_meaning(cast: Cast) -> None:
    measure_with(cast.organization, 64, "78.5", unit="%", baseline=62, target=85)
    (state,) = load_goals(cast.organization).loose
    assert (state.latest_shown, state.baseline_shown, state.target_shown) == ("78.5%", "62%", "85%")
    assert state.words == "Closer to the target than at the baseline"
    assert [one.value for one in state.values] == [Decimal(64), Decimal("78.5")]


def test_of_many_values_the_latest_are_held_the_oldest_first(cast: Cast) -> None:
    measure_with(cast.organization, *range(LATEST + 5))
    MeasureValue.objects.filter(value=LATEST + 4).update(on=timezone.localdate() - timedelta(days=500))
    (state,) = load_goals(cast.organization).loose
    assert [int(one.value) for one in state.values] == list(range(4, LATEST + 4))


def test_a_summary_takes_four_queries_whatever_there_is(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    furnish_goals(cast.organization, 3)
    with django_assert_num_queries(4):
        summary = load_goals(cast.organization)
        assert len([one.words for one in summary.measures]) == 12
    assert load_goals(cast.elsewhere).is_empty


def test_each_of_the_toolkits_measures_has_a_suggestion_and_each_suggestion_its_measure(db: None) -> None:
    load_real_fixtures()
    assert set(Entry.objects.filter(collection__in=COLLECTIONS).values_list("key", flat=True)) == set(SUGGESTIONS)
    assert [len(items) for items in offered([])] == [6, 9]
    assert all(len(one.name) <= 200 and len(one.unit) <= 30 for one in SUGGESTIONS.values())
