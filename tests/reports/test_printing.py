"""What a print holds: room for each answer, the source, what is ours; and what a handout leaves out."""

import pytest

from assessments.content import Option, Scale
from assessments.kinds import IN_FILES
from assessments.models import About
from reports.blank_forms import of_instrument
from reports.handouts import of_collection
from reports.printing import NoSuchSectionError, PrintSection, Room, joined, named, page_words

from .sample_prints import KINDS, OTHER, SCALE, TOOLKIT, collection, content, entry, instrument, item, own, section

LABELS = ("Yes", "In part", "Not yet", "Unsure")


def printed(*items: object, large: bool = False, scale: Scale = SCALE, **values: str) -> PrintSection:
    """The one section that these items make."""
    made = of_instrument(instrument(), content(section("a", *items, **values), scale=scale), large=large)  # type: ignore[arg-type]
    return made.sections[0]


def test_samples_are_made_of_every_kind() -> None:
    assert set(KINDS) == set(IN_FILES)


def test_choices_on_one_scale_are_a_table_with_a_box_in_each_cell() -> None:
    made = printed(item("x"), item("y"))
    assert (made.layout, made.asked, made.is_turned) == ("grid", "Is it so?", False)
    assert made.heads == tuple(Room(label, boxes=(label,)) for label in LABELS)
    assert made.boxes == 4


@pytest.mark.parametrize("label", ["We agree on an answer, and it is not written down", "Incomprehensible"])
def test_labels_too_long_for_a_column_stand_in_a_line_and_the_question_once_above(label: str) -> None:
    scale = Scale("scale", "ours", (Option("a", label, 1), Option("b", "No", 0)), "Is it so?")
    made = printed(item("x"), item("y"), scale=scale)
    assert (made.layout, made.asked) == ("asked", "Is it so?")
    assert [each.rooms for each in made.items] == [(Room("", boxes=(label, "No")),)] * 2


def test_too_many_options_stand_in_a_line() -> None:
    scale = Scale("scale", "ours", tuple(Option(str(n), str(n), n) for n in range(7)), "How far?")
    assert printed(item("x"), scale=scale).layout == "asked"
    assert printed(item("x"), scale=Scale("scale", "ours", scale.options[:6])).layout == "grid"


def test_an_open_question_has_lines_to_write_on_and_its_own_scale() -> None:
    made = printed(item("x", "open"), item("y", "open", scale=None), item("z"))
    assert made.layout == "asked"
    assert [room.lines for room in made.items[0].rooms] == [5, 0]
    assert made.items[0].rooms[1] == Room("Is it so?", boxes=LABELS)
    assert [len(each.rooms) for each in made.items] == [2, 1, 1]


def test_a_risk_has_likelihood_what_would_be_done_and_who_on_a_turned_page() -> None:
    made = printed(item("x", "risk"))
    assert (made.layout, made.is_turned, made.asked) == ("grid", True, "How likely is it?")
    assert [(head.label, head.lines) for head in made.heads[4:]] == [
        ("What would we do?", 2),
        ("Who looks after it?", 0),
    ]


def test_a_skill_has_level_date_initials_and_notes() -> None:
    made = printed(item("x", "skill"))
    assert [head.label for head in made.heads] == [*LABELS, "Date", "Observed by (initials)", "Notes"]


@pytest.mark.parametrize("kind", KINDS)
def test_large_print_has_no_grid_and_room_for_the_same(kind: str) -> None:
    made = of_instrument(instrument(), content(section("a", item("x", kind))), large=True)  # type: ignore[arg-type]
    assert made.look == "large"
    assert [part.layout for part in made.sections] == ["asked"]
    assert any(room.boxes == LABELS for room in made.sections[0].items[0].rooms)


def test_a_sections_comment_and_audience_are_printed() -> None:
    made = printed(item("x"), audience="The board", comment="Comments")
    assert (made.audience, made.comment) == ("The board", Room("Comments", lines=4))


def test_numbers_are_the_toolkits_or_else_the_place_in_the_section() -> None:
    assert [each.number for each in printed(item("x", number="2.4"), item("y")).items] == ["2.4", "2"]


def test_one_section_can_be_printed_alone_and_an_unknown_one_cannot() -> None:
    asked = content(section("a", item("x")), section("b", item("y")))
    made = of_instrument(instrument(), asked, section="b")
    assert [part.slug for part in made.sections] == ["b"]
    assert made.file_name == "are-we-ready-b"
    for wrong in ("c", "Title of b"):
        with pytest.raises(NoSuchSectionError):
            of_instrument(instrument(), asked, section=wrong)
        with pytest.raises(NoSuchSectionError):
            of_collection(collection("list"), [], section=wrong)


