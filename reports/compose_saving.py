"""From what a form of a report said to what is kept of it, and what there is to say of that."""

from dataclasses import dataclass, replace
from typing import Any

from organizations.client_data import QUESTION
from organizations.models import User
from organizations.text import clean_line

from .composing.logo import Logo, drop_logo, keep_logo
from .composing.material import gather
from .composing.merging import SAID, Merged, Typed, confirmed, merge
from .composing.reading import Sent
from .composing.saving import change
from .composing.summary import Sentence, sentences
from .models import Report

TRIES = 5
"""So often a save begins again because another one came in between."""
NOT_STORED = "The picture could not be stored. Nothing else is lost; please choose it once more."


@dataclass(frozen=True)
class Kept:
    """A report after a save. `said` are the summary's sentences, where they had to be asked for."""

    report: Report
    sent: Sent
    conflicts: tuple[str, ...] = ()
    changed: bool = False
    said: tuple[Sentence, ...] = ()
    question: str = ""
    new_logo: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether all could be taken."""
        return self.sent.is_valid


def save(found: Report, sent: Sent, actor: User, do: str = "") -> Kept:
    """Save what was changed in the form, as far as it can be taken. Raises Report.DoesNotExist."""
    what, _, key = do.partition(":")
    needs_rules = sent.has_sentences or what in ("back", "keep")
    said = sentences(gather(found.organization), found.edits) if needs_rules else ()
    rules = {one.key: clean_line(one.text) for one in said}
    changed, gone = _there(sent.changed, rules, found)
    typed = _with_logo(found, sent, changed, out=do == "logo-out")
    report, old = found, found.logo
    merged, saved = Merged(), False
    for _ in range(TRIES):
        merged = merge(report, typed, rules)
        if what == "keep" and key in rules:
            edits = confirmed(merged.now.get("edits", report.edits), key, rules[key])
            merged = replace(merged, was=merged.was | {"edits": report.edits}, now=merged.now | {"edits": edits})
        done = change(report=report, actor=actor, was=merged.was, now=merged.now)
        report, saved = done.report, done.changed
        if not done.conflicts:
            break
    else:
        merged = replace(merged, conflicts=(*merged.conflicts, *done.conflicts))
    if report.logo != old:
        drop_logo(old)
    return Kept(
        report,
        sent,
        merged.conflicts,
        saved,
        sentences_again(said, report),
        gone or (QUESTION if sent.asks_about_client else ""),
        report.logo != old,
    )


def sentences_again(said: tuple[Sentence, ...], report: Report) -> tuple[Sentence, ...]:
    """The same sentences with the edits that are saved by now."""
    return tuple(
        replace(one, edited=edit.get("text", ""), was=edit.get("was", ""))
        for one in said
        for edit in [report.edits.get(one.key, {})]
    )


def _there(changed: tuple[Typed, ...], rules: dict[str, str], report: Report) -> tuple[list[Typed], str]:
    """What was changed without sentences that are not in the summary any more, and what is said of those."""
    kept = [
        one
        for one in changed
        if not one.path.startswith(SAID)
        or one.path.removeprefix(SAID) in rules
        or one.path.removeprefix(SAID) in report.edits
    ]
    gone = (
        "A sentence that you changed is not in the summary any more, because the figures have moved. It is not saved."
    )
    return kept, gone if len(kept) < len(changed) else ""


def _with_logo(found: Report, sent: Sent, changed: list[Typed], *, out: bool) -> list[Typed]:
    """With a new logo and its words, or without any. What came last holds: nobody merges two pictures."""
    data: dict[str, Any] = sent.form.cleaned_data
    logo: Logo | None = data.get("logo")
    others = [one for one in changed if one.path != "logo_words"]
    if out:
        return [*others, Typed("logo", ""), Typed("logo_words", "")]
    if logo is None:
        return changed
    try:
        path = keep_logo(found.organization, logo)
    except OSError:
        sent.form.add_error("logo", NOT_STORED)
        return changed
    return [*others, Typed("logo", path), Typed("logo_words", data["logo_words"])]
