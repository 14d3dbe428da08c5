"""The pages of the role worksheet: who may see and do what, filling, side by side, duties."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from jobdesc.drafting.saving import put_away
from jobdesc.models import Decision, Description, Worksheet
from jobdesc.worksheet.answering import code
from organizations.models import Membership, Organization
from tests.cast import Cast

from .build import description_of
from .worksheets import SLUGS, fill, furnish_activities, key, says

ALL = dict.fromkeys(SLUGS, "ynn")
PAGES = ("", "fill/", "compare/", "boundaries/", "invite/", "duties/")
DECIDING = ("decide/", "decide-agreed/", "open-again/", "undo/abc/", "invite/", "duties/")


@pytest.fixture
def made(cast: Cast) -> Description:
    furnish_activities()
    return description_of(cast.organization)


def at(made: Description, page: str = "") -> str:
    return f"/o/{made.organization.slug}/hiring/{made.pk}/draft/worksheet/{page}"


def post(client: Client, made: Description, page: str, data: dict[str, Any], **others: Any) -> Any:
    return client.post(at(made, page), data, **others)


@pytest.mark.parametrize("page", PAGES)
def test_outsiders_get_404_also_by_their_own_organizations_address(made: Description, cast: Cast, page: str) -> None:
    assert cast.client("outsider").get(at(made, page)).status_code == 404
    theirs = at(made, page).replace(cast.organization.slug, cast.elsewhere.slug)
    assert cast.client("outsider").get(theirs).status_code == 404


@pytest.mark.parametrize("page", DECIDING)
def test_viewers_fill_and_do_not_decide(made: Description, cast: Cast, page: str) -> None:
    assert post(cast.client("viewer"), made, page, {}).status_code == 403
    assert cast.client("viewer").get(at(made, "fill/")).status_code == 200


@pytest.mark.parametrize("page", ["decide/", "decide-agreed/", "open-again/", "undo/abc/"])
def test_deciding_is_posted(made: Description, cast: Cast, page: str) -> None:
    assert cast.client("owner").get(at(made, page)).status_code == 405


@pytest.mark.parametrize("page", ["", "compare/", "boundaries/"])
def test_pages_to_read_are_not_posted_to(made: Description, cast: Cast, page: str) -> None:
    assert post(cast.client("owner"), made, page, {}).status_code == 405


def test_filling_saves_what_is_known_and_finishing_shows_the_others(made: Description, cast: Cast) -> None:
    client = cast.client("viewer")
    sent = {"q1-listen": "yes", "q2-listen": "no", "was-listen": "---", "q1-nothing": "yes", "q1-socializing": "x"}
    assertRedirects(post(client, made, "fill/", sent | {"action": "save"}), at(made, "fill/"))
    sheet = Worksheet.objects.get()
    assert (sheet.answers, sheet.name, sheet.finished_at) == ({key("listen"): says("yn-")}, "Viewer Person", None)
    assertContains(client.get(at(made, "fill/")), 'id="q1-listen-yes" name="q1-listen" value="yes" checked')
    assertRedirects(post(client, made, "fill/", {"action": "finish"}), at(made))
    assert Worksheet.objects.get().finished_at
    assertContains(client.get(at(made, "fill/")), 'value="reopen"')


def test_once_two_have_finished_neither_is_opened_again(made: Description, cast: Cast) -> None:
    fill(made, cast.viewer, {"listen": "y--"})
    fill(made, cast.leader, {"listen": "n--"})
    client = cast.client("viewer")
    page = client.get(at(made, "fill/"))
    assertNotContains(page, 'value="reopen"')
    assertContains(page, "your answers stay as they are")
    sent = {"was-listen": "y--", "q1-listen": "no", "action": "reopen"}
    refused = post(client, made, "fill/", sent)
    assertContains(refused, "yours stay as they are", status_code=409)
    assertContains(refused, 'name="q1-listen" value="no" checked', status_code=409)
    sheet = Worksheet.objects.get(person=cast.viewer)
    assert (code(sheet.answers[key("listen")]), sheet.finished_at is None) == ("y--", False)


def test_who_has_not_answered_does_not_decide(made: Description, cast: Cast) -> None:
    fill(made, cast.viewer, ALL)
    for page in ("decide/", "open-again/"):
        response = post(cast.client("hr"), made, page, {"activity": "listen", "belongs": "yes"}, follow=True)
        assertContains(response, "finish your own worksheet first")
    assert not Decision.objects.exists()


def test_the_mail_is_shown_as_text_whatever_somebody_is_called(made: Description, cast: Cast) -> None:
    cast.owner.name = "<b>Ann</b><script>x</script>"
    cast.owner.save()
    asked = cast.organization.memberships.get(user=cast.viewer)
    page = post(cast.client("owner"), made, "invite/", {"member": asked.pk})
    assertContains(page, "&lt;b&gt;Ann&lt;/b&gt;")
    assertNotContains(page, "<b>Ann")


def test_an_empty_worksheet_is_not_finished(made: Description, cast: Cast) -> None:
    response = post(cast.client("viewer"), made, "fill/", {"action": "finish"}, follow=True)
    assertContains(response, "Nothing is answered yet")
    assert Worksheet.objects.get().finished_at is None


def test_saving_in_place_sends_back_what_changed_elsewhere(made: Description, cast: Cast) -> None:
    client = cast.client("viewer")
    fill(made, cast.viewer, {"listen": "y--", "socializing": "n--"}, finish=False)
    sent = {"was-listen": "---", "q1-listen": "", "was-socializing": "---", "q1-socializing": "yes"}
    response = post(client, made, "fill/", sent, headers={"HX-Request": "true"})
    assert response.status_code == 409
    text = response.content.decode()
    assert 'id="item-listen"' in text
    assert 'name="keep-socializing"' in text
    assert code(Worksheet.objects.get().answers[key("socializing")]) == "n--"
    sent |= {"keep-socializing": "mine", "was-listen": "y--", "q1-listen": "yes"}
    assert post(client, made, "fill/", sent, headers={"HX-Request": "true"}).status_code == 200
    assert code(Worksheet.objects.get().answers[key("socializing")]) == "y--"


def test_what_is_marked_in_one_tab_after_finishing_in_another_is_not_lost(made: Description, cast: Cast) -> None:
    fill(made, cast.viewer, {"listen": "y--"})
    sent = {"was-socializing": "---", "q1-socializing": "no"}
    late = post(cast.client("viewer"), made, "fill/", sent | {"action": "save"})
    assertContains(late, 'id="q1-socializing-no" name="q1-socializing" value="no" checked', status_code=409)
    post(cast.client("viewer"), made, "fill/", sent | {"action": "reopen"})
    sheet = Worksheet.objects.get()
    assert (sheet.finished_at, len(sheet.answers)) == (None, 2)


def test_who_has_not_finished_sees_decisions_and_not_who_said_what(made: Description, cast: Cast) -> None:
    fill(made, cast.viewer, ALL)
    Decision.objects.create(description=made, activity=key("listen"), belongs=True)
    page = cast.client("leader").get(at(made, "compare/"))
    assertContains(page, "nobody is swayed")
    assertContains(page, "Listen")
    assertNotContains(page, "Viewer Person")
    fill(made, cast.leader, ALL, finish=False)
    assertNotContains(cast.client("leader").get(at(made, "compare/?show=all")), "Viewer Person")
    fill(made, cast.leader, ALL)
    assertContains(cast.client("leader").get(at(made, "compare/?show=all")), "Viewer Person")


def test_visitors_of_the_demo_see_decisions_alone(made: Description, cast: Cast, demo: Organization) -> None:
    shown = description_of(demo)
    fill(shown, Membership.objects.get(organization=demo).user, ALL)
    name = shown.worksheets.get().name
    Decision.objects.create(description=shown, activity=key("listen"), belongs=False, reason="Not ours.")
    for page in ("", "compare/?show=all", "boundaries/"):
        assertNotContains(cast.client("visitor").get(at(shown, page)), name)
    assertContains(cast.client("visitor").get(at(shown, "boundaries/")), "Not ours.")


def test_one_alone_is_told_kindly_and_who_left_keeps_the_name(made: Description, cast: Cast) -> None:
    fill(made, cast.viewer, ALL)
    cast.membership("viewer").delete()
    page = cast.client("owner").get(at(made))
    assertContains(page, "The toolkit means it for several")
    assertContains(page, "Viewer Person")
    assertContains(page, "not a member any more")


def test_what_was_put_away_or_approved_is_only_read(made: Description, cast: Cast) -> None:
    approved = description_of(cast.organization, approved=True)
    sent = {"was-listen": "---", "q1-listen": "yes"}
    refused = post(cast.client("viewer"), approved, "fill/", sent)
    assertContains(refused, "approved meanwhile", status_code=409)
    assertRedirects(
        post(cast.client("owner"), approved, "decide/", {"activity": "listen", "belongs": "yes"}), at(approved)
    )
    put_away(description=made, actor=None)
    assert post(cast.client("viewer"), made, "fill/", sent).status_code == 409
    assert cast.client("viewer").get(at(made, "boundaries/")).status_code == 200
    assert not Worksheet.objects.exists()
    assert not Decision.objects.exists()
