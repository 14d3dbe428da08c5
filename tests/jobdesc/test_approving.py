"""Approving: what speaks against it, what alone forbids it, and taking it back."""

from dataclasses import replace

import pytest

from jobdesc.drafting.saving import KEPT, PutAwayError, put_away, save
from jobdesc.models import Description, DescriptionStatus, OwnTerm, Reader, RevisionKind, WordingChoice
from jobdesc.reviewing import settling
from jobdesc.reviewing.approving import BlockedError, ChangedError, approve, doubts_about, take_back_approval
from jobdesc.reviewing.reading import add_reader, remark, say
from organizations.models import AuditEvent
from tests.cast import Cast

from .build import a_document, description_of


def marked(cast: Cast) -> Description:
    """A description with one mark of the organization's own."""
    OwnTerm.objects.create(
        organization=cast.organization, term="greenhorns", replacement="people", reason="We say people."
    )
    return description_of(cast.organization, replace(a_document(), growth="Work with greenhorns"))


def reader(description: Description, kind: str = "peer") -> Reader:
    made = add_reader(description=description, kind=kind, member=None, name="Peers United")
    assert made
    made.description = description
    return made


def now(description: Description) -> Description:
    return Description.objects.select_related("approved", "organization").get(pk=description.pk)


def test_approving_keeps_the_version_and_says_who_did_it(cast: Cast) -> None:
    made = description_of(cast.organization)
    approve(description=made, version=1, actor=cast.leader)
    after = now(made)
    assert (after.status, after.approved and after.approved.version) == (DescriptionStatus.APPROVED, 1)
    assert after.approved
    assert (after.approved.kind, after.approved.approved_by_name) == (RevisionKind.APPROVED, "Leader Person")
    event = AuditEvent.objects.first()
    assert event
    assert (event.action, event.subject) == ("job-approved", "Peer support worker (version 1)")


def test_a_later_save_makes_a_draft_while_the_approved_one_stays(cast: Cast) -> None:
    made = description_of(cast.organization)
    approve(description=made, version=1, actor=cast.leader)
    save(description=made, version=1, document=replace(made.document, title="New"), actor=cast.owner)
    after = now(made)
    assert (after.status, after.approved and after.approved.version) == (DescriptionStatus.DRAFT, 1)
    approve(description=made, version=2, actor=cast.leader)
    assert now(made).approved == made.revisions.get(version=2)
    assert made.revisions.get(version=1).kind == RevisionKind.APPROVED


def test_a_version_that_nobody_looked_at_is_not_approved(cast: Cast) -> None:
    made = description_of(cast.organization, versions=2)
    with pytest.raises(ChangedError):
        approve(description=made, version=1, actor=cast.leader)
    assert now(made).approved is None


def test_marks_block_only_where_the_organization_decided_so(cast: Cast) -> None:
    made = marked(cast)
    assert doubts_about(made).blocks == ()
    WordingChoice.objects.create(organization=cast.organization, blocking=["language", "no-such-group"])
    assert doubts_about(made).blocks == ("language",)
    with pytest.raises(BlockedError):
        approve(description=made, version=1, actor=cast.leader)
    rule = f"own-{OwnTerm.objects.get().pk}"
    settling.overrule(description=made, rule=rule, matched="greenhorns", reason="Of a law firm.", actor=cast.leader)
    approve(description=made, version=1, actor=cast.leader)
    assert now(made).approved


def test_another_organizations_choice_blocks_nothing_here(cast: Cast) -> None:
    made = marked(cast)
    WordingChoice.objects.create(organization=cast.elsewhere, blocking=["language"])
    assert doubts_about(made).blocks == ()


def test_readers_and_remarks_speak_against_it_and_forbid_nothing(cast: Cast) -> None:
    made = description_of(cast.organization)
    peer, boss = reader(made), reader(made, "supervisor")
    say(reader=boss, verdict="change", note="Pay more.", version=1, noted_by=cast.leader)
    remark(description=made, part="", text="Why?", author=cast.viewer)
    doubts = doubts_about(made)
    assert (doubts.silent, doubts.want_changes, doubts.remarks, doubts.lacks_a_peer) == ((peer,), (boss,), 1, True)
    say(reader=peer, verdict="agreed", note="", version=1, noted_by=cast.leader)
    assert not doubts_about(made).lacks_a_peer
    save(description=made, version=1, document=replace(made.document, title="New"), actor=cast.owner)
    assert doubts_about(now(made)).agreed_to_earlier == (peer,)
    approve(description=made, version=2, actor=cast.leader)


def test_an_approval_is_taken_back_and_its_version_is_kept_for_good(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobdesc.drafting.saving.KEPT", 2)
    made = description_of(cast.organization, approved=True)
    posting = made.postings.create(revision=made.revisions.get(), closes_on="2099-01-01")
    assert take_back_approval(description=made, actor=cast.leader)
    after = now(made)
    assert (after.status, after.approved) == (DescriptionStatus.DRAFT, None)
    posting.refresh_from_db()
    assert posting.ended_at
    assert AuditEvent.objects.filter(action="job-unapproved").exists()
    assert not take_back_approval(description=made, actor=cast.leader)
    for n in range(1, 6):
        save(description=made, version=n, document=replace(made.document, title=f"T{n}"), actor=None)
    assert made.revisions.filter(version=1).exists()
    assert not made.revisions.filter(version=2).exists()
    assert KEPT


def test_what_is_put_away_is_not_approved(cast: Cast) -> None:
    made = description_of(cast.organization)
    put_away(description=made, actor=cast.owner)
    with pytest.raises(PutAwayError):
        approve(description=made, version=1, actor=cast.leader)
