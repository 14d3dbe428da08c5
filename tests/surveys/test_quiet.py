"""No log, header or error page tells who opened a respondent's page, or leads them inside."""

import logging
import logging.config
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.exceptions import DisallowedHost
from django.test import Client, RequestFactory

from surveys.answering.quiet import HEADERS, SAID_INSTEAD, Quiet, hush
from tests.cast import Cast
from tests.invariants.page import problems
from tests.surveys.build import opened
from tests.surveys.respondent import Respondent

ROOT = Path(__file__).parents[2]
SECRET = "s3cr3tLinkKey"
LINK = f"/s/k/{SECRET}/"
ADDRESS = "203.0.113.77"


class Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.addFilter(Quiet())
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record) + str({**record.__dict__, "msg": "", "args": ""}))


@pytest.fixture
def heard() -> Iterator[Heard]:
    handler = Heard()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)


def told(heard: Heard) -> str:
    return "\n".join(heard.lines)


def test_what_is_refused_below_s_leaves_no_line(db: None, heard: Heard) -> None:
    client = Client(REMOTE_ADDR=ADDRESS)
    client.get(LINK)
    client.delete(LINK)
    client.get(LINK, headers={"host": "evil.example"})
    client.get(f"/s/{SECRET}/")
    client.post(f"/s/{SECRET}/1/", {f"f{n}": "" for n in range(3000)})
    client.get("/%73/k/" + SECRET + "/")
    assert heard.lines == []


def test_the_same_elsewhere_does(db: None, heard: Heard) -> None:
    client = Client()
    client.get("/no-such-page/")
    client.get("/about/", headers={"host": "evil.example"})
    assert "/no-such-page/" in told(heard)
    assert "evil.example" in told(heard)


def test_keys_that_stand_in_an_address_are_in_no_log(db: None, heard: Heard) -> None:
    client, token = Client(), "a-Calendar_token" * 3
    client.get(f"/calendar/{token}.ics")
    client.get(f"/mail/stop/{token}:{token}/")
    client.post(f"/calendar/{token}.ics")
    assert heard.lines == []


