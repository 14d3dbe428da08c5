"""All descriptions: cards, searching and sorting many, putting away and back."""

import pytest

from jobdesc.drafting.document import Document
from jobdesc.drafting.saving import put_away
from jobdesc.models import Description
from tests.cast import Cast

from .build import a_document, description_of
from .pages import at


def index(cast: Cast) -> str:
    return f"/o/{cast.organization.slug}/hiring/"


def words(cast: Cast, who: str = "hr", query: str = "") -> str:
    return cast.client(who).get(index(cast) + query).content.decode()


def test_every_member_reads_it_and_nobody_else(cast: Cast) -> None:
    description_of(cast.organization)
    description_of(cast.elsewhere, Document(title="Theirs"))
    assert cast.client("outsider").get(index(cast)).status_code == 404
    assert cast.client("hr").post(index(cast)).status_code == 405
    assert "Theirs" not in words(cast, "viewer")
    assert "Begin a description" not in words(cast, "viewer")
    assert "Begin a description" in words(cast)


def test_where_there_is_nothing_it_says_what_to_do(cast: Cast) -> None:
    assert "No job description yet" in words(cast)
    assert "can begin one" in words(cast, "viewer")


def test_a_card_says_how_it_stands_and_what_is_next(cast: Cast) -> None:
    made = description_of(cast.organization, Document(title="<i>Coach", setting="court"))
    card = words(cast)
    assert "&lt;i&gt;Coach" in card
    assert "2 of 17" in card
    assert "Court" in card
    assert f"{at(made, 'draft/who/')}#employer" in card
    assert f"{at(made, 'draft/who/')}#employer" not in words(cast, "viewer")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["C 6", "C 5", "C 4"]),
        ("?sort=title", ["Aid 0", "Aid 1", "Aid 2"]),
        ("?sort=nonsense", ["C 6", "C 5", "C 4"]),
        ("?q=aid+COMMUNITY", ["Aid 2", "Aid 1", "Aid 0"]),
        ("?q=%00aid+2", ["Aid 2"]),
        ("?q=none", []),
    ],
)
def test_many_are_searched_and_sorted(cast: Cast, query: str, titles: list[str]) -> None:
    for n in range(7):
        description_of(cast.organization, a_document(1, f"{'Aid' if n < 3 else 'C'} {n}"))
    cards = cast.client("hr").get(index(cast) + query).context["cards"]
    assert [str(card.description) for card in cards][:3] == titles


def test_a_few_need_no_search(cast: Cast) -> None:
    description_of(cast.organization)
    assert 'role="search"' not in words(cast)


def test_putting_away_is_undone_from_the_message(cast: Cast) -> None:
    made = description_of(cast.organization)
    client = cast.client("hr")
    page = client.post(at(made, "put-away/"), follow=True).content.decode()
    assert f'action="{at(made, "take-back/")}"' in page
    assert "Undo" in page
    assert "Put away (1)" in page
    client.post(at(made, "take-back/"))
    assert not Description.objects.get().is_put_away


@pytest.mark.parametrize("path", ["put-away/", "take-back/", "delete/", "copy/", "keep/"])
def test_only_those_who_draft_do_these_things(cast: Cast, path: str) -> None:
    made = description_of(cast.organization)
    assert cast.client("outsider").post(at(made, path)).status_code == 404
    assert cast.client("viewer").post(at(made, path)).status_code == 403
    assert cast.client("hr").put(at(made, path)).status_code == 405


def test_only_what_was_put_away_is_deleted_with_all_below_it(cast: Cast) -> None:
    made = description_of(cast.organization, approved=True)
    client = cast.client("hr")
    assert client.get(at(made, "delete/")).status_code == 200
    assert client.post(at(made, "delete/")).status_code == 409
    put_away(description=made, actor=None)
    assert "This cannot be undone" in client.get(at(made, "delete/")).content.decode()
    assert client.post(at(made, "delete/")).headers["Location"] == index(cast)
    assert not Description.objects.exists()
    assert cast.organization.audit_events.latest("pk").action == "job-deleted"
