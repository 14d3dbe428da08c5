"""Going through a page with the keyboard alone."""

from playwright.sync_api import Locator, Page

HAS_FOCUS = "element => element === document.activeElement"
WHERE_FOCUS_IS = """async () => {
    await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
    const element = document.activeElement, box = element.getBoundingClientRect();
    const marked = [element, element.closest("label")].filter(Boolean).map(e => getComputedStyle(e));
    const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, innerHeight) / 2);
    const around = element.closest("label") || element;
    return {
        what: element.outerHTML.slice(0, 200),
        isMarked: marked.some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
        isOnTop: around.contains(at) || Boolean(at && at.contains(element)),
    };
}"""


def tab_to(page: Page, goal: Locator) -> None:
    """Press Tab until the goal has the focus. Each stop on the way is marked and not hidden by anything."""
    for _ in range(60):
        page.keyboard.press("Tab")
        where = page.evaluate(WHERE_FOCUS_IS)
        assert where["isMarked"], f"no mark of the focus: {where['what']}"
        assert where["isOnTop"], f"the focus is hidden: {where['what']}"
        if goal.evaluate(HAS_FOCUS):
            return
    raise AssertionError(f"Tab never comes to {goal}")
