"""How the answers to one question are distributed: one bar of slices in the order of the scale, "not sure" below it.

Pure geometry, as in `charts.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.confidentiality import Share

BAR_HEIGHT, UNSURE_HEIGHT = 26, 10
SLIT = 2
"""Between two slices, so that they are told apart without colour."""
ROOM_FOR_FIGURE = 38
TONES = ("best", "good", "middle", "poor", "worst")


@dataclass(frozen=True)
class Slice:
    """One option with the share that chose it. `tone`: how it is coloured, one of TONES."""

    label: str
    share: Share
    tone: str


@dataclass(frozen=True)
class SliceShape:
    """One drawn slice; `figure` is "" where there is no room for it."""

    label: str
    share: Share
    x: int
    width: int
    tone: str
    figure: str

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class Distribution:
    """A whole chart. `title` says everything that it shows; `unsure` is the width of its bar, 0 where there is none."""

    title: str
    width: int
    height: int
    slices: tuple[SliceShape, ...]
    unsure: int
    unsure_words: str

    @property
    def unsure_y(self) -> int:
        return BAR_HEIGHT + 8


def tones(favourable: Sequence[bool], values: Sequence[int]) -> tuple[str, ...]:
    """How to colour options: the favourable from good to best, the middle pale, the others from poor to worst."""
    highest, lowest = max(values), min(values)
    return tuple(_tone(good, value, lowest, highest) for good, value in zip(favourable, values, strict=True))


def distribution(title: str, slices: Sequence[Slice], unsure: Share | None = None, *, width: int = 640) -> Distribution:
    """Draw slices as wide as their shares. Those that say only "or less" share evenly what the others leave."""
    widths = _widths([each.share for each in slices], width - SLIT * (len(slices) - 1))
    shapes, x = [], 0
    for each, wide in zip(slices, widths, strict=True):
        figure = str(each.share) if each.share.is_exact and wide >= ROOM_FOR_FIGURE else ""
        shapes.append(SliceShape(each.label, each.share, x, wide, each.tone, figure))
        x += wide + SLIT
    said = "; ".join(f"{each.label}: {each.share}" for each in slices)
    words = f"Not sure: {unsure}" if unsure else ""
    return Distribution(
        title=f"{title}: {said}.{f' {words}.' if words else ''}",
        width=width,
        height=BAR_HEIGHT + (8 + UNSURE_HEIGHT + 4 if unsure else 0),
        slices=tuple(shapes),
        unsure=max(2, round(width * unsure.point / 100)) if unsure else 0,
        unsure_words=words,
    )


def _widths(shares: Sequence[Share], room: int) -> list[int]:
    known = sum(share.point for share in shares if not share.is_open)
    vague = [share for share in shares if share.is_open]
    left = max(0, 100 - known) / len(vague) if vague else 0
    parts = [max(1.0, min(left, share.high)) if share.is_open else share.point for share in shares]
    total = sum(parts) or 1
    return [max(2, int(room * part / total)) for part in parts]


def _tone(good: bool, value: int, lowest: int, highest: int) -> str:
    if good:
        return "best" if value == highest else "good"
    if value == lowest:
        return "worst"
    return "middle" if value * 2 >= lowest + highest else "poor"
