"""Who may do what: the table in organizations/README.md, proved on every route of an organization."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertRedirects

from organizations.access import MAY, VISITOR, Capability
from organizations.models import Membership, Organization, Role
from tests.cast import MEMBERS, Cast
from tests.factories import InvitationFactory, MembershipFactory
from tests.invariants.place import Place, furnish
from tests.invariants.routes import our_routes
from tests.organizations.routes import ROUTES

README = Path(__file__).parents[2] / "organizations/README.md"
METHODS = ("GET", "POST", "DELETE")
# Whose it is sees it, and nobody else, whatever they may do.
OF_SOMEBODY_ELSE = {"jobdesc:score-sheet"}
LEAD_ON = {"surveys:survey"}
OURS = {route.name: route for route in our_routes()}
WITH_A_ROW = [name for name in ROUTES if "<int:pk>" in OURS[name].path]


def table() -> dict[str, set[str]]:
    """The README's table: what each role may do."""
    rows = [line for line in README.read_text().splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    roles = cells[0][1:]
    return {role: {row[0] for row in cells[2:] if row[1 + n] == "yes"} for n, role in enumerate(roles)}


TABLE = table()


@pytest.fixture(autouse=True)
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gets what is decided before a page is written; what it looks like, tests/invariants/test_pages.py sees."""
    monkeypatch.setattr("django.shortcuts.loader", SimpleNamespace(render_to_string=lambda *given, **named: ""))


@pytest.fixture
def place(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr("reports.views.pdf_of", lambda report: b"%PDF-1.7")
    monkeypatch.setattr("reports.survey_views.pdf_of_summary", lambda summary: b"%PDF-1.7")
    monkeypatch.setattr("reports.hiring.views.pdf_of", lambda paper: b"%PDF-1.7")
    return furnish(cast.organization)


def test_the_table_in_the_readme_is_what_the_code_does() -> None:
    assert {role: {capability.value for capability in capabilities} for role, capabilities in MAY.items()} == TABLE
    assert set(TABLE) == {*Role.values, VISITOR}
    assert {capability.value for capability in Capability} == set().union(*TABLE.values())


def test_every_route_of_an_organization_is_tried_here() -> None:
    inside = {name: route.view.access for name, route in OURS.items() if "<slug:organization>" in route.path}
    assert inside == {name: capability for name, (capability, _) in ROUTES.items()}


def answers(client: Client, place: Place) -> dict[tuple[str, str], HttpResponse]:
    """What each route says to each method. Each request finds everything as it was."""
    found = {}
    for name in ROUTES:
        for method in METHODS:
            with transaction.atomic():
                found[name, method] = client.generic(method, place.url(OURS[name]))
                transaction.set_rollback(True)
    return found


OF_WHAT_THE_FORM_SAYS = {
    (name, "POST")
    for name in (
        "assessments:own-copy",
        "checklists:add",
        "jobdesc:worksheet-decide",
        "jobdesc:worksheet-open-again",
    )
}


def surprises(found: dict[tuple[str, str], HttpResponse], expected: Callable[[str, str], set[int]]) -> list[str]:
    return [
        f"{name} {method}: {response.status_code}"
        for (name, method), response in found.items()
        if response.status_code not in expected(name, method)
    ]


def test_outsider_gets_404_whatever_the_method(cast: Cast, place: Place) -> None:
    assert not surprises(answers(cast.client("outsider"), place), lambda name, method: {404})


def test_anonymous_is_sent_to_sign_in_and_back_to_what_can_be_opened_again(cast: Cast, place: Place) -> None:
    for (name, method), response in answers(cast.client("visitor"), place).items():
        back = place.url(OURS[name]) if method == "GET" else ""
        assertRedirects(response, f"/accounts/login/?next={back}", fetch_redirect_response=False)


@pytest.mark.parametrize("who", MEMBERS)
def test_member_gets_what_the_table_says_and_no_more(cast: Cast, place: Place, who: str) -> None:
    def expected(name: str, method: str) -> set[int]:
        capability, methods = ROUTES[name]
        if capability not in TABLE[who]:
            return {403}
        if (name, method) in OF_WHAT_THE_FORM_SAYS:
            return {404}  # and here it says nothing
        if (name, method) == ("jobdesc:worksheet-fill", "POST"):
            return {409}  # the description is approved
        if name in OF_SOMEBODY_ELSE and method in methods:
            return {404}
        if (name, method) == ("jobdesc:delete", "POST"):
            return {409}  # it has not been put away
        return {200, 302, 422} if method in methods else {405}

    assert not surprises(answers(cast.client(who), place), expected)


@pytest.mark.parametrize(("who", "refused"), [("outsider", 403), ("visitor", 302)])
def test_everybody_reads_the_demo_and_changes_nothing(cast: Cast, demo: Organization, who: str, refused: int) -> None:
    def expected(name: str, method: str) -> set[int]:
        capability, methods = ROUTES[name]
        if capability not in TABLE[VISITOR]:
            return {refused}
        if (name, method) == ("jobdesc:check", "POST"):
            return {422}  # nothing was pasted; a text that is checked is not kept
        return {302 if name in LEAD_ON else 200} if method in methods else {405}

    assert not surprises(answers(cast.client(who), furnish(demo)), expected)


@pytest.mark.parametrize("name", WITH_A_ROW)
def test_another_organizations_row_is_404_under_ones_own_address(cast: Cast, name: str) -> None:
    elsewhere = Place(
        cast.organization,
        *[furnish(cast.elsewhere).begun] * 2,
        member=MembershipFactory(organization=cast.elsewhere),
        invitation=InvitationFactory(organization=cast.elsewhere),
    )
    before = list(Membership.objects.values_list("pk", "role"))
    for method in sorted(ROUTES[name][1]):
        assert cast.client("owner").generic(method, elsewhere.url(OURS[name])).status_code == 404
    assert list(Membership.objects.values_list("pk", "role")) == before


@pytest.mark.parametrize("pk", [0, 999_999, 9_223_372_036_854_775_808, 10**40])
def test_unknown_row_is_404(cast: Cast, pk: int) -> None:
    client = cast.client("owner")
    for name in WITH_A_ROW:
        url = "/" + OURS[name].path.replace("<slug:organization>", cast.organization.slug).replace("<int:pk>", str(pk))
        assert client.post(url).status_code == 404


@pytest.mark.parametrize("slug", ["nowhere", "x" * 5_000, "HARBOR-HOUSE-X7K2MP"])
def test_unknown_organization_looks_like_one_that_is_somebody_elses(cast: Cast, slug: str) -> None:
    def seen(address: str) -> tuple[Any, ...]:
        response = cast.client("outsider").get(f"/o/{address}/members/")
        return response.status_code, response.content.replace(address.encode(), b"")

    assert seen(slug)[0] == seen(cast.organization.slug)[0] == 404
    assert cast.organization.name.encode() not in seen(cast.organization.slug)[1]
