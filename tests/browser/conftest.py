"""Walks through pages in Debian's Chromium: `page.goto("/about/")` asks a live server.

A test that fails leaves a picture of its page in test-results/.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.factories import InstrumentFactory
from tests.real import load_real_fixtures

from .barriers import axe, both_looks, crossed, examine, glance, look
from .planning import answered

__all__ = ["answered", "axe", "both_looks", "crossed", "examine", "glance", "look"]

PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    quiet = "disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync"
    return {
        **browser_type_launch_args,
        "executable_path": "/usr/bin/chromium",
        "args": ["--no-sandbox", *(f"--{name}" for name in quiet.split())],
    }


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "en-US", "reduced_motion": "reduce"}


@pytest.fixture
def console_errors() -> list[str]:
    """What the consoles of this test's pages complain of: a script that failed, something that the CSP refused.

    Whoever provokes an error takes it out again; whatever is left at the end fails the test.
    """
    return []


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], console_errors: list[str]
) -> Iterator[Callable[..., BrowserContext]]:
    """`new_context()`: another person's browser, or another device."""

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            console_errors.append(f"{message.location.get('url')}: {message.text}")

    def create(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(PATIENCE)
        context.on("console", hear)
        context.on("weberror", lambda error: console_errors.append(str(error.error)))
        return context

    yield create
    assert not console_errors


@pytest.fixture(autouse=True)
def _nobody_has_tried_too_often() -> None:
    """Each test begins with fresh rate limits."""
    cache.clear()


@pytest.fixture
def toolkits(transactional_db: None) -> None:
    """The real assessments and advice are loaded."""
    load_real_fixtures()


@pytest.fixture
def sign_in(context: BrowserContext, live_server: LiveServer) -> Callable[..., None]:
    """`sign_in(user)`: this test's pages, or those of another `browser`, are theirs, without the sign-in page."""

    def sign_in(user: Any, browser: BrowserContext = context) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        browser.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return sign_in


@pytest.fixture
def short(cast: Cast) -> str:
    """Where the owner and the leader of Harbor House fill "Are we ready?": three statements and an open question."""
    InstrumentFactory(slug="ready", title="Are we ready?")
    return f"/o/{cast.organization.slug}/assess/ready/"


@pytest.fixture
def opened(page: Page, short: str, cast: Cast, sign_in: Callable[..., None]) -> Page:
    """The owner's tab with that assessment, in which time can be moved on."""
    sign_in(cast.owner)
    page.clock.install()
    page.goto(short)
    return page
