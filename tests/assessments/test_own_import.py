"""A file from elsewhere: what is wrong with it is told by line, and then nothing is stored."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import Instrument, InstrumentVersion
from assessments.own_fixture import MOST_BYTES, MOST_ITEMS, MOST_PROBLEMS
from organizations.models import AuditEvent
from tests.assessments.screen import page
from tests.cast import Cast
from tests.factories import InstrumentFactory, made_up_content

pytestmark = pytest.mark.django_db

GOOD = """\
title: Are our evenings ready?
minutes: "10"
purpose: To see what evenings need.
instructions: Choose one.
scales:
  yes-no:
    options:
      - {key: "yes", label: "Yes", value: "1"}
      - {key: "no", label: "No", value: "0"}
sections:
  - section: evenings
    title: Evenings
    items:
      - item: reach
        kind: choice
        text: A supervisor can be reached.
        scale: yes-no
      - item: wishes
        kind: open
        text: What would help?
"""
BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n"
ITEM = "      - {item: i%d, kind: open, text: A question.}\n"
OPTIONS = "".join(f'      - {{key: o{n}, label: "{n}", value: "{n}"}}\n' for n in range(19))
SOURCE = 'source: {heading: Getting ready, page: "7", number: ""}'
HOSTILE = {
    "a bomb": (BOMB, 1, "anchors and aliases"),
    "an anchor": (GOOD.replace("title: Are", "title: &x Are", 1), 1, "anchors and aliases"),
    "an alias": (GOOD.replace("Choose one.", "*x"), 4, "anchors and aliases"),
    "a merge": (GOOD + "<<: {a: b}\n", 21, "merging"),
    "a python object": (GOOD.replace("Choose one.", "!!python/object/apply:os.system [ls]"), 4, "tags are not allowed"),
    "a harmless tag": (GOOD.replace("Choose one.", "!!str Choose."), 4, "tags are not allowed"),
    "a directive": ("%YAML 1.1\n---\n" + GOOD, 1, "directives"),
    "two documents": (GOOD + "---\na: b\n", 21, "one document only"),
    "a key given twice": (GOOD + "title: Another\n", 21, "stands here twice, first in line 1"),
    "a key given twice in a flow": (GOOD.replace('value: "1"}', 'value: "1", value: "2"}'), 8, "stands here twice"),
    "a list outermost": ("- a\n", 1, "must be a mapping"),
    "nothing but a remark": ("# nothing\n", 1, "empty"),
    "deep nesting": ("title: " + "[" * 3_000, 1, "nested deeper"),
    "broken quotes": (GOOD.replace("Choose one.", '"Choose'), 8, "not valid YAML"),
    "a tab": (GOOD.replace("  yes-no:", "\tyes-no:"), 6, "a tab"),
    "an escaped NUL": (GOOD.replace("Choose one.", '"a\\0b"'), 4, "U+0000"),
    "a mark of ours": (GOOD.replace("Choose one.", "a\ue000b"), 4, "U+E000"),
    "text that runs backwards": (GOOD.replace("Choose one.", "a\u202eb"), 4, "U+202E"),
    "an unknown key": (GOOD + "script: alert(1)\n", 21, "unknown key `script`"),
    "an unknown key of an item": (GOOD.replace("kind: open", "sort: open"), 19, "unknown key `sort`"),
    "an unknown kind": (GOOD.replace("kind: open", "kind: essay"), 19, "`kind` is `essay`"),
    "an inner kind": (GOOD.replace("kind: open", "kind: comment"), 19, "`kind` is `comment`"),
    "a scale that is not there": (GOOD.replace("scale: yes-no", "scale: no-yes"), 17, "does not stand under `scales`"),
    "a choice without a scale": (GOOD.replace("kind: open", "kind: choice"), 19, "needs a `scale`"),
    "a scale of one value": (GOOD.replace('value: "1"', 'value: "0"'), 7, "two different values"),
    "a text as list": (GOOD.replace("Choose one.", "[a, b]"), 4, "`instructions` must be a text"),
    "a list as text": (GOOD[: GOOD.index("sections:")] + "sections: none\n", 10, "`sections` must be a list"),
    "a mapping as list": (GOOD[: GOOD.index("sections:")] + "sections: {a: b}\n", 10, "`sections` must be a list"),
    "an item as text": (GOOD + "      - just a text\n", 21, "a mapping must stand here"),
    "minutes in words": (GOOD.replace('"10"', "ten"), 2, "must be a whole number"),
    "minutes too many": (GOOD.replace('"10"', "99999"), 2, "must be a whole number"),
    "no minutes": (GOOD.replace('"10"', "0"), 2, "must be 1 or more"),
    "a title too long": (GOOD.replace("Are our", "x" * 200), 1, "longer than 120"),
    "no title": (GOOD.replace("title: Are our evenings ready?\n", ""), 1, "`title` is missing"),
    "an item given twice": (GOOD.replace("item: wishes", "item: reach"), 18, "stands already in line 14"),
    "an item called by a path": (GOOD.replace("item: wishes", "item: ../../etc"), 18, "is not a name"),
    "somebody's toolkit": (GOOD + "toolkit: handbook\n", 21, "`toolkit` stands in a toolkit's file only"),
    "a toolkit's bands": (GOOD + "bands: {}\n", 21, "`bands` belongs to a toolkit"),
    "a toolkit's reading": (GOOD + "reading: {}\n", 21, "`reading` belongs to a toolkit"),
    "a copy of nothing": (GOOD + "copy_of: nothing\n", 21, "`copy_of` is `nothing`"),
    "an item after nothing": (GOOD + "        after: guide/board\n", 18, "`after` is `guide/board`"),
    "too many options": (GOOD.replace("    options:\n", "    options:\n" + OPTIONS), 7, "are 21; 20 are the most"),
    "a label too long": (GOOD.replace('"Yes"', "x" * 101), 8, "`label` is longer than 100 characters"),
    "a toolkit's source": (GOOD + f"        {SOURCE}\n", 21, "`source` is only for a copy"),
    "a toolkit's own wording": (GOOD + "        derived: yes\n", 21, "`derived` is only for a copy"),
    "a toolkit's mended line": (GOOD + "        mended: a line\n", 21, "`mended` is only for a copy"),
    "a toolkit's section": (GOOD + "    origin: toolkit\n", 21, "`origin` is `toolkit`"),
    "a toolkit's scale": (
        GOOD.replace("    options:", "    origin: toolkit\n    options:"),
        7,
        "`origin` is `toolkit`",
    ),
    "too many questions": (GOOD + "".join(ITEM % n for n in range(MOST_ITEMS)), 10, "302 questions; 300 are the most"),
}


def where(cast: Cast) -> str:
    return f"/o/{cast.organization.slug}/assess/own/import/"


def send(cast: Cast, **sent: Any) -> Any:
    return cast.client("leader").post(where(cast), sent)


def told(response: Any) -> list[tuple[int, str]]:
    return [(line, message) for line, message, _ in response.context["errors"]]


def nothing_is_stored() -> bool:
    return not Instrument.objects.exists() and not AuditEvent.objects.exclude(action="signed-in").exists()


@pytest.mark.parametrize(("text", "line", "message"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_wrong_is_told_by_line_and_nothing_is_stored(cast: Cast, text: str, line: int, message: str) -> None:
    response = send(cast, text=text)
    assert response.status_code == 422
    assert any(n == line and message in told_of for n, told_of in told(response)), told(response)
    assert nothing_is_stored()


@pytest.mark.parametrize("how", ["file", "text"])
def test_too_large_is_refused_before_it_is_read(cast: Cast, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setattr("assessments.views.own.read_own", lambda *args, **kwargs: pytest.fail("was read"))
    text = GOOD + "# " + "x" * MOST_BYTES
    response = send(cast, **{how: SimpleUploadedFile("own.yaml", text.encode()) if how == "file" else text})
    assert response.status_code == 422
    assert "200,000 are the most" in response.content.decode()
    assert nothing_is_stored()


@pytest.mark.parametrize(("how", "status"), [("file", 422), ("text", 413)])
def test_ten_megabytes_are_refused(cast: Cast, how: str, status: int) -> None:
    text = "a: b\n" * 2_000_000
    response = send(cast, **{how: SimpleUploadedFile("own.yaml", text.encode()) if how == "file" else text})
    assert response.status_code == status
    assert nothing_is_stored()


def test_of_a_file_full_of_faults_only_the_first_are_told(cast: Cast) -> None:
    response = send(cast, text="x: y\n" * 30_000)
    assert len(told(response)) == MOST_PROBLEMS
    assert "50 or more things to mend" in response.content.decode()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"title: \x80", b"\x00" * 50, b"PK\x03\x04" + bytes(range(256))])
def test_what_is_no_text_is_refused(cast: Cast, data: bytes) -> None:
    response = send(cast, file=SimpleUploadedFile("own.yaml", data))
    assert response.status_code == 422
    assert told(response)
    assert nothing_is_stored()


@pytest.mark.parametrize("how", ["file", "text"])
def test_what_was_refused_stands_there_to_be_mended(cast: Cast, how: str) -> None:
    wrong = GOOD.replace("kind: open", "kind: essay") + "# <script>alert(1)</script> &amp;\n"
    response = send(cast, **{how: SimpleUploadedFile("own.yaml", wrong.encode()) if how == "file" else wrong})
    text = response.content.decode()
    assert response.context["form"]["text"].value().replace("\r", "") == wrong
    assert "Line 19:" in text
    assert '<code dir="auto">kind: essay</code>' in text
    assert "<script>alert(1)" not in text


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Please choose a file or paste its text."),
        ({"text": "  \n"}, "Please choose a file or paste its text."),
        ({"text": GOOD, "file": SimpleUploadedFile("own.yaml", GOOD.encode())}, "not both"),
        ({"text": "a\0b"}, "Null characters are not allowed."),
        ({"file": SimpleUploadedFile("own.yaml", b"")}, "empty"),
    ],
)
def test_a_form_without_one_file_is_told_so(cast: Cast, sent: dict[str, Any], message: str) -> None:
    response = send(cast, **sent)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert nothing_is_stored()


@pytest.mark.parametrize(
    "text", [GOOD, GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD], ids=["plain", "windows", "notepad"]
)
def test_a_good_file_becomes_an_instrument_of_its_own(cast: Cast, text: str) -> None:
    response = send(cast, file=SimpleUploadedFile("own.yaml", text.encode()))
    made = Instrument.objects.get()
    assert response["Location"].endswith(f"/assess/own/{made.slug}/edit/?look")
    assert (made.organization, made.toolkit, made.area, made.title) == (
        cast.organization,
        None,
        "own",
        "Are our evenings ready?",
    )
    content = InstrumentVersion.objects.get().content
    assert [item.key for item in content.items] == [f"{made.slug}/reach", f"{made.slug}/wishes"]
    assert AuditEvent.objects.exclude(action="signed-in").get().action == "imported"
    assert "How it will look" in page(cast.client("leader"), response["Location"])


def test_what_only_a_toolkits_file_says_is_passed_over(cast: Cast) -> None:
    more = 'instrument: prcoe-culture\nversion: "7"\narea: nowhere\ntopics: [x]\nheading: One\npages: "4"\nexpect: {}\n'
    assert send(cast, text=more + GOOD).status_code == 302
    made = Instrument.objects.get()
    assert (made.slug[:4], made.area, made.heading, made.pages) == ("own-", "own", "", "")


def test_script_in_texts_is_text_on_every_page(cast: Cast) -> None:
    evil = "<script>alert(1)</script>"
    for old in ("Are our evenings ready?", "To see what evenings need.", "Choose one.", "A supervisor can be reached."):
        assert old in GOOD
    text = GOOD.replace("Are our", evil).replace("To see", evil).replace("Choose one.", evil)
    text = text.replace("A supervisor", evil).replace('"Yes"', f'"{evil}"').replace("title: Evenings", f"title: {evil}")
    assert send(cast, text=text).status_code == 302
    own = Instrument.objects.get().slug
    client, base = cast.client("leader"), f"/o/{cast.organization.slug}/assess/"
    client.post(f"{base}{own}/", {"was-reach": "", "c-reach": "no", "action": "complete"})
    for place in ("", f"{own}/", f"{own}/results/", "own/", f"own/{own}/edit/?look", f"own/{own}/remove/"):
        shown = client.get(base + place, follow=True).content.decode()
        assert evil not in shown
        assert "&lt;script&gt;" in shown
    report = client.get(f"/o/{cast.organization.slug}/reports/readiness/").content.decode()
    assert evil not in report
    assert "&lt;script&gt;" in report


def test_a_copy_comes_back_as_a_copy_and_says_what_was_reworded(cast: Cast) -> None:
    original = InstrumentFactory(slug="guide-ready")
    first, second, *_ = made_up_content("guide-ready").items
    items = "".join(
        f"      - {{item: {i.slug}, kind: open, text: {text}, after: guide-ready/{i.slug}, {SOURCE}}}\n"
        for i, text in ((first, first.text), (second, "Our own words."))
    )
    assert send(cast, text=f"{GOOD}{items}copy_of: guide-ready\n").status_code == 302
    made = Instrument.objects.exclude(organization=None).get()
    assert (made.copy_of, made.toolkit) == (original, original.toolkit)
    assert made.current_version
    derived = {item.slug: item.derived for item in made.current_version.content.items}
    assert derived == {"reach": False, "wishes": False, "board": False, "budget": True}


@pytest.mark.parametrize("key", [SOURCE, "derived: yes", "mended: a line"])
def test_what_is_no_copy_of_an_item_has_no_source_in_a_copy_either(cast: Cast, key: str) -> None:
    InstrumentFactory(slug="guide-ready")
    before = Instrument.objects.count()
    response = send(cast, text=f"{GOOD}        {key}\ncopy_of: guide-ready\n")
    assert [line for line, _ in told(response)] == [21]
    assert Instrument.objects.count() == before


def test_a_copy_may_say_that_sections_and_scales_are_the_toolkits(cast: Cast) -> None:
    InstrumentFactory(slug="guide-ready")
    text = (
        GOOD.replace("    options:", "    origin: toolkit\n    options:")
        + "    origin: toolkit\ncopy_of: guide-ready\n"
    )
    assert send(cast, text=text).status_code == 302
    made = Instrument.objects.exclude(organization=None).get()
    assert made.current_version
    content = made.current_version.content
    assert (content.scales["yes-no"].origin, content.sections[0].origin) == ("toolkit", "toolkit")


def test_as_much_as_a_scale_may_have_is_taken(cast: Cast) -> None:
    few = OPTIONS.replace('label: "1"', f'label: "{"x" * 100}"').rpartition("      - ")[0]
    assert send(cast, text=GOOD.replace("    options:\n", "    options:\n" + few)).status_code == 302
    assert len(InstrumentVersion.objects.get().content.scales["yes-no"].options) == 20


def test_a_pasted_text_counts_no_more_than_the_same_file(cast: Cast) -> None:
    remarks = "# x\n" * ((MOST_BYTES - len(GOOD)) // 4)
    assert send(cast, text=(GOOD + remarks).replace("\n", "\r\n")).status_code == 302
