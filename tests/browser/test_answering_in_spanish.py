"""Answering the real assessments in Spanish, on the narrowest phone: from the link to the thanks, without a barrier."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assessments.models import Instrument
from surveys.models import Response, Survey
from tests.cast import Cast
from tests.surveys.build import opened

from .steps import expect_errors, expect_heading, press

Look = Callable[[Page], None]
ASKED = ("prcoe-culture", "wise-psychosocial", "wise-workplace", "prcoe-recovery")
HEADINGS = ("Lo que compartimos", "Lo que se ve", "Lo que hay en el fondo", "13 factores de riesgo psicosocial")
PHONE = {"width": 320, "height": 640}


@pytest.fixture
def survey(toolkits: None, cast: Cast) -> Survey:
    asked = [Instrument.objects.get(slug=slug) for slug in ASKED]
    return opened(
        cast.organization, instruments=asked, languages=["en", "es"], takes_comments=True, name="How are we doing?"
    )


@pytest.fixture
def link(survey: Survey) -> str:
    return f"/s/k/{survey.groups.get(name='Peer workers').shared_key}/"


def begin(page: Page, link: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(link)
    page.get_by_role("navigation", name="Language").get_by_role("link", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")


def test_a_survey_is_answered_in_spanish_on_a_phone(page: Page, survey: Survey, link: str, look: Look) -> None:
    begin(page, link)
    expect_heading(page, "How are we doing?")
    look(page)
    page.get_by_role("link", name="Empezar").click()
    for n, heading in enumerate(HEADINGS):
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        look(page)
        page.get_by_role("radio", name="De acuerdo", exact=True).first.check()
        if not n:
            expect(page.locator("#answer-status")).to_contain_text("Guardado.")
            page.get_by_text("aún sin revisar: ver el texto en inglés").click()
            expect(page.get_by_text("We respect one another.")).to_be_visible()
            look(page)
        press(page, "Guardar y continuar")
    for number in range(len(HEADINGS) + 1, len(HEADINGS) + 6):
        expect(page).to_have_url(re.compile(rf"/{number}/"))  # a button that is pressed before leaves no page behind
        press(page, "Guardar y continuar")
    expect_heading(page, "Revise y envíe")
    look(page)
    page.get_by_label("Con sus propias palabras").fill("Hola")
    expect(page.locator("[data-counter]")).to_contain_text("caracteres")
    press(page, "Enviar mis respuestas")
    expect_heading(page, "Gracias. Hemos recibido sus respuestas.")
    look(page)
    page.reload()
    expect_heading(page, "Gracias. Hemos recibido sus respuestas.")
    answers = Response.objects.get().answers
    assert answers == {
        "prcoe-culture/transparency": "4",
        "prcoe-culture/physical-environment": "4",
        "prcoe-culture/values": "4",
        "wise-psychosocial/psychological-support": "4",
    }


def test_without_a_script_it_is_the_same(new_context: Callable[..., BrowserContext], survey: Survey, link: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    begin(page, link)
    page.get_by_role("link", name="Empezar").click()
    page.get_by_role("radio", name="No sé", exact=True).first.check()
    press(page, "Guardar y continuar")
    expect_heading(page, "Lo que se ve")
    press(page, "Atrás")
    expect(page.get_by_role("radio", name="No sé", exact=True).first).to_be_checked()
    expect(page.locator("html")).to_have_attribute("lang", "es")


def test_a_bad_connection_is_told_in_spanish(page: Page, survey: Survey, link: str, console_errors: list[str]) -> None:
    begin(page, link)
    page.get_by_role("link", name="Empezar").click()
    expect_heading(page, HEADINGS[0])
    page.wait_for_load_state()  # its script too
    page.context.set_offline(True)
    page.get_by_role("radio", name="De acuerdo", exact=True).first.check()
    expect(page.locator("#answer-status")).to_contain_text("no hay conexión")
    page.context.set_offline(False)
    expect(page.locator("#answer-status")).to_contain_text("Guardado.")
    expect_errors(console_errors, "ERR_INTERNET_DISCONNECTED")


def test_a_spanish_browser_begins_in_spanish_and_leads_back_to_english(
    browser: Browser, browser_context_args: dict[str, Any], survey: Survey, link: str
) -> None:
    page = browser.new_context(**{**browser_context_args, "locale": "es-US"}).new_page()
    page.goto(link)
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.get_by_role("navigation", name="Idioma").get_by_role("link", name="English").click()
    page.get_by_role("link", name="Begin").click()
    expect_heading(page, "What we share")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.context.close()
