"""What an organization does with instruments of its own, and what stays as it was."""

from dataclasses import replace

import pytest

from assessments import authoring
from assessments.answers import Answer
from assessments.authoring import carried_over, change_instrument, copy_instrument, move_to_current_version, state_of
from assessments.content import InstrumentContent
from assessments.models import Completion, Instrument, InstrumentVersion, Record
from assessments.recording import AlreadyCompleteError, complete, lock_organization, reopen
from organizations.founding import delete_organization
from organizations.models import AuditEvent
from tests.cast import Cast
from tests.factories import CompletionFactory, InstrumentFactory, OwnInstrumentFactory, RecordFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(cast: Cast) -> Instrument:
    return OwnInstrumentFactory(organization=cast.organization, title="Our evenings")


def content(instrument: Instrument) -> InstrumentContent:
    instrument.refresh_from_db()
    assert instrument.current_version
    return instrument.current_version.content


def without(instrument: Instrument, slug: str) -> InstrumentContent:
    """Its content without one question."""
    kept = content(instrument)
    sections = (replace(s, items=tuple(i for i in s.items if i.slug != slug)) for s in kept.sections)
    return replace(kept, sections=tuple(section for section in sections if section.items))


def change(cast: Cast, instrument: Instrument, changed: InstrumentContent, **head: str) -> bool:
    return change_instrument(
        instrument=instrument,
        head=replace(authoring.head_of(instrument), **head),
        content=changed,
        based_on=state_of(instrument),
        actor=cast.leader,
    )


def move(cast: Cast, record: Record, seen: str | None = None) -> list[str]:
    """Go on with the current version; the questions whose answers went."""
    record = Record.objects.get(pk=record.pk)
    seen = authoring.state_before_moving(record) if seen is None else seen
    return [item.slug for item in move_to_current_version(record=record, seen=seen, actor=cast.leader)]


def events(cast: Cast) -> list[str]:
    return list(AuditEvent.objects.for_organization(cast.organization).values_list("action", flat=True))


def test_what_nobody_has_used_is_replaced(cast: Cast, own: Instrument) -> None:
    assert change(cast, own, without(own, "pay"))
    assert own.versions.count() == 1
    assert [item.slug for item in content(own).items] == ["board", "budget", "hopes"]
    assert events(cast) == ["instrument-changed"]


@pytest.mark.parametrize("used_by", ["record", "completion"])
def test_what_has_been_used_stays_and_the_change_is_a_new_version(cast: Cast, own: Instrument, used_by: str) -> None:
    record = RecordFactory(organization=cast.organization, instrument=own)
    if used_by == "completion":
        CompletionFactory(record=record)
    before = content(own)
    assert change(cast, own, without(own, "pay"))
    assert [version.version for version in own.versions.order_by("version")] == ["1", "2"]
    record.refresh_from_db()
    assert record.version.content == before
    assert content(own) != before
    assert change(cast, own, without(own, "budget"))
    assert own.versions.count() == 2  # nobody uses the second one yet


def test_another_title_is_no_new_version(cast: Cast, own: Instrument) -> None:
    RecordFactory(organization=cast.organization, instrument=own)
    assert change(cast, own, content(own), title="Our nights")
    own.refresh_from_db()
    assert (own.title, own.versions.count()) == ("Our nights", 1)


def test_nothing_changed_is_not_noted(cast: Cast, own: Instrument) -> None:
    assert not change(cast, own, content(own))
    assert events(cast) == []


def test_a_change_to_what_somebody_else_changed_is_refused(cast: Cast, own: Instrument) -> None:
    before, head = state_of(own), authoring.head_of(own)
    change(cast, own, without(own, "pay"))
    with pytest.raises(authoring.ChangedMeanwhileError):
        change_instrument(instrument=own, head=head, content=without(own, "hopes"), based_on=before, actor=cast.leader)
    assert len(content(own).items) == 3


def test_a_copy_says_of_what_and_leaves_the_original_alone(cast: Cast) -> None:
    original = InstrumentFactory(slug="guide-ready", heading="Part One", title="T" * 120)
    before = content(original)
    made = copy_instrument(organization=cast.organization, original=original, actor=cast.leader)
    copied = content(made)
    assert (made.copy_of, made.toolkit, made.heading, made.area) == (original, original.toolkit, "Part One", "own")
    assert made.title.endswith(" (our copy)")
    assert [item.after for item in copied.items] == [item.key for item in before.items]
    assert [item.text for item in copied.items] == [item.text for item in before.items]
    assert {item.key.split("/")[0] for item in copied.items} == {made.slug}
    change(cast, made, without(made, "pay"))
    original.refresh_from_db()
    assert content(original) == before
    assert events(cast) == ["instrument-changed", "instrument-added"]


def test_what_has_no_answers_can_be_removed(cast: Cast, own: Instrument) -> None:
    RecordFactory(organization=cast.organization, instrument=own, answers={})
    authoring.remove_instrument(instrument=own, actor=cast.leader)
    assert not Instrument.objects.exists()
    assert not InstrumentVersion.objects.exists()
    assert events(cast) == ["instrument-removed"]


@pytest.mark.parametrize(("answers", "present"), [({"board": {"choice": "no", "text": ""}}, ""), ({}, "All of us")])
def test_what_has_answers_stays(cast: Cast, own: Instrument, answers: dict[str, dict[str, str]], present: str) -> None:
    RecordFactory(organization=cast.organization, instrument=own, answers=answers, present=present)
    with pytest.raises(authoring.HasAnswersError):
        authoring.remove_instrument(instrument=own, actor=cast.leader)
    assert Record.objects.exists()


