"""Which figures a result is drawn from. The chart and the table beside it are made of the same bars."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assessments.answers import is_answered
from assessments.results import InstrumentResult, ItemResult, SectionResult
from assessments.standing import Overview

from .charts import Bar, BarChart, bar_chart


@dataclass(frozen=True)
class Figures:
    """A chart, the bars that it draws, and what a share means here."""

    title: str
    bars: tuple[Bar, ...]
    meaning: str

    @property
    def chart(self) -> BarChart:
        return bar_chart(self.title, self.bars)

    @property
    def narrow_chart(self) -> BarChart:
        """The same for a phone, with the labels above the bars: a wide chart made small could not be read there."""
        return bar_chart(self.title, self.bars, width=300)


def figures_of(result: InstrumentResult) -> Figures:
    """The figures of one instrument: by section, or by item where there is only one section."""
    if result.reading:
        return _words(result)
    if result.band:
        return _points(result)
    if result.is_of_risks:
        return _likelihood(result)
    if result.is_of_words:
        bars = tuple(map(_answered_bar, result.sections))
        return Figures("How much is answered", bars, "Share answered")
    if len(result.sections) > 1:
        return Figures("Share of the possible, by section", tuple(map(_section_bar, result.sections)), "Share")
    return Figures("Share of the possible, by question", tuple(map(_item_bar, result.items)), "Share")


def area_figures(overview: Overview) -> Figures:
    """A bar for each completed instrument of the three areas that has a share; the areas are never averaged."""
    bars = tuple(
        Bar(
            label=f"{area.area.label}: {state.instrument.title}",
            share=_percent(state.result.score.share),
            answered=state.result.score.answered,
            of=state.result.score.of,
            level=state.result.level,
        )
        for area in overview.areas
        for state in area.completed
        if state.result and state.result.shows_share
    )
    return Figures("The three areas side by side", bars, "Share")


def _section_bar(section: SectionResult) -> Bar:
    score = section.score
    return Bar(section.section.title, _percent(score.share), score.answered, score.of, score.level)


def _item_bar(item: ItemResult) -> Bar:
    return Bar(item.item.text, _percent(item.share), int(item.share is not None), 1, item.level)


def _points(result: InstrumentResult) -> Figures:
    """Instruments with the toolkit's own bands count points; the bar shows them out of all."""
    score = result.score
    bar = Bar("Statements that are true", _percent(_share_of(result.items)), score.answered, score.of, result.level)
    return Figures("Statements that are true, out of all", (bar,), "Share of all statements")


def _likelihood(result: InstrumentResult) -> Figures:
    """How many of the risks are how likely; a register has no score."""
    chosen = Counter(item.option.label for item in result.items if item.option)
    labels = [option.label for scale in result.content.scales.values() for option in scale.options]
    of = len(result.items)
    bars = tuple(Bar(f"{label}: {chosen[label]}", 100 * chosen[label] / of, chosen.total(), of) for label in labels)
    return Figures("How likely the challenges are", bars, "Share of all")


def _answered_bar(section: SectionResult) -> Bar:
    of = len(section.items)
    answered = sum(is_answered(each.item, each.answer) for each in section.items)
    return Bar(section.section.title, 100 * answered / of, answered, of)


def _share_of(items: Iterable[ItemResult]) -> float:
    every = list(items)
    return sum(item.share or 0 for item in every) / len(every)


def _words(result: InstrumentResult) -> Figures:
    """The handbook compares how much is said on hopes and on worries."""
    reading = result.reading
    assert reading is not None  # noqa: S101 - `figures_of` calls this for instruments with a reading
    total = reading.hopes_words + reading.worries_words
    words = {"hopes": reading.hopes_words, "worries": reading.worries_words}
    bars = tuple(
        Bar(
            label=f"{part.section.title}: {words[part.section.slug]} words",
            share=100 * words[part.section.slug] / total if total else None,
            answered=sum(bool(item.answer.text) for item in part.items),
            of=len(part.items),
        )
        for part in result.sections
    )
    return Figures("How much there was to say", bars, "Share of all words")


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
