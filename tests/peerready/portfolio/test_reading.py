"""How many organizations stand, read at once: as each one sees it itself, in few queries, and no more than agreed."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Completion
from assessments.standing import overview
from checklists.models import PlanKind, Status, Task
from organizations.ending import keep, mark
from organizations.models import Role
from peerready.portfolio import reading
from peerready.portfolio.answering import end
from peerready.portfolio.models import Comparison, Portfolio, PortfolioEntry
from peerready.portfolio.reading import SORTS, read
from peerready.portfolio.standing import standings
from tests.cast import Cast
from tests.checklists.build import add, plan_of
from tests.factories import InstrumentFactory, MembershipFactory, OrganizationFactory, OwnInstrumentFactory

from .build import completes, group, portfolio_of, seen

TODAY = date(2027, 3, 10)


@pytest.fixture
def portfolio(cast: Cast) -> Portfolio:
    return portfolio_of(cast.outsider)


def names(portfolio: Portfolio, sort: str = "") -> list[str]:
    return [row.standing.organization.name for row in read(portfolio, sort=sort).rows]


def test_levels_are_those_that_the_organization_sees_itself(portfolio: Portfolio) -> None:
    areas = [InstrumentFactory(area=area) for area in ("motivation", "motivation", "culture", "recovery", "timeline")]
    organizations = OrganizationFactory.create_batch(7)
    for n, organization in enumerate(organizations):
        own = OwnInstrumentFactory(organization=organization, area="culture")
        for k, instrument in enumerate((*areas, own)):
            if (n + k) % 3:
                completes(organization, instrument, (n + 2 * k) % 7)
            if not (n + k) % 4:
                completes(organization, instrument, (3 * n + k) % 7)
    found = standings(organizations, TODAY)
    told = 0
    for row in found.rows:
        for area, own_view in zip(row.areas, overview(row.organization).areas, strict=True):
            assert (area.standing.level, area.standing.level_word) == (own_view.level, own_view.level_word)
            dates = [state.completion.completed_at for state in own_view.completed if state.completion]
            assert area.on == (timezone.localdate(max(dates)) if dates else None)
            told += area.standing.level is not None
    assert told > 10
    assert set(found.figures) == {one.pk for one in areas[:4]}, "own ones and the timeline are not compared"
    newest = set(Completion.objects.order_by("record", "-number").values_list("pk", flat=True))
    assert {one.completion for figures in found.figures.values() for one in figures} <= newest


def test_a_persons_record_is_no_organizations_level(portfolio: Portfolio) -> None:
    organization, instrument = OrganizationFactory(), InstrumentFactory(about="person")
    completes(organization, instrument, 6)
    private = InstrumentFactory()
    completes(organization, private, 6)
    organization.records.filter(instrument=private).update(subject="JM")
    (row,) = standings([organization], TODAY).rows
    assert [area.standing.level_word for area in row.areas] == ["Not assessed yet"] * 3


def test_plans_are_counted_together_and_somebodys_first_months_are_not(db: None) -> None:
    organization = OrganizationFactory()
    plan = plan_of(organization, *"ABCDE", scheduled_from=TODAY - timedelta(days=9))
    other = plan_of(organization, "F", "G", name="Another", scheduled_from=TODAY - timedelta(days=9))
    first_months = plan_of(organization, "H", kind=PlanKind.ONBOARDING)
    put_away = plan_of(organization, "I", name="Put away")
    put_away.archived_at = timezone.now()
    put_away.save()
    Task.objects.update(due=TODAY)
    Task.objects.filter(plan=plan, number=1).update(status=Status.DONE, due=TODAY - timedelta(days=5))
    Task.objects.filter(plan=plan, number=2).update(status=Status.NOT_NEEDED)
    Task.objects.filter(plan=plan, number=3).update(due=TODAY - timedelta(days=1))
    Task.objects.filter(plan=plan, number=4).update(is_removed=True)
    Task.objects.filter(plan=plan, number=5).update(due=TODAY + timedelta(days=8))
    Task.objects.filter(plan=other).update(due=TODAY + timedelta(days=4))
    (row,) = standings([organization], TODAY).rows
    assert row.plan
    far = row.plan.progress
    assert (row.plan.plans, far.needed, far.done, far.overdue) == (2, 5, 1, 1)
    assert row.plan.next == TODAY + timedelta(days=4)
    add(first_months, "More")
    assert standings([OrganizationFactory()], TODAY).rows[0].plan is None


def test_twenty_organizations_cost_as_many_queries_as_one(portfolio: Portfolio) -> None:
    def cost() -> int:
        read(portfolio)  # what is counted anew is kept
        with CaptureQueriesContext(connection) as queries:
            assert read(portfolio).rows
        return len(queries)

    group(portfolio, [3])
    at_one = cost()
    for n in range(19):
        organization = OrganizationFactory()
        completes(organization, InstrumentFactory(area=("motivation", "culture", "recovery")[n % 3]), n % 7)
        plan_of(organization, "One")
        seen(portfolio, organization)
    assert cost() == at_one <= 7


def test_who_ends_it_or_ends_altogether_drops_out_at_once(cast: Cast, portfolio: Portfolio) -> None:
    first, second, third, fourth = group(portfolio, [1, 2, 3, 4])
    end(entry=PortfolioEntry.objects.get(organization=first), organization=first, actor=cast.owner)
    mark(organization=second, actor=cast.owner)
    third.delete()
    assert names(portfolio) == [fourth.name]
    keep(organization=second, actor=cast.owner)
    assert names(portfolio) == sorted([second.name, fourth.name])
    assert names(portfolio_of(cast.outsider, "Another")) == []


def test_averages_are_kept_and_stay_until_five_have_changed(
    cast: Cast, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = group(portfolio, [0, 1, 2, 3, 4])
    (one,) = read(portfolio).compared
    assert (one.group.number, one.group.average, one.instrument.pk) == (5, 35, "ready")
    monkeypatch.setattr(reading.timezone, "localdate", lambda: timezone.now().date() + timedelta(days=40))
    for organization in made[:4]:
        completes(organization, one.instrument, 6)
    assert read(portfolio).compared[0].group == one.group
    completes(made[4], one.instrument, 6)
    assert read(portfolio).compared[0].group.average == 90
    assert Comparison.objects.count() == 1
    end(entry=PortfolioEntry.objects.get(organization=made[0]), organization=made[0], actor=cast.owner)
    assert read(portfolio).compared == (), "four are too few"
    completes(OrganizationFactory(), one.instrument, 1)
    assert read(portfolio).compared == ()


def test_an_organization_in_which_somebody_is_a_member_is_seen_and_not_counted(
    cast: Cast, portfolio: Portfolio
) -> None:
    made = group(portfolio, [1, 1, 1, 1, 1])
    MembershipFactory(organization=made[0], user=cast.outsider, role=Role.VIEWER)
    found = read(portfolio)
    assert (len(found.rows), found.counted, found.left_out, found.compared) == (5, 4, 1, ())
    group(portfolio, [1], InstrumentFactory._meta.model.objects.get(pk="ready"))
    assert read(portfolio).compared[0].group.number == 5


def test_too_few_answers_are_not_averaged(portfolio: Portfolio) -> None:
    made = group(portfolio, [3] * 5)
    completion = Completion.objects.get(record__organization=made[0])
    completion.answers = {"board": {"choice": "yes", "text": ""}}
    completion.save()
    assert read(portfolio).compared == ()


def test_every_order_is_by_what_it_says_and_unknown_ones_are_by_name(portfolio: Portfolio) -> None:
    low, strong, middle = group(portfolio, [1, 6, 4])
    for organization, name in ((low, "beta"), (strong, "Alpha"), (middle, "Gamma")):
        organization.name = name
        organization.save()
    late = plan_of(middle, "One")
    plan_of(low, "Two")
    late.tasks.update(due=timezone.localdate() - timedelta(days=2))
    assert names(portfolio) == names(portfolio, "'; --") == ["Alpha", "beta", "Gamma"]
    assert names(portfolio, "motivation") == ["beta", "Gamma", "Alpha"]
    assert names(portfolio, "overdue") == ["Gamma", "Alpha", "beta"]
    assert names(portfolio, "next") == ["beta", "Alpha", "Gamma"]
    for sort in SORTS:
        assert sorted(names(portfolio, sort)) == ["Alpha", "Gamma", "beta"]


def test_a_name_changed_since_is_seen_as_it_is_now(portfolio: Portfolio) -> None:
    (organization,) = group(portfolio, [1])
    organization.name = "Renamed"
    organization.save()
    assert names(portfolio) == ["Renamed"]
