"""Calls measured by turns, so that noise meets all alike. Needs Django and nothing of PeerReady: peers use it too."""

import statistics
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http import HttpResponseBase

ROUNDS = 40
SLOW, SLOW_ROUNDS = 1.0, 3
"""A call that takes more than SLOW seconds is measured this often and no more."""
ONCE = 5.0
"""A call that takes more seconds than this is measured by its first call alone."""
BARE = "bare view"
Call = Callable[[], HttpResponseBase]


@dataclass(frozen=True)
class Measured:
    """A page's median milliseconds, how many times a bare view's that is, its queries and its size in bytes."""

    name: str
    milliseconds: float
    ratio: float
    queries: int
    size: int


class Turns:
    """Some calls, among them the BARE one, each made once a round. Two calls of each come before.

    What is kept in the process is kept from the first on; the second one's queries are counted.
    """

    def __init__(self, calls: dict[str, Call]) -> None:
        self.calls = calls
        self.times: dict[str, list[float]] = {name: [] for name in calls}
        self._details: dict[str, tuple[int, int]] = {}
        self._most: dict[str, int] = {}
        for name, call in calls.items():
            taken = _timed(call)
            if taken > SLOW:
                self._most[name] = SLOW_ROUNDS
            if taken > ONCE:
                self._most[name], self.times[name] = 1, [taken]
        for name, call in calls.items():  # in order once more: a call may go on where the one before it ended
            with counted() as queries:
                response = call()
            if response.status_code not in (200, 302):
                raise RuntimeError(f"{name} answered {response.status_code}")
            self._details[name] = (len(queries), len(getattr(response, "content", b"")))

    def take(self, rounds: int = ROUNDS) -> "Turns":
        """Make so many rounds more."""
        for _ in range(rounds):
            for name, call in self.calls.items():
                if len(self.times[name]) < self._most.get(name, sys.maxsize):
                    self.times[name].append(_timed(call))
        return self

    def measured(self) -> list[Measured]:
        """The medians so far, in the order of the calls."""
        bare = statistics.median(self.times[BARE])
        return [
            Measured(name, 1000 * statistics.median(taken), statistics.median(taken) / bare, *self._details[name])
            for name, taken in self.times.items()
        ]


def _timed(call: Call) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def measure_calls(calls: dict[str, Call]) -> list[Measured]:
    """Measure each call, those of the bare view among them; the ratio is to the bare view."""
    return Turns(calls).take().measured()


@contextmanager
def counted() -> Iterator[Any]:
    """Collect the queries made inside: all of them, where Django itself would forget the first of many thousands."""
    kept, connection.queries_log = connection.queries_log, deque()
    forced, connection.force_debug_cursor = connection.force_debug_cursor, True
    connection.ensure_connection()
    try:
        yield connection.queries_log
    finally:
        connection.queries_log, connection.force_debug_cursor = kept, forced
