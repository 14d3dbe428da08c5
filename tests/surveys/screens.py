"""What every screen of those who run surveys refuses, and how its pages are asked for."""

from django.urls import reverse

from organizations.models import Role
from surveys.models import Survey
from tests.cast import Cast

RUN = {Role.OWNER.value, Role.LEADER.value}


def url(cast: Cast, name: str, *args: object) -> str:
    return reverse(f"surveys:{name}", args=[cast.organization.slug, *args])


def of(survey: Survey, name: str, *args: object) -> str:
    return reverse(f"surveys:{name}", args=[survey.organization.slug, survey.pk, *args])


def refusals(cast: Cast, address: str, *, method: str = "DELETE", reads: bool = False) -> list[str]:
    """Who is answered otherwise than they should: outsider 404, wrong role 403, wrong method 405."""
    found = []
    for who, expected in {
        "outsider": 404,
        **dict.fromkeys({"administrator", "hr", "viewer"}, 200 if reads else 403),
        **dict.fromkeys(RUN, 200),
    }.items():
        status = cast.client(who).get(address).status_code
        if status != expected:
            found.append(f"{who}: {status}")
    wrong = cast.client("leader").generic(method, address).status_code
    return found if wrong == 405 else [*found, f"{method}: {wrong}"]
