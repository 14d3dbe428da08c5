import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test.utils import isolate_apps

from organizations.models import Organization

OURS = ("organizations", "toolkits", "assessments", "reports", "peerready")


def has_pending_migrations() -> bool:
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    except SystemExit:
        return True
    return False


@pytest.mark.django_db
def test_no_migration_is_pending() -> None:
    assert not has_pending_migrations()


@pytest.mark.django_db
def test_a_pending_migration_is_found() -> None:
    field = models.CharField(max_length=3, default="")
    with isolate_apps():
        field.contribute_to_class(Organization, "mood")
    try:
        assert has_pending_migrations()
    finally:
        Organization._meta.local_fields.remove(field)
        Organization._meta._expire_cache()
        del Organization.mood
    assert not has_pending_migrations()


def test_migrations_have_names_that_say_what_they_do() -> None:
    for room in OURS:
        folder = Path(apps.get_app_config(room).path) / "migrations"
        for path in folder.glob("[0-9]*.py"):
            assert not re.search(r"_auto_\d|_alter_|^\d{4}_migration", path.stem), path
