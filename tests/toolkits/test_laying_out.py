"""How a collection is laid out: what stands side by side, on a page and in print alike."""

import pytest

from reports.handouts import of_collection
from tests.reports.sample_prints import collection, entry
from toolkits.laying_out import lay_out


@pytest.mark.parametrize("title", ["", "Name"])
@pytest.mark.parametrize("columns", ["", "a", "ab"])
@pytest.mark.parametrize("items", range(1, 7))
def test_a_page_and_its_print_agree_on_what_is_compared(items: int, columns: str, title: str) -> None:
    table = collection("table", *columns)
    entries = [entry(str(n), title=title, parts=dict.fromkeys(columns, "Text")) for n in range(items)]
    (on_page,), (in_print,) = lay_out(table, entries), of_collection(table, entries).sections
    is_meant = 2 <= items <= 4 and (columns == "a" or (not columns and bool(title)))
    assert (on_page.is_compared, in_print.layout == "compared") == (is_meant, is_meant)


@pytest.mark.parametrize("shown", ["list", "tasks", "questions", "template"])
def test_only_a_table_is_compared(shown: str) -> None:
    (section,) = lay_out(collection(shown, "a"), [entry(n, parts={"a": "Text"}) for n in "xy"])
    assert not section.is_compared


def test_a_section_has_the_columns_that_its_items_use_on_a_page_and_in_print() -> None:
    table = collection("table", *"abc", sections=("one", "two"))
    parts = {"a": "A text", "c": ["One", "Two"]}
    entries = [entry("x", parts=parts), entry("y", "two", parts={"b": "Another"})]
    page, made = lay_out(table, entries), of_collection(table, entries)
    assert [section.columns for section in page] == [("Column a", "Column c"), ("Column b",)]
    assert [tuple(head.label for head in section.heads) for section in made.sections] == [s.columns for s in page]
    assert [item.beside for section in made.sections for item in section.items] == [
        item.parts for section in page for item in section.items
    ]
