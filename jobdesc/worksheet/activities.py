"""The toolkit's 54 activities and the three questions asked of each, as the library holds them."""

from dataclasses import dataclass, field

from toolkits.models import Entry

COLLECTION = "lappa-activities"
QUESTIONS = "questions"
"""The section of the collection that holds the questions; all others hold activities."""
BELONGS, CONFLICTS, ELSEWHERE = "part-of-the-role", "conflicts-with-values", "somebody-better-suited"
ASKED = (BELONGS, CONFLICTS, ELSEWHERE)
"""The three questions in the toolkit's order: does it belong, go against values, suit somebody else better."""
SHORT = {BELONGS: "Part of the role?", CONFLICTS: "Against peer values?", ELSEWHERE: "Somebody else better suited?"}
"""The questions where there is little room; the toolkit's own words stand at the head of each page."""
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Question:
    """`text` in the toolkit's words, `short` in ours."""

    slug: str
    text: str
    short: str


@dataclass(frozen=True, slots=True)
class Activity:
    """`key` is its natural key, `section` the title of its section."""

    key: str
    slug: str
    number: str
    text: str
    section: str


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    title: str
    activities: tuple[Activity, ...]


@dataclass(frozen=True)
class Activities:
    """All of it; empty where `load_toolkits` has not been run. `toolkit`, `heading` and `page` say where it is from."""

    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = ()
    toolkit: str = ""
    heading: str = ""
    page: str = ""
    credit: str = ""
    by_key: dict[str, Activity] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.by_key)

    def of_slug(self, slug: str) -> Activity | None:
        """The activity of this name; None for a name that somebody made up."""
        return self.by_key.get(f"{COLLECTION}/{slug}")


def read_activities() -> Activities:
    """The activities by section, in the toolkit's order. One query."""
    entries = list(
        Entry.objects.filter(collection=COLLECTION).select_related("collection__toolkit").order_by("position")
    )
    if not entries or entries[0].collection is None:
        return Activities()
    collection = entries[0].collection
    texts = {_slug(one): one.text for one in entries if one.section == QUESTIONS}
    sections = tuple(
        Section(
            one["slug"],
            one["title"],
            tuple(
                Activity(entry.key, _slug(entry), entry.number, entry.text, one["title"])
                for entry in entries
                if entry.section == one["slug"]
            ),
        )
        for one in collection.sections
        if one["slug"] != QUESTIONS
    )
    return Activities(
        sections=sections,
        questions=tuple(Question(slug, texts.get(slug, SHORT[slug]), SHORT[slug]) for slug in ASKED),
        toolkit=collection.toolkit.title,
        heading=collection.heading,
        page=collection.pages,
        credit=collection.credit,
        by_key={activity.key: activity for section in sections for activity in section.activities},
    )


def _slug(entry: Entry) -> str:
    return entry.key.partition("/")[2]
