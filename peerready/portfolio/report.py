"""A portfolio as a PDF and as a table. Both say what its pages say."""

from django.template.loader import render_to_string

from reports.pdf import render_pdf
from reports.sheets import Column, Plain, Table, csv_of

from .reading import Compared, Row, Seen


def pdf_of(seen: Seen) -> bytes:
    """The report as PDF/UA-1. Raises `reports.pdf.ReportError` with words for the user."""
    return render_pdf(render_to_string("peerready/portfolio/report_print.html", {"seen": seen}))


def csv_of_portfolio(seen: Seen) -> bytes:
    """A row for each organization, and below them one for each assessment that is compared."""
    return csv_of([organizations_table(seen), *([compared_table(seen)] if seen.compared else [])])


def organizations_table(seen: Seen) -> Table:
    areas = seen.rows[0].standing.areas if seen.rows else ()
    columns = (
        Column("Organization", 40),
        Column("Kind", 20),
        Column("State", 16),
        *(column for area in areas for column in (Column(area.label, 20), Column(f"{area.label}, completed on", 14))),
        *(Column(head, 12) for head in ("Tasks needed", "Tasks done", "Done in %", "Overdue")),
        Column("Next date", 12),
    )
    return Table("Organizations", columns, tuple(_row(row) for row in seen.rows))


def compared_table(seen: Seen) -> Table:
    columns = (
        Column("Assessment", 40),
        Column("Area", 20),
        Column("Organizations", 12),
        Column("Counted on", 12),
        Column("Average", 16),
        Column("Lower half", 16),
        Column("Upper half", 16),
    )
    return Table("The group", columns, tuple(_compared_row(one) for one in seen.compared))


def _row(row: Row) -> tuple[Plain, ...]:
    one, plan = row.standing, row.standing.plan
    levels = (cell for area in one.areas for cell in (area.standing.level_word, area.on))
    far = plan.progress if plan else None
    return (
        one.organization.name,
        one.organization.get_kind_display(),
        one.organization.get_state_display(),
        *levels,
        *((far.needed, far.done, far.percent, far.overdue) if far else (None,) * 4),
        plan.next if plan else None,
    )


def _compared_row(one: Compared) -> tuple[Plain, ...]:
    group = one.group
    return (
        one.instrument.title,
        one.area.label,
        group.number,
        group.made_on,
        group.average_words,
        group.lower_words,
        group.upper_words,
    )
