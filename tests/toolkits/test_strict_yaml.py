import json
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkits.strict_yaml import (
    MAX_BYTES,
    REFUSED_CHARACTER,
    ListNode,
    MapNode,
    Node,
    RefusedFixturesError,
    TextNode,
    read,
)

BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in pairwise("abcdefghi")
)

REFUSED = {
    "a key given twice": ("a: 1\nb: 2\na: 3\n", 3, "the key `a` stands here twice, first in line 1"),
    "a key given twice inside": ("a:\n  - {b: 1, b: 2}\n", 2, "the key `b` stands here twice"),
    "an alias": ("a: *x\n", 1, "anchors and aliases"),
    "an anchor alone": ("a: &x 1\n", 1, "anchors and aliases"),
    "an alias bomb": (BOMB, 1, "anchors and aliases"),
    "an alias to itself": ("a: &x [*x]\n", 1, "anchors and aliases"),
    "a merge key": ("a: {b: 1}\nc:\n  <<: {d: 1}\n", 3, "merging (<<)"),
    "a python tag": ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tags are not allowed"),
    "a harmless tag": ("a: !!str 1\n", 1, "tags are not allowed"),
    "a tag on a mapping": ("!!map\na: 1\n", 1, "tags are not allowed"),
    "a tag directive": ("%TAG ! tag:x,2000:\n---\na: 1\n", 1, "directives"),
    "a version directive": ("%YAML 1.1\n---\na: 1\n", 1, "directives"),
    "a tab before a key": ("a:\n\tb: 1\n", 2, "a tab (use spaces)"),
    "a tab in a text": ("a: one\ttwo\n", 1, "a tab (use spaces)"),
    "a NUL": ("a: 1\nb: x\0y\n", 2, "U+0000"),
    "an escaped NUL": ('a: "x\\0y"\n', 1, "U+0000"),
    "an escaped tab in a key": ('"a\\tb": 1\n', 1, "a tab"),
    "an escaped half of a surrogate pair": ('a: "\\ud800"\n', 1, "U+D800"),
    "an escape beyond Unicode": ('a: 1\nb: "\\UFFFFFFFF"\n', 2, "not valid YAML"),
    "a carriage return alone": ("a: 1\rb: 2\n", 1, "U+000D"),
    "a line separator": ("a: x\u2028b: y\n", 1, "U+2028"),
    "text that runs backwards": ("a: \u202eevil\n", 1, "U+202E"),
    "a soft hyphen": ("a: peer\u00adsupport\n", 1, "U+00AD"),
    "a zero-width space": ("a: peer\u200bsupport\n", 1, "U+200B"),
    "a bullet of an unknown font": ("a: \uf0b7 one\n", 1, "U+F0B7"),
    "a byte order mark": ("\ufeffa: 1\n", 1, "U+FEFF"),
    "nothing": ("", 1, "empty"),
    "only a comment": ("# nothing\n", 1, "empty"),
    "a list outermost": ("- a\n", 1, "must be a mapping"),
    "a text outermost": ("a\n", 1, "must be a mapping"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "one document only"),
    "a key that is a list": ("? [a]\n: 1\n", 1, "a key must be plain text"),
    "deep nesting": ("a: " + "[" * 5_000, 1, "nested deeper"),
    "a text that a comment would cut off": ("a: 1\nb: peer #1 role\n", 2, 'put a text with " #" in quotes'),
    "an unquoted colon": ("a: 1\nb: one: two\n", 2, "needs quotes"),
    "a quote that never ends": ('a: "1\n', 2, "not valid YAML"),
}


def refusal(path: Path) -> list[tuple[int, str]]:
    with pytest.raises(RefusedFixturesError) as refused:
        read(path, "shown.yaml")
    return [(error.line, error.message) for error in refused.value.errors]


def plain(node: Node) -> Any:
    match node:
        case TextNode(value=value):
            return value
        case ListNode(values=values):
            return [plain(value) for value in values]
        case MapNode(values=values):
            return {key: plain(value) for key, value in values.items()}


@pytest.mark.parametrize(("text", "line", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_is_refused_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode())
    first_line, first_message = refusal(path)[0]
    assert first_line == line
    assert message in first_message


@pytest.mark.parametrize("text", ["Yes", "no", "1.10", "null", "~", "2024-08-01", "010", "1_000", "0x1F", ".inf", "="])
def test_every_value_stays_the_text_that_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"{text}: [{text}]\n")
    assert plain(read(path)) == {text: [text]}


def test_an_empty_value_is_an_empty_text(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text('a:\nb: ""\n')
    assert plain(read(path)) == {"a": "", "b": ""}


def test_a_remark_may_follow_a_value_and_a_hash_may_stand_in_quotes(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text('a: 1   # a remark\nb: "peer #1"\nc: >-\n  peer #1\nd: c#\n')
    assert plain(read(path)) == {"a": "1", "b": "peer #1", "c": "peer #1", "d": "c#"}


def test_lines_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("# first\na: 1\nb:\n\n  - c: 2\n    d: >-\n      long\n      text\n")
    node = read(path)
    inside = node.values["b"]
    assert isinstance(inside, ListNode)
    assert isinstance(inside.values[0], MapNode)
    assert (node.line, node.key_lines["b"], inside.line, inside.values[0].key_lines["d"]) == (2, 3, 5, 6)


def test_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: >-\r\n  one\r\n  two\r\nb: 1\r\n")
    assert plain(read(path)) == {"a": "one two", "b": "1"}


def test_everything_wrong_is_shown_together_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: !x 1\nb: &y 2\na: 3\nb: 4\n")
    with pytest.raises(RefusedFixturesError) as refused:
        read(path, "shown.yaml")
    lines = str(refused.value).splitlines()
    assert [line.split(" ")[0] for line in lines] == [f"shown.yaml:{number}:" for number in (1, 2, 3, 4)]


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 10_000_000])
def test_large_file_is_refused_before_it_is_parsed(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: " + "é".encode() * size)
    started = time.monotonic()
    assert refusal(path) == [(1, "larger than 1,000,000 bytes")]
    assert time.monotonic() - started < 1


def test_bytes_that_are_not_utf8_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\nb: caf\xe9\n")
    assert refusal(path) == [(2, "not UTF-8")]


def test_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.yaml") == [(1, "cannot be opened: No such file or directory")]


# tmp_path is one for all examples; each of them writes the file anew.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.text(st.sampled_from("ab:-?[]{},&*!|>'\"%@` \n#\t<\\0\0x\r")).map(str.encode) | st.binary())
def test_whatever_the_bytes_nothing_else_is_raised(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    errors = []
    try:
        read(path)
    except RefusedFixturesError as refused:
        errors = refused.errors
    assert all(1 <= error.line <= data.count(b"\n") + data.count(b"\r") + 1 for error in errors)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text().filter(lambda text: not REFUSED_CHARACTER.search(text)))
def test_any_quoted_text_comes_through(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"a: {json.dumps(text, ensure_ascii=False)}\n")
    assert plain(read(path)) == {"a": text}
