"""Removing an issue, with its links and every file that was made of it."""

from collections.abc import Sequence

from django.db import transaction

from organizations.audit import Action, note
from organizations.ending import erase_folder
from organizations.jobs import erase, stop
from organizations.models import Job, User

from .composing.logo import drop_logo
from .kept_files import folder_of
from .models import Issue


@transaction.atomic
def remove_issue(*, issue: Issue, actor: User) -> None:
    """Remove an issue for good; the report that it came from stays. Noted in the audit trail."""
    note(organization=issue.organization, actor=actor, action=Action.REPORT_REMOVED, subject=str(issue))
    jobs = Job.objects.for_organization(issue.organization).filter(kind__startswith="report-", about__issue=issue.pk)
    for job in jobs:
        stop(job=job)
    finished, folder = [job for job in jobs if not job.is_unfinished], folder_of(issue)
    issue.delete()
    transaction.on_commit(lambda: _erase(folder, issue.logo, finished))


def _erase(folder: str, logo: str, jobs: Sequence[Job]) -> None:
    """Files after the rows: a transaction that fails leaves all of it, and a kill between the two what nobody finds."""
    erase_folder(folder)
    drop_logo(logo)
    for job in jobs:
        erase(job)
