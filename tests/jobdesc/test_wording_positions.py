import time

from hypothesis import given, settings
from hypothesis import strategies as st

from jobdesc.wording.loading import standard_rules
from jobdesc.wording.reading import read
from jobdesc.wording.reviewing import MOST_PLACES, review

LOOKALIKES = {"a": "аɑ", "c": "сϲ", "e": "е", "i": "іι", "o": "оο", "s": "ѕ", "d": "ԁ", "t": "ｔ"}  # noqa: RUF001
UNSEEN = ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u200d", "\u0301"]
SPACES = [" ", "  ", "\n", "\r\n", "\u00a0", "\t", "\u2009 ", " \n "]
TERMS = ["addict", "alcoholics", "substance abuse", "clients", "low-functioning", "frequent flyer"]
PIECES = st.sampled_from(
    [
        "client",
        "addicts",
        "Must have",
        "a diagnosis",
        "monitor",
        "curfew",
        "not",
        '"',
        "'",
        "\n- ",
        ". ",
        "—",
        "ﬁ",
        "é",
        "ß",
    ]
)


@st.composite
def disguised(draw: st.DrawFn) -> str:
    """A term as somebody might type it who wants it to be overlooked, or whose editor has broken it."""
    made = []
    for letter in draw(st.sampled_from(TERMS)):
        if letter == " ":
            made.append(draw(st.sampled_from(SPACES)))
            continue
        alike = draw(st.sampled_from([letter, letter.upper(), *LOOKALIKES.get(letter, "")]))
        made.append(alike + draw(st.sampled_from(["", "", "", *UNSEEN])))
    return "".join(made)


@given(before=st.sampled_from(["", "We serve ", "Für ", "🙂 "]), term=disguised())
@settings(max_examples=150, deadline=None)
def test_disguised_terms_are_found_where_they_stand(before: str, term: str) -> None:
    text = f"{before}{term} here."
    findings = review(text, standard_rules())
    assert len(findings) == 1
    assert findings[0].start == len(before)
    assert findings[0].end in range(len(before) + len(term) - 2, len(before) + len(term) + 1)


@given(text=st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=30).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_reviewed_and_findings_point_into_it(text: str) -> None:
    findings = review(text, standard_rules())
    end = 0
    for finding in findings:
        assert text[finding.start : finding.end] == finding.matched != ""
        assert finding.start >= end
        end = finding.end
    assert findings == review(text, standard_rules())


@given(text=st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_each_character_that_is_read_knows_its_place(text: str) -> None:
    reading = read(text)
    places = [reading.place(index, index + 1) for index in range(len(reading.plain))]
    assert len(reading.plain) == len(reading.cased)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


def test_lines_that_begin_something_new_are_not_read_as_one() -> None:
    assert read("substance\nabuse").plain == "substance abuse"
    assert read("non-\ncompliant").plain == "non-compliant"
    assert read("One\n- Two").plain == "one\n- two"
    assert read("Report\n\nRelapse").plain == "report\n\nrelapse"


def test_a_very_long_text_is_reviewed_to_its_end() -> None:
    text = "Listens and shares hope with people. " * 16_000 + "Meets with clients."
    assert [finding.matched for finding in review(text, standard_rules())] == ["clients"]


def test_nothing_but_terms_is_given_up_on_in_time() -> None:
    begun = time.monotonic()
    assert len(review("client " * 100_000, standard_rules())) == MOST_PLACES
    assert time.monotonic() - begun < 10  # a second at most where nothing else runs; hours if it were not linear
