"""The servers that render parts: they share the work, come back when they are gone, and end with their process."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.joining import side_by_side
from reports.joining.content import Part, PartFailed, Sheet, sheet_of
from reports.joining.side_by_side import one_report, render_all

from .a_report import composed, words


@pytest.fixture(scope="module", autouse=True)
def _servers_end_with_the_module() -> Iterator[None]:
    yield
    side_by_side.stop()


def sheets(count: int) -> list[Sheet]:
    report = composed(*(Part(f"p{n}", f"Part {n}", words(f"Part {n}", 1 + n)) for n in range(count)))
    return [sheet_of(part, report) for part in report.parts[1:]]


def made(of: list[Sheet]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    with one_report():
        render_all(of, found.__setitem__)
    return found


def test_each_sheet_is_made_once_under_its_own_number_and_always_the_same() -> None:
    first = made(sheets(5))
    assert sorted(first) == [0, 1, 2, 3, 4]
    assert len(set(first.values())) == 5
    assert made(sheets(5)) == first, "whatever was rendered before in the same child"


def test_no_more_servers_than_sheets_or_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    side_by_side.stop()
    made(sheets(1))
    assert len(side_by_side._servers) == 1
    monkeypatch.setattr(side_by_side, "cores", lambda: 2)
    made(sheets(4))
    assert len(side_by_side._servers) == 2


def test_servers_are_nicer_than_whoever_asks_them() -> None:
    made(sheets(1))
    assert os.getpriority(os.PRIO_PROCESS, side_by_side._servers[0].process.pid) >= side_by_side.NICENESS
    session = Path(f"/proc/{side_by_side._servers[0].process.pid}/autogroup")
    assert not session.exists() or int(session.read_text().split()[-1]) >= side_by_side.NICENESS


def test_servers_that_were_killed_are_started_again() -> None:
    first = made(sheets(3))
    for server in side_by_side._servers:
        os.kill(server.process.pid, signal.SIGKILL)
    assert made(sheets(3)) == first


def test_a_server_that_is_killed_while_it_renders_costs_no_sheet() -> None:
    found: dict[int, bytes] = {}

    def kill_all(number: int, content: bytes) -> None:
        if not found:
            for server in side_by_side._servers:
                os.kill(server.process.pid, signal.SIGKILL)
        found[number] = content

    with one_report():
        render_all(sheets(6), kill_all)
    assert sorted(found) == [0, 1, 2, 3, 4, 5]


def test_a_sheet_that_takes_its_server_along_every_time_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    send = side_by_side._send

    def send_and_kill(place: int, *rest: object) -> None:
        send(place, *rest)  # type: ignore[arg-type]
        os.kill(side_by_side._servers[place].process.pid, signal.SIGKILL)

    monkeypatch.setattr(side_by_side, "_send", send_and_kill)
    with pytest.raises(PartFailed, match="Part 0"):
        made(sheets(1))


def test_too_little_memory_is_told_and_others_are_made() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>of many</td></tr>" for n in range(4_000))
    heavy = Part("h", "Heavy", f"<table>{rows}</table>")
    report = composed(heavy)
    with pytest.raises(PartFailed, match="too large"), one_report():
        render_all([sheet_of(heavy, report)], lambda *_: None, megabytes=96)
    assert made(sheets(1))


def test_a_forked_process_has_servers_of_its_own() -> None:
    expected = made(sheets(2))
    child = os.fork()
    if not child:
        same = made(sheets(2)) == expected
        side_by_side.stop()
        os._exit(0 if same else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert made(sheets(2)) == expected


def test_nothing_of_a_server_is_left_when_it_is_stopped() -> None:
    made(sheets(2))
    servers = [server.process.pid for server in side_by_side._servers]
    children = [int(pid) for one in servers for pid in _children(one)]
    assert len(children) == len(servers), "each has a child ready for the next report"
    side_by_side.stop()
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() for pid in servers + children) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not [pid for pid in servers + children if Path(f"/proc/{pid}").exists()]


def _children(pid: int) -> list[str]:
    deadline = time.monotonic() + 2
    while not (found := Path(f"/proc/{pid}/task/{pid}/children").read_text().split()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return found
