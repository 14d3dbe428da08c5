"""Goals and measures that two people change at once: nothing is lost unseen, nothing is added twice."""

import pytest
from django.http import Http404

from checklists.goals.saving import (
    AlreadyThereError,
    StaleError,
    add_goal,
    add_goals,
    add_measure,
    change_goal,
    end_measure,
    mark_goal,
    remove_goal,
    remove_measure,
    resume_measure,
)
from checklists.models import Goal, GoalStatus, Measure
from tests.cast import Cast
from tests.factories import GoalFactory, MeasureFactory

from .goals import measure_with


def test_a_change_of_what_somebody_else_changed_is_refused_with_their_words(cast: Cast) -> None:
    goal = GoalFactory(organization=cast.organization, what="First")
    change_goal(goal=goal, version=1, fields={"what": "Theirs"}, actor=cast.owner)
    with pytest.raises(StaleError) as refused:
        change_goal(goal=goal, version=1, fields={"what": "Ours"}, actor=cast.leader)
    assert refused.value.current.what == "Theirs"
    assert refused.value.current.changed_by_name == str(cast.owner)
    saved = change_goal(goal=goal, version=2, fields={"what": "Ours"}, actor=cast.leader)
    assert (saved.what, saved.version, saved.changed_by_name) == ("Ours", 3, str(cast.leader))


def test_saving_what_stands_there_already_is_no_conflict_and_no_change(cast: Cast) -> None:
    goal = GoalFactory(organization=cast.organization, what="First")
    change_goal(goal=goal, version=1, fields={"what": "Same"}, actor=cast.owner)
    assert change_goal(goal=goal, version=1, fields={"what": "Same"}, actor=cast.leader).version == 2


def test_a_goal_that_was_changed_is_not_marked_or_removed_unseen(cast: Cast) -> None:
    goal = GoalFactory(organization=cast.organization)
    change_goal(goal=goal, version=1, fields={"what": "Another"}, actor=cast.owner)
    with pytest.raises(StaleError):
        mark_goal(goal=goal, version=1, status=GoalStatus.REACHED, actor=cast.leader)
    with pytest.raises(StaleError):
        remove_goal(goal=goal, version=1)
    assert Goal.objects.get().status == GoalStatus.OPEN


def test_what_was_removed_meanwhile_is_404(cast: Cast) -> None:
    goal = GoalFactory(organization=cast.organization)
    Goal.objects.all().delete()
    with pytest.raises(Http404):
        change_goal(goal=goal, version=1, fields={"what": "Late"}, actor=cast.owner)


def test_the_same_goal_or_measure_is_not_added_twice(cast: Cast) -> None:
    fields = {"what": "Once"}
    made = add_goals(organization=cast.organization, wanted=[("a/b", fields), ("a/b", fields)], actor=cast.owner)
    assert [goal.what for goal in made] == ["Once"]
    assert add_goal(organization=cast.organization, fields=fields, actor=cast.owner).key == ""
    with pytest.raises(AlreadyThereError):
        add_goal(organization=cast.organization, fields=fields, actor=cast.owner)
    measure = MeasureFactory(organization=cast.organization, name="Met")
    again = {"name": "Met", "starts_on": measure.starts_on}
    with pytest.raises(AlreadyThereError) as refused:
        add_measure(organization=cast.organization, fields=again, actor=cast.owner)
    assert refused.value.there == measure
    end_measure(measure=measure, actor=cast.owner)
    assert add_measure(organization=cast.organization, fields=again, actor=cast.owner) != measure


def test_removing_a_goal_leaves_its_measures(cast: Cast) -> None:
    goal = GoalFactory(organization=cast.organization)
    measure = MeasureFactory(organization=cast.organization, goal=goal)
    remove_goal(goal=goal, version=1)
    measure.refresh_from_db()
    assert measure.goal is None


def test_a_measure_with_a_value_more_than_was_seen_is_not_removed(cast: Cast) -> None:
    measure = measure_with(cast.organization, 1, 2)
    with pytest.raises(StaleError):
        remove_measure(measure=measure, version=1, count=1)
    remove_measure(measure=measure, version=1, count=2)
    assert not Measure.objects.exists()


def test_ending_and_resuming_are_safe_to_repeat(cast: Cast) -> None:
    measure = MeasureFactory(organization=cast.organization)
    ended = end_measure(measure=measure, actor=cast.owner)
    assert end_measure(measure=measure, actor=cast.owner).ended_at == ended.ended_at
    assert resume_measure(measure=measure, actor=cast.owner).ended_at is None
    assert resume_measure(measure=measure, actor=cast.owner).version == 3
