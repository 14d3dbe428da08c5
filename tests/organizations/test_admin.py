"""The admin's pages, for whoever runs the installation."""

import pytest
from django.contrib.admin import site
from django.test import Client
from pytest_django.asserts import assertRedirects

from organizations.models import AuditEvent
from tests.cast import MEMBERS, Cast
from tests.factories import AuditEventFactory, UserFactory

LISTS = [f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in site._registry]
TRAIL = "/admin/organizations/auditevent/"


@pytest.fixture
def admin(db: None) -> Client:
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("who", MEMBERS)
def test_members_do_not_come_in_whatever_their_role(cast: Cast, who: str) -> None:
    client = cast.client(who)
    for address in ("/admin/", *LISTS):
        response = client.get(address)
        assert response.status_code in {302, 403}
        assert "Log out" not in response.content.decode()


def test_strangers_are_sent_to_the_sign_in_page_with_its_limits(db: None) -> None:
    """allauth's, which counts the tries and asks for the second proof."""
    page = Client().get("/admin/login/?next=/admin/")
    assertRedirects(page, "/accounts/login/?next=%2Fadmin%2F", fetch_redirect_response=False)


def test_every_list_opens(cast: Cast, admin: Client) -> None:
    AuditEventFactory(organization=cast.organization)
    for address in ("/admin/", *LISTS):
        assert admin.get(address).status_code == 200, address


def test_trail_can_be_read_and_nothing_else(cast: Cast, admin: Client) -> None:
    event = AuditEventFactory(organization=cast.organization)
    assert admin.get(TRAIL).status_code == 200
    for action in ("add/", f"{event.pk}/change/", f"{event.pk}/delete/"):
        assert admin.post(f"{TRAIL}{action}", {"subject": "else", "post": "yes"}).status_code == 403
    admin.post(TRAIL, {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"})
    assert AuditEvent.objects.get(pk=event.pk).subject == "colleague@example.org"


def test_organizations_are_not_added_here_where_they_would_get_no_address(admin: Client) -> None:
    assert admin.get("/admin/organizations/organization/add/").status_code == 403
