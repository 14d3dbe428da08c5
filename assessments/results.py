"""What the answers to one instrument come to, as one frozen value that every screen and export shows."""

from dataclasses import dataclass
from functools import cached_property

from .answers import NO_ANSWER, Answer, Answers, answered_count, option_of
from .content import InstrumentContent, Item, Level, Option, Section
from .scoring import (
    READINGS,
    BandFound,
    HopesAndWorries,
    Score,
    band_found,
    item_share,
    level_of,
    score,
)

LEVEL_WORDS: dict[Level, str] = {"strong": "Strong", "middle": "Partly there", "low": "Needs groundwork"}


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item with its answer. `share` and `level` are None where the answer does not count in a score."""

    item: Item
    answer: Answer
    option: Option | None
    share: float | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be found out: "don't know", or no answer at all."""
        if self.share is not None:
            return False
        return not self.option.aside if self.option else not self.answer.text

    @property
    def level(self) -> Level | None:
        return None if self.share is None else level_of(self.share)

    @property
    def level_word(self) -> str:
        return LEVEL_WORDS[self.level] if self.level else ""


@dataclass(frozen=True, slots=True)
class SectionResult:
    section: Section
    score: Score
    items: tuple[ItemResult, ...]
    comment: str = ""

    @property
    def at_best(self) -> tuple[ItemResult, ...]:
        """Those with the highest option of their scale: of skills, what is signed off."""
        return tuple(item for item in self.items if item.share == 1)

    @property
    def left(self) -> tuple[ItemResult, ...]:
        """What is not there yet and has not been set aside."""
        return tuple(i for i in self.items if i.share != 1 and not (i.option and i.option.aside))

    @property
    def set_aside(self) -> tuple[ItemResult, ...]:
        """What was answered as not applicable."""
        return tuple(i for i in self.items if i.option and i.option.aside)


@dataclass(frozen=True)
class InstrumentResult:
    """All that can be said of one set of answers to an instrument."""

    content: InstrumentContent
    sections: tuple[SectionResult, ...]
    score: Score
    answered: int
    band: BandFound | None
    reading: HopesAndWorries | None

    @cached_property
    def items(self) -> tuple[ItemResult, ...]:
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def at_best(self) -> tuple[ItemResult, ...]:
        """Of skills, what is signed off."""
        return tuple(item for section in self.sections for item in section.at_best)

    @cached_property
    def strengths(self) -> tuple[ItemResult, ...]:
        """Highest first; equal ones in the order of the toolkit."""
        return tuple(sorted((i for i in self.items if i.level == "strong"), key=lambda i: -(i.share or 0)))

    @cached_property
    def gaps(self) -> tuple[ItemResult, ...]:
        """Every item that is not strong, lowest first; equal ones in the order of the toolkit."""
        return tuple(sorted((i for i in self.items if i.level in ("low", "middle")), key=lambda i: i.share or 0))

    @cached_property
    def to_find_out(self) -> tuple[ItemResult, ...]:
        """Answered with "don't know", or not answered; not what was set aside as not applicable."""
        return tuple(i for i in self.items if i.is_open)

    @property
    def is_of_risks(self) -> bool:
        """Whether it is a risk register, which says what is likely and not how good something is."""
        return self.content.kinds == {"risk"}

    @property
    def is_of_skills(self) -> bool:
        """Whether it is a list of skills to sign off."""
        return self.content.kinds == {"skill"}

    @property
    def is_of_words(self) -> bool:
        """Whether nothing in it is chosen from a scale, so that there is nothing to score."""
        return not self.content.scales

    @property
    def shows_share(self) -> bool:
        """A toolkit's own reading is not a share, and none is made of it, of risks, or of words."""
        return self.content.reading is None and not self.is_of_risks and not self.is_of_words

    @cached_property
    def without_owner(self) -> tuple[ItemResult, ...]:
        """Risks that nobody looks after, though they are not unlikely."""
        return tuple(item for item in self.gaps if not item.answer.who)

    @property
    def level(self) -> Level | None:
        if self.reading:
            return self.reading.level
        if self.content.bands is not None:
            return self.band.band.level if self.band and self.band.is_certain else None
        return None if self.is_of_risks else self.score.level

    @property
    def level_word(self) -> str:
        if self.is_of_words or self.is_of_risks:
            return f"{self.answered} of {len(self.items)} answered"
        return LEVEL_WORDS[self.level] if self.level else "Too few answers to say"


def result_of(content: InstrumentContent, answers: Answers) -> InstrumentResult:
    """Compute everything once."""
    sections = tuple(
        SectionResult(
            section=section,
            score=score(content, section.items, answers),
            items=tuple(_item_result(content, item, answers) for item in section.items),
            comment=answers.get(section.comment_slug, NO_ANSWER).text,
        )
        for section in content.sections
    )
    return InstrumentResult(
        content=content,
        sections=sections,
        score=score(content, content.items, answers),
        answered=answered_count(content, answers),
        band=band_found(content, answers),
        reading=READINGS[content.reading.rule](content, answers) if content.reading else None,
    )


def _item_result(content: InstrumentContent, item: Item, answers: Answers) -> ItemResult:
    answer = answers.get(item.slug, NO_ANSWER)
    return ItemResult(item, answer, option_of(content, item, answer), item_share(content, item, answer))
