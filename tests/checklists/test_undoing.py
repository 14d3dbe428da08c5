"""A message that says what was done has a button that takes it back."""

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import RequestFactory

from checklists.views.undoing import came_from, safe_next


def shown(text: str, undo: str = "") -> str:
    request = RequestFactory().get("/o/a/plan/1/?show=open")
    request.htmx = False  # type: ignore[attr-defined]
    found = [Message(constants.SUCCESS, text, extra_tags=undo)]
    return render_to_string("partials/messages.html", {"messages": found, "request": request, "csrf_token": "t"})


def test_the_button_posts_to_the_address_and_tells_where_it_was() -> None:
    html = shown("Done.", "/o/a/plan/1/history/7/undo/")
    assert 'action="/o/a/plan/1/history/7/undo/"' in html
    assert 'name="next" value="/o/a/plan/1/?show=open"' in html
    assert "csrfmiddlewaretoken" in html


def test_other_messages_have_none() -> None:
    assert "<form" not in shown("Saved.")


def test_a_title_in_a_message_is_text() -> None:
    assert "<b>" not in shown("Added “<b>”.", "/undo/")


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        ("/o/a/plan/1/?show=open", "/o/a/plan/1/?show=open"),
        ("", "/else/"),
        ("https://evil.example/", "/else/"),
        ("//evil.example/", "/else/"),
        ("/\\evil.example/", "/else/"),
        ("javascript:alert(1)", "/else/"),
    ],
)
def test_a_next_page_is_always_one_of_ours(wanted: str, where: str) -> None:
    assert safe_next(RequestFactory().post("/", {"next": wanted}), "/else/") == where


@pytest.mark.parametrize(
    ("referer", "where"),
    [
        ("http://testserver/o/a/plan/1/?q=x", "/o/a/plan/1/?q=x"),
        ("http://testserver/here/", ""),
        ("https://evil.example/o/", ""),
        ("", ""),
    ],
)
def test_where_somebody_came_from_is_told_only_on_our_own_site(referer: str, where: str) -> None:
    assert came_from(RequestFactory().get("/here/", HTTP_REFERER=referer)) == where


@pytest.mark.parametrize(
    "referer", ["http://[", "http://testserver//evil.example/", "http://testserver/\\evil.example"]
)
def test_what_is_no_page_of_ours_is_nowhere_to_go_back_to(referer: str) -> None:
    assert came_from(RequestFactory().get("/here/", HTTP_REFERER=referer)) == ""
