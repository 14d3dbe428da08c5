"""An organization's home page: where it stands, and the one next step for whoever reads it."""

import pytest

from assessments.models import Instrument
from assessments.recording import reopen
from organizations.models import Organization
from tests.assessments import build
from tests.assessments.screen import page, part, queries
from tests.assessments.test_results_screen import completed, real_instrument
from tests.cast import MEMBERS, Cast
from tests.checklists.build import plan_of
from tests.factories import InstrumentFactory, RecordFactory
from tests.jobdesc.build import description_of

pytestmark = pytest.mark.django_db
MAY_ASSESS, MAY_NOT = ("owner", "leader"), ("administrator", "hr", "viewer")


def home(cast: Cast, who: str = "leader") -> str:
    return page(cast.client(who), f"/o/{cast.organization.slug}/")


def fill_in(cast: Cast, instrument: Instrument) -> str:
    return f'href="/o/{cast.organization.slug}/assess/{instrument.slug}/"'


def begin(organization: Organization, instrument: Instrument) -> None:
    RecordFactory(organization=organization, instrument=instrument, saved_by=None)


@pytest.mark.parametrize("who", MEMBERS)
def test_with_no_assessments_loaded_it_says_so(cast: Cast, who: str) -> None:
    assert "No assessments are loaded on this installation yet." in part(home(cast, who), "next")


def test_at_the_beginning_the_first_assessment_is_the_next_step(cast: Cast) -> None:
    first, _ = InstrumentFactory(position=1), InstrumentFactory(position=2)
    text = home(cast)
    assert "0 of 2 assessments completed." in text
    step = part(text, "next")
    assert f'<h3 dir="auto">Fill in “{first.title}”</h3>' in step
    assert "Nothing is assessed yet" in step
    assert f"{first.purpose} About 10 minutes, 4 questions." in step
    assert f"{fill_in(cast, first)}>Start</a>" in step


def test_what_is_under_way_comes_before_what_is_new(cast: Cast) -> None:
    InstrumentFactory(position=1)
    begun = InstrumentFactory(position=2)
    begin(cast.organization, begun)
    step = part(home(cast), "next")
    assert begun.title in step
    assert "2 of 4 answered." in step
    assert f"{fill_in(cast, begun)}>Continue</a>" in step


def test_what_was_reopened_is_to_be_completed_again(cast: Cast) -> None:
    instrument = InstrumentFactory()
    done = completed(cast.organization, instrument, board="yes")
    reopen(record=done.record, actor=cast.leader)
    text = home(cast)
    assert f"{fill_in(cast, instrument)}>Continue</a>" in part(text, "next")
    assert "1 of 1 assessments completed." in text


@pytest.mark.parametrize("who", MEMBERS)
def test_when_all_is_done_a_report_is_next(cast: Cast, who: str) -> None:
    completed(cast.organization, InstrumentFactory(), board="yes")
    step = part(home(cast, who), "next")
    assert "everything is assessed" in step.casefold()
    may_issue = who in ("owner", "administrator", "leader")
    assert f'href="/o/{cast.organization.slug}/reports/{"compose/" if may_issue else ""}"' in step


@pytest.mark.parametrize("who", MEMBERS)
@pytest.mark.parametrize("begun", [False, True], ids=["new", "under-way"])
def test_only_who_may_fill_it_in_is_offered_to(cast: Cast, who: str, begun: bool) -> None:
    instrument = InstrumentFactory()
    InstrumentFactory(area="timeline")
    if begun:
        begin(cast.organization, instrument)
    text = home(cast, who)
    assert (fill_in(cast, instrument) in text) is (who in MAY_ASSESS)
    assert ("A leader or an owner can fill it in." in text) is (who in MAY_NOT)
    assert (">Answer 4 questions</a>" in text) is (who in MAY_ASSESS)


@pytest.mark.parametrize("who", ["visitor", "outsider"])
def test_a_visitor_of_the_demo_is_offered_nothing_to_fill_in(cast: Cast, demo: Organization, who: str) -> None:
    begin(demo, InstrumentFactory())
    text = page(cast.client(who), f"/o/{demo.slug}/")
    assert not any(word in text for word in (">Continue<", ">Start<", "Invite colleagues"))
    assert "A leader or an owner can fill it in." in text


def test_the_three_areas_stand_side_by_side_each_with_its_own_level(cast: Cast) -> None:
    for area, key in (("motivation", "yes"), ("culture", "partly")):
        completed(cast.organization, InstrumentFactory(area=area), board=key, budget=key, pay=key)
    areas = part(home(cast), "areas").split("<li")[1:]
    words = [("Motivation", "Strong"), ("Culture", "Partly there"), ("Recovery orientation", "Not assessed yet")]
    for shown, (area, level) in zip(areas, words, strict=True):
        assert f"<h3>{area}</h3>" in shown
        assert level in shown


def test_the_timeline_tells_the_toolkits_lead_time(cast: Cast) -> None:
    instrument = real_instrument("legere-timeline")
    keys = {item.slug: "true" for item in build.real("legere-timeline").items}
    completed(cast.organization, instrument, **keys)
    timeline = part(home(cast), "timeline")
    assert "You are nearly there" in timeline
    assert "<strong>At least six months.</strong>" in timeline


@pytest.mark.parametrize("who", MEMBERS)
def test_only_who_may_invite_is_asked_to(cast: Cast, who: str) -> None:
    assert ("Invite colleagues" in home(cast, who)) is (who in ("owner", "administrator"))


def test_nobody_else_gets_in(cast: Cast) -> None:
    assert cast.client("outsider").get(f"/o/{cast.organization.slug}/").status_code == 404
    response = cast.client("visitor").get(f"/o/{cast.organization.slug}/")
    assert response["Location"].startswith("/accounts/login/?next=/o/harbor-house")


def test_queries_do_not_grow_with_assessments(cast: Cast) -> None:
    client, url = cast.client("leader"), f"/o/{cast.organization.slug}/"
    completed(cast.organization, InstrumentFactory(), board="no")
    client.get(url)  # the first page notes the visit
    few = queries(client, url)
    for _ in range(5):
        completed(cast.organization, InstrumentFactory(), board="no")
        begin(cast.organization, InstrumentFactory())
    assert queries(client, url) == few


def test_the_first_page_of_a_visit_takes_one_query_more_and_twelve_at_most(cast: Cast) -> None:
    client, url = cast.client("owner"), f"/o/{cast.organization.slug}/"
    completed(cast.organization, InstrumentFactory(area="culture"), board="no")
    plan_of(cast.organization, "Ask")
    description_of(cast.organization)
    first = queries(client, url)
    assert first == queries(client, url) + 1 <= 12
