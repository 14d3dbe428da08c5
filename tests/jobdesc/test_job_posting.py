"""The JobPosting of a public page.

REQUIRED and RECOMMENDED are the properties of Google's page "Job posting (JobPosting) structured data", those that have
to do with a single job at one place; each is defined at https://schema.org/JobPosting with the type that stands beside.
"""

import json
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from jobdesc.drafting.document import Document
from jobdesc.kit.advertising import About, long_form
from jobdesc.kit.job_posting import Opening, as_script, employment_type, job_posting
from tests.jobdesc.build import a_document

REQUIRED = {"title": str, "description": str, "datePosted": str, "hiringOrganization": dict, "jobLocation": dict}
RECOMMENDED = {
    "baseSalary": dict,
    "directApply": bool,
    "employmentType": str,
    "identifier": dict,
    "validThrough": str,
}
TYPES = {
    "hiringOrganization": "Organization",
    "jobLocation": "Place",
    "baseSalary": "MonetaryAmount",
    "identifier": "PropertyValue",
}
EMPLOYMENT_TYPES = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"}
ADDRESS = {"streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry"}
TEXT_IN_HTML = {"p", "ul", "li", "h2", "h3", "strong", "br"}
OPENING = Opening(
    key="a-key_1",
    url="https://ready.example.org/jobs/a-key_1/",
    organization="Harbor House",
    state="OH",
    opened_on=date(2027, 3, 1),
    closes_on=date(2027, 5, 31),
)
NEW_YORK = ZoneInfo("America/New_York")
HOSTILE = "</script><script>alert(1)</script><!-- ]]> &amp; ' \u2028\u2029"


def posting(document: Document | None = None) -> dict[str, Any]:
    document = document or a_document(2)
    return job_posting(document, long_form(document, About("Harbor House", "treatment", "Ohio")), OPENING, NEW_YORK)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.data: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)

    def handle_data(self, data: str) -> None:
        self.data.append(data)


def tags(html: str) -> Tags:
    reader = Tags()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize(("name", "kind"), (REQUIRED | RECOMMENDED).items())
def test_each_required_and_recommended_field_is_there(name: str, kind: type) -> None:
    value = posting()[name]
    assert isinstance(value, kind)
    assert value != ""
    if name in TYPES:
        assert value["@type"] == TYPES[name]


def test_its_parts_are_what_schema_org_says() -> None:
    found = posting()
    assert (found["@context"], found["@type"]) == ("https://schema.org/", "JobPosting")
    assert found["hiringOrganization"]["name"] == "Harbor House"
    address = found["jobLocation"]["address"]
    assert address["@type"] == "PostalAddress"
    assert set(address) - {"@type"} <= ADDRESS
    assert address["addressCountry"] == "US"
    assert found["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "USD",
        "value": {"@type": "QuantitativeValue", "unitText": "HOUR", "minValue": 22.5, "maxValue": 27.0},
    }
    assert found["identifier"] == {"@type": "PropertyValue", "name": "Harbor House", "value": "a-key_1"}
    assert found["employmentType"] in EMPLOYMENT_TYPES
    assert found["directApply"] is False


def test_it_is_valid_through_the_end_of_its_last_day_where_the_site_is() -> None:
    found = posting()
    assert date.fromisoformat(found["datePosted"]) == OPENING.opened_on
    end = datetime.fromisoformat(found["validThrough"])
    assert (end.date(), end.hour, end.utcoffset()) == (
        OPENING.closes_on,
        23,
        datetime(2027, 5, 31, tzinfo=NEW_YORK).utcoffset(),
    )


def test_its_description_is_all_of_the_advertisement_as_html_and_not_its_title() -> None:
    description = posting()["description"]
    assert set(tags(description).found) <= TEXT_IN_HTML
    for said in ("Listen to people 1", "Lived experience of recovery 0", "Health insurance 1", "32 hours a week"):
        assert said in description
    assert "Peer support worker" not in description


def test_what_is_not_known_is_left_out() -> None:
    found = posting(Document(title="Peer worker"))
    assert not {"baseSalary", "employmentType", "workHours", "jobBenefits", "qualifications"} & set(found)
    assert found["jobLocation"]["address"] == {"@type": "PostalAddress", "addressRegion": "OH", "addressCountry": "US"}


@pytest.mark.parametrize(
    ("low", "high", "per", "value"),
    [
        ("20", "20", "hour", {"unitText": "HOUR", "value": 20.0}),
        ("$45,000", "", "year", {"unitText": "YEAR", "value": 45000.0}),
        ("", "27", "hour", {"unitText": "HOUR", "maxValue": 27.0}),
        ("27", "20", "hour", None),
        ("by agreement", "", "hour", None),
        ("20", "25", "", None),
    ],
)
def test_pay_is_a_range_in_dollars_or_left_out(low: str, high: str, per: str, value: dict[str, Any] | None) -> None:
    found = posting(replace(a_document(), pay_low=low, pay_high=high, pay_per=per)).get("baseSalary")
    assert (found["value"] if found else None) == ({"@type": "QuantitativeValue"} | value if value else None)


@pytest.mark.parametrize(
    ("hours", "kind"),
    [
        ("32 hours a week", "PART_TIME"),
        ("40 hours per week", "FULL_TIME"),
        ("35-40 hrs/week", "FULL_TIME"),
        ("20 to 30 hours each week", "PART_TIME"),
        ("32 to 40 hours a week", ""),
        ("Full-time, days", "FULL_TIME"),
        ("full time or part time", ""),
        ("8 hours a day", ""),
        ("evenings", ""),
        ("9" * 5000, ""),
    ],
)
def test_hours_say_whether_it_is_full_time(hours: str, kind: str) -> None:
    assert employment_type(hours) == kind


def test_work_from_home_has_no_place_but_says_from_where() -> None:
    found = posting(replace(a_document(), place="Remote"))
    assert "jobLocation" not in found
    assert found["jobLocationType"] == "TELECOMMUTE"
    assert found["applicantLocationRequirements"] == {"@type": "State", "name": "OH, USA"}


def test_the_data_block_is_one_script_whatever_was_typed_and_comes_back_as_it_was() -> None:
    document = replace(a_document(), title=HOSTILE, how_to_apply=HOSTILE, place=HOSTILE)
    found = posting(document)
    html = as_script(found)
    assert html.count("<") == 2
    assert not {"\u2028", "\u2029", "&", "'"} & set(html.removeprefix("<script type=").removesuffix("</script>"))
    reader = tags(html)
    assert reader.found == ["script"]
    assert json.loads("".join(reader.data)) == found
