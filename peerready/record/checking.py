"""What is in a record that somebody sent: every line is held against the models before anything is stored."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from assessments.models import Instrument
from toolkits.models import Toolkit

from .agreeing import Seen
from .cells import CellError, Here, read_row
from .contents import Part, Row
from .parts import PARTS, PEOPLE
from .schema import FORMAT
from .unpacking import MOST_PROBLEMS, NOT_A_RECORD, RecordError, Unpacked, read_json, unpack
from .writing import content_of

MOST_LINES = 60_000
"""So many are taken in within a minute."""
ABOUT = ("README.txt", "manifest.json", "schema.json")
NEWER = (
    "This record was written by a newer PeerReady ({version}). Bring this installation up to date first, or take the "
    "record from one that is as old as this."
)
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Record:
    """What is in a record. `people` are members of then, {"name", "email", "role"}; `content` is the SHA-256 (hex) of
    all that counts, "" before all of it was read; `counts` are lines by part.
    """

    name: str
    version: str
    content: str
    counts: Mapping[str, int]
    people: tuple[Mapping[str, str], ...] = ()

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def look_into(file: IO[bytes]) -> Record:
    """What a record says of itself, which may not be true: `check_record` reads the rest. Quick. Raises RecordError."""
    unpacked = open_record(file)
    manifest = read_manifest(unpacked)
    counts = {part.name: manifest["lines"][part.file] for part in PARTS}
    return Record(manifest["name"], manifest["peerready"], "", counts, _people(unpacked))


def check_record(file: IO[bytes], progress: Progress = lambda done, total: None) -> Record:
    """Read all of it, store nothing, and say what is in it. Raises RecordError, in words for whoever sent it."""
    unpacked = open_record(file)
    manifest = read_manifest(unpacked)
    counts = {part.name: manifest["lines"][part.file] for part in PARTS}
    problems: list[str] = []
    seen, done = Seen(counts), 0
    here = here_with(counts)
    for part in PARTS:
        for number, row in checked_rows(unpacked, part, here, problems):
            seen.add(part, number, row)
            done += 1
            if not done % 500:
                progress(done, sum(counts.values()))
        _raise(problems, enough=True)
    _raise(problems)
    people = _people(unpacked)
    for name in ("README.txt", "schema.json"):  # read to their end, so that damage shows
        unpacked.text(name)
    for name, said in manifest["sha256"].items():
        if unpacked.hashes.get(name) != said:
            raise RecordError(NOT_A_RECORD)
    _raise([*seen.problems()][:MOST_PROBLEMS])
    return Record(manifest["name"], manifest["peerready"], content_of(unpacked.hashes), counts, people)


def open_record(file: IO[bytes]) -> Unpacked:
    """The ZIP, with the files that belong in a record and no others. Raises RecordError."""
    names = {*ABOUT, PEOPLE, *(part.file for part in PARTS)}
    unpacked = unpack(file, lambda name: name in names or (name.startswith("records/") and name.count("/") == 1))
    if "manifest.json" not in unpacked.entries:
        raise RecordError(NOT_A_RECORD)
    return unpacked


def read_manifest(unpacked: Unpacked) -> dict[str, Any]:
    """What a record says of itself, where that is what this PeerReady can read. Raises RecordError."""
    try:
        found = read_json(unpacked.text("manifest.json"))
        version, made_by = found["format"], found["peerready"]
        if type(version) is not int or not isinstance(made_by, str):
            raise TypeError
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise RecordError(NOT_A_RECORD) from error
    if version > FORMAT:
        raise RecordError(NEWER.format(version=made_by[:20]))
    files = {PEOPLE, *(part.file for part in PARTS)}
    lines, hashes, name = found.get("lines"), found.get("sha256"), found.get("name")
    has_all = isinstance(lines, dict) and isinstance(hashes, dict) and isinstance(name, str)
    if set(unpacked.entries) - files - {*ABOUT}:
        raise RecordError("There is a file in it that belongs in no record.")
    if (
        not has_all
        or set(lines) != files - {PEOPLE}
        or set(hashes) != files
        or set(unpacked.entries) != files | {*ABOUT}
    ):
        raise RecordError(NOT_A_RECORD)
    if not all(type(count) is int and count >= 0 for count in lines.values()):
        raise RecordError(NOT_A_RECORD)
    if sum(lines.values()) > MOST_LINES:
        raise RecordError(f"There are more than {MOST_LINES:,} lines in it, which is more than PeerReady takes in.")
    return dict(found)


def here_with(counts: Mapping[str, int]) -> Here:
    """What lines may refer to: these many of each part, and the toolkits of this installation."""
    instruments = Instrument.objects.from_toolkits().values_list("pk", flat=True)
    return Here(counts, frozenset(instruments), frozenset(Toolkit.objects.values_list("pk", flat=True)))


def checked_rows(unpacked: Unpacked, part: Part, here: Here, problems: list[str]) -> Generator[tuple[int, Row]]:
    """The good lines of a part with their numbers; what is wrong with the others goes to `problems`."""
    number = 0
    for number, line in enumerate(unpacked.lines(part.file), 1):
        if number > here.counts[part.name]:
            break
        try:
            yield number, read_row(part, number, read_json(line), here)
        except CellError as error:
            problems.append(f"{part.file}, line {number}: {error}")
        except (ValueError, RecursionError):
            problems.append(f"{part.file}, line {number}: this is no JSON.")
        if len(problems) >= MOST_PROBLEMS:
            return
    if number != here.counts[part.name]:
        problems.append(f"{part.file} does not have {here.counts[part.name]:,} lines, as it should.")
    elif part.name == "organization" and number != 1:
        problems.append("A record is of one organization.")


def _people(unpacked: Unpacked) -> tuple[Mapping[str, str], ...]:
    try:
        found = read_json(unpacked.text(PEOPLE))
    except (ValueError, RecursionError) as error:
        raise RecordError(NOT_A_RECORD) from error
    fields = {"name", "email", "role", "joined_at"}
    if not isinstance(found, list) or not all(
        isinstance(one, dict) and set(one) == fields and all(isinstance(text, str) for text in one.values())
        for one in found
    ):
        raise RecordError(NOT_A_RECORD)
    return tuple(found)


def _raise(problems: list[str], *, enough: bool = False) -> None:
    if problems and (not enough or len(problems) >= MOST_PROBLEMS):
        raise RecordError(problems[:MOST_PROBLEMS])
