"""Where one gets to in a joined report: bookmarks, and the links within and between its parts."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from .content import LINK

Places = Mapping[tuple[int, int], Object]
"""The pages of a part in the joined document, by what they are called in the part's own."""


def top_of(page: Object) -> Array:
    """A destination: the upper end of a page."""
    _, _, _, top = page.MediaBox
    return Array([page, Name.XYZ, None, top, None])


def moved(destination: Object, places: Places) -> Array:
    """The same destination in the joined document."""
    return Array([places[destination[0].objgen], *list(destination)[1:]])


def places_of(source: Pdf, pages: Sequence[Object]) -> Places:
    return {own.obj.objgen: page for own, page in zip(source.pages, pages, strict=True)}


def named(source: Pdf) -> dict[bytes, Object]:
    """The named destinations of a part's own document."""
    names = source.Root.get(Name.Names, Dictionary()).get(Name.Dests, Dictionary()).get(Name.Names, Array())
    return {bytes(names[n]): names[n + 1] for n in range(0, len(names), 2)}


def second_of(source: Pdf) -> int:
    """The page, from 0, on which the second of a document's uppermost headings stands; 0 without one."""
    second = list(_below(source.Root.get(Name.Outlines)))[1:2]
    pages = [page.obj.objgen for page in source.pages]
    return pages.index(second[0].Dest[0].objgen) if second else 0


def lead(source: Pdf, pages: Sequence[Object], places: Places, beginnings: Mapping[str, tuple[Object, str]]) -> None:
    """Make a part's links lead to where they are meant to. `beginnings`: each part's first page and title, by its key.

    A link to a part that this report does not have leads to the beginning of its own.
    """
    names = named(source)
    for page in pages:
        for annotation in page.get(Name.Annots, Array()):
            if Name.Dest in annotation:
                found = names.get(bytes(annotation.Dest)) if isinstance(annotation.Dest, String) else annotation.Dest
                annotation.Dest = moved(found, places) if found is not None else top_of(pages[0])
            elif (address := str(annotation.get(Name.A, Dictionary()).get(Name.URI, ""))).startswith(LINK):
                there, title = beginnings.get(address.removeprefix(LINK), (pages[0], ""))
                del annotation[Name.A]
                annotation.Dest = top_of(there)
                annotation.Contents = String(title or address)


class Bookmarks:
    """The outline of the document that is being joined: a bookmark a part, and the part's own below it."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.parts: list[Object] = []

    def add(self, source: Pdf, title: str, first: Object, places: Places, *, is_of_two: bool = False) -> None:
        """A part's bookmark. Its own heading is not repeated below it. `is_of_two`: a second part stands behind it."""
        entry = self.pdf.make_indirect(Dictionary(Title=String(title), Dest=top_of(first)))
        own = list(_below(source.Root.get(Name.Outlines)))
        if is_of_two:
            self.parts += [entry, *(self._copied(each, places) for each in own[1:])]
            return
        if len(own) == 1:
            own = list(_below(own[0]))
        if count := self._put(entry, [self._copied(each, places) for each in own]):
            entry.Count = -count  # closed: a long report begins with a view of its parts
        self.parts.append(entry)

    def close(self) -> None:
        """Put the outline into the document."""
        outline = self.pdf.make_indirect(Dictionary(Type=Name.Outlines))
        self._put(outline, self.parts)
        outline.Count = len(self.parts)
        self.pdf.Root.Outlines = outline
        self.pdf.Root.PageMode = Name.UseOutlines

    def _copied(self, item: Object, places: Places) -> Object:
        entry = self.pdf.make_indirect(Dictionary(Title=String(str(item.Title)), Dest=moved(item.Dest, places)))
        if count := self._put(entry, [self._copied(each, places) for each in _below(item)]):
            entry.Count = count
        return entry

    def _put(self, parent: Object, entries: Sequence[Object]) -> int:
        """Hang entries below another one; how many there are, with all of those below them."""
        for entry, following in pairwise(entries):
            entry.Next, following.Prev = following, entry
        for entry in entries:
            entry.Parent = parent
        if entries:
            parent.First, parent.Last = entries[0], entries[-1]
        return sum(1 + abs(int(entry.get(Name.Count, 0))) for entry in entries)


def _below(item: Object | None) -> Iterator[Object]:
    entry = item.get(Name.First) if item is not None else None
    while entry is not None:
        yield entry
        entry = entry.get(Name.Next)