def test_of_a_failure_remains_where_in_the_code(db: None, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise ValueError(f"cannot handle {LINK} of {ADDRESS}")

    monkeypatch.setattr("surveys.views.answer.find_key", fail)
    response = Client(raise_request_exception=False, REMOTE_ADDR=ADDRESS).get(LINK)
    assert response.status_code == 500
    assert problems(response) == []
    (line,) = heard.lines
    assert f"{SAID_INSTEAD}: ValueError at {__file__}:" in line
    assert SECRET not in line
    assert ADDRESS not in line


RECORDS = [
    ("gunicorn.error", "Error handling request %s %s", ("GET", LINK)),
    ("gunicorn.error", f"Error handling request {LINK}", ()),
    ("gunicorn.error", "Invalid request from ip=203.0.113.77: Invalid HTTP request line", ()),
    ("gunicorn.error", "%s %s", ("GET", f"https://example.org{LINK}")),
    ("gunicorn.error", "%s", (f"GET /%73/k/{SECRET}/",)),
    ("anything", "unfit %s %s", (LINK,)),
    ("anything", "a mail with http://example.org%s was queued", (LINK,)),
]


@pytest.mark.parametrize(("name", "message", "args"), RECORDS)
def test_messages_lose_paths_and_addresses(heard: Heard, name: str, message: str, args: tuple[str, ...]) -> None:
    hush(name)
    logging.getLogger(name).error(message, *args)
    assert not heard.lines or all(SAID_INSTEAD in line for line in heard.lines)
    assert SECRET not in told(heard)
    assert ADDRESS not in told(heard)


def test_a_failure_loses_what_any_of_its_causes_says(heard: Heard) -> None:
    try:
        try:
            raise DisallowedHost(LINK)
        except DisallowedHost as first:
            raise KeyError("harmless") from first
    except KeyError:
        logging.getLogger("anything").exception("It failed")
    (line,) = heard.lines
    assert SECRET not in line
    assert "KeyError at" in line
    assert "DisallowedHost at" in line


@pytest.mark.parametrize(
    "atoms",
    [
        {"h": ADDRESS, "r": f"GET {LINK} HTTP/1.1"},
        {"h": ADDRESS, "U": "/s/abc/1/"},
        {"h": ADDRESS, "r": "GET /static/js/answer.0123abcd.js HTTP/1.1"},
        {"h": ADDRESS, "r": "GET /static/css/answer.css HTTP/1.1"},
        {"h": ADDRESS, "r": "GET / HTTP/1.1", "f": f"https://example.org{LINK}"},
    ],
)
def test_lines_of_access_logs_are_dropped_whatever_their_format(atoms: dict[str, str]) -> None:
    record = logging.LogRecord("gunicorn.access", logging.INFO, "", 0, "%(h)s came", (atoms,), None)
    assert not Quiet().filter(record)


@pytest.mark.parametrize("path", ["/", "/about/", "/static/css/app.css", "/accounts/login/"])
def test_other_lines_stay(path: str) -> None:
    record = logging.LogRecord("gunicorn.access", logging.INFO, "", 0, "%(h)s %(r)s", ({"h": "h", "r": path},), None)
    assert Quiet().filter(record)
    assert record.getMessage() == f"h {path}"


def test_every_handler_of_ours_keeps_quiet_and_django_has_none_of_its_own() -> None:
    logging_settings = configured.LOGGING
    assert all("quiet" in handler["filters"] for handler in logging_settings["handlers"].values())
    for name in ("django", "django.server", "django.request", "django.security.csrf"):
        for handler in [one for one in logging.getLogger(name).handlers if type(one) is logging.StreamHandler]:
            assert any(isinstance(one, Quiet) for one in handler.filters), name


def test_gunicorn_keeps_quiet_when_it_is_started_as_the_readme_says(tmp_path: Path) -> None:
    """A real one, with its access log on and everything told: what it writes holds no path and no key."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    application = "def application(environ, start):\n    raise ValueError('no ' + environ['PATH_INFO'])\n"
    (tmp_path / "failing_app.py").write_text(application)
    command = [sys.executable, "-m", "gunicorn", "failing_app", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    command += ["--no-control-socket", "--log-level", "debug", "--access-logfile", "-", "--pythonpath", str(tmp_path)]
    log = tmp_path / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)  # noqa: S603 - our own words
        try:
            for path in (LINK.encode(), b"/elsewhere/", b"/static/js/answer.js"):
                ask(port, b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            ask(port, b"G@T " + LINK.encode() + b" HTTP/9.9\r\n\r\n")
            ask(port, b"GET " + LINK.encode() + b" HTTP/1.1\r\nHo st: x\r\n\r\n")
        finally:
            server.terminate()
            server.wait(20)
    written = log.read_text()
    assert "/elsewhere/" in written
    assert SAID_INSTEAD in written
    assert not re.search(SECRET + r"|/s/k|answer\.js", written)


def ask(port: int, request: bytes) -> None:
    for _ in range(100):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                connection.sendall(request)
                while connection.recv(4096):
                    pass
                return
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise AssertionError("gunicorn does not answer")


@pytest.mark.parametrize("who", ["owner", "visitor"])
def test_errors_below_s_are_neutral_whoever_is_signed_in(cast: Cast, who: str) -> None:
    client = cast.client(who)
    missing = client.get("/s/no/such/page/here/")
    assert missing.content == client.get("/s/k/unknown/").content
    evil = client.get(LINK, headers={"host": "evil.example"})
    one = Respondent(opened(cast.organization), client)
    one.arrive()
    large = client.post(f"{one.base}1/", "comment=" + "x" * 3_000_000, content_type="application/x-www-form-urlencoded")
    for response, status in ((missing, 404), (evil, 400), (client.delete(LINK), 405), (large, 413)):
        assert response.status_code == status
        assert problems(response) == []
        assert {name: response[name] for name in HEADERS} == HEADERS
        page = response.content.decode()
        assert "/o/" not in page
        assert 'href="/' not in page.split("<body>")[1]
        assert "Owner Person" not in page
        assert "Cookie" not in response.get("Vary", "")


def test_a_csrf_failure_below_s_is_neutral_too(cast: Cast) -> None:
    from peerready.errors import csrf_failure  # the room above; its pages below /s/ are what is looked at here

    request = RequestFactory().get(LINK)
    response = csrf_failure(request, "no token")
    assert response.status_code == 403
    assert 'href="/' not in response.content.decode().split("<body>")[1]
