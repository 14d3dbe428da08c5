"""The list of assessments: what each is, how long it takes, where it comes from, and how far it is."""

import pytest

from assessments.models import Record
from tests.cast import Cast
from tests.factories import CompletionFactory, InstrumentFactory, RecordFactory, ToolkitFactory

from .screen import page

pytestmark = pytest.mark.django_db


def index(cast: Cast) -> str:
    return f"/o/{cast.organization.slug}/assess/"


def test_each_assessment_shows_purpose_length_and_source(cast: Cast) -> None:
    InstrumentFactory(
        title="Who we are",
        purpose="To see <clearly>.",
        minutes=25,
        heading="Part One",
        pages="4-6",
        toolkit=ToolkitFactory(slug="guide", title="A Guide"),
    )
    text = page(cast.client("leader"), index(cast))
    for expected in ("Who we are", "To see &lt;clearly&gt;.", "4 questions", "about 25 minutes", "Not started"):
        assert expected in text
    assert "<cite>A Guide</cite>, Part One, p. 4-6" in text


def test_each_assessment_shows_how_far_it_is(cast: Cast) -> None:
    InstrumentFactory(title="New")
    RecordFactory(organization=cast.organization, instrument__title="Begun")
    CompletionFactory(record__organization=cast.organization, record__instrument__title="Done")
    reopened = CompletionFactory(record__organization=cast.organization, record__instrument__title="Again").record
    Record.objects.filter(pk=reopened.pk).update(completed_at=None)
    rows = page(cast.client("leader"), index(cast)).split('<li class="instrument-row">')[1:]
    states = {row.split("<h3>")[1].split("</h3>")[0]: row for row in rows}
    assert "Not started" in states["New"]
    assert "Start<" in states["New"]
    assert "2 of 4 answered" in states["Begun"]
    assert "Continue<" in states["Begun"]
    assert "Completed" in states["Done"]
    assert "See the result" in states["Done"]
    assert "Open again, 2 of 4 answered" in states["Again"]
    assert "See the result" in states["Again"]


@pytest.mark.parametrize("who", ["administrator", "hr", "viewer"])
def test_who_may_not_assess_is_not_offered_to(cast: Cast, who: str) -> None:
    InstrumentFactory()
    text = page(cast.client(who), index(cast))
    assert "Start<" not in text
    assert "Not started" in text


def test_one_assessment_is_offered_before_the_others(cast: Cast) -> None:
    for _ in range(3):
        InstrumentFactory()
    assert page(cast.client("leader"), index(cast)).count("btn-primary") == 1


def test_without_assessments_the_list_says_what_to_do(cast: Cast) -> None:
    assert "No assessments are loaded" in page(cast.client("leader"), index(cast))
