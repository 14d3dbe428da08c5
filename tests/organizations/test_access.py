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

README = Path(__file__).parents[2] / "organizations/README.md"
METHODS = ("GET", "POST", "DELETE")
READ, WRITE, FORM = {"GET"}, {"POST"}, {"GET", "POST"}
# Each route with the row of the table that it belongs to, and the methods that it takes.
ROUTES = {
    "home": ("read the home page, results, library and reports", READ),
    "assessments:index": ("read the home page, results, library and reports", READ),
    "assessments:areas": ("read the home page, results, library and reports", READ),
    "assessments:results": ("read the home page, results, library and reports", READ),
    "assessments:completion": ("read the home page, results, library and reports", READ),
    "assessments:record": ("fill, complete and reopen assessments", FORM),
    "assessments:reopen": ("fill, complete and reopen assessments", WRITE),
    "assessments:private": ("read the home page, results, library and reports", READ),
    "toolkits:index": ("read the home page, results, library and reports", READ),
    "toolkits:topic": ("read the home page, results, library and reports", READ),
    "toolkits:toolkit": ("read the home page, results, library and reports", READ),
    "toolkits:advice": ("read the home page, results, library and reports", READ),
    "toolkits:collection": ("read the home page, results, library and reports", READ),
    "toolkits:item": ("read the home page, results, library and reports", READ),
    "reports:print": ("read the home page, results, library and reports", READ),
    "assessments:choose": ("fill, complete and reopen assessments", FORM),
    "assessments:section": ("fill, complete and reopen assessments", FORM),
    "assessments:newer": ("fill, complete and reopen assessments", WRITE),
    "assessments:own": ("fill, complete and reopen assessments", READ),
    "assessments:own-new": ("fill, complete and reopen assessments", FORM),
    "assessments:own-copy": ("fill, complete and reopen assessments", WRITE),
    "assessments:own-import": ("fill, complete and reopen assessments", FORM),
    "assessments:own-edit": ("fill, complete and reopen assessments", FORM),
    "assessments:own-export": ("fill, complete and reopen assessments", READ),
    "assessments:own-remove": ("fill, complete and reopen assessments", FORM),
    "assessments:people": ("fill and read assessments of a person's work", FORM),
    "assessments:person-record": ("fill and read assessments of a person's work", FORM),
    "assessments:person-section": ("fill and read assessments of a person's work", FORM),
    "assessments:person-reopen": ("fill and read assessments of a person's work", WRITE),
    "assessments:person-newer": ("fill and read assessments of a person's work", WRITE),
    "assessments:person-results": ("fill and read assessments of a person's work", READ),
    "assessments:person-completion": ("fill and read assessments of a person's work", READ),
    "assessments:person-rename": ("fill and read assessments of a person's work", FORM),
    "assessments:person-delete": ("fill and read assessments of a person's work", FORM),
    "assessments:person-schedule": ("fill and read assessments of a person's work", READ),
    "assessments:person-export": ("fill and read assessments of a person's work", WRITE),
    "assessments:person-import": ("fill and read assessments of a person's work", FORM),
    "surveys:index": ("read the home page, results, library and reports", READ),
    "surveys:survey": ("read the home page, results, library and reports", READ),
    "surveys:together": ("read the home page, results, library and reports", READ),
    "surveys:new": ("set up, follow and close surveys of the team", FORM),
    "surveys:setup": ("set up, follow and close surveys of the team", FORM),
    "surveys:setup-questions": ("set up, follow and close surveys of the team", FORM),
    "surveys:setup-groups": ("set up, follow and close surveys of the team", FORM),
    "surveys:setup-people": ("set up, follow and close surveys of the team", FORM),
    "surveys:preview": ("set up, follow and close surveys of the team", READ),
    "surveys:preview-page": ("set up, follow and close surveys of the team", READ),
    "surveys:check": ("set up, follow and close surveys of the team", FORM),
    "surveys:results": ("read the home page, results, library and reports", READ),
    "surveys:questions": ("read the home page, results, library and reports", READ),
    "surveys:differences": ("read the home page, results, library and reports", READ),
    "surveys:over-time": ("read the home page, results, library and reports", READ),
    "surveys:beside": ("read the home page, results, library and reports", READ),
    "surveys:agree": ("fill, complete and reopen assessments", WRITE),
    "surveys:comments": ("read the home page, results, library and reports", READ),
    "surveys:comment": ("set up, follow and close surveys of the team", WRITE),
    "surveys:follow": ("set up, follow and close surveys of the team", READ),
    "surveys:address": ("set up, follow and close surveys of the team", WRITE),
    "surveys:send-again": ("set up, follow and close surveys of the team", WRITE),
    "surveys:people": ("set up, follow and close surveys of the team", FORM),
    "surveys:poster": ("set up, follow and close surveys of the team", READ),
    "surveys:qr": ("set up, follow and close surveys of the team", READ),
    "surveys:closing": ("set up, follow and close surveys of the team", FORM),
    "surveys:close": ("set up, follow and close surveys of the team", FORM),
    "surveys:reopen": ("set up, follow and close surveys of the team", FORM),
    "surveys:again": ("set up, follow and close surveys of the team", FORM),
    "surveys:delete": ("set up, follow and close surveys of the team", FORM),
    "checklists:index": ("read the home page, results, library and reports", READ),
    "jobdesc:index": ("read the home page, results, library and reports", READ),
    "jobdesc:description": ("read the home page, results, library and reports", READ),
    "jobdesc:step": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:draft": ("draft job descriptions and make the hiring kit", READ),
    "jobdesc:all": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:undo": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:new": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:sample": ("draft job descriptions and make the hiring kit", READ),
    "jobdesc:copy": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:keep": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:delete": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:own-templates": ("draft job descriptions and make the hiring kit", READ),
    "jobdesc:own-template-rename": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:own-template-remove": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:worksheet": ("read the home page, results, library and reports", READ),
    "jobdesc:worksheet-fill": ("fill role worksheets and score sheets, and comment on job descriptions", FORM),
    "jobdesc:worksheet-invite": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:worksheet-compare": ("read the home page, results, library and reports", READ),
    "jobdesc:worksheet-decide": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:worksheet-agreed": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:worksheet-open-again": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:worksheet-undo": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:worksheet-duties": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:worksheet-boundaries": ("read the home page, results, library and reports", READ),
    "jobdesc:put-away": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:take-back": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:interviews": ("fill role worksheets and score sheets, and comment on job descriptions", READ),
    "jobdesc:kit": ("read the home page, results, library and reports", READ),
    "jobdesc:advertisement": ("read the home page, results, library and reports", READ),
    "jobdesc:posting": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:posting-end": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:interview-new": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:interview": ("fill role worksheets and score sheets, and comment on job descriptions", READ),
    "jobdesc:interview-questions": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:interview-end": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:scores": ("fill role worksheets and score sheets, and comment on job descriptions", FORM),
    "jobdesc:score-sheet": ("fill role worksheets and score sheets, and comment on job descriptions", FORM),
    "jobdesc:summary": ("fill role worksheets and score sheets, and comment on job descriptions", READ),
    "jobdesc:check": ("read the home page, results, library and reports", FORM),
    "jobdesc:review": ("draft job descriptions and make the hiring kit", READ),
    "jobdesc:take-over": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:leave": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:mark-again": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:approve": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:unapprove": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:readers": ("read the home page, results, library and reports", READ),
    "jobdesc:reader-add": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:readers-ask": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:verdict": ("fill role worksheets and score sheets, and comment on job descriptions", WRITE),
    "jobdesc:reader-drop": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:remark-add": ("fill role worksheets and score sheets, and comment on job descriptions", WRITE),
    "jobdesc:remark-settle": ("fill role worksheets and score sheets, and comment on job descriptions", WRITE),
    "jobdesc:versions": ("read the home page, results, library and reports", READ),
    "jobdesc:compare": ("read the home page, results, library and reports", READ),
    "jobdesc:version": ("read the home page, results, library and reports", READ),
    "jobdesc:bring-back": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:term-new": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:term": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:term-remove": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:blocking": ("draft job descriptions and make the hiring kit", WRITE),
    "jobdesc:pay-state": ("draft job descriptions and make the hiring kit", READ),
    "jobdesc:pay-rule": ("draft job descriptions and make the hiring kit", FORM),
    "jobdesc:choices": ("draft job descriptions and make the hiring kit", READ),
    "checklists:new": ("make and work the plan, its goals and funding", FORM),
    "checklists:add": ("make and work the plan, its goals and funding", WRITE),
    "checklists:plan": ("read the home page, results, library and reports", READ),
    "checklists:called-for": ("make and work the plan, its goals and funding", FORM),
    "checklists:settings": ("make and work the plan, its goals and funding", FORM),
    "checklists:put-away": ("make and work the plan, its goals and funding", WRITE),
    "checklists:delete": ("make and work the plan, its goals and funding", FORM),
    "checklists:mine": ("read the home page, results, library and reports", READ),
    "checklists:bulk": ("make and work the plan, its goals and funding", WRITE),
    "checklists:quick": ("make and work the plan, its goals and funding", WRITE),
    "checklists:status": ("make and work the plan, its goals and funding", FORM),
    "checklists:task": ("read the home page, results, library and reports", READ),
    "checklists:task-edit": ("make and work the plan, its goals and funding", FORM),
    "checklists:task-state": ("make and work the plan, its goals and funding", WRITE),
    "checklists:task-notes": ("make and work the plan, its goals and funding", WRITE),
    "checklists:task-steps": ("make and work the plan, its goals and funding", WRITE),
    "checklists:task-links": ("make and work the plan, its goals and funding", WRITE),
    "checklists:task-remove": ("make and work the plan, its goals and funding", WRITE),
    "checklists:task-bring-back": ("make and work the plan, its goals and funding", WRITE),
    "checklists:task-restore": ("make and work the plan, its goals and funding", WRITE),
    "checklists:task-comment": ("make and work the plan, its goals and funding", WRITE),
    "checklists:remark-remove": ("make and work the plan, its goals and funding", WRITE),
    "checklists:task-history": ("read the home page, results, library and reports", READ),
    "checklists:board": ("read the home page, results, library and reports", READ),
    "checklists:board-move": ("make and work the plan, its goals and funding", WRITE),
    "checklists:timeline": ("read the home page, results, library and reports", READ),
    "checklists:calendar": ("read the home page, results, library and reports", READ),
    "checklists:people": ("fill and read assessments of a person's work", READ),
    "checklists:people-new": ("fill and read assessments of a person's work", FORM),
    "checklists:people-over": ("fill and read assessments of a person's work", WRITE),
    "checklists:own-lists": ("make and work the plan, its goals and funding", READ),
    "checklists:own-list-new": ("make and work the plan, its goals and funding", FORM),
    "checklists:own-list": ("make and work the plan, its goals and funding", FORM),
    "checklists:own-list-remove": ("make and work the plan, its goals and funding", FORM),
    "checklists:keep": ("make and work the plan, its goals and funding", FORM),
    "checklists:move": ("make and work the plan, its goals and funding", FORM),
    "checklists:history": ("read the home page, results, library and reports", READ),
    "checklists:undo": ("make and work the plan, its goals and funding", WRITE),
    "checklists:import": ("make and work the plan, its goals and funding", FORM),
    "checklists:import-form": ("make and work the plan, its goals and funding", READ),
    "checklists:mail-choice": ("see who the members are, and leave", FORM),
    "checklists:feeds": ("see who the members are, and leave", FORM),
    "checklists:feed-revoke": ("see who the members are, and leave", FORM),
    "checklists:goals": ("read the home page, results, library and reports", READ),
    "checklists:goal-new": ("make and work the plan, its goals and funding", FORM),
    "checklists:goals-from-answers": ("make and work the plan, its goals and funding", FORM),
    "checklists:goal": ("read the home page, results, library and reports", READ),
    "checklists:goal-edit": ("make and work the plan, its goals and funding", FORM),
    "checklists:goal-mark": ("make and work the plan, its goals and funding", WRITE),
    "checklists:goal-remove": ("make and work the plan, its goals and funding", FORM),
    "checklists:measure-new": ("make and work the plan, its goals and funding", FORM),
    "checklists:measure": ("read the home page, results, library and reports", READ),
    "checklists:measure-edit": ("make and work the plan, its goals and funding", FORM),
    "checklists:measure-collect": ("make and work the plan, its goals and funding", WRITE),
    "checklists:measure-remove": ("make and work the plan, its goals and funding", FORM),
    "checklists:measure-values": ("make and work the plan, its goals and funding", WRITE),
    "checklists:measure-value": ("make and work the plan, its goals and funding", FORM),
    "checklists:measure-value-remove": ("make and work the plan, its goals and funding", FORM),
    "checklists:money": ("read the home page, results, library and reports", READ),
    "checklists:money-costs": ("make and work the plan, its goals and funding", FORM),
    "checklists:source-new": ("make and work the plan, its goals and funding", FORM),
    "checklists:source": ("make and work the plan, its goals and funding", FORM),
    "checklists:source-remove": ("make and work the plan, its goals and funding", FORM),
    "checklists:risk-answer": ("make and work the plan, its goals and funding", FORM),
    "checklists:risks": ("read the home page, results, library and reports", READ),
    "reports:index": ("read the home page, results, library and reports", READ),
    "reports:compose-new": ("download reports", FORM),
    "reports:compose": ("download reports", FORM),
    "reports:compose-copy": ("download reports", WRITE),
    "reports:compose-remove": ("download reports", FORM),
    "reports:preview": ("read the home page, results, library and reports", READ),
    "reports:readiness": ("read the home page, results, library and reports", READ),
    "reports:readiness-pdf": ("download reports", WRITE),
    "reports:survey-csv": ("download reports", WRITE),
    "reports:survey-xlsx": ("download reports", WRITE),
    "reports:survey-summary": ("read the home page, results, library and reports", READ),
    "reports:survey-summary-pdf": ("download reports", WRITE),
    "reports:plan-csv": ("download reports", WRITE),
    "reports:plan-xlsx": ("download reports", WRITE),
    "reports:plan-pdf": ("download reports", WRITE),
    "reports:plan-status": ("read the home page, results, library and reports", READ),
    "reports:plan-status-pdf": ("download reports", WRITE),
    "reports:issues": ("read the home page, results, library and reports", READ),
    "reports:issue": ("read the home page, results, library and reports", READ),
    "reports:issue-compare": ("read the home page, results, library and reports", READ),
    "reports:issue-new": ("download reports", WRITE),
    "reports:issue-file": ("download reports", WRITE),
    "reports:issue-remove": ("download reports", FORM),
    "reports:shares": ("download reports", FORM),
    "reports:share-revoke": ("download reports", FORM),
    "reports:job": ("draft job descriptions and make the hiring kit", READ),
    "reports:job-docx": ("draft job descriptions and make the hiring kit", WRITE),
    "reports:job-pdf": ("draft job descriptions and make the hiring kit", WRITE),
    "reports:job-html": ("draft job descriptions and make the hiring kit", READ),
    "reports:job-markdown": ("draft job descriptions and make the hiring kit", READ),
    "reports:job-paste": ("draft job descriptions and make the hiring kit", READ),
    "organizations:members": ("see who the members are, and leave", READ),
    "organizations:leave": ("see who the members are, and leave", FORM),
    "organizations:invite": ("invite, change and remove members", WRITE),
    "organizations:member-role": ("invite, change and remove members", WRITE),
    "organizations:member-remove": ("invite, change and remove members", FORM),
    "organizations:invitation-renew": ("invite, change and remove members", WRITE),
    "organizations:invitation-revoke": ("invite, change and remove members", WRITE),
    "organizations:settings": ("change the organization's details", FORM),
    "organizations:audit": ("read the audit trail", READ),
    "organizations:delete": ("delete the organization", FORM),
    "organizations:keep": ("delete the organization", WRITE),
    "take-along": ("take everything along", FORM),
}
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
