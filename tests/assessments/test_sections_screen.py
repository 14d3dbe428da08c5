"""A long assessment, or one whose parts concern different people, is filled part by part."""

import pytest

from assessments.models import Completion, Record
from tests.cast import Cast
from tests.factories import InstrumentFactory, InstrumentVersionFactory

from . import build
from .form import OpenForm
from .screen import page, queries

pytestmark = pytest.mark.django_db

SCALE = build.scale(0, 1, None)


def parted(audience: str = "The board", comment: str = "") -> str:
    """An instrument of two parts; its slug."""
    board = build.section("board", build.item("vision"), build.item("money"))
    team = build.section("team", build.item("trust"))
    parts = [build.aimed(board, audience=audience, comment=comment), team]
    made = InstrumentFactory(slug="parted", title="Part by part")
    content = build.instrument(parts, SCALE).as_dict()
    made.current_version = InstrumentVersionFactory(instrument=made, version="2", content_json=content)
    made.save()
    return made.slug


@pytest.fixture
def url(cast: Cast) -> str:
    return f"/o/{cast.organization.slug}/assess/{parted()}/"


def test_the_list_names_each_part_whom_it_is_for_and_how_far_it_is(cast: Cast, url: str) -> None:
    client = cast.client("leader")
    OpenForm(client, f"{url}sections/board/").choose(vision="1").save()
    text = page(client, url)
    for words in ("Title of board", "For: The board", "1 of 2 answered", "0 of 1 answered", "1 of 3"):
        assert words in text
    assert 'name="c-vision"' not in text


def test_a_part_shows_its_own_questions_and_saves_them_alone(cast: Cast, url: str) -> None:
    client = cast.client("leader")
    OpenForm(client, f"{url}sections/team/").choose(trust="1").save()
    form = OpenForm(client, f"{url}sections/board/").choose(vision="0")
    assert "c-trust" not in form.fields
    form.save()
    assert set(Record.objects.get().answers) == {"trust", "vision"}


def test_saving_leads_from_part_to_part_and_back_to_the_list(cast: Cast, url: str) -> None:
    client = cast.client("leader")
    first = OpenForm(client, f"{url}sections/board/").choose(vision="1").save(action="next")
    assert first.url == f"{url}sections/team/"
    assert OpenForm(client, first.url).choose(trust="1").save(action="next").url == url


def test_everything_can_stand_on_one_page(cast: Cast, url: str) -> None:
    form = OpenForm(cast.client("leader"), f"{url}?all")
    assert {"c-vision", "c-money", "c-trust"} <= set(form.fields)
    assert form.choose(money="1").save().url == f"{url}?all"


def test_the_parts_come_together_in_one_result(cast: Cast, url: str) -> None:
    client = cast.client("leader")
    OpenForm(client, f"{url}sections/board/").choose(vision="1", money="0").save()
    OpenForm(client, f"{url}sections/team/").choose(trust="1").save()
    assert OpenForm(client, url).save(action="complete").url == f"{url}results/"
    assert set(Completion.objects.get().answers) == {"vision", "money", "trust"}


def test_saving_a_part_in_place_counts_that_part(cast: Cast, url: str) -> None:
    form = OpenForm(cast.client("leader"), f"{url}sections/board/").choose(vision="1")
    assert "<strong>1 of 2</strong>" in form.save_in_place().content.decode()


@pytest.mark.parametrize("section", ["none", "Board", "board%20"])
def test_an_unknown_part_is_404(cast: Cast, url: str, section: str) -> None:
    assert cast.client("leader").get(f"{url}sections/{section}/").status_code == 404


def test_outsider_gets_404_and_a_viewer_403(cast: Cast, url: str) -> None:
    for address in (url, f"{url}sections/board/"):
        assert cast.client("outsider").post(address).status_code == 404
        assert cast.client("viewer").get(address).status_code == 403


def test_a_short_one_for_nobody_in_particular_stands_on_one_page(cast: Cast) -> None:
    url = f"/o/{cast.organization.slug}/assess/{parted(audience='')}/"
    assert "c-trust" in OpenForm(cast.client("leader"), url).fields


def test_a_missing_comment_stops_completing_and_its_part_is_marked(cast: Cast) -> None:
    url = f"/o/{cast.organization.slug}/assess/{parted(comment='Why?')}/"
    client = cast.client("leader")
    OpenForm(client, f"{url}sections/board/").choose(vision="0").save()
    refused = OpenForm(client, url).save(action="complete")
    assert refused.status_code == 422
    assert "Something is missing in this part." in refused.content.decode()
    assert not Completion.objects.exists()
    form = OpenForm(client, f"{url}sections/board/")
    form.fields["t-_comment-board"] = "Because of the budget."
    form.save()
    assert OpenForm(client, url).save(action="complete").status_code == 302
    assert "Because of the budget." in page(client, f"{url}results/")


def test_a_comment_can_stay_away_where_no_answer_asks_for_one(cast: Cast) -> None:
    url = f"/o/{cast.organization.slug}/assess/{parted(comment='Why?')}/"
    OpenForm(cast.client("leader"), f"{url}sections/board/").choose(vision="1").save()
    assert OpenForm(cast.client("leader"), url).save(action="complete").status_code == 302


def test_the_list_takes_no_more_queries_than_the_form(cast: Cast, url: str) -> None:
    client = cast.client("leader")
    page(client, url)
    assert queries(client, url) == queries(client, f"{url}?all")
