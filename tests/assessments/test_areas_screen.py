"""The three areas side by side; and who sees these and the list."""

import re

import pytest

from assessments.models import Record
from organizations.models import Organization
from tests.cast import MEMBERS, Cast
from tests.factories import CompletionFactory, InstrumentFactory

from .screen import page, queries

pytestmark = pytest.mark.django_db
CHOICES = {"strong": "yes", "middle": "partly", "low": "no"}


def at(organization: Organization, area: str, level: str, title: str = "Made up") -> None:
    answers = {item: {"choice": CHOICES[level], "text": ""} for item in ("board", "budget", "pay")}
    CompletionFactory(
        record__organization=organization,
        record__instrument__area=area,
        record__instrument__title=title,
        answers=answers,
    )


def index(cast: Cast) -> str:
    return f"/o/{cast.organization.slug}/assess/"


@pytest.mark.parametrize("where", ["", "areas/"])
def test_members_read_and_outsiders_get_404(cast: Cast, where: str) -> None:
    assert {who: cast.client(who).get(index(cast) + where).status_code for who in MEMBERS} == dict.fromkeys(
        MEMBERS, 200
    )
    assert cast.client("outsider").get(index(cast) + where).status_code == 404
    assert cast.client("visitor").get(index(cast) + where).status_code == 302
    assert cast.client("leader").post(index(cast) + where).status_code == 405


def test_areas_stand_side_by_side_without_an_overall_number(cast: Cast) -> None:
    for area, level in (("motivation", "strong"), ("culture", "middle"), ("recovery", "low"), ("timeline", "strong")):
        at(cast.organization, area, level)
    text = page(cast.client("leader"), index(cast) + "areas/")
    assert re.findall(r'<li class="area-card"> <h\d>(.*?)</h\d>', text) == [
        "Motivation",
        "Culture",
        "Recovery orientation",
    ]
    assert [word in text for word in ("100%", "50%", "0%")] == [True, True, True]
    assert "67%" not in text, "the mean of the four"
    assert "there is no overall number" in text
    assert "an area has the level of its weakest completed assessment" in text


@pytest.mark.parametrize("others", ["strong", "middle"])
def test_a_low_area_is_named_beside_strong_ones(cast: Cast, others: str) -> None:
    at(cast.organization, "motivation", others)
    at(cast.organization, "culture", "low")
    at(cast.organization, "culture", "strong")
    text = page(cast.client("leader"), index(cast) + "areas/")
    assert "<strong>Culture</strong> needs groundwork, whatever the other areas say." in text
    assert text.count("needs groundwork, whatever") == 1


def test_areas_without_results_say_so(cast: Cast) -> None:
    InstrumentFactory(area="culture", title="Our culture")
    text = page(cast.client("leader"), index(cast) + "areas/")
    assert text.count("Not assessed yet") == 3
    assert "Begin here" not in text


@pytest.mark.parametrize("where", ["", "areas/"])
def test_what_others_answered_is_not_seen(cast: Cast, where: str) -> None:
    at(cast.elsewhere, "culture", "low")
    assert "Needs groundwork" not in page(cast.client("leader"), index(cast) + where)


def test_a_visitor_of_the_demo_reads_everything_and_fills_nothing(cast: Cast, demo: Organization) -> None:
    at(demo, "culture", "low", "Our culture")
    instrument = Record.objects.get().instrument_id
    demo_index = f"/o/{demo.slug}/assess/"
    for who in ("visitor", "outsider"):
        for where in ("", "areas/", f"{instrument}/results/", f"{instrument}/results/1/"):
            text = page(cast.client(who), demo_index + where)
            assert "Our culture" in text
            assert "Open again" not in text
    refused = {"visitor": 302, "outsider": 403, "leader": 403}
    for who, status in refused.items():
        client = cast.client(who)
        where = f"{demo_index}{instrument}/"
        assert [client.get(where).status_code, client.post(where, {"was-board": ""}).status_code] == [status] * 2
        assert client.post(where + "reopen/").status_code == status
    assert Record.objects.get().is_complete


@pytest.mark.parametrize("where", ["", "areas/"])
def test_queries_do_not_grow_with_the_assessments(cast: Cast, where: str) -> None:
    client = cast.client("leader")
    at(cast.organization, "motivation", "low")
    few = queries(client, index(cast) + where)
    for area in ("culture", "recovery", "timeline"):
        at(cast.organization, area, "strong")
    assert queries(client, index(cast) + where) == few <= 12
