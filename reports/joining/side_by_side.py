"""Renders many sheets at once: one warm server a core, each with one sheet at a time, the longest first.

The servers belong to this process, start when they are first needed, are started again when they are gone, and are
nicer than it, so that pages stay quick while a report is made.
"""

import atexit
import contextlib
import json
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait

from reports.pdf import START_SECONDS, ReportFailed, Server, end_server, ready, start_server
from reports.pdf_server import DONE, TOO_LONG, TOO_MUCH

from .content import PartFailed, Sheet
from .server import PATIENCE

logger = logging.getLogger(__name__)

NICENESS = 10
SECONDS, MEGABYTES = 60, 512
"""What one part may take, in seconds of a processor; a whole report as many times that as it has parts."""

TURN_SECONDS = 600
"""How long a report waits for another of the same process."""

_turn = threading.Lock()
_servers: list[Server] = []
_used: set[int] = set()
"""The places of servers whose child has rendered something of the report that is being made."""


@dataclass(frozen=True)
class Task:
    """A sheet that a server works at: which of the sheets it is, how often it was begun, and until when it may take."""

    number: int
    attempt: int
    deadline: float


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def one_report() -> Iterator[None]:
    """A turn at the servers, in which `render_all` may be called several times; nothing of it reaches another report.

    Raises ReportFailed where another report of this process takes too long.
    """
    if not _turn.acquire(timeout=TURN_SECONDS):
        logger.warning("No turn to make a report within %s seconds.", TURN_SECONDS)
        raise ReportFailed
    try:
        yield
        _end_of_report()
    except BaseException:
        stop()  # replies may be on their way, which the next report must never get
        raise
    finally:
        _turn.release()


def _end_of_report() -> None:
    while _used:
        with contextlib.suppress(OSError):  # gone: the next report starts it again
            _servers[_used.pop()].channel.send_bytes(b"null")


def render_all(
    sheets: Sequence[Sheet], done: Callable[[int, bytes], None], *, seconds: float = SECONDS, megabytes: int = MEGABYTES
) -> None:
    """Render each sheet and hand its number and its PDF to `done`, in the order in which they are ready.

    To be called within `one_report`. Whatever `done` raises stops the rest at once. Raises PartFailed for a sheet that
    cannot be made within `seconds` and `megabytes` (MiB).
    """
    waiting = deque((n, 0) for n in sorted(range(len(sheets)), key=lambda n: -len(sheets[n].html)))
    places: dict[int, Task | None] = dict.fromkeys(range(min(cores(), len(sheets))))
    while waiting or any(places.values()):
        for place in [place for place, task in places.items() if task is None]:
            if waiting:
                number, attempt = waiting.popleft()
                places[place] = Task(number, attempt, time.monotonic() + PATIENCE * seconds + START_SECONDS)
                _send(place, sheets[number], seconds, megabytes)
        working = {place: task for place, task in places.items() if task}
        patience = max(0.0, min(task.deadline for task in working.values()) - time.monotonic())
        answering = wait([_servers[place].channel for place in working], patience)
        for place, task in working.items():
            if _servers[place].channel in answering:
                places[place] = None
                if reply := _received(place):
                    done(task.number, _pdf_in(reply, sheets[task.number]))
                elif task.attempt:
                    raise _failed(sheets[task.number], "The server went away twice.")
                else:
                    waiting.appendleft((task.number, 1))
            elif time.monotonic() > task.deadline:
                raise _failed(sheets[task.number], "The server does not answer.")


def _send(place: int, sheet: Sheet, seconds: float, megabytes: int) -> None:
    """Give a sheet to the server at this place, which is started where there is none."""
    job = {
        "html": ready(sheet.html),
        "style": sheet.style,
        "name": sheet.key[:12],
        "is_part": sheet.is_part,
        "seconds": seconds,
        "megabytes": megabytes,
    }
    _used.add(place)
    while len(_servers) <= place:
        _servers.append(_started())
    try:
        _servers[place].channel.send_bytes(json.dumps(job).encode())
    except OSError:  # ended from idleness, or killed
        _start_again(place)
        with contextlib.suppress(OSError):  # gone once more: there will be no reply, which counts as an attempt
            _servers[place].channel.send_bytes(json.dumps(job).encode())


def _received(place: int) -> bytes:
    """The reply of a server, or nothing if it is gone; there is another one then."""
    try:
        return _servers[place].channel.recv_bytes()
    except (EOFError, OSError):
        _start_again(place)
        return b""


def _pdf_in(reply: bytes, sheet: Sheet) -> bytes:
    if reply[:1] == DONE:
        return reply[1:]
    if reply[:1] in (TOO_LONG, TOO_MUCH):
        logger.warning("A part of %d characters was too much: %s", len(sheet.html), reply[:1])
        raise PartFailed(sheet.name, is_too_large=True)
    raise _failed(sheet, reply[1:].decode(errors="replace"))


def _failed(sheet: Sheet, why: str) -> PartFailed:
    logger.error("A part of a report could not be made: %s", why)
    return PartFailed(sheet.name, is_too_large=False)


def _started() -> Server:
    return start_server("reports.joining.server", str(NICENESS))


def _start_again(place: int) -> None:
    end_server(_servers[place])
    _servers[place] = _started()


def stop() -> None:
    """Ends this process's servers; does nothing where there are none."""
    _used.clear()
    while _servers:
        end_server(_servers.pop())


def _forget() -> None:
    """In a forked process: the servers are its parent's, and a channel that two use would mix up their parts."""
    global _turn
    _turn = threading.Lock()
    for server in _servers:
        server.channel.close()
        server.process.returncode = 0  # not ours to wait for
    _servers.clear()
    _used.clear()


atexit.register(stop)
os.register_at_fork(after_in_child=_forget)
