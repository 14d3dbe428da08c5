"""Names that try something, on every page, in mail and in the trail: shown as they were typed, and nothing breaks."""

import re

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django.asserts import assertContains, assertRedirects

from organizations.founding import found_organization
from organizations.models import Membership, Organization, User
from organizations.text import clean_line
from tests.cast import Cast
from tests.factories import MembershipFactory
from tests.invariants.page import problems
from tests.invariants.place import Place, furnish
from tests.invariants.routes import our_routes
from tests.invariants.test_pages import NOT_PAGES

NAMES = {
    "html": "<script>alert(1)</script><b>House</b>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "template": "{{ 7|add:1 }}{% now 'Y' %}{# gone #}",
    "python": "%s %(name)s {0} {name!r} ${x}",
    "right to left": "מרכז החלמה בית אור",
    "emoji": "👩🏽‍⚕️🏳️‍🌈 House 🌊",
    "combining": "Z͑ͫ̓a̴l̷g̸o̶ House",
    "entities": "Bread &amp; Roses &lt;3",
    "address": "javascript:alert(1)//../../etc/passwd",
    "formula": "=HYPERLINK(1)+@SUM(A1)",
}
# As few as fit into 150 characters, because a page takes its time.
TOGETHER = (
    " ".join(NAMES[kind] for kind in ("html", "attribute", "template")),
    " ".join(NAMES[kind] for kind in ("python", "right to left", "emoji", "combining", "entities")),
)
DETAILS = {"kind": "court", "state": "OH", "staff_count": 5, "employs_peer_workers": False}
# A part of a survey as those see it who answer: the page before it says who asks.
NAMES_NO_ORGANIZATION = {"surveys:preview-page"}
NUL, TURNED = "Nul\x00 House\x1b[31m", "Turned \u202eesuoH\u2066"


def every_page(client: Client, place: Place) -> dict[str, HttpResponse]:
    found = {}
    for route in our_routes():
        if route.path.startswith("o/") or route.name.startswith("organizations:"):
            response = client.get(place.url(route) + "?all")
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                found[route.name] = response
    return found


@pytest.mark.parametrize("name", TOGETHER)
def test_every_page_shows_the_name_as_it_was_typed(cast: Cast, name: str) -> None:
    cast.owner.name = f"Ann {name}"
    cast.owner.save()
    organization = found_organization(founder=cast.owner, name=name, **DETAILS)
    place = furnish(organization)
    MembershipFactory(organization=organization, user__name=f"Bo {name}")
    Membership.objects.filter(user=place.member.user).update(user=cast.outsider)
    shown, wrong = escape(name), {}
    for route, page in every_page(cast.client("owner"), place).items():
        html = page.content.decode()
        if (shown not in html and route not in NAMES_NO_ORGANIZATION) or "«" in html:
            wrong[route] = "does not show the name"
        elif shown != name and name in html:
            wrong[route] = "does not escape the name"
        if (found := problems(page)) and route not in NOT_PAGES:
            wrong[route] = found
    assert not wrong


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_mail_and_invitation_show_the_name_as_it_was_typed(cast: Cast, name: str) -> None:
    organization = found_organization(founder=cast.owner, name=name, **DETAILS)
    invite = reverse("organizations:invite", args=[organization.slug])
    page = cast.client("owner").post(invite, {"email": "newcomer@example.org", "role": "leader"})
    assert mail.outbox[0].subject == f"{name} invites you to PeerReady"
    assert f"Owner Person invites you to join {name} on PeerReady" in mail.outbox[0].body
    link = re.search(r"/invitations/[\w-]+/", page.content.decode())[0]
    assertContains(cast.client("visitor").get(link), f"<h1>{escape(name)} invites you</h1>")


@pytest.mark.parametrize("name", [*NAMES.values(), NUL, TURNED], ids=[*NAMES, "nul", "turned"])
def test_a_name_that_is_typed_is_kept_without_controls(cast: Cast, name: str) -> None:
    typed = {**DETAILS, "name": name, "employs_peer_workers": "no"}
    response = cast.client("viewer").post("/organizations/new/", typed)
    made = Organization.objects.latest("pk")
    assertRedirects(response, f"/o/{made.slug}/", fetch_redirect_response=False)
    assert made.name == clean_line(name)
    assert not set(made.name) & set("\x00\x1b\u202e\u2066")


@pytest.mark.parametrize("name", [NAMES["html"] * 3_000, "x" * 100_000, "🌊" * 100_000, "\x00" * 100_000, "א" * 151])
def test_a_name_that_is_too_long_or_empty_comes_back_with_the_reason(cast: Cast, name: str) -> None:
    address = reverse("organizations:settings", args=[cast.organization.slug])
    page = cast.client("owner").post(address, {**DETAILS, "name": name, "employs_peer_workers": "no"})
    assertContains(page, 'id="id_name_error"', status_code=422)
    assert problems(page) == []
    cast.organization.refresh_from_db()
    assert cast.organization.name == "Harbor House"


@pytest.mark.parametrize("name", [*NAMES.values(), NUL, TURNED], ids=[*NAMES, "nul", "turned"])
def test_a_hostile_name_at_sign_up_is_greeted_in_mail_and_on_the_page(db: None, name: str) -> None:
    client = Client()
    typed = {"name": name, "email": "new@example.org", "password1": "lantern-orchard-42"}
    page = client.post("/accounts/signup/", typed, follow=True)
    assert page.status_code == 200
    assert problems(page) == []
    assert User.objects.get().name == clean_line(name)
    assert f"Hello {clean_line(name)}," in mail.outbox[0].body
    client.force_login(User.objects.get())
    assertContains(client.get("/account/"), escape(clean_line(name)))


@pytest.mark.parametrize("name", ["x" * 100_000, "\x00", "n" * 151])
def test_a_name_that_cannot_be_is_refused_at_sign_up(db: None, name: str) -> None:
    typed = {"name": name, "email": "new@example.org", "password1": "lantern-orchard-42"}
    page = Client().post("/accounts/signup/", typed)
    assertContains(page, 'id="id_name_error"')
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "address", ["/o/%00/", "/o/<script>/", "/o/{{7}}/", "/invitations/{{ 7|add:1 }}/", "/%F0%28", "/o/%2e%2e/"]
)
def test_a_hostile_address_gives_a_whole_404_page(cast: Cast, address: str) -> None:
    page = cast.client("owner").get(address)
    assert page.status_code == 404
    assert problems(page) == []
