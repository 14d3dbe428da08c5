"""Where a piece of content stands in its toolkit."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a toolkit: its slug, the heading, the page ("" where the text shows none), the item's number or ""."""

    toolkit: str
    heading: str
    page: str = ""
    number: str = ""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Source":
        return cls(**data)

    def as_dict(self) -> dict[str, str]:
        return asdict(self)

    def __str__(self) -> str:
        page = f", p. {self.page}" if self.page else ""
        number = f", no. {self.number}" if self.number else ""
        return f"{self.heading}{page}{number}"
