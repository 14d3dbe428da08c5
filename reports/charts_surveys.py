"""Which figures of a survey's results a chart is drawn from. Pages and reports draw the same."""

from collections.abc import Sequence

from django.utils.timezone import localtime

from surveys.confidentiality import Cell
from surveys.questions import Question
from surveys.reading.differences import Difference, Pair
from surveys.reading.rounds import Round, Series

from .charts_distribution import Distribution, Slice, distribution, tones
from .charts_dumbbell import Dumbbell, Pairing, dumbbell
from .charts_trend import Trend, TrendLine, trend


def distribution_of(question: Question, cell: Cell, width: int = 640) -> Distribution | None:
    """How the answers to a question are distributed; None where the rules do not show it."""
    if not cell.options:
        return None
    favourable = [option.key in question.asked.favourable for option in question.options]
    colours = tones(favourable, [value for _, value in question.asked.values])
    slices = [
        Slice(option.label, share, tone)
        for option, share, tone in zip(question.options, cell.options, colours, strict=True)
    ]
    return distribution(question.item.text.rstrip("."), slices, cell.unsure, width=width)


def dumbbell_of(pair: Pair, differences: Sequence[Difference], width: int = 640) -> Dumbbell:
    """The favourable shares of two groups, question by question."""
    pairings = [
        Pairing(
            each.asked.question.item.title or each.asked.question.item.text,
            each.one.favourable,
            each.other.favourable,
            str(each.gap),
        )
        for each in differences
        if each.one.favourable and each.other.favourable
    ]
    one, other = pair.one.name, pair.other.name
    return dumbbell(f"Favorable answers, {one} beside {other}", one, other, pairings, width=width)


def trend_of(title: str, rounds: Sequence[Round], series: Sequence[Series], width: int = 640) -> Trend:
    """Averages of an instrument over the rounds, for everybody and for groups."""
    labels = [f"{localtime(one.survey.closed_at):%b %Y}" if one.survey.closed_at else "" for one in rounds]
    return trend(title, labels, [TrendLine(one.name, one.points) for one in series], width=width)
