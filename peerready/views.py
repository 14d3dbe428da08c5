"""The first page, the demo, the home page of an organization, and what operators ask."""

from django.db import connection
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.standing import overview
from checklists.planning.cards import how_far_plans_are
from organizations.access import MAY, Capability, OrganizationRequest, may, public, requires
from organizations.models import Organization
from toolkits.models import Collection, Toolkit

from .at_a_glance import keys_of, low_answers, situation_of, what_changed, what_is_open
from .glance_rows import Reading, rows_of
from .hiring_card import hiring_card
from .next_action import recommend
from .plan_card import next_tasks, planned
from .visits import since_last_visit


@public
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Say what this is and for whom; somebody who is signed in goes on to their organizations."""
    if request.user.is_authenticated and "stay" not in request.GET:
        return redirect("organizations:index")
    return render(request, "peerready/landing.html")


@public
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    organization = Organization.objects.filter(is_demo=True).order_by("pk").first()
    if organization is None:
        raise Http404("This installation has no demo organization.")
    return redirect("home", organization.slug)


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What PeerReady stands on: the toolkits, with their credit lines and what they say of reuse."""
    adapted = Prefetch("collections", Collection.objects.exclude(credit=""), to_attr="adapted")
    return render(request, "peerready/about.html", {"toolkits": Toolkit.objects.prefetch_related(adapted)})


@public
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 where the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@requires(Capability.READ)
@require_safe
def home(request: OrganizationRequest) -> HttpResponse:
    """Where the organization stands, what is open, what has changed, and what to do next."""
    me = next((one for one in request.memberships if one.organization_id == request.organization.pk), None)
    now = timezone.now()
    reading = Reading(request.organization, me, MAY[request.role], since_last_visit(me, now), now)
    found, plans = overview(request.organization), how_far_plans_are(request.organization, timezone.localdate())
    mine = me.pk if me else None
    tasks = next_tasks(request.organization, mine) if plans else []
    plan, rows = planned(plans, tasks, mine, timezone.localdate()), rows_of(reading, keys_of(low_answers(found)))
    context = {
        "overview": found,
        "may_assess": may(request.role, Capability.ASSESS),
        "may_invite": may(request.role, Capability.MANAGE_MEMBERS),
        "may_survey": may(request.role, Capability.RUN_SURVEYS),
        "may_plan": may(request.role, Capability.WORK_PLAN),
        "planned": plan,
        "hiring": hiring_card(request),
        "action": recommend(situation_of(reading, found, plan, rows)),
        "open_things": what_is_open(reading, found, plans, rows),
        "changes": what_changed(reading, found, rows),
        "since": reading.since,
    }
    return render(request, "peerready/home.html", context)
