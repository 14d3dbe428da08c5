"""Choosing what a team is asked."""

from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.cast import Cast
from tests.factories import InstrumentFactory

from .build import draft, survey_instrument
from .screens import of, refusals


def chosen(survey) -> list[str]:  # type: ignore[no-untyped-def]
    return [one.version.instrument_id for one in survey.instruments.select_related("version")]


def test_only_who_runs_surveys_chooses(cast: Cast) -> None:
    assert not refusals(cast, of(draft(cast.organization), "setup-questions"))


def test_each_says_how_long_it_takes_and_what_is_left_out(cast: Cast) -> None:
    survey_instrument("long", questions=30)
    InstrumentFactory(slug="mixed")
    page = cast.client("leader").get(of(draft(cast.organization), "setup-questions"))
    assertContains(page, "About 6 minutes,")
    assertContains(page, "30 questions.")
    assertContains(page, "3 questions; 1 is left out")
    assertContains(page, "<li>What do you hope for?</li>", html=True)
    assertContains(page, "own can tell who wrote them")


def test_what_is_chosen_is_ticked_and_saving_goes_on(cast: Cast) -> None:
    survey_instrument("apple"), survey_instrument("zebra")
    survey = draft(cast.organization, instruments=[survey_instrument("zebra")])
    page = cast.client("leader").get(of(survey, "setup-questions"))
    assertContains(page, 'id="ask-zebra" checked')
    assertNotContains(page, 'id="ask-apple" checked')
    sent = {"revision": survey.revision, "instrument": ["apple"]}
    assertRedirects(cast.client("leader").post(of(survey, "setup-questions"), sent), of(survey, "setup-groups"))
    assert chosen(survey) == ["apple"]


def test_nothing_chosen_is_refused(cast: Cast) -> None:
    survey = draft(cast.organization)
    before = chosen(survey)
    for forged in ([], ["nothing"], ["<script>"]):
        sent = {"revision": survey.revision, "instrument": forged}
        page = cast.client("leader").post(of(survey, "setup-questions"), sent)
        assertContains(page, "Choose at least one assessment.", status_code=422)
    assert chosen(survey) == before


def test_a_stale_choice_is_refused_with_what_is_saved(cast: Cast) -> None:
    survey_instrument("apple")
    survey = draft(cast.organization, instruments=[survey_instrument("zebra")])
    page = cast.client("leader").post(
        of(survey, "setup-questions"), {"revision": survey.revision + 5, "instrument": ["apple"]}
    )
    assertContains(page, "<li>Questions of zebra</li>", status_code=409, html=True)
    assertContains(page, 'id="ask-apple" checked', status_code=409)
    assert chosen(survey) == ["zebra"]


def test_a_long_survey_is_pointed_out(cast: Cast) -> None:
    survey = draft(cast.organization, instruments=[survey_instrument("long", questions=110)])
    assertContains(cast.client("leader").get(of(survey, "setup-questions")), "this takes about 22 minutes")
