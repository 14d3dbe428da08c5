"""A portfolio's report: the same on page and paper, valid PDF/UA-1 whatever there is, and a table without formulas."""

import csv
import io
from collections.abc import Iterator

import pytest
from django.test import Client

from peerready.portfolio.models import Portfolio
from peerready.portfolio.reading import read
from peerready.portfolio.report import pdf_of
from reports import pdf
from reports.pdf import ReportTooLarge
from tests.cast import Cast
from tests.checklists.build import plan_of
from tests.factories import InstrumentFactory, OrganizationFactory
from tests.reports.test_renderer import failures
from tests.reports.test_report_pdf import HOSTILE, squeezed, text_of

from .build import completes, group, portfolio_of, seen


@pytest.fixture(scope="module", autouse=True)
def _server_ends_with_the_module() -> Iterator[None]:
    yield
    pdf.stop()


@pytest.fixture
def portfolio(cast: Cast) -> Portfolio:
    """Eleven organizations, one of them without anything, one with a plan."""
    portfolio = portfolio_of(cast.outsider)
    made = group(portfolio, [0, 1, 2, 3, 4, 5, 6, 6, 6, 6], InstrumentFactory(slug="ready", area="culture"))
    plan_of(made[0], "One", "Two")
    seen(portfolio, OrganizationFactory(name="Empty House"))
    return portfolio


def client_of(cast: Cast) -> Client:
    return cast.client("outsider")


def test_the_pdf_is_valid_and_says_what_the_page_says(cast: Cast, portfolio: Portfolio) -> None:
    url = f"/portfolios/{portfolio.pk}/report"
    page, made = client_of(cast).get(f"{url}/").content.decode(), client_of(cast).post(f"{url}.pdf")
    assert (made.status_code, made["Content-Type"]) == (200, "application/pdf")
    assert made["Content-Disposition"].startswith('attachment; filename="ohio-programs-2')
    assert failures(made.content) == []
    text = text_of(made.content)
    for said in ("Empty House", "11 organizations have agreed", "about 65%", "0 of 2 tasks done", "Not assessed yet"):
        assert said in page
        assert squeezed(said) in text, said


@pytest.mark.parametrize("what", ["empty", "hostile"])
def test_the_pdf_is_valid_whatever_there_is(cast: Cast, what: str) -> None:
    portfolio = portfolio_of(cast.outsider)
    if what == "hostile":
        made = group(portfolio, [1] * 5)
        made[0].name = HOSTILE.replace("\x00", "").replace("\x07", "")[:150]
        made[0].save()
        portfolio.name = portfolio.kept_by = made[0].name[:120]
    assert failures(pdf_of(read(portfolio))) == []


def test_where_no_pdf_can_be_made_the_page_says_so(
    cast: Cast, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(seen: object) -> bytes:
        raise ReportTooLarge

    monkeypatch.setattr("peerready.portfolio.views.pdf_of", fail)
    response = client_of(cast).post(f"/portfolios/{portfolio.pk}/report.pdf")
    assert response.status_code == 503
    assert "too large for one PDF" in response.content.decode()


def test_the_table_has_a_row_each_and_no_formula(cast: Cast, portfolio: Portfolio) -> None:
    first = OrganizationFactory(name="=HYPERLINK(1)")
    completes(first, InstrumentFactory(area="recovery"), 6)
    seen(portfolio, first)
    response = client_of(cast).post(f"/portfolios/{portfolio.pk}/organizations.csv")
    assert response["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    end = rows.index([])
    assert len(rows[1:end]) == 12
    assert {len(row) for row in rows[:end]} == {14}
    cells = next(row for row in rows if row and row[0] == "'=HYPERLINK(1)")
    assert cells[7] == "Strong"
    assert rows[end + 2][:3] == ["Are we ready? " + rows[end + 2][0].split()[-1], "Culture", "10"]


def test_a_table_of_nobody_is_a_row_of_headings(cast: Cast) -> None:
    portfolio = portfolio_of(cast.outsider)
    response = client_of(cast).post(f"/portfolios/{portfolio.pk}/organizations.csv")
    assert response.content.decode("utf-8-sig").count("\r\n") == 1
