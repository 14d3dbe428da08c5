"""The real worksheet: 54 activities, three questions, and a handbook's view that leads to items that exist."""

import pytest

from jobdesc.worksheet.activities import ASKED, COLLECTION, read_activities
from jobdesc.worksheet.handbook import VIEWS
from tests.real import load_real_fixtures, real_fixtures
from toolkits.models import Entry


@pytest.mark.django_db
def test_the_54_activities_and_three_questions_are_read_in_the_toolkits_order() -> None:
    load_real_fixtures()
    activities = read_activities()
    assert [len(section.activities) for section in activities.sections] == [19, 28, 7]
    assert [one.number for one in activities.by_key.values()] == [str(n) for n in range(1, 55)]
    assert [one.slug for one in activities.questions] == list(ASKED)
    assert all(one.text.endswith("?") for one in activities.questions)
    assert set(Entry.objects.in_bulk(list(VIEWS))) == set(VIEWS)


def test_what_the_handbook_is_said_to_say_rests_on_its_items() -> None:
    items = {f"{one.key}/{item.slug}" for one in real_fixtures() for item in one.items}
    assert {key for view in VIEWS.values() for key in view.keys} <= items
    assert all(view.keys for view in VIEWS.values())
    assert {key.split("/")[0] for key in VIEWS} == {COLLECTION}
    assert len(VIEWS) >= 30


@pytest.mark.django_db
def test_without_the_toolkits_there_is_an_empty_worksheet() -> None:
    assert len(read_activities()) == 0
