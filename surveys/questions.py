"""What a survey asks of an instrument: its scaled questions, each with two answers more, apart from the scale.

Open questions and risks are left out: words identify people, and a risk register is talked over, not voted on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assessments.content import InstrumentContent, Item, Option, Scale, Section
from assessments.kept import keep_by_hash
from assessments.models import About, Instrument, InstrumentVersion
from assessments.translating import Texts

from .answering.spoken import ENGLISH
from .confidentiality import UNSURE, Asked
from .models import Survey

RATHER_NOT = "_rather-not"
FAVOURABLE_ABOVE = 0.5
"""PeerReady heuristic: an answer above the middle of its scale is favourable."""
NOT_SURE = Option(UNSURE, "Not sure", None)
PREFER_NOT = Option(RATHER_NOT, "Prefer not to say", None, aside=True)
SECONDS_A_QUESTION = 12
"""PeerReady heuristic: what somebody who answers alone needs for a question; the toolkits' minutes are of teams."""


@dataclass(frozen=True)
class Question:
    """A question with the options of its scale, and those that stand apart from it."""

    item: Item
    scale: Scale
    section: Section
    instrument: str
    not_sure: Option = NOT_SURE
    prefer_not: Option = PREFER_NOT

    @property
    def key(self) -> str:
        return self.item.key

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The valid answers in the order in which the toolkit has them."""
        return tuple(option for option in self.scale.options if option.value is not None)

    @cached_property
    def apart(self) -> tuple[Option, ...]:
        """ "Not sure" (the scale's own "don't know", if it has one), what does not apply, "prefer not to say"."""
        own = tuple(option for option in self.scale.options if option.value is None)
        unsure = () if any(not option.aside for option in own) else (self.not_sure,)
        return (*own, *unsure, self.prefer_not)

    @cached_property
    def takes(self) -> frozenset[str]:
        """The keys of all that may be answered."""
        return frozenset(option.key for option in (*self.options, *self.apart))

    @cached_property
    def unsure(self) -> str:
        """The key of its "not sure"."""
        return next(option.key for option in self.apart if not option.aside)

    @cached_property
    def asked(self) -> Asked:
        span = self.scale.highest - self.scale.lowest
        values = tuple((option.key, option.value) for option in self.options if option.value is not None)
        above = {key for key, value in values if (value - self.scale.lowest) / span > FAVOURABLE_ABOVE}
        return Asked(self.key, values, frozenset(above))

    @property
    def favourable_labels(self) -> tuple[str, ...]:
        return tuple(option.label for option in self.options if option.key in self.asked.favourable)


@dataclass(frozen=True)
class Part:
    """One page of a survey: a section of an instrument, in which version, with the questions that it has.

    In another language it has that language's `texts`, of which `status` says whose they are; `english` is what counts.
    """

    instrument: Instrument
    content: InstrumentContent
    section: Section
    questions: tuple[Question, ...]
    version: str = ""
    content_hash: str = ""
    language: str = ENGLISH
    texts: Texts | None = None
    status: str = ""
    english: "Part | None" = None

    @property
    def title(self) -> str:
        """The instrument's."""
        return self.texts.title if self.texts else self.instrument.title

    @property
    def instructions(self) -> str:
        return self.texts.instructions if self.texts else self.instrument.instructions


@dataclass(frozen=True)
class Questionnaire:
    """All that a survey asks, in order. Two of the same instrument versions are equal in every way."""

    parts: tuple[Part, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for part in self.parts for question in part.questions)

    @cached_property
    def by_key(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(question.asked for question in self.questions)

    @property
    def minutes(self) -> int:
        """An estimate of how long somebody needs. PeerReady heuristic."""
        return minutes_for(len(self.questions))


def minutes_for(questions: int) -> int:
    """An estimate of how long somebody needs for so many questions, two minutes at least. PeerReady heuristic."""
    return max(2, -(-questions * SECONDS_A_QUESTION // 60))


def questions_of(
    content: InstrumentContent, not_sure: Option = NOT_SURE, prefer_not: Option = PREFER_NOT
) -> tuple[tuple[Section, tuple[Question, ...]], ...]:
    """The sections of an instrument that have something to ask, with what they ask."""
    found = [
        (
            section,
            tuple(
                Question(item, scale, section, content.slug, not_sure, prefer_not)
                for item in section.items
                if item.kind == "choice" and (scale := content.scale_of(item))
            ),
        )
        for section in content.sections
    ]
    return tuple((section, questions) for section, questions in found if questions)


def is_for_surveys(instrument: Instrument, content: InstrumentContent) -> bool:
    """Whether a team can be asked it: it is about the organization, and at least half of it is chosen from scales."""
    asked = sum(len(questions) for _, questions in questions_of(content))
    return instrument.about == About.ORGANIZATION and asked * 2 >= len(content.items) and asked > 0


def questionnaire_of(versions: Iterable[InstrumentVersion]) -> Questionnaire:
    """The questionnaire of instrument versions, which come with `instrument` and its toolkit."""
    return Questionnaire(tuple(part for version in versions for part in _parts(version)))


def questionnaire(survey: Survey) -> Questionnaire:
    """What this survey asks. One query, of which the content is parsed once in a process."""
    chosen = survey.instruments.select_related("version__instrument__toolkit")
    return questionnaire_of(one.version for one in chosen)


def _parts(version: InstrumentVersion) -> tuple[Part, ...]:
    content = version.content
    found = keep_by_hash("survey questions", version.content_hash, lambda: questions_of(content))
    return tuple(
        Part(version.instrument, content, section, questions, version.version, version.content_hash)
        for section, questions in found
    )
