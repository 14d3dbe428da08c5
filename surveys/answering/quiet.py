"""Nothing remembers who opened a respondent's page: what every answer below /s/ carries, and what no log may hold.

Imported by the settings and by gunicorn.conf.py, so it must not import models.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from . import spoken

FOLDER = "/s/"
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
# What only respondents' browsers ask for says as much as the pages themselves. Links that need no account (calendars,
# stopping mail, shared reports) are keys: whoever reads a log must not be able to use them.
_QUIET = re.compile(r"/s/|/static/(?:css|js)/answer\b|/calendar/[\w-]{20,}|/mail/stop/|/r/[\w-]{20,}")
# Messages that name an address whatever was asked for: nobody can tell afterwards whether it was one of these pages.
_WITH_ADDRESS = re.compile(r"Invalid request from ip=|Broken pipe from|premature client disconnection")
_ACCESS_LOGS = {"gunicorn.access", "django.server"}
SAID_INSTEAD = "Something went wrong on a page whose address no log holds"
MOST_CAUSES = 10


def is_quiet(request: HttpRequest) -> bool:
    return request.path_info.startswith(FOLDER)


class QuietPages:
    """Middleware, the outermost: pages below /s/ do not learn who is signed in, and nobody keeps or passes them on.

    They speak the language that is asked for, those that refuse something too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_quiet(request):
            return self.get_response(request)
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
            request.COOKIES.pop(name, None)
        with translation.override(spoken.wanted(request)):
            response = self.get_response(request)
        for header, value in HEADERS.items():
            response[header] = value
        return response


class Quiet(logging.Filter):
    """Lets no record through that holds a path below /s/, or the address of somebody who asked for one.

    Lines of access logs, and what was refused, are dropped. Of a failure remains that it was, and where in the code.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if not _tells(record):
            return True
        if record.name in _ACCESS_LOGS or getattr(record, "status_code", 500) < 500:
            return False
        where = _where(record)
        record.msg = f"{SAID_INSTEAD}: {where}" if where else SAID_INSTEAD
        record.args = record.exc_info = record.exc_text = record.stack_info = None
        for name in ("request", "status_code"):
            record.__dict__.pop(name, None)
        return True


def _tells(record: logging.LogRecord) -> bool:
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest) and is_quiet(request):
        return True
    return any(_QUIET.search(unquote(text)) or _WITH_ADDRESS.search(text) for text in _texts(record))


def _texts(record: logging.LogRecord) -> Iterator[str]:
    """All that a record says, but for the names of files in its traceback."""
    try:
        yield record.getMessage()
    except (TypeError, ValueError, KeyError):  # a message that does not fit its arguments
        yield f"{record.msg} {record.args}"
    if isinstance(record.args, Mapping):  # an access log's: its format may leave the path out, and not the address
        yield from (str(value) for value in record.args.values())
    for cause in _causes(record):
        yield str(cause)


def _causes(record: logging.LogRecord) -> Iterator[BaseException]:
    cause = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    for _ in range(MOST_CAUSES):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or cause.__context__


def _where(record: logging.LogRecord) -> str:
    """The kinds of the errors and the lines they come from, without a word that they say."""
    found = []
    for cause in _causes(record):
        frame, place = cause.__traceback__, ""
        while frame is not None:
            code = frame.tb_frame.f_code
            place = f"{code.co_filename}:{frame.tb_lineno} in {code.co_name}"
            frame = frame.tb_next
        found.append(f"{type(cause).__name__} at {place}" if place else type(cause).__name__)
    return "; ".join(found)


def hush(*names: str) -> None:
    """Have loggers that do not use the settings' handlers keep quiet too."""
    for name in names:
        logger = logging.getLogger(name)
        if not any(isinstance(one, Quiet) for one in logger.filters):
            logger.addFilter(Quiet())
