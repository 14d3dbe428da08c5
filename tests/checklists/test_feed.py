"""What a calendar link shows, read by another library than the one that wrote it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from checklists.models import Feed, Plan, Status, Task
from checklists.planning.moving import move_plan
from checklists.telling.feeds import make_feed
from checklists.telling.ics import Day, Shown, shown_by, write
from checklists.working.changing import Edit, change, undo
from checklists.working.values import due_values, status_values
from tests.cast import Cast

from .build import add, plan_of
from .telling import give


def feed_of(cast: Cast, plan: Plan | None = None, who: str = "leader") -> Feed:
    return make_feed(membership=cast.membership(who), plan=plan).feed


def read(feed: Feed) -> dict[str, Any]:
    """The events of a feed by their UIDs, as vobject reads them."""
    text = write(shown_by(Feed.objects.get(pk=feed.pk))).decode()
    calendars = list(vobject.readComponents(text))
    assert len(calendars) == 1
    events = getattr(calendars[0], "vevent_list", [])
    found = {event.uid.value: event for event in events}
    assert len(found) == len(events)
    return found


def edit(task: Task, **values: object) -> None:
    change(plan=task.plan, actor=None, kind="edited", summary="Changed", edits=[Edit(task, values)])  # type: ignore[arg-type]
    task.refresh_from_db()


def test_another_library_reads_each_task_as_an_event_of_one_whole_day(cast: Cast) -> None:
    plan = plan_of(cast.organization, "Write the policy", "Hire", "Not needed here")
    first, second, third = plan.tasks.all()
    give(first, cast.membership("hr"), **status_values(Status.IN_PROGRESS))
    edit(second, **status_values(Status.DONE))
    edit(third, **status_values(Status.NOT_NEEDED, "We have one"))
    events = read(feed_of(cast, plan))
    assert set(events) == {f"{task.uid}@peerready" for task in (first, second, third)}
    for task, title in ((first, "Write the policy"), (second, "✓ Hire"), (third, "Not needed: Not needed here")):
        event = events[f"{task.uid}@peerready"]
        assert event.summary.value == title
        assert event.dtstart.value == task.due
        assert event.dtstart.params["VALUE"] == ["DATE"]
        assert event.dtend.value == task.due + timedelta(1)
        assert int(event.sequence.value) == task.sequence
        assert event.last_modified.value == event.dtstamp.value == task.changed_at.replace(microsecond=0)
        assert event.dtstamp.value.utcoffset() == timedelta(0)
        url = f"http://testserver{reverse('checklists:task', args=[cast.organization.slug, plan.pk, task.number])}"
        assert event.url.value == url
        assert event.description.value.endswith(url)
        assert (event.transp.value, event.status.value) == ("TRANSPARENT", "CONFIRMED")
    said = events[f"{first.uid}@peerready"].description.value.split("\n")
    assert said[:3] == ["Status: In progress", "Owner: Hr Person", "Plan: Our program"]


def test_the_calendar_has_a_name_and_says_how_often_to_look_and_needs_no_time_zone(cast: Cast) -> None:
    feed = feed_of(cast, plan_of(cast.organization, "One", name="Peers; first, and best"))
    text = write(shown_by(feed)).decode()
    calendar = vobject.readOne(text)
    assert calendar.version.value == "2.0"
    assert calendar.name == "VCALENDAR"
    assert calendar.contents["name"][0].value == "Peers; first, and best · Harbor House"
    assert calendar.contents["x-wr-calname"][0].value == "Peers; first, and best · Harbor House"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text
    assert "X-PUBLISHED-TTL:PT1H" in text
    assert "TZID" not in text


def test_notes_comments_details_and_evidence_are_not_in_it(cast: Cast) -> None:
    plan = plan_of(cast.organization, "One")
    task = plan.tasks.get()
    edit(
        task, notes="SECRET", detail="SECRET", reason="SECRET", evidence=[{"title": "SECRET", "url": "https://SECRET"}]
    )
    task.comments.create(author_name="Somebody", text="SECRET")
    task.origins.create(
        source="survey", item_key="a/b", item_text="SECRET", where="SECRET", said="SECRET", found_on=date(2027, 1, 1)
    )
    assert b"SECRET" not in write(shown_by(feed_of(cast, plan)))


def test_moving_the_date_keeps_each_uid_and_raises_the_sequence_of_what_moved_and_undoing_too(cast: Cast) -> None:
    plan = plan_of(cast.organization, *(f"Task {n}" for n in range(8)))
    done, by_hand, *others = plan.tasks.all()
    edit(done, **status_values(Status.DONE))
    edit(by_hand, **due_values(date(2030, 5, 6)))
    feed = feed_of(cast, plan)
    before = read(feed)
    made = move_plan(plan=plan, actor=None, anchor=plan.anchor + timedelta(91))
    moved = read(feed)
    assert set(moved) == set(before)
    for task in others:
        uid = f"{task.uid}@peerready"
        assert moved[uid].dtstart.value > before[uid].dtstart.value
        assert int(moved[uid].sequence.value) == int(before[uid].sequence.value) + 1
        assert moved[uid].last_modified.value >= before[uid].last_modified.value
    for task in (done, by_hand):
        uid = f"{task.uid}@peerready"
        assert moved[uid].serialize() == before[uid].serialize()
    assert made
    undo(change_made=made, actor=None)
    back = read(feed)
    for task in others:
        uid = f"{task.uid}@peerready"
        assert back[uid].dtstart.value == before[uid].dtstart.value
        assert int(back[uid].sequence.value) == int(before[uid].sequence.value) + 2


def test_a_task_that_is_taken_out_or_has_no_date_is_gone_and_comes_back_higher(cast: Cast) -> None:
    plan = plan_of(cast.organization, "One", "Two")
    one, two = plan.tasks.all()
    feed = feed_of(cast, plan)
    edit(one, is_removed=True)
    edit(two, **due_values(None))
    assert read(feed) == {}
    edit(one, is_removed=False)
    assert int(read(feed)[f"{one.uid}@peerready"].sequence.value) == 2


def test_the_link_without_a_plan_shows_ones_own_tasks_of_all_plans_that_are_not_put_away(cast: Cast) -> None:
    mine = cast.membership("leader")
    first, second = plan_of(cast.organization, "Mine", "Not mine"), plan_of(cast.organization, "Mine too")
    away = plan_of(cast.organization, "Put away")
    for task in (first.tasks.first(), second.tasks.get(), away.tasks.get()):
        assert task
        give(task, mine)
    Plan.objects.filter(pk=away.pk).update(archived_at=away.created_at)
    assert {one.summary.value for one in read(feed_of(cast)).values()} == {"Mine", "Mine too"}


def test_somebodys_first_months_are_not_among_the_tasks_of_who_may_not_read_them(cast: Cast) -> None:
    plan = plan_of(cast.organization, "Show the house", kind="onboarding", name="JM")
    for who, shown in (("viewer", 0), ("administrator", 0), ("hr", 1), ("leader", 1), ("owner", 1)):
        give(plan.tasks.get(), cast.membership(who))
        assert len(read(feed_of(cast, who=who))) == shown, who


@pytest.mark.parametrize(
    "title",
    [
        "Meet\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Forged",
        "BEGIN:VEVENT",
        "<script>alert(1)</script> & <b>bold</b>",
        'a, b; c: d \\ e \\n f "g"',
        "=1+1",
        "é" * 300,
        "漢字🎉" * 100,
        "Tab\tand \u2028 separator \x07 and \u202e turned",
    ],
)
def test_a_hostile_title_stays_one_title(cast: Cast, title: str) -> None:
    plan = plan_of(cast.organization, "One", "Two", name="P\r\nBEGIN:VALARM")
    task = plan.tasks.first()
    assert task
    Task.objects.filter(pk=task.pk).update(title=title, owner_name=title[:150])
    feed = feed_of(cast, plan)
    check_lines(write(shown_by(feed)))
    events = read(feed)
    assert len(events) == 2
    shown = events[f"{task.uid}@peerready"].summary.value
    assert "\n" not in shown
    assert shown.replace(" ", "") == "".join(letter for letter in title if letter.isprintable()).replace(" ", "")


@pytest.mark.parametrize("title", ["x" * 5_000, "é" * 5_000, "漢字🎉" * 1_000, "word, " * 1_000])
def test_lines_are_folded_however_long_a_title_is(title: str) -> None:
    day = Day("u@peerready", 0, datetime(2027, 1, 1, tzinfo=UTC), date(2027, 1, 1), title, title, "http://testserver/")
    text = write(Shown(title, (day,)))
    check_lines(text)
    assert vobject.readOne(text.decode()).vevent.summary.value == title


def check_lines(text: bytes) -> None:
    """At most 75 octets each, ended as they must be, and folded between characters, not inside them."""
    for line in text.split(b"\r\n"):
        assert len(line) <= 75
        assert not {b"\r", b"\n"} & {line[n : n + 1] for n in range(len(line))}
        line.decode()


def test_a_thousand_tasks_take_one_query_and_are_all_there(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan = plan_of(cast.organization)
    add(plan, *(f"Task {n}" for n in range(1_000)))
    feed = Feed.objects.select_related("membership__user", "organization", "plan").get(pk=feed_of(cast, plan).pk)
    with django_assert_num_queries(1):
        shown = shown_by(feed)
    assert len(shown.days) == 1_000
    assert write(shown).count(b"BEGIN:VEVENT") == 1_000
