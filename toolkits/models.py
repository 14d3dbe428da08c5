"""The five documents, what they advise, and which advice helps with which item of an instrument."""

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


class Entry(models.Model):
    """A piece of a toolkit's advice in our own words, with its place in the toolkit."""

    slug = models.SlugField(primary_key=True, max_length=60)
    toolkit = models.ForeignKey(Toolkit, on_delete=models.PROTECT, related_name="entries")
    title = models.CharField(max_length=200)
    text = models.TextField()
    heading = models.CharField(max_length=200)
    page = models.CharField(max_length=20, blank=True)
    number = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("toolkit__position", "toolkit_id", "position")
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.title

    @property
    def source(self) -> Source:
        return Source(toolkit=self.toolkit_id, heading=self.heading, page=self.page, number=self.number)


class Link(models.Model):
    """Says that an entry helps with an item, and why. Ours: the toolkits seldom state a link.

    `from_key` is the item's natural key, "instrument/item"; `position` counts the links of one item from 1.
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
