"""Tasks of toolkits beside what is planned of them: `{% plan_button entry.key %}`, `{% plan_list collection.slug %}`,
and the lead time of a plan: `{% lead_time_note plan %}`.

They ask the request for everything else, and so work inside a partial with `only` too.
"""

from typing import Any, cast

from django import template
from django.middleware.csrf import get_token

from organizations.access import Capability, OrganizationRequest, may

from ..models import Plan, PlanKind
from ..planning.lead_time import check_plan, ways_to_speed_up
from ..planning.offering import Present, load_present
from ..planning.phases import BY_COLLECTION, is_step

register = template.Library()
KEPT = "present_in_plans"


@register.inclusion_tag("checklists/making/_button.html", takes_context=True)
def plan_button(context: template.Context, key: str, name: str = "", section: str = "") -> dict[str, Any]:
    """Where a toolkit's task is in a current plan, and a button to put it there for those who may.

    `name` tells this button from others for the ear. What its `section` says to be no task of its own, such as a
    question to ask, has none. One query a page, whatever the number of buttons.
    """
    request = _request(context)
    if request is None or is_step(key.partition("/")[0], section):
        return {}
    present = present_in_plans(request)
    return {
        **_common(request),
        "key": key,
        "name": name,
        "there": present.there(key),
        "missing": present.missing(key),
        "many": len(present.plans) > 1,
        "none": not present.plans,
    }


@register.inclusion_tag("checklists/making/_list_button.html", takes_context=True)
def plan_list(context: template.Context, slug: str) -> dict[str, Any]:
    """How to use a toolkit's checklist in a plan, for those who may; nothing for another collection."""
    request, listed = _request(context), BY_COLLECTION.get(slug)
    if request is None or listed is None or not may(request.role, Capability.WORK_PLAN):
        return {}
    if listed.kind == PlanKind.ONBOARDING:
        return {**_common(request), "is_onboarding": True, "may_see": may(request.role, Capability.ASSESS_PEOPLE)}
    return {**_common(request), "slug": slug, "plans": present_in_plans(request).plans}


@register.inclusion_tag("checklists/making/_lead_time.html", takes_context=True)
def lead_time_note(context: template.Context, plan: Plan) -> dict[str, Any]:
    """What a plan's lead time comes to, where that is worth saying. Two queries, and two more where time is short."""
    request = _request(context)
    check = check_plan(plan) if request else None
    if request is None or check is None or (check.is_asked and check.lead.months and not check.is_short):
        return {}
    return {
        **_common(request),
        "check": check,
        "ways": ways_to_speed_up() if check.is_short else (),
        "is_folded": True,
        "may_assess": may(request.role, Capability.ASSESS),
        "request": request,
    }


def present_in_plans(request: OrganizationRequest) -> Present:
    """What is planned of toolkits' tasks, asked once a request."""
    found = getattr(request, KEPT, None)
    if found is None:
        found = load_present(request.organization)
        setattr(request, KEPT, found)
    return cast(Present, found)


def _request(context: template.Context) -> OrganizationRequest | None:
    request = getattr(context, "request", None) or context.get("request")
    return request if getattr(request, "organization", None) else None


def _common(request: OrganizationRequest) -> dict[str, Any]:
    may_work = may(request.role, Capability.WORK_PLAN)
    return {
        "organization": request.organization,
        "may_work": may_work,
        "here": request.get_full_path(),
        "csrf_token": get_token(request) if may_work else "",
    }
