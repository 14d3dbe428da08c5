"""The worker as a process that can be killed, and what it leaves behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from .processes import Process, family, still_there
from .storm import ROOT

ENDS_WITHIN = 5.0
"""Seconds that what a dead worker had started gets to end by itself."""
STOPS_WITHIN = 30.0


class Worker:
    """`manage.py work` with a temporary folder of its own. `stayed`: processes that did not end behind it."""

    def __init__(self, scratch: Path) -> None:
        scratch.mkdir()
        self.scratch = scratch
        self.stayed: list[Process] = []
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command, environment = [sys.executable, "manage.py", "work"], {**os.environ, "TMPDIR": str(self.scratch)}
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=ROOT, env=environment, start_new_session=True
        )

    def kill(self) -> None:
        """Kill it alone, at once; the renderers that it has started are to notice by themselves."""
        self._end(signal.SIGKILL)

    def end(self) -> None:
        """Have it stop as a supervisor does; whatever stays behind is killed."""
        self._end(signal.SIGTERM)
        for one in still_there(self.stayed, 0):
            os.kill(one.pid, signal.SIGKILL)

    def left_files(self) -> list[str]:
        """What stands in its temporary folder."""
        return sorted(one.name for one in self.scratch.iterdir())

    def _end(self, number: signal.Signals) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        below = family(self.process.pid)[1:]
        self.process.send_signal(number)
        try:
            self.process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.stayed += still_there(below, ENDS_WITHIN)
