"""A plan of the toolkits' own content: what it begins with, and steps that people take in it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from assessments.answers import Answer
from assessments.models import Completion, Instrument
from checklists.models import Task
from tests.cast import Cast

from .steps import assess

NAME = "Peer support at the Harbor"
FIRST = "Assess organization and determine appropriateness of implementation of peer support services"
HOPE = "Nobody has to go through the first week alone."


@pytest.fixture
def answered(cast: Cast, toolkits: None) -> str:
    """Where Harbor House is, which has answered two months ago, with gaps in its culture and little time to spare."""
    organization, leader = cast.organization, cast.leader
    culture = {"transparency": "2", "cooperation": "2", "values": "5"}
    assess(organization, leader, "prcoe-culture", {item: Answer(choice) for item, choice in culture.items()})
    assess(organization, leader, "prcoe-motivation", {"why-now": Answer("3", HOPE), "benefit": Answer("2", "Trust.")})
    items = Instrument.objects.get(slug="legere-timeline").current_version.content.items
    quiz = {item.slug: Answer("true" if n < 6 else "false") for n, item in enumerate(items)}
    assess(organization, leader, "legere-timeline", quiz)
    risks = {"funding-cuts": Answer("likely", "Ask the county early."), "language-barriers": Answer("possible")}
    assess(organization, leader, "prcoe-challenges", risks)
    Completion.objects.update(completed_at=timezone.now() - timedelta(60))
    return f"/o/{organization.slug}/"


def expect_told(page: Page, words: str) -> None:
    expect(page.locator("#messages")).to_contain_text(words)


def row(page: Page, title: str) -> Locator:
    return page.locator(".task-row", has_text=title)


def task(title: str) -> Task:
    return Task.objects.get(title=title)


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days)).isoformat()


def on(days: int) -> str:
    """A day as pages write it."""
    day = timezone.localdate() + timedelta(days)
    return f"{day:%B} {day.day}, {day.year}"
