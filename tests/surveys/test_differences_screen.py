from surveys.models import Survey
from tests.assessments.screen import page, part
from tests.cast import Cast
from tests.surveys.build import closed
from tests.surveys.reading import agreeing

from .screens import of

SIZES = {"Leadership": 10, "Clinical staff": 20, "Peer workers": 10}


def surveyed(cast: Cast) -> Survey:
    return agreeing(cast.organization, {"Leadership": 8, "Clinical staff": 6, "Peer workers": 4}, SIZES)


def test_leaders_stand_beside_the_largest_group_and_another_can_be_chosen(cast: Cast) -> None:
    survey, client = surveyed(cast), cast.client("viewer")
    text = part(page(client, of(survey, "differences")), "pair")
    assert "Favorable answers, Leadership beside Clinical staff." in text
    assert "Leadership 80%, Clinical staff 30%, 50 points." in text
    assert text.count('data-label="Apart">50 points<') == 4
    peers = survey.groups.get(name="Peer workers")
    other = part(page(client, of(survey, "differences") + f"?other={peers.pk}"), "pair")
    assert other.count('data-label="Apart">40 points<') == 4
    assert page(client, of(survey, "differences") + "?one=%00&other=<b>")


def test_each_conversation_has_a_finding_and_questions(cast: Cast) -> None:
    talk = part(page(cast.client("viewer"), of(surveyed(cast), "differences")), "talk")
    assert "Leadership answered more favorably than Clinical staff: 80% against 30%." in talk
    assert "What happens in everyday work that does not reach Leadership easily?" in talk
    assert "PeerReady heuristic" in talk


def test_how_much_one_person_is_stands_with_the_figures(cast: Cast) -> None:
    text = page(cast.client("viewer"), of(surveyed(cast), "differences"))
    assert "In Clinical staff one person is about 5 points (20 answered)." in text


def test_a_hidden_group_cannot_be_chosen(cast: Cast) -> None:
    survey = closed(cast.organization, {"Leadership": 4, "Clinical staff": 20, "Peer workers": 7, "HR": 12})
    hidden = survey.groups.get(name="Leadership")
    text = part(page(cast.client("owner"), of(survey, "differences") + f"?one={hidden.pk}"), "pair")
    assert f'value="{hidden.pk}"' not in text
    assert "Favorable answers, Clinical staff beside HR." in text


def test_where_fewer_than_two_groups_are_shown_nothing_is_compared(cast: Cast) -> None:
    for sizes in ({"Staff": 20}, {"Leadership": 4, "Clinical staff": 20, "Peer workers": 7}):
        text = page(cast.client("owner"), of(closed(cast.organization, sizes), "differences"))
        assert "Groups are compared where at least two of them are shown." in text
        assert "chart-dumbbell" not in text
