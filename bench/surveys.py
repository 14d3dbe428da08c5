"""A respondent's pages and a closed survey's results, in process, beside a bare view and one that writes a row."""

import itertools
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.utils import timezone

from assessments.models import Instrument
from organizations.models import Organization, User
from surveys.answering.submitting import new_device
from surveys.answering.visiting import COOKIE, form_token
from surveys.closing import close
from surveys.lifecycle import launch
from surveys.models import Group, Response, Survey, Way
from surveys.questions import questionnaire

from .measuring import Measured, measure_calls
from .pages import Visitor

ASKED = ("prcoe-culture", "wise-psychosocial")
SIZES = (50, 50_000)


def measure(organization: Organization, user: User) -> list[Measured]:
    """The ratio is to the bare view; that of a submission to the view that writes one row is in `against_one_row`."""
    survey = opened(organization, user, "Open")
    key = survey.groups.get(name="Staff").shared_key
    respondent, leader = Visitor(user), Visitor(user)
    respondent.factory.cookies.clear()
    respondent.factory.cookies[COOKIE] = f"{key}.{new_device()}"
    leader_root = f"/o/{organization.slug}/surveys/"
    closed = {size: _closed(organization, user, size) for size in SIZES}
    submissions = _submissions(survey, key, user)
    calls: dict[str, Callable[[], HttpResponseBase]] = {
        "bare view": lambda: leader.get("/bare/"),
        "bare view that writes a row": lambda: respondent.get("/bare-row/"),
        "respondent's first page": lambda: respondent.get(f"/s/{survey.public_id}/"),
        "a part of 13 questions": lambda: respondent.get(f"/s/{survey.public_id}/2/"),
        "review of 24 answers": lambda: respondent.get(f"/s/{survey.public_id}/review/"),
        "submission of 24 answers": lambda: next(submissions),
    }
    for size, one in closed.items():
        root = f"{leader_root}{one.pk}/results/"
        calls[f"results of {size:,}"] = lambda root=root: leader.get(root)  # type: ignore[misc]
        calls[f"heat map of {size:,}"] = lambda root=root: leader.get(f"{root}questions/")  # type: ignore[misc]
    return measure_calls(calls)


def against_one_row(measured: list[Measured]) -> float:
    """How often the bare view that writes a row would have been served in the time of a submission."""
    by_name = {one.name: one.milliseconds for one in measured}
    return by_name["submission of 24 answers"] / by_name["bare view that writes a row"]


def closing(organization: Organization, user: User) -> dict[int, float]:
    """Seconds that closing takes, by the number of responses."""
    found = {}
    for size in (100, 10_000):
        survey = filled(organization, user, size)
        begun = time.perf_counter()
        close(survey=survey)
        found[size] = time.perf_counter() - begun
    return found


def _submissions(survey: Survey, key: str, user: User) -> Iterator[HttpResponseBase]:
    """People at a shared link, each with a device of their own, who send everything at once."""
    keys = [question.key for question in questionnaire(survey).questions]
    visitor = Visitor(user)
    visitor.factory.cookies.clear()
    for n in itertools.count():
        device = new_device()
        visitor.factory.cookies[COOKIE] = f"{key}.{device}"
        data = {f"q-{key}": str(1 + (n + i) % 5) for i, key in enumerate(keys)}
        data |= {"token": form_token(device), "action": "send"}
        yield visitor.post(f"/s/{survey.public_id}/review/", data)


def opened(organization: Organization, user: User, name: str) -> Survey:
    closes_at = timezone.now() + timedelta(days=7)
    survey = Survey.objects.create(organization=organization, name=name, asked_by="A Leader", closes_at=closes_at)
    for slug in ASKED:
        survey.instruments.create(version=Instrument.objects.get(pk=slug).current_version)
    for group in ("Leadership", "Staff", "Peer workers"):
        survey.groups.create(name=group, expected=100, way=Way.SHARED)
    launch(survey=survey, actor=user)
    return survey


def filled(organization: Organization, user: User, size: int) -> Survey:
    """An open survey with so many responses in three groups."""
    survey = opened(organization, user, f"{size} responses")
    made = _responses(survey, size)
    with transaction.atomic():
        while some := list(itertools.islice(made, 1_000)):
            Response.objects.bulk_create(some)
    return survey


def _responses(survey: Survey, size: int) -> Iterator[Response]:
    groups: list[Group] = list(survey.groups.all())
    keys = [question.key for question in questionnaire(survey).questions]
    answers: list[dict[str, Any]] = [{key: str(1 + (n * 7 + i) % 5) for i, key in enumerate(keys)} for n in range(5)]
    for n in range(size):
        yield Response(id=uuid.uuid4(), survey=survey, group=groups[n % 3], answers=answers[n % 5])


def _closed(organization: Organization, user: User, size: int) -> Survey:
    survey = filled(organization, user, size)
    close(survey=survey)
    return survey
