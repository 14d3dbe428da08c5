"""A report joined of parts is one accessible document, and what is kept of it is not made again."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.locmem import LocMemCache
from django.utils.html import escape

from reports.joining import side_by_side
from reports.joining.content import Composition, Part, PartFailed, key_of, sheet_of
from reports.joining.report import joined_pdf
from tests.reports.sample_report import STATEMENTS
from tests.reports.test_renderer import failures

from .a_report import RICH, bookmarks, composed, links, of, opened, rich, said_in, tagged, text_of, words

HOSTILE = (
    "<b>Bold</b> &amp; ]]> </title></style><script>alert(1)</script> {{ 7 }} ) (%PDF \\ \x00\x07 \u202eמרכז אור\u202c "
    "👩🏽‍⚕️ 你好 Z͑͗a̴l̷g̸o̶ ' \" @page{size:1in} */ endobj"
)


@pytest.fixture(scope="module", autouse=True)
def _servers_end_with_the_module() -> Iterator[None]:
    yield
    side_by_side.stop()


@pytest.fixture
def kept() -> LocMemCache:
    """Where parts are kept, empty at the beginning of each test, but for the fonts."""
    caches["parts"].clear()
    return caches["parts"]


@pytest.fixture(scope="module")
def twelve() -> bytes:
    return joined_pdf(of(12))


@pytest.mark.parametrize("count", [1, 3])
def test_it_is_valid_pdf_ua(count: int) -> None:
    assert failures(joined_pdf(of(count))) == []


def test_twelve_parts_are_valid_too(twelve: bytes) -> None:
    assert failures(twelve) == []
    assert twelve.startswith(b"%PDF-1.7")


def test_the_validator_finds_a_tree_that_lacks_a_part(twelve: bytes) -> None:
    pdf, broken = opened(twelve), io.BytesIO()
    del pdf.Root.StructTreeRoot.ParentTree
    pdf.save(broken)
    assert failures(broken.getvalue()) != []


@pytest.mark.parametrize(
    "text", [HOSTILE, "x" * 3_000, "\u200b", "ΑΒΓ жук ﬁ ½ ĐŠŁ"], ids=["signs", "long", "nothing", "letters"]
)
def test_hostile_text_anywhere_is_printed_and_not_obeyed(text: str) -> None:
    said = f'<section class="part"><h2>{escape(text)}</h2><p>{escape(text)}</p></section>'
    report = composed(Part("a", text, said), Part("b", "Plain", words("Plain")), title=text, organization=text)
    made = joined_pdf(replace(report, header=text, contents=text))
    pdf = opened(made)
    assert failures(made) == []
    assert str(pdf.docinfo["/Author"]).startswith(text[:5])
    assert "/JavaScript" not in {
        str(key) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) for key in each
    }
    if text == HOSTILE:
        assert "<b>Bold</b> &amp; ]]>" in text_of(made, 3)


def test_all_that_is_written_is_in_the_tag_tree_in_the_order_of_the_pages(twelve: bytes) -> None:
    found = list(tagged(opened(twelve)))
    assert [path for path, _, _ in found if not path.startswith("/Document/Part/")] == []
    pages = [page for _, _, page in found]
    assert pages == sorted(pages)
    assert set(pages) == set(range(1, len(opened(twelve).pages) + 1))
    for number in set(pages):
        read = " ".join(text for path, text, page in found if page == number and "Figure" not in path).split()
        assert [word for word in read if len(word) > 3 and word not in text_of(twelve, number)] == []


def test_the_tag_tree_reads_as_the_parts_do(twelve: bytes) -> None:
    said = said_in(opened(twelve))
    beginnings = ["PeerReady", "Readiness report", "Contents"]
    beginnings += [f"Here Part {n} ends" if n in RICH else f"Part {n} says line 0" for n in range(1, 12)]
    places = [said.index(text) for text in beginnings]
    assert places == sorted(places)


def test_header_and_numbers_are_on_the_pages_and_not_in_the_tree(twelve: bytes) -> None:
    pdf = opened(twelve)
    count = len(pdf.pages)
    assert "Page" not in text_of(twelve, 1)
    for number in range(2, count + 1):
        text = text_of(twelve, number)
        assert f"Page {number} of {count}" in text
        assert "Harbor House" in text
    assert not [text for _, text, _ in tagged(pdf) if text.startswith("Page ") or text == "Harbor House"]


def test_bookmarks_and_contents_lead_to_the_pages_that_they_name(twelve: bytes) -> None:
    pdf = opened(twelve)
    tops = [(title, page) for depth, title, page in bookmarks(pdf) if depth == 0]
    assert [title for title, _ in tops] == ["Cover", "Contents", *(f"Part {n}" for n in range(1, 12))]
    assert [page for _, page in tops] == sorted({page for _, page in tops})
    for title, page in tops[2:]:
        assert f"{title}" in text_of(twelve, page)
    within = [title for depth, title, _ in bookmarks(pdf) if depth == 1]
    assert "Within Part 3" in within
    assert "Part 3" not in within
    contents = {said: page for at, said, page in links(pdf) if at == 2}
    assert contents == dict(tops[2:])
    listed = text_of(twelve, 2)
    assert all(f"{title} {page}" in listed for title, page in tops[2:])


def test_links_lead_within_their_part_to_others_and_out(twelve: bytes) -> None:
    pdf = opened(twelve)
    places = {title: page for _, title, page in bookmarks(pdf)}
    found = [(at, said, to) for at, said, to in links(pdf) if at > 2]
    ends = [to for _, said, to in found if said == "end-of-it"]
    assert all(f"Here Part {n} ends" in text_of(twelve, int(to)) for n, to in zip(RICH, ends, strict=False))
    assert {to for _, said, to in found if said == "Cover"} == {places["Cover"]}
    assert "https://peerrecoverynow.org/" in {to for _, _, to in found}


def test_charts_and_tables_keep_what_makes_them_accessible(twelve: bytes) -> None:
    pdf = opened(twelve)
    elements = [
        each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem"
    ]
    names = [str(each.ID) for each in elements if "/ID" in each]
    assert len(names) == len(set(names)) > 10
    headers = {str(name) for each in elements if "/A" in each for name in each.A.get("/Headers", pikepdf.Array())}
    assert headers
    assert headers <= set(names)
    assert [str(each.Alt)[:5] for each in elements if each.S == "/Figure"]
    assert STATEMENTS[0] in said_in(pdf)


def test_the_same_content_twice_renders_nothing_the_second_time(kept: LocMemCache) -> None:
    report, told = of(4), []
    first = joined_pdf(report, kept=kept)
    side_by_side.stop()
    assert joined_pdf(report, kept=kept, progress=lambda done, of: told.append((done, of))) == first
    kept.delete(key_of(report))
    assert joined_pdf(report, kept=kept) == first, "joined again, of parts that are kept"
    assert side_by_side._servers == []
    assert told[-1][0] == told[-1][1]


def test_a_changed_part_alone_is_made_again(kept: LocMemCache, monkeypatch: pytest.MonkeyPatch) -> None:
    report, asked = of(6), []
    joined_pdf(report, kept=kept)
    send = side_by_side._send
    monkeypatch.setattr(
        side_by_side, "_send", lambda place, sheet, *rest: (asked.append(sheet.name), send(place, sheet, *rest))
    )
    changed = replace(report.parts[3], html=words("Part 3", 4))
    made = joined_pdf(replace(report, parts=(*report.parts[:3], changed, *report.parts[4:])), kept=kept)
    assert asked == ["Part 3"]
    assert "Part 3 says line 3." in said_in(opened(made))


def test_progress_is_told_and_what_it_raises_ends_the_work(kept: LocMemCache) -> None:
    told: list[tuple[int, int]] = []

    class Stopped(Exception):  # noqa: N818
        pass

    def progress(done: int, count: int) -> None:
        told.append((done, count))
        if done == 3:
            raise Stopped

    with pytest.raises(Stopped):
        joined_pdf(of(8), kept=kept, progress=progress)
    assert [done for done, _ in told] == [0, 1, 2, 3]
    told.clear()
    joined_pdf(of(8), kept=kept, progress=lambda done, count: told.append((done, count)))
    assert told[-1][0] == told[-1][1] < 10, "what was made before is kept"


def test_a_part_that_fails_is_named(kept: LocMemCache) -> None:
    heavy = Part("heavy", "The heavy one", "<table>" + "<tr><td>x</td></tr>" * 20_000 + "</table>")
    light = Part("a", "A light one", words("A"))
    joined_pdf(composed(light), kept=kept)  # so that on a busy machine nothing else takes a second
    with pytest.raises(PartFailed, match="The heavy one") as caught:
        joined_pdf(composed(light, heavy), kept=kept, seconds=1)
    assert caught.value.is_too_large
    assert joined_pdf(of(2), kept=kept).startswith(b"%PDF")


def test_a_full_disk_costs_time_and_not_the_report(monkeypatch: pytest.MonkeyPatch, kept: LocMemCache) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept, "set", full)
    assert failures(joined_pdf(of(2), kept=kept)) == []


def test_what_is_kept_and_broken_is_made_again(kept: LocMemCache) -> None:
    report = of(2)
    first = joined_pdf(report, kept=kept)
    for key in (key_of(report), sheet_of(report.parts[1], report).key):
        kept.set(key, b"%PDF-1.7 and nothing more")
    assert joined_pdf(report, kept=kept) == first


def test_a_file_that_cannot_be_read_costs_time_and_not_the_report(tmp_path: Path) -> None:
    kept, report = FileBasedCache(str(tmp_path), {}), of(2)
    first = joined_pdf(report, kept=kept)
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:-20])
    assert joined_pdf(report, kept=kept) == first


def test_a_part_lying_down_has_header_and_number_too(kept: LocMemCache) -> None:
    chart = (
        '<section class="part"><h2>Wide</h2><figure class="timeline-chart"><p>As wide as this.</p></figure></section>'
    )
    made = joined_pdf(composed(Part("w", "Wide", chart)), kept=kept)
    widths = {n: float(page.mediabox[2]) for n, page in enumerate(opened(made).pages, 1)}
    lying = [n for n, width in widths.items() if width == 792]
    assert lying
    assert f"Page {lying[0]} of {len(widths)}" in text_of(made, lying[0])


def test_each_page_has_the_header_of_its_own_size(kept: LocMemCache) -> None:
    chart = '<figure class="timeline-chart"><p>As wide as this.</p></figure>'
    said = f'<section class="part"><h2>Both</h2><p>Upright.</p>{chart}</section>'
    pdf = opened(joined_pdf(composed(Part("w", "Both", said)), kept=kept))
    sizes = []
    for page in list(pdf.pages)[1:]:
        (name,) = re.findall(rb"/PeerReadyHeader\d", b"".join(each.read_bytes() for each in page.Contents))
        header = page.Resources.XObject[name.decode()]
        assert list(header.BBox) == list(page.MediaBox)
        sizes.append(int(page.MediaBox[2]))
    assert sizes == [612, 612, 792]


def test_a_short_part_stands_below_the_contents_and_is_led_to(kept: LocMemCache) -> None:
    short = Part("intro", "Introduction", words("Introduction", 2), is_short=True)
    report = composed(short, Part("a", "Second", words("Second")))
    made = joined_pdf(report, kept=kept)
    pdf = opened(made)
    assert failures(made) == []
    assert len(pdf.pages) == 3
    assert "Introduction says line 1." in text_of(made, 2)
    assert [(title, page) for depth, title, page in bookmarks(pdf) if depth == 0] == [
        ("Cover", 1),
        ("Contents", 2),
        ("Introduction", 2),
        ("Second", 3),
    ]
    assert [(said, to) for at, said, to in links(pdf) if at == 2] == [("Introduction", 2), ("Second", 3)]
    long = replace(short, html=words("Introduction", 60))
    later = joined_pdf(replace(report, parts=(report.parts[0], long, report.parts[2])), kept=kept)
    assert "Introduction 2 Second 5" in text_of(later, 2)
    assert "Second says line 0." in text_of(later, 5)


def test_a_short_part_elsewhere_has_a_page_of_its_own(kept: LocMemCache) -> None:
    second = Part("b", "Second", words("Second"), is_short=True)
    made = joined_pdf(composed(Part("a", "First", words("First")), second), kept=kept)
    assert "Second says line 0." in text_of(made, 4)


@pytest.mark.parametrize("parts", [(), (Part("a", "A", "x"), Part("a", "B", "y")), (Part("contents", "C", "z"),)])
def test_keys_are_unique_and_there_is_something_to_join(parts: tuple[Part, ...]) -> None:
    with pytest.raises(ValueError, match="key of its own"):
        joined_pdf(Composition("T", "O", "H", parts))


def test_a_report_may_have_no_contents(kept: LocMemCache) -> None:
    made = joined_pdf(replace(composed(Part("r", "Rich", rich("Rich"))), contents=""), kept=kept)
    assert failures(made) == []
    assert "Contents" not in text_of(made, 2)
