"""The five documents, what they hold, what they advise, and what helps with which item."""

from typing import ClassVar

from django.db import models

from .sources import Source


class Toolkit(models.Model):
    """One of the documents that everything in PeerReady comes from."""

    slug = models.SlugField(primary_key=True, max_length=60)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    published = models.CharField(max_length=60, blank=True)
    credit = models.TextField()
    reuse = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.title


class CollectionKind(models.TextChoices):
    INSTRUMENT = "instrument", "Assessment"
    CHECKLIST = "checklist", "Checklist"
    JOBDESC = "jobdesc", "For job descriptions and hiring"
    LIBRARY = "library", "To read"


class Shown(models.TextChoices):
    """How a collection is laid out, on a page and in print."""

    LIST = "list"
    TASKS = "tasks"
    TABLE = "table"
    QUESTIONS = "questions"
    TEMPLATE = "template"


class Collection(models.Model):
    """A file's worth of items: an instrument, a checklist, a set for hiring, a table or list to read.

    `topics` is a list of Topic values, `columns` [{"slug", "title", "origin"}], `sections` [{"slug", "title", "origin",
    "audience"}]. The items are rows of Entry. An instrument's answers and versions live in `assessments`.
    """

    slug = models.SlugField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=20, choices=CollectionKind)
    toolkit = models.ForeignKey(Toolkit, on_delete=models.PROTECT, related_name="collections")
    title = models.CharField(max_length=120)
    purpose = models.TextField()
    heading = models.CharField(max_length=200)
    pages = models.CharField(max_length=20, blank=True)
    credit = models.TextField(blank=True)
    topics = models.JSONField(default=list)
    shown = models.CharField(max_length=20, choices=Shown, default=Shown.LIST)
    is_handout = models.BooleanField(default=False)
    columns = models.JSONField(default=list)
    sections = models.JSONField(default=list)

    class Meta:
        ordering = ("toolkit__position", "toolkit_id", "slug")

    def __str__(self) -> str:
        return self.title


class EntryQuerySet(models.QuerySet["Entry"]):
    def advice(self) -> "EntryQuerySet":
        """Entries that stand for themselves, not in a collection."""
        return self.filter(collection=None)

    def of_key(self, key: str) -> "EntryQuerySet":
        """The one of this natural key, or none; the key may be anything that somebody sent."""
        return self.none() if "\0" in key else self.filter(pk=key)  # PostgreSQL takes no NUL


class Entry(models.Model):
    """Whatever has an address of its own: a piece of advice in our own words, or one item of a collection.

    The key of advice is its name, that of an item its natural key, "collection/item". `parts` holds what stands beside
    an item's text, {column: text or list of texts}. `title` may be empty for an item, never for advice.
    """

    key = models.CharField(primary_key=True, max_length=121)
    toolkit = models.ForeignKey(Toolkit, on_delete=models.PROTECT, related_name="entries")
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, null=True, related_name="entries")
    section = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    parts = models.JSONField(default=dict)
    topics = models.JSONField(default=list)
    heading = models.CharField(max_length=200)
    page = models.CharField(max_length=20, blank=True)
    number = models.CharField(max_length=20, blank=True)
    derived = models.BooleanField(default=False)
    mended = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("toolkit__position", "toolkit_id", "collection_id", "position")
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called where it is named in a line: its title, or else its text."""
        return self.title or self.text

    @property
    def source(self) -> Source:
        return Source(toolkit=self.toolkit_id, heading=self.heading, page=self.page, number=self.number)


class Link(models.Model):
    """Says that an entry helps with an item, and why. Ours: the toolkits seldom state a link.

    `from_key` is the item's natural key, "collection/item"; `position` counts an item's links in one file from 1.
    """

    from_key = models.CharField(max_length=121, db_index=True)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="links")
    reason = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("from_key", "position")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("from_key", "entry"), name="one_link_from_item_to_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.from_key} → {self.entry_id}"
