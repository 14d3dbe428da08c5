"""Every checklist of the toolkits has its place in a plan, whole."""

import pytest

from checklists.planning.listing import tasks_of_lists
from checklists.planning.phases import ALWAYS, BY_COLLECTION, LISTS, lists_of, phases_of
from tests.real import load_real_fixtures
from toolkits.models import Collection, CollectionKind, Entry


@pytest.fixture
def real(db: None) -> None:
    load_real_fixtures()


def test_every_checklist_can_be_used_and_every_name_in_the_table_exists(real: None) -> None:
    checklists = Collection.objects.filter(kind=CollectionKind.CHECKLIST)
    assert {one.slug for one in checklists} == set(BY_COLLECTION)
    keys = set(Entry.objects.filter(collection__in=checklists).values_list("key", flat=True))
    for listed in LISTS:
        sections = {section["slug"] for section in Collection.objects.get(pk=listed.collection).sections}
        assert set(listed.phases) == sections
        assert set(listed.phases.values()) <= {phase.slug for phase in phases_of(listed.kind)}
        named = {*listed.order, *listed.needs, *listed.as_steps.values()}
        named |= {item for those in listed.needs.values() for item in those}
        assert {f"{listed.collection}/{item}" for item in named} <= keys


def test_the_implementation_list_is_offered_first() -> None:
    assert lists_of("program")[0].collection == ALWAYS


def test_the_implementation_list_becomes_its_26_tasks_in_four_phases(real: None) -> None:
    tasks = tasks_of_lists([ALWAYS], "program")
    counts = [sum(1 for task in tasks if task.phase == phase.slug) for phase in phases_of("program")]
    assert counts == [10, 6, 6, 4]
    assert tasks[0].title == (
        "Assess organization and determine appropriateness of implementation of peer support services"
    )


@pytest.mark.parametrize("listed", LISTS, ids=lambda one: one.collection)
def test_no_item_of_a_list_is_lost_on_the_way(real: None, listed) -> None:
    entries = Entry.objects.filter(collection=listed.collection)
    tasks = tasks_of_lists([listed.collection], listed.kind)
    steps = [entry.name for entry in entries if entry.section in listed.as_steps]
    assert len(tasks) + len(steps) == len(entries)
    assert set(steps) <= {step for task in tasks for step in task.steps}
    assert all(len(task.title) <= 200 for task in tasks)
