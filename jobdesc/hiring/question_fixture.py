"""Reads what PeerReady adds to the interview questions: fixtures/hiring/questions.yaml."""

from collections.abc import Sequence
from dataclasses import replace

from toolkits.kinds import Fixture, Reference
from toolkits.schema import Fields
from toolkits.strict_yaml import MapNode, Problems

from .content import CATEGORIES, Forbidden, Interview, Question, Scale, ScaleStep, Scenario

QUESTIONS = "interview"
STANDS = ("first", "last")
MOST_CATEGORIES = 3


def read_questions(node: MapNode, problems: Problems) -> Fixture[Interview]:
    head = ("hiring", "scale", "not_before_offer", "scenario", "questions")
    fields = Fields(node, problems, required=head)
    key, line = fields.name_of_file("hiring"), fields.line_of("hiring")
    optional = ("same_as", "stands", "listen_for", "caution")
    rows = fields.each("questions", required=("question", "shows"), optional=optional)
    questions = _paired([_question(row) for row in rows], rows)
    forbidden = fields.inside("not_before_offer", required=("note", "sources", "questions"))
    value = Interview(
        scale=_scale(fields.inside("scale", required=("title", "note", "steps"))),
        forbidden_note=forbidden.text("note"),
        forbidden=_forbidden(forbidden),
        scenario=_scenario(fields, {one.key for one in questions}),
        questions=questions,
    )
    references = tuple(
        Reference("item", one.key, row.line_of("question")) for one, row in zip(questions, rows, strict=True)
    )
    return Fixture("hiring", key, problems.path, line, value, references=references)


def _question(row: Fields) -> Question:
    shows = row.some_of("shows", CATEGORIES)
    if len(shows) > MOST_CATEGORIES:
        row.refuse("shows", f"has more than {MOST_CATEGORIES}: name those that it shows best")
    return Question(
        key=f"{QUESTIONS}/{row.name('question')}",
        shows=shows,
        listen_for=tuple(row.texts("listen_for", longest=300)),
        same_as=f"{QUESTIONS}/{row.name('same_as')}" if "same_as" in row else "",
        stands=row.one_of("stands", STANDS) if "stands" in row else "",
        caution=row.text("caution", longest=500),
    )


def _paired(questions: Sequence[Question], rows: Sequence[Fields]) -> tuple[Question, ...]:
    """With `same_as` on both questions of a pair; the file says it on one."""
    known = {one.key for one in questions}
    other = {one.key: one.same_as for one in questions if one.same_as}
    for one, row in zip(questions, rows, strict=True):
        if one.same_as and (one.same_as not in known or one.same_as in other or one.same_as == one.key):
            row.refuse("same_as", f"is `{one.same_as}`, which must be another question here that names none itself")
    if len(set(other.values())) < len(other) and rows:
        rows[0].refuse("same_as", "names the same question for two others")
    back = {there: here for here, there in other.items()}
    return tuple(replace(one, same_as=one.same_as or back.get(one.key, "")) for one in questions)


def _scale(fields: Fields) -> Scale:
    steps = tuple(
        ScaleStep(step.name("step"), step.text("title", longest=60), step.text("sounds", longest=300))
        for step in fields.each("steps", required=("step", "title", "sounds"))
    )
    if [step.key for step in steps] != [str(n) for n in range(1, len(steps) + 1)]:
        fields.refuse("steps", "must be numbered from 1, the lowest first")
    return Scale(fields.text("title", longest=120), fields.text("note"), steps)


def _forbidden(fields: Fields) -> tuple[Forbidden, ...]:
    sources = {
        source.name("source"): source.text("title", longest=300)
        for source in fields.each("sources", required=("source", "title"))
    }
    return tuple(
        Forbidden(
            row.name("ask"),
            row.text("text", longest=300),
            row.text("instead", longest=500),
            tuple(sources.get(name, name) for name in row.some_of("sources", tuple(sources))),
        )
        for row in fields.each("questions", required=("ask", "text", "instead", "sources"))
    )


def _scenario(fields: Fields, known: set[str]) -> Scenario:
    scenario = fields.inside("scenario", required=("question", "how", "listen_for"))
    key = f"{QUESTIONS}/{scenario.name('question')}"
    if key not in known:
        scenario.refuse("question", f"is `{key}`, which does not stand among the questions")
    return Scenario(key, scenario.text("how"), tuple(scenario.texts("listen_for", longest=300)))
