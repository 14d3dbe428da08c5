"""Times as people say them, in the site's time zone."""

from datetime import datetime

from django.utils import timezone
from django.utils.dateformat import format as say

A_WEEK = 7


def when(at: datetime, now: datetime) -> str:
    """Such as "today at 5 pm", "tomorrow at noon", "on Friday at 9:30 am", "on Friday, December 4, at 5 pm"."""
    local, here = timezone.localtime(at), timezone.localtime(now)
    days, hour = (local.date() - here.date()).days, _hour(local)
    if -1 <= days <= 1:
        return f"{('yesterday', 'today', 'tomorrow')[days + 1]} at {hour}"
    if 1 < days < A_WEEK:
        return f"on {say(local, 'l')} at {hour}"
    day = say(local, "l, F j") if local.year == here.year else say(local, "l, F j, Y")
    return f"on {day}, at {hour}"


def days_left(at: datetime, now: datetime) -> str:
    """Such as "12 days", "1 day", "3 hours", "less than an hour"; "" once it is past."""
    if at <= now:
        return ""
    days = (timezone.localtime(at).date() - timezone.localtime(now).date()).days
    hours = int((at - now).total_seconds() // 3600)
    if days > 1 or hours >= 24:
        return f"{days} day{'' if days == 1 else 's'}"
    if hours:
        return f"{hours} hour{'' if hours == 1 else 's'}"
    return "less than an hour"


def moment(at: datetime) -> str:
    """Such as "Friday, December 4, 5 pm": what stays true on paper."""
    local = timezone.localtime(at)
    return f"{say(local, 'l, F j')}, {_hour(local)}"


def _hour(local: datetime) -> str:
    # "Midnight" would leave open which of a day's two ends is meant.
    midnight = (local.hour, local.minute) == (0, 0)
    return say(local, "g:i a" if midnight else "P").replace(".", "")
