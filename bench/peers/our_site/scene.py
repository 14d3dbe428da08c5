"""The 60 statements as a survey of PeerReady: in five parts of 12, as it would ask them, and all on one page.

Everybody answers at a shared link, with a device of their own. Beside the five steps, each question takes "Not sure",
"Prefer not to say" and no answer, which the peers' forms do not offer.
"""

import os
import time
import uuid
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.http import HttpResponseBase

from ...measuring import BARE, Call
from .. import asked
from ..browser import Browser

VERSION_OF = ""


def setup(folder: str) -> None:
    os.environ |= {"BENCH_FOLDER": folder, "DJANGO_SETTINGS_MODULE": "bench.settings"}


def prepare(folder: str) -> tuple[dict[str, Call], dict[str, float]]:
    """Make the database. Return the calls, and figures that are taken once, in seconds."""
    from django.conf import settings

    from organizations.founding import found_organization
    from organizations.models import User
    from surveys.closing import close
    from toolkits.loading import load

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    load(settings.FIXTURES, write=True)
    leader = User.objects.create_user("leader@example.org", name="A Leader")
    organization = found_organization(
        founder=leader, name="Bench", kind="treatment", state="OH", staff_count=64, employs_peer_workers=False
    )
    in_parts, on_one = _version(organization, "parts", asked.STATEMENTS), _version(organization, "one", _together())
    browser, reader = Browser(), Browser().sign_in(leader)
    answered = _launched(organization, leader, in_parts)
    _fill(answered)
    begun = time.perf_counter()
    close(survey=answered)
    once = {f"closing with {asked.RESPONSES:,} responses, once": time.perf_counter() - begun}
    one, parts = _launched(organization, leader, on_one), _launched(organization, leader, in_parts)
    calls: dict[str, Call] = {
        BARE: lambda: browser.forget().get("/bare/"),
        "one row": lambda: browser.forget().get("/bare-row/"),
    }
    calls |= {f"{name} of one page": call for name, call in _way(browser, one).items()}
    calls |= _way(browser, parts)
    results = f"/o/{organization.slug}/surveys/{answered.pk}/results/"
    for name, page in (("overview", ""), ("every question", "questions/"), ("where people differ", "differences/")):
        calls[f"results: {name}"] = lambda page=page: reader.get(f"{results}{page}")  # type: ignore[misc]
    _check(calls, one)
    return calls, once


def _together() -> tuple[tuple[str, ...], ...]:
    return (tuple(text for statements in asked.STATEMENTS for text in statements),)


def _version(organization, slug: str, statements: tuple[tuple[str, ...], ...]):  # type: ignore[no-untyped-def]
    """An instrument of the organization's own with one section for each tuple of statements."""
    from assessments.content import InstrumentContent, Item, Option, Scale, Section
    from assessments.models import Area, Instrument, InstrumentVersion, content_hash
    from toolkits.sources import Source

    def item(n: int, text: str) -> Item:
        return Item(f"s{n}", f"bench-{slug}/s{n}", "choice", text, "agreement", Source("", ""))

    options = tuple(Option(str(5 - n), label, 5 - n) for n, label in enumerate(asked.LABELS))
    sections, number = [], 0
    for title, texts in zip(asked.PARTS, statements, strict=False):
        items = tuple(item(number + n, text) for n, text in enumerate(texts))
        number += len(texts)
        sections.append(Section(f"part-{len(sections) + 1}", title, "ours", items))
    scales = {"agreement": Scale("agreement", "ours", options)}
    content = InstrumentContent(f"bench-{slug}", "", tuple(sections), scales).as_dict()
    instrument = Instrument.objects.create(
        slug=f"bench-{slug}", organization=organization, title="Our way of working", area=Area.CULTURE, minutes=12
    )
    version = InstrumentVersion.objects.create(
        instrument=instrument, version="1", content_hash=content_hash(content), content_json=content
    )
    instrument.current_version = version
    instrument.save()
    return version


def _launched(organization, leader, version):  # type: ignore[no-untyped-def]
    from django.utils import timezone

    from surveys.lifecycle import launch
    from surveys.models import Survey, Way

    closes_at = timezone.now() + timedelta(days=7)
    survey = Survey.objects.create(organization=organization, name="Bench", asked_by="A Leader", closes_at=closes_at)
    survey.instruments.create(version=version)
    for name in ("Leadership", "Staff", "Peer workers"):
        survey.groups.create(name=name, expected=500, way=Way.SHARED)
    launch(survey=survey, actor=leader)
    return survey


def _fill(survey) -> None:  # type: ignore[no-untyped-def]
    from surveys.models import Response
    from surveys.questions import questionnaire

    groups = list(survey.groups.all())
    keys = [question.key for question in questionnaire(survey).questions]
    Response.objects.bulk_create(
        Response(
            id=uuid.uuid4(),
            survey=survey,
            group=groups[n % 3],
            answers={key: str(5 - step) for key, step in zip(keys, asked.steps(n), strict=True)},
        )
        for n in range(asked.RESPONSES)
    )


def _way(browser: Browser, survey) -> dict[str, Call]:  # type: ignore[no-untyped-def]
    """A respondent's way: the first page, each part shown and kept, everything looked over, sent, and thanked for."""
    from surveys.answering.submitting import new_device
    from surveys.answering.visiting import COOKIE, form_token
    from surveys.questions import questionnaire

    key = survey.groups.get(name="Staff").shared_key
    root, asks = f"/s/{survey.public_id}/", questionnaire(survey)
    answers = {q.key: str(5 - step) for q, step in zip(asks.questions, asked.steps(3), strict=True)}
    here: dict[str, Any] = {}

    def begin() -> HttpResponseBase:
        here["device"] = new_device()
        browser.forget().factory.cookies[COOKIE] = f"{key}.{here['device']}"
        return browser.get(root)

    def keep(number: int) -> HttpResponseBase:
        questions = asks.parts[number - 1].questions
        data = {f"q-{one.key}": answers[one.key] for one in questions}
        data |= {f"was-{one.key}": "" for one in questions}
        return browser.post(f"{root}{number}/", data | {"token": form_token(here["device"]), "action": "next"})

    def send() -> HttpResponseBase:
        return browser.post(f"{root}review/", {"token": form_token(here["device"]), "action": "send"})

    calls: dict[str, Call] = {"first page": begin}
    for number in range(1, len(asks.parts) + 1):
        calls[f"show part {number}"] = lambda number=number: browser.get(f"{root}{number}/")  # type: ignore[misc]
        calls[f"keep part {number}"] = lambda number=number: keep(number)  # type: ignore[misc]
    calls["review"] = lambda: browser.get(f"{root}review/")
    calls["send"] = send
    calls["thanks"] = lambda: browser.get(f"{root}thanks/")
    return calls


def _check(calls: dict[str, Call], survey) -> None:  # type: ignore[no-untyped-def]
    """Whoever goes this way must have given 60 answers, or the figures would be those of something else."""
    for name, call in calls.items():
        if name.endswith("of one page"):
            call()
    if len(survey.responses.get().answers) != asked.COUNT:
        raise RuntimeError("The answers were not stored.")
