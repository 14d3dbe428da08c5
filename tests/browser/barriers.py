"""What nobody may meet on a page: barriers that axe-core finds, scrolling sideways on a phone."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

AXE = Path(__file__).parent.parent / "vendor/axe-core/axe.min.js"
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLORS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
WIDTHS = (320, 1280)

# Nothing is preloaded: it takes most of the time, and only rules about media and orientation read it.
FIND_BARRIERS = """rules => axe.run({runOnly: rules, resultTypes: ["violations"], preload: false})
    .then(found => found.violations)"""
# The end of one transition of an inherited colour begins the next one, a level further down.
SETTLE = """async () => {
    for (let level = 0; level < 40; level++) {
        await new Promise(requestAnimationFrame);
        const running = document.getAnimations();
        if (!running.length) return;
        await Promise.allSettled(running.map(animation => animation.finished));
    }
}"""
# At the end of a page, what sticks to the edge of the window lies over nothing else.
TO_THE_END = "() => scrollTo(0, document.documentElement.scrollHeight)"
TOO_WIDE = """() => {
    const width = innerWidth;
    if (document.scrollingElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > width + 0.5);
    return wide.map(e => e.outerHTML.slice(0, 160)).slice(-5).concat(["(something wider than the window)"]);
}"""


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """`axe(page)`: axe-core finds no barrier on the page as it is now."""
    # evaluate() is exempt from the page's Content-Security-Policy; add_script_tag() is not.
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page, rules: Any = EVERYTHING) -> None:
        page.evaluate(SETTLE)
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(source)
        barriers = page.evaluate(FIND_BARRIERS, rules)
        assert not barriers, f"{page.url}\n" + "\n".join(map(_in_words, barriers))

    return check


def _in_words(barrier: dict[str, Any]) -> str:
    places = [f"  {node['html'][:160]}\n    {node['failureSummary']}" for node in barrier["nodes"]]
    return f"{barrier['id']} ({barrier['impact']}): {barrier['help']}\n" + "\n".join(places)


@pytest.fixture(scope="session")
def both_looks(axe: Callable[..., None]) -> Callable[[Page], None]:
    """`both_looks(page)`: no barrier, light or dark, on a phone or a desk, and no scrolling sideways.

    In the dark only the colours differ, so only what depends on them is looked for again.
    """

    def check(page: Page) -> None:
        before = page.viewport_size
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(TO_THE_END)
            for scheme, rules in (("light", EVERYTHING), ("dark", COLORS)):
                page.emulate_media(color_scheme=scheme)
                try:
                    axe(page, rules)
                except AssertionError as error:
                    raise AssertionError(f"{scheme}, {width} px: {error}") from None
            page.emulate_media(color_scheme="light")
            too_wide = page.evaluate(TOO_WIDE)
            assert not too_wide, f"{width} px: {page.url} scrolls sideways:\n" + "\n".join(too_wide)
        if before:
            page.set_viewport_size(before)

    return check


@pytest.fixture(scope="session")
def look(both_looks: Callable[[Page], None]) -> Callable[[Page], None]:
    """`look(page)`: what every page keeps, `both_looks` and exactly one main heading."""

    def look(page: Page) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        both_looks(page)

    return look


@pytest.fixture(scope="session")
def glance(axe: Callable[..., None]) -> Callable[[Page], None]:
    """`glance(page)`: `look`, but only in the light and on a phone. For walks through pages that
    test_axe_everywhere.py looks at in all their looks: there, only what is on them differs.
    """

    def glance(page: Page) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        before = page.viewport_size
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        page.evaluate(TO_THE_END)
        axe(page)
        too_wide = page.evaluate(TOO_WIDE)
        assert not too_wide, f"{page.url} scrolls sideways:\n" + "\n".join(too_wide)
        if before:
            page.set_viewport_size(before)

    return glance


@pytest.fixture(scope="session")
def crossed(axe: Callable[..., None]) -> Callable[[Page], None]:
    """`crossed(page)`: `look` in two of the four: on a phone in the dark, on a desk in the light. For pages whose like
    is looked at in all four elsewhere.
    """

    def crossed(page: Page) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        before = page.viewport_size
        for width, scheme in zip(WIDTHS, ("dark", "light"), strict=True):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.evaluate(TO_THE_END)
            axe(page)
            too_wide = page.evaluate(TOO_WIDE)
            assert not too_wide, f"{width} px: {page.url} scrolls sideways:\n" + "\n".join(too_wide)
        if before:
            page.set_viewport_size(before)

    return crossed


@pytest.fixture
def examine(page: Page, look: Callable[[Page], None]) -> Callable[..., None]:
    """`examine(addresses)`: `look` at each, or another check; everything that is wrong with any is told at once."""

    def examine(addresses: Iterable[str], check: Callable[[Page], None] = look) -> None:
        wrong = []
        for address in addresses:
            page.goto(address)
            try:
                check(page)
            except AssertionError as error:
                wrong.append(str(error))
        assert not wrong, "\n".join(wrong)

    return examine
