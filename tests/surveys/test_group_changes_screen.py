"""Groups that are too small, merged, taken out, renamed, or invited in another way."""

from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.cast import Cast

from .build import draft
from .group_rows import groups, personal, post, row, rows_of
from .screens import of


def test_a_small_group_is_pointed_out_once_before_going_on(cast: Cast) -> None:
    survey = draft(cast.organization, {})
    rows = [row("Leaders", "4"), row("Nights", "30"), row("Days", "40")]
    assertRedirects(post(cast, survey, rows), of(survey, "setup-groups"))
    survey.refresh_from_db()
    page = cast.client("leader").get(of(survey, "setup-groups"))
    assertContains(page, "Will not be shown.")
    assertContains(page, "Likely to be hidden with another.")
    assertContains(page, "PeerReady heuristic")
    warned = page.context["editor"].warned
    seen = post(cast, survey, rows_of(survey), warned=warned)
    assertRedirects(seen, of(survey, "check"), fetch_redirect_response=False)
    survey.refresh_from_db()
    worse = [*rows_of(survey)[:2], row("Days", "3")]
    assertRedirects(post(cast, survey, worse, warned=warned), of(survey, "setup-groups"))


def test_a_small_team_is_led_to_a_talk(cast: Cast) -> None:
    few = draft(cast.organization, {"All of us": 7})
    assertContains(cast.client("leader").get(of(few, "setup-groups")), "a survey cannot protect anybody")
    enough = draft(cast.organization, {"All of us": 8})
    assertNotContains(cast.client("leader").get(of(enough, "setup-groups")), "a survey cannot protect anybody")


def test_merging_adds_up_and_keeps_both_groups_addresses(cast: Cast) -> None:
    survey = draft(cast.organization, {})
    one = personal(survey, "Leaders", "ana@example.org")
    other = personal(survey, "Nights", "bo@example.org", "cleo@example.org")
    personal(survey, "Days", "dee@example.org")
    rows = rows_of(survey)
    rows[0] |= {"expected": "4", "merge": "1", "kind": "leadership"}
    page = post(cast, survey, rows, "merge-0")
    merged = [row.form.initial for row in page.context["editor"].rows]
    assert [(m["name"], m["expected"], m["kind"]) for m in merged] == [
        ("Nights and Leaders", "16", "other"),
        ("Days", "12", "other"),
    ]
    assert merged[0]["ids"] == f"{other.pk},{one.pk}"
    post(cast, survey, merged)
    assert [g[0] for g in groups(survey)] == ["Nights and Leaders", "Days"]
    assert sorted(i.email[:3] for i in other.invitees.all()) == ["ana", "bo@", "cle"]
    assert survey.invitees.count() == 4


def test_taking_out_can_be_undone_until_saving(cast: Cast) -> None:
    survey = draft(cast.organization, {"Days": 30})
    personal(survey, "Nights", "ana@example.org")
    page = post(cast, survey, rows_of(survey), "out-1")
    assertContains(page, "with its 1 e-mail address")
    assertContains(page, 'value="back-1"')
    page = post(cast, survey, [*rows_of(survey)[:1], rows_of(survey)[1] | {"out": "yes"}])
    assert [g[0] for g in groups(survey)] == ["Days"]
    assert not survey.invitees.exists()


def test_names_can_be_exchanged_and_a_shared_link_takes_the_addresses_out(cast: Cast) -> None:
    survey = draft(cast.organization, {"Days": 30})
    group = personal(survey, "Nights", "ana@example.org")
    rows = rows_of(survey)
    rows[0]["name"], rows[1]["name"] = "Nights", "Days"
    post(cast, survey, rows)
    assert [g[0] for g in groups(survey)] == ["Nights", "Days"]
    assert group.invitees.count() == 1
    survey.refresh_from_db()
    rows[1]["way"] = "shared"
    post(cast, survey, rows)
    assert not group.invitees.exists()
