"""Who reads which result, and that an earlier one stays."""

import pytest

from assessments.models import Completion, Instrument, Record
from organizations.models import Organization
from tests.cast import MEMBERS, Cast
from tests.factories import CompletionFactory

from .screen import page, part

pytestmark = pytest.mark.django_db


def completed(organization: Organization, instrument: Instrument, text: str = "", **keys: str) -> Completion:
    answers = {item: {"choice": key, "text": ""} for item, key in keys.items()}
    if text:
        answers["hopes"] = {"choice": "", "text": text}
    return CompletionFactory(record__organization=organization, record__instrument=instrument, answers=answers)


def test_outsider_gets_404(cast: Cast, instrument: Instrument, url: str) -> None:
    completed(cast.organization, instrument, board="yes")
    for where in ("results/", "results/1/"):
        assert cast.client("outsider").get(url + where).status_code == 404
        assert cast.client("visitor").get(url + where).status_code == 302


def test_a_wrong_method_gets_405(cast: Cast, instrument: Instrument, url: str) -> None:
    completed(cast.organization, instrument, board="yes")
    assert [cast.client("leader").post(url + where).status_code for where in ("results/", "results/1/")] == [405, 405]


@pytest.mark.parametrize("who", MEMBERS)
def test_every_member_reads_results_and_who_may_not_assess_sees_no_way_to_change_them(
    cast: Cast, instrument: Instrument, url: str, who: str
) -> None:
    completed(cast.organization, instrument, board="yes")
    text = page(cast.client(who), url + "results/")
    assert "Where you stand" in text
    assert ("Open again to change" in text) is (who in ("owner", "leader"))


def test_without_a_completion_there_is_no_result(cast: Cast, url: str) -> None:
    client = cast.client("leader")
    assert client.get(url + "results/").status_code == 404
    client.post(url, {"was-board": "", "c-board": "yes"})
    assert [client.get(url + where).status_code for where in ("results/", "results/1/", "results/0/")] == [404] * 3


def test_a_result_of_another_organization_is_404(cast: Cast, instrument: Instrument, url: str) -> None:
    completed(cast.elsewhere, instrument, board="yes")
    assert cast.client("leader").get(url + "results/").status_code == 404


def test_an_earlier_result_stays_where_it_was_after_reopening(cast: Cast, instrument: Instrument, url: str) -> None:
    first = completed(cast.organization, instrument, "The first text", board="no")
    CompletionFactory(record=first.record, number=2, answers={"board": {"choice": "yes", "text": ""}})
    Record.objects.update(completed_at=None)
    latest, earlier = page(cast.client("leader"), url + "results/"), page(cast.client("leader"), url + "results/1/")
    assert "This assessment is open again." in latest
    assert "Continue the open record" in latest
    assert f'href="{url}results/1/"' in latest
    assert "The first text" not in latest
    assert "An earlier result" in earlier
    assert "The first text" in earlier
    assert "Needs groundwork" in part(earlier, "gaps")
    assert cast.client("leader").get(url + "results/3/").status_code == 404
