"""`manage.py export_report --organization SLUG --output FILE.pdf`: the readiness report from the command line."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from organizations import audit
from organizations.models import AuditEvent, Organization

from ...issue import pdf_of
from ...pdf import ReportError
from ...readiness import build


class Command(BaseCommand):
    help = "Write an organization's readiness report as a PDF file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organization", required=True, metavar="SLUG", help="as in the organization's address")
        parser.add_argument("--output", required=True, type=Path, metavar="FILE.pdf")

    def handle(self, *args: Any, organization: str, output: Path, **options: Any) -> None:
        found = Organization.objects.filter(slug=organization).first()
        if found is None:
            raise CommandError(f"There is no organization with the slug “{organization}”.")
        report = build(found)
        try:
            output.write_bytes(pdf_of(report))
        except ReportError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        audit.note(organization=found, actor=None, action=AuditEvent.Action.EXPORTED, subject=f"{report.title} (PDF)")
        self.stdout.write(f"Wrote {output}.")
