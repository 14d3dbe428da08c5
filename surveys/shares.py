"""Shares in whole per cent, blunted so that none says that nobody or that everybody did. Pure."""

from dataclasses import dataclass

END = 10
"""Per cent: a share is never shown closer to nobody or to everybody than this (rule 6)."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share in whole per cent that lies from `low` to `high`; the two are equal where it is shown exactly."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def is_open(self) -> bool:
        """Whether it says only "or more" or "or less"."""
        return not self.is_exact and (self.low == 0 or self.high == 100)

    @property
    def point(self) -> int:
        """One figure to draw or to sort by: the end that is known, or the middle."""
        if self.low == 0:
            return self.high
        if self.high == 100:
            return self.low
        return round((self.low + self.high) / 2)

    def __str__(self) -> str:
        if self.is_exact:
            return f"{self.low}%"
        if self.low == 0:
            return f"{self.high}% or less"
        if self.high == 100:
            return f"{self.low}% or more"
        return f"{self.low} to {self.high}%"


def share_of(count: int, of: int) -> Share:
    """A share in whole per cent, blunted at both ends (rule 6).

    Near an end it says only "10 % or less" or "90 % or more". Where 10 % are less than one person, it says as much as
    one person is: of five, four or five people are both "80 % or more", so that nobody knows that it was all five.
    """
    zone = zone_of(of)
    if count <= zone:
        return share_between(0, zone, of)
    if count >= of - zone:
        return share_between(of - zone, of, of)
    percent = (200 * count + of) // (2 * of)
    return Share(percent, percent)


def share_between(low: int, high: int, of: int) -> Share:
    """That from `low` to `high` of so many are meant, rounded outwards and blunted like every share."""
    zone = zone_of(of)
    least = 0 if low <= zone else min(100 - END, 100 * low // of)
    most = 100 if high >= of - zone else max(END, -(-100 * high // of))
    return Share(least, most)


def zone_of(of: int) -> int:
    """How many people near an end are not told apart: a tenth, and one at least."""
    return max(1, of * END // 100)
