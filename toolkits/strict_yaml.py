"""YAML in which every value is text: no types, no tags, no aliases, no key twice, and every node knows its line."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 10

# Control characters, other line separators, marks that turn the writing direction, and what PDF extraction leaves
# behind unseen: soft hyphens, zero-width spaces, private-use characters and the replacement character.
REFUSED_CHARACTER = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2060\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufeff\ufffd-\uffff]"
)


# YAML takes " #1" for a comment, so an unquoted "Peer #1" would lose its end without a word; "# a remark" is meant.
LOST_TEXT = re.compile(r" +#(?=\S)")


class FixtureError(Exception):
    """One thing wrong in one place; as text, "path:line: message"."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(path, line, message)
        self.path, self.line, self.message = path, line, message

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class RefusedFixturesError(Exception):
    """Everything found wrong, by path and line; as text, one line for each."""

    def __init__(self, errors: list[FixtureError]) -> None:
        super().__init__(errors)
        self.errors = sorted(errors, key=lambda error: (error.path, error.line))

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


@dataclass(frozen=True, slots=True)
class Problems:
    """Gathers what is wrong with one file, so that all of it is shown at once."""

    path: str
    errors: list[FixtureError] = field(default_factory=list)
    most: int | None = None  # of a stranger's file no more are looked for than this

    def add(self, line: int, message: str) -> None:
        """Note one thing. Raises RefusedFixturesError where there are `most` now."""
        self.errors.append(FixtureError(self.path, line, message))
        if self.most is not None and len(self.errors) >= self.most:
            self.raise_any()

    def raise_any(self) -> None:
        """Raise RefusedFixturesError if anything has been added."""
        if self.errors:
            raise RefusedFixturesError(self.errors)


@dataclass(frozen=True, slots=True)
class TextNode:
    line: int
    value: str


@dataclass(frozen=True, slots=True)
class ListNode:
    line: int
    values: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys in the order of the file; `key_lines` says where each key stands."""

    line: int
    values: dict[str, "Node"]
    key_lines: dict[str, int]


Node = TextNode | ListNode | MapNode


def read(path: Path, shown_as: str = "") -> MapNode:
    """Read one file whose outermost value is a mapping.

    Raises RefusedFixturesError, which names the file `shown_as`, with all that could be found wrong.
    """
    problems = Problems(shown_as or str(path))
    data = _bytes(path, problems)
    problems.raise_any()
    return read_bytes(data, problems)


def read_bytes(data: bytes, problems: Problems, *, most_bytes: int = MAX_BYTES) -> MapNode:
    """Read what a file holds, as `read` does; what is too large is not even parsed."""
    if len(data) > most_bytes:
        problems.add(1, f"larger than {most_bytes:,} bytes")
    problems.raise_any()
    text = _text(data, problems)
    problems.raise_any()
    node = _document(text, problems)
    problems.raise_any()
    if not isinstance(node, MapNode):
        raise RefusedFixturesError([FixtureError(problems.path, 1, "the file must be a mapping of keys to values")])
    return node


def _bytes(path: Path, problems: Problems) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        problems.add(1, f"cannot be opened: {error.strerror}")
        return b""


def _text(data: bytes, problems: Problems) -> str:
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        problems.add(data.count(b"\n", 0, error.start) + 1, "not UTF-8")
        return ""
    for number, line in enumerate(text.split("\n"), start=1):
        _refuse_characters(line, number, problems)
    return text


def _refuse_characters(text: str, line: int, problems: Problems) -> None:
    if found := REFUSED_CHARACTER.search(text):
        name = "a tab (use spaces)" if found[0] == "\t" else f"the character U+{ord(found[0]):04X}"
        problems.add(line, f"{name} is not allowed")


def _document(text: str, problems: Problems) -> Node | None:
    loader: Any = yaml.BaseLoader(text)  # Any, because the stubs leave its event methods untyped
    try:
        loader.get_event()
        if loader.check_event(yaml.StreamEndEvent):
            problems.add(1, "the file is empty")
            return None
        start = loader.get_event()
        if start.version or start.tags:
            problems.add(1, "directives (lines that begin with %) are not allowed")
        node = _node(loader, problems, depth=1)
        loader.get_event()
        if not loader.check_event(yaml.StreamEndEvent):
            problems.add(loader.peek_event().start_mark.line + 1, "a file holds one document only")
        return node
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        hint = 'a text with ": " or " #" in it needs quotes'
        problems.add(mark.line + 1 if mark else 1, f"not valid YAML: {error.problem or error.context} ({hint})")
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # PyYAML lets an escape beyond Unicode ("\UFFFFFFFF") through as a bare ValueError or OverflowError.
        problems.add(loader.line + 1, f"not valid YAML: {error}")
    finally:
        loader.dispose()
    return None


def _node(loader: Any, problems: Problems, depth: int) -> Node:
    event = loader.get_event()
    line = event.start_mark.line + 1
    if depth > MAX_DEPTH:
        problems.add(line, f"nested deeper than {MAX_DEPTH} levels")
        problems.raise_any()
    if event.anchor:
        problems.add(line, "anchors and aliases (& and *) are not allowed: write the value out")
    if getattr(event, "tag", None):
        problems.add(line, f"tags are not allowed: {event.tag}")
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(loader, problems, depth, line)
    if isinstance(event, yaml.SequenceStartEvent):
        values = []
        while not loader.check_event(yaml.SequenceEndEvent):
            values.append(_node(loader, problems, depth + 1))
        loader.get_event()
        return ListNode(line, tuple(values))
    if isinstance(event, yaml.AliasEvent):
        return TextNode(line, "")
    return _scalar(event, line, problems)


def _scalar(event: Any, line: int, problems: Problems) -> TextNode:
    is_plain = event.style is None
    if is_plain and LOST_TEXT.match(event.end_mark.buffer, event.end_mark.pointer):
        problems.add(line, 'put a text with " #" in quotes, and a space after the # of a remark')
    _refuse_characters(event.value.replace("\n", ""), line, problems)
    return TextNode(line, event.value)


def _mapping(loader: Any, problems: Problems, depth: int, line: int) -> MapNode:
    values: dict[str, Node] = {}
    key_lines: dict[str, int] = {}
    while not loader.check_event(yaml.MappingEndEvent):
        key = _node(loader, problems, depth + 1)
        value = _node(loader, problems, depth + 1)
        if not isinstance(key, TextNode):
            problems.add(key.line, "a key must be plain text")
        elif key.value == "<<":
            problems.add(key.line, "merging (<<) is not allowed: write the keys out")
        elif key.value in values:
            problems.add(key.line, f"the key `{key.value}` stands here twice, first in line {key_lines[key.value]}")
        else:
            values[key.value] = value
            key_lines[key.value] = key.line
    loader.get_event()
    return MapNode(line, values, key_lines)
