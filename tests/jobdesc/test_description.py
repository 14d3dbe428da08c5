"""A description's own page: how it reads, what is missing and what is next; and keeping it as a template."""

import re
from itertools import pairwise

import pytest

from jobdesc.drafting.document import Document
from jobdesc.drafting.progress import progress
from jobdesc.drafting.reading import passages
from jobdesc.models import DescriptionStatus, OwnTemplate
from tests.cast import Cast

from .build import a_document, description_of
from .pages import at


def test_it_is_read_by_members_alone(cast: Cast) -> None:
    made = description_of(cast.organization)
    assert cast.client("outsider").get(at(made)).status_code == 404
    assert cast.client("hr").post(at(made)).status_code == 405
    assert "Copy to a new" not in cast.client("viewer").get(at(made)).content.decode()
    assert "Copy to a new" in cast.client("hr").get(at(made)).content.decode()


def test_everything_that_is_written_is_read_under_headings_in_order(cast: Cast) -> None:
    made = description_of(cast.organization, a_document(3))
    page = cast.client("viewer").get(at(made)).content.decode()
    assert not [line.text for line in made.document.lines().values() if line.text not in page]
    for text in ("Program director", "$22.50 to $27.00 an hour", "Columbus, Ohio", "Tell us what you need."):
        assert text in page
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_parts_without_anything_are_left_out_and_named_as_missing(cast: Cast) -> None:
    made = description_of(cast.organization, Document(title="Coach", growth="A lead role."))
    assert [one.title for one in passages(made.document)] == ["Working here"]
    page = cast.client("hr").get(at(made)).content.decode()
    assert "2 of 17" in page
    assert f"{at(made, 'draft/parts/')}#required" in page
    assert "Still missing" not in cast.client("viewer").get(at(made)).content.decode()


def test_a_whole_one_leads_on_to_its_review_and_an_approved_one_to_the_kit(cast: Cast) -> None:
    document = a_document()
    assert [one.title for one in progress(document).missing] == ["Who employs the peer worker", "Competencies"]
    made = description_of(cast.organization, approved=True)
    assert "hiring kit" in cast.client("hr").get(at(made)).content.decode().lower()
    made.status = DescriptionStatus.DRAFT
    made.save()
    assert "this text has changed since" in cast.client("hr").get(at(made)).content.decode()


def test_no_text_breaks_the_page(cast: Cast) -> None:
    hostile = "</p><script>alert(1)</script>]]>&" + "x" * 5_000
    made = description_of(cast.organization, Document(title="<b>", growth=hostile, closes_on="soon", state="ZZ"))
    page = cast.client("hr").get(at(made)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;/p&gt;&lt;script&gt;" in page


def test_a_description_is_kept_as_a_template_once(cast: Cast) -> None:
    made = description_of(cast.organization)
    client = cast.client("hr")
    for _ in range(2):
        assert client.post(at(made, "keep/"), {"name": " Our  coach "}).status_code == 302
    own = OwnTemplate.objects.get()
    assert (own.name, own.content) == ("Our coach", made.content)
    other = description_of(cast.organization, Document(title="Another"))
    assert client.post(at(other, "keep/"), {"name": "Our coach"}).status_code == 422
    assert client.post(at(other, "keep/"), {"name": ""}).status_code == 422


def template(cast: Cast, path: str = "", name: str = "Ours") -> str:
    own = OwnTemplate.objects.create(organization=cast.organization, name=name, content={})
    return f"/o/{cast.organization.slug}/hiring/templates/{own.pk}/{path}"


@pytest.mark.parametrize("path", ["rename/", "remove/"])
def test_templates_belong_to_those_who_draft(cast: Cast, path: str) -> None:
    address = template(cast, path)
    assert cast.client("outsider").post(address).status_code == 404
    assert cast.client("viewer").post(address).status_code == 403
    assert cast.client("hr").put(address).status_code == 405
    assert cast.client("hr").post(address.replace(cast.organization.slug, cast.elsewhere.slug)).status_code == 404


@pytest.mark.parametrize("path", ["rename/", "remove/"])
def test_anothers_template_is_404_under_ones_own_address(cast: Cast, path: str) -> None:
    theirs = OwnTemplate.objects.create(organization=cast.elsewhere, name="Theirs", content={})
    address = f"/o/{cast.organization.slug}/hiring/templates/{theirs.pk}/{path}"
    assert cast.client("hr").get(address).status_code == 404
    assert cast.client("hr").post(address, {"name": "Mine now"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.name == "Theirs"


def test_templates_are_listed_renamed_and_removed(cast: Cast) -> None:
    client = cast.client("hr")
    index = f"/o/{cast.organization.slug}/hiring/templates/"
    assert "No template of your own yet" in client.get(index).content.decode()
    address = template(cast)
    template(cast, name="Taken")
    assert client.post(f"{address}rename/", {"name": "Taken"}).status_code == 422
    assert "Renamed" in client.post(f"{address}rename/", {"name": "Renamed"}, follow=True).content.decode()
    client.post(f"{address}remove/")
    assert [own.name for own in OwnTemplate.objects.all()] == ["Taken"]
