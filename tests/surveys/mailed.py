"""Surveys whose people are invited by mail, and the real mail server, queue and worker that tests of it need."""

import os
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from django.db import connection
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from organizations.models import Organization
from surveys.asking.inviting import add_people, read_addresses
from surveys.lifecycle import launch
from surveys.models import Delivery, Mailing, Survey, Way
from tests.factories import GroupFactory

from .build import draft, leader_of
from .mail_server import Mailbox

ROOT = Path(__file__).parents[2]


def addresses(people: int) -> list[str]:
    return [f"person-{n}@example.org" for n in range(people)]


def invited(organization: Organization, people: int = 3, *, now: datetime | None = None, **fields: object) -> Survey:
    """An open survey of one group in which so many people are invited personally; nothing has been sent yet."""
    survey = draft(organization, {}, **fields)
    group = GroupFactory(survey=survey, name="Clinical staff", way=Way.PERSONAL)
    add_people(group=group, addresses=read_addresses("\n".join(addresses(people))))
    launch(survey=survey, actor=leader_of(organization), now=now)
    return survey


def invitation(survey: Survey, number: int = 1) -> Mailing:
    return survey.mailings.get(kind=Mailing.Kind.INVITATION, number=number)


def reminder(survey: Survey, number: int = 1) -> Mailing:
    return survey.mailings.get(kind=Mailing.Kind.REMINDER, number=number)


def fates(mailing: Mailing) -> Counter[str]:
    return Counter(mailing.deliveries.values_list("status", flat=True))


def delivery_to(mailing: Mailing, address: str) -> Delivery:
    return mailing.deliveries.get(invitee__email=address)


def use_mail_server(settings: Settings, mailbox: Mailbox) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", mailbox.port, 5


def use_queue(settings: Settings) -> None:
    """Keep tasks in the database, as in service, instead of doing them at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def queued() -> list[tuple[str, list[int]]]:
    """The tasks in the queue, by name and ids."""
    rows = DBTaskResult.objects.order_by("enqueued_at").values_list("task_path", "args_kwargs")
    return [(path.rpartition(".")[2], arguments["args"]) for path, arguments in rows]


def start_worker(mailbox: Mailbox) -> subprocess.Popen[bytes]:
    """A worker in a process of its own, on the database of the test."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "peerready.settings",
        "DATABASE_URL": _database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
        "SITE_URL": "http://testserver",
    }
    return subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT, env=environment, stderr=subprocess.PIPE)


def _database_url() -> str:
    where = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{where['NAME']}"
    host = quote(where["HOST"] or "localhost", safe="")
    port = f":{where['PORT']}" if where["PORT"] else ""
    return f"postgres://{where['USER']}:{quote(where['PASSWORD'] or '')}@{host}{port}/{where['NAME']}"
