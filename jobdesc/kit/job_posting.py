"""An open position as schema.org's JobPosting, which search engines for jobs read. Pure.

The fields are those that https://schema.org/JobPosting defines and that Google's page "Job posting (JobPosting)
structured data" requires or recommends (https://developers.google.com/search/docs/appearance/structured-data/job-posting).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ..drafting.document import Document
from ..drafting.money import amount
from .advertising import Advertisement, Part
from .rendering import as_html

FULL_TIME = 35
"""So many hours a week count as full time, as in the Current Population Survey. The words in a text go before it."""
_FULL = re.compile(r"\bfull[\s-]time\b", re.IGNORECASE)
_PART = re.compile(r"\bpart[\s-]time\b", re.IGNORECASE)
_WEEKLY = re.compile(
    r"\b(\d{1,3})(?:\s*(?:-|to|\N{EN DASH})\s*(\d{1,3}))?\s*(?:hours|hrs?)\.?\s*(?:(?:a|per|each|every)\s+|/\s*)?week",
    re.IGNORECASE,
)
_REMOTE = re.compile(r"(?:fully |100 ?% )?remote|(?:work )?from home", re.IGNORECASE)
# A script element ends at "</script", whatever stands around it; the two separators are line ends to old readers.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&'\u2028\u2029"}


@dataclass(frozen=True)
class Opening:
    """What is published: `key` names the posting, `state` is the organization's own, for a description without one."""

    key: str
    url: str
    organization: str
    state: str
    opened_on: date
    closes_on: date


def job_posting(document: Document, advertisement: Advertisement, opening: Opening, zone: tzinfo) -> dict[str, Any]:
    """The JobPosting. What is not known is left out, not guessed."""
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": advertisement.title,
        "description": str(as_html(advertisement, with_title=False)),
        "datePosted": opening.opened_on.isoformat(),
        "validThrough": datetime.combine(opening.closes_on, time(23, 59, 59), zone).isoformat(),
        "hiringOrganization": {"@type": "Organization", "name": advertisement.employer},
        "identifier": {"@type": "PropertyValue", "name": opening.organization, "value": opening.key},
        "directApply": False,
        "url": opening.url,
        "baseSalary": _salary(document),
        "employmentType": employment_type(document.hours),
        "workHours": document.hours,
        "jobBenefits": "; ".join(line.text for line in document.benefits),
        "responsibilities": _as_line(advertisement.part("do")),
        "qualifications": "; ".join(line.text for line in document.required),
    }
    return {name: value for name, value in (found | _where(document, opening)).items() if value not in ("", None)}


def as_script(posting: Mapping[str, Any]) -> SafeString:
    """The data block for the page. It is data and never run; nothing in it can end the element early."""
    # Escaped for JSON inside HTML by the line before: no "<", ">" or "&" is left in it.
    data = mark_safe(json.dumps(posting, ensure_ascii=True).translate(_ESCAPES))  # noqa: S308
    return format_html('<script type="application/ld+json">{}</script>', data)


def employment_type(hours: str) -> str:
    """FULL_TIME or PART_TIME as the text on hours says it; empty where it does not, or leaves both open."""
    full, part = bool(_FULL.search(hours)), bool(_PART.search(hours))
    if not full and not part and (found := _WEEKLY.search(hours)):
        full, part = int(found[1]) >= FULL_TIME, int(found[2] or found[1]) < FULL_TIME
    return "" if full == part else "FULL_TIME" if full else "PART_TIME"


def _salary(document: Document) -> dict[str, Any] | None:
    """The pay range in dollars, where it is numbers and is for an hour or a year."""
    low, high = amount(document.pay_low), amount(document.pay_high)
    unit = {"hour": "HOUR", "year": "YEAR"}.get(document.pay_per)
    if unit is None or (low is None and high is None) or (low and high and low > high):
        return None
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": unit}
    if low is not None and high is not None and low != high:
        value |= {"minValue": float(low), "maxValue": float(high)}
    elif low is not None:
        value["value"] = float(low)
    elif high is not None:
        value["maxValue"] = float(high)
    return {"@type": "MonetaryAmount", "currency": "USD", "value": value}


def _where(document: Document, opening: Opening) -> dict[str, Any]:
    """A place with its address; for work from home, from where."""
    state = document.state or opening.state
    if _REMOTE.fullmatch(document.place.strip()):
        return {
            "jobLocationType": "TELECOMMUTE",
            "applicantLocationRequirements": {"@type": "State", "name": f"{state}, USA"},
        }
    address = {"addressLocality": document.place.strip(), "addressRegion": state, "addressCountry": "US"}
    known = {name: value for name, value in address.items() if value}
    return {"jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress"} | known}}


def _as_line(part: Part | None) -> str:
    return "; ".join(one.name or "; ".join(one.items) for one in part.groups) if part else ""
