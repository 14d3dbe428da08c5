"""After a real survey over HTTP: what the database's files, a backup, the logs and the mails still know of its people.

A server and a worker of their own, as `bin/serve` starts them but at their most talkative, with a database in a file.
"""

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from hashlib import sha256
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest
from django.conf import settings

from surveys.answering.visiting import COOKIE, form_token
from surveys.models.asking import key_hash

ROOT = Path(settings.BASE_DIR)
STAFF, PEERS, SENT = 15, 15, 28
TALKATIVE = """
from peerready.settings import *
LOGGING["root"]["level"] = LOGGING["loggers"]["django"]["level"] = "DEBUG"
"""
SET_UP = """
import json, django
django.setup()
from datetime import timedelta
from django.utils import timezone
from surveys.asking.inviting import add_people, read_addresses
from surveys.lifecycle import launch
from surveys.models import Way
from tests.factories import GroupFactory, MembershipFactory
from tests.surveys.build import draft
member = MembershipFactory(role="leader")
survey = draft(member.organization, {"Peer workers": 15}, takes_comments=True, reminders=0)
staff = GroupFactory(survey=survey, name="Staff", way=Way.PERSONAL, position=5)
add_people(group=staff, addresses=read_addresses("\\n".join(f"quillon{n}.marchbanks@example.org" for n in range(15))))
launch(survey=survey, actor=member.user)
print(json.dumps([survey.pk, survey.public_id, survey.groups.get(way="shared").shared_key]))
"""
CLOSE_NOW = """
import django
django.setup()
from django.utils import timezone
from surveys.models import Survey
Survey.objects.update(closes_at=timezone.now())
"""
# As talkative as an access log can be: address, request, headers that tell who asks.
ACCESS = '%(h)s "%(r)s" %(s)s "%(f)s" "%(a)s" %({x-forwarded-for}i)s %({cookie}i)s'


@dataclass
class Installation:
    """Everything of one installation, in a folder of its own."""

    folder: Path
    port: int
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.folder / "peers.sqlite3"

    @property
    def log(self) -> Path:
        return self.folder / "everything.log"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "talkative",
            "PYTHONPATH": os.pathsep.join([str(self.folder), str(ROOT)]),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "EMAIL_URL": f"file:///{self.folder}/mail",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
        }

    def python(self, *arguments: str) -> str:
        done = subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, capture_output=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own commands
                [sys.executable, *arguments], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        self.running.append(process)
        return process

    def ask(self, query: str) -> object:
        with sqlite3.connect(self.database, timeout=20) as connection:
            return connection.execute(query).fetchone()[0]


@dataclass
class Somebody:
    """A browser with an address and a name of its own. `secrets` is all by which it could be known again."""

    number: int
    installation: Installation
    jar: CookieJar = field(default_factory=CookieJar)
    device: str = ""

    def ask(self, path: str, data: dict[str, str] | None = None) -> str:
        browser = build_opener(HTTPCookieProcessor(self.jar))
        headers = {"User-Agent": self.agent, "X-Forwarded-For": self.address, "Referer": "http://referring.example/"}
        body = urlencode(data).encode() if data else None
        url = f"http://127.0.0.1:{self.installation.port}{path}"
        with suppress(HTTPError), browser.open(Request(url, body, headers), timeout=30) as reply:
            return reply.url
        return ""

    @property
    def agent(self) -> str:
        return f"Wanderer{self.number:04d}Browser"

    @property
    def address(self) -> str:
        return f"198.51.100.{100 + self.number}"

    def answer(self, public_id: str, key: str, *, send: bool = True) -> str:
        self.ask(f"/s/k/{key}/")
        self.device = next(cookie.value or "" for cookie in self.jar if cookie.name == COOKIE).partition(".")[2]
        answers = {f"q-culture-check/s-{i}": "54321"[(self.number + i) % 5] for i in (1, 2)}
        token = {"token": form_token(self.device)}
        self.ask(f"/s/{public_id}/1/", {**token, **answers, "action": "next"})
        if not send:
            return ""
        comment = {"comment": f"Remark{self.number:04d} on our work."}
        return self.ask(f"/s/{public_id}/review/", {**token, **answers, **comment, "action": "send"})

    @property
    def secrets(self) -> set[str]:
        lookup = sha256(f"lookup {self.device}".encode()).hexdigest()
        return {self.agent, self.address, self.device, lookup, form_token(self.device)}


@dataclass(frozen=True)
class Found:
    """What was there once the survey was closed and purged."""

    installation: Installation
    public_id: str
    mails: list[bytes]
    keys: dict[str, str]
    people: list[Somebody]
    log_at_closing: bytes


def wait_until(true: Callable[[], object], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.1)


def is_up(port: int) -> bool:
    with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
        return True
    return False


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    it = Installation(tmp_path_factory.mktemp("forensics"), free_port())
    (it.folder / "talkative.py").write_text(TALKATIVE)
    try:
        yield _survey(it)
    finally:
        for process in it.running:
            process.terminate()
            process.wait(timeout=30)


