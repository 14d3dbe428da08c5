"""In which languages a survey can be offered: translations of all that it asks, fixed at launch, asked again."""

import re
from pathlib import Path

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from assessments.models import Instrument, InstrumentTranslation
from surveys import languages
from surveys.answering import spoken
from surveys.asking.letters import letter, write
from surveys.lifecycle import NotReadyError, ask_again, chosen_of, launch
from surveys.models import Survey
from surveys.questions import questionnaire
from surveys.setting_up.drafting import questionnaire_to_be
from tests.cast import Cast
from tests.surveys.build import closed, draft, leader_of, survey_instrument
from tests.surveys.mailed import invitation, invited
from tests.surveys.screens import of
from tests.surveys.spanish import BOTH, offered, translate
from tests.surveys.test_setup_screen import details
from tests.toolkits.tiny import edit, tiny_folder
from toolkits.loading import load
from toolkits.strict_yaml import RefusedFixturesError


def test_what_is_offered_is_in_what_every_instrument_is_translated(cast: Cast) -> None:
    one, other = survey_instrument("one"), survey_instrument("other")
    translate(one)
    both, alone = draft(cast.organization, instruments=[one, other]), draft(cast.organization, instruments=[one])
    (offer,) = languages.offers(chosen_of(both))
    assert (offer.language.code, offer.missing, offer.is_possible) == ("es", (other.title,), False)
    (offer,) = languages.offers(chosen_of(alone))
    assert offer.is_possible
    assert offer.is_unreviewed
    InstrumentTranslation.objects.update(status="ours-reviewed", reviewer="Ana")
    assert not languages.offers(chosen_of(alone))[0].is_unreviewed
    assert languages.offers([]) == ()


def test_a_survey_is_not_launched_in_a_language_that_something_is_not_translated_into(cast: Cast) -> None:
    survey = draft(cast.organization, languages=BOTH)
    with pytest.raises(NotReadyError, match="has no Spanish translation"):
        launch(survey=survey, actor=cast.leader)
    page = cast.client("leader").get(of(survey, "check"))
    assertContains(page, "“Questions of culture-check” has no Spanish translation.")
    translate(survey_instrument())
    launch(survey=survey, actor=cast.leader)
    assert Survey.objects.get().is_open


def test_english_is_what_is_offered_unless_somebody_chooses_more(cast: Cast) -> None:
    translate(survey_instrument())
    survey = draft(cast.organization)
    assert survey.languages == ["en"]
    assert spoken.with_language("/s/x/", survey) == "/s/x/"


def test_asking_again_keeps_the_languages(cast: Cast) -> None:
    translate(survey_instrument())
    survey = closed(cast.organization, languages=BOTH)
    assert ask_again(survey=survey, actor=leader_of(cast.organization)).languages == BOTH


def test_in_another_language_the_same_is_asked(cast: Cast) -> None:
    survey = offered(cast.organization)
    english = questionnaire(survey)
    spanish = languages.in_language(english, "es")
    assert [one.key for one in english.questions] == [one.key for one in spanish.questions]
    assert [one.takes for one in english.questions] == [one.takes for one in spanish.questions]
    assert english.asked == spanish.asked
    first = spanish.parts[0]
    assert (first.title, first.section.title, first.questions[0].item.text) == (
        "Preguntas de cultura",
        "Sección 1",
        "Frase 1 se cumple aquí.",
    )
    assert [option.label for option in first.questions[0].apart] == ["No sé", "Prefiero no decirlo"]
    assert first.english == english.parts[0]
    assert (spanish.parts[0].status, english.parts[0].status) == ("ours-unreviewed", "")
    assert languages.weakest_status(spanish) == "ours-unreviewed"
    assert languages.weakest_status(english) == ""


def test_where_a_translation_has_gone_the_questions_are_in_english(cast: Cast) -> None:
    survey = offered(cast.organization)
    InstrumentTranslation.objects.all().delete()
    assert languages.in_language(questionnaire(survey), "es") == questionnaire(survey)


def test_setting_up_offers_a_choice_only_where_there_is_one(cast: Cast) -> None:
    survey, leader = draft(cast.organization), cast.client("leader")
    page = leader.get(of(survey, "setup"))
    assertContains(page, "Spanish cannot be offered: “Questions of culture-check” is not translated.")
    assertNotContains(page, 'name="languages"')
    leader.post(of(survey, "setup"), details(survey, languages="es"))
    assert Survey.objects.get().languages == ["en"]
    translate(survey_instrument())
    page = leader.get(of(survey, "setup"))
    assertContains(page, 'name="languages"')
    assertContains(page, "own translation, and nobody has reviewed it yet")


def test_what_is_chosen_is_kept_and_can_be_taken_back(cast: Cast) -> None:
    translate(survey_instrument())
    survey, leader = draft(cast.organization), cast.client("leader")
    leader.post(of(survey, "setup"), details(survey, languages="es"))
    survey.refresh_from_db()
    assert survey.languages == BOTH
    assert re.search(r'value="es"[^>]*checked', leader.get(of(survey, "setup")).content.decode())
    assertContains(leader.get(of(survey, "check")), "English or Spanish")
    refused = leader.post(of(survey, "setup"), details(survey, languages="xx"))
    assert refused.status_code == 422
    leader.post(of(survey, "setup"), details(survey))
    survey.refresh_from_db()
    assert survey.languages == ["en"]


def test_the_preview_shows_each_language(cast: Cast) -> None:
    translate(survey_instrument())
    survey, leader = draft(cast.organization, languages=BOTH), cast.client("leader")
    start = leader.get(of(survey, "preview"), headers={"Accept-Language": "es"})
    assertContains(start, '<html lang="en">')
    spanish = leader.get(of(survey, "preview") + "?language=es")
    assertContains(spanish, '<html lang="es">')
    assertContains(spanish, f'{of(survey, "preview-page", 1)}?language=es"')
    part = leader.get(of(survey, "preview-page", 1) + "?language=es")
    assertContains(part, "Frase 1 se cumple aquí.")
    assertContains(part, "Traducción de PeerReady, aún sin revisar")
    Survey.objects.update(languages=["en"])
    assertContains(leader.get(of(survey, "preview") + "?language=es"), '<html lang="en">')


def test_a_draft_is_previewed_in_the_versions_that_it_would_ask(cast: Cast) -> None:
    translate(survey_instrument())
    asked = questionnaire_to_be(draft(cast.organization, languages=BOTH))
    assert languages.in_language(asked, "es").parts[0].language == "es"


def test_mails_stay_english_with_one_line_for_who_reads_spanish(cast: Cast) -> None:
    translate(survey_instrument())
    said = {
        len(codes): write(letter(invitation(one), one), address="a@example.org", key="k" * 43).body
        for codes in (["en"], BOTH)
        for one in [invited(cast.organization, languages=codes)]
    }
    assert "español" not in said[1]
    assert "Puede responder en español" in said[2]
    assert said[2].startswith("Hello,")


@pytest.mark.django_db
def test_a_version_that_only_a_survey_asks_is_in_use_too(cast: Cast, tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    load(folder, write=True)
    draft(cast.organization, instruments=[Instrument.objects.get(slug="book-ready")])
    edit(folder, "instruments/book-ready.yaml", "We have a board.", "We have an advisory board.")
    with pytest.raises(RefusedFixturesError, match="version 1 is in use and its content has changed"):
        load(folder, write=True)
