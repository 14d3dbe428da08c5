"""What the answers came to: the share or the band, gaps with advice, and everything that was answered."""

import pytest

from assessments.models import Completion, Instrument
from organizations.models import Organization
from tests.cast import Cast
from tests.factories import CompletionFactory, EntryFactory, InstrumentFactory, InstrumentVersionFactory, LinkFactory

from . import build
from .screen import page, part, queries

pytestmark = pytest.mark.django_db
HOSTILE = "</blockquote><script>alert(1)</script>{{ 7|add:1 }} \u202eרץ 🙂"


def completed(
    organization: Organization, instrument: Instrument, text: str = "", present: str = "", **keys: str
) -> Completion:
    answers = {item: {"choice": key, "text": ""} for item, key in keys.items()}
    if text:
        answers["hopes"] = {"choice": "", "text": text}
    return CompletionFactory(
        record__organization=organization, record__instrument=instrument, answers=answers, present=present
    )


def real_instrument(slug: str) -> Instrument:
    """A real instrument with the wording of its file."""
    instrument = InstrumentFactory(slug=slug, title="How much time?", area="timeline")
    version = InstrumentVersionFactory(instrument=instrument, version="2", content_json=build.real(slug).as_dict())
    instrument.current_version = version
    instrument.save()
    return instrument


def test_the_page_shows_what_was_answered(cast: Cast, instrument: Instrument, url: str) -> None:
    completed(cast.organization, instrument, "More time", "Ann, Bob", board="yes", budget="unsure")
    text = page(cast.client("leader"), url + "results/")
    answers = [row.split("<dd>")[1].split("</dd>")[0] for row in part(text, "answers").split("<dt>")[1:]]
    for answer, expected in zip(answers, ("Yes", "We do not know", "No answer", "More time"), strict=True):
        assert expected in answer
    assert "3 of 4 answered." in text
    assert "Present: Ann, Bob" in text


def test_the_share_stands_with_n_of_n_and_the_rule_that_makes_its_level(
    cast: Cast, instrument: Instrument, url: str
) -> None:
    completed(cast.organization, instrument, board="yes", budget="partly")
    text = page(cast.client("leader"), url + "results/")
    assert "75% <small>of the possible</small>" in text
    assert "75% of the possible, 2 of 3 answered." in text
    assert "level-strong" in part(text, "standing")
    assert "<strong>PeerReady heuristic:</strong> strong from 75% of the possible, partly there from 50%" in text
    assert "The toolkit gives no scores." in text


def test_gaps_stand_lowest_first_with_advice_and_its_place_in_the_toolkit(
    cast: Cast, instrument: Instrument, url: str
) -> None:
    title, advice = "Ask <board> first", "Agree on it in writing."
    entry = EntryFactory(title=title, text=advice, heading="Founding a board", page="31")
    LinkFactory(from_key="ready/board", entry=entry, reason="A board decides.")
    LinkFactory(from_key="ready/board", position=2, reason="It also helps.")
    completed(cast.organization, instrument, pay="partly", board="no", budget="yes")
    gaps = part(page(cast.client("leader"), url + "results/"), "gaps")
    assert gaps.index("agreed board") < gaps.index("agreed pay")
    assert "agreed budget" not in gaps
    assert "You answered: Not yet." in gaps
    assert "Ask &lt;board&gt; first" in gaps
    assert "After <cite>A Handbook</cite>, Founding a board, page 31." in gaps
    assert "Why here: It also helps." in gaps


def test_strengths_and_what_is_to_find_out_stand_by_themselves(cast: Cast, instrument: Instrument, url: str) -> None:
    completed(cast.organization, instrument, "In words", board="yes", budget="unsure")
    text = page(cast.client("leader"), url + "results/")
    assert part(text, "strengths").count("<li>") == 1
    assert "agreed board" in part(text, "strengths")
    to_find_out = part(text, "find-out")
    assert [name in to_find_out for name in ("agreed budget", "agreed pay", "hope for")] == [True, True, False]


@pytest.mark.parametrize(
    ("true", "title", "lead_time"),
    [
        (9, "You are nearly there", "At least six months"),
        (5, "Part of the foundation is laid", "At least one year"),
        (0, "You are taking the first steps", "No figure: ask other organizations"),
    ],
)
def test_the_toolkits_band_stands_with_its_lead_time_and_source(
    cast: Cast, url: str, true: int, title: str, lead_time: str
) -> None:
    instrument = real_instrument("legere-timeline")
    items = build.real("legere-timeline").items
    keys = ["true"] * true + ["false"] * (10 - true)
    completed(cast.organization, instrument, **{item.slug: key for item, key in zip(items, keys, strict=True)})
    text = page(cast.client("leader"), url.replace("/ready/", "/legere-timeline/") + "results/")
    assert f"<strong>{true} of 10 statements are true.</strong> {title}." in text
    assert f"<strong>Lead time:</strong> {lead_time}" in text
    assert "After <cite>A Handbook</cite>, Stage 3 of Implementation: Developing a Timeline, pages 29-30." in text
    assert "PeerReady heuristic" not in part(text, "standing")


def test_a_band_that_may_still_change_says_what_it_could_become(cast: Cast, url: str) -> None:
    instrument = real_instrument("legere-timeline")
    completed(cast.organization, instrument, **{"many-supporters": "true", "supervisors-on-board": "false"})
    standing = part(page(cast.client("leader"), url.replace("/ready/", "/legere-timeline/") + "results/"), "standing")
    assert "8 statements are not answered." in standing
    assert "If all of them were true, the band would be: You are nearly there." in standing
    assert "Too few answers to say" in standing


def test_hostile_answers_are_shown_and_not_obeyed(cast: Cast, instrument: Instrument, url: str) -> None:
    completed(cast.organization, instrument, HOSTILE, HOSTILE, board="<script>")
    text = page(cast.client("leader"), url + "results/")
    assert "<script>alert" not in text
    assert text.count("&lt;/blockquote&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:1 }} \u202eרץ 🙂") == 2
    assert 'dir="auto"' in part(text, "answers")


def test_queries_do_not_grow_with_history_or_advice(cast: Cast, instrument: Instrument, url: str) -> None:
    client = cast.client("leader")
    first = completed(cast.organization, instrument, board="no", budget="no")
    few = queries(client, url + "results/")
    for number in (2, 3, 4):
        CompletionFactory(record=first.record, number=number)
        LinkFactory(from_key="ready/board", position=number)
    assert queries(client, url + "results/") == few <= 12
