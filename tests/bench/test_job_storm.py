"""The storm of jobs: what it tells of figures, and that it knows which processes are its own. Nothing is timed here."""

import os
import subprocess
import sys

import pytest

from bench.job_storm import Storm, table
from bench.processes import Process, family, still_there

PARENT = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'input()']); print(flush=True); input()"


@pytest.mark.parametrize(("meanwhile", "told"), [(0.08, "2.00 |"), (0.081, "2.02 (missed) |")])
def test_home_may_take_twice_as_long_and_no_longer(meanwhile: float, told: str) -> None:
    storm = Storm(idle=[0.03, 0.04, 0.05], meanwhile=[0.01, meanwhile, 9.0], asking=[0.2, 0.3], problems=["lost"])
    _, line, row = table(storm, "SQLite")
    assert row.startswith("| 2 on SQLite | 0 | 0 | 0 | 1 |")
    assert row.endswith(told)
    assert row.count("|") == line.count("|")


def test_a_family_is_a_process_and_what_it_started_until_they_end() -> None:
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:  # noqa: S603 - our own
        assert parent.stdout
        parent.stdout.readline()
        found = family(parent.pid)
        assert (found[0].pid, len(found)) == (parent.pid, 2)
        assert still_there(found, 0) == found
        parent.kill()
        parent.wait()
    assert still_there(found, 10) == []


def test_another_process_of_the_same_number_is_not_taken_for_it() -> None:
    (me, *_) = family(os.getpid())
    assert still_there([me, Process(me.pid, me.began - 1)], 0) == [me]
