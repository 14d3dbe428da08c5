"""Which tasks of a plan are asked for, and in which order. Pure: an address's query in, tasks out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from urllib.parse import urlencode

from ..models import OwnerKind
from .reading import Line

LONGEST_SEARCH = 100
SHOWS = {
    "all": "All",
    "open": "Open",
    "mine": "Mine",
    "overdue": "Overdue",
    "unowned": "Nobody yet",
    "done": "Finished",
}
SORTS = {"phase": "By phase", "date": "By date", "owner": "By owner"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see. `owner` is a Line's owner_key, `list` a list's name; empty ones ask for nothing."""

    show: str = "all"
    owner: str = ""
    list: str = ""
    q: str = ""
    sort: str = "phase"

    @property
    def is_everything(self) -> bool:
        return replace(self, sort="phase") == Wanted()

    def query(self, **changes: str) -> str:
        """This as an address's query, with "?" before it, with some of it changed; "" where nothing is asked."""
        given = {k: v for k, v in asdict(replace(self, **changes)).items() if v and v != _DEFAULTS[k]}
        return f"?{urlencode(given)}" if given else ""


_DEFAULTS = asdict(Wanted())


def wanted_of(query: Mapping[str, str]) -> Wanted:
    """What an address asks for; what makes no sense in it is left out."""

    def text(name: str) -> str:
        return " ".join(query.get(name, "").replace("\x00", "").split())

    show, sort = query.get("show", ""), query.get("sort", "")
    return Wanted(
        show=show if show in SHOWS else "all",
        owner=text("owner")[:200],
        list=text("list")[:200],
        q=text("q")[:LONGEST_SEARCH],
        sort=sort if sort in SORTS else "phase",
    )


def find(lines: Sequence[Line], wanted: Wanted, *, me: int | None, today: date) -> list[Line]:
    """Those that are asked for, in the order of `lines`. `me` is the key of one's own membership."""
    tests: list[Callable[[Line], bool]] = []
    if wanted.show != "all":
        tests.append(_shown(me, today)[wanted.show])
    if wanted.owner:
        tests.append(lambda line: line.owner_key == wanted.owner)
    if wanted.list:
        tests.append(lambda line: line.list_name == wanted.list)
    if wanted.q:
        words = wanted.q.casefold().split()
        tests.append(lambda line: _has(line, words))
    return [line for line in lines if all(test(line) for test in tests)]


def counts(lines: Sequence[Line], *, me: int | None, today: date) -> dict[str, int]:
    """How many there are of each kind of SHOWS, without regard to anything else that is asked for."""
    tests = _shown(me, today)
    return {show: sum(1 for line in lines if tests[show](line)) for show in SHOWS}


def owners_of(lines: Iterable[Line]) -> list[tuple[str, str]]:
    """Key and name of everybody who has a task, by name."""
    found = {line.owner_key: line.owner for line in lines if line.owner_kind != OwnerKind.NOBODY}
    return sorted(found.items(), key=lambda owner: (owner[1].casefold(), owner[0]))


def lists_of(lines: Iterable[Line]) -> list[str]:
    """The lists that tasks came from, by name."""
    return sorted({line.list_name for line in lines} - {""}, key=str.casefold)


def by_phase(lines: Iterable[Line], phases: Iterable[str]) -> dict[str, list[Line]]:
    """In groups, one for each phase, also an empty one."""
    groups: dict[str, list[Line]] = {phase: [] for phase in phases}
    for line in lines:
        groups.setdefault(line.phase, []).append(line)
    return groups


def by_owner(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """In groups by owner's name; those whom nobody does yet first."""
    groups: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda line: (line.owner_kind != OwnerKind.NOBODY, line.owner.casefold())):
        groups.setdefault(line.owner_key, []).append(line)
    return groups


def by_month(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """In groups by the month in which they are due, "2027-03"; "" for those without a date."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(f"{line.due:%Y-%m}" if line.due else "", []).append(line)
    return groups


def _shown(me: int | None, today: date) -> dict[str, Callable[[Line], bool]]:
    return {
        "all": lambda line: True,
        "open": lambda line: not line.is_finished,
        "mine": lambda line: me is not None and line.owner_id == me,
        "overdue": lambda line: line.is_overdue(today),
        "unowned": lambda line: not line.has_owner and not line.is_finished,
        "done": lambda line: line.is_finished,
    }


def _has(line: Line, words: Sequence[str]) -> bool:
    text = f"{line.title}\n{line.detail}".casefold()
    return all(word in text for word in words)
