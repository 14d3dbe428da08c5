"""A description begins from a template, a title or an earlier one, and takes up what is chosen without losing words."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobdesc.drafting.document import Document, Line, Responsibility, from_json, line, to_json
from jobdesc.drafting.merging import reword
from jobdesc.drafting.starting import from_earlier, from_template, from_title, with_competencies, with_populations
from jobdesc.hiring.fixture import hiring

from .hiring_files import words

HOPE, LISTENS = "samhsa-competencies/conveys-hope", "samhsa-competencies/listens-actively"
ADULTS, FAMILY = "wise-lived-experience/adult-clients", "wise-lived-experience/family-members"

ids = st.integers(min_value=1).map(lambda n: f"{n:012x}")
lines = st.builds(Line, ids, st.text(min_size=1, max_size=9), st.just("a/b"), st.sampled_from(["", HOPE, LISTENS]))
groups = st.builds(
    Responsibility,
    ids,
    st.text(max_size=9),
    st.sampled_from(["", "provides-support", "values-communication"]),
    st.lists(lines, min_size=1, max_size=3).map(tuple),
)
documents = st.builds(
    Document,
    title=st.text(max_size=9),
    responsibilities=st.lists(groups, max_size=3, unique_by=lambda one: one.id).map(tuple),
    required=st.lists(lines, max_size=2).map(tuple),
)
chosen = st.sets(st.sampled_from(sorted(hiring().competencies)), max_size=9)


def same(document: Document) -> tuple[object, ...]:
    """What two descriptions have in common that differ in their ids alone."""
    parts = tuple((one.name, one.category, [duty.text for duty in one.duties]) for one in document.responsibilities)
    return replace(document, responsibilities=()), parts


@pytest.mark.parametrize("role", sorted(hiring().templates))
def test_a_template_makes_a_description_whose_lines_know_where_they_began(role: str) -> None:
    template = hiring().templates[role]
    document = from_template(template, words())
    found = document.lines().values()
    from_items = [one.item for one in template.lines if isinstance(getattr(document, one.field), tuple)]
    duties = [duty.item for group in template.responsibilities for duty in group.duties]
    assert sorted(one.source for one in found) == sorted([*from_items, *duties])
    assert all(one.text and not one.text.endswith(".") and one.source.startswith(f"{role}/") for one in found)
    assert 4 <= len(document.responsibilities) <= 6
    assert document.title == template.job_title
    assert document.template == role
    assert document.function
    assert document.required
    assert len(document.competencies) >= 3
    assert from_json(to_json(document)) == document


def test_a_template_takes_over_the_toolkits_words_where_we_have_none() -> None:
    document = from_template(hiring().templates["lappa-role-jail"], words())
    (duty,) = (one for one in document.lines().values() if one.source == "lappa-role-jail/regular-supervision")
    assert duty.text == words()[duty.source]
    assert duty.competency == "samhsa-competencies/uses-supervision"


def test_what_a_template_says_of_one_field_is_put_together() -> None:
    document = from_template(hiring().templates["wise-role-announcement"], words())
    assert document.hours.startswith("Full time, [#] hours a week. Mostly")
    assert document.reports_to == "[supervisor]"
    assert document.title == "Peer Partner Specialist"


def test_missing_words_are_not_passed_over_in_silence() -> None:
    with pytest.raises(KeyError):
        from_template(hiring().templates["lappa-role-jail"], {})


def test_a_title_alone_makes_an_empty_description() -> None:
    assert from_title("lappa-titles/peer-bridgers", "Peer Bridger") == Document(
        title="Peer Bridger", title_key="lappa-titles/peer-bridgers"
    )


@given(documents)
def test_an_earlier_one_is_taken_over_with_new_ids_and_without_its_closing_date(earlier: Document) -> None:
    earlier = replace(earlier, closes_on="2026-12-01", state="CA")
    again = from_earlier(earlier)
    assert again.closes_on == ""
    assert again.state == "CA"
    sources = [(one.text, one.source, one.competency) for one in again.required]
    assert sources == [(one.text, one.source, one.competency) for one in earlier.required]
    assert same(replace(again, required=(), closes_on="2026-12-01")) == same(replace(earlier, required=()))
    assert not set(again.lines()) & set(earlier.lines())
    assert not {one.id for one in again.responsibilities} & {one.id for one in earlier.responsibilities}


@given(documents, chosen)
def test_choosing_competencies_and_taking_them_back_leaves_all_as_it_was(document: Document, keys: set[str]) -> None:
    there = with_competencies(document, keys)
    assert set(there.competencies) == keys
    asked = {duty.competency for one in there.responsibilities for duty in one.duties}
    assert keys <= asked
    assert with_competencies(there, keys) == there
    assert with_competencies(there, ()) == document


@given(documents, chosen, chosen)
def test_the_same_choice_by_another_way_has_the_same_duties(document: Document, one: set[str], two: set[str]) -> None:
    def of(result: Document) -> set[tuple[str, str]]:
        return {(duty.competency, duty.text) for duty in result.lines().values()}

    assert of(with_competencies(with_competencies(document, one), two)) == of(with_competencies(document, two))


def test_a_chosen_competency_becomes_a_duty_under_its_category() -> None:
    document = with_competencies(Document(), [LISTENS, HOPE, "no/such"])
    assert [one.name for one in document.responsibilities] == [
        "Be there with support and hope",
        "Communicate with respect",
    ]
    (duty,) = document.responsibilities[0].duties
    assert (duty.text, duty.source, duty.competency) == (hiring().competencies[HOPE].duty, HOPE, HOPE)


def test_a_reworded_duty_stays_when_its_competency_goes() -> None:
    document = with_competencies(Document(), [HOPE])
    (one,) = document.responsibilities
    changed = replace(document, responsibilities=(replace(one, duties=(reword(one.duties[0], "Bring hope"),)),))
    after = with_competencies(changed, [])
    assert after.competencies == ()
    assert after.responsibilities == changed.responsibilities
    assert with_competencies(after, [HOPE]).responsibilities == changed.responsibilities


def test_a_duty_that_somebody_took_out_does_not_come_back_by_itself() -> None:
    document = replace(with_competencies(Document(), [HOPE]), responsibilities=())
    assert with_competencies(document, [HOPE]) == document


def test_a_renamed_responsibility_stays_when_its_last_duty_goes() -> None:
    document = with_competencies(Document(), [HOPE])
    renamed = replace(document, responsibilities=(replace(document.responsibilities[0], name="Hope"),))
    assert [one.name for one in with_competencies(renamed, []).responsibilities] == ["Hope"]


def test_a_templates_duty_stays_whatever_is_chosen() -> None:
    document = from_template(hiring().templates["lappa-role-court"], words())
    assert with_competencies(document, []).responsibilities == document.responsibilities


def test_a_population_requires_its_lived_experience_and_takes_it_back() -> None:
    before = Document(required=(line("High school diploma or GED"),))
    there = with_populations(before, [FAMILY, ADULTS, "no/such"])
    assert there.populations == (ADULTS, FAMILY)
    assert [one.source for one in there.required] == [ADULTS, FAMILY, ""]
    assert with_populations(there, [FAMILY]).required == there.required[1:]
    assert with_populations(there, []) == before


@pytest.mark.parametrize("change", [lambda text: "Experience of your own", lambda text: f"{text}, too"])
def test_reworded_lived_experience_stays(change: Callable[[str], str]) -> None:
    there = with_populations(Document(), [ADULTS])
    (one,) = there.required
    changed = replace(there, required=(reword(one, change(one.text)),))
    assert with_populations(changed, []).required == changed.required
    assert with_populations(with_populations(changed, []), [ADULTS]) == changed
