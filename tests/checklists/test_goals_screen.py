"""The page of all goals and measures, and that of one goal."""

from datetime import date

from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from checklists.models import Goal, GoalStatus, Measure
from organizations.models import Organization
from tests.cast import Cast
from tests.factories import GoalFactory, MeasureFactory

from .goals import goal_fields, measure_with, of_goal, of_measure, refusals, url

NASTY = "<script>alert(1)</script> =1+1"


def test_every_member_reads_goals_and_only_some_change_them(cast: Cast) -> None:
    goal = GoalFactory(organization=cast.organization)
    assert not refusals(cast, url(cast.organization, "goals"), reads=True)
    assert not refusals(cast, of_goal(goal, "goal"), reads=True)
    for name in ("goal-edit", "goal-remove"):
        assert not refusals(cast, of_goal(goal, name))
    assert not refusals(cast, url(cast.organization, "goal-new"))
    assert cast.client("viewer").post(of_goal(goal, "goal-mark"), {"status": "reached"}).status_code == 403
    assert cast.client("owner").get(of_goal(goal, "goal-mark")).status_code == 405


def test_another_organizations_goal_is_404_for_every_address(cast: Cast) -> None:
    theirs = GoalFactory(organization=cast.elsewhere)
    for pk in (theirs.pk, 0, 10**40):
        for name in ("goal", "goal-edit", "goal-remove"):
            assert cast.client("owner").get(url(cast.organization, name, pk)).status_code == 404
        for name in ("goal-edit", "goal-remove", "goal-mark"):
            sent = {**goal_fields(), "version": "1", "status": "reached"}
            assert cast.client("owner").post(url(cast.organization, name, pk), sent).status_code == 404
    theirs.refresh_from_db()
    assert theirs.version == 1


def test_with_nothing_there_the_page_leads_to_the_answers_and_to_a_goal_of_ones_own(cast: Cast) -> None:
    page = cast.client("leader").get(url(cast.organization, "goals"))
    for name in ("goals-from-answers", "goal-new", "measure-new"):
        assertContains(page, f'href="{url(cast.organization, name)}"')
    page = cast.client("viewer").get(url(cast.organization, "goals"))
    assertContains(page, "No goals yet")
    assertNotContains(page, url(cast.organization, "goal-new"))


def test_a_visitor_reads_the_demos_goals(cast: Cast, demo: Organization) -> None:
    goal = GoalFactory(organization=demo, what="Shown to all")
    assertContains(cast.client("visitor").get(url(demo, "goals")), "Shown to all")
    assertContains(cast.client("visitor").get(of_goal(goal, "goal")), "Shown to all")


def test_the_page_shows_goals_with_measures_figures_and_what_asks(cast: Cast) -> None:
    goal = GoalFactory(organization=cast.organization, what="Two people work here", by_when=date(2020, 1, 1))
    measure = measure_with(cast.organization, 64, 71, goal=goal, unit="%", target=70, name="Satisfied")
    waiting = MeasureFactory(organization=cast.organization, name="Waiting", starts_on=date(2020, 1, 1))
    page = cast.client("viewer").get(url(cast.organization, "goals"))
    for words in (
        "Two people work here",
        "the day has passed",
        "71%",
        "target 70%",
        "Target reached",
        "1 measure asks",
    ):
        assertContains(page, words)
    assertContains(page, "<title>Satisfied. ", count=1)
    assertContains(page, of_measure(measure, "measure"))
    assertContains(page, of_measure(waiting, "measure"))


def test_what_is_typed_comes_back_as_text(cast: Cast) -> None:
    sent = goal_fields(what=NASTY, for_whom="\x00Every\u202ebody", how_measured="one\r\ntwo")
    cast.client("leader").post(url(cast.organization, "goal-new"), sent)
    goal = Goal.objects.get()
    assert (goal.what, goal.for_whom, goal.how_measured) == (NASTY, "Everybody", "one\ntwo")
    assertContains(cast.client("leader").get(of_goal(goal, "goal")), "&lt;script&gt;alert(1)&lt;/script&gt; =1+1")


