import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import content, urls
from assessments.content import InstrumentContent, parse
from assessments.instrument_fixture import READING_RULES, RESERVED
from assessments.kinds import IN_FILES
from assessments.models import content_hash
from assessments.scoring import READINGS
from tests.toolkits.tiny import edit, refusals, tiny_folder
from toolkits import urls as library_urls
from toolkits.loading import read_folder
from toolkits.sources import Source

READY = "instruments/book-ready.yaml"


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("kind: choice", "kind: essay", 24, "`kind` is `essay`, and must be one of"),
        ("        scale: true-false\n", "", 24, "`kind` is `choice`, which needs a `scale`"),
        ("scale: true-false", "scale: false-true", 26, "`scale` is `false-true`, which does not stand under `scales`"),
        ("scales:\n", "scales:\n  spare: {origin: ours, options: []}\n", 12, "must be a list"),
        ("scales:\n  true", "scales:\n  untrue", 12, "`untrue-false` is a scale that no item uses"),
        ('{key: "false"', '{key: "true"', 14, "`options` has the key `true` twice"),
        ('"False", value: "0"', '"False", value: ""', 14, "needs at least two different values"),
        ('value: "0"', 'value: "1"', 14, "needs at least two different values"),
        ('value: "0"', 'value: "0.5"', 16, "must be a whole number"),
        ('value: "0"', "worth: 0", 16, "unknown key `worth`"),
        ('statements: "2"', 'statements: "3"', 17, "`statements` does not agree with the 2 items below"),
        ('{statements: "2"}', "{}", 17, "`statements` is missing"),
        ('{statements: "2"}', '{statements: "2", more: "0"}', 17, "unknown key `more`"),
        ("item: budget", "item: board", 28, "`item` is `board`, which stands already in line 23"),
        ("        source:", "        # source:", 23, "`source` is missing"),
        ('page: "3", ', "", 27, "`page` is missing"),
        (', number: "2"', "", 32, "`number` is missing"),
        ("derived: yes", "derived: no", 33, "`derived` must be `yes`"),
        ("mended: a ligature", "mended:", 34, "`mended` is empty"),
        ('to: "2"', 'to: "3"', 40, "`to` must be 2, the most points"),
        ('from: "0"', 'from: "1"', 41, "`from` must be 0, the fewest points"),
        ('to: "1"', 'to: "0"', 41, "`to` must be 1: bands go from the highest to the lowest, without gaps"),
        ('from: "2"', 'from: "1"', 41, "`to` must be 0"),
        ('from: "2", to: "2"', 'from: "3", to: "2"', 40, "`from` is more than `to`"),
        ("band: first-steps", "band: nearly-there", 40, "`band` `nearly-there` stands twice"),
        ("level: low", "level: poor", 41, "`level` is `poor`"),
        ("counts: points", "counts: means", 37, "`counts` is `means`"),
        ("area: timeline", "area: time", 5, "`area` is `time`"),
        ("area: timeline", "area: own", 5, "`area` is `own`, and must be one of"),
        ('minutes: "5"', 'minutes: "0"', 6, "`minutes` must be 1 or more"),
        ('version: "1"', 'version: ""', 3, "`version` is empty"),
        ("bands:", "reading: {rule: by-heart, source: {}}\nbands:", 35, "`rule` is `by-heart`"),
        (
            "bands:",
            'reading: {rule: hopes-and-worries, source: {heading: A, page: "", number: ""}}\nbands:',
            35,
            "`rule` `hopes-and-worries` reads the sections hopes, worries, no more and no fewer",
        ),
    ],
)
def test_instrument_is_refused(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    folder = tiny_folder(tmp_path)
    edit(folder, READY, old, new)
    assert any(refusal.startswith(f"{READY}:{line}: ") and message in refusal for refusal in refusals(folder))


@pytest.mark.parametrize("name", RESERVED)
def test_an_instrument_that_could_not_be_reached_is_refused(tmp_path: Path, name: str) -> None:
    folder = tiny_folder(tmp_path)
    edit(folder, READY, "instrument: book-ready", f"instrument: {name}")
    (folder / READY).rename(folder / f"instruments/{name}.yaml")
    assert any(
        refusal.startswith(f"instruments/{name}.yaml:1: `instrument` is `{name}`") for refusal in refusals(folder)
    )


def test_no_address_is_forgotten() -> None:
    places = {str(route.pattern).split("/")[0] for route in (*urls.urlpatterns, *library_urls.urlpatterns)}
    assert {place for place in places if place and "<" not in place} == set(RESERVED)


def test_every_rule_that_a_file_may_name_can_be_computed() -> None:
    assert set(READING_RULES) == set(READINGS)


@pytest.mark.parametrize(
    ("lowest", "more", "refusal"),
    [
        ("-1", "", "41: `from` must be -2, the fewest points that can be reached"),
        ("2", "", "40: `to` must be 4, the most points that can be reached"),
        ("0", '\n      - {key: dont_know, label: "?", value: ""}', None),
    ],
)
def test_bands_cover_what_the_values_of_the_scale_can_add_up_to(
    tmp_path: Path, lowest: str, more: str, refusal: str | None
) -> None:
    folder = tiny_folder(tmp_path)
    edit(folder, READY, 'value: "0"}', f'value: "{lowest}"}}{more}')
    if refusal:
        assert f"{READY}:{refusal}" in refusals(folder)
    else:
        assert read_folder(folder)


texts = st.text(max_size=20)
sources = st.builds(Source, texts, texts, texts, texts)
origins = st.sampled_from(content.ORIGINS)
options = st.builds(content.Option, texts, texts, st.none() | st.integers(), st.booleans(), st.booleans())
scales = st.builds(content.Scale, texts, origins, st.lists(options, max_size=3).map(tuple), texts)
kinds = st.sampled_from(IN_FILES)
items = st.builds(
    content.Item, texts, texts, kinds, texts, st.none() | texts, sources, st.booleans(), texts, texts, texts
)
sections = st.builds(content.Section, texts, texts, origins, st.lists(items, max_size=2).map(tuple), texts, texts)
levels = st.builds(
    content.Band, texts, st.integers(), st.integers(), st.sampled_from(content.LEVELS), texts, texts, texts
)
contents = st.builds(
    InstrumentContent,
    slug=texts,
    toolkit=texts,
    sections=st.lists(sections, max_size=2).map(tuple),
    scales=st.dictionaries(texts, scales, max_size=2),
    bands=st.none() | st.builds(content.Bands, origins, sources, st.lists(levels, max_size=2).map(tuple)),
    reading=st.none() | st.builds(content.Reading, texts, sources),
)


@given(contents)
def test_content_survives_being_stored_as_json(written: InstrumentContent) -> None:
    read = parse(json.loads(json.dumps(written.as_dict())))
    assert read == written
    assert content_hash(read.as_dict()) == content_hash(written.as_dict())
