"""What processes are there below another, told apart from later ones that got the same number. Linux alone."""

import time
from pathlib import Path
from typing import NamedTuple


class Process(NamedTuple):
    """A process by its number and by when it began, in clock ticks since the machine started."""

    pid: int
    began: int


def family(pid: int) -> list[Process]:
    """A process that runs, and all those below it."""
    try:
        mine = Process(pid, _began(pid))
        below = [int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in _words(task / "children")]
    except OSError:
        return []
    return [mine, *(one for child in below for one in family(child))]


def still_there(processes: list[Process], seconds: float) -> list[Process]:
    """Those of them that have not ended within so many seconds."""
    until = time.monotonic() + seconds
    while (left := [one for one in processes if _runs(one)]) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _runs(process: Process) -> bool:
    try:
        return _began(process.pid) == process.began and _state(process.pid) != "Z"
    except OSError:
        return False


def _state(pid: int) -> str:
    return _fields(pid)[0]


def _began(pid: int) -> int:
    return int(_fields(pid)[19])


def _fields(pid: int) -> list[str]:
    """What proc(5) says of a process behind its name, which may hold anything."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _words(file: Path) -> list[str]:
    return file.read_text().split()
