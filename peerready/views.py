"""The first page, the demo, the home page of an organization, and what operators ask."""

from django.db import connection
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.standing import overview
from organizations.access import Capability, OrganizationRequest, may, public, requires
from organizations.models import Organization
from toolkits.models import Collection, Toolkit

from .hiring_card import hiring_card
from .plan_card import planned


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
    """Where the organization stands and what to do next."""
    context = {
        "overview": overview(request.organization),
        "may_assess": may(request.role, Capability.ASSESS),
        "may_export": may(request.role, Capability.EXPORT),
        "may_invite": may(request.role, Capability.MANAGE_MEMBERS),
        "may_survey": may(request.role, Capability.RUN_SURVEYS),
        "may_plan": may(request.role, Capability.WORK_PLAN),
        "planned": planned(request),
        "hiring": hiring_card(request),
    }
    return render(request, "peerready/home.html", context)
