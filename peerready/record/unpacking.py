"""A ZIP that somebody sent, opened without trusting anything that it says of itself."""

import hashlib
import json
import stat
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.core.exceptions import ValidationError

MOST_BYTES = 60_000_000
"""Of the ZIP."""
MOST_UNPACKED = 400_000_000
"""Of all that is in it."""
MOST_FILES = 100
MOST_RATIO = 200
"""How much larger something may become, beyond the first MB: JSON of many like lines is packed to a thirtieth."""
FREE_OF_RATIO = 1_000_000
LONGEST_LINE = 8_000_000
DEEPEST = 40
MOST_PROBLEMS = 20
NOT_A_RECORD = "This is not a record that PeerReady wrote, or not all of it arrived. Download it once more."
TOO_LARGE = "There is more in this file than PeerReady takes in."


class RecordError(ValidationError):
    """What is wrong with a file, in `messages` for whoever sent it, at most MOST_PROBLEMS. Nothing was kept."""


@dataclass
class Unpacked:
    """The entries of a ZIP by name; what is read is counted, and its SHA-256 is known once it was read to its end."""

    archive: ZipFile
    entries: dict[str, ZipInfo]
    read: int = 0
    hashes: dict[str, str] = field(default_factory=dict)

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of an entry. Raises RecordError where it is too large, or not what the ZIP says it is."""
        digest, rest = hashlib.sha256(), b""
        for block in self._blocks(name):
            digest.update(block)
            *lines, rest = (rest + block).split(b"\n")
            yield from lines
            if len(rest) > LONGEST_LINE:
                raise RecordError(f"{name} has a line that is too long.")
        if rest:
            yield rest
        self.hashes[name] = digest.hexdigest()

    def text(self, name: str) -> bytes:
        """All of an entry, which is short."""
        return b"\n".join(self.lines(name))

    def _blocks(self, name: str) -> Iterator[bytes]:
        entry, mine = self.entries[name], 0
        try:
            with self.archive.open(entry) as opened:
                while block := opened.read(64 * 1024):
                    mine += len(block)
                    self.read += len(block)
                    if mine > FREE_OF_RATIO and mine > MOST_RATIO * max(entry.compress_size, 1):
                        raise RecordError(TOO_LARGE)
                    if self.read > MOST_UNPACKED:
                        raise RecordError(TOO_LARGE)
                    yield block
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise RecordError(NOT_A_RECORD) from error


def unpack(file: IO[bytes], is_known: Callable[[str], bool]) -> Unpacked:
    """Open a ZIP whose entries all have names that are known. Reads its list of contents and nothing else.

    Raises RecordError.
    """
    file.seek(0, 2)
    if file.tell() > MOST_BYTES:
        raise RecordError(
            f"This file has more than {MOST_BYTES // 1_000_000} MB, which is more than PeerReady takes in."
        )
    file.seek(0)
    try:
        archive = ZipFile(file)
        entries = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, OverflowError) as error:
        raise RecordError(NOT_A_RECORD) from error
    if len(entries) > MOST_FILES:
        raise RecordError(TOO_LARGE)
    found: dict[str, ZipInfo] = {}
    for entry in entries:
        # The name as it is written in the ZIP, before zipfile cuts it at a NUL.
        if entry.orig_filename != entry.filename or not is_known(entry.filename):
            raise RecordError("There is a file in it that belongs in no record.")
        kind = stat.S_IFMT(entry.external_attr >> 16)
        is_plain = kind in (0, stat.S_IFREG) and not entry.is_dir() and not entry.flag_bits & 0x1
        if not is_plain or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise RecordError(
                "There is something in this file that belongs in no record: a link, a folder or a secret."
            )
        if entry.filename in found:
            raise RecordError("There are two files of the same name in it.")
        found[entry.filename] = entry
    return Unpacked(archive, found)


def read_json(line: bytes) -> Any:
    """JSON without names given twice, numbers that are none, or more depth than any of ours has. Raises ValueError."""
    found = json.loads(
        line.decode(), object_pairs_hook=_named_once, parse_constant=_no_number, parse_float=_finite, parse_int=_short
    )
    _check_depth(found, DEEPEST)
    return found


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) < len(pairs):
        raise ValueError("a name is given twice")
    return named


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError("a number is too large")
    return number


def _short(text: str) -> int:
    if len(text) > 18:
        raise ValueError("a number is too large")
    return int(text)


def _check_depth(value: Any, left: int) -> None:
    if left < 0:
        raise ValueError("it goes too deep")
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inside:
        _check_depth(one, left - 1)