@pytest.mark.parametrize(
    ("about", "blanks"),
    [
        (About.ORGANIZATION, ("Date", "Who is present")),
        (About.PERSON, ("Date", "For (initials or code)", "Who is present")),
        (About.PRIVATE, ("Date",)),
    ],
)
def test_its_head_asks_for_what_the_instrument_is_about(about: About, blanks: tuple[str, ...]) -> None:
    made = of_instrument(instrument(about=about), content(section("a", item("x"))))
    assert made.blanks == blanks
    assert ("yours alone" in " ".join(made.instructions)) is (about == About.PRIVATE)


def test_the_source_line_says_whose_it_is_and_what_is_ours() -> None:
    asked = content(section("a", item("x", derived=True), item("y"), origin="ours"))
    line = of_instrument(instrument(credit="Adapted from a list."), asked).whose
    assert (line.begins, line.toolkit) == ("From", "A Handbook")
    assert line.place == " (A Press, 2024), Getting ready, pages 7-9."
    assert line.credits == ("Adapted from a list.", "© A Press.")
    ours = (
        "title, purpose and instructions; the scale “Is it so?”; the heading “Title of a”; what is marked “our wording”"
    )
    assert line.ours == ours


def test_where_every_statement_is_ours_one_sentence_says_so_instead_of_a_mark_on_each() -> None:
    some = of_instrument(instrument(), content(section("a", item("x", derived=True), item("y"))))
    every = of_instrument(instrument(), content(section("a", item("x", derived=True))))
    assert [each.is_ours for each in some.sections[0].items] == [True, False]
    assert [each.is_ours for each in every.sections[0].items] == [False]
    assert "the wording of every statement" in every.whose.ours


def test_an_own_instrument_is_called_the_organizations_and_a_copy_names_its_original() -> None:
    asked = content(section("a", item("x")))
    assert of_instrument(own(), asked).whose.begins == "Made by Harbor House for its own use."
    copy = of_instrument(own(copy_of=instrument(title="The original")), asked).whose
    assert copy.begins == "A version by Harbor House, which may be worded otherwise, of “The original” from"
    assert (copy.toolkit, copy.ours) == ("A Handbook", "")


def test_a_copy_keeps_its_credit_when_the_original_is_gone() -> None:
    copy = own(credit="Adapted from a list.")
    copy.toolkit, copy.heading, copy.pages = TOOLKIT, "Getting ready", "7-9"
    line = of_instrument(copy, content(section("a", item("x")))).whose
    assert line.begins == "A version by Harbor House, which may be worded otherwise, of an assessment from"
    assert (line.toolkit, line.place) == ("A Handbook", " (A Press, 2024), Getting ready, pages 7-9.")
    assert line.credits == ("Adapted from a list.", "© A Press.")


@pytest.mark.parametrize("shown", ["list", "tasks", "questions", "template"])
def test_a_collection_is_laid_out_as_its_file_says(shown: str) -> None:
    made = of_collection(collection(shown, "a", "b"), [entry("x", parts={"a": "One", "b": ["Two", "Three"]})])
    assert made.sections[0].layout == shown
    assert [column.texts for column in made.sections[0].items[0].beside] == [("One",), ("Two", "Three")]
    assert made.blanks == ()


@pytest.mark.parametrize(
    ("columns", "entries", "large", "layout"),
    [(0, 3, False, "list"), (1, 5, False, "table"), (1, 2, False, "compared"), (2, 2, False, "table"),
     (1, 2, True, "table"), (2, 3, True, "list")],
)  # fmt: skip
def test_a_table_has_the_columns_that_paper_has_room_for(columns: int, entries: int, large: bool, layout: str) -> None:
    names = "abc"[:columns]
    found = [entry(str(n), parts=dict.fromkeys(names, "Text")) for n in range(entries)]
    made = of_collection(collection("table", *names), found, large=large)
    assert made.sections[0].layout == layout


def test_a_table_of_many_columns_turns_the_page_and_its_widths_leave_room() -> None:
    made = of_collection(collection("table", *"abc"), [entry("x", parts={"a": "word " * 40, "b": "Yes", "c": "No"})])
    assert made.look == "turned"
    widths = made.sections[0].widths
    assert widths[1] == 0, "the widest takes what is left"
    assert sum(widths) < 12
    assert of_collection(collection("table", *"ab"), [entry("x")]).look == "upright"


