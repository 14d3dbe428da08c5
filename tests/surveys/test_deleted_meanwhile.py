"""What a colleague deletes while somebody else is at it is gone, as for everybody: no error page."""

from importlib import import_module
from typing import Any

import pytest
from django.urls import reverse

from organizations.models import AuditEvent
from surveys.asking.inviting import add_people, read_addresses
from surveys.lifecycle import delete_survey
from surveys.models import Group, Survey, Way
from tests.cast import Cast
from tests.factories import GroupFactory

from .build import closed, draft, opened

MAKE = {"draft": draft, "open": opened, "closed": closed}
UNTIL = {"closes_at": "2036-01-01T10:00"}


@pytest.mark.parametrize(
    ("status", "route", "data", "action"),
    [
        ("draft", "check", {"revision": 1}, "check.launch"),
        ("open", "close", {}, "ending.close_survey"),
        ("open", "closing", UNTIL, "ending.change_closing"),
        ("open", "send-again", {}, "follow.send_invitations_again"),
        ("closed", "reopen", UNTIL, "ending.reopen_survey"),
        ("closed", "again", {}, "ending.ask_again"),
    ],
)
def test_it_is_not_found(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, status: str, route: str, data: dict[str, Any], action: str
) -> None:
    survey = MAKE[status](cast.organization)
    module, name = action.split(".")
    views = import_module(f"surveys.views.{module}")
    really = getattr(views, name)

    def too_late(**given: Any) -> Any:
        delete_survey(survey=survey, actor=cast.leader)
        return really(**given)

    monkeypatch.setattr(views, name, too_late)
    path = reverse(f"surveys:{route}", args=[cast.organization.slug, survey.pk])
    assert cast.client("leader").post(path, data).status_code == 404


@pytest.mark.parametrize("gone", [True, False])
def test_nobody_is_added_to_a_group_that_is_taken_out_or_shared_by_now(cast: Cast, gone: bool) -> None:
    survey = draft(cast.organization, {})
    group = GroupFactory(survey=survey, way=Way.PERSONAL)
    if gone:
        Group.objects.filter(pk=group.pk).delete()
    else:
        Group.objects.filter(pk=group.pk).update(way=Way.SHARED)
    assert add_people(group=group, addresses=read_addresses("ana@example.org")) == 0
    assert not survey.invitees.exists()


def test_deleting_twice_deletes_once(cast: Cast) -> None:
    survey = opened(cast.organization)
    delete_survey(survey=Survey.objects.get(pk=survey.pk), actor=cast.leader)
    delete_survey(survey=survey, actor=cast.leader)
    assert AuditEvent.objects.filter(action=AuditEvent.Action.SURVEY_DELETED).count() == 1
