"""The page of the risk register."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Instrument, Record
from checklists.models import Status
from organizations.models import Organization
from tests.assessments.screen import page, queries
from tests.cast import MEMBERS, Cast
from tests.factories import RecordFactory
from tests.real import load_real_fixtures

from .build import add, plan_of
from .money import answer_with, register


def url(organization: Organization, sort: str = "") -> str:
    return reverse("checklists:risks", args=[organization.slug]) + sort


def test_outsider_gets_404_and_it_is_only_read(cast: Cast) -> None:
    assert cast.client("outsider").get(url(cast.organization)).status_code == 404
    assert cast.client("owner").post(url(cast.organization)).status_code == 405


@pytest.mark.parametrize("who", MEMBERS)
def test_what_is_offered_goes_by_the_role(cast: Cast, who: str) -> None:
    register(cast.organization)
    shown = page(cast.client(who), url(cast.organization))
    assert ("Change in the assessment" in shown) == (who in ("owner", "leader"))
    assert ("Add a task" in shown) == (who != "viewer")
    assert "Ask them." in shown


def test_visitors_read_the_demo(demo: Organization) -> None:
    register(demo)
    assert "Add a task" not in page(Client(), url(demo))


def test_not_answered_yet_leads_to_the_assessment_those_who_may_fill_it(cast: Cast) -> None:
    load_real_fixtures()
    assessment = reverse("assessments:record", args=[cast.organization.slug, "prcoe-challenges"])
    shown = page(cast.client("leader"), url(cast.organization))
    assert f'<a class="btn btn-primary" href="{assessment}">' in shown
    shown = page(cast.client("hr"), url(cast.organization))
    assert "Nobody has looked at the risks yet" in shown
    assert assessment not in shown


def test_the_page_is_there_without_the_toolkits(cast: Cast) -> None:
    assert "Nobody has looked at the risks yet" in page(cast.client("owner"), url(cast.organization))


def test_the_fifteen_challenges_stand_by_group_with_their_source(cast: Cast) -> None:
    load_real_fixtures()
    answers = {"funding-cuts": {"choice": "likely", "text": "Look for a second source.", "who": "Finance manager"}}
    instrument = Instrument.objects.select_related("current_version").get(pk="prcoe-challenges")
    RecordFactory(organization=cast.organization, instrument=instrument, answers=answers)
    shown = page(cast.client("leader"), url(cast.organization))
    assert shown.count('class="card-soft risk"') == 15
    assert shown.index("Peers are not seen as essential") < shown.index('id="risk-funding-cuts"')
    cuts = shown.split('id="risk-funding-cuts"')[1].split('class="card-soft risk"')[0]
    for said in ("Likely", "Look for a second source.", "Finance manager", "#item-funding-cuts"):
        assert said in cuts
    assert "Possible Challenges to Anticipate, page 7." in shown


def test_sorted_the_likeliest_come_first_whatever_their_group(cast: Cast) -> None:
    register(cast.organization, {"board": ("yes", ""), "budget": ("partly", ""), "pay": ("no", "")})
    by_group = page(cast.client("viewer"), url(cast.organization, "?sort=nonsense"))
    assert '<a href="?sort=group" aria-current="true">' in by_group
    likeliest = page(cast.client("viewer"), url(cast.organization, "?sort=likeliest"))
    places = [likeliest.index(f'id="risk-{slug}"') for slug in ("pay", "budget", "board", "hopes")]
    assert places == sorted(places)


def test_tasks_stand_beside_their_risk_with_status_and_date(cast: Cast) -> None:
    register(cast.organization)
    plan = plan_of(cast.organization)
    late, done = add(plan, "Ask <b>them</b>", "Write it down")
    answer_with(late, "board")
    answer_with(done, "board")
    plan.tasks.filter(pk=late.pk).update(due=timezone.localdate().replace(year=2020, day=1), status=Status.IN_PROGRESS)
    plan.tasks.filter(pk=done.pk).update(status=Status.DONE)
    board = page(cast.client("viewer"), url(cast.organization)).split('id="risk-board"')[1].split('id="risk-')[0]
    assert reverse("checklists:task", args=[cast.organization.slug, plan.pk, late.number]) in board
    assert "Ask &lt;b&gt;them&lt;/b&gt;" in board
    assert "In progress" in board
    assert "<strong>overdue</strong>" in board
    assert board.index("Write it down") < board.index("Done")


def test_what_lacks_a_task_or_somebody_is_pointed_out_kindly(cast: Cast) -> None:
    record = register(cast.organization)
    shown = page(cast.client("leader"), url(cast.organization))
    assert "Give what is likely a first task" in shown
    assert '<a href="#risk-board">' in shown
    assert "could keep an eye on" in shown
    answers = {item: {**answer, "who": "HR"} for item, answer in record.answers.items()}
    Record.objects.filter(pk=record.pk).update(answers=answers)
    plan = plan_of(cast.organization)
    for task, item in zip(add(plan, "One", "Two"), answers, strict=True):
        answer_with(task, item)
    shown = page(cast.client("leader"), url(cast.organization))
    assert "Give what is" not in shown
    assert "could keep an eye on" not in shown


def test_more_tasks_take_no_more_queries(cast: Cast) -> None:
    client = cast.client("owner")
    register(cast.organization)
    plan = plan_of(cast.organization, "One")
    answer_with(plan.tasks.get(), "board")
    at_one = queries(client, url(cast.organization))
    for task in add(plan, *map(str, range(20))):
        answer_with(task, "budget")
    assert queries(client, url(cast.organization)) == at_one <= 12
