"""Who may fill a record, and by which requests."""

import pytest
from django.test import Client

from assessments.models import Record
from tests.cast import Cast
from tests.factories import InstrumentFactory

from .form import OpenForm

pytestmark = pytest.mark.django_db
ACTIONS = ("", "reopen/")


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
