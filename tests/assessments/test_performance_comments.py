"""The performance evaluation: Developing and Not Enough Information need a comment in their section."""

import pytest
from django.test import Client

from assessments.models import Completion, Instrument, Record, content_hash
from tests.cast import Cast
from tests.factories import InstrumentFactory, RecordFactory

from .build import real
from .form import OpenForm
from .screen import page, part

CONTENT = real("wise-performance")
ENGAGES, SECOND = CONTENT.sections[:2]
COMMENT = "We look at this together each week."


@pytest.fixture
def record(cast: Cast) -> Record:
    instrument: Instrument = InstrumentFactory(slug="wise-performance", about="person", area="people")
    version = instrument.current_version
    assert version is not None
    version.content_json, version.content_hash = CONTENT.as_dict(), content_hash(CONTENT.as_dict())
    version.save()
    record: Record = RecordFactory(
        organization=cast.organization, instrument=instrument, subject="JM", answers={}, saved_at=None
    )
    return record


@pytest.fixture
def url(cast: Cast, record: Record) -> str:
    return f"/o/{cast.organization.slug}/assess/wise-performance/people/{record.pk}/"


@pytest.fixture
def hr(cast: Cast) -> Client:
    return cast.client("hr")


def fill(hr: Client, url: str, section: str, comment: str = "", **options: str) -> None:
    form = OpenForm(hr, f"{url}sections/{section}/")
    form.fields.update({f"c-{item}": key for item, key in options.items()})
    form.fields[f"t-_comment-{section}"] = comment
    assert form.save().status_code == 302


def test_each_section_has_a_comment_and_the_five_ratings_of_the_toolkit(hr: Client, url: str) -> None:
    assert [option.label for option in CONTENT.scales["performance"].options] == [
        "Advanced",
        "Proficient",
        "Developing",
        "Not Enough Information",
        "Not Applicable",
    ]
    assert {key for key, option in CONTENT.scales["performance"].by_key.items() if option.comment} == {
        "developing",
        "not-enough-information",
    }
    assert all(section.comment for section in CONTENT.sections)
    assert f't-_comment-{ENGAGES.slug}"' in page(hr, f"{url}sections/{ENGAGES.slug}/")


@pytest.mark.parametrize("rating", ["developing", "not-enough-information"])
def test_without_the_comment_it_is_saved_and_not_completed(hr: Client, url: str, record: Record, rating: str) -> None:
    first, second = ENGAGES.items[0].slug, SECOND.items[0].slug
    fill(hr, url, ENGAGES.slug, **{first: rating})
    fill(hr, url, SECOND.slug, **{second: "proficient"})
    response = OpenForm(hr, url).save(action="complete")
    assert response.status_code == 422
    text = " ".join(response.content.decode().split())
    assert "some parts still need a comment" in text
    rows = dict(row.split("</h3>") for row in text.split("<h3>")[1:])
    assert "Something is missing in this part." in rows[ENGAGES.title]
    assert "Something is missing in this part." not in rows[SECOND.title]
    record.refresh_from_db()
    assert record.answers[first]["choice"] == rating
    assert not record.is_complete


def test_on_one_page_the_missing_comment_is_marked_at_its_field(hr: Client, url: str) -> None:
    form = OpenForm(hr, f"{url}?all")
    form.fields[f"c-{ENGAGES.items[0].slug}"] = "developing"
    assert form.save(action="complete").status_code == 422
    problem = form.page.split(f'id="problem-_comment-{ENGAGES.slug}"')[1].split("<textarea")[0]
    assert "Some answers above need a comment." in problem
    assert form.page.count("Some answers above need a comment.") == 1


def test_with_the_comment_it_is_complete_and_the_result_shows_both(hr: Client, url: str, record: Record) -> None:
    fill(hr, url, ENGAGES.slug, COMMENT, **{ENGAGES.items[0].slug: "developing"})
    assert OpenForm(hr, url).save(action="complete").status_code == 302
    assert Completion.objects.get().record == record
    answers = part(page(hr, f"{url}results/"), "answers")
    shown = answers.split(f"<h3>{ENGAGES.title}</h3>")[1].split("<h3>")[0]
    assert shown.index("Developing") < shown.index(COMMENT)
    assert answers.count(COMMENT) == 1


@pytest.mark.parametrize("rating", ["advanced", "proficient", "not-applicable"])
def test_other_ratings_need_no_comment(hr: Client, url: str, rating: str) -> None:
    fill(hr, url, ENGAGES.slug, **{ENGAGES.items[0].slug: rating})
    assert OpenForm(hr, url).save(action="complete").status_code == 302
    assert Completion.objects.exists()


def test_a_comment_elsewhere_is_not_enough(hr: Client, url: str) -> None:
    fill(hr, url, ENGAGES.slug, **{ENGAGES.items[0].slug: "developing"})
    fill(hr, url, SECOND.slug, COMMENT, **{SECOND.items[0].slug: "developing"})
    assert OpenForm(hr, url).save(action="complete").status_code == 422
    fill(hr, url, ENGAGES.slug, "Soon.", **{ENGAGES.items[0].slug: "developing"})
    assert OpenForm(hr, url).save(action="complete").status_code == 302