def _survey(it: Installation) -> Found:
    """Invited by mail and by a shared link, answered by many, begun by two more, closed by the worker."""
    it.python("manage.py", "migrate", "-v0")
    it.python("manage.py", "createcachetable")
    _, public_id, shared = json.loads(it.python("-c", SET_UP))
    worker = it.start("manage.py", "work")
    it.start(
        "-m", "gunicorn", "--config", "gunicorn.conf.py", "--bind", f"127.0.0.1:{it.port}", "--workers", "2",
        "--no-control-socket", "--log-level", "debug", "--access-logfile", "-", "--access-logformat", ACCESS,
        "--forwarded-allow-ips", "*", "--capture-output", "peerready.wsgi",
    )  # fmt: skip
    folder = it.folder / "mail"
    wait_until(lambda: is_up(it.port))
    wait_until(lambda: it.ask("SELECT count(*) FROM surveys_delivery WHERE status = 'sent'") == STAFF)
    mails = [mail for file in folder.iterdir() for mail in re.split(rb"\n-{79}\n", file.read_bytes()) if mail.strip()]
    keys = {}
    for mail in mails:
        message = message_from_bytes(mail)
        text = b"".join(part.get_payload(decode=True) or b"" for part in message.walk() if not part.is_multipart())
        keys[str(message["To"])] = re.findall(r"/s/k/([\w-]+)/", text.decode())[0]
    links = [*keys.values(), *[shared] * PEERS]
    people = [Somebody(n, it) for n in range(len(links))]
    for person, link in zip(people, links, strict=True):
        gone_to = person.answer(public_id, link, send=person.number not in (0, 29))
        assert ("/thanks/" in gone_to) == (person.number not in (0, 29))
    for path in ("/s/k/unknown/", f"/s/{public_id}/99/", "/s/nowhere/", f"/s/{public_id}/review/?x=%00"):
        people[3].ask(path)
    worker.terminate()
    worker.wait(timeout=30)
    it.python("-c", CLOSE_NOW)
    it.start("manage.py", "work")
    wait_until(lambda: it.ask("SELECT purged_at FROM surveys_survey") is not None)
    return Found(it, public_id, mails, {**keys, "": shared}, people, it.log.read_bytes())


def secrets_of(found: Found) -> dict[str, bytes]:
    """Everything that could lead to a person, with a word for what it is."""
    known = {f"address {address}": address for address in found.keys if address}
    known |= {f"key {n}": key for n, key in enumerate(found.keys.values())}
    known |= {f"hash of key {n}": key_hash(key) for n, key in enumerate(found.keys.values())}
    known |= {f"{secret[:8]}… of {one.number}": secret for one in found.people for secret in one.secrets}
    return {name: secret.encode().lower() for name, secret in known.items()}


def files_of(it: Installation) -> dict[str, bytes]:
    """The database's files, with whatever lies beside them, and a backup."""
    backup = it.folder / "backup.copy"
    with sqlite3.connect(it.database) as source, sqlite3.connect(backup) as target:
        source.backup(target)
    parts = sorted(it.folder.glob(f"{it.database.name}*"))
    return {part.name: part.read_bytes().lower() for part in (*parts, backup)}


def test_everybody_answered(found: Found) -> None:
    assert found.installation.ask("SELECT count(*) FROM surveys_response") == SENT
    assert len(found.mails) == STAFF
    assert len(set(found.keys.values())) == STAFF + 1


def test_no_file_of_the_database_knows_anybody(found: Found) -> None:
    for name, content in files_of(found.installation).items():
        left = [secret for secret, value in secrets_of(found).items() if value in content]
        assert left == [], name


def test_the_search_would_find_what_is_there(found: Found) -> None:
    everywhere = files_of(found.installation)
    assert b"remark0007" in everywhere["peers.sqlite3"]
    assert b"remark0007" in everywhere["backup.copy"]
    assert b"remark0000" not in everywhere["peers.sqlite3"]


def test_no_log_knows_anybody_or_a_respondents_page(found: Found) -> None:
    log = found.log_at_closing.lower()
    assert b"/health" in log  # it is the access log, of everything else
    assert b"debug" in log
    left = [secret for secret, value in secrets_of(found).items() if value in log]
    assert left == []
    assert b"/s/" not in log
    assert found.public_id.encode().lower() not in log
    assert b"remark" not in log


def test_a_mail_knows_its_own_address_and_link_and_no_answer(found: Found) -> None:
    for mail in found.mails:
        message = message_from_bytes(mail)
        own, text = str(message["To"]), mail.decode()
        others = [address for address in found.keys if address and address != own and address in text]
        links = [key for address, key in found.keys.items() if address != own and key in text.replace("=\n", "")]
        assert (others, links) == ([], [])
        assert "Remark" not in text


def test_rows_lie_in_no_order_of_invitation_or_of_answering(found: Found) -> None:
    with sqlite3.connect(found.installation.database) as connection:
        comments = [row[0] for row in connection.execute("SELECT text FROM surveys_comment ORDER BY rowid")]
    came = [int(text[6:10]) for text in comments]
    assert sorted(came) == list(range(1, SENT + 1))
    assert came != sorted(came)
