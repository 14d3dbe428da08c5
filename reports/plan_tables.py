"""A plan as tables of plain cells, for CSV and sheets. The first one can be imported into a plan again. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from checklists.models import Plan, Status, Task
from checklists.planning.moving import windows_of
from checklists.planning.phases import phases_of
from checklists.planning.words import long_date

from .plan_standing import PlanStanding
from .sheets import Column, Plain, Table
from .survey_tables import day

HEADS = (
    Column("Number", 9),
    Column("Title", 60),
    Column("Phase", 24),
    Column("Due", 12),
    Column("Status", 14),
    Column("Owner", 26),
    Column("Notes", 60, has_lines=True),
    Column("Steps", 60, has_lines=True),
    Column("From", 44),
)
MORE_HEADS = (Column("Finished", 12), Column("Why it waits, or is not needed", 44))
IN_CSV = (
    "Task: one row each. Phase, date, owner, status, notes and steps are read again where the table is imported into a "
    "plan as CSV. [x] is a step that is done."
)
NOT_IN_IT = "Comments, links and the history stay in PeerReady."
HEURISTIC = "Where a task stands within its phase is a PeerReady heuristic, unless somebody set its date."


def tasks_table(plan: Plan, tasks: Sequence[Task]) -> Table:
    """A row for each task, by number: what a plan's import reads. `tasks` come with owner and origins."""
    titles = _phase_titles(plan)
    return Table("Tasks", HEADS, tuple(_row(task, titles) for task in tasks))


def tables_of(
    plan: Plan, tasks: Sequence[Task], standing: PlanStanding, made_at: datetime
) -> tuple[Table, Table, Table]:
    """The same with when and why a task came to rest; how far each phase is; and what the workbook is."""
    titles = _phase_titles(plan)
    rows = tuple((*_row(task, titles), _day(task.finished_on), task.reason) for task in tasks)
    return Table("Tasks", (*HEADS, *MORE_HEADS), rows), phases_table(standing), about_table(plan, made_at)


def phases_table(standing: PlanStanding) -> Table:
    """A row for each phase: when it is, and how far."""
    windows = windows_of(standing.plan)
    columns = (
        Column("Phase", 28),
        *(Column(head, 12) for head in ("From", "To", "Tasks", "Done", "Not needed", "Overdue")),
        Column("Moved", 60),
    )
    moved = "There is less time than the toolkit says, so it is squeezed or comes late (PeerReady heuristic)."
    rows = [
        (
            phase.title,
            _day(windows[slug].opens),
            _day(windows[slug].closes),
            phase.progress.total,
            phase.progress.done,
            phase.progress.not_needed,
            phase.progress.overdue,
            moved if phase.is_moved else "",
        )
        for slug, phase in zip(windows, standing.phases, strict=True)
    ]
    return Table("Phases", columns, tuple(rows))


def about_table(plan: Plan, made_at: datetime) -> Table:
    """What the plan is, and how the tables are to be read."""
    columns = (Column("About this plan", 28), Column("In words", 100))
    return Table("About", columns, tuple(_about(plan, made_at)))


def _about(plan: Plan, made_at: datetime) -> Iterator[tuple[str, str]]:
    yield "Plan", plan.name
    yield "Organization", plan.organization.name
    yield plan.anchor_label, long_date(plan.anchor)
    yield "Tasks are spread from", long_date(plan.scheduled_from)
    yield "This file was made", day(made_at)
    yield "How to read it", IN_CSV
    yield "Dates", HEURISTIC
    yield "Not in it", NOT_IN_IT


def _row(task: Task, titles: dict[str, str]) -> tuple[Plain, ...]:
    return (
        task.number,
        task.title,
        titles.get(task.phase, task.phase),
        _day(task.due),
        Status(task.status).label,
        owner_of(task),
        task.notes,
        "\n".join(map(_step, task.steps)),
        "; ".join(filter(None, [task.list_name, *(f"{one.where}: {one.item_text}" for one in task.origins.all())])),
    )


def owner_of(task: Task) -> str:
    """The owner's name as it is now; of somebody who has left, as it was."""
    return str(task.owner.user) if task.owner else task.owner_name


def _step(step: dict[str, object]) -> str:
    """A step on one line, since a semicolon or a line's end would part it where it is read again."""
    text = " ".join(str(step["text"]).replace(";", ",").split())
    return f"[{'x' if step['done'] else ' '}] {text}"


def _phase_titles(plan: Plan) -> dict[str, str]:
    return {phase.slug: phase.title for phase in phases_of(plan.kind)}


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""
