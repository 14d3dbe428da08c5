"""Who reads a description: naming them, asking by mail, and a word that is about the version that was read."""

from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from jobdesc.drafting.saving import put_away, save
from jobdesc.models import Description, DescriptionStatus, Reader, RevisionKind
from jobdesc.reviewing import reading
from jobdesc.reviewing.reading import MOST_READERS, STUCK
from tests.cast import Cast

from .build import description_of


@pytest.fixture
def made(cast: Cast) -> Description:
    return description_of(cast.organization)


def url(made: Description, name: str = "readers", *more: object) -> str:
    return reverse(f"jobdesc:{name}", args=[made.organization.slug, made.pk, *more])


def member_reader(cast: Cast, made: Description, who: str = "viewer", **more: Any) -> Reader:
    member = cast.membership(who)
    return Reader.objects.create(description=made, kind="peer", member=member, name=str(member.user), **more)


def test_outsider_404_wrong_role_403_wrong_method_405(cast: Cast, made: Description) -> None:
    one = member_reader(cast, made)
    assert cast.client("outsider").get(url(made)).status_code == 404
    assert cast.client("viewer").get(url(made)).status_code == 200
    for name, more in (("reader-add", ()), ("readers-ask", ()), ("reader-drop", (one.pk,))):
        assert cast.client("outsider").post(url(made, name, *more)).status_code == 404
        assert cast.client("viewer").post(url(made, name, *more)).status_code == 403
        assert cast.client("hr").delete(url(made, name, *more)).status_code == 405
    elsewhere = Reader.objects.create(description=description_of(cast.elsewhere), kind="peer", name="X")
    assert cast.client("hr").post(url(made, "reader-drop", elsewhere.pk)).status_code == 404
    assert cast.client("hr").post(url(made, "verdict", elsewhere.pk)).status_code == 404


def test_members_and_names_from_outside_are_named_once(cast: Cast, made: Description) -> None:
    client = cast.client("hr")
    member = str(cast.membership("viewer").pk)
    client.post(url(made, "reader-add"), {"kind": "peer", "member": member})
    client.post(url(made, "reader-add"), {"kind": "peer", "member": member})
    client.post(url(made, "reader-add"), {"kind": "legal", "name": " <b>Law</b>\x00 & Sons "})
    assert list(made.readers.values_list("name", flat=True)) == ["Viewer Person", "<b>Law</b> & Sons"]
    assert "&lt;b&gt;Law" in client.get(url(made)).content.decode()
    assert not mail.outbox


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "peer"},
        {"kind": "judge", "name": "X"},
        {"kind": "peer", "member": "999999"},
        {"kind": "peer", "name": "\0"},
    ],
)
def test_a_reader_is_a_member_or_a_name(cast: Cast, made: Description, form: dict[str, str]) -> None:
    assert cast.client("hr").post(url(made, "reader-add"), form).status_code == 422
    both = {"kind": "peer", "name": "X", "member": str(cast.membership("viewer").pk)}
    assert cast.client("hr").post(url(made, "reader-add"), both).status_code == 422
    assert not made.readers.exists()


def test_a_name_from_outside_sent_twice_is_there_once(cast: Cast, made: Description) -> None:
    for _ in range(2):
        cast.client("hr").post(url(made, "reader-add"), {"kind": "peer", "name": "Recovery Alliance"})
    assert Reader.objects.count() == 1


def test_there_is_an_end_to_readers(cast: Cast, made: Description) -> None:
    Reader.objects.bulk_create(Reader(description=made, kind="other", name=f"N{n}") for n in range(MOST_READERS))
    page = cast.client("hr").post(url(made, "reader-add"), {"kind": "peer", "name": "X"}, follow=True)
    assert f"{MOST_READERS} people can read" in page.content.decode()
    assert made.readers.count() == MOST_READERS


def test_members_are_mailed_after_asking_and_once_a_version(cast: Cast, made: Description) -> None:
    member_reader(cast, made)
    Reader.objects.create(description=made, kind="peer", name="Peers United")
    client = cast.client("hr")
    page = client.get(url(made, "readers-ask")).content.decode()
    assert "Viewer Person" in page
    assert "Peers United" not in page.split("<main")[1]
    assert not mail.outbox
    for _ in range(2):
        client.post(url(made, "readers-ask"))
    assert [one.to for one in mail.outbox] == [["viewer@example.org"]]
    assert url(made) in mail.outbox[0].body
    made.refresh_from_db()
    assert made.status == DescriptionStatus.IN_REVIEW
    assert made.revisions.get().kind == RevisionKind.SENT
    save(description=made, version=1, document=replace(made.document, title="New\r\nBcc: x@y.z"), actor=None)
    client.post(url(made, "readers-ask"))
    assert len(mail.outbox) == 2
    assert "\n" not in mail.outbox[1].subject


