"""The whole plan on paper: every task, valid whatever was typed."""

import shutil
import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone

from checklists.models import Plan, PlanKind, Status, Task
from reports.plan_document import LONGEST_NOTE, MOST_STEPS
from tests.cast import Cast
from tests.checklists.build import add, plan_of

from .survey_results import HOSTILE
from .test_renderer import failures, inside
from .test_report_pdf import squeezed

pytestmark = pytest.mark.django_db


def whole_text(pdf: bytes) -> str:
    """All that a reader finds in the PDF, whatever its pages' size, without white space."""
    program = shutil.which("pdftotext")
    assert program, "pdftotext is missing: bin/setup test installs poppler-utils"
    run = subprocess.run([program, "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)  # noqa: S603
    return squeezed(run.stdout.decode())


def pdf_of(cast: Cast, plan: Plan) -> bytes:
    response = cast.client("owner").post(f"/o/{cast.organization.slug}/reports/plans/{plan.pk}.pdf")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return bytes(response.content)


def test_every_task_stands_in_it_with_when_who_how_and_why(cast: Cast) -> None:
    plan = plan_of(cast.organization, "Ask", "Held up", "Late")
    add(plan, "With steps", steps=("One", "Two"), notes="A note.", owner_name="Jo", phase="first-90-days")
    Task.objects.filter(title="Held up").update(status=Status.WAITING, reason="The county decides")
    Task.objects.filter(title="Late").update(due=timezone.localdate() - timedelta(1))
    pdf = pdf_of(cast, plan)
    printed = whole_text(pdf)
    assert failures(pdf) == []
    for words in ("Ask", "The county decides", "Not started, overdue", "[ ] One; [ ] Two", "A note.", "nobody yet"):
        assert squeezed(words) in printed, words
    for phase in ("6 to 12 months before", "The first 90 days", "1 to 3 months before"):
        assert squeezed(phase) in printed


@pytest.mark.parametrize("kind", PlanKind.values)
def test_an_empty_plan_is_valid_too(cast: Cast, kind: str) -> None:
    assert failures(pdf_of(cast, plan_of(cast.organization, kind=kind))) == []


@pytest.mark.parametrize("text", [HOSTILE, "x" * 5_000, "你好" * 200], ids=("hostile", "long", "wide"))
def test_whatever_is_typed_it_is_valid_and_not_obeyed(cast: Cast, text: str) -> None:
    plan = plan_of(cast.organization, name=text[:120])
    for _ in range(3):
        add(plan, text[:300], notes=text, owner_name=text[:150], steps=(text[:500],) * (MOST_STEPS + 3))
    pdf = pdf_of(cast, plan)
    assert failures(pdf) == []
    assert text == HOSTILE or squeezed("and 3 more") in whole_text(pdf), "which turns letters around"
    assert not [word for word in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile") if word in inside(pdf)]
    assert len(text) <= LONGEST_NOTE or "[…]" in whole_text(pdf)


def test_a_thousand_tasks_are_one_pdf(cast: Cast) -> None:
    plan = plan_of(cast.organization)
    add(plan, *(f"Task {n} which has a title of some length, as tasks have" for n in range(1, 1001)), owner_name="Jo")
    pdf = pdf_of(cast, plan)
    printed = whole_text(pdf)
    assert failures(pdf) == []
    assert not [n for n in (1, 500, 1000) if f"Task{n}which" not in printed]
