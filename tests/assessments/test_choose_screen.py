"""The page on which a leader chooses the assessments."""

import pytest

from assessments.models import InstrumentInUse, Path
from tests.cast import Cast
from tests.factories import InstrumentFactory, RecordFactory

from .screen import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(cast: Cast) -> str:
    InstrumentFactory(slug="a", title="How we begin")
    InstrumentFactory(slug="b", title="How we go on", minutes=25)
    step = {"instrument": "b", "reason": "It is short."}
    missing = {"instrument": "gone", "reason": "It was there."}
    Path.objects.create(slug="path", title="A path", audience="all", reason="Because.", steps=[step, missing])
    return f"/o/{cast.organization.slug}/assess/choose/"


def chosen() -> list[str]:
    return list(InstrumentInUse.objects.values_list("instrument", flat=True))


def test_outsider_gets_404_wrong_roles_403_wrong_methods_405(cast: Cast, url: str) -> None:
    assert cast.client("outsider").get(url).status_code == 404
    assert {cast.client(who).get(url).status_code for who in ("administrator", "hr", "viewer")} == {403}
    assert cast.client("leader").delete(url).status_code == 405


def test_paths_are_told_with_their_reasons_and_as_ours(cast: Cast, url: str) -> None:
    text = page(cast.client("leader"), url)
    for words in ("A path", "Because.", "It is short.", "about 25 minutes", "no toolkit gives one"):
        assert words in text
    assert "It was there." not in text


def test_following_a_path_uses_its_steps(cast: Cast, url: str) -> None:
    response = cast.client("leader").post(url, {"path": "path"}, follow=True)
    assert chosen() == ["b"]
    assert "You now follow “A path”." in response.content.decode()


def test_ticking_uses_what_is_ticked(cast: Cast, url: str) -> None:
    cast.client("owner").post(url, {"instrument": ["b", "a", "unknown"]})
    assert chosen() == ["a", "b"]
    assert page(cast.client("leader"), url).count(" checked") == 2


def test_ticking_nothing_changes_nothing_and_says_so(cast: Cast, url: str) -> None:
    cast.client("leader").post(url, {"instrument": "a"})
    response = cast.client("leader").post(url, {})
    assert response.status_code == 422
    assert "Please tick at least one" in response.content.decode()
    assert chosen() == ["a"]


@pytest.mark.parametrize("path", ["none", "", "pa\0th", "x" * 5_000])
def test_an_unknown_path_is_404_and_changes_nothing(cast: Cast, url: str, path: str) -> None:
    assert cast.client("leader").post(url, {"path": path}).status_code == 404
    assert chosen() == []


def test_another_organizations_own_assessment_cannot_be_chosen(cast: Cast, url: str) -> None:
    InstrumentFactory(slug="own-theirs", title="Theirs", organization=cast.elsewhere, toolkit=None)
    cast.client("leader").post(url, {"instrument": ["a", "own-theirs"]})
    assert chosen() == ["a"]
    assert "Theirs" not in page(cast.client("leader"), url)


def test_what_was_begun_says_that_it_stays(cast: Cast, url: str) -> None:
    RecordFactory(
        organization=cast.organization, instrument_id="a", version=InstrumentFactory(slug="z").current_version
    )
    assert "Begun already" in page(cast.client("leader"), url)
