"""Reports to be asked for at once, and afterwards whether each is there, once, and nothing besides. For job_storm."""

import hashlib
import http.client
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pikepdf
from django.conf import settings
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from organizations.models import AuditEvent, Job, JobState, Organization
from peerready.demo import EMAIL, load_demo
from reports.composing.issuing import issue
from reports.composing.parts import Reader
from reports.composing.saving import begin
from reports.models import Issue
from toolkits.loading import load

from .pages import Visitor

TOKEN = "a" * 32


@dataclass(frozen=True)
class Scene:
    """The demo organization, the cookie of its owner, and issued reports of which no part is like another."""

    organization: Organization
    cookie: str
    issues: tuple[Issue, ...]

    @property
    def home(self) -> str:
        return f"/o/{self.organization.slug}/"

    def buttons(self) -> list[str]:
        """Where to post to have each report as PDF."""
        return [f"{self.home}reports/issues/{one.pk}/files/pdf/" for one in self.issues]


@dataclass
class Counted:
    """What was made: `ready` jobs with `pages` in all, how often one was `begun_again`, and all that is wrong."""

    ready: int = 0
    pages: int = 0
    begun_again: int = 0
    problems: list[str] = field(default_factory=list)


def prepare(reports: int) -> Scene:
    """Make the database and so many reports for all readers by turns. Exits where there are organizations already."""
    call_command("migrate", verbosity=0)
    if Organization.objects.exists():
        sys.exit("There are organizations in this database. Take an empty one.")
    call_command("createcachetable", verbosity=0)
    load(settings.FIXTURES, write=True)
    load_demo(folder=settings.FIXTURES / "demo")
    organization = Organization.objects.get(is_demo=True)
    owner = organization.memberships.select_related("user").get(user__email=EMAIL).user
    made = []
    for n in range(reports):
        reader = Reader.values[n % len(Reader.values)]
        report = begin(organization=organization, actor=owner, name=f"Report {n}", reader=reader)
        made.append(issue(report=report, actor=owner))
        for part in made[-1].parts.all():  # else all but the first report would be joined of parts that are kept
            start, end, rest = part.html.rpartition("</section>")
            part.html = f"{start}<p>This is report {n}.</p>{end}{rest}"
            part.save(update_fields=["html"])
    cookie = f"sessionid={Visitor(owner).factory.cookies['sessionid'].value}"
    return Scene(organization, cookie, tuple(made))


def send(port: int, method: str, path: str, cookie: str) -> tuple[int, str, bytes]:
    """Send a request as a browser does, with the token that forms ask for. Status, where it leads, and what it says."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        headers = {"Cookie": f"{cookie}; csrftoken={TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"csrfmiddlewaretoken": TOKEN}) if method == "POST" else None
        connection.request(method, path, body, headers)
        reply = connection.getresponse()
        return reply.status, reply.getheader("Location", ""), reply.read()
    finally:
        connection.close()


def count(scene: Scene, port: int) -> Counted:
    """Download each report, and hold files, queue and trail against what was asked for."""
    jobs = list(Job.objects.for_organization(scene.organization).order_by("pk"))
    ready = [job for job in jobs if job.state == JobState.DONE]
    found = Counted(len(ready), begun_again=sum(job.tries - 1 for job in jobs))
    found.problems += [f"{job}: {job.state}, {job.problem}" for job in jobs if job.state != JobState.DONE]
    if sorted(job.about["issue"] for job in jobs) != sorted(one.pk for one in scene.issues):
        found.problems.append(f"{len(jobs)} jobs for {len(scene.issues)} reports")
    names, seen = {one.pk: one.name for one in scene.issues}, set()
    for job in ready:
        status, _, content = send(port, "GET", f"{scene.home}making/{job.pk}/file/", scene.cookie)
        if status != 200:
            found.problems.append(f"{job}: no file, {status}")
            continue
        seen.add(hashlib.sha256(content).hexdigest())
        with pikepdf.open(io.BytesIO(content)) as pdf:
            found.pages += len(pdf.pages)
            if str(pdf.docinfo.get("/Title")) != names[job.about["issue"]] or len(pdf.pages) < 2:
                found.problems.append(f"{job}: the file is another report's")
    if len(seen) != len(scene.issues):
        found.problems.append(f"{len(seen)} different files for {len(scene.issues)} reports")
    found.problems += [*_besides(scene.issues)]
    return found


def _besides(issues: Sequence[Issue]) -> Iterator[str]:
    """Each report is stored once and handed over once; each press of a button is noted once."""
    for folder in ("made", "issues"):
        there = [one for one in Path(settings.VAR, "files", folder).rglob("*") if one.is_file()]
        if len(there) != len(issues):
            yield f"{len(there)} files in {folder}/ for {len(issues)} reports"
    noted = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORTED, subject__startswith="Report ").count()
    if noted != len(issues):
        yield f"{noted} lines in the trail for {len(issues)} reports"
    for task in DBTaskResult.objects.exclude(status="SUCCESSFUL"):
        yield f"{task.task_path} is {task.status}"
