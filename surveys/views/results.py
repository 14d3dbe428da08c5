"""What a closed survey found: the overview, question by question, where people differ, and over time."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, requires

from ..models import Survey
from ..reading.advised import advised
from ..reading.areas import areas_of, favourable_labels, responses_of
from ..reading.differences import choose_pair, conversations, differences, divided
from ..reading.heat_map import ORDERS, heat_map, hidden_groups
from ..reading.rounds import changes, load_rounds, series
from .finding import of_closed
from .reading import read_results, results_page

MOST_GAPS = 6
MOST_DRAWN = 12


@requires(Capability.READ)
@require_safe
@of_closed
def overview(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """Who answered, the three areas, and under each gap what helps."""
    results = read_results(survey)
    gaps, responses, areas = advised(results.gaps), responses_of(results), areas_of(results)
    nothing_renewed = results.snapshot.made_at != survey.closed_at
    context = {
        "was_reopened": nothing_renewed or results.snapshot.number > 1,
        "nothing_renewed": nothing_renewed,
        "responses": responses,
        "hides_groups": any(one.answered is None for one in responses),
        "areas": areas,
        "not_asked": [area.area.label for area in areas if not area.instruments],
        "favourable": favourable_labels(results),
        "gaps": gaps[:MOST_GAPS],
        "more_gaps": gaps[MOST_GAPS:],
        "conversations": conversations(results, choose_pair(results)),
    }
    return results_page(request, results, "results", context)


@requires(Capability.READ)
@require_safe
@of_closed
def questions(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """Questions by groups, and how the answers to each are distributed; `?sort=` one of ORDERS."""
    results = read_results(survey)
    order = request.GET.get("sort", "")
    order = order if order in ORDERS else "order"
    context = {
        "parts": heat_map(results, order),
        "hidden_groups": hidden_groups(results),
        "order": order,
        "orders": ORDERS,
    }
    return results_page(request, results, "questions", context)


@requires(Capability.READ)
@require_safe
@of_closed
def apart(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """Two groups beside each other (`?one=&other=` their keys), spread within the whole, and what to talk over."""
    results = read_results(survey)
    pair = choose_pair(results, request.GET.get("one", ""), request.GET.get("other", ""))
    found = differences(results, pair) if pair else ()
    context = {
        "pair": pair,
        "one_person": [one for one in responses_of(results) if pair and one.group in (pair.one, pair.other)],
        "differences": found,
        "drawn": found[:MOST_DRAWN],
        "not_compared": len(results.asked) - len(found),
        "divided": divided(results)[:MOST_DRAWN],
        "conversations": conversations(results, pair),
    }
    return results_page(request, results, "differences", context)


@requires(Capability.READ)
@require_safe
@of_closed
def over_time(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """The rounds of this survey, and what changed since an earlier one (`?before=` its key, `?group=` a group's)."""
    results = read_results(survey)
    rounds = load_rounds(results, request.organization)
    before = rounds.before(request.GET.get("before", ""))
    group = next((g for g in results.groups_shown if str(g.pk) == request.GET.get("group", "")), None)
    found = changes(rounds, before, group) if before else ()
    context = {
        "rounds": rounds,
        "before": before,
        "group": group,
        "changes": found,
        "clear": sum(one.change.verdict == "clear" for one in found),
        "worded_anew": rounds.worded_anew(before) if before else (),
        "new": rounds.new(before) if before else (),
        "trends": [(one, lines) for one in results.instruments if (lines := series(rounds, one, results.groups_shown))],
    }
    return results_page(request, results, "over-time", context)
