"""Lines of a form: what comes in and goes out of a list, where they began, and what the buttons do without a script."""

from dataclasses import replace

from django.http import QueryDict

from jobdesc.drafting.document import Document, Line, Responsibility
from jobdesc.drafting.lines import (
    LONGEST,
    MOST,
    MOST_DUTIES,
    MOST_RESPONSIBILITIES,
    posted_lines,
    posted_responsibilities,
    what_was_cut,
)
from jobdesc.drafting.operations import anchor, operate, picked_id
from tests.cast import Cast

from .build import a_document, description_of
from .pages import at, form_of, now, send

A, B, C = "a" * 12, "b" * 12, "c" * 12
KEY = "legere-components/lived-experience"
BEFORE = (Line(A, "First", "x/y", "s/t"), Line(B, "Second"))


def posted(**values: object) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, value in values.items():
        found.setlist(name, value if isinstance(value, list) else [value])
    return found


def test_a_reworded_line_remembers_where_it_began_and_an_empty_one_is_gone() -> None:
    form = posted(**{"required": [B, A], f"required-{A}": " Anew ", f"required-{B}": ""})
    assert posted_lines(form, "required", BEFORE) == (Line(A, "Anew", "x/y", "s/t"),)


def test_new_lines_have_the_pages_ids_and_say_where_they_began() -> None:
    form = posted(
        **{"required": [C, C, "no id"], f"required-{C}": "Third", f"required-{C}-from": KEY, "required-no id": "x"}
    )
    assert posted_lines(form, "required", ()) == (Line(C, "Third", KEY),)
    form[f"required-{C}-from"] = "../<b>"
    assert posted_lines(form, "required", ())[0].source == ""


def test_hostile_texts_are_one_clean_line_of_bounded_length() -> None:
    form = posted(**{"required": C, f"required-{C}": "=1+1\x00\n<b>\u202e" + "x" * 5_000})
    (found,) = posted_lines(form, "required", ())
    assert found.text.startswith("=1+1 <b>x")
    assert len(found.text) == LONGEST


def test_responsibilities_are_added_renamed_moved_and_taken_out() -> None:
    before = (Responsibility(A, "One", "provides-support", BEFORE), Responsibility(B, "Two"))
    form = posted(
        **{
            "responsibilities": [C, A, B, "d" * 12],
            f"responsibility-{A}": "First of all",
            f"duties-{A}": [B],
            f"duties-{A}-{B}": "Second",
            f"responsibility-{C}": "New",
            f"category-{C}": "provides-support",
            f"responsibility-{B}": " ",
        }
    )
    new, kept = posted_responsibilities(form, before)
    assert (new.id, new.name, new.category) == (C, "New", "provides-support")
    assert (kept.name, kept.category, kept.duties) == ("First of all", "provides-support", BEFORE[1:])


def test_no_form_makes_more_responsibilities_than_may_be() -> None:
    keys = [f"{n:012x}" for n in range(50)]
    form = posted(responsibilities=keys, **{f"responsibility-{key}": "x" for key in keys})
    assert len(posted_responsibilities(form, ())) == MOST_RESPONSIBILITIES


def test_buttons_move_take_out_and_pick() -> None:
    document = Document(required=BEFORE, responsibilities=(Responsibility(C, "One", duties=BEFORE),))

    def after(do: str) -> Document:
        return operate(document, do, {KEY: "Been there"}, {"accommodation": "Ask us."})

    assert [one.id for one in after(f"down:required:{A}").required] == [B, A]
    assert after(f"up:required:{A}") == document
    assert after(f"out:duties-{C}:{A}").responsibilities[0].duties == BEFORE[1:]
    assert after(f"out:responsibilities:{C}").responsibilities == ()
    assert after("word:accommodation:").accommodation == "Ask us."
    picked = after(f"pick:required:{KEY}")
    assert picked.required[-1] == Line(picked_id("required", KEY), "Been there", KEY)
    assert operate(picked, f"pick:required:{KEY}", {KEY: "Been there"}, {}) == picked
    assert anchor(f"pick:required:{KEY}", picked) == f"#row-{picked.required[-1].id}"
    for nothing in ("", "next", "pick:required:none", "up:nowhere:x", "word:title:", "out:title:x"):
        assert after(nothing) == document


