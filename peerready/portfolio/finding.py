"""The portfolio that a request is about, for those who may open it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from organizations.access import SignedInRequest

from .models import PortfolioPerson, PortfolioRole


def find(request: SignedInRequest, portfolio: int, *, as_owner: bool = False) -> PortfolioPerson:
    """Who asks, as one of the portfolio's people. Somebody else's portfolio is a 404; 403 where only owners may."""
    people = PortfolioPerson.objects.of(request.user).select_related("portfolio")
    person = get_object_or_404(people, portfolio__pk=portfolio)  # by its key: a number too large is a 404 too
    if as_owner and person.role != PortfolioRole.OWNER:
        raise PermissionDenied
    return person
