"""Adding people to a group of an open survey."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from surveys.asking.inviting import add_people, read_addresses
from surveys.lifecycle import launch
from surveys.models import Group, Survey, Way
from tests.cast import Cast
from tests.factories import GroupFactory

from .build import closed, draft, opened


def url(cast: Cast, survey: Survey, group: int) -> str:
    return reverse("surveys:people", args=[cast.organization.slug, survey.pk, group])


@pytest.fixture
def group(cast: Cast) -> Group:
    survey = draft(cast.organization, {"Peer workers": 6})
    made = GroupFactory(survey=survey, name="Staff", way=Way.PERSONAL)
    add_people(group=made, addresses=read_addresses("ana@example.org"))
    launch(survey=survey, actor=cast.leader)
    return made  # type: ignore[no-any-return]


@pytest.fixture
def leader(cast: Cast) -> Client:
    return cast.client("leader")


def test_outsider_gets_404_wrong_role_403_wrong_method_405(cast: Cast, group: Group) -> None:
    address = url(cast, group.survey, group.pk)
    for method in ("get", "post"):
        assert getattr(cast.client("outsider"), method)(address).status_code == 404
        for who in ("administrator", "hr", "viewer"):
            assert getattr(cast.client(who), method)(address).status_code == 403
    assert cast.client("leader").delete(address).status_code == 405


def test_another_surveys_group_and_one_with_a_shared_link_are_404(cast: Cast, group: Group, leader: Client) -> None:
    shared = group.survey.groups.get(way="shared").pk
    other = GroupFactory(survey=opened(cast.organization), way=Way.PERSONAL).pk
    for pk in (shared, other, 0, 10**30):
        assert leader.post(url(cast, group.survey, pk), {"text": "bo@example.org"}).status_code == 404


def test_a_survey_that_is_not_open_leads_on(cast: Cast, leader: Client) -> None:
    for survey in (draft(cast.organization), closed(cast.organization)):
        to = reverse("surveys:survey", args=[cast.organization.slug, survey.pk])
        response = leader.post(url(cast, survey, survey.groups.all()[0].pk), {"text": "bo@example.org"})
        assertRedirects(response, to, fetch_redirect_response=False)


def test_new_addresses_are_invited_from_text_and_file(cast: Cast, group: Group, leader: Client) -> None:
    file = SimpleUploadedFile("people.csv", b"name,email\nCleo,cleo@example.org\n")
    sent = {"text": "bo@example.org\nANA@example.org\nnobody", "file": file}
    response = leader.post(url(cast, group.survey, group.pk), sent, follow=True)
    assertContains(response, "2 more people are invited. 1 was invited already")
    assertContains(response, "Not an e-mail address, and left out: nobody.")
    assert set(group.invitees.values_list("email", flat=True)) == {
        "ana@example.org",
        "bo@example.org",
        "cleo@example.org",
    }
    assert group.survey.mailings.filter(kind="invitation").count() == 2


@pytest.mark.parametrize("text", ["", "nobody", "=1+1", "\0"])
def test_text_without_an_address_is_said_and_adds_nobody(cast: Cast, group: Group, leader: Client, text: str) -> None:
    assert leader.post(url(cast, group.survey, group.pk), {"text": text}).status_code == 422
    assert group.invitees.count() == 1


def test_words_that_were_refused_are_shown_as_words(cast: Cast, group: Group, leader: Client) -> None:
    sent = {"text": "bo@example.org\n<script>"}
    response = leader.post(url(cast, group.survey, group.pk), sent, follow=True)
    assertContains(response, "&lt;script&gt;")
