import uuid

from django.db import models

from .survey import Group, Survey


class Draft(models.Model):
    """Answers on the way, sealed with a key that only the respondent's device has. Erased at submission or closing.

    `lookup` is a hash of that key; nothing else says whose it is.
    """

    lookup = models.CharField(primary_key=True, max_length=64)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="drafts")
    sealed = models.TextField()

    def __str__(self) -> str:
        return f"a draft for {self.survey_id}"


class Receipt(models.Model):
    """That a device has sent its answers, so that sending them again, after a lost reply, does nothing.

    `lookup` is a hash of the device's key, as with a draft. It does not say which answers they were, and is erased at
    closing.
    """

    lookup = models.CharField(primary_key=True, max_length=64)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="receipts")

    def __str__(self) -> str:
        return f"a receipt for {self.survey_id}"


class Response(models.Model):
    """What one person answered: a random id, the survey, the group, the answers, and nothing else, not even a time.

    `answers` is {question's natural key: option's key}. Closing writes all of them anew in random order.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    group = models.ForeignKey(Group, on_delete=models.RESTRICT, related_name="responses")
    answers = models.JSONField()

    def __str__(self) -> str:
        return f"a response to {self.survey_id}"


class Comment(models.Model):
    """What somebody wrote in their own words: of no group, beside no answer, in random order.

    Until enough are written it is NEW and nobody reads it. Then whoever runs the survey reads it first, and shows or
    withholds it; `shown_text` is what others read, where names have been taken out.
    """

    class Status(models.TextChoices):
        NEW = "new", "Not to be read yet"
        WAITING = "waiting", "To be looked at"
        SHOWN = "shown", "Shown"
        WITHHELD = "withheld", "Withheld"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField()
    status = models.CharField(max_length=10, choices=Status, default=Status.NEW)
    shown_text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"a comment on {self.survey_id}"