def test_a_goal_needs_words_and_a_day_that_exists(cast: Cast) -> None:
    client, address = cast.client("hr"), url(cast.organization, "goal-new")
    for wrong in (
        {"what": ""},
        {"what": "\u200b"},
        {"what": "word " * 5_000},
        {"by_when": "2027-02-30"},
        {"by_when": "0001-01-01"},
        {"by_when": "9999-12-31"},
        {"by_when": "1999-12-31"},
        {"how_measured": "x" * 2_001},
    ):
        page = client.post(address, goal_fields(for_whom="Typed before", **wrong))
        assertContains(page, "field-error", status_code=422)
        assertContains(page, "Typed before", status_code=422)
    assert not Goal.objects.exists()
    assert client.post(address, goal_fields(by_when="2028-02-29")).status_code == 302
    assertContains(client.post(address, goal_fields()), "There is a goal in these words already", status_code=422)


def test_two_who_change_a_goal_see_both_texts_and_the_second_can_save_on_top(cast: Cast) -> None:
    goal = GoalFactory(organization=cast.organization, what="First words")
    address = of_goal(goal, "goal-edit")
    cast.client("owner").post(address, goal_fields(what="Theirs", version=1))
    page = cast.client("leader").post(address, goal_fields(what="Ours", for_whom="All", version=1))
    assert page.status_code == 409
    for words in ("Theirs", "Ours", "Owner Person saved this", 'name="version" value="2"', "Save mine on top"):
        assertContains(page, words, status_code=409)
    assert Goal.objects.get().what == "Theirs"
    assertRedirects(cast.client("leader").post(address, goal_fields(what="Ours", version=2)), of_goal(goal, "goal"))
    assert Goal.objects.get().what == "Ours"


def test_a_form_without_a_good_version_saves_nothing(cast: Cast) -> None:
    goal = GoalFactory(organization=cast.organization, what="First words")
    for version in ("", "x", "9" * 5_000, "\u0661", "-1"):
        sent = goal_fields(what="Ours", version=version)
        assert cast.client("owner").post(of_goal(goal, "goal-edit"), sent).status_code == 409
    assert Goal.objects.get().what == "First words"


def test_a_goal_is_marked_reached_let_go_and_under_way_again(cast: Cast) -> None:
    goal = GoalFactory(organization=cast.organization)
    for version, status in enumerate((GoalStatus.REACHED, GoalStatus.LET_GO, GoalStatus.OPEN), start=1):
        page = cast.client("hr").post(of_goal(goal, "goal-mark"), {"status": status, "version": version}, follow=True)
        assertContains(page, GoalStatus(status).label)
        assert Goal.objects.get().status == status
    assert cast.client("hr").post(of_goal(goal, "goal-mark"), {"status": "won", "version": 4}).status_code == 422
    page = cast.client("hr").post(of_goal(goal, "goal-mark"), {"status": "reached", "version": 1})
    assertContains(page, "changed this goal meanwhile", status_code=409)
    assert Goal.objects.get().status == GoalStatus.OPEN


def test_a_goal_is_removed_only_when_asked_for_and_its_measures_stay(cast: Cast) -> None:
    goal = GoalFactory(organization=cast.organization)
    MeasureFactory(organization=cast.organization, goal=goal)
    address = of_goal(goal, "goal-remove")
    assertContains(cast.client("owner").get(address), "Its 1 measure")
    assert cast.client("owner").post(address).status_code == 422
    assert cast.client("owner").post(address, {"version": 7}).status_code == 409
    assert Goal.objects.exists()
    assertRedirects(cast.client("owner").post(address, {"version": 1}), url(cast.organization, "goals"))
    assert not Goal.objects.exists()
    assert Measure.objects.get().goal is None
    assert cast.client("owner").get(address).status_code == 404


def test_words_that_seem_to_name_somebody_are_saved_and_asked_about(cast: Cast) -> None:
    sent = goal_fields(how_measured="We ask Maria Lopez how she is")
    page = cast.client("owner").post(url(cast.organization, "goal-new"), sent, follow=True)
    assertContains(page, "reads as if it named somebody")
    assert Goal.objects.get().how_measured.endswith("how she is")
