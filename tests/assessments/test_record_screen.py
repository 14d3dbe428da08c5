"""The form of a record, as it works without JavaScript: who may fill it, saving, resuming, completing, reopening."""

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessments.models import Completion, Record
from tests.cast import Cast
from tests.factories import InstrumentFactory, InstrumentVersionFactory

from . import build
from .form import OpenForm

pytestmark = pytest.mark.django_db
ACTIONS = ("", "reopen/")


def open_form(cast: Cast, url: str, who: str = "leader") -> OpenForm:
    return OpenForm(cast.client(who), url)


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
@pytest.mark.parametrize("action", ACTIONS)
def test_outsider_gets_404_whatever_the_method(cast: Cast, url: str, action: str, method: str) -> None:
    assert getattr(cast.client("outsider"), method)(url + action).status_code == 404


@pytest.mark.parametrize("who", ["administrator", "hr", "viewer"])
@pytest.mark.parametrize("action", ACTIONS)
def test_a_role_that_does_not_assess_gets_403(cast: Cast, url: str, action: str, who: str) -> None:
    assert cast.client(who).get(url).status_code == 403
    assert cast.client(who).post(url + action, {"was-board": "", "c-board": "yes"}).status_code == 403
    assert not Record.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_wrong_method_gets_405(cast: Cast, url: str, method: str) -> None:
    assert getattr(cast.client("leader"), method)(url).status_code == 405


def test_reopening_by_a_link_gets_405(cast: Cast, url: str) -> None:
    assert cast.client("leader").get(url + "reopen/").status_code == 405


@pytest.mark.parametrize("action", ACTIONS)
def test_a_visitor_is_sent_to_sign_in(cast: Cast, url: str, action: str) -> None:
    response = cast.client("visitor").post(url + action)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")
    assert cast.client("visitor").post(url + action, headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.parametrize("action", ACTIONS)
def test_a_form_from_elsewhere_is_refused(cast: Cast, url: str, action: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.leader)
    assert client.post(url + action, {"was-board": "", "c-board": "yes"}).status_code == 403
    assert not Record.objects.exists()
    form = OpenForm(client, url).choose(board="yes")
    assert form.save().status_code == 302


@pytest.mark.parametrize("slug", ["unknown", "board", "without-a-version"])
def test_an_unknown_instrument_is_404(cast: Cast, url: str, slug: str) -> None:
    instrument = InstrumentFactory(slug="without-a-version")
    instrument.current_version = None
    instrument.save()
    client = cast.client("leader")
    where = url.replace("/ready/", f"/{slug}/")
    assert [client.get(where).status_code, client.post(where).status_code] == [404, 404]
    assert client.post(where + "reopen/").status_code == 404


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
    instrument.current_version = InstrumentVersionFactory(instrument=instrument, version="2", content_json=content.as_dict())
    instrument.save()
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
    record.instrument.current_version = version
    record.instrument.save()
    form = open_form(cast, url)
    assert form.fields["c-board"] == "yes"
    assert "Text of other" not in form.page


@pytest.mark.parametrize("instruments", [0, 3])
def test_a_page_and_a_save_take_few_queries(
    cast: Cast, url: str, instruments: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(instruments):
        Record.objects.create(organization=cast.organization, instrument=(i := InstrumentFactory()), version=i.current_version)
    form = open_form(cast, url).choose(board="yes")
    form.save_in_place()
    with django_assert_max_num_queries(6) as reading:
        form.load()
    with django_assert_max_num_queries(12) as saving:
        form.choose(board="no").save_in_place()
    assert (len(reading), len(saving)) == (4, 10)
