"""Coming in: signing up, confirming the address, signing in, and the protection that is offered."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from organizations.models import User
from tests.cast import Cast, sign_in_by_form
from tests.factories import PASSWORD, InvitationFactory
from tests.invariants.page import problems

NEW = {"name": "Nia New", "email": "Nia@Example.org", "password1": PASSWORD}
LOGIN, SIGNUP, CONFIRM = "/accounts/login/", "/accounts/signup/", "/accounts/confirm-email/"


def sign_in(client: Client, user: User, password: str = PASSWORD) -> HttpResponse:
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return client.post(LOGIN, {"login": user.email, "password": password}, follow=True)


def code_in_mail() -> str:
    return re.search(r"^Your PeerReady code: ([\w-]+)$", mail.outbox[-1].subject)[1]


def test_new_person_confirms_their_address_and_is_led_to_their_organization(db: None) -> None:
    client = Client()
    assertRedirects(client.post(SIGNUP, NEW), CONFIRM)
    assert mail.outbox[-1].to == ["nia@example.org"]
    assert code_in_mail() in mail.outbox[-1].body
    assert client.get("/organizations/").status_code == 302, "not before the address is confirmed"
    page = client.post(CONFIRM, {"code": code_in_mail()}, follow=True)
    assertContains(page, "Begin with your organization")
    assert page.redirect_chain[-1][0] == "/organizations/"
    user = User.objects.get(email="nia@example.org")
    assert user.name == "Nia New"
    assert EmailAddress.objects.get(user=user).verified


def test_invited_stranger_comes_back_to_the_invitation_after_signing_up(cast: Cast) -> None:
    InvitationFactory(organization=cast.organization, token="invited-1")
    client = Client()
    page = client.get("/invitations/invited-1/").content.decode()
    signup = re.search(r'href="(/accounts/signup/[^"]+)"', page)[1]
    form = client.get(signup).content.decode()
    onward = re.search(r'<input[^>]*name="next"[^>]*value="([^"]+)"', form)[1]
    client.post(SIGNUP, {**NEW, "next": onward})
    assertRedirects(client.post(CONFIRM, {"code": code_in_mail()}), "/invitations/invited-1/")


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "\x00", "x" * 100_000])
def test_a_wrong_code_confirms_nothing(db: None, code: str) -> None:
    client = Client()
    client.post(SIGNUP, NEW)
    page = client.post(CONFIRM, {"code": code}, follow=True)
    assert problems(page) == []
    assert not EmailAddress.objects.get().verified
    assert client.get("/organizations/").status_code == 302


def test_a_code_cannot_be_guessed_by_trying_on(db: None) -> None:
    client = Client()
    client.post(SIGNUP, NEW)
    for _ in range(4):
        client.post(CONFIRM, {"code": "AAAA-AAAA"})
    client.post(CONFIRM, {"code": code_in_mail()})
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize("password", ["short1", "1234567890123", "password123", "nia@example.org", "", "a\x00" * 20])
def test_a_weak_password_is_refused(db: None, password: str) -> None:
    page = Client().post(SIGNUP, {**NEW, "password1": password})
    assertContains(page, 'id="id_password1_error"')
    assertContains(page, 'value="Nia New"')
    assert not User.objects.exists()


def test_nobody_learns_by_signing_up_who_has_an_account(cast: Cast) -> None:
    taken = Client().post(SIGNUP, {**NEW, "email": "LEADER@example.org"})
    assertRedirects(taken, CONFIRM, fetch_redirect_response=False)
    assert mail.outbox[-1].to == [cast.leader.email]
    assert "code" not in mail.outbox[-1].subject
    assert User.objects.filter(email__iexact=cast.leader.email).count() == 1


def test_signing_in_leads_home_whatever_the_case_of_the_address(cast: Cast) -> None:
    sign_in(Client(), cast.leader)
    page = Client().post(LOGIN, {"login": "LEADER@Example.org", "password": PASSWORD}, follow=True)
    assert page.redirect_chain[-1][0] == f"/o/{cast.organization.slug}/"
    assertContains(page, "Leader Person")


@pytest.mark.parametrize("login", ["leader@example.org", "nobody@example.org", "", "\x00", "x" * 100_000, "'--"])
def test_wrong_password_and_unknown_person_are_told_the_same(cast: Cast, login: str) -> None:
    page = Client().post(LOGIN, {"login": login, "password": "not-the-one"})
    assert page.status_code == 200
    assert problems(page) == []
    assert "field-error" in page.content.decode() or "alert-danger" in page.content.decode()
    if "@" in login:
        assertContains(page, "The email address and/or password you specified are not correct.")
        assertContains(page, f'value="{login}"')


def test_guessing_one_persons_password_is_stopped(cast: Cast) -> None:
    for number in range(5):
        sign_in(Client(), cast.leader, f"guess-{number}")
    client = Client()
    assertContains(sign_in(client, cast.leader), "Too many failed login attempts. Try again later.")
    assert client.get("/organizations/").status_code == 302


def test_too_many_tries_give_a_page_that_says_what_to_do(db: None) -> None:
    client = Client()
    for _ in range(30):
        assert client.post(LOGIN).status_code == 200
    page = client.post(LOGIN)
    assertContains(page, "A short pause, please", status_code=429)
    assert problems(page) == []


@pytest.mark.parametrize("there", ["https://evil.example", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_signing_in_never_leads_to_another_site(cast: Cast, there: str) -> None:
    EmailAddress.objects.create(user=cast.hr, email=cast.hr.email, verified=True, primary=True)
    response = Client().post(LOGIN, {"login": cast.hr.email, "password": PASSWORD, "next": there})
    assertRedirects(response, "/organizations/", fetch_redirect_response=False)


def test_signing_out_needs_a_click_and_is_complete(cast: Cast) -> None:
    client = sign_in_by_form(cast.hr)
    client.get("/accounts/logout/")
    assert client.get("/account/").status_code == 200
    assertRedirects(client.post("/accounts/logout/"), "/")
    assert client.get("/account/").status_code == 302


def test_forgotten_password_answers_everybody_the_same(cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.hr, email=cast.hr.email, verified=True, primary=True)
    pages = [Client().post("/accounts/password/reset/", {"email": e}) for e in (cast.hr.email, "nobody@example.org")]
    assert {(page.status_code, page.headers["Location"]) for page in pages} == {(302, "/accounts/password/reset/done/")}
    assert re.search(r"http://testserver/accounts/password/reset/key/\S+", mail.outbox[0].body)


def test_a_form_without_its_token_says_what_to_do(cast: Cast) -> None:
    page = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "x"})
    assertContains(page, "Please try that once more", status_code=403)
    assert problems(page) == []
