"""What else goes when an organization is deleted: what no foreign key leads to (`organizations/ending.py`)."""

from collections.abc import Iterable
from contextlib import suppress

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import RestrictedError
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from assessments.models import InstrumentVersion
from checklists.telling.tasks import send_plan_mail
from organizations.ending import forgets
from organizations.jobs import do_job
from organizations.models import AuditEvent, Invitation, Job, Membership, Organization
from organizations.tasks import end_organization, tell_owners_of
from reports.models import Issue, Report, Share
from reports.tasks import make_shared_pdf
from surveys.asking.tasks import close_due_survey, send_mailing
from surveys.lifecycle import erase_responses
from surveys.models import Mailing, Survey

from ..portfolio.forgetting import forget
from ..portfolio.tasks import tell_of_requests

CACHES = ("own-prints", "parts")
"""Caches under hashes of content, so that nobody knows whose an entry is. All can be made again."""
SHOWN_IN_ADMIN = (Organization, Membership, Invitation, AuditEvent)


def erase_elsewhere(organization: Organization) -> None:
    """Pictures, and what was rendered of its own texts."""
    for model in (Report, Issue):
        logos = model.objects.for_organization(organization).exclude(logo="").values_list("logo", flat=True)
        for logo in set(logos):
            default_storage.delete(logo)
    for name in CACHES:
        if name in settings.CACHES:
            caches[name].clear()


def erase_rows(organization: Organization) -> None:
    """Rows that only a number or a name leads to. What was erased is then purged from the database's file."""
    _erase_tasks(organization)
    forget(organization)
    for model in SHOWN_IN_ADMIN:
        path = "pk" if model is Organization else "organization"
        pks = model._default_manager.filter(**{path: organization.pk}).values_list("pk", flat=True)
        kind = ContentType.objects.get_for_model(model)
        LogEntry.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in pks]).delete()
    erase_responses(organization)  # before the groups that they belong to, and without reading them one by one
    transaction.on_commit(erase_unused_wordings)


def erase_unused_wordings() -> None:
    """Wordings that came with a record and that nothing was answered with any more."""
    for version in InstrumentVersion.objects.filter(version__contains="~", instrument__organization=None):
        with suppress(RestrictedError):
            version.delete()


def _erase_tasks(organization: Organization) -> None:
    """Tasks of the queue, waiting or done, that are about it; not the one that is just doing this."""
    mails = Mailing.objects.filter(survey__organization=organization)
    shared = Share.objects.filter(issue__organization=organization)
    about: dict[str, Iterable[int]] = {
        send_plan_mail.module_path: [organization.pk],
        tell_owners_of.module_path: [organization.pk],
        end_organization.module_path: [organization.pk],
        tell_of_requests.module_path: [organization.pk],
        do_job.module_path: Job.objects.for_organization(organization).values_list("pk", flat=True),
        close_due_survey.module_path: Survey.objects.for_organization(organization).values_list("pk", flat=True),
        send_mailing.module_path: mails.values_list("pk", flat=True),
        make_shared_pdf.module_path: shared.values_list("pk", flat=True),
    }
    mine = {path: {(pk,) for pk in pks} for path, pks in about.items()}
    rows = DBTaskResult.objects.filter(task_path__in=mine).exclude(status=TaskResultStatus.RUNNING)
    found = [
        pk
        for pk, path, arguments in rows.values_list("pk", "task_path", "args_kwargs")
        if tuple(arguments["args"]) in mine[path]
    ]
    DBTaskResult.objects.filter(pk__in=found).delete()


forgets(elsewhere=erase_elsewhere, rows=erase_rows)
