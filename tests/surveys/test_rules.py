"""The twelve rules of confidentiality (design.md §5) and the tests that fail when one is taken out.

Each rule was taken out by hand, one after the other, and its tests seen to fail; docs/confidentiality.md says how.
"""

import ast
import logging
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from surveys.answering.quiet import Quiet
from surveys.answering.submitting import Answered, Outcome, new_device, submit
from surveys.asking.inviting import add_people, new_key, read_addresses
from surveys.lifecycle import StaleError, launch
from surveys.models import Comment, Group, Invitee, Key, Response, Survey, Way
from surveys.reading.results import load_results
from surveys.setting_up.drafting import GroupPlan, set_groups
from tests.cast import Cast

from .build import GROUPS, answer, closed, draft, opened
from .screens import of

TESTED_BY = {
    1: (
        "test_below_five_nothing_shows_not_even_how_many",
        "test_golden_figures_of_one_group",
        "test_raised_thresholds_hide_more_and_lower_ones_cannot_be",
        "test_what_is_left_without_the_groups_that_show_a_distribution_is_enough_for_one",
        "test_no_distribution_of_a_few_follows_from_those_shown",
        "test_thresholds_below_the_house_do_not_exist",
        "test_thresholds_are_not_lowered_in_the_database_either",
    ),
    2: (
        "test_groups_are_fixed_at_launch",
        "test_results_have_the_groups_of_the_survey_and_take_no_filter",
        "test_nobody_changes_groups_by_being_taken_out_and_added_elsewhere",
    ),
    3: (
        "test_golden_masks",
        "test_hidden_groups_are_two_and_hold_enough_and_distributions_leave_enough",
        "test_both_attackers_notice_that_a_group_is_hidden_alone",
    ),
    4: (
        "test_each_question_is_decided_on_its_own_valid_answers",
        "test_a_group_hidden_for_its_responses_is_hidden_in_every_question",
        "test_surveys_that_may_show_the_same_show_the_same_everywhere",
        "test_no_other_module_touches_a_response",
    ),
    5: (
        "test_nothing_of_an_open_survey_is_shown",
        "test_a_reopened_survey_shows_nothing_new_before_five_more",
        "test_after_reopening_nothing_shown_is_taken_back_and_nothing_is_added_by_fewer_than_five",
        "test_results_stay_as_they_are_where_a_group_has_gained_a_few",
    ),
    6: (
        "test_a_share_is_true_blunted_and_never_says_nobody_or_everybody",
        "test_a_mean_keeps_from_the_ends_of_its_scale",
        "test_of_all_answers_of_few_people_none_give_anybody_away",
        "test_a_total_says_no_more_than_its_blunted_groups",
        "test_nothing_is_pinned_in_random_surveys",
    ),
    7: (
        "test_a_response_holds_nothing_but_survey_group_and_answers",
        "test_rows_are_written_in_another_order_than_they_came",
        "test_it_erases_every_way_back_to_a_person",
        "test_an_erased_address_is_in_no_file",
        "test_the_order_of_rows_says_nothing_of_who_came_when",
        "test_no_file_of_the_database_knows_anybody",
    ),
    8: (
        "test_looking_at_a_link_uses_nothing_up",
        "test_links_that_open_nothing_give_one_and_the_same_page_after_one_query",
        "test_every_answer_below_s_is_kept_by_nobody",
        "test_a_personal_link_answers_once_and_its_key_is_kept_as_a_hash",
    ),
    9: (
        "test_it_says_who_asks_what_is_promised_and_to_answer_once",
        "test_the_page_of_a_shared_link_says_that_one_could_answer_twice",
    ),
    10: (
        "test_while_it_is_open_only_a_band_is_said",
        "test_whether_somebody_answered_changes_nothing_on_the_page",
        "test_a_reminder_goes_to_everybody_who_answered_or_not_with_a_link_of_its_own",
        "test_only_answering_reads_who_has_answered",
    ),
    11: (
        "test_comments_show_from_ten_and_then_from_ten_more",
        "test_comments_are_handed_over_from_ten",
        "test_comments_are_off_by_default_and_know_neither_group_nor_response",
        "test_a_comment_is_read_by_nobody_else_before_it_was_looked_at",
    ),
    12: (
        "test_no_file_has_a_row_for_a_person",
        "test_no_model_of_surveys_is_in_the_admin",
        "test_no_log_holds_the_path_of_a_respondents_page",
        "test_no_log_knows_anybody_or_a_respondents_page",
    ),
}


