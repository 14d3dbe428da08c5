"""Remarks: every member makes them, on a part or the whole; they are settled and opened again."""

import pytest
from django.urls import reverse

from jobdesc.drafting.saving import put_away
from jobdesc.models import Description, Remark
from tests.cast import Cast

from .build import description_of


@pytest.fixture
def made(cast: Cast) -> Description:
    return description_of(cast.organization)


def url(made: Description, name: str, *more: object) -> str:
    return reverse(f"jobdesc:{name}", args=[made.organization.slug, made.pk, *more])


def test_outsider_404_wrong_method_405_and_visitors_of_the_demo_only_read(cast: Cast, made: Description) -> None:
    assert cast.client("outsider").post(url(made, "remark-add"), {"text": "x"}).status_code == 404
    assert cast.client("viewer").get(url(made, "remark-add")).status_code == 405
    cast.organization.is_demo = True
    cast.organization.save()
    assert cast.client("visitor").get(url(made, "readers")).status_code == 200
    assert cast.client("outsider").post(url(made, "remark-add"), {"text": "x"}).status_code == 403
    assert "Leave a remark" not in cast.client("visitor").get(url(made, "readers")).content.decode()
    assert not Remark.objects.exists()


def test_a_remark_is_about_a_part_and_shown_as_it_was_typed(cast: Cast, made: Description) -> None:
    client = cast.client("viewer")
    client.post(url(made, "remark-add"), {"part": "required", "text": "Is <b>this</b> needed?\n\n=1+1"})
    said = Remark.objects.get()
    assert (said.part, said.author_name) == ("required", "Viewer Person")
    page = client.get(url(made, "readers")).content.decode()
    assert "Is &lt;b&gt;this&lt;/b&gt; needed?" in page
    assert "Required qualifications" in page


@pytest.mark.parametrize("form", [{"text": " "}, {"text": "x" * 2_001}, {"text": "x", "part": "no-such"}])
def test_what_is_no_remark_is_told_at_the_field(cast: Cast, made: Description, form: dict[str, str]) -> None:
    assert cast.client("viewer").post(url(made, "remark-add"), form).status_code == 422
    assert not Remark.objects.exists()


def test_what_looks_like_a_client_is_asked_about_once(cast: Cast, made: Description) -> None:
    client, form = cast.client("viewer"), {"text": "As for Ana Lopez, 4/5/1980"}
    asked = client.post(url(made, "remark-add"), form)
    assert asked.status_code == 422
    assert "as if it were about somebody you serve" in asked.content.decode()
    assert not Remark.objects.exists()
    client.post(url(made, "remark-add"), form | {"seen": "yes"})
    assert Remark.objects.exists()


def test_a_remark_is_settled_and_opened_again(cast: Cast, made: Description) -> None:
    said = Remark.objects.create(description=made, text="Why?", author=cast.viewer, author_name="Ana")
    cast.client("viewer").post(url(made, "remark-settle", said.pk), {"do": "settle"})
    said.refresh_from_db()
    assert said.settled_at
    assert said.settled_by_name == "Viewer Person"
    cast.client("hr").post(url(made, "remark-settle", said.pk), {"do": "open"})
    said.refresh_from_db()
    assert said.settled_at is None


def test_somebody_elses_remark_is_settled_by_those_who_draft(cast: Cast, made: Description) -> None:
    said = Remark.objects.create(description=made, text="Why?", author=cast.viewer, author_name="Ana")
    theirs = Remark.objects.create(description=made, text="How?", author=cast.leader, author_name="Bo")
    page = cast.client("viewer").get(url(made, "readers")).content.decode()
    assert url(made, "remark-settle", said.pk) in page
    assert url(made, "remark-settle", theirs.pk) not in page
    cast.client("viewer").post(url(made, "remark-settle", theirs.pk), {"do": "settle"})
    theirs.refresh_from_db()
    assert theirs.settled_at is None


def test_a_remark_sent_twice_is_there_once(cast: Cast, made: Description) -> None:
    for part in ("required", "required", ""):
        cast.client("viewer").post(url(made, "remark-add"), {"part": part, "text": "Needed?"})
    assert Remark.objects.count() == 2


def test_a_remark_of_another_description_is_404(cast: Cast, made: Description) -> None:
    theirs = Remark.objects.create(description=description_of(cast.elsewhere), text="Why?", author_name="Ana")
    assert cast.client("hr").post(url(made, "remark-settle", theirs.pk)).status_code == 404


def test_nothing_is_remarked_on_what_was_put_away(cast: Cast, made: Description) -> None:
    put_away(description=made, actor=cast.owner)
    assert cast.client("viewer").post(url(made, "remark-add"), {"text": "x"}).status_code == 409
