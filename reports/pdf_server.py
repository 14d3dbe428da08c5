"""The warm process that `reports.pdf` starts: forks a child for each report, with limits on its time and memory.

It imports WeasyPrint once, so that each child starts warm. Nothing that knows of fonts is made before the fork: newer
versions of Pango run a thread for each font map, and a thread does not live on in a forked child, which would then
wait for it for ever. What a child makes anew for that reason, fonts and parsed style, costs it some 25 ms.

It is no child of `multiprocessing`'s fork server, because that one imports the program's `__main__` again (manage.py,
gunicorn, pytest), passes over a module that it cannot import without a word, and fails in a process that was itself
forked after it was started.
"""

import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any, NoReturn

from reports.renderer import OUT_OF_MEMORY, render

DONE, TOO_LONG, TOO_MUCH, FAILED = b"+", b"t", b"m", b"!"
"""What a reply begins with. After DONE comes the PDF, after FAILED what went wrong, for the log."""

IDLE_SECONDS = 900
"""A server that nobody asks for this long ends, and gives back its 60 MB; the next report starts another."""


def serve(channel: Connection) -> None:
    """Answers jobs from `channel`, one at a time, until the other side closes it or asks nothing for IDLE_SECONDS.

    A job is JSON: `html`, `style`, `seconds`, `megabytes`. A reply is one of the bytes above and what belongs to it.
    """
    while channel.poll(IDLE_SECONDS):
        try:
            job = json.loads(channel.recv_bytes())
            channel.send_bytes(render_in_child(job, channel))
        except (EOFError, OSError):  # nobody is there any more
            return


def render_in_child(job: dict[str, Any], channel: Connection) -> bytes:
    """The reply to one job. Kills the child when its time is over. Raises EOFError if nobody waits for it any more."""
    receiving, sending = Pipe(duplex=False)
    # The child writes its fonts here. It may be killed, so it is not the one who clears up.
    with receiving, tempfile.TemporaryDirectory(prefix="peerready-pdf-") as scratch:
        child = os.fork()
        if not child:
            # A child that held the other ends would never notice that server or web worker are gone.
            receiving.close()
            channel.close()
            _render_and_exit(job, sending, scratch)
        sending.close()
        ready = wait([receiving, channel], job["seconds"])
        reply = _received(receiving) if receiving in ready else b""
        os.kill(child, signal.SIGKILL)  # not waited for yet, so the number is still its own, even if it has ended
        _, status, usage = os.wait4(child, 0)
    if channel in ready:  # the next job is sent only after this reply, so it can only be the end of the channel
        raise EOFError
    if not ready:
        return TOO_LONG
    if reply[:1] == DONE:
        return reply
    return what_went_wrong(reply, os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024, job["megabytes"])


def _received(receiving: Connection) -> bytes:
    """What the child has to say, or nothing if it ended without a word."""
    try:
        return receiving.recv_bytes()
    except EOFError:
        return b""


def what_went_wrong(said: bytes, code: int, peak: float, megabytes: float) -> bytes:
    """The reply for a child that made no PDF. `said` is its own reply, if any, `peak` what it held in memory, in MiB.

    Where Python cannot get memory it mostly says so. The libraries under it abort, crash or fail in some other way
    instead, so whatever happens near the limit counts as its work, and so does a kill that is not ours.
    """
    killed = not said and code == -signal.SIGKILL
    if code == OUT_OF_MEMORY or killed or peak > 0.75 * megabytes:
        return TOO_MUCH
    return said or FAILED + f"The renderer ended with {code}, having used {peak:.0f} MiB.".encode()


def _render_and_exit(job: dict[str, Any], sending: Connection, scratch: str) -> NoReturn:
    code = 1
    try:
        tempfile.tempdir = scratch
        limit(seconds=job["seconds"], megabytes=job["megabytes"])
        sending.send_bytes(DONE + render(job["html"], job["style"]))
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException:
        sending.send_bytes(FAILED + traceback.format_exc().encode(errors="replace"))
    finally:
        os._exit(code)  # never back into the server's loop, and no clearing up of what the server still uses


def limit(*, seconds: float, megabytes: int) -> None:
    """Bounds this process: its own memory in MiB, and, should its server be killed, its processor seconds too.

    RLIMIT_DATA counts what the process itself may write to. RLIMIT_AS would count every mapped library and reserved
    address too, some 180 MB here and something else on the next machine.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 2, most))  # kills too, and can be raised for another job
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    with Connection(int(sys.argv[1])) as asking:
        serve(asking)
