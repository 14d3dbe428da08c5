"""Files that are no record, or lie: told in words, quickly, and nothing of them is kept."""

import io
import json
import stat
from collections.abc import Callable
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from organizations.models import Organization
from peerready.record import checking, unpacking
from peerready.record.checking import check_record
from peerready.record.importing import import_record
from peerready.record.unpacking import RecordError
from tests.cast import Cast
from tests.factories import GoalFactory, OwnInstrumentFactory, RecordFactory
from tests.peerready.records import Lines, changed, files_of, packed, written
from tests.surveys.build import closed


@pytest.fixture
def good(cast: Cast) -> io.BytesIO:
    own = OwnInstrumentFactory(organization=cast.organization)
    RecordFactory(organization=cast.organization, instrument=own)
    closed(cast.organization)
    GoalFactory(organization=cast.organization)
    return written(cast.organization)


def refused(file: io.BytesIO, cast: Cast) -> str:
    """What is said of a file that is not taken in."""
    before = Organization.objects.count()
    with pytest.raises(RecordError) as wrong:
        import_record(file, cast.owner)
    assert Organization.objects.count() == before
    assert len(wrong.value.messages) <= unpacking.MOST_PROBLEMS
    return " ".join(wrong.value.messages)


def with_entry(file: io.BytesIO, name: str, data: bytes = b"x", mode: int = 0) -> io.BytesIO:
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        entry = ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, data)
    return file


def test_a_good_one_is_said_to_be_what_it_is(good: io.BytesIO) -> None:
    record = check_record(good)
    assert record.name == "Harbor House"
    assert record.counts["goals"] == record.counts["surveys"] == 1
    assert "owner@example.org" in {one["email"] for one in record.people}


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7", b"PK\x05\x06" + b"\0" * 18, b"MZ" * 5000])
def test_what_is_no_zip_or_an_empty_one_is_told(cast: Cast, data: bytes) -> None:
    assert "not a record" in refused(io.BytesIO(data), cast)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_half_of_one_is_told(cast: Cast, good: io.BytesIO, share: float) -> None:
    data = good.getvalue()
    assert "not a record" in refused(io.BytesIO(data[: int(len(data) * share)]), cast)


