"""Reading a table of tasks: what people write, and what comes out of hostile files."""

import time
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from checklists.models import Plan
from checklists.planning.adding import MOST_TASKS
from checklists.planning.importing import FileError, Reading, decode, import_tasks, read_tasks
from checklists.planning.reading import NotReadError, as_day, as_status, plain_words
from organizations.models import Membership
from tests.cast import Cast
from tests.factories import MembershipFactory, UserFactory

from .build import plan_of

HEAD = "Title,Phase,Due,Owner,Status,Notes,Steps\n"


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "There already")


def read(plan: Plan, text: str) -> Reading:
    members = Membership.objects.for_organization(plan.organization).select_related("user")
    return read_tasks(text, plan=plan, members=list(members))


def problems(plan: Plan, text: str) -> list[tuple[int, str]]:
    return [(problem.row, problem.text) for problem in read(plan, text).problems]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2027-01-31", date(2027, 1, 31)),
        ("2027-1-5 00:00:00", date(2027, 1, 5)),
        ("1/31/2027", date(2027, 1, 31)),
        ("01/05/27", date(2027, 1, 5)),
        ("Jan 31, 2027", date(2027, 1, 31)),
        ("january 31 2027", date(2027, 1, 31)),
        ("Sept. 3rd, 2027", date(2027, 9, 3)),
        ("2028-02-29", date(2028, 2, 29)),
        (" ", None),
    ],
)
def test_a_date_is_read_in_three_styles(cell: str, day: date | None) -> None:
    assert as_day(cell) == day


@pytest.mark.parametrize(
    "cell",
    ["31/1/2027", "2027-02-29", "2027-02-30", "0001-01-01", "9999-12-31", "1/1/1999", "soon", "Foo 1, 2027", "46053",
     "\u0662\u0660\u0662\u0667-01-31", "=TODAY()", "x" * 5_000, "13/13/27"],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_words(cell: str) -> None:
    with pytest.raises(NotReadError, match=r"is no date|is not between"):
        as_day(cell)


@given(st.text(max_size=60))
def test_no_cell_breaks_the_reading(cell: str) -> None:
    for one in (as_day, as_status):
        with suppress(NotReadError):
            one(cell)


def test_names_are_matched_kindly() -> None:
    assert as_status(" in_PROGRESS ") == as_status("In progress") == "in-progress"
    assert (as_status(""), as_status("Finished"), as_status("NOT NEEDED")) == ("not-started", "done", "not-needed")
    assert plain_words("6\N{EN DASH}12 Months before:") == plain_words("6 to 12 months before")


def test_a_full_row_is_read(cast: Cast, plan: Plan) -> None:
    text = HEAD + 'Ask,first 90 days,1/31/2027,LEADER@example.org,done,"A\nB","Call; [x] Write;;"\n'
    (row,) = read(plan, text).rows
    assert (row.title, row.phase, row.due, row.status) == ("Ask", "first-90-days", date(2027, 1, 31), "done")
    assert (row.member, row.owner_name) == (cast.membership("leader"), "")
    assert (row.notes, row.steps) == ("A\nB", ("Call", "Write"))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_headings_may_be_in_any_letters_and_order(plan: Plan, separator: str) -> None:
    text = (
        separator.join([" DUE  date ", "", "From", "task"]) + "\n" + separator.join(["2027-01-04", "", "PRCOE", "Ask"])
    )
    reading = read(plan, text)
    assert (reading.rows[0].title, reading.rows[0].due, reading.ignored) == ("Ask", date(2027, 1, 4), ("From",))


def test_what_peerready_exports_is_read(plan: Plan) -> None:
    text = "\ufeffNumber,Title,Phase,Due,Status,Owner,Notes,Steps,From\r\n"
    text += "7,'=1+1,1 to 3 months before,2027-01-04,Not needed,Paul Novak,'-5,One; Two,Toolkit\r\n"
    (row,) = read(plan, text).rows
    assert (row.title, row.notes, row.owner_name, row.status) == ("=1+1", "-5", "Paul Novak", "not-needed")
    assert row.steps == ("One", "Two")


def test_without_a_phase_the_date_says_which(plan: Plan) -> None:
    dates = {"": "months-6-12-prior", f"{plan.anchor}": "first-90-days", "2099-01-01": "months-6-12-post"}
    rows = read(plan, HEAD + "".join(f"Task {n},,{day},,,,\n" for n, day in enumerate(dates))).rows
    assert [row.phase for row in rows] == list(dates.values())


def test_everything_that_is_wrong_is_said_at_once_by_row(cast: Cast, plan: Plan) -> None:
    for _ in range(2):
        MembershipFactory(organization=cast.organization, user=UserFactory(name="Sam Two"))
    text = HEAD + (
        "Good,,,,,,\n"
        ",,,Ana,,,\n"
        "Ask,Never,2027-02-30,Sam Two,maybe,,\n"
        "there ALREADY,,,,,,\n"
        "Good,,,,,,\n"
        f"{'x' * 301},,,,,,\n"
        "Long,,,,,,,more\n"
    )
    found = problems(plan, text)
    assert [row for row, _ in found] == [3, 4, 4, 4, 4, 5, 6, 7, 8]
    said = "\n".join(text for _, text in found)
    for words in ("There is no title", "no phase “Never”", "is no date", "Several members are called"):
        assert words in said
    for words in ("no status “maybe”", "in the plan already", "in row 2 already", "301 characters", "more cells"):
        assert words in said
    assert [row.title for row in read(plan, text).rows] == ["Good"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "This is empty"),
        (" \n,,\n", "This is empty"),
        (HEAD, "no tasks below"),
        ("Ask,2027-01-01\nTell,\n", "one of them must be “Title”"),
        ("Title,Due,title\nAsk,,\n", "“Title” stands there twice"),
        ("Title,Task\nAsk,\n", "“Title” stands there twice"),
        ("," * 450_000, "This is empty"),
        ("Title" + "," * 400_000 + "\nAsk\n", "400,001 cells"),
        ('Title\n"never closed\n', "cannot be read"),
        ("Title\n" + "x" * 200_000, "cannot be read"),
        ("Title\n" + "".join(f"Task {n}\n" for n in range(1_001)), "1,001 tasks"),
        ("Title\n" + "".join(f"Task {n}\n" for n in range(1_000)), "more than 1,000 tasks"),
    ],
)
def test_a_file_of_which_nothing_can_be_taken_says_why(plan: Plan, text: str, said: str) -> None:
    begun = time.monotonic()
    with pytest.raises(FileError, match=said):
        read(plan, text)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_that_spreadsheets_write_are_read(encoding: str) -> None:
    assert decode("Title\nCafé “fine”".encode(encoding)).removeprefix("\ufeff") == "Title\nCafé “fine”"


