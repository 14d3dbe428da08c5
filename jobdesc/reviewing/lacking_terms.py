"""What a description lacks of its terms, and what a law asks for. Pure."""

from collections.abc import Iterator
from datetime import date

from organizations.models.organization import states

from ..drafting.document import Document
from ..wording.rules import NOT_LEGAL_ADVICE
from .lacking import Missing
from .law import Duty


def terms(document: Document, today: date) -> Iterator[Missing]:
    """What people need to know before they apply."""
    if not document.hours or not document.place:
        what = " and ".join(
            name for name, is_there in (("hours", document.hours), ("place", document.place)) if not is_there
        )
        yield Missing(
            "no-terms",
            f"The {what} of work {'are' if 'hours' in what else 'is'} missing",
            "Without them people cannot tell whether the job fits into their lives.",
            "pay",
            "place" if document.hours else "hours",
            severity="consider",
        )
    if not document.how_to_apply:
        yield Missing(
            "no-way-to-apply",
            "How does somebody apply?",
            "Say to whom people write, and whom they may call with a question.",
            "pay",
            "how_to_apply",
        )
    if document.closes_on and document.closes_on < today.isoformat():
        yield Missing(
            "closed-already",
            "The closing date has passed",
            "Nobody applies for a job that is closed.",
            "pay",
            "closes_on",
        )


def lawful(document: Document, duty: Duty, note: str) -> Iterator[Missing]:
    """What a law asks for."""
    if not document.accommodation:
        yield Missing(
            "no-accommodation",
            "The accommodation statement is missing",
            "Say that you make reasonable accommodations, for the application too, and whom to ask. The Americans with "
            f"Disabilities Act asks employers for accommodations. {NOT_LEGAL_ADVICE}",
            "pay",
            "accommodation",
            group="lawful",
            severity="change",
            source="Americans with Disabilities Act, Title I",
        )
    if document.pay_low or document.pay_high:
        return
    if duty.in_advertisement or duty.on_request:
        yield _pay_that_law_wants(duty, note)
    else:
        yield Missing(
            "no-pay",
            "No pay is named",
            "Pay that is named shows respect and saves everybody time. Some states require it in advertisements"
            f"{'' if document.state else ', so choose the state too'}.",
            "pay",
            "pay_low",
            "legere-fair-pay",
            severity="consider",
        )


def _pay_that_law_wants(duty: Duty, note: str) -> Missing:
    if duty.own:
        source = "Your organization's own rule" + (f": {duty.own.note}" if duty.own.note else "")
    else:
        source = f"{duty.law.law}: {duty.law.whom}, since {duty.law.since:%B} {duty.law.since.year}" if duty.law else ""
    must, state = duty.in_advertisement, dict(states()).get(duty.state, duty.state)
    return Missing(
        "no-pay-range",
        f"{state} wants the pay range {'in the advertisement' if must else 'told to whoever applies'}",
        ("Name the lowest and the highest pay. " if must else "Naming it here is the simplest way. ") + note,
        "pay",
        "pay_low",
        group="lawful",
        severity="change" if must else "consider",
        source=source,
    )
