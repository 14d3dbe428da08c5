"""The kept pieces of a page, filled in, are what a plain rendering gives; nothing that is typed gets a say in them."""

from itertools import count

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from assessments import page
from assessments.answers import NO_ANSWER, Answer
from assessments.content import InstrumentContent, Item
from assessments.merging import Conflict
from assessments.page import Filling, items_html, mark, problem_html, scale_title

from . import build
from .form import Reader

PAY = build.item("pay", text="Is <pay> fair & {{ equal }}?")
CONTENT = build.instrument(
    [
        build.section("first", PAY, build.item("why", "open")),
        build.section("second", build.item("words", "open", scaled=False)),
    ],
    build.scale(1, 0, None),
)
HOSTILE = [
    "</textarea><script>alert(1)</script>",
    "{{ 7|add:1 }}{% load static %}{# #}",
    '"><img src=x onerror=alert(1)>',
    "&lt;b&gt; &amp; &#x27;",
    "\u202eright to left\u202c שלום 👩🏽‍🤝‍👩🏻",
    mark("was", "pay"),
    f"{mark('text', 'why')}\ue000\ue001\ue002",
    "\n\nleading lines\\1 \\g<0>",
]
hashes = (f"page-{number}" for number in count())


def filled(filling: Filling, content: InstrumentContent = CONTENT, key: str = "page") -> str:
    return items_html(content, key, filling)


def plain(content: InstrumentContent, filling: Filling) -> str:
    """The same template with the answers themselves in the places of the marks."""

    def field(item: Item) -> dict[str, object]:
        answer, scale = filling.answers.get(item.slug, NO_ANSWER), content.scale_of(item)
        options = scale.options if scale else ()
        return {
            "item": item,
            "scale": scale,
            "options": [(option, SafeString(" checked" * (answer.choice == option.key))) for option in options],
            "none_checked": SafeString(" checked" * (not answer.choice)),
            "asked": scale_title(content, item),
            "parts": [(part, label, getattr(answer, part)) for part, label in item.takes.parts.items()],
            "was": filling.was.get(item.slug, ""),
            "problem": problem_html(content, item.slug, filling),
            "invalid": SafeString(' aria-invalid="true"' * (item.slug in filling.errors)),
        }

    sections = [
        {
            "section": part,
            "fields": [field(item) for item in part.items],
            "comments": [field(comment) for comment in content.comment_of(part)],
        }
        for part in content.sections
    ]
    return render_to_string("assessments/_items.html", {"sections": sections})


texts = st.text(max_size=20) | st.sampled_from(HOSTILE)
by_item: dict[str, st.SearchStrategy[Answer]] = {
    "pay": st.builds(Answer, st.sampled_from(("", "0", "1", "unsure", "none of these"))),
    "words": st.builds(Answer, st.just(""), texts),
    "why": st.builds(Answer, st.sampled_from(("", "1")), texts),
}
fillings = st.builds(
    Filling,
    answers=st.fixed_dictionaries({}, optional=by_item),
    was=st.dictionaries(st.sampled_from(list(by_item)), texts),
    conflicts=st.dictionaries(st.sampled_from(list(by_item)), st.builds(Conflict, by_item["why"], by_item["why"])),
    errors=st.dictionaries(st.sampled_from(list(by_item)), texts),
)


@trying(deadline=None)
@given(fillings)
def test_filling_in_gives_what_a_plain_rendering_gives(filling: Filling) -> None:
    assert filled(filling) == plain(CONTENT, filling)


@pytest.mark.parametrize("slug", ["legere-motivation", "prcoe-recovery", "legere-timeline"])
def test_a_real_instrument_filled_in_is_its_plain_rendering(slug: str) -> None:
    content = build.real(slug)
    answers = {item.slug: Answer(next(iter(content.scale_of(item).by_key)), "Text") for item in content.items[::2]}  # type: ignore[union-attr]
    filling = Filling(answers, {item: answer.digest for item, answer in answers.items()})
    html = filled(filling, content, slug)
    assert html == plain(content, filling)
    assert not any(sign in html for sign in ("\ue000", "\ue001", "\ue002", settings.UNDEFINED_VARIABLE[:6]))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stands_in_the_form_exactly_as_it_was_typed(text: str) -> None:
    html = filled(Filling({"why": Answer("1", text), "words": Answer(text=text)}, {}))
    read = Reader(html)
    assert read.fields == {
        "c-pay": "",
        "was-pay": "",
        "c-why": "1",
        "t-why": text,
        "was-why": "",
        "t-words": text,
        "was-words": "",
    }
    assert "<script" not in html
    assert "<img" not in html


def test_two_records_do_not_see_each_others_answers() -> None:
    ours, theirs = Filling({"words": Answer(text="Ours")}, {}), Filling({"words": Answer(text="Theirs")}, {})
    filled(ours)
    assert "Ours" not in filled(theirs)
    assert filled(ours).count("Ours") == 1


def test_the_second_page_renders_no_template(monkeypatch: pytest.MonkeyPatch) -> None:
    key = next(hashes)
    first = filled(Filling({}, {}), key=key)
    monkeypatch.setattr(page, "render_to_string", lambda *_: pytest.fail("rendered again"))
    assert filled(Filling({}, {}), key=key) == first
    assert Reader(filled(Filling({"pay": Answer("1")}, {"pay": "abc"}), key=key)).fields["was-pay"] == "abc"


def test_another_version_is_rendered_anew() -> None:
    other = build.instrument([build.section("first", build.item("board"))], build.scale(0, 1))
    filled(Filling({}, {}), key=next(hashes))
    assert "Text of board" in filled(Filling({}, {}), other, key=next(hashes))