@pytest.mark.parametrize(
    "data", ["Title".encode("utf-16-le"), b"Title\nA\0sk", b"\x81\x8d\xff", b"\xff\xfea", b"PK\x03\x04\0"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(FileError, match="not text that we can read"):
        decode(data)


def test_a_thousand_bad_rows_are_counted_and_some_shown(plan: Plan) -> None:
    reading = read(plan, "Title,Due\n" + "".join(f"Task {n},never\n" for n in range(999)))
    assert (reading.bad_rows, len(reading.problems_shown), reading.rows) == (999, 40, ())


def test_tasks_of_the_same_title_count_towards_what_a_plan_holds(cast: Cast) -> None:
    plan = plan_of(cast.organization, *["Call"] * (MOST_TASKS - 1))
    with pytest.raises(FileError, match="more than 1,000 tasks"):
        read_tasks("Title\nOne\nTwo\n", plan=plan, members=[])


def test_what_comes_in_finished_was_finished_on_its_date_or_today(cast: Cast, plan: Plan) -> None:
    today = timezone.localdate()
    text = (
        f"Title,Status,Due\nLong ago,done,{today - timedelta(30)}\nToo early,done,{today + timedelta(30)}\n"
        f"No date,not needed,\nOpen,waiting,{today - timedelta(30)}"
    )
    plan.refresh_from_db()
    reading = read_tasks(text, plan=plan, members=[])
    assert reading.problems == ()
    import_tasks(plan=plan, actor=cast.leader, text=text, members=[], seen=reading.seen, only_good=False)
    assert dict(
        plan.tasks.filter(title__in=("Long ago", "Too early", "No date", "Open")).values_list("title", "finished_on")
    ) == {"Long ago": today - timedelta(30), "Too early": today, "No date": today, "Open": None}
