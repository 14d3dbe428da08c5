"""What the editor's lines become: the same words keep their name, other words are another question."""

import pytest

from assessments.content import InstrumentContent, Item, Option, Scale, Section
from assessments.drafting import (
    AS_IS,
    OWN_LABELS,
    WORDS,
    DraftSection,
    content_of,
    drafts_of,
    resemblance,
    scale_id,
    scale_of_labels,
    scales_offered,
)
from toolkits.sources import Source

YES_NO = Scale("yes-no", "ours", (Option("yes", "Yes", 1), Option("no", "No", 0, comment=True)), "Is it so?")
AFTER = "guide-pay/wage"


def item(slug: str, text: str, kind: str = "choice", scale: str | None = "yes-no", after: str = "") -> Item:
    source = Source("guide", "Pay", "7") if after else Source("", "")
    return Item(slug, f"own-a/{slug}", kind, text, scale, source, after=after, title="Wages" if after else "")  # type: ignore[arg-type]


BASE = InstrumentContent(
    "own-a",
    "guide",
    (
        Section(
            "pay", "Pay", "toolkit", (item("wage", "Our wage is fair.", after=AFTER), item("raise", "It rises.")), "HR"
        ),
        Section("mixed", "More", "ours", (item("who", "Who pays?", "open", None), item("when", "Is it on time?"))),
    ),
    {"yes-no": YES_NO},
)
OFFERED = scales_offered((), BASE)
PAY, MIXED = drafts_of(BASE)


def pay(*questions: str, answered: str = PAY.answered) -> InstrumentContent:
    """The base with these questions in its first section."""
    draft = DraftSection("Pay", answered, questions, base="pay")
    return content_of([draft, MIXED], OFFERED, slug="own-a", base=BASE)


def names(content: InstrumentContent) -> list[str]:
    return [each.slug for each in content.sections[0].items]


def test_nothing_changed_is_the_same_content() -> None:
    assert content_of(drafts_of(BASE), OFFERED, slug="own-a", base=BASE) == BASE
    assert (PAY.answered, MIXED.answered) == (scale_id(YES_NO), AS_IS)


def test_a_question_keeps_its_name_when_only_its_neighbours_change() -> None:
    assert names(pay("It rises."))[0] == "raise"
    assert names(pay("New first.", "It rises.", "Our wage is fair."))[1:] == ["raise", "wage"]
    moved = content_of(
        [
            DraftSection("Else", WORDS, ("It rises.",)),
            DraftSection("Pay", PAY.answered, ("Our wage is fair.",), base="pay"),
        ],
        OFFERED,
        slug="own-a",
        base=BASE,
    )
    assert [each.slug for each in moved.items] == ["raise", "wage"]


def test_a_reworded_question_is_another_one_that_keeps_its_advice() -> None:
    made = pay("Our wage is fair and good.", "It rises.").sections[0].items[0]
    assert made.slug not in {each.slug for each in BASE.items}
    assert (made.after, made.derived, made.title, made.source.page) == (AFTER, True, "Wages", "7")


def test_other_words_in_the_same_place_are_no_rewording() -> None:
    made = pay("Does the roof leak?", "It rises.").sections[0].items[0]
    assert (made.after, made.derived, made.title, made.source) == ("", False, "", Source("", ""))


def test_a_name_stands_for_its_words() -> None:
    once, again = pay("Is there a lamp?"), pay("It rises.", "Is there a lamp?")
    assert names(once)[0] == names(again)[1]
    assert names(pay("Is there a lamp?!"))[0] != names(once)[0]
    twice = content_of([DraftSection("A", WORDS, ("Why?",)), DraftSection("B", WORDS, ("Why?",))], {}, slug="own-b")
    assert len({each.key for each in twice.items}) == 2
    assert len({section.slug for section in twice.sections}) == 2


def test_as_it_is_leaves_each_question_what_it_is() -> None:
    draft = DraftSection("More", AS_IS, ("Is it on time?", "Who pays for it?", "Quite new?"), base="mixed")
    made = content_of([draft], OFFERED, slug="own-a", base=BASE).items
    assert [(each.kind, each.scale) for each in made] == [("choice", "yes-no"), ("open", None), ("open", None)]


def test_a_section_keeps_what_the_editor_does_not_ask() -> None:
    kept = pay("It rises.").sections[0]
    assert (kept.slug, kept.audience, kept.origin) == ("pay", "HR", "toolkit")
    renamed = content_of([DraftSection("Money", WORDS, ("Why?",), base="pay")], OFFERED, slug="own-a", base=BASE)
    assert (renamed.sections[0].slug, renamed.sections[0].origin) == ("pay", "ours")


def test_only_scales_that_are_used_stay() -> None:
    made = content_of([DraftSection("A", WORDS, ("Why?",))], OFFERED, slug="own-a", base=BASE)
    assert made.scales == {}
    own = content_of([DraftSection("A", OWN_LABELS, ("Why?",), ("Good", "Bad"))], OFFERED, slug="own-a", base=BASE)
    assert list(own.scales) == ["own"]


@pytest.mark.parametrize(
    ("labels", "values"),
    [
        (("Always", "Often", "Never"), [2, 1, 0]),
        (("Always", "Don't know", "Never", "Not applicable"), [1, None, 0, None]),
        (("We do not know yet", "Yes", "No"), [None, 1, 0]),
    ],
)
def test_own_answers_count_from_the_best_down(labels: tuple[str, ...], values: list[int | None]) -> None:
    scale = scale_of_labels(labels)
    assert [option.value for option in scale.options] == values
    assert [option.aside for option in scale.options] == [label == "Not applicable" for label in labels]


def test_scales_with_the_same_answers_are_offered_once_and_plain() -> None:
    other = InstrumentContent("b", "guide", (), {"y": Scale("y", "toolkit", YES_NO.options, "How?")})
    assert list(scales_offered((other,), None).values()) == [
        Scale("y", "toolkit", (Option("yes", "Yes", 1), Option("no", "No", 0)))
    ]
    assert len(scales_offered((other, other), BASE)) == 2
    assert scales_offered((other,), BASE)[scale_id(YES_NO)] is YES_NO


def test_resemblance_goes_by_words() -> None:
    assert resemblance("Our wage is fair.", "our WAGE is fair") == 1
    assert resemblance("", "a") == 0
    assert resemblance("a b", "a c") == 0.5
