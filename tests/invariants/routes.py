"""What the URLconf has, for every check that goes through all of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Whose views carry no mark of ours, because they guard themselves.
THEIRS = {"allauth.account.views", "allauth.mfa", "django.contrib.admin", "django.contrib.contenttypes.views"}


@dataclass(frozen=True)
class Route:
    """One pattern: its full name ("organizations:members"), its path as written, its view."""

    name: str
    path: str
    view: Callable[..., Any]

    @property
    def is_ours(self) -> bool:
        if self.path.startswith("admin/"):
            return False  # the admin's views are bound methods and redirects of several modules
        module = self.view.__module__
        return not any(module == known or module.startswith(f"{known}.") for known in THEIRS)


def walk(patterns: Iterable[Any], path: str = "", namespace: str = "") -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, path + str(pattern.pattern), inner)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{namespace}{pattern.name or ''}", path + str(pattern.pattern), pattern.callback)


def all_routes() -> list[Route]:
    return list(walk(get_resolver().url_patterns))


def our_routes() -> list[Route]:
    return [route for route in all_routes() if route.is_ours]
