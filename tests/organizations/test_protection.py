"""Passkeys and the authenticator app."""

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.cast import Cast, sign_in_by_form
from tests.factories import PASSWORD
from tests.invariants.page import problems


def test_extra_protection_is_offered_and_not_forced(cast: Cast) -> None:
    assertContains(Client().get(reverse("account_login")), "Sign in with a passkey")
    client = sign_in_by_form(cast.leader)
    assert client.get(f"/o/{cast.organization.slug}/").status_code == 200
    account = client.get("/account/")
    assertContains(account, "Not required.")
    for name in ("mfa_index", "mfa_list_webauthn"):
        assertContains(account, reverse(name))
    assertContains(client.get(reverse("mfa_index")), reverse("mfa_activate_totp"))
    assertRedirects(
        client.get(reverse("mfa_activate_totp")), f"/accounts/reauthenticate/?next={reverse('mfa_activate_totp')}"
    )


def test_who_turned_on_the_authenticator_app_is_asked_for_its_code(cast: Cast) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(cast.leader, secret)
    client = sign_in_by_form(cast.leader)
    assert client.get(f"/o/{cast.organization.slug}/").status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000x"})
    assertNotContains(wrong, cast.organization.name)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    page = client.post(reverse("mfa_authenticate"), {"code": code}, follow=True)
    assert page.redirect_chain[-1][0] == f"/o/{cast.organization.slug}/"


def test_passkey_and_authenticator_app_are_set_up_on_pages_of_their_own(cast: Cast) -> None:
    client = sign_in_by_form(cast.leader)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    app, passkey = client.get(reverse("mfa_activate_totp")), client.get(reverse("mfa_add_webauthn"))
    assert problems(app) == problems(passkey) == []
    assertContains(app, client.session["mfa.totp.secret"])
    assertContains(passkey, "Name of this passkey")
