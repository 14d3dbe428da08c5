"""When something goes wrong, a page says what happened and what to do next, and leads back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from peerready import errors
from tests.cast import EVERYBODY, Cast
from tests.invariants.page import problems

ORGANIZATION = "/o/harbor-house-x7k2mp/"
Ask = Callable[[Client], HttpResponse]


def too_large(client: Client) -> HttpResponse:
    return client.post("/organizations/new/", {"name": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})


def without_token(client: Client) -> HttpResponse:
    client.handler.enforce_csrf_checks = True
    return client.post("/accounts/logout/")


# What happens, who it happens to, how, and what the page says to do next.
CASES: dict[str, tuple[int, str, Ask, str]] = {
    "host": (
        400,
        "viewer",
        lambda c: c.get("/", headers={"host": "evil.example"}),
        "reload the page and try once more",
    ),
    "role": (403, "viewer", lambda c: c.get(f"{ORGANIZATION}settings/"), "ask an owner or administrator"),
    "token": (403, "viewer", without_token, "send the form again"),
    "address": (404, "visitor", lambda c: c.get("/no-such-page/"), "typing slip"),
    "outsider": (404, "outsider", lambda c: c.get(ORGANIZATION), "not a member of"),
    "method": (405, "owner", lambda c: c.get(f"{ORGANIZATION}reports/readiness.pdf"), "take the step from there"),
    "size": (413, "owner", too_large, "shorten the longest text"),
}


def main_of(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split('<main id="main"')[1].split("</main>")[0].split())


@pytest.mark.parametrize(("status", "who", "ask", "advice"), CASES.values(), ids=CASES)
def test_the_page_says_what_to_do_next_and_leads_back(cast: Cast, status: int, who: str, ask: Ask, advice: str) -> None:
    response = ask(cast.client(who))
    assert response.status_code == status
    assert problems(response) == []
    assert advice in main_of(response)
    back = main_of(response).split('class="btn btn-primary" href="')[1].split('"')[0]
    assert cast.client(who).get(back, follow=True).status_code == 200


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_way_back_is_one_that_this_person_can_go(cast: Cast, who: str) -> None:
    text = main_of(cast.client(who).get("/no-such-page/"))
    assert ('href="/organizations/"' in text) is (who != "visitor")
    assert ('href="/"' in text) is (who == "visitor")


def test_inside_an_organization_the_way_back_is_its_home(cast: Cast) -> None:
    text = main_of(cast.client("hr").get(f"{ORGANIZATION}settings/"))
    assert f'href="{ORGANIZATION}">Back to Harbor House</a>' in text


def test_an_outsider_does_not_learn_that_the_organization_exists(cast: Cast) -> None:
    client = cast.client("outsider")
    there, nowhere = client.get(ORGANIZATION), client.get("/o/no-such-house/")
    assert there.status_code == nowhere.status_code == 404
    assert main_of(there) == main_of(nowhere)
    assert "Harbor House" not in there.content.decode()


@pytest.mark.parametrize(("address", "allowed"), [("", "GET, HEAD"), ("reports/readiness.pdf", "POST")])
def test_a_wrong_method_still_tells_programs_which_are_right(cast: Cast, address: str, allowed: str) -> None:
    client = cast.client("owner")
    response = client.get(ORGANIZATION + address) if allowed == "POST" else client.put(ORGANIZATION + address)
    assert (response.status_code, response["Allow"]) == (405, allowed)


def test_too_many_tries_are_asked_to_pause(cast: Cast) -> None:
    client = cast.client("visitor")
    answers = [client.post("/accounts/signup/", {"email": "nothing"}) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [*[200] * 20, 429]
    assert problems(answers[-1]) == []
    assert "Wait a few minutes, then try again." in main_of(answers[-1])


@pytest.mark.parametrize("what", ["peerready.views.overview", "peerready.context.destinations"], ids=["view", "frame"])
def test_a_fault_of_ours_is_told_as_ours_even_if_the_frame_is_broken(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("secret words of a traceback")

    client = cast.client("owner")
    client.raise_request_exception = False
    monkeypatch.setattr(what, broken)
    response = client.get(ORGANIZATION)
    assert response.status_code == 500
    assert problems(response) == []
    text = main_of(response)
    assert "It is not your fault, and what was saved before is safe." in text
    assert "go back and try again" in text
    assert 'class="btn btn-primary" href="/"' in text
    assert "secret words" not in response.content.decode()


def test_a_fault_without_database_still_has_a_page(rf: RequestFactory) -> None:
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert b"<h1>Something went wrong on our side</h1>" in response.content


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "413", "429", "500"])
def test_no_error_page_blames_or_speaks_in_codes(name: str, rf: RequestFactory) -> None:
    text = render_to_string(f"errors/{name}.html", {}, request=None if name == "500" else errors_request(rf))
    words = text.split("<main")[1].split("</main>")[0].lower()
    assert words.count("<h1>") == 1
    assert not [
        word for word in ("invalid", "illegal", "forbidden", "fatal", "csrf", "http", name[:3]) if word in words
    ]


def errors_request(rf: RequestFactory) -> Any:
    request = rf.get("/")
    request.user, request._messages = AnonymousUser(), []
    return request
