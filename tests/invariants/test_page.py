"""The checks that pages are put to find what they are there for."""

import pytest
from django.http import HttpResponse

from tests.cast import Cast
from tests.factories import InstrumentFactory

from .page import problems
from .place import Place
from .routes import Route

GOOD = (
    '<!DOCTYPE html><html lang="en"><head><title>Home · PeerReady</title></head><body><a href="#main">Skip</a>'
    '<main id="main"><h1>Home</h1><label for="a">A</label><input id="a"></main></body></html>'
)


def made_up(html: str, policy: str = "default-src 'none'; script-src 'self'") -> HttpResponse:
    return HttpResponse(html, headers={"Content-Security-Policy": policy})


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("<h1>Home</h1>", "", "0 <h1>"),
        ("<h1>Home</h1>", "<h1>Home</h1><h1>Again</h1>", "2 <h1>"),
        ("<h1>Home</h1>", "<h1> </h1>", "1 <h1>, not one with words"),
        (' lang="en"', "", "lang is None"),
        ("Home · PeerReady", " · PeerReady", "no <title>"),
        ("<title>Home · PeerReady</title>", "<svg><title>Home</title></svg>", "no <title>"),
        ('<a href="#main">Skip</a>', "", "the first link does not skip"),
        ('<a href="#main">', '<a href="/">To the top</a><a href="#main">', "the first link does not skip"),
        ('id="main"', 'id="content"', "the first link does not skip"),
        ("<h1>Home</h1>", "<h1>Home</h1>«undefined: organisation»", "undefined in the template: organisation"),
        ("<h1>Home</h1>", '<h1 style="color: red">Home</h1>', "inline, line 1: style= on <h1>"),
        ('<input id="a">', '<input id="a"><p id="a"></p>', "id 'a' 2 times"),
        ('for="a"', 'for="b"', "nothing has the id 'b'"),
    ],
)
def test_what_is_wrong_with_a_page_is_found(old: str, new: str, found: str) -> None:
    assert problems(made_up(GOOD)) == []
    assert [problem[: len(found)] for problem in problems(made_up(GOOD.replace(old, new, 1)))] == [found]


@pytest.mark.parametrize("policy", ["", "default-src 'none'; script-src 'self' 'unsafe-inline'", "default-src *"])
def test_a_weak_policy_is_found(policy: str) -> None:
    assert len(problems(made_up(GOOD, policy))) == 1


def test_a_route_with_an_unknown_parameter_fails(cast: Cast) -> None:
    route = Route("reports:year", "o/<slug:organization>/reports/<int:year>/", made_up)
    with pytest.raises(AssertionError, match="what <year> is"):
        Place(cast.organization, *[InstrumentFactory()] * 2).url(route)
