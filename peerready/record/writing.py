"""Writing a record: all rows as they stand at one moment, the same bytes whenever they are the same."""

import hashlib
import stat
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.db import connection, models, transaction

from organizations.models import Membership, Organization

from .columns import as_row, time_as_text
from .contents import Part
from .parts import PARTS, PEOPLE
from .schema import FORMAT, as_json, readme, schema

Progress = Callable[[int, int], object]
IN_MEMORY = 2_000_000
"""Bytes of a file that are kept in memory before a temporary file is used."""
AT_ONCE = 64 * 1024


@dataclass(frozen=True)
class Written:
    """What was written: lines by file, and the SHA-256 (hex) of all that counts."""

    counts: Mapping[str, int]
    content: str


def write_record(organization: Organization, to: IO[bytes], progress: Progress = lambda done, total: None) -> Written:
    """Write the organization's whole record as a ZIP. `progress(done, total)` is told of lines, from time to time.

    What it raises goes through, and then nothing that was written is of use. Writes nothing to the database.
    """
    files: list[tuple[str, IO[bytes], str]] = []
    counts: dict[str, int] = {}
    with _one_moment():
        ids = {part.model: part.numbers(organization) for part in PARTS}
        for part in PARTS:
            files.append((part.file, *_spooled(_lines(part, organization, ids))))
            counts[part.file] = len(ids[part.model])
        files.append((PEOPLE, *_spooled(iter([as_json(_people(organization), indent=1) + "\n"]))))
    total, done = sum(counts.values()), 0
    hashes = {name: sha for name, _spool, sha in files}
    content = content_of(hashes)
    about = {
        "format": FORMAT,
        "peerready": version(),
        "name": organization.name,
        "lines": counts,
        "sha256": hashes,
        "content": content,
    }
    with ZipFile(to, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        _put(archive, "README.txt", readme(organization.name, version()).encode())
        _put(archive, "manifest.json", (as_json(about, indent=1) + "\n").encode())
        _put(archive, "schema.json", (as_json(schema(), indent=1) + "\n").encode())
        progress(done, total)
        for name, spool, _sha in files:
            with spool, archive.open(_entry(name), "w") as entry:
                while block := spool.read(AT_ONCE):
                    entry.write(block)
            done += counts.get(name, 0)
            progress(done, total)
    return Written(counts, content)


def content_of(hashes: Mapping[str, str]) -> str:
    """The SHA-256 (hex) of all that counts: of each such file's name and SHA-256, in the order of the parts."""
    counted = [f"{part.file} {hashes[part.file]}\n" for part in PARTS if part.counts]
    return hashlib.sha256("".join(counted).encode()).hexdigest()


@cache
def version() -> str:
    """PeerReady's version."""
    return str(tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())["project"]["version"])


@contextmanager
def _one_moment() -> Iterator[None]:
    """All that is read in it is of one moment, whatever others write meanwhile."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _lines(
    part: Part, organization: Organization, ids: Mapping[type[models.Model], Mapping[Any, int]]
) -> Iterator[str]:
    for n, row in enumerate(part.of(organization), 1):
        yield as_json(as_row(part, n, row, ids)) + "\n"


def _people(organization: Organization) -> list[dict[str, str]]:
    rows = Membership.objects.for_organization(organization).select_related("user").order_by("joined_at", "pk")
    return [
        {"name": one.user.name, "email": one.user.email, "role": one.role, "joined_at": time_as_text(one.joined_at)}
        for one in rows
    ]


def _spooled(lines: Iterator[str]) -> tuple[IO[bytes], str]:
    """The lines in a file to be read from its beginning, and their SHA-256."""
    spool = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by who reads it
    digest = hashlib.sha256()
    for line in lines:
        data = line.encode()
        digest.update(data)
        spool.write(data)
    spool.seek(0)
    return spool, digest.hexdigest()


def _put(archive: ZipFile, name: str, data: bytes) -> None:
    archive.writestr(_entry(name), data)


def _entry(name: str) -> ZipInfo:
    """An entry without a time or anything else of this machine."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry
