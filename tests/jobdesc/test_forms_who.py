"""Where, for whom, and who employs: choices that add lines, and numbers in figures."""

import pytest
from django.http import QueryDict

from jobdesc.drafting.document import Document
from jobdesc.drafting.forms import FORMS
from jobdesc.drafting.merging import reword
from tests.cast import Cast

from .build import description_of
from .pages import send

ADULTS, YOUTH = "wise-lived-experience/adult-clients", "wise-lived-experience/transition-age-youth"


def form(document: Document, *populations: str, **typed: str) -> Document:
    data = QueryDict(mutable=True)
    data.update(typed)
    data.setlist("populations", list(populations))
    return FORMS["who"](data, document=document).apply(document)


def test_a_population_brings_the_lived_experience_that_it_calls_for() -> None:
    made = form(Document(), ADULTS, YOUTH)
    assert [line.source for line in made.required] == [ADULTS, YOUTH]
    assert form(Document(), ADULTS, YOUTH) == made
    assert form(made, YOUTH).required == made.required[1:]
    reworded = form(Document(), ADULTS)
    kept = reword(reworded.required[0], "In my words")
    assert form(Document(populations=(ADULTS,), required=(kept,))).required == (kept,)


def test_what_is_no_population_or_setting_is_passed_over() -> None:
    before = Document(setting="court", populations=(ADULTS,))
    assert form(before, "wise-lived-experience/none", setting="moon").populations == (ADULTS,)
    assert form(before, setting="moon").setting == "court"


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("peer_workers", " 2 ", "2"),
        ("peer_workers", "02", "2"),
        ("peer_workers", "two", None),
        ("peer_workers", "0", None),
        ("peer_workers", "-1", None),
        ("peer_workers", "²", None),
        ("peer_workers", "9999999999", None),
        ("caseload", "20-30", "20 to 30"),
        ("caseload", "20 to 30", "20 to 30"),
        ("caseload", "20\u201330", "20 to 30"),
        ("caseload", "25", "25"),
        ("caseload", "30-20", None),
        ("caseload", "a few", None),
        ("caseload", "٢٠", None),
    ],
)
def test_numbers_are_taken_in_figures_alone(field: str, typed: str, kept: str | None) -> None:
    found = FORMS["who"](QueryDict(f"{field}={typed}".replace(" ", "%20")), document=Document())
    assert (field in found.errors) == (kept is None)
    assert getattr(found.apply(Document()), field) == (kept or "")


@pytest.mark.parametrize(
    ("typed", "slot"),
    [
        ({"peer_workers": "1"}, "alone"),
        ({"caseload": "40"}, "caseload"),
        ({"employer": "peer-run"}, "contracted"),
        ({"setting": "jail"}, "justice"),
    ],
)
def test_a_choice_gets_the_toolkits_word_beside_it_in_place(cast: Cast, typed: dict[str, str], slot: str) -> None:
    made = description_of(cast.organization, Document(title="x"))
    words = send(cast.client("hr"), made, "who", {"version": "1", **typed}, in_place=True).content.decode()
    said = {part.split('"')[0]: "alert-" in part.split("<div id=")[0] for part in words.split('<div id="note-')[1:]}
    assert [name for name, is_said in said.items() if is_said] == [slot]
