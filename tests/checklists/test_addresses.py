"""Whatever is put into an address of the room: another organization's things, those of somebody's first months for who
may not read them, and numbers that no database can hold, are not there."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from checklists import urls
from checklists.models import FundingSource, Goal, Measure, OwnList, Plan
from organizations.models import Organization
from tests.cast import Cast

from .build import plan_of

ROUTES = {str(p.name): re.findall(r"<(?:int|slug):(\w+)>", str(p.pattern)) for p in urls.urlpatterns}
TOO_LARGE = (2**31, 2**63, 10**30)
Numbers = dict[str, int]


def things_of(organization: Organization, kind: str = "program") -> Numbers:
    plan = plan_of(organization, "One", kind=kind)
    task = plan.tasks.get()
    measure = Measure.objects.create(organization=organization, name="One", starts_on=date(2026, 1, 1))
    return {
        "plan": plan.pk,
        "number": task.number,
        "remark": task.comments.create(author_name="Somebody", text="One").pk,
        "change": plan.changes.first().pk,  # type: ignore[union-attr]
        "goal": Goal.objects.create(organization=organization, what="One").pk,
        "measure": measure.pk,
        "value": measure.values.create(on=date(2026, 2, 1), value=1, by_name="Somebody").pk,
        "source": FundingSource.objects.create(organization=organization, name="One").pk,
        "own_list": OwnList.objects.create(organization=organization, kind=kind, name="One", tasks=[]).pk,
    }


def addresses(organization: Organization, numbers: Numbers, *, of: str = "") -> Iterator[str]:
    for name, names in ROUTES.items():
        if names and set(names) <= set(numbers) and (not of or of in names):
            kwargs = {"organization": organization.slug, **{one: numbers[one] for one in names}}
            yield reverse(f"checklists:{name}", kwargs=kwargs)


def found_at(cast: Cast, who: str, those: Iterator[str], nothing: tuple[int, ...] = (404, 405)) -> list[str]:
    client, found, asked = cast.client(who), [], 0
    for address in those:
        for ask in (client.get, client.post):
            answer, asked = ask(address), asked + 1
            found += [f"{address}: {answer.status_code}"] if answer.status_code not in nothing else []
    assert asked
    return found


def test_another_organizations_things_are_not_there(cast: Cast) -> None:
    theirs = things_of(cast.elsewhere)
    assert found_at(cast, "owner", addresses(cast.organization, theirs)) == []
    assert Plan.objects.get().tasks.get().version == 1


@pytest.mark.parametrize("part", ["remark", "value", "change"])
def test_nor_are_parts_of_theirs_below_ones_own(cast: Cast, part: str) -> None:
    mine, theirs = things_of(cast.organization), things_of(cast.elsewhere)
    assert found_at(cast, "owner", addresses(cast.organization, mine | {part: theirs[part]}, of=part)) == []


@pytest.mark.parametrize("who", ["administrator", "viewer"])
def test_somebodys_first_months_are_not_there_for_others(cast: Cast, who: str) -> None:
    numbers = things_of(cast.organization, "onboarding")
    only = {name: numbers[name] for name in ("plan", "number", "remark", "change", "own_list")}
    assert found_at(cast, who, addresses(cast.organization, only), (403, 404, 405)) == []


@pytest.mark.parametrize("number", TOO_LARGE)
def test_numbers_too_large_to_be_kept_are_not_there(cast: Cast, number: int) -> None:
    mine = things_of(cast.organization)
    for part in mine:
        assert found_at(cast, "owner", addresses(cast.organization, mine | {part: number}, of=part)) == []
