"""Side by side: where people agree, where they differ, what needs talking over."""

from jobdesc.worksheet.activities import SHORT, Activities, Activity, Question, Section
from jobdesc.worksheet.handbook import VIEWS, Leaning
from jobdesc.worksheet.side_by_side import Decided, Row, Voice, agreed, compare, digest, shows

from .worksheets import key, says

SLUG = "coping-strategies"
assert key(SLUG) not in VIEWS


def row_of(*letters: str, slug: str = SLUG, decided: Decided | None = None) -> Row:
    """One activity as answered by people called A, B, C…"""
    activity = Activity(key(slug), slug, "1", slug, "Part")
    questions = tuple(Question(one, one, short) for one, short in SHORT.items())
    activities = Activities((Section("part", "Part", (activity,)),), questions, by_key={activity.key: activity})
    voices = [Voice(name, {activity.key: says(said)}) for name, said in zip("ABCD", letters, strict=False)]
    (row,) = compare(activities, voices, {activity.key: decided} if decided else {})
    return row


def test_who_said_what_is_told_by_name() -> None:
    said = row_of("yn-", "nyn", "-y-").said[0]
    assert (said.yes, said.no, said.silent) == (("A",), ("B",), ("C",))
    assert said.differs


def test_all_who_say_the_same_agree() -> None:
    assert row_of("ynn", "ynn").is_agreed
    assert row_of("nyn", "nnn").is_agreed
    assert not row_of("ynn", "nnn").is_agreed


def test_one_who_does_not_say_is_asked_before_it_is_decided() -> None:
    row = row_of("ynn", "-nn")
    assert (row.verdict, row.differs, row.needs_talk) == ("", False, True)


def test_what_somebody_sees_against_peer_values_is_talked_over_though_all_want_it() -> None:
    row = row_of("yyn", "ynn")
    assert row.conflicts
    assert row.needs_talk
    assert shows("conflicts", row)


def test_what_somebody_else_does_better_is_talked_over() -> None:
    assert row_of("yny").needs_talk


def test_what_the_handbook_doubts_is_talked_over_though_all_want_it() -> None:
    assert VIEWS[key("therapy-session")].leaning == Leaning.OUTSIDE
    row = row_of("ynn", "ynn", slug="therapy-session")
    assert row.handbook_doubts
    assert row.needs_talk
    assert shows("conflicts", row)
    assert row_of("nnn", "nnn", slug="therapy-session").is_agreed


def test_what_is_decided_needs_no_talk() -> None:
    row = row_of("ynn", "nnn", decided=Decided(True, "", "A", None))
    assert not row.needs_talk
    assert not shows("undecided", row)
    assert shows("differs", row)
    assert not agreed([row])


def test_a_boundary_that_all_agree_on_says_why() -> None:
    assert row_of("nyy", "nyy").agreed_reason == (
        "Everybody who filled the worksheet said that it does not belong, and that it goes against peer values, and "
        "that somebody else is better suited."
    )
    assert row_of("nyn", "nnn").agreed_reason.endswith("said that it does not belong.")
    assert row_of("ynn").agreed_reason == ""


def test_nobody_is_no_agreement() -> None:
    assert not row_of().is_agreed
    assert not row_of("---").is_agreed


def test_the_digest_changes_with_what_all_said() -> None:
    assert digest([row_of("ynn")]) != digest([row_of("nnn")])
    assert digest([row_of("ynn")]) == digest([row_of("ynn", "ynn")])
