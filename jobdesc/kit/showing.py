"""What pages show of interview questions: with source, what to be careful about, and the wording review's marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from organizations.models import Organization
from toolkits.models import Entry

from ..hiring.content import Interview
from ..reviewing.looking import marks_of_texts
from ..wording.reviewing import Finding
from .questions import Asked, Words

COLLECTION = "interview"


@dataclass(frozen=True)
class Shown:
    """A question of a guide at its place. `entry` is the toolkit's item it comes from; `is_reworded` says that it does
    not have its words any more; `listens_by_us` that what to listen for is PeerReady's.
    """

    place: int
    asked: Asked
    entry: Entry | None
    caution: str
    how: str
    is_reworded: bool
    listens_by_us: bool
    findings: tuple[Finding, ...]

    @property
    def may_not_be_asked(self) -> bool:
        """Whether it looks like something that is not to be asked before an offer."""
        return any(one.group == "lawful" for one in self.findings)


def library_questions() -> dict[str, Entry]:
    """The questions of both toolkits by natural key. One query; empty where `load_toolkits` has not been run."""
    found = Entry.objects.filter(collection=COLLECTION).select_related("toolkit").order_by()
    return {one.key: one for one in found}


def words_of(entries: dict[str, Entry]) -> dict[str, Words]:
    return {key: Words(one.text, one.section, one.parts) for key, one in entries.items()}


def shown(
    questions: Sequence[Asked], content: Interview, entries: dict[str, Entry], organization: Organization
) -> tuple[Shown, ...]:
    """Each question as pages show it. What is an organization's own, or reworded, is reviewed. One query."""
    known = {one.key: one for one in content.questions}
    texts = {str(n): one.text for n, one in enumerate(questions, 1) if not _is_toolkits(one, entries)}
    marks = marks_of_texts(organization, texts) if texts else {}
    found = []
    for place, one in enumerate(questions, 1):
        entry, ours = entries.get(one.key), known.get(one.key)
        found.append(
            Shown(
                place=place,
                asked=one,
                entry=entry,
                caution=ours.caution if ours else "",
                how=content.scenario.how if one.key == content.scenario.question else "",
                is_reworded=entry is not None and entry.text != one.text,
                listens_by_us=entry is not None and "listen-for" not in entry.parts,
                findings=marks[str(place)][0] if str(place) in marks else (),
            )
        )
    return tuple(found)


def not_chosen(questions: Iterable[Asked], entries: dict[str, Entry]) -> list[Entry]:
    """The toolkits' questions that a guide does not have, in their order."""
    chosen = {one.key for one in questions}
    return sorted((one for key, one in entries.items() if key not in chosen), key=lambda one: one.position)


def _is_toolkits(one: Asked, entries: dict[str, Entry]) -> bool:
    return one.key in entries and entries[one.key].text == one.text
