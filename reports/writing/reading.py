"""A part's markup for paper, read into blocks. Pure.

It is read as browsers read it. What an element is called decides what becomes of its words; where nothing is known of
an element, its words are kept and it is not. What has no words, such as an icon, is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import StringIO
from xml.etree.ElementTree import Element, tostring

import tinyhtml5

from organizations.text import clean_line

from .blocks import BREAK, Block, Cell, Chart, Heading, Item, Run, Style, Table, Tone, Words, text_of

SVG = "{http://www.w3.org/2000/svg}"
HEADINGS = {f"h{n}": max(1, n - 1) for n in range(1, 7)}
LISTS = ("ul", "ol")
HOLDERS = {"html", "body", "section", "div", "figure", "article", "header", "footer", "dl", "details", "blockquote"}
PARAGRAPHS = {"p", "dt", "dd", "figcaption", "summary", "caption"}
BLOCKS = {*HOLDERS, *PARAGRAPHS, *HEADINGS, *LISTS, "li", "table"}
UNSAID = {"head", "script", "style", "template", "colgroup"}
STYLES: dict[str, Style] = {
    "lead": "lead",
    "area-figure": "lead",
    "note": "note",
    "small": "note",
    "given-option": "note",
    "source": "source",
    "source-line": "source",
    "item-text": "question",
    "question": "question",
    "given": "given",
}
STYLES_BY_TAG: dict[str, Style] = {"figcaption": "note", "dt": "question"}
TONES: dict[str, Tone] = {
    "level-strong": "level-strong",
    "level-middle": "level-middle",
    "level-low": "level-low",
    "from": "soft",
    "soft": "soft",
    "given-option": "soft",
    "more": "soft",
}
STRONG = {"strong", "b", "th"}


def blocks_of(html: str) -> tuple[Block, ...]:
    """What a part's markup holds, in order. Any text can be read; markup that is no HTML is read as browsers do."""
    # As a file, because tinyhtml5 takes a short text that is a path for the file's address.
    document: Element = tinyhtml5.parse(StringIO(html), namespace_html_elements=False)
    return tuple(_flow(document))


def _flow(element: Element, style: Style = "plain") -> Iterator[Block]:
    """The blocks in an element; words that stand between them become paragraphs."""
    loose: list[Run] = _runs(element.text)
    for child in element:
        if _is_block(child):
            yield from _paragraph(loose, style)
            yield from _block(child, style)
            loose = []
        elif chart := _chart(child):
            yield from _paragraph(loose, style)
            yield chart
            loose = []
        else:
            loose += _inline(child)
        loose += _runs(child.tail)
    yield from _paragraph(loose, style)


def _block(element: Element, style: Style) -> Iterator[Block]:
    if element.tag in HEADINGS:
        if runs := _tidy(_inside(element)):
            yield Heading(HEADINGS[element.tag], runs)
    elif element.tag in LISTS:
        yield from _list(element)
    elif element.tag == "table":
        yield from _table(element)
    elif "answer-line" in _classes(element):  # a question with its answer behind it
        yield from (_with_answer(one) for one in _flow(element, style))
    else:
        yield from _flow(element, _style_of(element, style))


def _with_answer(block: Block) -> Block:
    if not isinstance(block, Words):
        return block
    return replace(block, runs=tuple(Run(one.text, "", one.tone == "soft") for one in block.runs))


def _list(element: Element, depth: int = 1) -> Iterator[Block]:
    begins = True
    for line in element.iterfind("li"):
        for held in _flow(line):
            if isinstance(held, Words):
                yield Item(held.runs, depth, element.tag == "ol", begins)
                begins = False
            else:
                yield replace(held, depth=held.depth + 1) if isinstance(held, Item) else held


def _table(element: Element) -> Iterator[Block]:
    rows = [row.findall("*") for group in element for row in group.iterfind("tr") if len(row)]
    most = max(map(len, rows), default=0)
    filled = [(*map(_cell, row), *([Cell()] * (most - len(row)))) for row in rows]
    if filled:
        has_heads = all(cell.tag == "th" for cell in rows[0])
        caption = element.find("caption")
        said = "" if caption is None else text_of(_tidy(_inside(caption)))
        yield Table(said, filled[0] if has_heads else (), tuple(filled[1:] if has_heads else filled))


