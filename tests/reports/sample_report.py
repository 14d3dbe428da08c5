"""A made-up readiness report, as the report's own template writes it: for tests of the PDF and for measuring it."""

from collections.abc import Iterable

from django.template.loader import render_to_string

from assessments.content import Level
from reports.charts import Bar, bar_chart

ORGANIZATION = "Harbor Light Recovery Center"
SECTIONS = ("What we hope for", "What worries us", "Clear roles and fair pay", "Supervision that understands peer work")
STATEMENTS = (
    "Leaders say openly that lived experience is expertise, and act on it when decisions are made.",
    "The peer role is described in writing, and colleagues know where it begins and where it ends.",
    "Someone who has done peer work, or was trained for it, gives regular supervision.",
    "Pay, benefits and ways to advance are set before anybody is invited to apply.",
)
ADVICE = (
    "Write down what the role is for, which tasks belong to it and which do not, before recruiting. Ask two or three "
    "people with lived experience to read the draft, and let the clinical team say what is unclear to them."
)
ANSWER = (
    "We began with one part-time colleague in outreach two years ago. She made the program reachable for people who "
    "had not come to us before, and she taught us how much our intake asks of somebody on a bad day. What we lacked "
    "was time: her supervisor had never worked with a peer, and nobody had agreed on what is written into a record."
)
LEVELS: tuple[Level, ...] = ("strong", "middle", "low")


def document(body: str) -> str:
    """The smallest document that is accessible, with `body` in it."""
    return (
        f'<!doctype html><html lang="en"><head><title>A title</title></head><body><h1>A title</h1>{body}</body></html>'
    )


def report(parts: int = 3, *, answers: int = 9, extra: str = "", title: str = "Readiness report") -> str:
    """A whole document with `parts` areas of two instruments each; `extra` is HTML put at the end of the body."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}: {ORGANIZATION}</title>'
        f'<meta name="author" content="{ORGANIZATION}"></head><body>{_cover(title)}{_summary()}'
        f"{''.join(_part(number, answers) for number in range(parts))}{_method()}{extra}</body></html>"
    )


def _cover(title: str) -> str:
    return (
        f'<section class="cover"><p class="brand">PeerReady</p><h1>{title}</h1>'
        f'<p class="organization">{ORGANIZATION}</p><p class="details">November 22, 2026</p>'
        '<p class="cover-note">What this organization answered about its own readiness for peer support, what is '
        "already strong, and what to do next. It is about the organization, never about a person.</p></section>"
    )


def _summary() -> str:
    bars = [Bar(f"Area {number + 1}", 82.4 - 26 * (number % 3), 9, 10, LEVELS[number % 3]) for number in range(3)]
    areas = render_to_string("charts/bar.html", {"chart": bar_chart("Readiness by area", bars)})
    items = "".join(f"<li>{statement}</li>" for statement in STATEMENTS)
    return (
        f'<section class="summary"><h2>Summary</h2><p class="lead">Two of three areas are well under way. The next '
        f"step is to agree on the role and on its supervision before anybody is invited to apply.</p>"
        f'<figure class="chart">{areas}</figure><h3>What is already strong</h3><ul class="strengths">{items}</ul>'
        f'<h3>What to work on next</h3><ul class="gaps">{items}</ul>'
        "</section>"
    )


def _part(number: int, answers: int) -> str:
    bodies = "".join(_instrument(f"Instrument {number + 1}.{which + 1}", answers) for which in range(2))
    return (
        f'<section class="part" id="part-{number}"><h2>Area {number + 1}: Culture and clear roles</h2>'
        f'<p class="lead">How ready the organization is to welcome, pay and supervise peer staff.</p>{bodies}</section>'
    )


def _instrument(name: str, answers: int) -> str:
    bars = [Bar(label, 88 - 14.5 * i, 9 - i, 10, LEVELS[min(i, 2)]) for i, label in enumerate(SECTIONS)]
    bars.append(Bar("How colleagues who are not peers will be prepared for working together", None, 0, 6))
    chart = render_to_string("charts/bar.html", {"chart": bar_chart(f"{name}: share of the points", bars)})
    advice = "".join(
        f'<div class="advice"><p class="item-text">{statement}</p><p class="advice-text">{ADVICE}</p>'
        '<p class="source">Peer Recovery Center of Excellence, Building Organizational Readiness, Roles, page 9. '
        '<a href="https://peerrecoverynow.org/">peerrecoverynow.org</a></p></div>'
        for statement in STATEMENTS
    )
    given = "".join(
        f'<div class="answer"><p class="question">{STATEMENTS[i % 4]}</p><p class="given">{ANSWER}</p></div>'
        for i in range(answers)
    )
    return (
        f"<h3>{name}: what we hope for and what worries us</h3><p>Filled by four people together on November 3, 2026. "
        f'Nine of ten items were answered.</p><figure class="chart">{chart}</figure>{table(bars)}'
        f"<h4>Gaps and what helps</h4>{advice}<h4>What was answered</h4>{given}"
    )


def table(bars: Iterable[Bar]) -> str:
    """The same figures as a chart's, as a table with column and row headers."""
    rows = "".join(
        f'<tr><th scope="row">{bar.label}</th><td>{bar.answered} of {bar.of}</td><td class="number">{bar.figure}</td>'
        f'<td><span class="level level-{bar.level or "none"}">{bar.word or "not yet"}</span></td></tr>'
        for bar in bars
    )
    heads = "".join(f'<th scope="col"{css}>{name}</th>' for name, css in HEADS)
    return (
        '<table class="figures"><caption>The same figures</caption><colgroup><col class="col-label">'
        "<col><col><col></colgroup>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


HEADS = (("Section", ""), ("Answered", ""), ("Share", ' class="number"'), ("Level", ""))


def _method() -> str:
    return (
        '<section class="method"><h2>How this was made</h2><p>Each share is the points of the answers given, divided '
        "by the points that could be reached with them. Items without an answer do not count. A level marked "
        "<em>PeerReady heuristic</em> comes from no toolkit.</p><h3>Sources</h3><ul><li>Building Organizational "
        "Readiness, Peer Recovery Center of Excellence, August 2024.</li></ul></section>"
    )
