"""From an approved job description to the tasks of somebody's first months."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from checklists.models import Plan
from jobdesc.drafting.document import Document, Line, Responsibility
from jobdesc.drafting.saving import put_away
from jobdesc.models import Decision
from organizations.models import Organization
from peerready.role_tasks import roles_of_descriptions, tasks_of
from tests.cast import Cast
from tests.jobdesc.build import a_document, description_of

HOPE = Line("1", "Show by example that recovery happens.", "legere-components/x", "samhsa-competencies/conveys-hope")
LONG = Line("2", "Sit with people " + "and listen " * 30, "legere-components/emotional-distress")
DOCUMENT = Document(
    title="Peer worker", reports_to="Director", responsibilities=(Responsibility("r", "Be there", "", (HOPE, LONG)),)
)


def new_person(organization: Organization) -> str:
    return reverse("checklists:people-new", args=[organization.slug])


def test_each_duty_is_a_task_that_knows_its_competency() -> None:
    meet, hope, long = tasks_of(DOCUMENT, said_in="Job description: Peer worker")
    assert meet.key == "legere-components/reporting-relationships"
    assert "For the work itself: Director." in meet.detail
    assert (hope.title, hope.key) == ("Show by example that recovery happens", "samhsa-competencies/conveys-hope")
    assert "“Be there”" in hope.detail
    assert long.key == "legere-components/emotional-distress"
    assert len(long.title) <= 162
    assert long.detail.startswith(LONG.text)
    assert hope.place < long.place < 900


def test_only_approved_descriptions_that_are_not_put_away_are_offered(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    description_of(cast.organization, a_document(title="A draft"))
    description_of(cast.elsewhere, a_document(title="Elsewhere"), approved=True)
    put_away(description=description_of(cast.organization, a_document(title="Old"), approved=True), actor=None)
    for title in ("Peer worker", "Coordinator"):
        description_of(cast.organization, a_document(title=title), approved=True)
    with django_assert_num_queries(2):
        assert {role.name for role in roles_of_descriptions(cast.organization)} == {"Peer worker", "Coordinator"}


def test_somebody_who_starts_gets_the_duties_into_their_first_months(cast: Cast) -> None:
    description = description_of(cast.organization, DOCUMENT, approved=True)
    Decision.objects.create(description=description, activity="lappa-activities/answer-phones", belongs=False)
    client, role = cast.client("hr"), f"role-{description.pk}"
    page = client.get(new_person(cast.organization), {"list": role}).content.decode()
    assert "What the job description says: Peer worker" in page
    day = timezone.localdate() + timedelta(30)
    answer = client.post(
        new_person(cast.organization), {"name": "JM", "first_day": day.isoformat(), "chosen": "yes", "lists": [role]}
    )
    assert answer.status_code == 302
    plan = Plan.objects.onboardings().get()
    tasks = {task.title: task for task in plan.tasks.all()}
    hope = tasks["Show by example that recovery happens"]
    assert (hope.key, hope.list_name) == ("samhsa-competencies/conveys-hope", "Job description: Peer worker")
    assert isinstance(hope.due, date)
    assert hope.due > day
    assert "1 activity is no part of it" in tasks["Read together what the role does not include"].detail


def test_a_role_that_is_not_offered_is_refused(cast: Cast) -> None:
    elsewhere = description_of(cast.elsewhere, DOCUMENT, approved=True)
    sent = {"name": "JM", "first_day": "2030-01-07", "chosen": "yes", "lists": [f"role-{elsewhere.pk}"]}
    assert cast.client("hr").post(new_person(cast.organization), sent).status_code == 422
