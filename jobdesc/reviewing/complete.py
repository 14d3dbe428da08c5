"""What a description lacks, and what is odd about its parts: each with why, source and the step that mends it. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from ..drafting.document import Document
from .lacking import Missing
from .lacking_terms import lawful, terms
from .law import Duty
from .marks import Ruling
from .places import written

LEAST, MOST = 4, 6
"""Core responsibilities, by the handbook (legere-components/responsibilities)."""
MOST_CATEGORIES = 4
SHORT = 3
"""A duty of fewer words says too little. PeerReady heuristic."""

_VAGUE = re.compile(
    r"\b(?:other|any|additional|various|misc(?:ellaneous)?\.?) (?:[a-z]{1,15} ){0,2}"
    r"(?:duties|tasks|work|responsibilities)\b"
    r"|\b(?:duties|tasks) as (?:assigned|needed|required)\b|\band so (?:on|forth)\b|\betc\b|\bas needed$|\bhelps? out\b"
    r"|\bwhatever\b",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\[[A-Za-z][^\[\]\n]{0,60}\]")
_EXPERIENCE = re.compile(r"\blived\b|\bliving with|recover|survivor|been there|own experience", re.IGNORECASE)


def missing(
    document: Document, duty: Duty, today: date, rulings: Iterable[Ruling] = (), note: str = ""
) -> tuple[Missing, ...]:
    """All that is missing or odd, in the order of the steps; what was overruled with its ruling.

    `duty` is the law on pay in the document's state, and `note` the pay table's own word of caution.
    """
    decided: Mapping[str, Ruling] = {one.rule: one for one in rulings if not one.matched}
    found = (
        *_start(document),
        *_blanks(document),
        *_competencies(document),
        *_function(document),
        *_supervision(document),
        *_responsibilities(document),
        *_vague(document),
        *_qualifications(document),
        *terms(document, today),
        *lawful(document, duty, note),
    )
    return tuple(replace(one, ruling=decided.get(one.rule)) for one in found)


def _start(document: Document) -> Iterator[Missing]:
    if not document.title:
        yield Missing(
            "no-title",
            "The job has no title yet",
            "People look for a job by its title, and a title says what an organization thinks of the role.",
            "start",
            "title",
            "legere-word-peer",
        )
    if document.peer_workers.strip() in ("1", "one", "One"):
        yield Missing(
            "one-alone",
            "One peer worker alone",
            "The toolkits warn of it: somebody who is the only one has nobody to talk with who knows the work, and is "
            "soon drawn away from it. Can you begin with two, or give them a group of peers elsewhere?",
            "who",
            "peer_workers",
            "lappa-more-than-one",
        )
    if document.employer == "peer-run" and not document.employer_name:
        yield Missing(
            "no-employer",
            "Which peer-run organization employs the peer worker?",
            "Whoever applies wants to know for whom they will work.",
            "who",
            "employer_name",
            "lappa-who-employs",
        )


def _blanks(document: Document) -> Iterator[Missing]:
    """What the templates leave open for the organization's own names, such as "[program]"."""
    found = [(place, one) for place in written(document) for one in _BLANK.findall(place.text)]
    if found:
        names = ", ".join(dict.fromkeys(one for _, one in found))
        yield Missing(
            "blanks",
            f"{len(found)} {'blank is' if len(found) == 1 else 'blanks are'} still to be filled: {names}",
            "The sample text leaves room for your own names. Nobody who applies should find the brackets.",
            found[0][0].step,
            found[0][0].anchor,
            severity="change",
        )


def _competencies(document: Document) -> Iterator[Missing]:
    if not document.competencies:
        yield Missing(
            "no-competencies",
            "No competencies are chosen",
            "Duties, interview questions and the first review are built from them, so that one idea of good work runs "
            "through all of them.",
            "competencies",
            "competencies",
            "prcoe-job-from-competencies",
        )
    elif len(document.categories) > MOST_CATEGORIES:
        yield Missing(
            "many-categories",
            f"{len(document.categories)} areas make the heart of the role",
            "The toolkit chooses three or four, so that everybody sees what matters most.",
            "competencies",
            "categories",
            "prcoe-job-from-competencies",
            severity="consider",
        )
    asked = {line.competency for one in document.responsibilities for line in one.duties}
    without = [key for key in document.competencies if key not in asked]
    if without and len(without) < len(document.competencies):
        count = len(without)
        yield Missing(
            "competency-without-duty",
            f"{count} {'competency has' if count == 1 else 'competencies have'} no duty",
            "What nobody is asked to do is hard to ask about in an interview, and unfair to judge in a review.",
            "parts",
            "responsibilities",
            "prcoe-job-from-competencies",
            severity="consider",
        )


