"""Reads a translation of an instrument and holds it against the instrument: complete, and of the present wording."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings

from toolkits.kinds import AnyFixture, Fixture, Reference
from toolkits.schema import Fields, suggestion
from toolkits.strict_yaml import FixtureError, MapNode, Problems

from .instrument_fixture import InstrumentFixture
from .translating import STATUSES, Texts, TranslationStatus, texts_of

ENGLISH = "en"
PARTS = ("sections", "items", "titles")


@dataclass(frozen=True, slots=True)
class TranslationFixture:
    """`lines` says where each text stands: ("items", slug), ("scales", scale, key), ("items",), ("of",)."""

    instrument: str
    locale: str
    status: TranslationStatus
    reviewer: str
    of: str
    texts: Texts
    lines: Mapping[tuple[str, ...], int]


def locales() -> tuple[str, ...]:
    """The languages that an instrument can be translated into: the site's, but English."""
    return tuple(code for code, _ in settings.LANGUAGES if code != ENGLISH)


def read_translation(node: MapNode, problems: Problems) -> list[Fixture[TranslationFixture]]:
    """Read one file of fixtures/translations/<locale>/; what it translates is looked at in `check_translations`."""
    fields = Fields(
        node,
        problems,
        required=("instrument", "version", "locale", "of", "status", "title", "instructions", "sections", "items"),
        optional=("titles", "scales", "reviewer"),
    )
    slug, locale = fields.name_of_file("instrument"), fields.one_of("locale", locales())
    if locale != (folder := PurePosixPath(problems.path).parent.name):
        fields.refuse("locale", f"is `{locale}`, and the file is in the folder of `{folder}`")
    status, reviewer = fields.one_of("status", STATUSES), fields.text("reviewer", longest=120)
    if (status == "ours-reviewed") != bool(reviewer):
        fields.refuse("status", "is `ours-reviewed` where, and only where, `reviewer` says who reviewed it")
    lines: dict[tuple[str, ...], int] = {("of",): fields.line_of("of"), ("version",): fields.line_of("version")}
    found = {part: _texts(fields, part, lines, (part,)) for part in PARTS}
    lines["scales",] = fields.line_of("scales")
    scales = fields.named("scales")
    texts = Texts(
        title=fields.text("title", longest=120),
        instructions=fields.text("instructions"),
        **found,
        scales={name: _texts(scales, name, lines, ("scales", name)) for name in scales.names},
    )
    value = TranslationFixture(slug, locale, status, reviewer, fields.text("of", longest=64), texts, lines)
    reference = Reference("instrument", slug, fields.line_of("instrument"))
    fixture = Fixture(
        kind="translation",
        key=f"{slug}/{locale}",
        path=problems.path,
        line=fields.line_of("instrument"),
        value=value,
        version=fields.text("version", longest=20),
        references=(reference,),
    )
    return [fixture]


def _texts(fields: Fields, key: str, lines: dict[tuple[str, ...], int], place: tuple[str, ...]) -> dict[str, str]:
    """The mapping of names to texts that stands under a key, with the line of each; {} where the key is missing."""
    lines[place] = fields.line_of(key)
    if key not in fields:
        return {}
    inside = fields.named(key)
    lines.update({(*place, name): inside.line_of(name) for name in inside.names})
    return {name: inside.text(name) for name in inside.names}


def check_translations(fixtures: Sequence[AnyFixture]) -> list[FixtureError]:
    """What is wrong between translations and the instruments that they are of."""
    instruments: dict[str, AnyFixture] = {one.key: one for one in fixtures if one.kind == "instrument"}
    found: list[FixtureError] = []
    for one in fixtures:
        if one.kind == "translation":
            problems = _problems(one, one.value, instruments[one.value.instrument])
            found.extend(FixtureError(one.path, line, message) for line, message in problems)
    return found


def _problems(
    fixture: AnyFixture, translation: TranslationFixture, instrument: AnyFixture
) -> Iterator[tuple[int, str]]:
    wanted: InstrumentFixture = instrument.value
    english = texts_of(wanted.content, title=wanted.head.title, instructions=wanted.head.instructions)
    lines, said = translation.lines, translation.texts
    if fixture.version != instrument.version:
        yield (
            lines["version",],
            f"`version` is {fixture.version}, and the instrument is at version {instrument.version}",
        )
    for part in PARTS:
        yield from _differences((part,), getattr(english, part), getattr(said, part), lines)
    yield from _differences(("scales",), english.scales, said.scales, lines)
    for slug in english.scales.keys() & said.scales.keys():
        yield from _differences(("scales", slug), english.scales[slug], said.scales[slug], lines)
    if translation.of != english.hash:
        message = (
            f"`of` is not of the English text as {instrument.path} has it now. See what has changed there since it was "
            f"translated, mend the translation, then write `of: {english.hash}`"
        )
        yield lines["of",], message


def _differences(
    place: tuple[str, ...],
    english: Mapping[str, object],
    said: Mapping[str, object],
    lines: Mapping[tuple[str, ...], int],
) -> Iterator[tuple[int, str]]:
    where = " of ".join(f"`{part}`" for part in reversed(place))
    for name in said:
        if name not in english:
            yield (
                lines[(*place, name)],
                f"{where} has `{name}`, which the instrument has not{suggestion(name, english)}",
            )
    for name in english:
        if name not in said:
            yield lines[place], f"{where} lacks `{name}`"
