"""Values computed from an instrument version, kept in the process by the hash of its content.

A version never changes, so nothing here is ever stale. The number kept is bounded: an organization may have
versions of its own.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

MOST_KEPT = 256
_kept: OrderedDict[tuple[str, str], Any] = OrderedDict()


def keep_by_hash(what: str, content_hash: str, make: Callable[[], T]) -> T:
    """Return what `make` gave for this content the first time."""
    key = (what, content_hash)
    if key in _kept:
        _kept.move_to_end(key)
    else:
        _kept[key] = make()
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    value: T = _kept[key]
    return value
