"""From answers to figures. Pure; every rule that no toolkit gives is a constant here and called a heuristic on screen.

The share of the possible: 0 % where every answered item has the lowest option of its scale, 100 % where each has the
highest. "Don't know" and items left out count neither above nor below the line; what is "not applicable" is not asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .answers import NO_ANSWER, Answer, Answers, is_answered, option_of
from .content import Band, InstrumentContent, Item, Level

# PeerReady heuristic: what counts as strong, partly there, and in need of groundwork.
STRONG_FROM = 0.75
MIDDLE_FROM = 0.50
# PeerReady heuristic: with fewer items answered than this, no level is named.
ANSWERED_AT_LEAST = 0.50
# PeerReady heuristic for the handbook's "a lot more to say": this many times the words.
FAR_MORE_WORDS = 2.0


@dataclass(frozen=True, slots=True)
class Score:
    """Points above the lowest possible, out of the most possible, from `answered` of `of` items."""

    points: int
    possible: int
    answered: int
    of: int

    @property
    def share(self) -> float | None:
        """0.0 to 1.0, or None where nothing that counts was answered."""
        return self.points / self.possible if self.possible else None

    @property
    def level(self) -> Level | None:
        """None also where too few were answered to say."""
        if self.share is None or self.answered < self.of * ANSWERED_AT_LEAST:
            return None
        return level_of(self.share)


def level_of(share: float) -> Level:
    """The level of a share from 0.0 to 1.0."""
    if share >= STRONG_FROM:
        return "strong"
    return "middle" if share >= MIDDLE_FROM else "low"


def item_share(content: InstrumentContent, item: Item, answer: Answer) -> float | None:
    """Where the option chosen lies between the lowest and the highest of its scale; None where it does not count."""
    option, scale = option_of(content, item, answer), content.scale_of(item)
    if option is None or option.value is None or scale is None:
        return None
    return (option.value - scale.lowest) / (scale.highest - scale.lowest)


def score(content: InstrumentContent, items: Iterable[Item], answers: Answers) -> Score:
    """The score of some items of an instrument."""
    points = possible = answered = of = 0
    for item in items:
        scale = content.scale_of(item)
        if scale is None:
            continue
        option = option_of(content, item, answers.get(item.slug, NO_ANSWER))
        of += not (option and option.aside)
        if option is not None and option.value is not None:
            answered += 1
            points += option.value - scale.lowest
            possible += scale.highest - scale.lowest
    return Score(points, possible, answered, of)


@dataclass(frozen=True, slots=True)
class BandFound:
    """The toolkit's band for the points so far, and the best one that the unanswered items could still lead to."""

    points: int
    band: Band
    at_best: Band
    unanswered: int

    @property
    def is_certain(self) -> bool:
        return self.band == self.at_best


def band_found(content: InstrumentContent, answers: Answers) -> BandFound | None:
    """The band by the toolkit's own cut-offs; None where the instrument has none or nothing is answered."""
    if content.bands is None or not score(content, content.items, answers).answered:
        return None
    points = at_best = unanswered = 0
    for item in content.items:
        scale = content.scale_of(item)
        if scale is None:
            continue
        option = option_of(content, item, answers.get(item.slug, NO_ANSWER))
        if option is None or option.value is None:
            unanswered += 1
            points += scale.lowest
            at_best += scale.highest
        else:
            points += option.value
            at_best += option.value
    return BandFound(points, _band(content.bands.levels, points), _band(content.bands.levels, at_best), unanswered)


def _band(bands: Iterable[Band], points: int) -> Band:
    return next(band for band in bands if band.lowest <= points <= band.highest)


@dataclass(frozen=True, slots=True)
class HopesAndWorries:
    """The handbook's reading of the six motivation questions."""

    struggled: tuple[Item, ...]
    unanswered: tuple[Item, ...]
    hopes_words: int
    worries_words: int

    @property
    def more_on_worries(self) -> bool:
        return self.worries_words >= FAR_MORE_WORDS * max(self.hopes_words, 1)

    @property
    def level(self) -> Level | None:
        """Low where more groundwork comes first; None while questions are open and nothing else decides."""
        if self.struggled or (self.more_on_worries and not self.unanswered):
            return "low"
        return None if self.unanswered else "strong"


def hopes_and_worries(content: InstrumentContent, answers: Answers) -> HopesAndWorries:
    """Read the sections `hopes` and `worries`; the option with the lowest value means that the question was hard."""
    struggled, unanswered = [], []
    words = {"hopes": 0, "worries": 0}
    for section in content.sections:
        for item in section.items:
            answer = answers.get(item.slug, NO_ANSWER)
            words[section.slug] += len(answer.text.split())
            if item_share(content, item, answer) == 0:
                struggled.append(item)
            elif not is_answered(item, answer):
                unanswered.append(item)
    return HopesAndWorries(tuple(struggled), tuple(unanswered), words["hopes"], words["worries"])


READINGS = {"hopes-and-worries": hopes_and_worries}
