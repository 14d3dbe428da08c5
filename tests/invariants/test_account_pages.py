"""allauth's pages in our frame. Each of its routes is one of the pages below or said to be none."""

import hashlib

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from organizations.models import User
from tests.cast import Cast, sign_in_by_form
from tests.factories import PASSWORD

from .page import problems, title_of
from .routes import all_routes

FOR_STRANGERS = {
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
SIGNED_IN = {
    "account_logout",
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
}
PROTECTED = {
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}
SAME_QUESTION = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}  # "is it you?", as by password
ON_THE_WAY_IN = {"account_email_verification_sent", "mfa_authenticate"}  # tested by walking there, below
UNPROTECTED = {"mfa_activate_totp"}
NO_PAGES = {
    "account_set_password": "everybody has a password: on to changing it",
    "account_confirm_login_code": "signing in by code is off",
    "mfa_download_recovery_codes": "a text file",
    "mfa_login_webauthn": "JSON",
}


def sign_in(user: User) -> Client:
    """By the form, and once more, as the pages about security ask for it."""
    client = sign_in_by_form(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def add_passkey(user: User, name: str) -> Authenticator:
    """What a browser would have sent, without a device."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    credential = AttestedCredentialData.create(Aaguid.NONE, b"made-up-passkey", key)
    data = AuthenticatorData.create(hashlib.sha256(b"testserver").digest(), flags, 0, credential)
    client_data = CollectedClientData.create("webauthn.create", b"challenge", "http://testserver")
    sent = {
        "clientDataJSON": websafe_encode(client_data),
        "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
    }
    identity = websafe_encode(b"made-up-passkey")
    whole = {"id": identity, "rawId": identity, "type": "public-key", "response": sent, "clientExtensionResults": {}}
    return WebAuthn.add(user, name, whole).instance


def check(client: Client, names: set[str], **kwargs: dict[str, object]) -> None:
    wrong, titles = {}, []
    for name in sorted(names):
        response = client.get(reverse(name, kwargs=kwargs.get(name)))
        assert response.status_code == 200, f"{name}: {response.status_code} {response.headers.get('Location')}"
        if name not in SAME_QUESTION:
            titles.append(title_of(response))
        if found := problems(response):
            wrong[name] = found
    assert not wrong
    assert len(titles) == len(set(titles)), sorted(titles)


def test_every_route_of_accounts_is_listed_here() -> None:
    routes = {route.name for route in all_routes() if route.path.startswith("accounts/")}
    assert routes == FOR_STRANGERS | SIGNED_IN | PROTECTED | UNPROTECTED | ON_THE_WAY_IN | set(NO_PAGES)


def test_pages_for_strangers_are_whole(db: None) -> None:
    check(Client(), FOR_STRANGERS, account_reset_password_from_key={"uidb36": "1", "key": "forged-key"})


def test_pages_of_an_account_are_whole_before_any_extra_protection(cast: Cast) -> None:
    check(sign_in(cast.leader), SIGNED_IN | UNPROTECTED)


@pytest.mark.parametrize("name", ["My phone", '<b>{{ 7|add:1 }}</b> " 🔑 ‮'])
def test_pages_of_an_account_are_whole_with_all_protection(cast: Cast, name: str) -> None:
    client = sign_in(cast.leader)
    TOTP.activate(cast.leader, generate_totp_secret())
    RecoveryCodes.activate(cast.leader)
    pk = add_passkey(cast.leader, name).pk
    check(client, SIGNED_IN | PROTECTED, mfa_remove_webauthn={"pk": pk}, mfa_edit_webauthn={"pk": pk})
    assert client.get(reverse("account_set_password")).status_code == 302
    codes = client.get(reverse("mfa_download_recovery_codes"))
    assert codes.headers["Content-Type"].startswith("text/plain")


def test_pages_on_the_way_in_are_whole(cast: Cast) -> None:
    unverified = Client()
    unverified.post(reverse("account_login"), {"login": cast.hr.email, "password": PASSWORD})
    check(unverified, {"account_email_verification_sent"})
    TOTP.activate(cast.leader, generate_totp_secret())
    add_passkey(cast.leader, "My phone")
    check(sign_in_by_form(cast.leader), {"mfa_authenticate"})


def test_somebody_elses_passkey_is_404(cast: Cast) -> None:
    passkey = add_passkey(cast.owner, "Not yours")
    client = sign_in(cast.leader)
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.get(reverse(name, args=[passkey.pk])).status_code == 404
        assert client.post(reverse(name, args=[passkey.pk])).status_code == 404
