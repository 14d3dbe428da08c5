"""Versions: listed, read, compared side by side or as one text, and brought back."""

from dataclasses import replace

import pytest
from django.urls import reverse

from jobdesc.drafting.saving import put_away, save
from jobdesc.models import Description, Reader
from tests.cast import Cast

from .build import a_document, description_of


@pytest.fixture
def made(cast: Cast) -> Description:
    found = description_of(cast.organization, replace(a_document(), growth="After a year, a lead."))
    after = replace(found.document, growth="After two years, a lead <b>.", title="New title")
    save(description=found, version=1, document=after, actor=cast.leader)
    return Description.objects.select_related("organization").get(pk=found.pk)


def url(made: Description, name: str = "versions", *more: object) -> str:
    return reverse(f"jobdesc:{name}", args=[made.organization.slug, made.pk, *more])


def test_outsider_404_wrong_role_403_wrong_method_405(cast: Cast, made: Description) -> None:
    for name, more in (("versions", ()), ("compare", ()), ("version", (1,))):
        assert cast.client("outsider").get(url(made, name, *more)).status_code == 404
        assert cast.client("viewer").get(url(made, name, *more)).status_code == 200
        assert cast.client("hr").post(url(made, name, *more)).status_code == 405
    assert cast.client("viewer").post(url(made, "bring-back", 1)).status_code == 403
    assert cast.client("hr").get(url(made, "bring-back", 1)).status_code == 405


def test_the_list_says_who_when_what_and_what_was_read_or_approved(cast: Cast, made: Description) -> None:
    Reader.objects.create(description=made, kind="peer", name="Peers United", verdict="agreed", read_version=1)
    page = cast.client("viewer").get(url(made)).content.decode()
    assert "Leader Person" in page
    assert "Changed 2 places" in page
    assert "Peers United</span>: ready as it is" in page
    assert page.index("Version 2") < page.index("Version 1")


@pytest.mark.parametrize("version", [0, 3, 10**30])
def test_a_version_that_is_not_there_is_404(cast: Cast, made: Description, version: int) -> None:
    assert cast.client("hr").get(url(made, "version", version)).status_code == 404
    assert cast.client("hr").post(url(made, "bring-back", version)).status_code == 404


def test_an_earlier_version_reads_as_it_was(cast: Cast, made: Description) -> None:
    page = cast.client("viewer").get(url(made, "version", 1)).content.decode()
    assert "After a year" in page
    assert "Bring it back" not in page


@pytest.mark.parametrize("show", ["side", "inline"])
def test_two_versions_are_compared_word_by_word(cast: Cast, made: Description, show: str) -> None:
    page = cast.client("viewer").get(url(made, "compare"), {"from": "2", "to": "1", "show": show}).content.decode()
    assert "From version 1 to version 2" in page
    assert '<del><span class="visually-hidden">taken out: </span>a year<' in page
    assert '<ins><span class="visually-hidden">put in: </span>two years<' in page
    assert "&lt;b&gt;" in page
    assert "Hours" not in page.split("<h1")[1], "what is the same is not shown unless asked for"


@pytest.mark.parametrize(
    "query", [{"from": "x", "to": "99"}, {"from": "\0"}, {"to": "9" * 50}, {"show": "no", "all": ""}]
)
def test_an_odd_question_shows_the_nearest_versions(cast: Cast, made: Description, query: dict[str, str]) -> None:
    assert cast.client("viewer").get(url(made, "compare"), query).status_code == 200


def test_one_version_alone_has_no_difference(cast: Cast) -> None:
    made = description_of(cast.organization)
    assert "No difference" in cast.client("viewer").get(url(made, "compare")).content.decode()


def test_a_version_is_brought_back_as_a_new_one_and_that_can_be_undone(cast: Cast, made: Description) -> None:
    client = cast.client("hr")
    page = client.post(url(made, "bring-back", 1), follow=True).content.decode()
    now = Description.objects.get(pk=made.pk)
    assert (now.version, now.document) == (3, made.revisions.get(version=1).document)
    assert url(made, "undo", 3) in page
    client.post(url(made, "undo", 3))
    assert Description.objects.get(pk=made.pk).document == made.document
    same = client.post(url(made, "bring-back", 2), follow=True)
    assert "nothing was changed" in same.content.decode()


def test_what_is_put_away_is_read_and_not_brought_back(cast: Cast, made: Description) -> None:
    put_away(description=made, actor=cast.owner)
    assert cast.client("hr").get(url(made)).status_code == 200
    assert cast.client("hr").post(url(made, "bring-back", 1)).status_code == 409