def test_a_mail_that_could_not_be_sent_can_be_tried_again(
    cast: Cast, made: Description, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = member_reader(cast, made)

    def refuse(*given: Any) -> Any:
        raise OSError("no route")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse, raising=False)
        page = cast.client("hr").post(url(made, "readers-ask"), follow=True)
    assert "was not sent" in page.content.decode()
    one.refresh_from_db()
    assert (one.mail, "no route" in one.mail_problem) == ("failed", True)
    cast.client("hr").post(url(made, "readers-ask"))
    assert len(mail.outbox) == 1


def test_a_mail_that_was_cut_off_half_way_can_be_sent_again(cast: Cast, made: Description) -> None:
    one = member_reader(cast, made, mail="sending", asked_version=made.version, asked_at=timezone.now())
    cast.client("hr").post(url(made, "readers-ask"))
    assert not mail.outbox
    Reader.objects.filter(pk=one.pk).update(asked_at=timezone.now() - STUCK)
    cast.client("hr").post(url(made, "readers-ask"))
    assert len(mail.outbox) == 1


def test_who_is_taken_out_while_mails_go_out_keeps_nobody_from_theirs(
    cast: Cast, made: Description, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = member_reader(cast, made), member_reader(cast, made, "leader")
    send = reading.hand_over_all

    def slowly(letters: Any) -> Any:
        gone.delete()
        return send(letters)

    monkeypatch.setattr(reading, "hand_over_all", slowly)
    assert cast.client("hr").post(url(made, "readers-ask")).status_code == 302
    stays.refresh_from_db()
    assert stays.mail == "sent"


def test_a_reader_says_their_word_of_the_version_on_their_page(cast: Cast, made: Description) -> None:
    one = member_reader(cast, made)
    client = cast.client("viewer")
    assert "You are asked to read this" in client.get(url(made)).content.decode()
    save(description=made, version=1, document=replace(made.document, title="New"), actor=None)
    client.post(url(made, "verdict", one.pk), {"verdict": "agreed", "version": "1"})
    one.refresh_from_db()
    assert (one.verdict, one.read_version, one.noted_by_name) == ("agreed", 1, "")
    assert made.revisions.get(version=1).kind == RevisionKind.SENT
    assert "changed since" in client.get(url(made)).content.decode()


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"version": "1"}, 422),
        ({"verdict": "maybe", "version": "1"}, 422),
        ({"verdict": "change", "version": "1"}, 422),
        ({"verdict": "agreed", "version": "99"}, 302),
        ({"verdict": "agreed"}, 302),
    ],
)
def test_a_word_that_cannot_be_taken_changes_nothing(
    cast: Cast, made: Description, form: dict[str, str], status: int
) -> None:
    one = member_reader(cast, made)
    assert cast.client("viewer").post(url(made, "verdict", one.pk), form).status_code == status
    one.refresh_from_db()
    assert (one.verdict, one.read_version) == ("", None)


def test_everybody_says_for_themselves_and_hr_notes_for_those_from_outside(cast: Cast, made: Description) -> None:
    mine, outside = member_reader(cast, made), Reader.objects.create(description=made, kind="peer", name="Peers")
    form = {"verdict": "change", "note": "Born 4/5/1980: pay more.", "version": "1"}
    for who, one in (("hr", mine), ("viewer", outside)):
        page = cast.client(who).post(url(made, "verdict", one.pk), form, follow=True)
        assert "Nothing was noted" in page.content.decode()
    page = cast.client("hr").post(url(made, "verdict", outside.pk), form, follow=True)
    assert "reads as if it were about somebody you serve" in page.content.decode()
    outside.refresh_from_db()
    mine.refresh_from_db()
    assert (outside.verdict, outside.noted_by_name, mine.verdict) == ("change", "Hr Person", "")


def test_a_reader_is_taken_out_after_asking(cast: Cast, made: Description) -> None:
    one = member_reader(cast, made)
    client = cast.client("hr")
    assert "Viewer Person" in client.get(url(made, "reader-drop", one.pk)).content.decode()
    assert made.readers.exists()
    client.post(url(made, "reader-drop", one.pk))
    assert not made.readers.exists()


def test_what_is_put_away_is_read_and_not_answered(cast: Cast, made: Description) -> None:
    one = member_reader(cast, made)
    put_away(description=made, actor=cast.owner)
    assert "Send my answer" not in cast.client("viewer").get(url(made)).content.decode()
    answer = cast.client("viewer").post(url(made, "verdict", one.pk), {"verdict": "agreed", "version": "1"})
    assert answer.status_code == 409
