"""The people of the tests. Everybody but the outsider and the visitor belongs to one organization."""

from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from organizations.models import Membership, Organization, Role, User

from .factories import PASSWORD, MembershipFactory, OrganizationFactory, UserFactory

MEMBERS = tuple(role.value for role in Role)
EVERYBODY = (*MEMBERS, "outsider", "visitor")


@dataclass(frozen=True)
class Cast:
    """`outsider` owns `elsewhere`; `visitor` has not signed in."""

    organization: Organization
    elsewhere: Organization
    owner: User
    administrator: User
    leader: User
    hr: User
    viewer: User
    outsider: User
    visitor: AnonymousUser

    def client(self, who: str) -> Client:
        """A browser in which `who`, one of EVERYBODY, is signed in."""
        client = Client()
        user = getattr(self, who)
        if user.is_authenticated:
            client.force_login(user)
        return client

    def membership(self, who: str) -> Membership:
        return Membership.objects.get(organization=self.organization, user=getattr(self, who))


def sign_in_by_form(user: User) -> Client:
    """Sign in as a person does, with a confirmed address, so that allauth knows how."""
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


@pytest.fixture
def cast(db: None) -> Cast:
    organization = OrganizationFactory(name="Harbor House", slug="harbor-house-x7k2mp")
    elsewhere = OrganizationFactory(name="Elsewhere", slug="elsewhere-q9w4tz")
    people = {who: UserFactory(name=f"{who.title()} Person", email=f"{who}@example.org") for who in EVERYBODY[:-1]}
    for role in MEMBERS:
        MembershipFactory(organization=organization, user=people[role], role=role)
    MembershipFactory(organization=elsewhere, user=people["outsider"], role=Role.OWNER)
    return Cast(organization=organization, elsewhere=elsewhere, visitor=AnonymousUser(), **people)


@pytest.fixture(autouse=True)
def no_visits_before() -> None:
    """Rate limits are counted in the cache; the tests before this one shall not use them up."""
    cache.clear()


@pytest.fixture
def demo(db: None) -> Organization:
    """The organization that everybody may look around in. It has an owner, whom nobody meets."""
    organization = OrganizationFactory(name="Demo House", slug="demo-house-b3n8vc", is_demo=True)
    MembershipFactory(organization=organization, role=Role.OWNER)
    return organization
