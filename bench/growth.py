"""`python -m bench.growth`: what closing costs, and what a closed survey's pages cost, at 100 to 100,000 responses.

On SQLite in a temporary folder, or in the database that DATABASE_URL names: one of its own, empty or of an earlier run,
for surveys are added to it and taken away again. Results are to be flat, closing linear. Takes two to four minutes.
"""

import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime

SIZES = (100, 10_000, 100_000)
PAGES = {
    "results": "",
    "every question": "questions/",
    "where people differ": "differences/",
    "over time": "over-time/",
}
FLAT = 1.3
NAME = "Growth bench"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="peerready-growth-") as folder:
        os.environ |= {
            "BENCH_FOLDER": folder,
            "BENCH_DATABASE_URL": os.environ.get("DATABASE_URL", ""),
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        import django

        django.setup()
        from django.db import connection

        organization, user = _prepare()
        try:
            version = ".".join(map(str, connection.get_database_version()))
            print(f"{datetime.now(UTC):%Y-%m-%d}, {connection.display_name} {version}, Python", end=" ")
            print(f"{platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
            surveys, closing = {}, {}
            for size in SIZES:
                surveys[size], closing[size] = _closed(organization, user, size)
            for line in closing_table(closing):
                print(line)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"\nMost memory of the process by then: {peak:.0f} MiB.\n", flush=True)
            for line in pages_table(_pages(organization, user, surveys)):
                print(line)
            print(f"\nLoad {os.getloadavg()[0]:.1f} at the end.")
        finally:
            organization.delete()
            user.delete()


def growth(of: dict[int, float]) -> float:
    """How many times the largest size's figure is the smallest size's."""
    return of[max(of)] / of[min(of)]


def closing_table(seconds: dict[int, float]) -> list[str]:
    """Seconds by size; and how much dearer a response is than at the size before. Below 1 is better than linear."""
    lines = ["| closing with | s | ms a response | x the one before |", "|---|---|---|---|"]
    before = 0.0
    for size, taken in seconds.items():
        each = 1000 * taken / size
        lines.append(f"| {size:,} responses | {taken:.2f} | {each:.3f} | {each / before if before else 1:.2f} |")
        before = each
    return lines


def pages_table(found: dict[str, dict[int, tuple[float, float, int]]]) -> list[str]:
    """By page and size: milliseconds, bare views, queries; and the growth from the smallest to the largest."""
    sizes = list(next(iter(found.values())))
    lines = [
        "| page | " + " | ".join(f"ms at {size:,}" for size in sizes) + " | x bare view | queries | growth | |",
        "|---|" + "---|" * (len(sizes) + 4),
    ]
    for page, by_size in found.items():
        grown = growth({size: figures[0] for size, figures in by_size.items()})
        taken = " | ".join(f"{figures[0]:.1f}" for figures in by_size.values())
        bare = " / ".join(f"{figures[1]:.0f}" for figures in by_size.values())
        queries = " / ".join(str(figures[2]) for figures in by_size.values())
        lines.append(
            f"| {page} | {taken} | {bare} | {queries} | {grown:.2f} | {'flat' if grown <= FLAT else 'not flat'} |"
        )
    return lines


def _prepare():  # type: ignore[no-untyped-def]
    """An organization to add surveys to. Refuses a database in which somebody works."""
    from django.conf import settings
    from django.core.management import call_command

    from organizations.founding import found_organization
    from organizations.models import Organization, User
    from toolkits.loading import load

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if Organization.objects.exclude(name=NAME).exists():
        sys.exit("There are organizations in this database. Give this one of its own: it adds 110,100 responses.")
    Organization.objects.all().delete()
    load(settings.FIXTURES, write=True)
    user, _ = User.objects.get_or_create(email="growth@example.org", defaults={"name": "A Leader"})
    organization = found_organization(
        founder=user, name=NAME, kind="treatment", state="OH", staff_count=64, employs_peer_workers=False
    )
    return organization, user


def _closed(organization, user, size: int):  # type: ignore[no-untyped-def]
    """A survey that was closed with so many responses, and the seconds that this took."""
    from surveys.closing import close

    from .surveys import filled

    survey = filled(organization, user, size)
    begun = time.perf_counter()
    close(survey=survey)
    return survey, time.perf_counter() - begun


def _pages(organization, user, surveys):  # type: ignore[no-untyped-def]
    from .measuring import BARE, measure_calls
    from .pages import Visitor

    visitor = Visitor(user)
    calls: dict[str, Callable[[], object]] = {BARE: lambda: visitor.get("/bare/")}
    for size, survey in surveys.items():
        for page, path in PAGES.items():
            where = f"/o/{organization.slug}/surveys/{survey.pk}/results/{path}"
            calls[f"{page} {size}"] = lambda where=where: visitor.get(where)  # type: ignore[misc]
    by_name = {one.name: one for one in measure_calls(calls)}  # type: ignore[arg-type]
    return {
        page: {
            size: (one.milliseconds, one.ratio, one.queries) for size in surveys for one in [by_name[f"{page} {size}"]]
        }
        for page in PAGES
    }


if __name__ == "__main__":
    main()
