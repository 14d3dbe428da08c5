"""Issues of reports with links, as rows: nothing is composed for them."""

from typing import Any

from django.utils import timezone

from organizations.models import Organization
from reports.composing.figures import Figure
from reports.delivering import shown_parts
from reports.kept_files import keep, path_of
from reports.models import Issue, IssuePart, Report, Share
from reports.models.share import hash_of

PARTS = ("summary", "standing", "team", "method")
PDF = b"%PDF-made-up"


def issue_of(organization: Organization, number: int = 1, *, report: Report | None = None, **said: str) -> Issue:
    """An issue with PARTS; `said` is what a part says, by its key."""
    made = Issue.objects.create(
        organization=organization,
        report=report,
        number=number,
        name="For the board",
        reader="board",
        organization_name=organization.name,
        details="Court, Ohio",
        digest=f"{number:064}",
        issued_at=timezone.now(),
        issued_by_name="Owner Person",
    )
    IssuePart.objects.bulk_create(
        IssuePart(issue=made, place=place, **part(key, said.get(key, f"Words of {key}.")))
        for place, key in enumerate(PARTS, 1)
    )
    return made


def part(key: str, said: str) -> dict[str, Any]:
    """A part with one chart, one table, and one figure that says how long its words are."""
    html = (
        f'<section class="part"><h2>The {key}</h2><figure class="chart"><svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 90 30" width="90" height="30"><title>Chart of {key}</title>'
        f'<text x="2" y="20">{key}</text></svg></figure><p>{said}</p>'
        f'<table><caption>Figures of {key}</caption><thead><tr><th scope="col">What</th><th scope="col">Share</th></tr>'
        f'</thead><tbody><tr><th scope="row">Words</th><td>{len(said)}</td></tr></tbody></table></section>'
    )
    figure = Figure(f"{key}/words", key, f"About {key}", f"Words in {key}", str(len(said)), len(said), "%", 3, 4)
    figures = [figure.to_json()]
    return {"key": key, "title": f"The {key}", "html": html, "page": html, "figures": figures, "digest": key}


def link_to(issue: Issue, token: str, **fields: Any) -> Share:
    """A link with this token."""
    return Share.objects.create(issue=issue, token_hash=hash_of(token), made_by_name="Owner Person", **fields)


def furnish_issues(organization: Organization, rows: int, token: str) -> None:
    """A report, issues of it, and links; the last link of the last issue has the token, and its PDF is in store."""
    report = Report.objects.create(
        organization=organization, name="For the board", reader="board", parts=["summary", "method"]
    )
    first = organization.issues.count() + 1
    for number in range(first, first + rows + 1):
        issue = issue_of(organization, number, report=report, summary=f"Words of no. {number}.")
        for n in range(rows):
            link_to(issue, f"{token}-{number}-{n}", label=f"Link {n}", left_out=["team"])
            link_to(issue, f"{token}-{number}-{n}-ended", ends_at=timezone.now())
    link_to(issue, token)
    keep(path_of(issue, "pdf", shown_parts(issue)), PDF)
