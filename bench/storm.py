"""`python -m bench.storm`: a whole team answers at once, with the server as `bin/serve` starts it, and with it killed.

Each person's answers tell whose they are, so that afterwards the database says whether each response that was
acknowledged is there, and none twice. On loopback, bounded in people, kills and time; see bench/README.md.
"""

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from statistics import quantiles
from urllib.error import URLError
from urllib.request import urlopen

from .people import Person

ROOT = Path(__file__).resolve().parent.parent
ASKED = ("prcoe-culture", "wise-psychosocial")
MOST_SECONDS = 900


class Server:
    """gunicorn with two workers, in a process group of its own so that all of it can be killed at once."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--bind", f"127.0.0.1:{self.port}"]
        command += [
            "--workers",
            "2",
            "--timeout",
            "90",
            "--no-control-socket",
            "--log-level",
            "error",
            "peerready.wsgi",
        ]
        self.process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603 - our own command
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(0.05)
        raise RuntimeError("The server does not come up.")

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def free_port() -> int:
    """One on loopback that nobody listens at now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.storm", description=__doc__)
    asked.add_argument("--people", type=int, default=200)
    asked.add_argument("--seconds", type=float, default=90, help="the time over which they begin")
    asked.add_argument("--thinking", type=float, default=1.0, help="seconds at each page, on average")
    asked.add_argument("--kills", type=int, default=0, help="how often the server is killed with SIGKILL meanwhile")
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="peerready-storm-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/storm.sqlite3")
        os.environ["DJANGO_SETTINGS_MODULE"] = "peerready.settings"
        import django

        django.setup()
        survey, keys = _prepare(options.people)
        server = Server(free_port())
        server.start()
        try:
            people = [Person(n, f"http://127.0.0.1:{server.port}/s/k/{key}/") for n, key in enumerate(keys)]
            kills, took = _run(server, people, options)
        finally:
            server.kill()
        _report(survey, people, kills, took)


def _prepare(people: int):  # type: ignore[no-untyped-def]
    """A survey of both instruments, half of the people with personal links and half with a shared one."""
    from datetime import timedelta

    from django.core.management import call_command
    from django.utils import timezone

    from assessments.models import Instrument
    from organizations.founding import found_organization
    from organizations.models import User
    from surveys.asking.inviting import Addresses, add_people, new_key
    from surveys.lifecycle import launch
    from surveys.models import Survey, Way
    from toolkits.loading import load

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    load(ROOT / "fixtures", write=True)
    leader = User.objects.create_user("leader@example.org", name="A Leader")
    organization = found_organization(
        founder=leader, name="Storm", kind="treatment", state="OH", staff_count=people, employs_peer_workers=False
    )
    closes_at = timezone.now() + timedelta(days=7)
    survey = Survey.objects.create(organization=organization, name="Storm", asked_by="A Leader", closes_at=closes_at)
    for slug in ASKED:
        survey.instruments.create(version=Instrument.objects.get(pk=slug).current_version)
    mailed = survey.groups.create(name="By mail", expected=people // 2, way=Way.PERSONAL)
    shared = survey.groups.create(name="By poster", expected=people - people // 2, way=Way.SHARED)
    found = tuple(f"person{n}@example.org" for n in range(people // 2))
    add_people(group=mailed, addresses=Addresses(found, 0, ()))
    launch(survey=survey, actor=leader)
    shared.refresh_from_db()
    keys = [new_key(survey=survey, group=mailed, invitee=invitee) for invitee in mailed.invitees.all()]
    return survey, keys + [shared.shared_key] * (people - people // 2)


def _run(server: Server, people: list[Person], options: argparse.Namespace) -> tuple[int, float]:
    """Let everybody answer; kill the server at random meanwhile. Return how often, and how long all of it took."""
    chance = random.Random(options.seed)  # noqa: S311 - a bench repeats itself
    threads = []
    begun = time.monotonic()
    for person in people:
        later = chance.uniform(0, options.seconds)
        own = random.Random(f"{options.seed} {person.number}")  # noqa: S311

        def act(person: Person = person, later: float = later, own: random.Random = own) -> None:
            time.sleep(later)
            person.answer(options.thinking, own)

        threads.append(threading.Thread(target=act, daemon=True))
        threads[-1].start()
    kills = 0
    while any(thread.is_alive() for thread in threads) and time.monotonic() - begun < MOST_SECONDS:
        if kills < options.kills:
            time.sleep(chance.uniform(0.2, 1.2))
            server.kill()
            kills += 1
            server.start()
        else:
            time.sleep(0.2)
    return kills, time.monotonic() - begun


def _report(survey, people: list[Person], kills: int, took: float) -> None:  # type: ignore[no-untyped-def]
    """Compare who was thanked with what is stored, and print it; exit with 1 where they differ."""
    from surveys.questions import questionnaire

    first = list(questionnaire(survey).questions)[:5]
    # In the order in which the page shows them.
    digits = {q.key: {option.key: n for n, option in enumerate(q.options)} for q in first}
    stored: Counter[int] = Counter()
    for answers in survey.responses.values_list("answers", flat=True):
        stored[sum(digits[q.key][answers[q.key]] * 5**n for n, q in enumerate(first))] += 1
    thanked = {person.number for person in people if person.thanked}
    lost, doubled = thanked - set(stored), [n for n, times in stored.items() if times > 1]
    unthanked = set(stored) - thanked
    problems = Counter(problem for person in people for problem in person.problems)
    times = sorted(second for person in people for second in person.seconds)
    sent = sorted(second for person in people for second in person.sent)
    print(
        f"{len(people)} people, {len(thanked)} thanked, {sum(stored.values())} stored, in {took:.0f} s, {kills} kills"
    )
    print(f"lost {len(lost)}, doubled {len(doubled)}, stored and not thanked {len(unthanked)}")
    print(
        f"requests {len(times)}, without a reply {sum(person.retries for person in people)}, problems {dict(problems)}"
    )
    for name, values in (("all pages", times), ("sending", sent)):
        if len(values) > 1:
            cut = quantiles(values, n=100)
            print(f"{name}: p50 {1000 * cut[49]:.0f}, p95 {1000 * cut[94]:.0f}, p99 {1000 * cut[98]:.0f} ms")
    if lost or doubled or len(thanked) < len(people):
        sys.exit(1)


if __name__ == "__main__":
    main()
