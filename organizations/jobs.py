"""What background jobs of every room have in common."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class JobFailedError(Exception):
    """A job failed. Says which, by what kind of error and where, and nothing that the error said."""


@contextmanager
def without_words(job: str) -> Iterator[None]:
    """Let out of the block no error but JobFailedError: the words of others may hold an address."""
    try:
        yield
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{job}: {type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
        raise JobFailedError(told) from None
