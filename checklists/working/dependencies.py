"""What comes before what. Pure: numbers of tasks in, numbers out."""

from collections.abc import Iterable, Mapping


def circle(needs: Mapping[int, Iterable[int]], number: int, wanted: Iterable[int]) -> list[int]:
    """The way round, first and last the same number, if a task waited for `wanted`; empty where there is none."""
    all_needs = {**{task: list(those) for task, those in needs.items()}, number: list(wanted)}
    ways = [[number, before] for before in all_needs[number]]
    seen: set[int] = set()
    while ways:
        way = ways.pop(0)
        if way[-1] == number:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways.extend([*way, before] for before in all_needs.get(way[-1], ()))
    return []


def waits_for(needs: Iterable[int], finished: Iterable[int]) -> list[int]:
    """Those that a task still waits for."""
    done = set(finished)
    return [number for number in needs if number not in done]
