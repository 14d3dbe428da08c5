"""Competencies become duties that remember them, in sentences that one may reword, and are once there however sent."""

from django.http import QueryDict

from jobdesc.drafting.document import Document
from jobdesc.drafting.forms.competencies import CompetenciesForm, duty_id
from jobdesc.hiring.fixture import hiring
from tests.cast import Cast
from tests.real import load_real_fixtures

from .build import description_of
from .pages import at, form_of, now, send

HOPE, ACTS = "samhsa-competencies/conveys-hope", "samhsa-competencies/acts-in-a-crisis"
SUPPORT, CRISES = "provides-support", "manages-crises"


def choose(document: Document, categories: list[str], competencies: list[str], **typed: str) -> Document:
    data = QueryDict(mutable=True)
    data.setlist("categories", categories)
    data.setlist("competencies", competencies)
    data.update(typed)
    return CompetenciesForm(data, document=document).apply(document)


def duties(document: Document) -> dict[str, str]:
    return {duty.competency: duty.text for one in document.responsibilities for duty in one.duties}


def test_a_chosen_competency_becomes_a_duty_that_remembers_it() -> None:
    made = choose(Document(), [SUPPORT], [HOPE])
    assert duties(made) == {HOPE: hiring().competencies[HOPE].duty}
    assert made.responsibilities[0].name == hiring().category_names[SUPPORT]
    assert choose(Document(), [SUPPORT], [HOPE]) == made
    assert choose(made, [SUPPORT], []).responsibilities == ()


def test_the_sentence_can_be_reworded_while_it_is_chosen_and_afterwards() -> None:
    name = f"duty-{duty_id(HOPE)}"
    made = choose(Document(), [SUPPORT], [HOPE], **{name: "Bring hope"})
    assert duties(made) == {HOPE: "Bring hope"}
    assert duties(choose(made, [SUPPORT], [HOPE], **{name: "Bring much hope"})) == {HOPE: "Bring much hope"}
    assert duties(choose(made, [SUPPORT], [], **{name: "Bring hope"})) == {HOPE: "Bring hope"}


def test_an_emptied_sentence_goes_and_may_come_back() -> None:
    name = f"duty-{duty_id(HOPE)}"
    made = choose(choose(Document(), [SUPPORT], [HOPE]), [SUPPORT], [HOPE], **{name: ""})
    assert (duties(made), made.competencies) == ({}, (HOPE,))
    (area,) = [one for one in CompetenciesForm(document=made).areas(made, {}) if one.is_chosen]
    assert next(one for one in area.choices if one.is_chosen).duties[0].text == ""
    assert duties(choose(made, [SUPPORT], [HOPE], **{name: "Again"})) == {HOPE: "Again"}


def test_a_sentence_too_long_is_refused_at_its_field_and_stands_there_as_typed(cast: Cast) -> None:
    made = choose(Document(), [SUPPORT], [HOPE])
    found, client, name = description_of(cast.organization, made), cast.client("leader"), f"duty-{duty_id(HOPE)}"
    typed = "Bring hope " * 100 + "to the end"
    form = {"version": "1", "categories": [SUPPORT], "competencies": [HOPE], name: typed}
    page = send(client, found, "competencies", form)
    text = page.content.decode()
    assert page.status_code == 422
    assert typed in text
    assert "1,000 letters at most" in text
    assert now(found).document == made
    assert send(client, found, "competencies", form | {name: typed[:999]}).status_code == 302


def test_a_competency_counts_only_below_its_category() -> None:
    made = choose(Document(), [SUPPORT], [HOPE, ACTS])
    assert made.competencies == (HOPE,)
    assert choose(made, ["none"], [HOPE]).categories == (SUPPORT,)


def test_more_than_four_areas_are_allowed_and_questioned(cast: Cast) -> None:
    made = description_of(cast.organization, Document(title="x"))
    client = cast.client("hr")
    keys = list(hiring().category_names)
    four = send(client, made, "competencies", {"version": "1", "categories": keys[:4]}, in_place=True)
    assert "Could four of them" not in four.content.decode()
    five = send(client, made, "competencies", {"version": "2", "categories": keys[:5]}, in_place=True)
    assert "You have chosen 5 areas" in five.content.decode()
    assert len(now(made).document.categories) == 5


def test_the_page_has_all_62_in_the_toolkits_words_and_saves_as_it_stands(cast: Cast) -> None:
    load_real_fixtures()
    made = description_of(cast.organization, choose(Document(title="x"), [SUPPORT], [HOPE]))
    client = cast.client("hr")
    page = client.get(at(made, "draft/competencies/")).content.decode()
    assert page.count('name="competencies"') == 62
    assert page.count('name="categories"') == 12
    assert "conveys-hope/" in page
    send(client, made, "competencies", form_of(client, made, "competencies"), in_place=True)
    assert now(made).version == 1