@pytest.mark.parametrize("name", ["README.txt", "manifest.json", "schema.json", "records/goals.jsonl"])
def test_a_damaged_one_is_told(cast: Cast, good: io.BytesIO, name: str) -> None:
    data = bytearray(good.getvalue())
    with ZipFile(good) as archive:
        entry = archive.getinfo(name)
    data[entry.header_offset + 30 + len(name) + entry.compress_size // 2] ^= 0xFF
    assert refused(io.BytesIO(bytes(data)), cast)


def test_a_newer_one_says_which_peerready_wrote_it(cast: Cast, good: io.BytesIO) -> None:
    assert "newer PeerReady (9.1)" in refused(packed(files_of(good), format=2, peerready="9.1"), cast)
    files = {**files_of(good), "records/dreams.jsonl": b"{}\n"}
    assert "newer PeerReady" in refused(packed(files, format=2, peerready="9.1"), cast)


@pytest.mark.parametrize("name", ["../evil.py", "/etc/passwd", "records/../x", "C:\\x", "records/dreams.jsonl", "a\0b"])
def test_a_file_of_another_name_belongs_in_no_record(cast: Cast, good: io.BytesIO, name: str) -> None:
    assert "belongs in no record" in refused(with_entry(good, name), cast)


def test_links_folders_and_two_of_a_name_belong_in_none(cast: Cast, good: io.BytesIO) -> None:
    data = good.getvalue()
    link = with_entry(io.BytesIO(data), "records/goals.jsonl", b"/etc/passwd", stat.S_IFLNK | 0o777)
    assert "belongs in no record" in refused(link, cast)
    assert "belongs in no record" in refused(with_entry(io.BytesIO(data), "records/"), cast)
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = with_entry(io.BytesIO(data), "records/goals.jsonl")
    assert "two files of the same name" in refused(twice, cast)


def test_a_bomb_is_not_unpacked(cast: Cast, good: io.BytesIO, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed({**files_of(good), "records/goals.jsonl": b" " * 30_000_000})
    assert len(bomb.getvalue()) < 100_000
    assert "more in this file than" in refused(bomb, cast)
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 1_000)
    assert "more in this file than" in refused(written(cast.organization), cast)
    monkeypatch.setattr(unpacking, "MOST_FILES", 5)
    assert "more in this file than" in refused(written(cast.organization), cast)
    monkeypatch.setattr(unpacking, "MOST_BYTES", 100)
    assert "takes in" in refused(written(cast.organization), cast)


def test_a_million_lines_are_refused_before_they_are_read(
    cast: Cast, good: io.BytesIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = packed({**files_of(good), "records/goals.jsonl": b"{}\n" * 1_000_000})
    assert "60,000 lines" in refused(many, cast)
    monkeypatch.setattr(checking, "MOST_LINES", 3)
    assert "3 lines" in refused(good, cast)


def test_a_line_that_never_ends_is_refused(cast: Cast, good: io.BytesIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LONGEST_LINE", 1_000)
    assert "too long" in refused(packed({**files_of(good), "records/goals.jsonl": b"[" * 200_000 + b"\n"}), cast)


@pytest.mark.parametrize(
    "line",
    [
        *(b"{", b"null", b"[]", b'{"id": 1, "id": 1}', b"\xff\xfe", b"[" * 50_000, b'{"id": NaN}', b'{"id": 1e999}'),
        *(b'{"id": ' + b"9" * 5_000 + b"}", b'{"id": true}', b'{"id": 2}'),
    ],
)
def test_what_is_no_line_is_told_with_its_place(cast: Cast, good: io.BytesIO, line: bytes) -> None:
    said = refused(packed({**files_of(good), "records/goals.jsonl": line + b"\n"}), cast)
    assert "records/goals.jsonl, line 1: " in said


CHANGES: list[tuple[str, str, Any, str]] = [
    ("goals", "what", 7, "not what it should be"),
    ("goals", "what", None, "not what it should be"),
    ("goals", "what", "x" * 301, "300"),
    ("goals", "what", "a\0b", "cannot be seen"),
    ("goals", "what", "two\nlines", "cannot be seen"),
    ("goals", "what", "\u202eback", "cannot be seen"),
    ("goals", "what", "\ud800", "cannot be seen"),
    ("goals", "status", "great", "not one of the known values"),
    ("goals", "version", -1, "out of bounds"),
    ("goals", "version", True, "not what it should be"),
    ("goals", "version", 10**12, "out of bounds"),
    ("goals", "by_when", "soon", "not what it should be"),
    ("goals", "changed_at", "2027-01-01T00:00:00", "not what it should be"),
    ("goals", "organization", 1, "no field “organization”"),
    ("goals", "organization_id", 1, "no field “organization_id”"),
    ("assessments", "saved_by", 1, "no field “saved_by”"),
    ("assessments", "version", 99, "leads to line 99 of instrument-versions"),
    ("assessments", "version", 0, "leads to line 0"),
    ("assessments", "instrument", "own-instrument:7", "no own assessment 7"),
    ("assessments", "instrument", "somebody-elses", "is not here"),
    ("assessments", "instrument", "culture-check", "leads to something else's"),
    ("assessments", "answers", {"board": {"choice": 5}}, "wrong kind"),
    ("assessments", "answers", {"board": {"admin": "x"}}, "unknown “admin”"),
    ("surveys", "languages", ["xx"], "not one of the known values"),
    ("surveys", "fewest_for_scores", 1, "fewest_for_scores"),
    ("surveys", "public_id", "chosen", "no field “public_id”"),
    ("surveys", "is_imported", False, "no field “is_imported”"),
    ("survey-results", "counts", {}, "no field “counts”"),
    ("survey-results", "view", {"groups": []}, "no result of a survey"),
    ("instrument-versions", "content_hash", "0" * 64, "not what its hash says"),
    ("organization", "is_demo", True, "no field “is_demo”"),
    ("organization", "slug", "taken", "no field “slug”"),
    ("trail", "at", "2199-01-01T00:00:00Z", "in the future"),
]


@pytest.mark.parametrize(("part", "field", "value", "said"), CHANGES)
def test_a_field_that_is_not_what_it_should_be_is_told(
    cast: Cast, good: io.BytesIO, part: str, field: str, value: Any, said: str
) -> None:
    def change(lines: Lines) -> None:
        lines[0][field] = value

    assert said in refused(changed(good, part, change), cast)


def test_a_missing_field_is_told_unless_an_older_peerready_did_not_know_it(cast: Cast, good: io.BytesIO) -> None:
    assert "“name” is missing" in refused(changed(good, "surveys", lambda lines: lines[0].pop("name")), cast)
    assert import_record(changed(good, "goals", lambda lines: lines[0].pop("version")), cast.owner)


def test_what_is_there_twice_or_disagrees_is_told(cast: Cast, good: io.BytesIO) -> None:
    def twice(lines: Lines) -> None:
        lines.append({**lines[0], "id": len(lines) + 1})

    assert "there twice" in refused(changed(good, "survey-groups", twice), cast)
    assert "of one organization" in refused(changed(good, "organization", twice), cast)
    assert "groups are not those" in refused(changed(good, "survey-groups", lambda lines: lines.pop()), cast)


def test_a_manifest_that_lies_is_told(cast: Cast, good: io.BytesIO) -> None:
    files = files_of(good)
    said = json.loads(files["manifest.json"])
    wrong: list[Callable[[], dict[str, Any]]] = [
        lambda: {"lines": {**said["lines"], "records/goals.jsonl": 2}},
        lambda: {"sha256": {**said["sha256"], "records/goals.jsonl": "0" * 64}},
        lambda: {"lines": []},
        lambda: {"format": "1"},
        lambda: {"name": 5},
    ]
    for lie in wrong:
        assert refused(packed(files, **lie()), cast)
    assert "not a record" in refused(
        packed({name: data for name, data in files.items() if name != "schema.json"}), cast
    )


def test_what_the_database_refuses_leaves_nothing_behind(
    cast: Cast, good: io.BytesIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("peerready.record.agreeing._unique", lambda part: [])

    def twice(lines: Lines) -> None:
        lines.append({**lines[0], "id": len(lines) + 1})

    assert "contradict" in refused(changed(good, "survey-instruments", twice), cast)
