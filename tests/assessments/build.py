"""Instruments built in Python, for tests that need no database, and the real ones as their files give them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from django.conf import settings

from assessments.answers import Answer, PostedAnswer
from assessments.content import Band, Bands, InstrumentContent, Item, Reading, Scale, Section
from assessments.content import Option as ScaleOption
from assessments.instrument_fixture import InstrumentFixture, read_instrument
from assessments.kinds import Kind
from assessments.recording import Saved
from toolkits.sources import Source
from toolkits.strict_yaml import Problems, read

SOURCE = Source("handbook", "Getting ready", "7")
UNSURE = "unsure"
Save = Callable[..., Saved]  # the fixture `save` of conftest.py


def scale(*values: int | None) -> Scale:
    """An option for each value, with the value as its key; None is "don't know" with the key UNSURE."""
    options = tuple(
        ScaleOption(UNSURE if v is None else str(v), f"Option {v}", v, comment=v == min(filter(None.__ne__, values)))
        for v in values
    )
    return Scale("scale", "toolkit", options, "How far?")


def scale_with_aside(*values: int) -> Scale:
    """The same with "not applicable", whose key is "aside"."""
    plain = scale(*values)
    return replace(plain, options=(*plain.options, ScaleOption("aside", "Not applicable", None, aside=True)))


def item(slug: str, kind: Kind = "choice", *, scaled: bool = True, text: str = "") -> Item:
    return Item(slug, f"made-up/{slug}", kind, text or f"Text of {slug}", "scale" if scaled else None, SOURCE)


def section(slug: str, *items: Item) -> Section:
    return Section(slug, f"Title of {slug}", "toolkit", items)


def aimed(part: Section, *, audience: str = "", comment: str = "") -> Section:
    """The same section for somebody, or with a comment."""
    return replace(part, audience=audience, comment=comment)


def instrument(
    sections: Sequence[Section], of: Scale, *, bands: Sequence[Band] = (), reading: str = ""
) -> InstrumentContent:
    return InstrumentContent(
        "made-up",
        "handbook",
        tuple(sections),
        {"scale": of},
        Bands("toolkit", SOURCE, tuple(bands)) if bands else None,
        Reading(reading, SOURCE) if reading else None,
    )


def choices(**keys: str) -> dict[str, Answer]:
    """Answers by item; hyphens in a slug are written as underscores."""
    return {slug.replace("_", "-"): Answer(choice=key) for slug, key in keys.items() if key}


def sent(answer: Answer, was: Answer | None = None) -> PostedAnswer:
    """What a form sends that showed `was` before."""
    return PostedAnswer(answer, (was or Answer()).digest)


@cache
def real(slug: str) -> InstrumentContent:
    """The content of fixtures/instruments/<slug>.yaml."""
    path = settings.FIXTURES / "instruments" / f"{slug}.yaml"
    problems = Problems(path.name)
    (fixture,) = read_instrument(read(path, path.name), problems)
    problems.raise_any()
    value: InstrumentFixture = fixture.value
    return value.content
