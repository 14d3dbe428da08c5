"""Deciding: two people at once, all that everybody agrees on, and taking it back."""

from typing import Any

import pytest

from jobdesc.drafting.saving import PutAwayError, put_away
from jobdesc.models import Decision, Description
from jobdesc.worksheet.activities import Activity, read_activities
from jobdesc.worksheet.boundaries import boundaries
from jobdesc.worksheet.deciding import Outcome, decide, decide_agreed, decided, open_again, undo
from jobdesc.worksheet.duties import TooManyError, add_duties, stands_in
from jobdesc.worksheet.filling import ClosedError
from jobdesc.worksheet.side_by_side import Voice, agreed, compare
from tests.cast import Cast

from .build import a_document, description_of
from .worksheets import furnish_activities, key, says


@pytest.fixture
def made(cast: Cast) -> Description:
    furnish_activities()
    return description_of(cast.organization)


def choose(made: Description, slug: str, belongs: bool, reason: str = "", **others: Any) -> Outcome:
    given = {"description": made, "activity": key(slug), "was": "", "actor": None, **others}
    return decide(belongs=belongs, reason=reason, **given)


def stand(made: Description) -> dict[str, tuple[bool, str]]:
    return {one.activity.split("/")[1]: (one.belongs, one.reason) for one in made.decisions.all()}


def test_of_two_who_decide_differently_the_second_is_asked(made: Description, cast: Cast) -> None:
    choose(made, "listen", True, actor=cast.owner)
    second = choose(made, "listen", False, "Not ours.", actor=cast.leader)
    assert second.is_conflict
    assert stand(made) == {"listen": (True, "")}
    mark = decided(made)[key("listen")].mark
    assert not choose(made, "listen", False, "Not ours.", was=mark).is_conflict
    assert stand(made) == {"listen": (False, "Not ours.")}


def test_two_who_decide_the_same_are_not_in_each_others_way(made: Description) -> None:
    choose(made, "listen", True)
    assert not choose(made, "listen", True).is_conflict
    assert Decision.objects.count() == 1


def test_undoing_puts_back_what_stood_before_and_spares_what_was_decided_since(made: Description) -> None:
    first = choose(made, "listen", True, "Good.")
    second = choose(made, "listen", False, "Not ours.", was=decided(made)[key("listen")].mark)
    assert undo(description=made, batch=first.batch) == 0
    assert undo(description=made, batch=second.batch) == 1
    assert stand(made) == {"listen": (True, "Good.")}
    assert undo(description=made, batch="") == 0


def test_what_all_said_is_decided_at_once_and_undone_at_once(made: Description) -> None:
    answers = {key("listen"): says("ynn"), key("socializing"): says("nyn"), key("answer-phones"): says("yyn")}
    rows = compare(read_activities(), [Voice("A", answers), Voice("B", answers)], {})
    choose(made, "socializing", True, "It builds trust.")
    count, batch = decide_agreed(description=made, rows=agreed(rows), actor=None)
    assert count == 1
    assert stand(made) == {"socializing": (True, "It builds trust."), "listen": (True, "")}
    assert undo(description=made, batch=batch) == 1
    assert set(stand(made)) == {"socializing"}


def test_a_decision_is_opened_again_unless_it_was_changed_meanwhile(made: Description) -> None:
    choose(made, "listen", True)
    assert open_again(description=made, activity=key("listen"), was="").is_conflict
    open_again(description=made, activity=key("listen"), was=decided(made)[key("listen")].mark)
    assert not stand(made)
    assert not open_again(description=made, activity=key("listen"), was="").is_conflict


def test_nothing_is_decided_about_what_was_put_away_or_approved(made: Description, cast: Cast) -> None:
    with pytest.raises(ClosedError):
        choose(description_of(cast.organization, approved=True), "listen", True)
    put_away(description=made, actor=None)
    with pytest.raises(PutAwayError):
        choose(made, "listen", True)


def test_boundaries_are_what_was_decided_no_with_its_reason(made: Description, cast: Cast) -> None:
    choose(made, "answer-phones", False, "The front desk does it.", actor=cast.owner)
    choose(made, "listen", True)
    found = boundaries(made)
    (group,) = found.groups
    (one,) = group.boundaries
    assert (group.title, one.text, one.reason) == ("Doing things", "Answer phones", "The front desk does it.")
    assert one.decided_by == "Owner Person"
    assert "Once in a while is fine" in one.handbook
    assert (len(found), found.undecided) == (1, 3)


def test_a_decision_about_an_activity_that_is_gone_does_no_harm(made: Description) -> None:
    made.decisions.create(activity="lappa-activities/gone", belongs=False, reason="Old.")
    assert len(boundaries(made)) == 0


def test_an_activity_becomes_a_duty_once_and_remembers_itself() -> None:
    activities = _activities()
    listen, phones = activities
    document = add_duties(a_document(), [listen, listen], into="000000000000")
    _, new = document.responsibilities[0].duties
    assert (new.text, new.source) == ("Listen", key("listen"))
    assert stands_in(document, listen)
    assert add_duties(document, [listen], into="") == document
    assert not stands_in(document, phones)
    more = add_duties(document, [phones], into="forged")
    assert [one.name for one in more.responsibilities][1:] == ["Doing things"]


def test_a_responsibility_that_is_full_takes_no_more() -> None:
    listen, _ = _activities()
    with pytest.raises(TooManyError):
        add_duties(a_document(rows=100), [listen], into="000000000000")


def _activities() -> list[Activity]:
    return [
        Activity(key("listen"), "listen", "1", "Listen", "Being with people"),
        Activity(key("answer-phones"), "answer-phones", "4", "Answer phones", "Doing things"),
    ]
