"""Every page of ours, as everybody who may open it sees it. A new route is walked without being named here."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from assessments.models import Instrument
from organizations.access import may
from organizations.models import Organization, Role
from tests.cast import EVERYBODY, MEMBERS, Cast
from tests.factories import CompletionFactory, OwnInstrumentFactory, RecordFactory
from tests.real import load_real_fixtures

from .page import problems, title_of
from .place import Place, bare_place, furnish
from .routes import Route, our_routes

# These answer GET with something that is no page.
NOT_PAGES = {
    "health": 200,
    "demo": 302,
    "reports:print": 200,
    "reports:job-html": 200,
    "reports:job-markdown": 200,
    "shared:pdf": 200,
    "shared:figures": 200,
    "assessments:own-export": 200,
    "surveys:survey": 302,
    "surveys:qr": 200,
    "checklists:import-form": 200,
    "checklists:feed-revoke": 302,  # of a link that is not one's own
    "telling:calendar": 200,
    "jobdesc:draft": 302,
    "jobdesc:pay-state": 302,  # to the page of the state
    "answer:open": 302,
    "jobdesc:score-sheet": 404,  # of somebody else
    "organizations:job-file": 302,  # to the page of the job, which has no file yet
    "bringing": 404,  # only for who brings it; tests/peerready/test_record_screens.py looks at it
    "answer:thanks": 302,  # to whoever has opened a link and not sent anything
}
# Where a query is needed to stay on the page.
QUERIES = {"landing": "?stay", "organizations:index": "?all"}
# One result under two addresses.
SAME_PAGE = {"assessments:completion", "assessments:person-completion"}
# With nothing done there is nothing to show, and nobody else to remove.
NOTHING_THERE = {
    "assessments:results",
    "assessments:completion",
    "assessments:person-record",
    "assessments:person-section",
    "assessments:person-results",
    "assessments:person-completion",
    "assessments:person-rename",
    "assessments:person-delete",
    "assessments:person-schedule",
    "assessments:person-import",
    "organizations:member-remove",
    "organizations:invitation",
    "organizations:job",
    "organizations:job-file",
    "checklists:goal",
    "checklists:goal-edit",
    "checklists:goal-remove",
    "checklists:measure",
    "checklists:measure-edit",
    "checklists:measure-remove",
    "checklists:measure-value",
    "checklists:measure-value-remove",
    "jobdesc:description",
    "jobdesc:step",
    "jobdesc:draft",
    "jobdesc:all",
    "jobdesc:delete",
    "jobdesc:keep",
    "jobdesc:own-template-rename",
    "jobdesc:own-template-remove",
    "jobdesc:kit",
    "jobdesc:advertisement",
    "jobdesc:posting",
    "jobdesc:interview-new",
    "jobdesc:interview",
    "jobdesc:interview-questions",
    "jobdesc:interview-end",
    "jobdesc:scores",
    "jobdesc:summary",
    "jobs:posting",
    "jobdesc:review",
    "jobdesc:approve",
    "jobdesc:unapprove",
    "jobdesc:readers",
    "jobdesc:readers-ask",
    "jobdesc:reader-drop",
    "jobdesc:versions",
    "jobdesc:version",
    "jobdesc:compare",
    "jobdesc:term",
    "jobdesc:term-remove",
    "jobdesc:worksheet",
    "jobdesc:worksheet-fill",
    "jobdesc:worksheet-invite",
    "jobdesc:worksheet-compare",
    "jobdesc:worksheet-duties",
    "jobdesc:worksheet-boundaries",
    "reports:compose",
    "reports:compose-remove",
    "reports:preview",
    "reports:job",
    "reports:job-html",
    "reports:job-markdown",
    "reports:job-paste",
    "reports:issue",
    "reports:issue-compare",
    "reports:issue-remove",
    "reports:shares",
    "reports:share-revoke",
    "shared:page",
    "shared:pdf",
    "shared:figures",
    "checklists:feed-revoke",
    "telling:calendar",
    "telling:stop",
    "checklists:source",
    "checklists:source-remove",
    "checklists:own-list",
    "checklists:own-list-remove",
    "checklists:risk-answer",
    "portfolios:portfolio",
    "portfolios:details",
    "portfolios:delete",
    "portfolios:report",
    "portfolios:asking",
    "portfolios:drop",
    "portfolios:people",
    "portfolios:remove-person",
}
# Nor is there any survey.
OF_A_SURVEY = {
    route.name for route in our_routes() if {"<int:survey>", "<public_id>", "<link>"} & set(route.path.split("/"))
}
# Nor any plan.
OF_A_PLAN = {route.name for route in our_routes() if "<int:plan>" in route.path.split("/")}
OF_AN_INSTRUMENT = {"assessments:record", "assessments:results"}


def pages(client: Client, place: Place, role: str) -> Iterator[tuple[Route, HttpResponse]]:
    """Each route that `role` may open, with what comes."""
    for route in our_routes():
        if "<slug:organization>" in route.path and not may(role, route.view.access):  # type: ignore[attr-defined]
            continue
        response = client.get(place.url(route) + QUERIES.get(route.name, ""))
        if response.status_code == 405:
            assert "GET" not in response.headers["Allow"]
        elif response.status_code != NOT_PAGES.get(route.name):
            yield route, response


def check(client: Client, place: Place, role: str, *, missing: set[str] = frozenset()) -> None:
    wrong, titles = {}, {}
    for route, response in pages(client, place, role):
        anonymous = role == "visitor" and response.status_code == 302
        if anonymous and route.view.access == "signed in":  # type: ignore[attr-defined]
            continue
        expected = 404 if route.name in missing else 200
        assert response.status_code == expected, f"{route.name}: {response.status_code} instead of a page"
        if found := problems(response):
            wrong[route.name] = found
        if expected == 200 and route.name not in SAME_PAGE:
            titles.setdefault(title_of(response), []).append(route.name)
    assert not wrong
    assert not {title: names for title, names in titles.items() if len(names) > 1}
    assert len(titles) >= 7


@pytest.mark.parametrize("who", MEMBERS)
def test_pages_are_whole_where_there_is_something(cast: Cast, demo: Organization, who: str) -> None:
    check(cast.client(who), furnish(cast.organization, rows=2), who)


@pytest.mark.parametrize("who", MEMBERS)
def test_pages_are_whole_where_there_is_nothing_yet(cast: Cast, demo: Organization, who: str) -> None:
    check(cast.client(who), bare_place(cast.organization), who, missing=NOTHING_THERE | OF_A_SURVEY | OF_A_PLAN)


@pytest.mark.parametrize("who", ["outsider", "visitor"])
def test_pages_of_the_demo_are_whole_for_everybody(cast: Cast, demo: Organization, who: str) -> None:
    check(cast.client(who), furnish(demo), "visitor")


def test_pages_are_whole_with_the_real_instruments(cast: Cast, demo: Organization) -> None:
    load_real_fixtures()
    OwnInstrumentFactory(organization=cast.organization)
    client, wrong = cast.client("owner"), {}
    for instrument in Instrument.objects.select_related("current_version"):
        record = RecordFactory(
            organization=cast.organization,
            instrument=instrument,
            subject="JM" if instrument.about == "person" else "",
            answers=some_answers(instrument),
        )
        CompletionFactory(record=record)
        place = Place(cast.organization, begun=instrument, done=instrument)
        for route in our_routes():
            if route.name in OF_AN_INSTRUMENT:
                wrong[route.name, instrument.pk] = problems(client.get(place.url(route)))
    for route, response in pages(client, place, Role.OWNER):
        if route.name not in {*OF_AN_INSTRUMENT, *NOTHING_THERE, *OF_A_SURVEY, *OF_A_PLAN}:
            wrong[route.name, ""] = problems(response)
    assert len(wrong) > 25
    assert not {which: found for which, found in wrong.items() if found}


def some_answers(instrument: Instrument) -> dict[str, dict[str, str]]:
    """An answer to each item but the last: the first two options in turn, and a text where one is asked for."""
    content = instrument.current_version.content
    answers = {}
    for n, item in enumerate(content.items[:-1]):
        scale = content.scale_of(item)
        answers[item.slug] = {
            "choice": scale.options[n % 2].key if scale else "",
            "text": "" if item.kind == "choice" else "So we hope.",
        }
    return answers


@pytest.mark.parametrize("who", EVERYBODY)
def test_error_pages_are_whole(cast: Cast, who: str) -> None:
    client = cast.client(who)
    assert problems(client.get("/no-such-page/")) == []
    assert problems(client.delete("/")) == []
    assert problems(client.get(f"/o/{cast.organization.slug}/settings/delete/", follow=True)) == []
