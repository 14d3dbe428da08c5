"""manage.py load_toolkits: load the fixtures, or only check them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from toolkits.inventory import as_json, as_table, completeness, summary
from toolkits.loading import load
from toolkits.strict_yaml import RefusedFixturesError


class Command(BaseCommand):
    help = "Loads toolkits, instruments, entries and links from fixtures/; if anything is wrong, nothing is loaded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="read and compare with the database, write nothing")
        parser.add_argument("--json", action="store_true", help="with --check: print every item as JSON")
        parser.add_argument("--folder", type=Path, default=settings.FIXTURES, help="default: %(default)s")

    def handle(self, *, check: bool, json: bool, folder: Path, **options: Any) -> None:
        if json and not check:
            raise CommandError("--json belongs to --check.")
        try:
            inventory = load(folder, write=not check)
        except RefusedFixturesError as refused:
            raise CommandError(f"Nothing has been loaded. To be mended:\n{refused}") from None
        except DatabaseError as error:
            raise CommandError(f"The database cannot be written ({error}). Is `manage.py migrate` done?") from error
        if json:
            self.stdout.write(as_json(inventory))
            return
        if check:
            self.stdout.write(f"{as_table(inventory)}\n\n{completeness(inventory)}\n")
        self.stdout.write(summary(inventory))