def test_a_title_that_would_stand_under_every_item_stands_once() -> None:
    made = of_collection(collection("questions", "a"), [entry("x", parts={"a": "One"})]).sections[0]
    assert (made.asked, made.items[0].beside[0].title) == ("Below each: Column a", "")


def test_items_of_another_toolkit_say_so() -> None:
    made = of_collection(collection("list"), [entry("x"), entry("y", toolkit=OTHER, heading="Asking", page="8")])
    assert made.sections[0].after == "A Guide, Asking, page 8"


def test_numbers_stand_only_where_every_item_has_one() -> None:
    made = of_collection(collection("list", sections=("one", "two")), [entry("x", number="1"), entry("y", "two")])
    assert [part.is_numbered for part in made.sections] == [True, False]


def test_a_handout_is_set_closer_the_more_it_holds_and_leaves_out_columns_beyond_the_third() -> None:
    chart = collection("table", *"abcd", is_handout=True)
    parts = {**dict.fromkeys("abc", "Text"), "d": "Left out"}
    looks = [of_collection(chart, [entry("x", text="a" * n, parts=parts)]).look for n in (10, 2_000, 5_000)]
    assert [look.split()[-1] for look in looks] == ["airy", "compact", "dense"]
    made = of_collection(chart, [entry("x", parts=parts)])
    assert (len(made.sections[0].heads), made.left_out) == (3, "“Column d”")
    assert "Left out" not in repr(made)
    large = of_collection(chart, [entry("x", parts=parts)], large=True)
    assert (large.left_out, large.look) == ("", "large")
    assert "Left out" in repr(large)


def test_a_handouts_full_table_becomes_paragraphs_and_loses_no_word() -> None:
    parts = {"a": ["long " * 300, "second"], "b": "long " * 800, "c": ["Busy", "Unfair"]}
    made = of_collection(collection("table", *"abc", is_handout=True), [entry("x", parts=parts)]).sections[0]
    assert made.layout == "flow"
    assert (made.items[0].title, made.items[0].text) == ("Text of x", "Column c: Busy and Unfair")
    assert [column.texts for column in made.items[0].beside] == [tuple(parts["a"]), (parts["b"],)]


@pytest.mark.parametrize(
    ("text", "short", "said"),
    [
        ("Ask first.", "Busy", "Ask first. Column c: Busy"),
        ("Ask first", ["Busy", "Unfair"], "Ask first. Column c: Busy and Unfair"),
        ("Ask first?", "Busy.", "Ask first? Column c: Busy."),
        ("Ask first.", None, "Ask first."),
    ],
)
def test_what_stands_in_one_line_has_one_full_stop_between(text: str, short: object, said: str) -> None:
    others = entry("y", title="Other", parts={"a": "long " * 1_500, "b": "Text", "c": "Calm"})
    parts = {"a": "long", **({} if short is None else {"c": short})}
    table = collection("table", *"abc", is_handout=True)
    made = of_collection(table, [entry("x", title="Name", text=text, parts=parts), others]).sections[0]
    assert (made.layout, made.items[0].title, made.items[0].text) == ("flow", "Name", said)


def test_without_columns_what_is_compared_stands_under_its_name() -> None:
    made = of_collection(collection("table"), [entry(n, title=f"Name of {n}", number="1") for n in "xy"]).sections[0]
    assert [(each.title, each.text, each.beside[0].texts) for each in made.items] == [
        ("", "Name of x", ("Text of x",)),
        ("", "Name of y", ("Text of y",)),
    ]
    large = of_collection(collection("table"), [entry(n, title="Name") for n in "xy"], large=True).sections[0]
    assert (large.layout, large.items[0].title, large.items[0].text) == ("list", "Name", "Text of x")


def test_equal_content_is_an_equal_print_and_a_file_name_is_always_harmless() -> None:
    asked = content(section("a", item("x")))
    assert of_instrument(instrument(), asked) == of_instrument(instrument(), asked)
    for title, name in {"!!!": "print", '"; x=1\r\n': "x1", "a" * 200: "a" * 100, "您好": "print"}.items():
        assert of_instrument(instrument(title=title), asked).file_name == name
        assert of_instrument(instrument(title=title), asked, large=True).file_name == f"{name}-large-print"


def test_words_are_joined_as_one_says_them() -> None:
    assert [joined(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [named("the heading", texts) for texts in ([], ["a"], ["a", "b"])] == [
        "", "the heading “a”", "the headings “a” and “b”"
    ]  # fmt: skip
    assert [page_words(page) for page in ("", "4", "4-5", "4, 9")] == ["", ", page 4", ", pages 4-5", ", pages 4, 9"]
