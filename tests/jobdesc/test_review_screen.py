"""The review page: marks with their reasons, taking over, leaving as it is, and approving."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from jobdesc.drafting.document import line
from jobdesc.drafting.saving import put_away, save
from jobdesc.models import Description, Overruled, OwnTerm, Reader, WordingChoice
from jobdesc.reviewing.looking import marks_of_step
from tests.cast import Cast

from .build import a_document, description_of


@pytest.fixture
def made(cast: Cast) -> Description:
    OwnTerm.objects.create(
        organization=cast.organization, term="greenhorns", replacement="people <b>", reason="We say people."
    )
    required = (line("Knows greenhorns & their lives", source="lappa-x/y", competency="c/d"), line("Lived experience"))
    return description_of(cast.organization, replace(a_document(), required=required))


def url(made: Description, name: str = "review", *more: object) -> str:
    return reverse(f"jobdesc:{name}", args=[made.organization.slug, made.pk, *more])


def mark(made: Description) -> dict[str, str]:
    first = made.document.required[0]
    rule = f"own-{OwnTerm.objects.get().pk}"
    return {"path": f"required/{first.id}", "rule": rule, "start": "6", "matched": "greenhorns"}


def now(made: Description) -> Description:
    return Description.objects.select_related("approved", "organization").get(pk=made.pk)


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_outsider_404_wrong_role_403_wrong_method_405(cast: Cast, made: Description) -> None:
    for name in ("review", "approve", "unapprove"):
        assert cast.client("outsider").get(url(made, name)).status_code == 404
        assert cast.client("viewer").get(url(made, name)).status_code == 403
        assert cast.client("hr").delete(url(made, name)).status_code == 405
    for name in ("take-over", "leave"):
        assert cast.client("hr").get(url(made, name)).status_code == 405
    elsewhere = description_of(cast.elsewhere)
    address = reverse("jobdesc:review", args=[cast.organization.slug, elsewhere.pk])
    assert cast.client("hr").get(address).status_code == 404


def test_each_mark_stands_in_its_words_with_why_and_source(cast: Cast, made: Description) -> None:
    page = text_of(cast.client("hr"), url(made))
    assert '<mark class="word-mark word-mark-language"><span class="visually-hidden">marked: </span>greenhorns' in page
    assert "We say people." in page
    assert "A rule of your organization" in page
    assert "people &lt;b&gt;" in page
    assert "no" in page.lower()
    assert "legal advice" in page


def test_a_replacement_is_taken_over_with_one_click_and_can_be_undone(cast: Cast, made: Description) -> None:
    client = cast.client("hr")
    page = client.post(url(made, "take-over"), mark(made), follow=True)
    first = now(made).document.required[0]
    assert first == replace(made.document.required[0], text="Knows people <b> & their lives")
    undo = url(made, "undo", 2)
    assert undo in page.content.decode()
    client.post(undo, {"next": url(made)})
    assert now(made).document == made.document


@pytest.mark.parametrize(
    "forged",
    [
        {"path": "title"},
        {"path": "required"},
        {"path": "no/such\0path"},
        {"rule": "own-999"},
        {"start": "7"},
        {"start": "x"},
        {"matched": "greenhorn"},
    ],
)
def test_what_is_not_marked_so_is_left_alone(cast: Cast, made: Description, forged: dict[str, str]) -> None:
    page = cast.client("hr").post(url(made, "take-over"), mark(made) | forged, follow=True)
    assert "nothing was taken over" in page.content.decode()
    assert now(made).version == 1


def test_a_text_that_was_changed_meanwhile_is_left_alone_and_the_page_says_so(cast: Cast, made: Description) -> None:
    form = mark(made)
    words = (replace(made.document.required[0], text="Understands greenhorns"), *made.document.required[1:])
    save(description=made, version=1, document=replace(made.document, required=words), actor=cast.owner)
    page = cast.client("hr").post(url(made, "take-over"), form, follow=True)
    assert "has changed meanwhile" in page.content.decode()
    assert now(made).document.required[0].text == "Understands greenhorns"


def test_what_others_changed_elsewhere_stays_when_a_replacement_is_taken_over(cast: Cast, made: Description) -> None:
    form = mark(made)
    save(description=made, version=1, document=replace(made.document, growth="Theirs"), actor=cast.owner)
    cast.client("hr").post(url(made, "take-over"), form)
    assert (now(made).document.growth, now(made).version) == ("Theirs", 3)


def test_a_mark_is_left_as_it_is_with_a_reason_that_is_kept(cast: Cast, made: Description) -> None:
    client, form = cast.client("hr"), mark(made)
    page = client.post(url(made, "leave"), form | {"reason": "The firm's <i>name</i>."}, follow=True).content.decode()
    decided = Overruled.objects.get()
    assert (decided.reason, decided.decided_by_name) == ("The firm's <i>name</i>.", "Hr Person")
    assert "&lt;i&gt;name" in page
    assert "word-mark-language" not in page.split("Left as it is")[0].split("<main")[1].split("review-group")[-1]
    client.post(url(made, "mark-again", decided.pk))
    assert not Overruled.objects.exists()


def test_a_reason_is_needed_and_a_client_record_is_questioned(cast: Cast, made: Description) -> None:
    client, form = cast.client("hr"), mark(made)
    refused = client.post(url(made, "leave"), form | {"reason": " "})
    assert refused.status_code == 422
    assert "Say in a few words why it stays." in refused.content.decode()
    page = client.post(url(made, "leave"), form | {"reason": "Asked by Ana Lopez, 4/5/1980"}, follow=True)
    assert "reads as if it were about somebody you serve" in page.content.decode()


@pytest.mark.parametrize("forged", [{"rule": "addict"}, {"matched": "everything"}, {"rule": "x\0" * 500}])
def test_only_what_is_marked_can_be_left_as_it_is(cast: Cast, made: Description, forged: dict[str, str]) -> None:
    page = cast.client("hr").post(url(made, "leave"), mark(made) | {"reason": "So."} | forged, follow=True)
    assert "not marked any more" in page.content.decode()
    assert not Overruled.objects.exists()


def test_a_mark_across_a_line_break_is_taken_over_as_a_browser_sends_it(cast: Cast) -> None:
    OwnTerm.objects.create(organization=cast.organization, term="green horns", replacement="colleagues", reason="So.")
    made = description_of(cast.organization, replace(a_document(), growth="For green\nhorns too."))
    form = {"path": "growth", "rule": f"own-{OwnTerm.objects.get().pk}", "start": "4", "matched": "green\r\nhorns"}
    cast.client("hr").post(url(made, "take-over"), form)
    assert now(made).document.growth == "For colleagues too."


def test_while_drafting_a_step_is_told_of_its_own_marks_alone(cast: Cast, made: Description) -> None:
    document = replace(made.document, hours="For greenhorns <b>")
    shown = {step: marks_of_step(made, document, step) for step in ("parts", "pay", "who")}
    assert [len(marks) for marks in shown.values()] == [1, 1, 0]
    given = {"description": made, "slug": made.organization.slug, "oob": True}
    text = render_to_string("jobdesc/review/_marks.html", given | {"marks": shown["pay"]})
    assert "1 thing to look at" in text
    assert 'hx-swap-oob="true"' in text
    assert "details" not in render_to_string("jobdesc/review/_marks.html", given | {"marks": shown["who"]})


def test_something_missing_can_be_left_so_too(cast: Cast, made: Description) -> None:
    client = cast.client("hr")
    assert "No competencies are chosen" in text_of(client, url(made))
    client.post(url(made, "leave"), {"rule": "no-competencies", "matched": "", "reason": "In a list of our own."})
    assert Overruled.objects.get().rule == "no-competencies"


def test_a_calm_page_where_nothing_is_marked(cast: Cast, made: Description) -> None:
    page = cast.client("hr").get(url(made))
    for gap in page.context["doubts"].look.open_missing:
        Overruled.objects.create(description=made, rule=gap.rule, matched="", reason="So.", decided_by_name="Ana")
    OwnTerm.objects.all().delete()
    assert "Nothing is marked" in text_of(cast.client("hr"), url(made))


def test_approving_shows_what_speaks_against_it_and_asks_where_no_peer_agreed(cast: Cast, made: Description) -> None:
    client = cast.client("hr")
    page = text_of(client, url(made, "approve"))
    assert "What is still open" in page
    assert "No peer worker" in page
    assert client.post(url(made, "approve"), {"version": "1"}).status_code == 422
    assert client.post(url(made, "approve"), {"version": "1", "alone": "on"}).status_code == 302
    assert now(made).approved
    Reader.objects.create(description=made, kind="peer", name="P", verdict="agreed", read_version=1)
    assert 'name="alone"' not in text_of(client, url(made, "approve"))


def test_what_was_saved_since_or_blocks_is_not_approved(cast: Cast, made: Description) -> None:
    client = cast.client("hr")
    stale = client.post(url(made, "approve"), {"version": "7", "alone": "on"})
    assert stale.status_code == 409
    assert "newer version" in stale.content.decode()
    WordingChoice.objects.create(organization=cast.organization, blocking=["language"])
    assert "Back to the marks" in text_of(client, url(made, "approve"))
    assert client.post(url(made, "approve"), {"version": "1", "alone": "on"}).status_code == 409
    assert now(made).approved is None


def test_what_is_approved_is_not_asked_about_again_but_leads_to_the_kit(cast: Cast) -> None:
    made = description_of(cast.organization, approved=True)
    page = text_of(cast.client("hr"), url(made, "approve"))
    assert "Version 1 is approved" in page
    assert "Approve version" not in page
    for path in ("approve", "draft/review"):
        assert f'class="btn btn-primary" href="/o/{cast.organization.slug}/hiring/{made.pk}/kit/"' in (
            cast.client("hr").get(f"/o/{cast.organization.slug}/hiring/{made.pk}/{path}/").content.decode()
        )


def test_taking_the_approval_back_is_asked(cast: Cast) -> None:
    made = description_of(cast.organization, approved=True)
    client = cast.client("hr")
    assert "Take it back" in text_of(client, url(made, "unapprove"))
    assert now(made).approved
    client.post(url(made, "unapprove"))
    assert now(made).approved is None


def test_what_is_put_away_says_so(cast: Cast, made: Description) -> None:
    put_away(description=made, actor=cast.owner)
    assert "put away" in text_of(cast.client("hr"), url(made))
    assert cast.client("hr").post(url(made, "take-over"), mark(made)).status_code == 409


def test_a_decision_about_anothers_mark_is_404_and_stays(cast: Cast) -> None:
    ours = description_of(cast.organization)
    for other in (description_of(cast.organization), description_of(cast.elsewhere)):
        ruling = Overruled.objects.create(description=other, rule="r", matched="m", reason="x", decided_by_name="Ana")
        assert cast.client("hr").post(url(ours, "mark-again", ruling.pk)).status_code == 404
        assert Overruled.objects.filter(pk=ruling.pk).exists()
