"""`python -m bench.peers`: PeerReady beside django-survey-and-report and Wagtail, in one run, on one machine.

Each is a site in a process and with a SQLite file of its own, in a temporary folder; the peers run in an environment of
their own in var/, made from requirements.txt. They measure by turns: a few rounds of one, then of the next, then again.
"""

import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from .child import MARK
from .tables import DSR, OURS, WAGTAIL, tables

ROOT = Path(__file__).resolve().parent.parent.parent
PEERS = ROOT / "var" / "bench-peers"
LOCK = Path(__file__).parent / "requirements.txt"
TURNS, ROUNDS = 5, 8
MOST_SECONDS = 290


def main() -> None:
    python = environment()
    begun = time.monotonic()
    print(f"{platform.python_version()} on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the beginning")
    with tempfile.TemporaryDirectory(prefix="peerready-peers-") as folder:
        sites = {}
        for name in (OURS, WAGTAIL, DSR):  # one after the other: what each prepares disturbs none
            sites[name] = Site(name, sys.executable if name == OURS else str(python), Path(folder) / name)
            sites[name].hear("ready")
        try:
            for _ in range(TURNS):
                for site in sites.values():
                    site.tell(str(ROUNDS))
                    site.hear("done")
                if time.monotonic() - begun > MOST_SECONDS:
                    print("This machine is slow: fewer rounds than usual.")
                    break
            figures = {name: site.end() for name, site in sites.items()}
        finally:
            for site in sites.values():
                site.process.kill()
    print(", ".join(f"{one['version']} on Django {one['django']}" for one in figures.values()) + "\n")
    for line in tables(figures):
        print(line)
    print(f"\nTook {time.monotonic() - begun:.0f} s, load {os.getloadavg()[0]:.1f} at the end.")


class Site:
    """A child process (bench/peers/child.py) with a folder of its own."""

    def __init__(self, name: str, python: str, folder: Path) -> None:
        folder.mkdir()
        command = [python, "-W", "ignore", "-m", "bench.peers.child", name, str(folder)]
        kept = {
            key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        }
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=ROOT, env=kept, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def tell(self, line: str) -> None:
        assert self.process.stdin  # noqa: S101
        print(line, file=self.process.stdin, flush=True)

    def hear(self, what: str = "") -> str:
        """What it says next; RuntimeError where it ends without a word, or says something else than `what`."""
        assert self.process.stdout  # noqa: S101
        said = next((line for line in self.process.stdout if line.startswith(MARK)), "").removeprefix(MARK).strip()
        if not said or (what and said != what):
            raise RuntimeError(f"A site does not answer: {said or 'it has ended'}.")
        return said

    def end(self) -> dict[str, Any]:
        assert self.process.stdin  # noqa: S101
        self.process.stdin.close()
        found: dict[str, Any] = json.loads(self.hear())
        self.process.wait()
        return found


def environment() -> Path:
    """The peers' Python; made where there is none for this lock yet, with what pip is set up to install from."""
    python, stamp = PEERS / "venv" / "bin" / "python", PEERS / "stamp"
    state = f"{platform.python_version()} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"
    if python.exists() and stamp.exists() and stamp.read_text() == state:
        return python
    print("Making an environment for the peers in var/bench-peers", flush=True)
    PEERS.mkdir(parents=True, exist_ok=True)
    run = [sys.executable, "-m", "venv", "--clear", str(PEERS / "venv")]
    subprocess.run(run, check=True)  # noqa: S603 - our own command
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([*install, "-r", str(LOCK)], check=True)  # noqa: S603
    stamp.write_text(state)
    return python


if __name__ == "__main__":
    main()