def _function(document: Document) -> Iterator[Missing]:
    if not document.function:
        yield Missing(
            "no-function",
            "The function is missing",
            "One sentence on what the position is for helps everybody see the same job.",
            "parts",
            "function",
            "legere-components/function",
            severity="change",
        )


def _supervision(document: Document) -> Iterator[Missing]:
    entry = "lappa-three-kinds-of-supervision"
    named = [one for one in (document.reports_to, document.supportive_supervisor) if one]
    if not named:
        yield Missing(
            "no-supervisor",
            "No supervision",
            "Say who the peer worker reports to, and who supports them in the peer role.",
            "parts",
            "reports_to",
            "legere-components/reporting-relationships",
            severity="change",
        )
    elif len(named) == 1:
        lacks = "supportive" if document.reports_to else "administrative"
        yield Missing(
            "one-supervisor",
            f"No {lacks} supervisor",
            "Supervision has an administrative, an educational and a supportive side. Hours and leave are one matter, "
            "growing in the peer role another, and that one is best in the hands of somebody who knows it.",
            "parts",
            "supportive_supervisor" if document.reports_to else "reports_to",
            entry,
        )
    if named and not document.supervision:
        yield Missing(
            "no-rhythm",
            "How often is there supervision?",
            "Time that is promised in writing is time that is kept.",
            "parts",
            "supervision",
            "lappa-supervision-rhythm",
            severity="consider",
        )


def _responsibilities(document: Document) -> Iterator[Missing]:
    count, entry = len(document.responsibilities), "legere-components/responsibilities"
    if not count:
        yield Missing(
            "no-responsibilities",
            "No responsibilities yet",
            "Four to six core responsibilities, each with specific duties, show what the work is.",
            "parts",
            "responsibilities",
            entry,
            severity="change",
        )
    elif not LEAST <= count <= MOST:
        few = count < LEAST
        yield Missing(
            "few-responsibilities" if few else "many-responsibilities",
            f"{count} core {'responsibility' if count == 1 else 'responsibilities'}",
            "The handbook wants four to six. "
            + ("With fewer, much of the work is left unsaid." if few else "With more, nobody sees what matters most."),
            "parts",
            "responsibilities",
            entry,
        )
    for one in document.responsibilities:
        if len(one.duties) < 2:
            name = one.name or "A responsibility without a name"
            yield Missing(
                f"few-duties-{one.id}"[:121],
                f"“{name}” has {'only one duty' if one.duties else 'no duties'}",
                "Several specific duties within each responsibility show what is really done.",
                "parts",
                f"row-{one.id}",
                entry,
                severity="consider" if one.duties else "ask",
            )


def _vague(document: Document) -> Iterator[Missing]:
    for one in document.responsibilities:
        for line in one.duties:
            if _VAGUE.search(line.text) or len(line.text.split()) < SHORT:
                yield Missing(
                    f"vague-{line.id}"[:121],
                    f"“{line.text}” says little",
                    "A vague duty leads to misunderstandings, and is where work ends up that nobody else wants to do.",
                    "parts",
                    f"row-{line.id}",
                    "legere-write-job-description",
                )


def _qualifications(document: Document) -> Iterator[Missing]:
    entry = "legere-components/qualifications"
    if not document.required and not document.preferred:
        yield Missing(
            "no-qualifications",
            "The qualifications are missing",
            "People see whether they should apply by what you require and what you would like.",
            "parts",
            "required",
            entry,
            severity="change",
        )
    elif not any(_EXPERIENCE.search(line.text) for line in (*document.required, *document.preferred)):
        yield Missing(
            "no-lived-experience",
            "Lived experience is not asked for",
            "It is what a peer worker brings and nobody else can. Name it openly, without asking for a diagnosis.",
            "parts",
            "required",
            "legere-name-lived-experience",
            severity="change",
        )
    if not document.conditions:
        yield Missing(
            "no-conditions",
            "The conditions of work are missing",
            "Evenings, driving, background checks: what people must know before they apply.",
            "parts",
            "conditions",
            "legere-components/employment-conditions",
        )
    if not document.growth:
        yield Missing(
            "no-growth",
            "No way to grow",
            "Peer workers who see no next step leave. Name at least one: training, more hours, the role of a lead.",
            "parts",
            "growth",
            "lappa-career-growth",
        )
