"""Where a description's steps and pages are, as far as they are built. What has no route has no link."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from ..drafting.forms import FORMS
from ..drafting.progress import Part, Progress
from ..drafting.steps import BY_KEY, STEPS, Step
from ..models import Description, DescriptionStatus


@dataclass(frozen=True)
class Next:
    label: str
    url: str


@dataclass(frozen=True)
class StepLink:
    """`url` is empty where there is no such page."""

    step: Step
    number: int
    url: str
    is_current: bool = False


def step_url(description: Description, key: str) -> str:
    """The address of a step: of its own route where it has one, else of the one for all; "" where there is none."""
    args = [description.organization.slug, description.pk]
    try:
        return reverse(f"jobdesc:{key}", args=args)
    except NoReverseMatch:
        return reverse("jobdesc:step", args=[*args, key]) if key in FORMS else ""


def step_links(description: Description, current: str = "") -> list[StepLink]:
    """All steps in their order."""
    return [
        StepLink(one, number, step_url(description, one.key), one.key == current)
        for number, one in enumerate(STEPS, start=1)
    ]


def following(description: Description, key: str) -> StepLink | None:
    """The next step that has a page; None after the last."""
    return _next(step_links(description), key)


def previous(description: Description, key: str) -> StepLink | None:
    """The step with a page in front of it; None for the first."""
    return _next(list(reversed(step_links(description))), key)


def _next(links: list[StepLink], key: str) -> StepLink | None:
    at = next(n for n, one in enumerate(links) if one.step == BY_KEY[key])
    return next((one for one in links[at + 1 :] if one.url), None)


def page_url(description: Description, name: str) -> str:
    """The address of one of the description's pages by the name of its route; "" where it has none."""
    try:
        return reverse(f"jobdesc:{name}", args=[description.organization.slug, description.pk])
    except NoReverseMatch:
        return ""


def next_of(description: Description, far: Progress) -> Next | None:
    """What to do next: the kit of an approved one, else the first part that is missing, else the review."""
    if description.status == DescriptionStatus.APPROVED:
        url = page_url(description, "kit")
        return Next("Open the hiring kit", url) if url else None
    if description.status == DescriptionStatus.DRAFT and far.next:
        return Next(f"{BY_KEY[far.next.step].title}: {_lower(far.next.title)}", part_url(description, far.next))
    url = step_url(description, "review")
    return Next(BY_KEY["review"].title, url) if url else None


def part_url(description: Description, part: Part) -> str:
    """Where a part of the description is asked for."""
    return f"{step_url(description, part.step)}#{part.field}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