def _cell(element: Element) -> Cell:
    """A cell's paragraphs. A drawing in it is said in words, and so is whatever else has no room there."""
    held: list[Words | Item] = []
    for block in _flow(element):
        if isinstance(block, (Words, Item)):
            held.append(block)
        elif isinstance(block, Heading):
            held.append(Words(block.runs))
        elif isinstance(block, Chart):
            held.append(Words((Run(block.title),)))
        else:
            held += [one for row in (block.heads, *block.rows) for cell in row for one in cell.held]
    return Cell(tuple(held), "number" in _classes(element))


def _inline(element: Element, tone: Tone = "", *, is_strong: bool = False) -> list[Run]:
    """The words of an element within a line."""
    if not isinstance(element.tag, str) or element.tag in UNSAID or element.get("aria-hidden") == "true":
        return []
    if element.tag == "br":
        return [Run(BREAK)]
    if element.tag.startswith(SVG):
        return _runs(_title(element), tone, is_strong=is_strong)
    found = next((TONES[name] for name in _classes(element) if name in TONES), tone)
    tone = "soft" if element.tag == "small" else found
    return _inside(element, tone, is_strong=is_strong or element.tag in STRONG or "level" in _classes(element))


def _inside(element: Element, tone: Tone = "", *, is_strong: bool = False) -> list[Run]:
    runs = _runs(element.text, tone, is_strong=is_strong)
    for child in element:
        runs += _inline(child, tone, is_strong=is_strong)
        runs += _runs(child.tail, tone, is_strong=is_strong)
    return runs


def _runs(text: str | None, tone: Tone = "", *, is_strong: bool = False) -> list[Run]:
    """A text with one space for all white space; whether some stood at its ends is kept."""
    if not text:
        return []
    begin, end = (" " if edge.isspace() else "" for edge in (text[0], text[-1]))
    line = clean_line(text)
    return [Run(f"{begin}{line}{end}" if line else begin, tone, is_strong)]


def _tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """A line's runs without space at its ends, nor twice within; those that look alike become one."""
    tidy: list[Run] = []
    for run in runs:
        last = tidy[-1] if tidy else Run(BREAK)
        text = run.text.lstrip(" ") if last.text.endswith((" ", BREAK)) else run.text
        if text == BREAK and tidy:
            tidy[-1] = replace(last, text=last.text.rstrip(" "))
        if not text or (text == BREAK and not tidy):
            continue
        if replace(run, text="") == replace(last, text="") and tidy and BREAK not in (text, last.text):
            tidy[-1] = replace(last, text=last.text + text)
        else:
            tidy.append(replace(run, text=text))
    while tidy and not (text := tidy[-1].text.rstrip()):
        tidy.pop()
    if tidy:
        tidy[-1] = replace(tidy[-1], text=text)
    return tuple(run for run in tidy if run.text)


def _paragraph(runs: Iterable[Run], style: Style) -> Iterator[Words]:
    if tidy := _tidy(runs):
        yield Words(tidy, style)


def _chart(element: Element) -> Chart | None:
    """A drawing that says in its title what it shows; any other is an ornament."""
    if element.tag != f"{SVG}svg" or not (title := _title(element)):
        return None
    _, _, *sides = (element.get("viewBox") or "").split() or ["", ""]
    try:
        width, height = map(float, sides)
    except ValueError:
        return None
    return Chart(_as_document(element), title, width, height) if width > 0 and height > 0 else None


def _title(element: Element) -> str:
    return clean_line(element.findtext(f"{SVG}title") or "")


def _as_document(element: Element) -> str:
    """The drawing as a document of its own."""
    whole = Element("svg", {"xmlns": SVG[1:-1]} | {name: said for name, said in element.items() if "{" not in name})
    whole.extend(_plain(child) for child in element)
    return tostring(whole, encoding="unicode")


def _plain(element: Element) -> Element:
    """An element of a drawing, named without the name space, which the whole names once."""
    made = Element(str(element.tag).removeprefix(SVG), {n: said for n, said in element.items() if "{" not in n})
    made.text, made.tail = element.text, element.tail
    made.extend(_plain(child) for child in element)
    return made


def _is_block(element: Element) -> bool:
    return element.tag in BLOCKS or any(child.tag in BLOCKS or _chart(child) is not None for child in element)


def _style_of(element: Element, style: Style) -> Style:
    by_tag = STYLES_BY_TAG.get(element.tag, style)
    return next((STYLES[name] for name in _classes(element) if name in STYLES), by_tag)


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()
