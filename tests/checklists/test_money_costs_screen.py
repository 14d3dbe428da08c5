"""What the program costs, year by year, and two people who change it at once."""

from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from checklists.models import YearlyCost
from checklists.money.amounts import BELOW_ZERO, HOW, TOO_LARGE
from checklists.money.costs_form import NEED_AMOUNT
from checklists.money.keeping import Cost
from organizations.models import Organization
from tests.assessments.screen import page
from tests.cast import Cast

from .money import costs

YEAR = timezone.localdate().year
NOTHING = Cost().digest


def url(organization: Organization) -> str:
    return reverse("checklists:money-costs", args=[organization.slug])


def row(year: int, amount: str, note: str = "", was: str = NOTHING) -> dict[str, str]:
    return {f"amount-{year}": amount, f"note-{year}": note, f"was-{year}": was}


def save(cast: Cast, data: dict[str, str], who: str = "leader") -> HttpResponse:
    return cast.client(who).post(url(cast.organization), data)


def saved(organization: Organization) -> dict[int, tuple[Decimal, str]]:
    return {row.year: (row.amount, row.note) for row in YearlyCost.objects.filter(organization=organization)}


def test_who_may_come_here(cast: Cast) -> None:
    assert cast.client("outsider").get(url(cast.organization)).status_code == 404
    assert cast.client("viewer").get(url(cast.organization)).status_code == 403
    assert save(cast, row(YEAR, "5"), who="viewer").status_code == 403
    assert cast.client("owner").delete(url(cast.organization)).status_code == 405


def test_it_asks_for_five_years_and_those_that_are_saved(cast: Cast) -> None:
    costs(cast.organization, {2040: 12_345})
    shown = page(cast.client("hr"), url(cast.organization))
    assert [f"Cost in {year} " in shown for year in (YEAR - 1, YEAR, YEAR + 4, YEAR + 5, 2040)] == [0, 1, 1, 0, 1]
    assert 'value="12,345"' in shown


def test_costs_are_saved_as_people_type_them(cast: Cast) -> None:
    data = {**row(YEAR, "$85,000.50", "One position"), **row(YEAR + 1, ""), "new_year": "2050", "new_amount": "7"}
    assert save(cast, data).status_code == 302
    assert saved(cast.organization) == {YEAR: (Decimal("85000.50"), "One position"), 2050: (Decimal(7), "")}
    assert saved(cast.elsewhere) == {}


def test_an_emptied_year_is_taken_out(cast: Cast) -> None:
    costs(cast.organization, {YEAR: 5})
    save(cast, row(YEAR, "", was=Cost(Decimal(5)).digest))
    assert saved(cast.organization) == {}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (row(YEAR, "-5"), BELOW_ZERO),
        (row(YEAR, "1e400"), HOW),
        (row(YEAR, "NaN"), HOW),
        (row(YEAR, "1234567890123"), TOO_LARGE),
        (row(YEAR, "", "What for?"), NEED_AMOUNT),
        (row(YEAR, "5", "x" * 301), "at most 300 characters"),
        ({"new_year": "1999", "new_amount": "5"}, "Give a year from 2000 to 2100."),
        ({"new_year": "2101", "new_amount": "5"}, "Give a year from 2000 to 2100."),
        ({"new_year": "9" * 50, "new_amount": "5"}, "Give a year from 2000 to 2100."),
        ({"new_year": "next", "new_amount": "5"}, "Give a year from 2000 to 2100."),
        ({"new_year": "2050"}, "Say how much it costs in this year."),
        ({"new_amount": "5"}, "Say which year this is for."),
        ({**row(YEAR, "5"), "new_year": str(YEAR), "new_amount": "6"}, f"{YEAR} has a row above."),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(cast: Cast, data: dict[str, str], problem: str) -> None:
    response = save(cast, {**data, **row(2033, "44,000", "Kept")})
    shown = response.content.decode()
    assert response.status_code == 422
    assert problem in shown
    assert 'value="44,000"' in shown
    assert 'value="Kept"' in shown
    assert saved(cast.organization) == {}


def test_two_who_change_different_years_lose_nothing(cast: Cast) -> None:
    save(cast, row(YEAR, "5", "Mine"))
    assert save(cast, {**row(YEAR, ""), **row(YEAR + 1, "6")}, who="hr").status_code == 302
    assert saved(cast.organization) == {YEAR: (Decimal(5), "Mine"), YEAR + 1: (Decimal(6), "")}


def test_two_who_change_the_same_year_see_both_and_either_can_count(cast: Cast) -> None:
    costs(cast.organization, {YEAR + 2: 1})
    save(cast, {**row(YEAR, "5", "First"), **row(YEAR + 2, "2", was=Cost(Decimal(1)).digest)})
    response = save(cast, {**row(YEAR, "6", "Second"), **row(YEAR + 2, "1", was=Cost(Decimal(1)).digest)}, who="hr")
    shown = " ".join(response.content.decode().split())
    assert response.status_code == 409
    assert "$5, First" in shown
    assert "$6, Second" in shown
    assert f'name="amount-{YEAR}" value="6"' in shown
    assert f'name="amount-{YEAR + 2}" value="2"' in shown, "what only the other changed is not put back"
    assert saved(cast.organization)[YEAR] == (Decimal(5), "First")
    assert save(cast, row(YEAR, "6", "Second", was=Cost(Decimal(5), "First").digest), who="hr").status_code == 302
    assert saved(cast.organization) == {YEAR: (Decimal(6), "Second"), YEAR + 2: (Decimal(2), "")}


def test_both_typing_the_same_is_no_conflict(cast: Cast) -> None:
    for who in ("leader", "hr"):
        assert save(cast, row(YEAR, "5"), who=who).status_code == 302


def test_hostile_years_in_the_names_of_fields_are_passed_over(cast: Cast) -> None:
    data = {
        "was-99999": "",
        "was-1": "",
        "was-1999": "",
        "amount-1999": "5",
        "was-\uff12027": "",
        **row(2030, "1"),
    }
    assert save(cast, data).status_code == 302
    assert set(saved(cast.organization)) == {2030}
