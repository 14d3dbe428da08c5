"""The background task of jobs. Its argument is an id, and it may be killed anywhere and done again."""

from django_tasks import task

from .jobs import do


@task()
def do_job(job_id: int) -> None:
    """Do a job (`organizations/jobs.py`)."""
    do(job_id)
