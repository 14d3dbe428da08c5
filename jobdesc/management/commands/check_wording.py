"""manage.py check_wording: review the wording of a text file, a DOCX, or what is typed in."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jobdesc.wording.docx import MOST_BYTES, DocxError, read_docx
from jobdesc.wording.loading import standard_rules
from jobdesc.wording.reviewing import Finding, review

FOUND, TROUBLE = 1, 2
COLUMNS = ("start", "end", "group", "severity", "matched", "reason", "replacement", "source")


class Command(BaseCommand):
    help = (
        "Reviews wording: one finding a line, with tabs between start, end, rule group, severity, matched text, "
        "reason, replacement and source. Start and end count characters (code points) of the text. Exit status: 0 "
        "nothing found, 1 something found, 2 the file cannot be read. None of it is legal advice."
    )
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own declaration

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE|-", help="a text in UTF-8 or a .docx; - reads standard input")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="json: an object a line")

    def handle(self, *, file: str, format: str, **options: Any) -> None:  # noqa: A002 - the option's name
        findings = review(_text(_data(file)), standard_rules())
        for finding in findings:
            self.stdout.write(json.dumps(asdict(finding)) if format == "json" else _line(finding))
        if findings:
            sys.exit(FOUND)


def _line(finding: Finding) -> str:
    """Tabs, line ends and what could steer a terminal become spaces."""
    values = (str(getattr(finding, column)) for column in COLUMNS)
    return "\t".join("".join(letter if letter.isprintable() else " " for letter in value) for value in values)


def _data(file: str) -> bytes:
    try:
        if file == "-":
            data: bytes = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(file).open("rb") as opened:
                data = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise CommandError(
            f"{file!r} cannot be read: {getattr(error, 'strerror', None) or error}", returncode=TROUBLE
        ) from None
    if len(data) > MOST_BYTES:
        raise CommandError(f"{file!r} is larger than {MOST_BYTES // 1_000_000} MB.", returncode=TROUBLE)
    return data


def _text(data: bytes) -> str:
    """A text in UTF-8, or the text of a DOCX."""
    if data[:2] == b"PK" or data[:5] == b"%PDF-" or data[:4] == b"\xd0\xcf\x11\xe0":
        try:
            return read_docx(data)
        except DocxError as error:
            raise CommandError(str(error), returncode=TROUBLE) from None
    if b"\0" in data:
        raise CommandError("This is no text: it holds NUL bytes. Save it as UTF-8, or as .docx.", returncode=TROUBLE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            f"This is no UTF-8 (byte {error.start + 1}). Save the text as UTF-8.", returncode=TROUBLE
        ) from None
