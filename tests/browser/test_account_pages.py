"""The pages about one's own account: without barriers in all looks, and a second proof really signs in."""

import time
from collections.abc import Callable, Iterable
from itertools import chain

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from tests.cast import Cast
from tests.factories import PASSWORD
from tests.invariants.routes import all_routes

from . import steps
from .steps import confirm_address, expect_heading, mailed_link, press

Look = Callable[[Page], None]
Examine = Callable[[Iterable[str]], None]

FOR_EVERYBODY = (
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
)
SIGNED_IN = ("account_logout", "account_reauthenticate", "account_email", "account_change_password")
WITHOUT_A_SECOND_PROOF = ("mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_activate_totp")
WITH_A_SECOND_PROOF = (
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
)
ABOUT_ONE_PASSKEY = ("mfa_edit_webauthn", "mfa_remove_webauthn")
LOOKED_AT_ON_THE_WAY = ("account_reset_password_from_key", "account_set_password", "mfa_authenticate")
ELSEWHERE = {
    "account_email_verification_sent": "in test_whole_path.py",
    "account_confirm_login_code": "only leads away: nobody signs in by a code alone",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "data for the button on the sign-in page",
}


def test_every_route_of_allauth_is_looked_at() -> None:
    known = {*chain(FOR_EVERYBODY, SIGNED_IN, WITHOUT_A_SECOND_PROOF, WITH_A_SECOND_PROOF, LOOKED_AT_ON_THE_WAY)}
    assert {route.name for route in all_routes() if route.path.startswith("accounts/")} == {*known, *ELSEWHERE}


def test_pages_before_signing_in(examine: Examine) -> None:
    examine(map(reverse, FOR_EVERYBODY))


def test_pages_after_signing_in(cast: Cast, sign_in: Callable[..., None], examine: Examine) -> None:
    confirm_address(cast.owner)
    sign_in(cast.owner)
    examine(map(reverse, SIGNED_IN))


def test_a_forgotten_password_is_replaced(page: Page, cast: Cast, look: Look) -> None:
    confirm_address(cast.owner)
    page.goto(reverse("account_reset_password"))
    page.locator("input[type=email]").fill(cast.owner.email)
    press(page, "Send the link")
    expect_heading(page, "Check your mail")
    link = mailed_link(cast.owner.email)
    page.goto(link)
    expect_heading(page, "Choose a new password")
    look(page)
    for field in page.locator("input[type=password]").all():
        field.fill("a-new-lantern-43")
    press(page, "Save the new password")
    expect_heading(page, "Your password is changed")
    page.goto(link)
    expect_heading(page, "This link no longer works")
    look(page)


def test_whoever_has_no_password_sets_one(page: Page, cast: Cast, sign_in: Callable[..., None], look: Look) -> None:
    cast.owner.set_unusable_password()
    cast.owner.save()
    sign_in(cast.owner)
    page.goto(reverse("account_set_password"))
    expect_heading(page, "Set a password")
    look(page)


@pytest.fixture
def protected(page: Page, cast: Cast) -> Page:
    """The owner has signed in and has just proved once more that it is them. The device has a fingerprint sensor."""
    confirm_address(cast.owner)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    abilities = dict.fromkeys(("hasResidentKey", "hasUserVerification", "isUserVerified"), True)
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True, **abilities}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(reverse("account_login"))
    steps.sign_in(page, cast.owner.email)
    expect_heading(page, "Harbor House")
    page.goto(reverse("account_reauthenticate") + "?next=/account/")
    page.locator("input[type=password]").fill(PASSWORD)
    press(page, "Go on")
    expect_heading(page, "Account and security")
    return page


def add_passkey(page: Page) -> None:
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Name of this passkey").fill("Office laptop")
    press(page, "Add the passkey")
    expect(page.locator("#messages")).to_contain_text("Your passkey is added.")


def sign_in_with_passkey(page: Page) -> None:
    page.context.clear_cookies()
    page.goto(reverse("account_login"))
    press(page, "Sign in with a passkey")


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_passkey_signs_in_by_itself(protected: Page) -> None:
    add_passkey(protected)
    sign_in_with_passkey(protected)
    expect_heading(protected, "Harbor House")


def test_a_passkey_that_was_removed_from_the_account_is_told_on_the_page(protected: Page, look: Look) -> None:
    add_passkey(protected)
    Authenticator.objects.all().delete()
    sign_in_with_passkey(protected)
    expect(protected.locator("#messages .alert")).to_be_visible()
    expect_heading(protected, "Sign in")
    look(protected)


def test_a_device_without_a_passkey_is_told_on_the_page(protected: Page, look: Look) -> None:
    sign_in_with_passkey(protected)
    expect(protected.locator("#passkey-problem")).to_be_visible()
    look(protected)


def test_pages_of_the_second_proof(
    protected: Page, cast: Cast, new_context: Callable[[], BrowserContext], look: Look, examine: Examine
) -> None:
    examine(map(reverse, WITHOUT_A_SECOND_PROOF))
    protected.goto(reverse("mfa_activate_totp"))
    secret = protected.locator("#authenticator_secret").text_content() or ""
    protected.locator("input[name=code]").fill(code_now(secret))
    press(protected, "Turn it on")
    expect(protected.get_by_role("heading", level=1)).not_to_have_text("Set up an authenticator app")
    look(protected)
    add_passkey(protected)
    passkey = Authenticator.objects.get(user=cast.owner, type=Authenticator.Type.WEBAUTHN)
    examine(reverse(name, args=[passkey.pk] if name in ABOUT_ONE_PASSKEY else None) for name in WITH_A_SECOND_PROOF)

    other = new_context().new_page()
    other.goto(reverse("account_login"))
    steps.sign_in(other, cast.owner.email)
    expect_heading(other, "One more proof")
    look(other)
    other.locator("input[name=code]").fill(code_now(secret))
    press(other, "Sign in")
    expect_heading(other, "Harbor House")
