import pytest

from toolkits.marking import SNIPPET_LENGTH, marked, root, snippet


@pytest.mark.parametrize(
    ("word", "other"),
    [("boundaries", "boundary"), ("stigmatizing", "stigmatized"), ("training", "trains"), ("pay", "payment")],
)
def test_forms_of_a_word_begin_with_one_root(word: str, other: str) -> None:
    assert other.startswith(root(word))


def test_words_are_marked_in_all_their_forms_and_others_are_not() -> None:
    assert marked("Train trainers, not rain.", [root("training")]) == (
        "<mark>Train</mark> <mark>trainers</mark>, not rain."
    )


def test_what_a_text_holds_is_escaped_inside_and_outside_of_the_marks() -> None:
    html = marked("<b>peer's</b> & <script>peers</script>", ["peer"])
    assert html == ("&lt;b&gt;<mark>peer&#x27;s</mark>&lt;/b&gt; &amp; &lt;script&gt;<mark>peers</mark>&lt;/script&gt;")


def test_a_snippet_is_cut_around_the_first_marked_word() -> None:
    text = "word " * 100 + "lantern " + "word " * 100
    html = snippet(["Nothing here.", text], ["lantern"])
    assert html.startswith("… word")
    assert html.endswith("word …")
    assert "<mark>lantern</mark>" in html
    assert len(html) < SNIPPET_LENGTH + 40


def test_a_snippet_is_the_beginning_where_no_word_stands_in_the_texts() -> None:
    assert snippet(["", "A short text."], ["lantern"]) == "A short text."
    assert snippet([""], ["lantern"]) == ""
