"""Small views of one question, as the tests of confidentiality make and read them."""

from collections.abc import Mapping

from hypothesis import strategies as st

from surveys.confidentiality import (
    UNSURE,
    Asked,
    Cell,
    Counts,
    Published,
    Row,
    Tally,
    Thresholds,
    publish,
    publish_again,
)

HOUSE = Thresholds()
SCALE = Asked("q", (("5", 5), ("4", 4), ("3", 3), ("2", 2), ("1", 1)), frozenset({"5", "4"}))
YES_NO = Asked("q", (("yes", 1), ("no", 0)), frozenset({"yes"}))


def counts_of(tallies: Mapping[str, Tally], silent: Mapping[str, int] | None = None) -> Counts:
    """Everybody of each group answered; `silent` chose nothing."""
    return Counts({g: sum(t.values()) + (silent or {}).get(g, 0) for g, t in tallies.items()}, {"q": tallies})


def shown(asked: Asked, tallies: Mapping[str, Tally], thresholds: Thresholds = HOUSE) -> Row:
    return publish([asked], counts_of(tallies), thresholds).rows["q"]


def says(cell: Cell) -> str:
    return cell.hidden or str(cell.favourable)


def reopened(old: Mapping[str, Tally], new: Mapping[str, Tally]) -> tuple[Published, Published]:
    before = publish([SCALE], counts_of(old), HOUSE)
    return before, publish_again([SCALE], before, counts_of(old), counts_of(added_to(old, new)), HOUSE)


def added_to(old: Mapping[str, Tally], new: Mapping[str, Tally]) -> dict[str, Tally]:
    return {
        g: {key: old[g].get(key, 0) + new.get(g, {}).get(key, 0) for key in {*old[g], *new.get(g, {})}} for g in old
    }


def spread(n: int) -> dict[str, int]:
    """So many answers, by turns of all options, half of them favourable or one more."""
    keys = ["5", "1", "4", "3"]
    return {key: sum(keys[i % 4] == key for i in range(n)) for key in keys[: max(n, 1)] if n}


TALLIES = st.dictionaries(
    st.sampled_from("abcdef"),
    st.dictionaries(st.sampled_from(["5", "4", "3", "2", "1", UNSURE]), st.integers(0, 15), max_size=6),
    min_size=1,
)
"""Groups of any sizes with any answers."""
