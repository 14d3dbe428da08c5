"""Saving a description: versions, two people at once, what was approved, and what is put away."""

from dataclasses import replace

import pytest

from jobdesc.drafting.document import Document
from jobdesc.drafting.merging import MINE
from jobdesc.drafting.saving import KEPT, PutAwayError, begin, put_away, restore, save, take_back
from jobdesc.models import Description, DescriptionStatus
from organizations.models import AuditEvent
from tests.cast import Cast

from .build import a_document, description_of
from .pages import at


def test_each_save_is_a_version_that_can_be_brought_back(cast: Cast) -> None:
    first = a_document()
    made = begin(organization=cast.organization, actor=cast.leader, document=first)
    saved = save(description=made, version=1, document=replace(first, title="Another"), actor=cast.owner)
    assert (saved.changed, saved.description.version, saved.description.title) == (True, 2, "Another")
    assert saved.description.saved_by_name == "Owner Person"
    back = restore(description=made, revision=made.revisions.get(version=1), actor=cast.owner)
    assert back.document == first
    assert list(made.revisions.values_list("version", flat=True)) == [3, 2, 1]


def test_what_changes_nothing_is_no_version(cast: Cast) -> None:
    made = description_of(cast.organization)
    assert not save(description=made, version=1, document=made.document, actor=None).changed
    assert made.revisions.count() == 1


def test_two_people_at_different_lines_both_keep_what_they_wrote(cast: Cast) -> None:
    made = description_of(cast.organization)
    text = made.document
    save(description=made, version=1, document=replace(text, title="Theirs"), actor=cast.owner)
    saved = save(description=made, version=1, document=replace(text, growth="Mine"), actor=cast.leader)
    assert (saved.document.title, saved.document.growth) == ("Theirs", "Mine")


def test_the_same_line_saved_differently_is_asked_and_nothing_is_saved(cast: Cast) -> None:
    made = description_of(cast.organization)
    text = made.document
    save(description=made, version=1, document=replace(text, title="Theirs"), actor=cast.owner)
    mine = replace(text, title="Mine", growth="Mine too")
    refused = save(description=made, version=1, document=mine, actor=cast.leader)
    assert [(one.path, one.theirs, one.mine) for one in refused.conflicts] == [("title", "Theirs", "Mine")]
    assert Description.objects.get(pk=made.pk).document == replace(text, title="Theirs")
    decided = save(description=made, version=1, document=mine, actor=cast.leader, decided={"title": MINE})
    assert (decided.document.title, decided.document.growth) == ("Mine", "Mine too")


def test_a_form_of_a_version_that_is_gone_loses_nothing(cast: Cast) -> None:
    made = description_of(cast.organization, versions=3)
    made.revisions.filter(version=1).delete()
    now = Description.objects.get(pk=made.pk).document
    refused = save(description=made, version=1, document=Document(title="Mine"), actor=None)
    assert [one.path for one in refused.conflicts] == ["title"]
    decided = save(description=made, version=1, document=Document(title="Mine"), actor=None, decided={"title": MINE})
    assert decided.document.lines() == now.lines()


def test_what_was_approved_stays_what_it_was(cast: Cast) -> None:
    made = description_of(cast.organization, approved=True)
    save(description=made, version=1, document=replace(made.document, title="New"), actor=cast.owner)
    now = Description.objects.select_related("approved").get(pk=made.pk)
    assert now.status == DescriptionStatus.DRAFT
    assert now.approved is not None
    assert now.approved.document.title == "Peer support worker"


def test_of_many_versions_the_latest_and_the_approved_are_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobdesc.drafting.saving.KEPT", 4)
    made = description_of(cast.organization, versions=2, approved=True)
    for n in range(2, 8):
        now = Description.objects.get(pk=made.pk)
        save(description=made, version=n, document=replace(now.document, hours=f"{n} hours"), actor=None)
    assert list(made.revisions.values_list("version", flat=True)) == [8, 7, 6, 5, 2]
    assert KEPT >= 100


def test_what_is_put_away_is_only_read_until_it_is_taken_back(cast: Cast) -> None:
    made = description_of(cast.organization)
    put_away(description=made, actor=cast.owner)
    with pytest.raises(PutAwayError):
        save(description=made, version=1, document=Document(title="x"), actor=cast.owner)
    take_back(description=made, actor=cast.owner)
    assert save(description=made, version=1, document=Document(title="x"), actor=cast.owner).changed
    actions = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert actions[-3:] == ["job-begun", "job-put-away", "job-taken-back"]


def test_what_somebody_deletes_in_the_same_moment_is_a_404(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = description_of(cast.organization)
    client, typed = cast.client("hr"), {"version": "1"}

    def gone(*args: object) -> Document:
        Description.objects.all().delete()
        return Document()

    monkeypatch.setattr("jobdesc.views.drafting.base_of", gone)
    assert client.post(at(made, "draft/parts/"), typed).status_code == 404