def test_what_is_kept_for_people_stays_though_nothing_is_answered(cast: Cast) -> None:
    own = OwnInstrumentFactory(organization=cast.organization, about="person")
    RecordFactory(organization=cast.organization, instrument=own, subject="JM", answers={})
    with pytest.raises(authoring.HasAnswersError):
        authoring.remove_instrument(instrument=own, actor=cast.leader)
    assert Record.objects.exists()


def test_there_is_an_end_to_how_many(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authoring, "MOST_OWN", 1)
    original = InstrumentFactory()
    copy_instrument(organization=cast.elsewhere, original=original, actor=cast.outsider)
    copy_instrument(organization=cast.organization, original=original, actor=cast.leader)
    with pytest.raises(authoring.TooManyOwnError):
        copy_instrument(organization=cast.organization, original=original, actor=cast.leader)
    assert Instrument.objects.filter(organization=cast.organization).count() == 1


def test_a_record_moves_with_the_answers_to_what_stayed(cast: Cast, own: Instrument) -> None:
    record = RecordFactory(organization=cast.organization, instrument=own)  # board: no, budget: yes
    completion = CompletionFactory(record=record)
    frozen = (completion.answers, completion.version_id)
    Record.objects.update(completed_at=None)
    change(cast, own, without(own, "budget"))
    assert move(cast, record) == ["budget"]
    record.refresh_from_db()
    assert (record.version.content, list(record.answers)) == (content(own), ["board"])
    completion = Completion.objects.get()
    assert (completion.answers, completion.version_id) == frozen
    assert move(cast, record, "") == []
    event = AuditEvent.objects.for_organization(cast.organization).first()
    assert event
    assert (event.action, event.subject) == ("moved-to-newer", "Our evenings")
    assert events(cast).count("moved-to-newer") == 1


def test_a_record_is_not_moved_by_somebody_who_has_not_seen_what_goes(cast: Cast, own: Instrument) -> None:
    record = RecordFactory(organization=cast.organization, instrument=own)
    change(cast, own, without(own, "budget"))
    seen = authoring.state_before_moving(Record.objects.get())
    Record.objects.update(answers={**record.answers, "pay": {"choice": "yes", "text": ""}})
    with pytest.raises(authoring.ChangedMeanwhileError):
        move(cast, record, seen)
    seen = authoring.state_before_moving(Record.objects.get())
    change(cast, own, without(own, "pay"))
    with pytest.raises(authoring.ChangedMeanwhileError):
        move(cast, record, seen)
    assert set(Record.objects.get().answers) == {"board", "budget", "pay"}


def test_a_record_moves_to_what_is_current_once_the_lock_is_held(
    cast: Cast, own: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = RecordFactory(organization=cast.organization, instrument=own)
    change(cast, own, without(own, "budget"))
    seen = authoring.state_before_moving(Record.objects.get())

    def wait(pk: int) -> object:
        monkeypatch.undo()
        change(cast, own, without(own, "pay"))  # in place: nobody uses the second version yet
        return lock_organization(pk)

    monkeypatch.setattr(authoring, "lock_organization", wait)
    with pytest.raises(authoring.ChangedMeanwhileError):
        move(cast, record, seen)


def test_the_trail_says_of_a_persons_record_not_whose_it_is(cast: Cast) -> None:
    own = OwnInstrumentFactory(organization=cast.organization, about="person", title="Talks")
    record = RecordFactory(organization=cast.organization, instrument=own, subject="JM")
    change(cast, own, without(own, "budget"))
    move(cast, record)
    complete(record=record, actor=cast.leader)
    reopen(record=record, actor=cast.leader)
    subjects = AuditEvent.objects.for_organization(cast.organization).values_list("subject", flat=True)
    assert list(subjects) == [*["Talks (a person)"] * 3, "Talks"]


def test_a_complete_record_is_not_moved(cast: Cast, own: Instrument) -> None:
    record = CompletionFactory(record__organization=cast.organization, record__instrument=own).record
    change(cast, own, without(own, "budget"))
    with pytest.raises(AlreadyCompleteError):
        move(cast, record)
    record.refresh_from_db()
    assert record.version.content != content(own)


def test_an_answer_stands_only_for_the_same_words_and_the_same_choices(own: Instrument) -> None:
    old = content(own)
    statements, open_part = old.sections
    answers = {"board": Answer("no"), "pay": Answer("yes"), "hopes": Answer(text="Rest")}
    assert carried_over(old, old, answers) == (answers, [])
    reworded = replace(statements, items=(replace(statements.items[0], text="Other words."), *statements.items[1:]))
    kept, lost = carried_over(old, replace(old, sections=(reworded, open_part)), answers)
    assert (set(kept), [item.slug for item in lost]) == ({"pay", "hopes"}, ["board"])
    other = replace(old.scales["agreement"], options=old.scales["agreement"].options[::-1])
    kept, lost = carried_over(old, replace(old, scales={"agreement": other}), answers)
    assert set(kept) == {"hopes"}
    assert {item.slug for item in lost} == {"board", "pay"}


def test_an_organizations_end_takes_its_own_instruments_along(cast: Cast, own: Instrument) -> None:
    CompletionFactory(record__organization=cast.organization, record__instrument=own)
    theirs = OwnInstrumentFactory(organization=cast.elsewhere)
    toolkits = CompletionFactory(record__organization=cast.organization).record.instrument
    delete_organization(organization=cast.organization, actor=cast.owner)
    assert set(Instrument.objects.all()) == {theirs, toolkits}
