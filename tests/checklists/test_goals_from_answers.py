"""The five motivation answers become goals."""

from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from checklists.models import Goal
from tests.cast import Cast
from tests.factories import GoalFactory
from tests.real import load_real_fixtures

from .goals import QUESTIONS, answers_told, of_goal, refusals, url


def sent(**fields: str) -> dict[str, str]:
    """All fields of the page, empty but for `why_now__what="…"` and so on."""
    names = {f"{slug}-{name}": "" for slug in QUESTIONS for name in ("what", "for_whom", "by_when", "how_measured")}
    return names | {key.replace("__", "-", 1).replace("why_now", "why-now"): value for key, value in fields.items()}


def test_only_those_who_work_the_plan_make_goals_of_answers(cast: Cast) -> None:
    assert not refusals(cast, url(cast.organization, "goals-from-answers"))


def test_each_answer_stands_beside_a_form_with_the_toolkits_advice(cast: Cast) -> None:
    load_real_fixtures()
    with answers_told("Because <b>now</b>.", "They gain hope."):
        page = cast.client("leader").get(url(cast.organization, "goals-from-answers"))
    for words in (
        "Because &lt;b&gt;now&lt;/b&gt;.",
        "They gain hope.",
        "Turn your answers into clear goals",
        "page 19",
    ):
        assertContains(page, words)
    assertContains(page, "Not answered yet", count=3)
    for slug in QUESTIONS:
        assertContains(page, f'name="{slug}-what"')
    assertContains(page, "/library/advice/prcoe-clear-goals/")


def test_without_answers_the_page_leads_to_the_assessment_whoever_may_fill_it(cast: Cast) -> None:
    with answers_told():
        page = cast.client("leader").get(url(cast.organization, "goals-from-answers"))
        assertContains(page, '<a href="/answers/#item-why-now">Answer them first</a>')
        page = cast.client("hr").get(url(cast.organization, "goals-from-answers"))
        assertContains(page, "Ask an owner or a leader")
        assertNotContains(page, "/answers/")


def test_where_the_questions_are_not_loaded_the_page_says_so(cast: Cast) -> None:
    page = cast.client("leader").get(url(cast.organization, "goals-from-answers"))
    assertContains(page, "The five questions are not loaded")


def test_one_save_adds_what_was_filled_in_and_nothing_else(cast: Cast) -> None:
    address = url(cast.organization, "goals-from-answers")
    filled = sent(why_now__what="Begin in May", why_now__by_when="2027-05-31", benefit__what="More hope")
    with answers_told("Because."):
        assertRedirects(cast.client("hr").post(address, filled), url(cast.organization, "goals"))
        assert set(Goal.objects.values_list("key", "what")) == {
            ("prcoe-motivation/why-now", "Begin in May"),
            ("prcoe-motivation/benefit", "More hope"),
        }
        cast.client("hr").post(address, filled)
    assert Goal.objects.count() == 2


def test_an_error_saves_nothing_and_keeps_everything_typed(cast: Cast) -> None:
    filled = sent(why_now__what="Begin in May", benefit__for_whom="All who come", benefit__by_when="2027-02-30")
    with answers_told("Because."):
        page = cast.client("leader").post(url(cast.organization, "goals-from-answers"), filled)
    for words in ("Nothing is saved yet", "Say what you want to reach", "Give a date that exists", "2027-02-30"):
        assertContains(page, words, status_code=422)
    for words in ("Begin in May", "All who come"):
        assertContains(page, f'value="{words}"', status_code=422)
    assert not Goal.objects.exists()


def test_an_empty_page_adds_nothing_and_says_so(cast: Cast) -> None:
    with answers_told("Because."):
        page = cast.client("leader").post(url(cast.organization, "goals-from-answers"), sent(why_now__what="  "))
    assertContains(page, "Nothing new was filled in", status_code=422)


def test_goals_made_before_are_shown_beside_their_answer(cast: Cast) -> None:
    goal = GoalFactory(organization=cast.organization, key="prcoe-motivation/benefit", what="Made before")
    GoalFactory(organization=cast.elsewhere, key="prcoe-motivation/benefit", what="Not ours")
    with answers_told("Because."):
        page = cast.client("leader").get(url(cast.organization, "goals-from-answers"))
    assertContains(page, f'<a href="{of_goal(goal, "goal")}">Made before</a>', html=True)
    assertContains(page, "Another goal")
    assertNotContains(page, "Not ours")
