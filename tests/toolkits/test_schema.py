from pathlib import Path

import pytest

from toolkits.schema import Fields, read_source
from toolkits.sources import Source
from toolkits.strict_yaml import Problems, read


def fields(tmp_path: Path, text: str, *, required: str = "", optional: str = "") -> Fields:
    path = tmp_path / "file.yaml"
    path.write_text(text)
    return Fields(read(path), Problems("file.yaml"), required=required.split(), optional=optional.split())


def noted(fields: Fields) -> list[str]:
    return [str(error) for error in fields.problems.errors]


def test_known_keys_are_fine(tmp_path: Path) -> None:
    read = fields(tmp_path, "title: One\n", required="title", optional="text")
    assert read.text("title") == "One"
    assert "text" not in read
    assert noted(read) == []


def test_unknown_key_is_refused_at_its_line_with_the_nearest_known_one(tmp_path: Path) -> None:
    read = fields(tmp_path, "title: One\ntitel: Two\n", required="title", optional="text")
    assert noted(read) == ["file.yaml:2: unknown key `titel`; did you mean `title`?"]


def test_unknown_key_far_from_any_other_gets_the_whole_list(tmp_path: Path) -> None:
    read = fields(tmp_path, "title: One\nzzz: Two\n", required="title", optional="text")
    assert noted(read) == ["file.yaml:2: unknown key `zzz`; known here: `title`, `text`"]


def test_missing_key_is_refused_once_however_often_it_is_read(tmp_path: Path) -> None:
    read = fields(tmp_path, "text: One\n", required="title number where text", optional="text")
    assert (read.text("title"), read.number("number")) == ("", 0)
    assert read.inside("where", required=("page",)).text("page") == ""
    assert noted(read) == [
        "file.yaml:1: `title` is missing",
        "file.yaml:1: `number` is missing",
        "file.yaml:1: `where` is missing",
    ]


def test_empty_text_is_refused_where_a_text_is_needed(tmp_path: Path) -> None:
    read = fields(tmp_path, 'title: "  "\npage:\n', required="title page")
    assert (read.text("title"), read.text_or_empty("page")) == ("", "")
    assert noted(read) == ["file.yaml:1: `title` is empty"]


def test_text_is_freed_of_the_white_space_around_it(tmp_path: Path) -> None:
    assert fields(tmp_path, "title: |\n  one\n  two\n\n", required="title").text("title") == "one\ntwo"


def test_text_longer_than_its_column_is_refused(tmp_path: Path) -> None:
    read = fields(tmp_path, "title: abcd\n", required="title")
    read.text("title", longest=3)
    assert noted(read) == ["file.yaml:1: `title` is longer than 3 characters"]


def test_list_where_a_text_belongs_is_refused(tmp_path: Path) -> None:
    read = fields(tmp_path, "title: [Yes, No]\n", required="title")
    assert read.text("title") == ""
    assert noted(read) == ["file.yaml:1: `title` must be a text"]


@pytest.mark.parametrize("value", ["[]", "text", "{}"])
def test_list_must_have_entries(tmp_path: Path, value: str) -> None:
    read = fields(tmp_path, f"items: {value}\n", required="items")
    assert read.each("items", required=("item",)) == []
    assert noted(read) == ["file.yaml:1: `items` must be a list with at least one entry"]


def test_text_where_a_mapping_belongs_is_refused(tmp_path: Path) -> None:
    read = fields(tmp_path, "items:\n  - one\n", required="items")
    read.each("items", required=("item", "text"))
    assert noted(read) == ["file.yaml:2: a mapping must stand here, with `item`, `text`"]


@pytest.mark.parametrize("name", ["a", "prcoe-culture", "dont_know", "5", "a" * 60])
def test_name_may_be(tmp_path: Path, name: str) -> None:
    read = fields(tmp_path, f"slug: {name}\n", required="slug")
    assert read.name("slug") == name
    assert noted(read) == []


@pytest.mark.parametrize("name", ["A", "a b", "a--b", "-a", "a-", "a/b", "../a", "é", "a" * 61])
def test_name_may_not_be(tmp_path: Path, name: str) -> None:
    read = fields(tmp_path, f"slug: {name}\n", required="slug")
    read.name("slug")
    assert f"`{name}` is not a name" in noted(read)[0]


def test_name_of_file_must_be_the_files_name(tmp_path: Path) -> None:
    read = fields(tmp_path, "slug: other\n", required="slug")
    read.name_of_file("slug")
    assert noted(read) == ["file.yaml:1: `slug` is `other`, so the file must be called other.yaml"]


def test_choice_outside_the_choices_is_refused(tmp_path: Path) -> None:
    read = fields(tmp_path, "kind: essay\n", required="kind")
    assert read.one_of("kind", ("open", "choice")) == "open"
    assert noted(read) == ["file.yaml:1: `kind` is `essay`, and must be one of `open`, `choice`"]


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("-3", -3), ("9999", 9999), ('"7"', 7)])
def test_whole_number_is_read(tmp_path: Path, text: str, number: int) -> None:
    read = fields(tmp_path, f"number: {text}\n", required="number")
    assert read.number("number") == number
    assert noted(read) == []


@pytest.mark.parametrize("text", ["1.0", "1e3", "1_0", "+1", "٣", "10000", "9" * 5_000, "five"])
def test_anything_else_is_no_whole_number(tmp_path: Path, text: str) -> None:
    read = fields(tmp_path, f"number: {text}\n", required="number")
    assert read.number_or_none("number") is None
    assert len(noted(read)) == 1


def test_number_below_the_least_is_refused(tmp_path: Path) -> None:
    read = fields(tmp_path, "minutes: 0\n", required="minutes")
    read.number("minutes", least=1)
    assert noted(read) == ["file.yaml:1: `minutes` must be 1 or more"]


def test_yes_stands_or_is_left_out(tmp_path: Path) -> None:
    read = fields(tmp_path, "derived: yes\nother: True\n", optional="derived other third")
    assert (read.yes("derived"), read.yes("third")) == (True, False)
    assert noted(read) == []
    read.yes("other")
    assert noted(read) == ["file.yaml:2: `other` must be `yes`; where it is not so, leave the key out"]


def test_source_may_lack_page_and_number_but_says_so(tmp_path: Path) -> None:
    whole = fields(tmp_path, 'source: {heading: Roles, page: "9", number: ""}\n', required="source")
    assert read_source(whole, "book") == Source("book", "Roles", "9", "")
    short = fields(tmp_path, 'source: {heading: "", page: "9"}\n', required="source")
    read_source(short, "book")
    assert noted(short) == ["file.yaml:1: `number` is missing", "file.yaml:1: `heading` is empty"]
