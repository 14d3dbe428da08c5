"""The form of a record, as it works without JavaScript: saving, resuming, completing, reopening."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Completion, Instrument, Record
from tests.cast import Cast
from tests.factories import CompletionFactory, InstrumentFactory, InstrumentVersionFactory

from . import build
from .form import OpenForm

pytestmark = pytest.mark.django_db


def open_form(cast: Cast, url: str, who: str = "leader") -> OpenForm:
    return OpenForm(cast.client(who), url)


@pytest.mark.parametrize("who", ["owner", "leader"])
def test_opening_the_form_begins_nothing_and_says_what_to_do(cast: Cast, url: str, who: str) -> None:
    page = open_form(cast, url, who).page
    texts = ("Are we ready?", "There is an agreed board for peer support.", "What do you hope for?", "0 of 4")
    assert all(text in page for text in texts)
    assert settings.UNDEFINED_VARIABLE[:6] not in page
    assert not Record.objects.exists()


def test_a_plain_save_says_so_and_shows_the_answers(cast: Cast, url: str) -> None:
    form = open_form(cast, url).choose(board="yes").type(hopes="More time\nand trust", _present="Ann, Bob")
    response = form.client.post(url, form.sends(action="save"), follow=True)
    assert response.redirect_chain == [(url, 302)]
    page = response.content.decode()
    assert "Saved." in page
    assert "2 of 4" in page
    assert "by Leader Person" in page


def test_another_device_shows_what_was_saved_on_the_first(cast: Cast, url: str) -> None:
    open_form(cast, url).choose(board="yes", pay="unsure").type(hopes="Zeit & Geld\n</textarea>", _present="Ann").save()
    other = open_form(cast, url, "owner")
    shown = {name: value for name, value in other.fields.items() if name[:2] in ("c-", "t-")}
    assert shown == {
        "c-board": "yes",
        "c-budget": "",
        "c-pay": "unsure",
        "t-hopes": "Zeit & Geld\n</textarea>",
        "t-_present": "Ann",
    }
    assert other.choose(board="no").save().status_code == 302


def test_100_000_characters_in_many_answers_are_saved(cast: Cast, url: str) -> None:
    asked = [build.item(f"q{number}", "open", scaled=False) for number in range(6)]
    content = build.instrument([build.section("all", *asked)], build.scale(0, 1))
    instrument = InstrumentFactory(slug="long")
    version = InstrumentVersionFactory(instrument=instrument, version="2", content_json=content.as_dict())
    Instrument.objects.filter(pk=instrument.pk).update(current_version=version)
    form = open_form(cast, url.replace("/ready/", "/long/"))
    assert form.type(**{item.slug: "ü🙂\n" * 6_600 + "." for item in asked}).save().status_code == 302
    form.load()
    assert form.fields["t-q5"] == "ü🙂\n" * 6_600 + "."


def test_completing_leads_to_the_result(cast: Cast, url: str) -> None:
    form = open_form(cast, url).choose(board="yes")
    response = form.client.post(url, form.sends(action="complete"), follow=True)
    assert response.redirect_chain == [(url + "results/", 302)]
    assert "Where you stand" in response.content.decode()
    assert form.client.get(url)["Location"] == url + "results/"


def test_pressing_complete_twice_leads_to_the_result_and_completes_once(cast: Cast, url: str) -> None:
    form = open_form(cast, url).choose(board="yes")
    assert [form.save(action="complete")["Location"] for _ in range(2)] == [url + "results/"] * 2
    assert Completion.objects.count() == 1


def test_nothing_answered_cannot_be_completed_and_the_page_says_why(cast: Cast, url: str) -> None:
    form = open_form(cast, url)
    response = form.client.post(url, form.sends(action="complete"), follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert "Nothing is answered yet." in response.content.decode()
    assert not Completion.objects.exists()


def test_a_reopened_record_can_be_changed_and_completed_again(cast: Cast, url: str) -> None:
    form = open_form(cast, url).choose(board="yes")
    form.save(action="complete")
    response = form.client.post(url + "reopen/", follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert "The assessment is open again. The earlier result is kept." in response.content.decode()
    form.load()
    assert form.fields["c-board"] == "yes"
    assert form.choose(board="no").save(action="complete")["Location"] == url + "results/"
    assert list(Completion.objects.values_list("number", flat=True)) == [2, 1]


def test_reopening_what_was_never_begun_is_404(cast: Cast, url: str) -> None:
    assert cast.client("leader").post(url + "reopen/").status_code == 404


def test_a_record_stays_with_the_questions_that_it_began_with(cast: Cast, url: str) -> None:
    open_form(cast, url).choose(board="yes").save()
    record = Record.objects.get()
    newer = build.instrument([build.section("all", build.item("other"))], build.scale(0, 1)).as_dict()
    version = InstrumentVersionFactory(instrument=record.instrument, version="2", content_json=newer)
    Instrument.objects.update(current_version=version)
    form = open_form(cast, url)
    assert form.fields["c-board"] == "yes"
    assert "Text of other" not in form.page


def test_a_page_and_a_save_take_few_queries_however_much_there_is(cast: Cast, url: str) -> None:
    def queries() -> tuple[int, int]:
        form = open_form(cast, url).choose(board="yes")
        form.save_in_place()
        with CaptureQueriesContext(connection) as reading:
            form.load()
        with CaptureQueriesContext(connection) as saving:
            form.choose(board="no").save_in_place()
        return len(reading), len(saving)

    few = queries()
    for _ in range(3):
        CompletionFactory(record__organization=cast.organization)
    assert queries() == few
    assert max(few) <= 12
