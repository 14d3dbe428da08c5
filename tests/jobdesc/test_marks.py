"""Marks of a whole description: each in its place, what was overruled apart, and replacing in one line alone."""

from dataclasses import replace

from jobdesc.drafting.document import Document, Line, Responsibility, line
from jobdesc.reviewing.marks import Ruling, marks_of_document, marks_of_texts, of_step, pieces_of, settled_as
from jobdesc.reviewing.places import everything, with_text, written
from jobdesc.wording.reviewing import READING_LEVEL, review
from jobdesc.wording.rules import Rules, own_rule

from .build import a_document

NONE = Rules()
ADDICT = own_rule("addicts", "people who use drugs", "A label.", slug="own-1")
HARD = "The organizational implementation of multidisciplinary rehabilitation necessitates comprehensive interagency "


def marked(document: Document, **more: object) -> list[tuple[str, str]]:
    found = marks_of_document(document, NONE, (ADDICT,), **more)  # type: ignore[arg-type]
    return [(one.place.path, one.finding.matched) for one in found if one.finding.rule != READING_LEVEL]


def test_a_mark_lies_in_the_line_that_it_is_in() -> None:
    duty = Line("a" * 12, "Walk with addicts, not behind Addicts")
    document = replace(
        a_document(),
        responsibilities=(Responsibility("r1", "For addicts", duties=(duty,)),),
        growth="No addicts here",
        employer_name="Addicts United",
    )
    path = f"responsibilities/r1/duties/{'a' * 12}"
    expected = [("responsibilities/r1/name", "addicts"), (path, "addicts"), (path, "Addicts"), ("growth", "addicts")]
    assert marked(document) == expected, "every text that people put into words, and no name"


def test_what_was_overruled_is_marked_with_its_reason_wherever_it_stands() -> None:
    document = replace(a_document(), growth="addicts", hours="For ADDICTS")
    ruling = Ruling(1, "own-1", "addicts", "It is their own name.", "Ana")
    found = marks_of_document(document, NONE, (ADDICT,), [ruling])
    assert [one.ruling for one in found] == [ruling, ruling]
    assert not of_step(found, "pay")
    assert [one.place.path for one in of_step(marks_of_document(document, NONE, (ADDICT,)), "pay")] == ["hours"]


def test_a_replacement_changes_that_line_and_keeps_where_it_began() -> None:
    before = replace(
        a_document(2), required=(line("Knows addicts", source="lappa-x/y", competency="c/d"), line("Other"))
    )
    (mark,) = marks_of_document(before, NONE, (ADDICT,))
    after = with_text(before, mark.place.path, mark.replaced)
    assert after.required[0] == replace(before.required[0], text="Knows people who use drugs")
    assert replace(after, required=before.required) == before


def test_what_is_shown_around_a_mark_is_short_and_the_marked_words_are_whole() -> None:
    document = replace(a_document(), growth="day. " * 100 + "addicts" + " day" * 100)
    (mark,) = marks_of_document(document, NONE, (ADDICT,))
    before, middle, after = mark.pieces
    assert (middle.text, middle.finding) == ("addicts", mark.finding)
    assert before.text.startswith("… ")
    assert after.text.endswith(" …")
    assert len(before.text) + len(after.text) < 350


def test_pieces_together_are_the_text() -> None:
    text = "addicts & <b>addicts</b>\nand more"
    assert "".join(one.text for one in pieces_of(text, review(text, NONE, (ADDICT,)))) == text
    assert pieces_of("", ()) == ()


def test_texts_that_belong_to_no_description_are_marked_by_their_key() -> None:
    found = marks_of_texts({"q1": "Do you know addicts?", "q2": "What helps you?"}, NONE, (ADDICT,))
    assert list(found) == ["q1"]
    findings, pieces = found["q1"]
    assert [one.matched for one in findings] == ["addicts"]
    assert "".join(one.text for one in pieces) == "Do you know addicts?"


def test_a_description_that_is_hard_to_read_as_a_whole_is_marked_once() -> None:
    lines = tuple(line(HARD * 2 + f"standardization {n}") for n in range(8))
    document = replace(a_document(), required=lines)
    hard = [one for one in marks_of_document(document, NONE) if one.finding.rule == READING_LEVEL]
    assert [(one.place.part, one.finding.replacement) for one in hard] == [("required", "")]
    assert hard[0].place.text[hard[0].finding.start : hard[0].finding.end] == hard[0].finding.matched
    assert not marks_of_document(a_document(), NONE)


def test_a_decision_is_kept_by_the_words_in_one_line_of_small_letters() -> None:
    assert settled_as("Drug\n ADDICTS") == "drug addicts"
    assert len(settled_as("x" * 500)) == 200


def test_every_field_of_a_document_has_its_place() -> None:
    from jobdesc.hiring.fixture import hiring
    from jobdesc.reviewing.places import FIELDS, PARTS

    assert set(FIELDS) == set(Document.__dataclass_fields__) - {"template", "title_key"}
    assert {one.part for one in FIELDS.values()} <= set(PARTS)
    document = replace(a_document(), competencies=("no/such",), categories=("recovery-planning",))
    said = {one.path: one.text for one in everything(document, hiring())}
    assert said["setting"] == "Community organization"
    assert said["competencies/no/such"] == "no/such"
    assert {one.path for one in written(document)} < set(said)
