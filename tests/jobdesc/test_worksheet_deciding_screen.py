"""Deciding on the page, duties of what belongs, and asking colleagues by mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from jobdesc.models import Asked, Decision, Description
from organizations.sending import UnreachableError
from tests.cast import Cast

from .build import description_of
from .test_worksheet_screens import ALL, at, post
from .worksheets import fill, furnish_activities, key

NO = {"activity": "listen", "belongs": "no", "reason": "  Not\nours. ", "was": "", "show": "all"}


@pytest.fixture
def made(cast: Cast) -> Description:
    furnish_activities()
    made = description_of(cast.organization)
    fill(made, cast.owner, ALL | {"socializing": "nyn"})
    fill(made, cast.viewer, ALL)
    return made


@pytest.fixture
def owner(cast: Cast) -> Client:
    return cast.client("owner")


def test_a_decision_is_saved_told_and_undone(made: Description, owner: Client) -> None:
    response = post(owner, made, "decide/", NO)
    assertRedirects(response, at(made, "compare/?show=all") + "#a-listen", fetch_redirect_response=False)
    decision = Decision.objects.get()
    assert (decision.belongs, decision.reason, decision.decided_by_name) == (False, "Not ours.", "Owner Person")
    assertContains(owner.get(at(made, "compare/?show=all")), f"undo/{decision.batch}/")
    post(owner, made, f"undo/{decision.batch}/", {"next": "https://evil.example/"})
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": "x" * 5000}, "this has 5000"),
        ({"reason": "\0\u200b "}, "Say why"),
        ({"belongs": "perhaps"}, "Choose whether"),
    ],
)
def test_what_cannot_be_taken_is_explained_and_stays(
    made: Description, owner: Client, changes: dict[str, str], words: str
) -> None:
    assertContains(post(owner, made, "decide/", NO | changes), words, status_code=422)
    assert not Decision.objects.exists()


def test_an_activity_that_nobody_knows_is_404(made: Description, owner: Client) -> None:
    for slug in ("nothing", "part-of-the-role", "\0", ""):
        assert post(owner, made, "decide/", NO | {"activity": slug}).status_code == 404
        assert post(owner, made, "open-again/", {"activity": slug}).status_code == 404


def test_who_decides_behind_somebody_else_sees_both(made: Description, owner: Client) -> None:
    Decision.objects.create(description=made, activity=key("listen"), belongs=True, reason="Of course.")
    page = post(owner, made, "decide/", NO | {"reason": "<b>Not</b> ours."})
    assertContains(page, "somebody else decided about this meanwhile", status_code=409)
    assertContains(page, "Of course.", status_code=409)
    assertContains(page, "&lt;b&gt;Not&lt;/b&gt; ours.", status_code=409)


def test_in_place_one_activity_and_the_counts_come_back(made: Description, owner: Client) -> None:
    response = post(owner, made, "decide/", NO, headers={"HX-Request": "true"})
    assertContains(response, 'id="a-listen"')
    assertContains(response, 'id="ws-filters"')
    assertContains(response, "Undo")
    assertNotContains(response, 'id="a-socializing"')


def test_a_reason_that_reads_like_a_clients_record_is_saved_and_questioned(made: Description, owner: Client) -> None:
    response = post(owner, made, "decide/", NO | {"reason": "As with case no. 12345."}, follow=True)
    assertContains(response, "reads as if it were about somebody you serve")
    assert Decision.objects.exists()


def test_all_that_everybody_agrees_on_is_decided_at_once(made: Description, owner: Client, cast: Cast) -> None:
    page = owner.get(at(made, "compare/"))
    seen = page.context["seen"]
    assert [card.row.activity.slug for card in page.context["cards"]] == [
        "socializing",
        "therapy-session",
        "drop-off-medications",
    ]
    post(owner, made, "decide-agreed/", {"seen": "old"})
    assert not Decision.objects.exists()
    post(owner, made, "decide-agreed/", {"seen": seen})
    assert set(Decision.objects.values_list("activity", flat=True)) == {key("listen"), key("answer-phones")}


def test_who_has_not_finished_decides_nothing_for_all(made: Description, cast: Cast) -> None:
    page = cast.client("leader").get(at(made, "compare/"))
    post(cast.client("leader"), made, "decide-agreed/", {"seen": page.context["seen"]})
    assert not Decision.objects.exists()


def test_what_belongs_becomes_a_duty_and_a_no_among_the_duties_is_pointed_out(made: Description, owner: Client) -> None:
    Decision.objects.create(description=made, activity=key("listen"), belongs=True)
    assertContains(owner.get(at(made, "duties/?activity=listen")), "checked")
    assert post(owner, made, "duties/", {}).status_code == 422
    into = made.document.responsibilities[0].id
    post(owner, made, "duties/", {"activity": ["listen", "socializing", "nothing"], "into": into})
    duties = Description.objects.get().document.responsibilities[0].duties
    assert [one.source for one in duties] == ["", key("listen")]
    assertContains(owner.get(at(made, "compare/?show=all")), ">among the duties<")
    Decision.objects.update(belongs=False, reason="Not ours.")
    assertContains(owner.get(at(made)), "still among the duties")
    assertContains(owner.get(at(made, "boundaries/")), "is still among the duties")


def test_colleagues_are_asked_by_mail_after_a_look_at_it_and_not_twice_a_day(made: Description, cast: Cast) -> None:
    client, hr = cast.client("owner"), cast.membership("hr")
    page = client.get(at(made, "invite/"))
    assertNotContains(page, "Viewer Person")  # has finished
    assertContains(post(client, made, "invite/", {"member": hr.pk}), "Send it")
    assert not mail.outbox
    chosen: dict[str, Any] = {"member": [hr.pk, cast.membership("viewer").pk, 999_999], "action": "send"}
    assertRedirects(post(client, made, "invite/", chosen), at(made))
    assert [message.to for message in mail.outbox] == [["hr@example.org"]]
    assert at(made) in mail.outbox[0].body
    post(client, made, "invite/", chosen)
    assert len(mail.outbox) == 1
    assertContains(client.get(at(made)), "asked")
    Asked.objects.update(asked_at=timezone.now() - timedelta(days=2))
    post(client, made, "invite/", chosen)
    assert len(mail.outbox) == 2


def test_a_mail_that_cannot_be_sent_is_told_and_may_be_sent_again(
    made: Description, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> None:
        raise UnreachableError("no route")

    monkeypatch.setattr("organizations.sending.connect", nobody)
    chosen = {"member": cast.membership("hr").pk, "action": "send"}
    assertContains(post(cast.client("owner"), made, "invite/", chosen, follow=True), "No mail went to")
    monkeypatch.undo()
    post(cast.client("owner"), made, "invite/", chosen)
    assert len(mail.outbox) == 1


def test_nobody_is_an_answer_that_is_explained(made: Description, owner: Client) -> None:
    assertContains(post(owner, made, "invite/", {"member": "x"}), "Choose somebody", status_code=422)
