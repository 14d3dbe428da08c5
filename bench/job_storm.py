"""`python -m bench.job_storm`: twenty reports at once, the worker killed in the middle, and the home page meanwhile.

gunicorn and the worker as `bin/serve` starts them, on loopback, with the demo organization, on SQLite in a temporary
folder or in the empty database that DATABASE_URL names. The worker alone is killed with SIGKILL, each time while it
makes a report, and started again as a supervisor would. Afterwards every report is downloaded, and what is in storage,
queue, trail, temporary folder and among the processes is counted. It ends by itself, within three minutes or so.
"""

import argparse
import os
import platform
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from .serving import ask
from .storm import Server, free_port
from .worker import Worker

if TYPE_CHECKING:
    from .job_scene import Scene

IDLE_REQUESTS = 60
PAUSE = 0.1
"""Seconds between two requests of somebody who opens the home page again and again."""
TWICE = 2.0


@dataclass
class Storm:
    """What happened, in seconds. `idle`: the home page before and after; `meanwhile`: while reports were made;
    `asking`: the presses of the buttons; `took`: from the first press until the last report was ready.
    """

    idle: list[float] = field(default_factory=list)
    meanwhile: list[float] = field(default_factory=list)
    asking: list[float] = field(default_factory=list)
    took: float = 0.0
    kills: int = 0
    ready: int = 0
    begun_again: int = 0
    pages: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return median(self.meanwhile) / median(self.idle)


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.job_storm", description=__doc__)
    asked.add_argument("--reports", type=int, default=20)
    asked.add_argument("--kills", type=int, default=2)
    asked.add_argument("--seconds", type=float, default=150, help="how long the reports may take, kills and all")
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="peerready-jobs-") as folder:
        os.environ |= {
            "BENCH_FOLDER": folder,
            "BENCH_DATABASE_URL": os.environ.get("DATABASE_URL", ""),
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        import django

        django.setup()
        from django.db import connection

        from .job_scene import count, prepare

        scene, storm = prepare(options.reports), Storm()
        print(f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores,", end=" ")
        print(f"load {os.getloadavg()[0]:.1f}\n", flush=True)
        server, worker = Server(free_port()), Worker(Path(folder, "tmp"))
        try:
            server.start()
            worker.start()
            run(storm, scene, server.port, worker, options)
            found = count(scene, server.port)
        finally:
            worker.end()
            server.kill()
        storm.ready, storm.begun_again, storm.pages = found.ready, found.begun_again, found.pages
        storm.problems += found.problems
        storm.problems += [f"{name} was left in the temporary folder" for name in worker.left_files()]
        storm.problems += [f"process {one.pid} outlived its worker" for one in worker.stayed]
        print("\n".join([*table(storm, connection.display_name), "", *storm.problems]))
        print(f"Load {os.getloadavg()[0]:.1f} at the end.")
    sys.exit(1 if storm.problems else 0)


def run(storm: Storm, scene: "Scene", port: int, worker: Worker, options: argparse.Namespace) -> None:
    """Look at the home page when nothing is made, while all is made and the worker is killed, and again after it."""
    _wait_for_worker()
    _look(port, scene, 12)  # so that both of gunicorn's workers have made it
    storm.idle += _look(port, scene, IDLE_REQUESTS)
    begun = time.monotonic()
    with _looking(storm, port, scene):
        storm.asking = _press_at_once(storm, port, scene)
        _kill_in_the_middle(storm, worker, options, begun)
        _wait_until_made(storm, begun + options.seconds)
    storm.took = time.monotonic() - begun
    storm.idle += _look(port, scene, IDLE_REQUESTS)


def table(storm: Storm, database: str) -> list[str]:
    """Markdown."""
    heads = (
        "| reports at once | kills | ready | begun again | wrong or double | pages | last button s | all ready s "
        "| home idle p50 / p95 ms | meanwhile p50 / p95 ms | x idle |"
    )
    figures = (
        f"{len(storm.asking)} on {database}",
        f"{storm.kills}",
        f"{storm.ready}",
        f"{storm.begun_again}",
        f"{len(storm.problems)}",
        f"{storm.pages:,}",
        f"{max(storm.asking):.1f}",
        f"{storm.took:.0f}",
        _told(storm.idle),
        _told(storm.meanwhile),
        f"{storm.ratio:.2f}{'' if storm.ratio <= TWICE else ' (missed)'}",
    )
    return [heads, "|---" * len(figures) + "|", f"| {' | '.join(figures)} |"]


def _told(seconds: Sequence[float]) -> str:
    return f"{1000 * median(seconds):.0f} / {1000 * quantiles(seconds, n=20)[18]:.0f}"


def _look(port: int, scene: "Scene", times: int) -> list[float]:
    found = []
    for _ in range(times):
        found.append(ask(port, scene.home, scene.cookie))
        time.sleep(PAUSE)
    return found


@contextmanager
def _looking(storm: Storm, port: int, scene: "Scene") -> Iterator[None]:
    """Somebody opens the home page again and again inside the block."""
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            try:
                storm.meanwhile.append(ask(port, scene.home, scene.cookie))
            except (OSError, RuntimeError) as error:
                storm.problems.append(f"home: {error}")
            stop.wait(PAUSE)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _press_at_once(storm: Storm, port: int, scene: "Scene") -> list[float]:
    """Press the button of each report at the same moment; the seconds until each led to its progress."""
    from .job_scene import send

    def press(path: str) -> float:
        begun = time.perf_counter()
        status, leads_to, _ = send(port, "POST", path, scene.cookie)
        if status != 302 or "/making/" not in leads_to:
            storm.problems.append(f"{path} answered {status}, {leads_to}")
        return time.perf_counter() - begun

    with ThreadPoolExecutor(len(scene.issues)) as people:
        return list(people.map(press, scene.buttons()))


def _kill_in_the_middle(storm: Storm, worker: Worker, options: argparse.Namespace, begun: float) -> None:
    """Kill the worker while it makes a report, at moments spread over the storm, and start it again."""
    from organizations.models import Job, JobState

    chance = random.Random(options.seed)  # noqa: S311 - a bench repeats itself
    while storm.kills < options.kills and time.monotonic() - begun < options.seconds * 2 / 3:
        time.sleep(chance.uniform(0.1, 1.0))
        enough = options.reports * (storm.kills + 1) // (options.kills + 1)
        running = Job.objects.filter(state=JobState.RUNNING)
        if Job.objects.filter(state=JobState.DONE).count() >= enough and running.exists():
            worker.kill()
            storm.kills += running.exists()  # else it was ready just before
            worker.start()
    if storm.kills < options.kills:
        storm.problems.append(f"{storm.kills} kills hit a report in the middle, not {options.kills}")


def _wait_until_made(storm: Storm, until: float) -> None:
    from organizations.models import Job

    while left := Job.objects.unfinished().count():
        if time.monotonic() > until:
            storm.problems.append(f"{left} are not ready in time")
            return
        time.sleep(0.3)


def _wait_for_worker() -> None:
    from django.utils import timezone

    from surveys.asking.worker import is_at_work

    until = time.monotonic() + 60
    while not is_at_work(timezone.now()):
        if time.monotonic() > until:
            raise RuntimeError("The worker does not come up.")
        time.sleep(0.1)
    time.sleep(2)  # for what the demo organization has left it to do


if __name__ == "__main__":
    main()
