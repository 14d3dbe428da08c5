"""Checks one mapping of a fixture against the keys that it may have, and hands out typed values.

Every accessor notes what is wrong and then returns a harmless value, so that one run shows all that is wrong with a
file. A reader builds its dataclass from those values and discards it if anything was noted.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TypeVar

from .sources import Source
from .strict_yaml import ListNode, MapNode, Node, Problems, TextNode

Choice = TypeVar("Choice", bound=str)

NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
LONGEST_NAME = 60
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,4}")


class Fields:
    """One mapping being read. A key outside `required` and `optional`, or a required one missing, is noted at once.

    With `node` None (where a mapping should stand and does not, which has been noted already) every value is empty.
    """

    def __init__(
        self, node: Node | None, problems: Problems, *, required: Sequence[str], optional: Sequence[str] = ()
    ) -> None:
        self.problems = problems
        self.line = node.line if node else 1
        self._values: dict[str, Node] = {}
        self._lines: dict[str, int] = {}
        if isinstance(node, MapNode):
            self._values, self._lines = node.values, node.key_lines
            self._check_keys(node, required, optional)
        elif node:
            problems.add(node.line, f"a mapping must stand here, with {_listed(required)}")

    def _check_keys(self, node: MapNode, required: Sequence[str], optional: Sequence[str]) -> None:
        for key, line in node.key_lines.items():
            if key not in (*required, *optional):
                self.problems.add(line, f"unknown key `{key}`{suggestion(key, (*required, *optional))}")
        for key in required:
            if key not in node.values:
                self.problems.add(node.line, f"`{key}` is missing")

    def line_of(self, key: str) -> int:
        """The line of a key, or of the mapping where the key is missing."""
        return self._lines.get(key, self.line)

    def refuse(self, key: str, message: str) -> None:
        self.problems.add(self.line_of(key), f"`{key}` {message}")

    def text_or_empty(self, key: str, *, longest: int = 5_000) -> str:
        """A text without the white space around it; "" where it is empty or missing."""
        node = self._values.get(key)
        if node is None:
            return ""
        if not isinstance(node, TextNode):
            self.refuse(key, "must be a text")
            return ""
        text = node.value.strip()
        if len(text) > longest:
            self.refuse(key, f"is longer than {longest} characters")
        return text

    def text(self, key: str, *, longest: int = 5_000) -> str:
        """A text that is not empty where the key stands."""
        text = self.text_or_empty(key, longest=longest)
        if not text and isinstance(self._values.get(key), TextNode):
            self.refuse(key, "is empty")
        return text

    def name(self, key: str) -> str:
        """A slug or another short name: small letters and digits, joined by hyphens or underscores."""
        name = self.text(key)
        if name:
            check_name(name, self.line_of(key), self.problems)
        return name

    def name_of_file(self, key: str) -> str:
        """A name that the file bears too."""
        name = self.name(key)
        if name and name != PurePosixPath(self.problems.path).stem:
            self.refuse(key, f"is `{name}`, so the file must be called {name}.yaml")
        return name

    def one_of(self, key: str, choices: Sequence[Choice]) -> Choice:
        """One of `choices`; the first of them where the value is none of them."""
        text = self.text(key)
        for choice in choices:
            if text == choice:
                return choice
        if text:
            self.refuse(key, f"is `{text}`, and must be one of {_listed(choices)}")
        return choices[0]

    def number_or_none(self, key: str) -> int | None:
        """A whole number of up to four digits, or None where the value is empty or missing."""
        text = self.text_or_empty(key)
        if not text:
            return None
        if not WHOLE_NUMBER.fullmatch(text):
            self.refuse(key, f"is `{text}`, and must be a whole number of up to four digits")
            return None
        return int(text)

    def number(self, key: str, *, least: int | None = None) -> int:
        """As `number_or_none`, but an empty value is noted and read as 0, and one under `least` is noted."""
        number = self.number_or_none(key) if self.text(key) else None
        if number is not None and least is not None and number < least:
            self.refuse(key, f"must be {least} or more")
        return number or 0

    def yes(self, key: str) -> bool:
        """Whether the key stands; its only value is `yes`."""
        if key in self._values and self.text(key) != "yes":
            self.refuse(key, "must be `yes`; where it is not so, leave the key out")
        return key in self._values

    def texts(self, key: str, *, longest: int = 5_000) -> list[str]:
        """The texts of the list that stands under a key; none where the key is missing."""
        node = self._values.get(key)
        if node is None:
            return []
        if not isinstance(node, ListNode) or not node.values:
            self.refuse(key, "must be a list with at least one text")
            return []
        found = []
        for value in node.values:
            text = value.value.strip() if isinstance(value, TextNode) else ""
            if not text:
                self.problems.add(value.line, f"`{key}` must hold texts, and none of them empty")
            elif len(text) > longest:
                self.problems.add(value.line, f"this text of `{key}` is longer than {longest} characters")
            found.append(text)
        return found

    def text_or_texts(self, key: str) -> str | list[str]:
        """A text that is not empty, or a list of such texts."""
        return self.texts(key) if isinstance(self._values.get(key), ListNode) else self.text(key)

    def some_of(self, key: str, choices: Sequence[str]) -> tuple[str, ...]:
        """A list of different values out of `choices`."""
        found = self.texts(key)
        for text in found:
            if text and text not in choices:
                self.refuse(key, f"has `{text}`{suggestion(text, choices)}")
        if len(set(found)) < len(found):
            self.refuse(key, "has something twice")
        return tuple(found)

    def inside(self, key: str, *, required: Sequence[str], optional: Sequence[str] = ()) -> "Fields":
        """The mapping that stands under a key."""
        return Fields(self._values.get(key), self.problems, required=required, optional=optional)

    def each(self, key: str, *, required: Sequence[str], optional: Sequence[str] = ()) -> list["Fields"]:
        """The mappings of the list that stands under a key; an empty list is noted."""
        node = self._values.get(key)
        if node is None:
            return []
        if not isinstance(node, ListNode) or not node.values:
            self.refuse(key, "must be a list with at least one entry")
            return []
        return [Fields(value, self.problems, required=required, optional=optional) for value in node.values]

    def named(self, key: str) -> "Fields":
        """A mapping whose keys are names that the file itself chooses; see `names`."""
        node = self._values.get(key)
        names = tuple(node.values) if isinstance(node, MapNode) else ()
        if isinstance(node, MapNode):
            for name in names:
                check_name(name, node.key_lines[name], self.problems)
        return self.inside(key, required=names)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._values)

    def __contains__(self, key: str) -> bool:
        return key in self._values


def check_name(name: str, line: int, problems: Problems) -> None:
    """Note a name that does not have a name's shape."""
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        shape = f"small letters and digits, joined by single hyphens, {LONGEST_NAME} at most"
        problems.add(line, f"`{name}` is not a name: {shape}")


def read_source(fields: Fields, toolkit: str) -> Source:
    """The place in a toolkit that stands under `source`; the keys `page` and `number` may be empty, not missing.

    An item that comes from another toolkit than its file names that one under `toolkit`.
    """
    place = fields.inside("source", required=("heading", "page", "number"), optional=("toolkit",))
    return Source(
        toolkit=place.name("toolkit") if "toolkit" in place else toolkit,
        heading=place.text("heading", longest=200),
        page=place.text_or_empty("page", longest=20),
        number=place.text_or_empty("number", longest=20),
    )


def suggestion(word: str, known: Iterable[str]) -> str:
    """What to append to a message about an unknown word: the nearest known one, or all of them where none is near."""
    known = tuple(known)
    if near := get_close_matches(word, known, n=1):
        return f"; did you mean `{near[0]}`?"
    return f"; known here: {_listed(known)}" if 0 < len(known) <= 20 else ""


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