def test_a_duty_past_the_end_of_its_list_goes_over_to_the_next_responsibility() -> None:
    one, two, other = Line(A, "First", "x/y", "s/t"), Line(B, "Second", "x/z", "s/u"), Line("e" * 12, "Third")
    document = Document(responsibilities=(Responsibility(C, "One", duties=(one, two)), Responsibility("d" * 12, "Two")))

    def after(do: str, of: Document = document) -> list[list[str]]:
        return [[line.text for line in group.duties] for group in operate(of, do, {}, {}).responsibilities]

    assert after(f"down:duties-{C}:{A}") == [["Second", "First"], []]
    assert after(f"down:duties-{C}:{B}") == [["First"], ["Second"]]
    assert after(f"up:duties-{C}:{A}") == [["First", "Second"], []]
    over = operate(document, f"down:duties-{C}:{B}", {}, {})
    moved = over.responsibilities[1].duties[0]
    assert (moved.source, moved.competency) == (two.source, two.competency)
    assert moved.id not in document.lines()
    assert anchor(f"down:duties-{C}:{B}", over) == f"#row-{moved.id}"
    first, second = over.responsibilities
    filled = replace(over, responsibilities=(first, replace(second, duties=(other,))))
    assert after(f"up:duties-{'d' * 12}:{other.id}", filled) == [["First", "Third"], []]
    assert after(f"down:duties-{'d' * 12}:{other.id}", filled) == [["First"], ["Third"]]


def test_what_could_not_be_taken_whole_is_said() -> None:
    assert not what_was_cut(posted(**{"required": A, f"required-{A}": "x" * LONGEST}), ("required",))
    assert "cut there" in what_was_cut(posted(**{"required": A, f"required-{A}": "x" * (LONGEST + 1)}), ("required",))
    long_name = posted(**{"responsibilities": A, f"responsibility-{A}": "x" * 151})
    assert "150 letters" in what_was_cut(long_name, ("responsibilities",))
    keys = [f"{n:012x}" for n in range(MOST + 1)]
    many = posted(required=keys, **{f"required-{key}": "x" for key in keys})
    assert "last ones were not saved" in what_was_cut(many, ("required",))
    assert len(posted_lines(many, "required", ())) == MOST
    below = {f"duties-{key}": keys[:60] for key in keys[:4]}
    texts = {f"duties-{key}-{duty}": "x" for key in keys[:4] for duty in keys[:60]}
    duties = posted(responsibilities=keys[:4], **below, **texts)
    assert "200" in what_was_cut(duties, ("responsibilities",))
    assert sum(len(one.duties) for one in posted_responsibilities(duties, ())) == MOST_DUTIES
    assert "responsibilities at most" in what_was_cut(posted(responsibilities=keys[:21]), ("responsibilities",))


def test_who_types_too_much_is_told_on_the_page_and_in_place(cast: Cast) -> None:
    made = description_of(cast.organization)
    client = cast.client("hr")
    (line,) = made.document.required
    typed = form_of(client, made, "parts") | {f"required-{line.id}": "y" * (LONGEST + 1)}
    answer = client.post(at(made, "draft/parts/"), typed, headers={"HX-Request": "true"})
    assert "What was longer was cut there" in answer.content.decode()
    assert len(now(made).document.required[0].text) == LONGEST


def test_without_a_script_a_button_saves_what_was_typed_and_comes_back_to_its_place(cast: Cast) -> None:
    made = description_of(cast.organization, a_document(2))
    client = cast.client("hr")
    first, second = made.document.required
    typed = form_of(client, made, "parts") | {f"required-{second.id}": "Typed just now"}
    answer = send(client, made, "parts", typed, do=f"up:required:{second.id}")
    assert answer.headers["Location"] == f"{at(made, 'draft/parts/')}#row-{second.id}"
    assert now(made).document.required == (replace(second, text="Typed just now"), first)


def test_what_was_taken_out_can_be_put_back_by_the_message(cast: Cast) -> None:
    made = description_of(cast.organization, a_document(2))
    client = cast.client("hr")
    key = made.document.responsibilities[0].id
    send(client, made, "parts", form_of(client, made, "parts"), do=f"out:responsibilities:{key}")
    assert len(now(made).document.responsibilities) == 1
    page = client.get(at(made, "draft/parts/")).content.decode()
    undo = at(made, f"draft/undo/{now(made).version}/")
    assert undo in page
    assert client.post(undo, {"next": at(made, "draft/parts/")}).headers["Location"] == at(made, "draft/parts/")
    assert now(made).document == made.document
    assert client.post(undo, {"next": "//elsewhere.example"}).headers["Location"] == at(made)
