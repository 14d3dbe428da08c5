"""A survey's results as tables: what stands in them is what the published view says, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from reports.sheets import csv_of, xlsx_of
from reports.survey_tables import NOT_SHOWN, Table, about_table, groups_table, questions_table, tables_of
from surveys.confidentiality import UNSURE, Cell
from surveys.reading.results import EVERYBODY, Results

from .survey_results import WHEN, csv_tables, results_of, sheets_of

OPTIONS = ("5", "4", "3", "2", "1")
TALLY = st.dictionaries(st.sampled_from((*OPTIONS, UNSURE)), st.integers(0, 6))
TALLIES = st.fixed_dictionaries({"s-1": st.tuples(TALLY, TALLY, TALLY), "s-2": st.tuples(TALLY, TALLY, TALLY)})
MIXED = {"5": 2, "4": 3, "3": 2, "2": 3, "1": 2}
HEADS = ("Toolkit", "Assessment", "Version", "Section", "Question", "Key", "Page", "Group", "Answered", "Favorable")


def cells(table: Table, head: str) -> list[object]:
    place = [column.head for column in table.columns].index(head)
    return [row[place] for row in table.rows]


def expected(cell: Cell) -> list[object]:
    """What a row says of a cell, from "Answered" to "Not sure"."""
    if cell.hidden or cell.favourable is None:
        return [None, NOT_SHOWN, None, None, *[None] * len(OPTIONS), None, None]
    shares = [str(share) for share in cell.options] or [None] * len(OPTIONS)
    share = cell.favourable
    unsure = str(cell.unsure) if cell.unsure else None
    return [cell.answered, str(share), share.low, share.high, *shares, cell.mean, unsure]


def shown(results: Results) -> list[list[object]]:
    """What the view shows, question by question, everybody first."""
    rows = [results.view.rows[asked.question.key] for asked in results.asked]
    return [expected(cell) for row in rows for cell in (row.total, *(row.groups[g.name] for g in results.groups))]


@given(TALLIES)
def test_every_row_says_what_the_view_shows_and_no_more(tallies: dict[str, tuple[dict[str, int], ...]]) -> None:
    results = results_of(tallies)
    table = questions_table(results)
    assert [list(row[8:-1]) for row in table.rows] == shown(results)
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert all(row[-1] for row in table.rows if row[9] == NOT_SHOWN), "and why it is hidden"


@given(TALLIES)
def test_files_hold_what_the_tables_say_cell_by_cell(tallies: dict[str, tuple[dict[str, int], ...]]) -> None:
    tables = tables_of(results_of(tallies), WHEN)
    said = [[["" if cell is None else str(cell) for cell in row] for row in table.rows] for table in tables]
    assert [table[1:] for table in csv_tables(csv_of(tables))] == said
    sheets = sheets_of(xlsx_of(tables, title="T", author="A"))
    for table in tables:
        found = sheets[table.name][1:]
        assert [[cell or "" for cell in row] for row in found] == [[cell or "" for cell in row] for row in table.rows]


@given(TALLIES)
def test_groups_say_how_many_answered_only_where_the_view_does(tallies: dict[str, tuple[dict[str, int], ...]]) -> None:
    results = results_of(tallies)
    answered = [results.view.total, *results.view.responses.values()]
    assert cells(groups_table(results), "Answered") == [NOT_SHOWN if n is None else n for n in answered]


def test_a_question_comes_with_where_it_is_from() -> None:
    table = questions_table(results_of({"s-1": (MIXED, MIXED, MIXED)}))
    assert tuple(column.head for column in table.columns)[:10] == HEADS
    where = ("A Handbook", "Our culture", "2", "Our values", "Statement 1 holds here.", "culture-check/s-1", "")
    assert table.rows[0][:8] == (*where, EVERYBODY)
    assert cells(table, "Group") == [EVERYBODY, "Leadership", "Clinical", "Peers"]


def test_what_is_hidden_is_explained_in_words() -> None:
    table = questions_table(results_of({"s-1": ({"5": 3}, {"4": 3, "2": 4}, MIXED)}))
    why = dict(zip(cells(table, "Group"), cells(table, "Why not shown"), strict=True))
    assert why["Leadership"] == "Fewer than 5 answered."
    assert why["Clinical"] == "Hidden, so that a hidden group's answers cannot be worked out."
    assert why["Peers"] == ""


def test_why_single_answers_are_left_out_is_explained() -> None:
    table = questions_table(results_of({"s-1": ({"5": 3, "2": 3}, {"5": 12}, MIXED)}))
    why = dict(zip(cells(table, "Group"), cells(table, "Why not shown"), strict=True))
    assert why["Leadership"] == "Single answers are shown from 10 people on."
    assert "nobody can know how each one" in str(why["Clinical"])


def test_two_answers_with_one_label_keep_columns_of_their_own() -> None:
    results = results_of({"s-1": (MIXED, MIXED, MIXED)})
    scale = results.questionnaire.questions[0].scale
    object.__setattr__(scale.options[1], "label", "strongly AGREE")
    object.__setattr__(scale.options[2], "label", "Strongly agree")
    heads = [column.head for column in questions_table(results).columns]
    assert len({head.casefold() for head in heads}) == len(heads)
    assert [list(row[8:-1]) for row in questions_table(results).rows] == shown(results)


def test_about_says_what_it_is_when_it_was_and_from_how_many_answers() -> None:
    said = dict(about_table(results_of({"s-1": (MIXED, MIXED, MIXED)}), WHEN).rows)
    assert said["Survey"] == "What we say"
    assert said["Open"] == "March 5, 2026 to March 5, 2026"
    assert "from 5 answers" in str(said["From how many answers"])
    assert "No row is a person's" in str(said["What it is"])
    assert said["Assessment: Our culture"] == "Version 2. From A Handbook, page 5. Made by a press."
