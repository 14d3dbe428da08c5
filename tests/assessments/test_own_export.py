"""What is exported can be imported again, and is the same."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.content import InstrumentContent, Item, Option, Scale, Section
from assessments.instrument_fixture import InstrumentHead
from assessments.models import About, Area, Instrument
from assessments.own_fixture import read_own, to_yaml
from tests.cast import Cast
from tests.factories import InstrumentFactory, OwnInstrumentFactory
from toolkits.sources import Source
from toolkits.strict_yaml import REFUSED_CHARACTER

from .build import real

SLUG, ORIGINALS = "own-0123456789", {"guide-ready": "guide"}

# Any text that may be kept: what YAML might read as something else is likely among it.
letters = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")).filter(lambda c: not REFUSED_CHARACTER.search(c))
odd = st.sampled_from(
    ["yes", "No", "null", "~", "1.10", "0x1F", "# x", "a #b", "a: b", "- a", "&a", "*a", "!a", "'", '"', "\\0"]
)
texts = st.one_of(odd, st.text(letters | st.just("\n"), min_size=1, max_size=40).map(str.strip).filter(bool))
names = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8})?", fullmatch=True)
Origins = st.SearchStrategy[str]
origins: Origins = st.sampled_from(["ours", "toolkit"])


@st.composite
def scales(draw: st.DrawFn, slug: str, origins: Origins = origins) -> Scale:
    keys = draw(st.lists(names, min_size=3, max_size=5, unique=True))
    values = [0, 1, *(draw(st.none() | st.integers(-9, 9)) for _ in keys[2:])]
    options = tuple(
        Option(key, draw(texts), value, value is None and draw(st.booleans()), draw(st.booleans()))
        for key, value in zip(keys, values, strict=True)
    )
    return Scale(slug, draw(origins), options, draw(st.just("") | texts))


@st.composite
def contents(draw: st.DrawFn, *, is_honest: bool = True) -> InstrumentContent:
    """Whatever an organization's own instrument may say, alone or as a copy; else also what only a toolkit may."""
    toolkit = draw(st.sampled_from(["", "guide"]))
    whose = origins if toolkit or not is_honest else st.just("ours")
    known = {name: draw(scales(name, whose)) for name in draw(st.lists(names, min_size=1, max_size=2, unique=True))}
    slugs = iter(draw(st.lists(names, min_size=4, max_size=4, unique=True)))

    def item() -> Item:
        slug, kind = next(slugs), draw(st.sampled_from(["open", "choice", "risk", "skill"]))
        scale = draw(st.sampled_from([*known, *([None] if kind == "open" else [])]))
        after = draw(st.sampled_from(["", f"guide-ready/{slug}"])) if toolkit else ""
        source, more = Source(toolkit, ""), {"title": draw(st.just("") | texts)}
        if after or not is_honest:
            source = draw(st.just(source) | st.builds(Source, st.just(toolkit), texts, names, names))
            more |= {"derived": draw(st.booleans()), "mended": draw(st.just("") | texts)}
        return Item(slug, f"{SLUG}/{slug}", kind, draw(texts), scale, source, **more, after=after)  # type: ignore[arg-type]

    titles = draw(st.lists(names, min_size=2, max_size=2, unique=True))
    sections = tuple(
        Section(slug, draw(texts), draw(whose), (item(), item()), draw(st.just("") | texts), draw(st.just("") | texts))
        for slug in titles
    )
    used = {each.scale for section in sections for each in section.items}
    return InstrumentContent(SLUG, toolkit, sections, {name: scale for name, scale in known.items() if name in used})


heads = st.builds(
    InstrumentHead,
    title=texts,
    area=st.just(Area.OWN),
    minutes=st.integers(1, 600),
    purpose=texts,
    instructions=texts,
    heading=st.just(""),
    pages=st.just(""),
    about=st.sampled_from(About.values),
    credit=st.just("") | texts,
)


@given(heads, contents())
def test_an_export_reads_back_as_the_same(head: InstrumentHead, content: InstrumentContent) -> None:
    copy_of = "guide-ready" if content.toolkit else ""
    file = read_own(to_yaml(head, content, copy_of).encode(), slug=SLUG, originals=ORIGINALS)
    assert (file.head, file.content, file.copy_of) == (head, content, copy_of)


@given(heads, contents(is_honest=False), st.booleans())
def test_an_export_holds_only_what_may_be_imported(
    head: InstrumentHead, content: InstrumentContent, is_gone: bool
) -> None:
    """Such as a copy whose original is gone, or one with a question of its own that calls itself a toolkit's."""
    copy_of = "" if is_gone or not content.toolkit else "guide-ready"
    read = read_own(to_yaml(head, content, copy_of).encode(), slug=SLUG, originals=ORIGINALS).content
    assert [(item.key, item.kind, item.text, item.scale) for item in read.items] == [
        (item.key, item.kind, item.text, item.scale) for item in content.items
    ]
    assert copy_of or not [item for item in read.items if item.source.heading or item.after or item.derived]


@pytest.mark.parametrize("slug", ["wps-skills", "prcoe-challenges", "wise-performance", "wise-employer"])
def test_a_copy_of_a_real_one_comes_back_whole(cast: Cast, slug: str) -> None:
    found = real(slug)
    original = InstrumentFactory(slug=slug, toolkit__slug=found.toolkit)
    assert original.current_version
    original.current_version.content_json = found.as_dict()
    original.current_version.content_hash = slug
    original.current_version.save()
    client, own = cast.client("leader"), f"/o/{cast.organization.slug}/assess/own/"
    client.post(f"{own}copy/", {"instrument": slug})
    first = Instrument.objects.filter(copy_of=original).get()
    exported = client.get(f"{own}{first.slug}/export/")
    client.post(f"{own}import/", {"text": exported.content.decode()})
    second = Instrument.objects.filter(copy_of=original).exclude(pk=first.pk).get()
    assert first.current_version
    assert second.current_version
    one, other = first.current_version.content, second.current_version.content
    assert json.dumps(other.as_dict()).replace(second.slug, first.slug) == json.dumps(one.as_dict())
    assert [item.text for item in one.items] == [item.text for item in found.items]
    assert replace(one, slug="").scales == found.scales


def test_an_own_one_with_a_toolkits_scale_comes_back(cast: Cast) -> None:
    own = OwnInstrumentFactory(organization=cast.organization)
    version = own.current_version
    assert version
    content = version.content
    scales = {name: replace(scale, origin="toolkit") for name, scale in content.scales.items()}
    version.content_json, version.content_hash = replace(content, scales=scales).as_dict(), "of a toolkit"
    version.save()
    client, base = cast.client("leader"), f"/o/{cast.organization.slug}/assess/own/"
    exported = client.get(f"{base}{own.slug}/export/").content.decode()
    assert client.post(f"{base}import/", {"text": exported}).status_code == 302
    assert Instrument.objects.filter(organization=cast.organization).count() == 2


def test_it_comes_as_a_file(cast: Cast) -> None:
    own = OwnInstrumentFactory(organization=cast.organization, title='Our "evenings"; ü/..\\x')
    response = cast.client("leader").get(f"/o/{cast.organization.slug}/assess/own/{own.slug}/export/")
    assert response["Content-Type"] == "application/yaml; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="our-evenings-ux.yaml"'
    assert response.content.decode().startswith(f"instrument: {own.slug}\ntitle: ")
