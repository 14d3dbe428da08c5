"""`manage.py export_report`: the same PDF from the command line, and clear words where there is none."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from organizations.models import AuditEvent, Organization
from reports import issue
from reports.pdf import ReportFailed, ReportTooLarge
from tests.cast import Cast
from tests.factories import InstrumentFactory

from .test_readiness import completed

pytestmark = pytest.mark.django_db
PDF = b"%PDF-made-up"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for the renderer, and keeps the HTML that it was given."""
    asked: list[str] = []

    def render(html: str) -> bytes:
        asked.append(html)
        return PDF

    monkeypatch.setattr(issue, "render_pdf", render)
    return asked


def export(organization: Organization | str, output: Path) -> str:
    """What the command says."""
    out = StringIO()
    slug = organization if isinstance(organization, str) else organization.slug
    call_command("export_report", organization=slug, output=output, stdout=out)
    return out.getvalue().strip()


def trail() -> list[tuple[str, str, str]]:
    return list(AuditEvent.objects.values_list("organization__name", "actor_name", "subject"))


def test_it_writes_the_pdf_and_says_where(cast: Cast, tmp_path: Path) -> None:
    output = tmp_path / "report.pdf"
    assert export(cast.organization, output) == f"Wrote {output}."
    assert output.read_bytes().startswith(b"%PDF-1.7")


def test_it_is_the_report_of_that_organization_alone(cast: Cast, quick: list[str], tmp_path: Path) -> None:
    asked = InstrumentFactory()
    completed(cast.organization, asked, "Ours", board="yes")
    completed(cast.elsewhere, asked, "Theirs", board="no")
    export(cast.organization, tmp_path / "report.pdf")
    (html,) = quick
    assert "<title>Readiness report: Harbor House</title>" in html
    assert "Ours" in html
    assert "Theirs" not in html
    assert (tmp_path / "report.pdf").read_bytes() == PDF


def test_the_trail_says_that_it_was_the_command_line(cast: Cast, quick: list[str], tmp_path: Path) -> None:
    export(cast.organization, tmp_path / "report.pdf")
    assert trail() == [("Harbor House", "Command line", "Readiness report (PDF)")]


def test_an_earlier_file_is_replaced(cast: Cast, quick: list[str], tmp_path: Path) -> None:
    output = tmp_path / "report.pdf"
    output.write_bytes(b"of last month, and longer than the new one")
    export(cast.organization, output)
    assert output.read_bytes() == PDF


def test_an_unknown_slug_is_named(cast: Cast, quick: list[str], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^There is no organization with the slug “no-such-house”\.$"):
        export("no-such-house", tmp_path / "report.pdf")
    assert (list(tmp_path.iterdir()), trail(), quick) == ([], [], [])


@pytest.mark.parametrize(
    ("where", "why"), [("", "Is a directory"), ("missing/report.pdf", "No such file or directory")]
)
def test_a_path_that_cannot_be_written_is_named_with_the_reason(
    cast: Cast, quick: list[str], tmp_path: Path, where: str, why: str
) -> None:
    output = tmp_path / where
    with pytest.raises(CommandError) as refused:
        export(cast.organization, output)
    assert str(refused.value) == f"{output} cannot be written: {why}."
    assert trail() == []


@pytest.mark.parametrize("error", [ReportTooLarge, ReportFailed])
def test_without_a_pdf_there_is_no_file_and_a_clear_sentence(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: type[Exception]
) -> None:
    def fail(html: str) -> bytes:
        raise error

    monkeypatch.setattr(issue, "render_pdf", fail)
    with pytest.raises(CommandError) as refused:
        export(cast.organization, tmp_path / "report.pdf")
    assert str(refused.value) == str(error())
    assert (list(tmp_path.iterdir()), trail()) == ([], [])


@pytest.mark.parametrize("missing", ["--organization", "--output"])
def test_it_asks_for_what_it_needs(missing: str) -> None:
    given = {"--organization": "a-house", "--output": "report.pdf"}
    arguments = [f"{name}={value}" for name, value in given.items() if name != missing]
    with pytest.raises(CommandError, match=f"required: {missing}"):
        call_command("export_report", *arguments)
