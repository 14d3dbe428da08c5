from django.utils import timezone

from assessments.models import Completion, Instrument
from organizations.models import AuditEvent, Membership, Role, User
from surveys.models import Agreement, Survey
from surveys.reading.beside import RecordBeside, agree, load_beside, take_back
from surveys.reading.results import load_results
from tests.cast import Cast
from tests.factories import CompletionFactory, RecordFactory
from tests.surveys.reading import agreeing

GROUPS = {"Leadership": 10, "Clinical staff": 20}


def surveyed(cast: Cast, agree: int = 3) -> Survey:
    return agreeing(cast.organization, {"Leadership": agree, "Clinical staff": 2 * agree}, GROUPS)


def completed(cast: Cast, by: User | None = None, **answers: str) -> Completion:
    """The organization's record of what the survey asks; "s1" is the option chosen for s-1."""
    chosen = {f"s-{slug[1:]}": {"choice": option, "text": ""} for slug, option in answers.items()}
    record = RecordFactory(
        organization=cast.organization,
        instrument=Instrument.objects.get(pk="culture-check"),
        answers=chosen,
        completed_at=timezone.now(),
    )
    return CompletionFactory(record=record, completed_by=by or cast.leader)


def beside(cast: Cast, survey: Survey, user: User | None = None) -> RecordBeside:
    results = load_results(survey)
    assert results
    (found,) = load_beside(results, cast.organization, user)
    return found


def test_a_record_says_nothing_until_its_author_agrees(cast: Cast) -> None:
    survey = surveyed(cast)
    assert beside(cast, survey).completion is None
    completed(cast, s1="5")
    found = beside(cast, survey, cast.leader)
    assert found.may_agree
    assert not found.is_shown
    assert found.items == ()
    agree(beside=found, actor=cast.leader)
    agree(beside=found, actor=cast.leader)
    assert Agreement.objects.count() == 1
    assert len(beside(cast, survey).items) == 4
    take_back(beside=found, actor=cast.leader)
    take_back(beside=found, actor=cast.leader)
    assert beside(cast, survey).items == ()
    actions = AuditEvent.objects.filter(action__startswith="record-").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["record-shared", "record-unshared"]


def test_nobody_agrees_for_somebody_who_can_be_asked(cast: Cast) -> None:
    survey = surveyed(cast)
    completed(cast, by=cast.leader)
    for user in (cast.owner, cast.viewer, cast.hr, None):
        assert not beside(cast, survey, user).may_agree
    assert not beside(cast, survey).author_is_gone


def test_for_an_author_who_is_gone_somebody_who_assesses_may_agree(cast: Cast) -> None:
    survey = surveyed(cast)
    completed(cast, by=cast.leader)
    Membership.objects.filter(user=cast.leader).delete()
    assert beside(cast, survey, cast.owner).may_agree
    assert not beside(cast, survey, cast.leader).may_agree
    assert not beside(cast, survey, cast.viewer).may_agree
    Completion.objects.update(completed_by=None)
    assert beside(cast, survey, cast.owner).may_agree


def test_an_author_who_may_not_assess_any_more_cannot_agree(cast: Cast) -> None:
    survey = surveyed(cast)
    completed(cast, by=cast.leader)
    Membership.objects.filter(user=cast.leader).update(role=Role.VIEWER)
    assert not beside(cast, survey, cast.leader).may_agree
    assert beside(cast, survey, cast.owner).author_is_gone


def test_completed_again_it_is_to_be_agreed_to_again(cast: Cast) -> None:
    survey = surveyed(cast)
    first = completed(cast, s1="5")
    agree(beside=beside(cast, survey, cast.leader), actor=cast.leader)
    CompletionFactory(record=first.record, number=2, completed_by=cast.leader)
    assert not beside(cast, survey).is_shown


def test_seen_differently_is_where_half_of_the_team_lies_between(cast: Cast) -> None:
    survey = surveyed(cast, agree=3)  # 30 % agree to every question
    completed(cast, s1="5", s2="1", s3="dont_know")
    agree(beside=beside(cast, survey, cast.leader), actor=cast.leader)
    found = beside(cast, survey)
    assert [item.sees for item in found.items] == ["better", "alike", "", ""]
    assert [item.asked.question.item.slug for item in found.apart] == ["s-1"]
    assert [str(cell.favourable) for _, cell in found.items[0].cells] == ["30%", "30%", "30%"]


def test_another_organizations_record_is_never_taken(cast: Cast) -> None:
    survey = surveyed(cast)
    completion = completed(cast)
    completion.record.organization = cast.elsewhere
    completion.record.save()
    assert beside(cast, survey).completion is None
