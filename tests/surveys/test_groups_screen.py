"""Naming and sizing the groups of a survey."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from surveys.models import Survey
from tests.cast import Cast

from .build import draft
from .group_rows import Row, groups, personal, post, row
from .screens import of, refusals


def test_only_who_runs_surveys_names_groups(cast: Cast) -> None:
    assert not refusals(cast, of(draft(cast.organization), "setup-groups"))


def test_five_are_suggested_and_those_without_a_number_are_left_out(cast: Cast) -> None:
    survey = draft(cast.organization, {})
    page = cast.client("leader").get(of(survey, "setup-groups"))
    suggested = [one.form.initial for one in page.context["editor"].rows]
    assert [one["kind"] for one in suggested] == ["leadership", "clinical", "peers", "administration", "justice"]
    taken = [one | {"expected": {"clinical": "20", "peers": "12"}.get(one["kind"], "")} for one in suggested]
    assertRedirects(
        post(cast, survey, taken),
        f"/o/{cast.organization.slug}/surveys/{survey.pk}/setup/people/{survey.groups.first().pk}/",
        fetch_redirect_response=False,
    )
    assert groups(survey) == [("Clinical staff", "clinical", 20, "personal"), ("Peer workers", "peers", 12, "personal")]


def test_own_names_go_on_to_the_check_where_nobody_gets_mail(cast: Cast) -> None:
    survey = draft(cast.organization, {})
    rows = [row("  Nights <b>x</b> ", "30"), row("Days", "1000")]
    assertRedirects(post(cast, survey, rows), of(survey, "check"), fetch_redirect_response=False)
    assert groups(survey) == [("Nights <b>x</b>", "other", 30, "shared"), ("Days", "other", 1000, "shared")]
    page = cast.client("leader").get(of(survey, "setup-groups"))
    assertContains(page, "Nights &lt;b&gt;x&lt;/b&gt;")
    assertNotContains(page, "<b>x</b>")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "at least one group"),
        ([row("Nights", "", suggested="yes")], "at least one group"),
        ([row("Nights", "9", out="yes")], "at least one group"),
        ([row("Nights", "")], "Say how many people"),
        ([row("", "9")], "Give the group a name"),
        ([row("Nights", "0")], "At least one person"),
        ([row("Nights", "-1")], "At least one person"),
        ([row("Nights", "1000000000")], "At most 100,000"),
        ([row("Nights", "1e9")], "Give a whole number"),
        ([row("Nights", "9"), row("NIGHTS ", "9")], "another group of this name"),
        ([row("everybody", "9")], "what all groups together are called"),
        ([row("x" * 61, "9")], "60 characters"),
        ([row("Nights", "9", kind="kings")], "valid choice"),
        ([row("Nights", "9", way="pigeon")], "valid choice"),
        ([row(f"Group {n}", "9") for n in range(21)], "20 groups at most"),
        ([row(f"Group {n}", "9") for n in range(250)], "20 groups at most"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(cast: Cast, rows: list[Row], told: str) -> None:
    survey = draft(cast.organization, {"Kept": 9})
    assertContains(post(cast, survey, rows), told, status_code=422)
    assert [one[0] for one in groups(survey)] == ["Kept"]


def test_five_hundred_groups_are_refused(cast: Cast) -> None:
    survey = draft(cast.organization, {"Kept": 9})
    assert post(cast, survey, [row(f"Group {n}", "9") for n in range(500)]).status_code == 400
    for count in ("500", "9" * 30, "-1", "x", "²"):
        assert post(cast, survey, [row("Nights", "9")], count=count).status_code == 422
    assert [one[0] for one in groups(survey)] == ["Kept"]


@pytest.mark.parametrize("do", ["add", "out-0", "back-0", "merge-0", "merge-7", "out-x", "merge-", "²", "nothing"])
def test_no_button_but_save_stores_anything(cast: Cast, do: str) -> None:
    survey = draft(cast.organization, {"Kept": 9})
    page = post(cast, survey, [row("<i>Nights</i>", "3", merge="1"), row("Days", "many")], do)
    assertContains(page, "&lt;i&gt;Nights")
    assertContains(page, "Days")
    assert (groups(survey), Survey.objects.get().revision) == ([("Kept", "other", 9, "shared")], 1)


def test_another_surveys_group_is_not_taken_over(cast: Cast) -> None:
    theirs = personal(draft(cast.elsewhere, {}), "Theirs", "ana@example.org")
    survey = draft(cast.organization, {})
    post(cast, survey, [row("Ours", "30", ids=f"{theirs.pk},x,-1,{'9' * 30}")])
    theirs.refresh_from_db()
    assert (theirs.name, theirs.survey.organization, theirs.invitees.count()) == ("Theirs", cast.elsewhere, 1)
    assert survey.groups.get().pk != theirs.pk


def test_a_stale_save_is_refused_with_both_shown(cast: Cast) -> None:
    survey = draft(cast.organization, {"Kept": 9})
    page = post(cast, survey, [row("Mine", "9")], revision=7)
    assertContains(page, "<li>Kept: 9, One shared link and QR code</li>", status_code=409, html=True)
    assertContains(page, 'value="Mine"', status_code=409)
    assert [g[0] for g in groups(survey)] == ["Kept"]
    assert page.context["revision"] == survey.revision
