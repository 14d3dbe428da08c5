"""Every route says who may see it."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from organizations.access import Capability, public, requires, signed_in

from .routes import Route, all_routes, our_routes, walk

MARKS = {"public", "signed in", *Capability}
# Whoever adds a route that strangers may open adds it here too, and thinks about it.
OPEN_TO_STRANGERS = {"landing", "demo", "about", "health", "organizations:invitation"}
# Who answers a survey has a link and no account.
OPEN_TO_STRANGERS |= {"answer:open", "answer:start", "answer:part", "answer:review", "answer:thanks"}
# A calendar program has a link and no account; whoever stops mail has the link that stands in it.
OPEN_TO_STRANGERS |= {"telling:calendar", "telling:stop"}
# Whoever is sent a link to a report reads it without an account. One that has ended says nothing.
OPEN_TO_STRANGERS |= {"shared:page", "shared:pdf", "shared:figures"}
# Positions that an organization has made public. One that has closed says nothing.
OPEN_TO_STRANGERS |= {"jobs:posting"}


def bare() -> Any:
    """A new view without a mark."""

    def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return HttpResponse()

    return view


def unmarked(routes: list[Route]) -> list[str]:
    return [route.path for route in routes if route.is_ours and getattr(route.view, "access", None) not in MARKS]


def wrongly_marked(routes: list[Route]) -> list[str]:
    """Routes of an organization without a capability, and capabilities on routes that name no organization."""
    return [
        route.path
        for route in routes
        if route.is_ours
        and isinstance(getattr(route.view, "access", None), Capability) != ("<slug:organization>" in route.path)
    ]


def test_every_view_of_ours_carries_a_mark() -> None:
    assert not unmarked(all_routes())


def test_every_route_of_an_organization_requires_a_capability() -> None:
    assert not wrongly_marked(all_routes())
    assert [route for route in our_routes() if route.path.startswith("o/")]


def test_strangers_may_open_only_what_is_listed() -> None:
    assert {r.name for r in our_routes() if r.view.access == "public"} == OPEN_TO_STRANGERS  # type: ignore[attr-defined]


def test_every_route_of_ours_has_a_name_of_its_own_in_kebab_case() -> None:
    names = [route.name for route in our_routes()]
    assert len(names) == len(set(names))
    assert not [name for name in names if not name.replace("-", "").replace(":", "").islower()]


def test_only_accounts_and_the_admin_are_not_ours() -> None:
    assert {route.path.split("/")[0] for route in all_routes() if not route.is_ours} == {"accounts", "admin"}


@pytest.mark.parametrize("inside", ["", "o/<slug:organization>/"])
def test_a_view_without_a_mark_is_found(inside: str) -> None:
    patterns = [path(inside, include([path("new/", bare(), name="new")]))]
    assert unmarked(list(walk(patterns))) == [f"{inside}new/"]


@pytest.mark.parametrize(
    ("where", "view"),
    [("o/<slug:organization>/new/", public(bare())), ("new/", requires(Capability.READ)(bare()))],
)
def test_a_mark_that_does_not_fit_the_route_is_found(where: str, view: Any) -> None:
    assert wrongly_marked(list(walk([path(where, view)]))) == [where]


def test_a_marked_view_passes() -> None:
    routes = list(
        walk([path("a/", signed_in(bare())), path("o/<slug:organization>/b/", requires(Capability.READ)(bare()))])
    )
    assert not unmarked(routes)
    assert not wrongly_marked(routes)
