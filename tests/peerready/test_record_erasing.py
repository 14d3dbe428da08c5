"""A deleted organization: nothing in the database, the storage or the caches names it any more."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessments.models import InstrumentVersion
from checklists.telling.tasks import send_plan_mail
from organizations.ending import NOTICE, WAITS, end, mark, tell_owners
from organizations.jobs import do_job
from organizations.models import Job, Organization
from peerready.record.importing import import_record
from reports.models import Report
from surveys.models import Erasure
from tests.cast import Cast
from tests.factories import CompletionFactory, RecordFactory
from tests.invariants.place import furnish
from tests.peerready.records import written

NAME = "Quarterdeck Recovery"


def gone(organization: Organization, cast: Cast) -> None:
    """Mark, tell, and delete it."""
    start = timezone.now() - WAITS - NOTICE
    mark(organization=organization, actor=cast.owner, now=start)
    tell_owners(organization_id=organization.pk, now=start + WAITS - NOTICE)
    assert end(organization_id=organization.pk, now=start + WAITS + timedelta(hours=1))


def everything() -> Iterator[tuple[str, str]]:
    """Every row of every table as text."""
    for model in apps.get_models():
        for row in model._base_manager.all():
            yield model._meta.label, serializers.serialize("json", [row])


@pytest.fixture
def named(cast: Cast) -> Organization:
    organization = cast.organization
    organization.name = NAME
    organization.save()
    furnish(organization, rows=2)
    return organization


def test_nothing_in_the_database_names_it(cast: Cast, named: Organization) -> None:
    slug = named.slug
    LogEntry.objects.create(
        user=cast.owner,
        content_type=ContentType.objects.get_for_model(Organization),
        object_id=str(named.pk),
        object_repr=NAME,
        action_flag=CHANGE,
    )
    assert [label for label, text in everything() if NAME in text]
    gone(named, cast)
    assert not [label for label, text in everything() if NAME in text or slug in text]


def test_tasks_of_the_queue_about_it_go_and_others_stay(cast: Cast, named: Organization) -> None:
    def task(path: str, pk: int, status: str = "SUCCESSFUL") -> DBTaskResult:
        arguments = {"args": [pk], "kwargs": {}}
        now = timezone.now()
        return DBTaskResult.objects.create(
            task_path=path, args_kwargs=arguments, status=status, backend_name="default", run_after=now
        )

    mine = task(send_plan_mail.module_path, named.pk)
    theirs = task(send_plan_mail.module_path, cast.elsewhere.pk)
    Job.objects.filter(pk=named.pk).delete()
    other = task(do_job.module_path, named.pk)  # a job of that number, not the organization
    gone(named, cast)
    left = set(DBTaskResult.objects.values_list("pk", flat=True))
    assert mine.pk not in left
    assert {theirs.pk, other.pk} <= left


def test_pictures_and_what_was_rendered_go(cast: Cast, named: Organization) -> None:
    logo = default_storage.save("logos/theirs.png", ContentFile(b"PNG"))
    Report.objects.create(organization=named, name="Ours", reader="board", logo=logo)
    for name in ("own-prints", "parts"):
        caches[name].set("key", b"of theirs")
    gone(named, cast)
    assert not default_storage.exists(logo)
    assert caches["own-prints"].get("key") is None
    assert caches["parts"].get("key") is None


def test_what_was_erased_is_purged_from_the_databases_file_too(cast: Cast, named: Organization) -> None:
    gone(named, cast)
    assert Erasure.objects.exists()


def test_a_wording_that_came_with_a_record_goes_with_the_last_that_used_it(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    completion = CompletionFactory(record=RecordFactory(organization=cast.organization))
    file = written(cast.organization)
    InstrumentVersion.objects.filter(pk=completion.version_id).update(content_hash="0" * 64)
    there = import_record(file, cast.outsider)
    assert InstrumentVersion.objects.filter(version__contains="~").exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        gone(there, cast)
    assert not InstrumentVersion.objects.filter(version__contains="~").exists()
    assert InstrumentVersion.objects.filter(pk=completion.version_id).exists()


def test_others_keep_all_that_is_theirs(cast: Cast, named: Organization) -> None:
    furnish(cast.elsewhere, prefix="their-")
    before = written(cast.elsewhere).getvalue()
    gone(named, cast)
    assert written(cast.elsewhere).getvalue() == before
