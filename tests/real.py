"""The real content of fixtures/, read once in a process: reading takes longer than storing."""

from functools import cache

from django.conf import settings

from toolkits.kinds import AnyFixture
from toolkits.loading import Inventory, read_folder, store


@cache
def real_fixtures() -> tuple[AnyFixture, ...]:
    return read_folder(settings.FIXTURES)


def load_real_fixtures() -> Inventory:
    """What `load_toolkits` does, into the database of a test."""
    return store(real_fixtures(), write=True)
