"""Whoever hears a joined report read is told what is a heading, a list, a table, a link and a chart, in one order."""

from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object

from reports.joining import side_by_side
from reports.joining.content import Part
from reports.joining.report import joined_pdf
from tests.reports.test_renderer import failures

from .a_report import composed, opened, rich, tagged, words

LISTS = (
    '<section class="part"><h2>Lists</h2><h3>Steps</h3><ol><li>First this.</li><li>Then that.</li></ol>'
    '<h3>Levels</h3><ul class="gaps"><li>A gap. <span class="from">From here.</span></li></ul></section>'
)


@pytest.fixture(scope="module", autouse=True)
def _servers_end_with_the_module() -> Iterator[None]:
    yield
    side_by_side.stop()


@pytest.fixture(scope="module")
def made() -> bytes:
    introduction = Part("introduction", "Introduction", words("Introduction", 2), is_short=True)
    return joined_pdf(composed(introduction, Part("l", "Lists", LISTS), Part("r", "Rich", rich("Rich"))))


@pytest.fixture(scope="module")
def pdf(made: bytes) -> pikepdf.Pdf:
    return opened(made)


def elements(pdf: pikepdf.Pdf) -> list[tuple[str, Object]]:
    """Each element of the tag tree in its order, with its tags from the document down, such as /Document/Part/Sect."""

    def below(element: Object, path: str) -> Iterator[tuple[str, Object]]:
        if not isinstance(element, Dictionary) or Name.S not in element:
            return
        path = f"{path}/{str(element.S)[1:]}"
        yield path, element
        kids = element.get(Name.K, Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            yield from below(kid, path)

    return [found for top in pdf.Root.StructTreeRoot.K for found in below(top, "")]


def test_it_is_valid(made: bytes) -> None:
    assert failures(made) == []


def test_headings_follow_each_other_without_a_gap(pdf: pikepdf.Pdf) -> None:
    levels = [int(path[-1]) for path, _ in elements(pdf) if path[-2:] in ("H1", "H2", "H3", "H4", "H5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {2, 3, 4} <= set(levels)


def test_each_part_begins_with_its_own_heading_in_the_order_of_the_contents(pdf: pikepdf.Pdf) -> None:
    headings = [text for path, text, _ in tagged(pdf) if "/H2" in path]
    assert headings == ["Contents", "Introduction", "Lists", "Rich"]


def test_lists_are_lists_of_items_with_a_body_each(pdf: pikepdf.Pdf) -> None:
    found = elements(pdf)
    items = [(path, element) for path, element in found if path.endswith("/LI")]
    assert len(items) >= 6
    for path, element in items:
        assert path.endswith("/L/LI")
        assert "/LBody" in {str(kid.S) for kid in element.K if isinstance(kid, Dictionary) and Name.S in kid}
    read = [text for path, text, _ in tagged(pdf) if "/LI/" in path]
    assert "".join(read).endswith("1. First this.2. Then that.• A gap. From here.")


def test_each_cell_of_a_table_knows_its_headers_and_each_table_its_caption(pdf: pikepdf.Pdf) -> None:
    found = elements(pdf)
    headers = [element for path, element in found if path.endswith("/TH")]
    assert {str(one.A.Scope) for one in headers} == {"/Column", "/Row"}
    cells = [element for path, element in found if path.endswith("/TD")]
    assert cells
    assert all(len(cell.A.Headers) == 2 for cell in cells)
    assert [path for path, _ in found if path.endswith("/Table/Caption")]


def test_charts_say_in_words_what_they_show(pdf: pikepdf.Pdf) -> None:
    charts = [str(element.get(Name.Alt, "")) for path, element in elements(pdf) if path.endswith("/Figure")]
    assert charts
    assert all("%" in words and "answered" in words for words in charts)


def test_a_link_is_in_no_other_link_and_an_entry_of_the_contents_is_one(pdf: pikepdf.Pdf) -> None:
    paths = [path for path, _ in elements(pdf)]
    assert not [path for path in paths if path.count("/Link") > 1]
    entries = [path for path in paths if path.startswith("/Document/Part/Sect/L/LI/LBody/Link")]
    assert len([path for path in entries if path.endswith("/Link")]) == 3
    read = [text for path, text, page in tagged(pdf) if page == 2 and "/L/" in path]
    assert "".join(read) == "Introduction2Lists3Rich4"
