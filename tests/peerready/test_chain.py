"""The chain with the real content: from a low answer to a task, to the library, and back to where it was asked."""

import re

import pytest

from assessments.models import Instrument
from tests.assessments.screen import page, part
from tests.cast import Cast
from tests.factories import CompletionFactory, RecordFactory
from tests.real import load_real_fixtures
from toolkits.models import Entry, Link

pytestmark = pytest.mark.django_db
ITEMS = (
    "prcoe-culture/transparency",
    "wise-workplace/hope-and-possibility",
    "lappa-readiness/supervision-structure",
    "legere-timeline/budget",
    "prcoe-works/inclusion",
    "prcoe-challenges/inadequate-supervision",
)


def answer_low(cast: Cast, key: str) -> str:
    """Complete the item's assessment with the lowest answer to it and none to the rest; where its result is."""
    slug, _, item = key.partition("/")
    instrument = Instrument.objects.select_related("current_version").get(pk=slug)
    content = instrument.current_version.content
    scale = content.scale_of(content.by_slug[item])
    option = min((o for o in scale.options if o.value is not None), key=lambda o: o.value)
    answers = {item: {"choice": option.key, "text": ""}}
    version = instrument.current_version
    record = RecordFactory(organization=cast.organization, instrument=instrument, version=version, answers=answers)
    CompletionFactory(record=record)
    return f"/o/{cast.organization.slug}/assess/{slug}/results/"


@pytest.mark.parametrize("key", ITEMS)
def test_a_low_answer_leads_to_a_task_to_the_library_and_back(cast: Cast, key: str) -> None:
    load_real_fixtures()
    client, root = cast.client("viewer"), f"/o/{cast.organization.slug}/library/"
    gaps = part(page(client, answer_low(cast, key)), "gaps")
    linked = Link.objects.filter(from_key=key).select_related("entry__collection")
    tasks = [link.entry for link in linked if link.entry.collection and link.entry.collection.kind == "checklist"]
    assert tasks
    for task in tasks:
        assert f'href="{root}{task.key}/"' in gaps
        assert f'href="{root}{key}/"' in page(client, f"{root}{task.key}/"), "the way back from the task"
    told = re.findall(rf'href="({root}[^"]+)">In the library', gaps)
    assert told
    for url in told:
        assert f'href="{root}{key}/"' in page(client, url), "the way back from what helps"
    asked = page(cast.client("leader"), f"{root}{key.split('/')[0]}/")
    assert f"/assess/{key.split('/')[0]}/" in asked, "the way back to the assessment"


def test_every_assessed_item_leads_to_a_task_or_to_something_in_the_library() -> None:
    load_real_fixtures()
    helped = set(Link.objects.filter(entry__collection=None).values_list("from_key", flat=True)) | set(
        Link.objects.filter(entry__collection__kind__in=("checklist", "library")).values_list("from_key", flat=True)
    )
    assessed = set(Entry.objects.filter(collection__kind="instrument").values_list("key", flat=True))
    assert len(assessed) == 500
    assert assessed <= helped
