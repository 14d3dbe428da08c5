"""Beginning a description: from each source, once however often a button is pressed, and never from elsewhere."""

import pytest

from jobdesc.hiring.fixture import hiring
from jobdesc.models import Description, OwnTemplate
from tests.cast import Cast
from tests.real import load_real_fixtures

from .build import a_document, description_of
from .pages import at

TITLE = "lappa-titles/recovery-coaches-or-mentors"


def new(cast: Cast) -> str:
    return f"/o/{cast.organization.slug}/hiring/new/"


def begin(cast: Cast, what: str, **more: str) -> Description:
    answer = cast.client("hr").post(new(cast), {"begin": what, **more})
    made = Description.objects.latest("pk")
    assert answer.headers["Location"] == at(made, "draft/start/")
    return made


def test_only_those_who_draft_begin(cast: Cast) -> None:
    for path in (new(cast), f"{new(cast)}lappa-role-court/"):
        assert cast.client("outsider").get(path).status_code == 404
        assert cast.client("viewer").get(path).status_code == 403
        assert cast.client("hr").put(path).status_code == 405
    assert not Description.objects.exists()


def test_each_sample_text_is_offered_shown_and_begun_with(cast: Cast) -> None:
    load_real_fixtures()
    words = cast.client("hr").get(new(cast)).content.decode()
    assert len(hiring().templates) == 10
    for key, template in hiring().templates.items():
        assert template.title in words
        shown = cast.client("hr").get(f"{new(cast)}{key}/").content.decode()
        made = begin(cast, f"template:{key}")
        assert made.document.template == key
        assert made.document.lines()
        first = made.document.responsibilities[0].duties[0]
        assert first.source.startswith(f"{key}/")
        assert first.text.split("'")[0][:30] in shown


def test_a_title_is_begun_with_and_known_by_its_key(cast: Cast) -> None:
    made = begin(cast, f"title:{TITLE}")
    assert (made.title, made.document.title_key) == ("Recovery Coach", TITLE)
    assert begin(cast, "nothing", title="recovery coach").document.title_key == TITLE
    assert begin(cast, "nothing", title=" Friend\x00 at  work ").document.title == "Friend at work"


def test_an_earlier_one_and_an_own_template_are_copied_with_new_lines(cast: Cast) -> None:
    earlier = description_of(cast.organization)
    made = begin(cast, f"earlier:{earlier.pk}")
    assert made.begun_from == earlier
    assert made.document.required[0].text == earlier.document.required[0].text
    assert not set(made.document.lines()) & set(earlier.document.lines())
    own = OwnTemplate.objects.create(organization=cast.organization, name="Ours", content=earlier.content)
    assert begin(cast, f"own:{own.pk}").document.growth == earlier.document.growth


def test_pressed_twice_a_button_begins_one(cast: Cast) -> None:
    first, second = (begin(cast, "nothing", once="the-button") for _ in range(2))
    assert first == second
    other = begin(cast, "nothing", once="another")
    assert other != first
    copies = [cast.client("hr").post(at(first, "copy/"), {"once": "copy"}).headers["Location"] for _ in range(2)]
    assert copies[0] == copies[1]
    assert Description.objects.count() == 3


def test_who_goes_back_and_chooses_something_else_begins_that(cast: Cast) -> None:
    earlier = [description_of(cast.organization, a_document(title=title)) for title in ("One", "Two")]
    made = [begin(cast, f"earlier:{one.pk}", once="the-page") for one in earlier]
    assert [one.begun_from for one in made] == earlier


@pytest.mark.parametrize("what", ["template:none", "title:none", "earlier:0", "own:7", "earlier:\x00"])
def test_what_is_not_there_is_not_begun_with(cast: Cast, what: str) -> None:
    assert cast.client("hr").post(new(cast), {"begin": what}).status_code == 404


def test_nothing_is_begun_with_what_belongs_to_others(cast: Cast) -> None:
    theirs = description_of(cast.elsewhere)
    own = OwnTemplate.objects.create(organization=cast.elsewhere, name="Theirs", content=theirs.content)
    for what in (f"earlier:{theirs.pk}", f"own:{own.pk}"):
        assert cast.client("hr").post(new(cast), {"begin": what}).status_code == 404
    assert cast.client("hr").post(at(theirs, "copy/")).status_code == 404
    assert "Theirs" not in cast.client("hr").get(new(cast)).content.decode()


def test_a_title_that_is_too_long_is_refused_in_words(cast: Cast) -> None:
    answer = cast.client("hr").post(new(cast), {"begin": "nothing", "title": "x" * 151})
    assert answer.status_code == 422
    assert "150" in answer.content.decode()
    assert not Description.objects.exists()


def test_a_sample_text_can_be_looked_at_before_the_library_is_loaded(cast: Cast) -> None:
    assert cast.client("hr").get(f"{new(cast)}lappa-role-court/").status_code == 200
    assert cast.client("hr").get(f"{new(cast)}none/").status_code == 404
