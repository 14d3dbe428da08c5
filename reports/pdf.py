"""Makes PDFs of reports: `render_pdf` is all that the rest of the application needs.

The work is done in another process (`reports.pdf_server`), because it takes seconds and hundreds of megabytes, and
must end when it takes more. Each process of the web server has its own, started with the first report that it makes;
it is started again if it was killed, and ends when its web worker ends.
"""

import atexit
import contextlib
import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

logger = logging.getLogger(__name__)

FOLDER = Path(__file__).resolve().parent.parent
START_SECONDS = 20
"""What a server may need on a busy machine to import what it needs, beside the time of the report itself."""

Style = Literal["report", "forms", "summary", "plan", "status", "hiring"]
"""The stylesheets of static/print that a document can have."""

STOP_SECONDS = 5
"""What a server gets to end by itself before it is killed."""

SPACE_AT_END = re.compile(r"\s+(</(?:p|li|th|td|dt|dd|h[1-6])>)")
"""WeasyPrint 70 breaks a line after its first word where all of it fits but for a space at its end."""


class ReportError(Exception):
    """No PDF was made. The message is fit for whoever asked for it."""


class ReportTooLarge(ReportError):  # noqa: N818  # says what is the matter, as Django's own exceptions do
    """The report needs more time or memory than one PDF may take."""

    def __init__(self) -> None:
        super().__init__(
            "This report is too large for one PDF. You can read all of it here and print it from your browser."
        )


class ReportFailed(ReportError):  # noqa: N818  # see ReportTooLarge
    """Anything else; the log says what."""

    def __init__(self) -> None:
        super().__init__(
            "The PDF could not be made just now. Nothing is lost: try again in a minute, or print the page from your "
            "browser."
        )


@dataclass(frozen=True)
class Server:
    """A running server and our end of the channel to it."""

    process: subprocess.Popen[bytes]
    channel: Connection


_lock = threading.Lock()
_server: Server | None = None


def render_pdf(html: str, *, style: Style = "report", seconds: float = 30, megabytes: int = 512) -> bytes:
    """The PDF (PDF/UA-1) of a whole HTML document, made within `seconds` and `megabytes` (MiB) of memory.

    A process makes one PDF at a time; another thread waits for its turn for up to `seconds`.
    Raises ReportTooLarge where time or memory did not suffice, ReportFailed for anything else.
    """
    job = json.dumps({"html": ready(html), "style": style, "seconds": seconds, "megabytes": megabytes})
    if not _lock.acquire(timeout=seconds):
        logger.warning("No turn to make a PDF within %s seconds.", seconds)
        raise ReportFailed
    try:
        reply = _ask(job.encode(), seconds + START_SECONDS)
    finally:
        _lock.release()
    kind, content = reply[:1], reply[1:]
    if kind == b"+":
        return content
    if kind in (b"t", b"m"):
        logger.warning("A report of %d characters took too %s.", len(html), "long" if kind == b"t" else "much memory")
        raise ReportTooLarge
    logger.error("A report could not be made: %s", content.decode(errors="replace"))
    raise ReportFailed


def ready(html: str) -> str:
    """The HTML as it is sent to a renderer: whole characters only, and no space at the end of a line."""
    return SPACE_AT_END.sub(r"\1", html.encode(errors="replace").decode())


def _ask(job: bytes, seconds: float) -> bytes:
    """The server's reply to a job. A server that is gone (killed, or ended from idleness) is started again once."""
    global _server
    for _ in range(2):
        try:
            _server = _server or start_server()
            _server.channel.send_bytes(job)
            if _server.channel.poll(seconds):
                return _server.channel.recv_bytes()
            stop()
            return b"t"
        except (EOFError, OSError):
            stop()
        except BaseException:
            # Whatever interrupts the wait leaves a reply on its way, which the next to ask must never get.
            stop()
            raise
    return b"!The server does not answer."


def start_server(module: str = "reports.pdf_server", *arguments: str) -> Server:
    """A process that runs this module of ours, which gets the number of its end of the channel and `arguments`."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        process = subprocess.Popen(  # noqa: S603  # nothing here comes from outside
            [sys.executable, "-m", module, str(theirs.fileno()), *arguments],
            cwd=FOLDER,
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,  # Ctrl-C in a terminal is for the web server, at whose end this one ends too
        )
        return Server(process, Connection(ours.detach()))


def stop() -> None:
    """Ends this process's server and the child that it may have; does nothing where there is none."""
    global _server
    if _server is None:
        return
    server, _server = _server, None
    end_server(server)


def end_server(server: Server) -> None:
    """Ends a server and the child that it may have."""
    server.channel.close()  # at which it kills its child, clears up and ends
    try:
        server.process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        # Not waited for yet, so its number is still its own. Its child is in the same group.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()


def _forget() -> None:
    """In a forked process: the server is its parent's, and a channel that two use would mix up their reports."""
    global _server, _lock
    _lock = threading.Lock()
    if _server is not None:
        _server.channel.close()
        _server.process.returncode = 0  # not ours to wait for
        _server = None


atexit.register(stop)
os.register_at_fork(after_in_child=_forget)
