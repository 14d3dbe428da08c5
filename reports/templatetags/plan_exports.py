"""What of a plan can be taken away, for the menu of its pages: `{% plan_exports plan %}`.

It asks the request for everything else, and so works inside a partial with `only` too.
"""

from typing import Any

from django import template
from django.middleware.csrf import get_token

from checklists.models import Plan
from organizations.access import Capability, may

register = template.Library()


@register.inclusion_tag("reports/_plan_menu.html", takes_context=True)
def plan_exports(context: template.Context, plan: Plan) -> dict[str, Any]:
    request = context.request  # type: ignore[attr-defined]
    may_export = may(request.role, Capability.EXPORT)
    token = get_token(request) if may_export else ""
    return {"plan": plan, "organization": plan.organization, "may_export": may_export, "csrf_token": token}
