"""`python -m bench.serving`: requests a second of the main pages under gunicorn, beside a bare view of the same server.

gunicorn with two workers as `bin/serve` starts it, on loopback, with the demo organization; a fixed number of requests
by a few clients at once, by turns. The clients run on the same cores: a bare view's figure is the server's and theirs.
"""

import os
import platform
import socket
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from .storm import Server, free_port

CLIENTS = 4
ROUNDS = 5
REQUESTS = 60
MOST_SECONDS = 240
BARE = "bare view"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="peerready-serving-") as folder:
        os.environ |= {
            "BENCH_FOLDER": folder,
            "BENCH_DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        import django

        django.setup()
        pages = _prepare()
        server = Server(port := free_port())
        server.start()
        try:
            print(f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores,", end=" ")
            print(f"load {os.getloadavg()[0]:.1f}; 2 workers, {CLIENTS} clients\n", flush=True)
            for line in table(measure(port, pages)):
                print(line)
            print(f"\nLoad {os.getloadavg()[0]:.1f} at the end.")
        finally:
            server.kill()


def measure(port: int, pages: dict[str, tuple[str, str]]) -> dict[str, list[tuple[float, list[float]]]]:
    """By page: of each round the requests a second, and the seconds of each. `pages` has paths and cookies."""
    begun, found = time.monotonic(), {name: [] for name in pages}  # type: ignore[var-annotated]
    with ThreadPoolExecutor(CLIENTS) as clients:
        for _ in range(4):  # so that each worker has made each page
            for path, cookie in pages.values():
                list(clients.map(lambda _, what=(port, path, cookie): ask(*what), range(CLIENTS)))  # type: ignore[misc]
        for _ in range(ROUNDS):
            for name, (path, cookie) in pages.items():
                at = time.perf_counter()
                ask_it = lambda _, what=(port, path, cookie): ask(*what)  # type: ignore[misc]  # noqa: E731
                seconds = list(clients.map(ask_it, range(REQUESTS)))
                found[name].append((REQUESTS / (time.perf_counter() - at), seconds))
            if time.monotonic() - begun > MOST_SECONDS:
                break
    return found


def ask(port: int, path: str, cookie: str) -> float:
    """Send one request and read the reply to its end. Return the seconds; RuntimeError where it is not 200.

    By hand, for a client that takes little of the cores that the server needs.
    """
    sent = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n".encode()
    begun = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(sent)
        first = b"".join(_read(connection))
    taken = time.perf_counter() - begun
    if not first.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(f"{path} answered {first[:60]!r}")
    return taken


def _read(connection: socket.socket) -> Iterator[bytes]:
    while some := connection.recv(1 << 18):
        yield some


def table(found: dict[str, list[tuple[float, list[float]]]]) -> list[str]:
    """Markdown: median requests a second, how many bare views that is, and how long people wait."""
    lines = ["| page | requests a second | bare views in its time | p50 ms | p95 ms |", "|---|---|---|---|---|"]
    bare = statistics.median(rate for rate, _ in found[BARE])
    for name, rounds in found.items():
        rate = statistics.median(rate for rate, _ in rounds)
        cut = statistics.quantiles([second for _, seconds in rounds for second in seconds], n=20)
        lines.append(f"| {name} | {rate:.0f} | {bare / rate:.1f} | {1000 * cut[9]:.0f} | {1000 * cut[18]:.0f} |")
    return lines


def _prepare() -> dict[str, tuple[str, str]]:
    """The demo organization with an open survey. Return each page's path, and the cookie of whoever asks for it."""
    from django.conf import settings
    from django.core.management import call_command

    from checklists.models import Plan
    from jobdesc.models import Description
    from organizations.models import Organization
    from peerready.demo import EMAIL, load_demo
    from surveys.answering.submitting import new_device
    from surveys.answering.visiting import COOKIE
    from surveys.models import Survey
    from toolkits.loading import load

    from .pages import Visitor
    from .surveys import opened

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    load(settings.FIXTURES, write=True)
    load_demo(folder=settings.FIXTURES / "demo")
    organization = Organization.objects.get(is_demo=True)
    leader = organization.memberships.get(user__email=EMAIL).user
    survey = opened(organization, leader, "Open")
    key = survey.groups.get(name="Staff").shared_key
    signed_in = f"sessionid={Visitor(leader).factory.cookies['sessionid'].value}"
    root = f"/o/{organization.slug}/"
    paths = {
        BARE: "/bare/",
        "home": root,
        "a record, 11 items": f"{root}assess/wise-workplace/",
        "results of a survey": f"{root}surveys/{Survey.objects.closed().latest('closed_at').pk}/results/",
        "a plan": f"{root}plan/{Plan.objects.order_by('pk')[0].pk}/",
        "a description": f"{root}hiring/{Description.objects.order_by('pk')[0].pk}/",
        "library": f"{root}library/",
    }
    pages = {name: (path, signed_in) for name, path in paths.items()}
    pages["a respondent's page, 13 questions"] = (f"/s/{survey.public_id}/2/", f"{COOKIE}={key}.{new_device()}")
    return pages


if __name__ == "__main__":
    main()
