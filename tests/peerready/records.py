"""Records for tests: written, taken apart, changed and put together again."""

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from organizations.models import Organization
from peerready.record.parts import BY_NAME, PEOPLE
from peerready.record.writing import write_record

Lines = list[dict[str, Any]]


def written(organization: Organization) -> io.BytesIO:
    """The organization's record, to be read from its beginning."""
    file = io.BytesIO()
    write_record(organization, file)
    file.seek(0)
    return file


def files_of(file: io.BytesIO) -> dict[str, bytes]:
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines_of(file: io.BytesIO, part: str) -> Lines:
    """The lines of a part."""
    return [json.loads(line) for line in files_of(file)[BY_NAME[part].file].splitlines()]


def packed(files: dict[str, bytes], **manifest: Any) -> io.BytesIO:
    """A ZIP of these files whose manifest tells the truth of them, but for what is given."""
    said = json.loads(files["manifest.json"])
    for name, data in files.items():
        if name == PEOPLE or name in said["lines"]:
            said["sha256"][name] = hashlib.sha256(data).hexdigest()
        if name in said["lines"]:
            said["lines"][name] = data.count(b"\n")
    files = {**files, "manifest.json": json.dumps({**said, **manifest}).encode()}
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    file.seek(0)
    return file


def changed(file: io.BytesIO, part: str, change: Callable[[Lines], object]) -> io.BytesIO:
    """The record with other lines in one part, and a manifest that fits."""
    files, lines = files_of(file), lines_of(file, part)
    change(lines)
    files[BY_NAME[part].file] = "".join(json.dumps(line) + "\n" for line in lines).encode()
    return packed(files)