@pytest.fixture(scope="module")
def names() -> set[str]:
    """Of all tests of surveys."""
    trees = [ast.parse(path.read_text()) for path in Path(__file__).parent.glob("test_*.py")]
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("rule", range(1, 13))
def test_the_tests_of_each_rule_are_there(rule: int, names: set[str]) -> None:
    assert set(TESTED_BY[rule]) - names == set()


@pytest.mark.parametrize("fields", [{"fewest_for_scores": 4}, {"fewest_for_details": 9}, {"fewest_for_scores": 11}])
def test_thresholds_are_not_lowered_in_the_database_either(cast: Cast, fields: dict[str, int]) -> None:
    survey = draft(cast.organization)
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(**fields)


def test_groups_are_fixed_at_launch(cast: Cast) -> None:
    survey = opened(cast.organization)
    names = list(survey.groups.values_list("name", flat=True))
    with pytest.raises(StaleError):
        set_groups(survey=survey, revision=survey.revision, plans=[GroupPlan("All", "other", 20, "shared")])
    cast.client("leader").post(of(survey, "setup-groups"), {"name-0": "All", "do": "save"})
    assert list(survey.groups.values_list("name", flat=True)) == names


def test_results_have_the_groups_of_the_survey_and_take_no_filter(cast: Cast) -> None:
    survey = closed(cast.organization)
    results = load_results(survey)
    assert results
    assert results.view.groups == tuple(GROUPS)
    assert all(tuple(row.groups) == tuple(GROUPS) for row in results.view.rows.values())
    client = cast.client("leader")
    plain = [client.get(of(survey, name)) for name in ("results", "questions")]
    tried = [client.get(f"{of(survey, n)}?group=Leadership&s-1=5&filter=1") for n in ("results", "questions")]
    assert [visible(one.content) for one in tried] == [visible(one.content) for one in plain]


def visible(page: bytes) -> str:
    text = page.decode()
    return "".join(line for line in text.splitlines() if "csrf" not in line.lower() and "nonce" not in line)


def test_nothing_of_an_open_survey_is_shown(cast: Cast) -> None:
    survey = opened(cast.organization, name="The open one")
    for n in range(12):
        answer(survey, "Clinical staff", {"s-1": "54321"[n % 5]})
    assert load_results(survey) is None
    client = cast.client("owner")
    for name in ("results", "questions", "differences", "over-time", "beside", "comments"):
        assert client.get(of(survey, name)).status_code == 302, name
    base = f"/o/{cast.organization.slug}/reports/surveys/{survey.pk}"
    assert client.get(f"{base}/summary/").status_code == 302
    assert client.post(f"{base}.csv").status_code == 302
    assert client.post(f"{base}.xlsx").status_code == 302


def test_a_response_holds_nothing_but_survey_group_and_answers() -> None:
    assert {field.name for field in Response._meta.get_fields()} == {"id", "survey", "group", "answers"}
    assert not [field for field in Response._meta.get_fields() if field.is_relation and field.auto_created]


def test_a_personal_link_answers_once_and_its_key_is_kept_as_a_hash(cast: Cast) -> None:
    survey = draft(cast.organization, {"Staff": 6})
    survey.groups.update(way=Way.PERSONAL)
    group = survey.groups.get()
    add_people(group=group, addresses=read_addresses("one@example.org"))
    launch(survey=survey, actor=cast.leader)
    keys = [new_key(survey=survey, group=group, invitee=survey.invitees.get()) for _ in range(2)]
    assert all(len(key) >= 43 for key in keys)  # 256 bits
    assert not Key.objects.filter(hash__in=keys).exists()
    sent = [
        submit(survey=survey, key=key, device=new_device(), answered=Answered({}, ""), now=timezone.now())
        for key in (*keys, keys[0])
    ]
    assert sent == [Outcome.RECEIVED, Outcome.NOT_TAKEN, Outcome.NOT_TAKEN]
    assert survey.responses.count() == 1


def test_the_page_of_a_shared_link_says_that_one_could_answer_twice(cast: Cast) -> None:
    survey = opened(cast.organization)
    key = survey.groups.exclude(shared_key="").values_list("shared_key", flat=True)[0]
    page = Client().get(f"/s/k/{key}/", follow=True).content.decode()
    assert "answers twice" in page


def test_only_answering_reads_who_has_answered() -> None:
    """`is_used` may be read where a link is used up and where one is found, and nowhere else."""
    rooms = Path(__file__).resolve().parents[2]
    files = [*rooms.glob("surveys/**/*.py"), *rooms.glob("reports/**/*.py"), *rooms.glob("templates/**/*.html")]
    readers = {str(path.relative_to(rooms)) for path in files if "is_used" in path.read_text()}
    readers = {name for name in readers if "migrations" not in name}
    assert readers == {"surveys/answering/submitting.py", "surveys/models/asking.py"}


def test_comments_are_off_by_default_and_know_neither_group_nor_response(cast: Cast) -> None:
    assert Survey._meta.get_field("takes_comments").default is False
    assert {field.name for field in Comment._meta.get_fields()} == {"id", "survey", "text", "status", "shown_text"}
    survey = opened(cast.organization)
    answer(survey, "Leadership", {"s-1": "5"}, comment="Nobody asked me.")
    assert not survey.comments.exists()


def test_a_comment_is_read_by_nobody_else_before_it_was_looked_at(cast: Cast) -> None:
    survey = closed(cast.organization, takes_comments=True)
    for status in ("new", "waiting", "withheld"):
        Comment.objects.create(survey=survey, text=f"A {status} comment of Quillon.", status=status)
    Comment.objects.create(survey=survey, text="Quillon as it was.", shown_text="[…] as it may be.", status="shown")
    for who in ("viewer", "hr", "administrator"):
        page = cast.client(who).get(of(survey, "comments")).content.decode()
        assert "Quillon" not in page
    assert "A new comment" not in cast.client("owner").get(of(survey, "comments")).content.decode()


@pytest.mark.parametrize("logger", ["gunicorn.access", "django.request", "django.server", "gunicorn.error"])
def test_no_log_holds_the_path_of_a_respondents_page(logger: str) -> None:
    for path in ("/s/abc123/", "/s/k/0123456789/", "/%73/abc123/2/"):
        record = logging.LogRecord(logger, logging.INFO, "", 1, '10.0.0.7 "GET %s HTTP/1.1" 200', (path,), None)
        kept = Quiet().filter(record)
        assert not kept or not {"abc123", "0123456789", "10.0.0.7"} & set(record.getMessage().replace("/", " ").split())
    other = logging.LogRecord(logger, logging.INFO, "", 1, '"GET /o/harbor/ HTTP/1.1" 200', (), None)
    assert Quiet().filter(other)


def test_nothing_links_an_invitation_to_a_response() -> None:
    related = {field.related_model for model in (Invitee, Response) for field in model._meta.get_fields()}
    assert Response not in {field.related_model for field in Invitee._meta.get_fields()}
    assert Invitee not in {field.related_model for field in Response._meta.get_fields()}
    assert {Survey, Group} <= related
