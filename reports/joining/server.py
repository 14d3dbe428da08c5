"""The warm process that renders parts of reports, one after the other in a child that it keeps for one whole report.

As `reports.pdf_server`, with two differences that parts, being small and many, gain by: fonts and style are made ready
once a child and not once a document, and the child for the next report stands ready before somebody asks for it. No
two reports share a child.
"""

import contextlib
import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import Any, NoReturn

from reports.pdf_server import DONE, FAILED, IDLE_SECONDS, TOO_LONG, limit, what_went_wrong
from reports.renderer import OUT_OF_MEMORY, render

EVERYTHING = (
    '<html lang="en"><title>Part</title><section class="part"><h2>Heading</h2><h3>Below</h3>'
    '<p class="lead">Text <strong>strong</strong> <a href="#a">link</a> <span class="level level-low">Low</span></p>'
    '<ul><li>Item <span class="from">From</span></li></ul><table id="a"><caption>Caption</caption>'
    '<colgroup><col></colgroup><thead><tr><th scope="col">Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody>'
    '</table><figure class="chart"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Chart</title>'
    '<rect width="9" height="9" rx="1" fill="#1f5f5b"/><text x="1" y="1">Words</text></svg></figure></section></html>'
)
"""A bit of all that reports are made of. A child renders it while nobody waits: what comes first is twice as slow."""

AUTOGROUP = Path("/proc/self/autogroup")
PATIENCE = 4
"""A part is waited for so many times as long as it may take of a processor: who steps back may have to wait for one."""

STAYS, LEAVES = b"s", b"l"
"""What a child's reply begins with: whether it takes another job, or has used half of its memory and ends."""


@dataclass
class Child:
    """A child, our end of the channel to it, its own folder, and whether it has rendered something already."""

    process: int
    channel: Connection
    scratch: tempfile.TemporaryDirectory[str]
    has_worked: bool = False


def serve(asking: Connection) -> None:
    """Answers jobs, one at a time, until the other side closes `asking` or asks nothing for IDLE_SECONDS.

    A job is JSON: `html`, `style`, `seconds`, `megabytes`; or null, at the end of a report. Replies to jobs are those
    of `reports.pdf_server`; the end of a report gets none.
    """
    child = _fork(asking)
    try:
        while asking.poll(IDLE_SECONDS):
            job = json.loads(asking.recv_bytes())
            if job is None:
                child = _another(child, asking)
                continue
            reply, stays = _ask(child, job, asking)
            if reply[:1] not in (DONE, TOO_LONG) and child.has_worked:  # what others left behind in it may be to blame
                child = _another(child, asking)
                reply, stays = _ask(child, job, asking)
            child.has_worked = True
            asking.send_bytes(reply)
            if not stays:
                child = _another(child, asking)
    except (EOFError, OSError):  # nobody is there any more
        pass
    finally:
        _end(child)


def _ask(child: Child, job: dict[str, Any], asking: Connection) -> tuple[bytes, bool]:
    """The reply to a job and whether the child takes another. Raises EOFError if nobody waits for it any more."""
    try:
        child.channel.send_bytes(json.dumps(job).encode())
        ready = wait([child.channel, asking], PATIENCE * job["seconds"])
        if asking in ready:  # the next job is sent only after this reply, so it can only be the end of the channel
            raise EOFError
        if not ready:
            return TOO_LONG, False
        answer = child.channel.recv_bytes()
    except (EOFError, ConnectionError):
        if asking.poll(0):
            raise EOFError from None
        return _cause_of_death(child, job), False
    return answer[1:], answer[:1] == STAYS


def _cause_of_death(child: Child, job: dict[str, Any]) -> bytes:
    _, status, usage = os.wait4(child.process, 0)
    child.process = 0
    if os.waitstatus_to_exitcode(status) == -signal.SIGXCPU:
        return TOO_LONG
    return what_went_wrong(b"", os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024, job["megabytes"])


def _another(child: Child, asking: Connection) -> Child:
    _end(child)
    return _fork(asking)


def _end(child: Child) -> None:
    if child.process:
        os.kill(child.process, signal.SIGKILL)  # not waited for yet, so the number is still its own
        os.waitpid(child.process, 0)
        child.process = 0
    child.channel.close()
    child.scratch.cleanup()


def _fork(asking: Connection) -> Child:
    ours, theirs = Pipe()
    scratch = tempfile.TemporaryDirectory(prefix="peerready-pdf-")
    process = os.fork()
    if not process:
        # A child that held the other ends would never notice that server or worker are gone.
        ours.close()
        asking.close()
        _work(theirs, scratch.name)
    theirs.close()
    return Child(process, ours, scratch)


def _work(channel: Connection, scratch: str) -> NoReturn:
    """A child's life: jobs from `channel`, until it closes, something fails, or half of the memory is used."""
    code = 1
    try:
        tempfile.tempdir = scratch
        render(EVERYTHING, "report", name="first", is_part=True)
        leaves = False
        while not leaves:
            job = json.loads(channel.recv_bytes())
            used = resource.getrusage(resource.RUSAGE_SELF)
            limit(seconds=used.ru_utime + used.ru_stime + job["seconds"], megabytes=job["megabytes"])
            try:
                reply = DONE + render(job["html"], job["style"], name=job["name"], is_part=job["is_part"])
            except MemoryError:
                raise
            except Exception:
                leaves, reply = True, FAILED + traceback.format_exc().encode(errors="replace")
            leaves = leaves or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 > job["megabytes"] / 2
            channel.send_bytes((LEAVES if leaves else STAYS) + reply)
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except EOFError:
        code = 0
    finally:
        os._exit(code)  # never back into the server's loop, and no clearing up of what the server still uses


def step_back(niceness: int) -> None:
    """Leave the processors to whoever answers people meanwhile.

    Where Linux shares them among sessions first ("autogroup", sched(7)), niceness counts only within a session, and
    this process has one of its own: the session is made as nice as the process.
    """
    now = os.nice(niceness)
    with contextlib.suppress(OSError):  # there is no such thing here
        AUTOGROUP.write_text(str(now))


if __name__ == "__main__":
    step_back(int(sys.argv[2]))
    with Connection(int(sys.argv[1])) as channel_:
        serve(channel_)
