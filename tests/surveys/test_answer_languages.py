"""Answering in Spanish: the language stands in the address, the answers mean the same, English stays within reach."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from assessments.models import InstrumentTranslation
from surveys.closing import close
from surveys.models import Response, Survey
from tests.cast import Cast
from tests.invariants.page import problems
from tests.surveys.build import opened
from tests.surveys.respondent import SLUG, Respondent
from tests.surveys.spanish import offered

ES = "?language=es"
NOT_ENGLISH = ["lang is es"]
SPANISH_BROWSER = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}
NOT_REVIEWED = "Traducción de PeerReady, aún sin revisar"
TRANSLATED = "PeerReady tradujo estas preguntas, y nadie ha revisado aún la traducción."


@pytest.fixture
def one(cast: Cast) -> Respondent:
    survey = offered(cast.organization, takes_comments=True)
    found = Respondent(survey)
    found.arrive()
    return found


def test_the_first_page_offers_each_language_by_its_own_name(one: Respondent) -> None:
    page = one.get()
    assert problems(page) == []
    assertContains(page, '<a href="?language=en" lang="en" hreflang="en" aria-current="true">English</a>')
    assertContains(page, '<a href="?language=es" lang="es" hreflang="es">Español</a>')
    assertNotContains(page, TRANSLATED)


def test_in_spanish_all_of_it_is_spanish_and_leads_on_in_spanish(one: Respondent) -> None:
    page = one.get(ES)
    assert problems(page) == NOT_ENGLISH
    for said in ("Empezar", "Su organización no puede ver lo que usted respondió", "Preguntas de cultura", TRANSLATED):
        assertContains(page, said)
    assertContains(page, 'href="?language=es" lang="es" hreflang="es" aria-current="true"')
    assertContains(page, f'href="{one.base}1/{ES}"')
    assertNotContains(page, "Your organization cannot see")


def test_a_part_shows_the_translation_whose_it_is_and_the_english_text(one: Respondent) -> None:
    page = one.get(f"1/{ES}")
    assert problems(page) == NOT_ENGLISH
    for said in ("Sección 1", "Frase 1 se cumple aquí.", "Totalmente de acuerdo", "Prefiero no decirlo", NOT_REVIEWED):
        assertContains(page, said)
    assertContains(page, "Sin respuesta")
    assertContains(page, 'data-saved="Guardado."')
    words = page.content.decode()
    english = words[words.index('<div lang="en">') :]
    for said in ("Our values", "Statement 1 holds here.", "Strongly agree"):
        assert said in english
    assert words.count("Statement 1") == 1
    assertContains(page, '<cite lang="en">')


def test_the_same_part_is_english_again_for_who_reads_english(one: Respondent) -> None:
    one.get(f"1/{ES}")
    page = one.get("1/")
    assert problems(page) == []
    assertContains(page, "No answer")
    assertNotContains(page, "Frase 1")
    assertNotContains(page, "see the English text")


def test_what_is_answered_in_spanish_counts_as_the_same(one: Respondent) -> None:
    saved = one.post(f"1/{ES}", {**one.fields({"s-1": "4", "s-2": "dont_know"}), "action": "next"})
    assertRedirects(saved, f"{one.base}2/{ES}")
    one.post("2/", {**one.fields({"s-3": "1"}), "action": "next"})
    review = one.get(f"review/{ES}")
    assert problems(review) == NOT_ENGLISH
    assertContains(review, "3 de 4 preguntas respondidas")
    sent = one.post(f"review/{ES}", {"action": "send"})
    assert sent["Location"] == f"{one.base}thanks/{ES}"
    assert Response.objects.get().answers == {f"{SLUG}/s-1": "4", f"{SLUG}/s-2": "dont_know", f"{SLUG}/s-3": "1"}
    thanks = one.get(f"thanks/{ES}")
    assert problems(thanks) == NOT_ENGLISH
    assertContains(thanks, "Hemos recibido sus respuestas.")
    assertContains(thanks, "marque 2")


def test_a_script_is_told_the_next_page_in_the_same_language(one: Respondent) -> None:
    told = one.post(f"1/{ES}", {"action": "next"}, Accept="application/json")
    assert told.json() == {"next": f"{one.base}2/{ES}"}


def test_what_keeps_answers_from_being_sent_is_said_in_spanish(one: Respondent) -> None:
    nothing = one.post(f"review/{ES}", {"action": "send"})
    assertContains(nothing, "Todavía no hay nada respondido, así que", status_code=422)
    long = one.post(f"review/{ES}", {"action": "send", "comment": "a" * 2001})
    assertContains(long, "Su comentario es demasiado largo.", status_code=422)


def test_dates_are_spanish(one: Respondent) -> None:
    days = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
    closes_at = timezone.localtime(one.survey.closes_at)
    assertContains(one.get(ES), f"abierta hasta el {days[closes_at.weekday()]} {closes_at.day} de ")
    assertContains(one.get(), f"open until {closes_at:%A, %B} {closes_at.day}, ")


def test_a_browser_that_asks_for_spanish_gets_it_until_its_owner_chooses_english(one: Respondent) -> None:
    spanish = one.client.get(one.base, headers=SPANISH_BROWSER)
    assertContains(spanish, '<html lang="es">')
    assertContains(spanish, f'href="{one.base}1/{ES}"')
    english = one.client.get(f"{one.base}?language=en", headers=SPANISH_BROWSER)
    assertContains(english, '<html lang="en">')
    assertContains(english, f'href="{one.base}1/?language=en"')
    assertContains(one.get("?language=xx"), '<html lang="en">')


def test_a_survey_in_english_alone_is_english_whatever_is_asked_for(cast: Cast) -> None:
    one = Respondent(opened(cast.organization))
    one.arrive()
    page = one.client.get(one.base + ES, headers=SPANISH_BROWSER)
    assert problems(page) == []
    assertNotContains(page, "Español")
    assertContains(page, f'href="{one.base}1/"')
    part = one.client.get(f"{one.base}1/{ES}", headers=SPANISH_BROWSER)
    assertContains(part, "No answer")
    assertNotContains(part, "Guardado")


def test_a_link_that_opens_nothing_shows_one_page_in_the_language_that_is_asked_for(one: Respondent) -> None:
    spanish = Client(headers=SPANISH_BROWSER)
    unknown = [spanish.get(f"/s/k/{'x' * 43}/"), spanish.get(one.base), spanish.get("/s/nothing/")]
    english = Respondent(opened(one.survey.organization))
    unknown.append(spanish.get(english.base))
    assert {page.status_code for page in unknown} == {404}
    assert len({page.content for page in unknown}) == 1
    assert problems(unknown[0]) == NOT_ENGLISH
    assertContains(unknown[0], "Este enlace no abre ninguna encuesta", status_code=404)
    assert problems(Client().get(one.base)) == []


def test_a_wrong_method_is_refused_in_spanish_too(one: Respondent) -> None:
    assertContains(one.client.put(one.base + ES), "Esta dirección no se puede abrir así", status_code=405)


def test_what_was_typed_too_late_is_shown_in_spanish(one: Respondent) -> None:
    token = one.get("1/").content.decode().split('name="token" value="')[1].split('"')[0]
    close(survey=one.survey, now=timezone.now())
    late = one.client.post(f"{one.base}1/{ES}", {**one.fields({"s-1": "5"}), "token": token})
    assert problems(late) == NOT_ENGLISH
    for said in ("No se recibieron sus respuestas", "Frase 1 se cumple aquí.", TRANSLATED):
        assertContains(late, said, status_code=409)


def test_erasing_comes_back_in_spanish(one: Respondent) -> None:
    one.post(f"1/{ES}", {**one.fields({"s-1": "5"}), "action": "next"})
    erased = one.post(ES, {"action": "anew"})
    assert erased["Location"] == f"{one.base}{ES}&erased"
    assertContains(one.client.get(erased["Location"]), "Lo que se había respondido aquí se ha borrado.")


def test_the_language_is_kept_nowhere(one: Respondent) -> None:
    before = set(one.client.cookies)
    one.get(ES)
    one.post(f"review/{ES}", {**one.fields({"s-1": "5"}), "action": "send"})
    assert set(one.client.cookies) == before
    assert {field.name for field in Response._meta.fields} == {"id", "survey", "group", "answers"}


def test_the_rest_of_the_site_stays_english(cast: Cast) -> None:
    page = cast.client("leader").get(f"/o/{cast.organization.slug}/{ES}", headers=SPANISH_BROWSER)
    assert problems(page) == []


def test_what_a_status_says_is_shown(one: Respondent) -> None:
    InstrumentTranslation.objects.update(status="ours-reviewed", reviewer="Ana")
    assertContains(one.get(f"1/{ES}"), "Traducción de PeerReady, revisada")
    assertContains(one.get(f"review/{ES}"), "la traducción ha sido revisada")


def test_pages_cost_as_many_queries_in_spanish(one: Respondent, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    one.get(f"1/{ES}")
    with django_assert_max_num_queries(4):
        one.get(f"1/{ES}")


def test_all_surveys_before_are_english() -> None:
    assert Survey().languages == ["en"]
