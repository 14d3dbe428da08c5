"""People who answer a survey over HTTP like a browser without JavaScript: they open a link and fill what comes.

They know no address but their link, and no name of a field: they press the main button of each page. When a server does
not reply, they ask again until it does, as a person would.
"""

import random
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

PAUSE = 0.3
LONGEST_WAIT = 60.0
MOST_PAGES = 40


@dataclass
class Form:
    """A form's address, the fields that go along, the options of each question, and the text of its main button."""

    action: str = ""
    method: str = "get"
    hidden: list[tuple[str, str]] = field(default_factory=list)
    radios: dict[str, list[str]] = field(default_factory=dict)
    main: tuple[str, str] | None = None
    is_main: bool = False


class Reader(HTMLParser):
    """Collects the forms of a page, its main link, and its heading."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.link = ""
        self.heading = ""
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        form = self.forms[-1] if self.forms else None
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif tag == "input" and form:
            if given.get("type") == "hidden":
                form.hidden.append((given["name"], given.get("value", "")))
            elif given.get("type") == "radio" and given.get("value"):
                form.radios.setdefault(given["name"], []).append(given["value"])
        elif tag == "button" and form and "btn-primary" in given.get("class", ""):
            form.is_main, form.main = True, (given.get("name", ""), given.get("value", ""))
        elif tag == "a" and "btn-primary" in given.get("class", ""):
            self.link = given["href"]
        self._in_heading = tag == "h1" or (self._in_heading and tag == "span")

    def handle_endtag(self, tag: str) -> None:
        self._in_heading = self._in_heading and tag != "h1"

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            self.heading += data


class StepByStep(HTTPRedirectHandler):
    """Does not follow a redirect by itself: like a browser, what is asked for again after it is the new page alone."""

    def redirect_request(self, *args: Any) -> None:
        return None


@dataclass
class Person:
    """Somebody with a link. `number` is told by the answers, in base 5: so each response says whose it was meant to be.

    `seconds` of each request that got a reply, `sent` those of the one that sent the answers; `retries` the requests
    that got none; `thanked` once the server said that the answers were received; `problems` whatever else it said.
    """

    number: int
    link: str
    seconds: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    retries: int = 0
    thanked: bool = False
    problems: list[str] = field(default_factory=list)

    def answer(self, thinking: float, chance: random.Random) -> None:
        """Go through all pages, thinking so many seconds at each, until thanked."""
        browser = build_opener(HTTPCookieProcessor(CookieJar()), StepByStep())
        asked = 0
        url, page = self._ask(browser, self.link, None)
        for _ in range(MOST_PAGES):
            if "/thanks/" in url:
                self.thanked = True
                return
            form = next((form for form in page.forms if form.is_main and form.method == "post"), None)
            if form is None and not page.link:
                self.problems.append(f"a page that leads nowhere: {page.heading.strip()}")
                return
            time.sleep(thinking * chance.uniform(0.5, 1.5))
            if form is None:
                url, page = self._ask(browser, urljoin(url, page.link), None)
                continue
            data = [*form.hidden, *([form.main] if form.main and form.main[0] else [])]
            for name, options in form.radios.items():
                digit = self.number // 5**asked % 5 if asked < 5 else 3
                data.append((name, options[digit]))
                asked += 1
            begun = len(self.seconds)
            url, page = self._ask(browser, urljoin(url, form.action), urlencode(data).encode())
            if not form.radios and len(self.seconds) > begun:
                self.sent.append(self.seconds[-1])
        self.problems.append("too many pages")

    def _ask(self, browser: OpenerDirector, url: str, data: bytes | None) -> tuple[str, Reader]:
        until = time.monotonic() + LONGEST_WAIT
        begun = time.monotonic()
        while True:
            try:
                with browser.open(Request(url, data, {"Referer": url}), timeout=30) as reply:  # noqa: S310 - loopback
                    page = Reader()
                    page.feed(reply.read().decode())
                    self.seconds.append(time.monotonic() - begun)
                    return reply.url, page
            except HTTPError as error:
                if error.code in (302, 303):
                    url, data = urljoin(url, error.headers["Location"]), None
                    continue
                self.problems.append(f"{error.code} at {url.split('/s/')[0]}")
                page = Reader()
                page.feed(error.read().decode())
                return error.url or url, page
            except (URLError, HTTPException, OSError) as error:
                self.retries += 1
                if time.monotonic() > until:
                    self.problems.append(f"no reply: {type(error).__name__}")
                    return url, Reader()
                time.sleep(PAUSE)
                begun = time.monotonic()
