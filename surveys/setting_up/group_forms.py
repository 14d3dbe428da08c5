"""The rows in which a survey's groups are named, sized, merged and taken out.

The page posts `count` rows as `g0-…`, `g1-…`, and one button `do`: `save`, `add` a row, `out-<n>` take row n out,
`back-<n>` put it back, `merge-<n>` join row n to the row that its `merge` names. Only `save` stores anything; after
each of the others everything that was typed is still there.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms

from organizations.fields import LineField
from organizations.text import clean_line

from ..confidentiality import Thresholds
from ..models import Group, GroupKind, Way
from ..reading.results import EVERYBODY
from .drafting import MOST_GROUPS, SUGGESTED_GROUPS, GroupPlan
from .sizing import GroupOutlook, Outlook, outlook

FIELDS = ("ids", "suggested", "name", "kind", "expected", "way", "out", "merge")
MOST_ROWS = 3 * MOST_GROUPS
LONGEST_NAME = 60
MOST_PEOPLE = 100_000
SAVE, ADD, OUT, BACK, MERGE = "save", "add", "out-", "back-", "merge-"
WAYS = ((Way.PERSONAL.value, "Personal link by e-mail"), (Way.SHARED.value, "Shared link, QR code"))
Values = dict[str, str]


class GroupForm(forms.Form):
    """One group. `ids` are the groups that it was before, apart by commas."""

    use_required_attribute = False

    ids = forms.CharField(required=False, widget=forms.HiddenInput)
    suggested = forms.CharField(required=False, widget=forms.HiddenInput)
    name = LineField(
        label="Name of the group", max_length=LONGEST_NAME, error_messages={"required": "Give the group a name."}
    )
    expected = forms.IntegerField(
        label="People",
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": "1"}),
        error_messages={
            "required": "Say how many people are in it.",
            "invalid": "Give a whole number.",
            "min_value": "At least one person.",
            "max_value": "At most 100,000 people.",
        },
    )
    kind = forms.ChoiceField(label="Counts as", choices=GroupKind)
    way = forms.ChoiceField(label="Invited by", choices=WAYS)

    @property
    def plan(self) -> GroupPlan:
        data = self.cleaned_data
        ids = tuple(int(one) for one in data["ids"].split(",") if one.isascii() and one.isdigit())
        return GroupPlan(data["name"], data["kind"], data["expected"], data["way"], ids)


@dataclass(frozen=True)
class Row:
    """A group's row on the page; `addresses` are already invited in it."""

    n: int
    form: GroupForm
    is_out: bool
    addresses: int
    outlook: GroupOutlook | None

    @property
    def number(self) -> int:
        return self.n + 1


class GroupsEditor:
    """All rows. `rows` shows them with what each is likely to show; `is_valid` and `plans` are for saving."""

    def __init__(
        self, values: Sequence[Values], thresholds: Thresholds, invited: Mapping[int, int], *, bound: bool = False
    ) -> None:
        self.values, self.thresholds, self.invited = values, thresholds, invited
        self.problem = ""
        data = {f"g{n}-{name}": value for n, row in enumerate(values) for name, value in row.items()}
        self.forms = [
            GroupForm(data, prefix=f"g{n}")
            if bound and not row["out"] and not _is_left_out(row)
            else GroupForm(prefix=f"g{n}", initial=row)
            for n, row in enumerate(values)
        ]

    def is_valid(self) -> bool:
        """Whether all rows that stay can be saved; what is wrong stands at its row, or is the `problem` of all."""
        there = [form for form in self.forms if form.is_bound]
        taken: set[str] = set()
        for form in there:
            form.full_clean()
            name = str(form.cleaned_data.get("name", "")).casefold()
            if name == EVERYBODY.casefold():
                form.add_error("name", "This is what all groups together are called. Choose another name.")
            elif name and name in taken:
                form.add_error("name", "There is another group of this name. Choose another, or merge the two.")
            taken.add(name)
        if not there:
            self.problem = "Say how many people are in at least one group."
        if len(there) > MOST_GROUPS:
            self.problem = f"{MOST_GROUPS} groups at most. Smaller groups show less, so merge or take out some."
        return not self.problem and not any(form.errors for form in there)

    @property
    def plans(self) -> list[GroupPlan]:
        return [form.plan for form in self.forms if form.is_bound]

    @cached_property
    def outlook(self) -> Outlook:
        """What is likely with the sizes typed so far; rows without one are passed over."""
        sizes = {str(n): size for n, row in enumerate(self.values) if not row["out"] and (size := _size(row))}
        return outlook(list(sizes.items()), self.thresholds)

    @property
    def rows(self) -> list[Row]:
        return [
            Row(n, form, bool(row["out"]), sum(self.invited.get(pk, 0) for pk in _ids(row)), self.outlook.of(str(n)))
            for n, (form, row) in enumerate(zip(self.forms, self.values, strict=True))
        ]

    @property
    def warned(self) -> str:
        """A digest of what is pointed out, so that saving knows whether it was seen; "" where nothing is."""
        risks = sorted((_name(self.values[int(g.name)]), g.expected, g.risk) for g in self.outlook.hidden)
        if not risks and not self.outlook.is_too_small:
            return ""
        return hashlib.sha256(repr((risks, self.outlook.is_too_small)).encode()).hexdigest()[:16]


def suggested_values() -> list[Values]:
    """Five groups to begin with. A row of these without a size is left out."""
    return [
        _values(name=kind.label, kind=kind.value, way=Way.PERSONAL.value, suggested="yes") for kind in SUGGESTED_GROUPS
    ]


def saved_values(groups: Sequence[Group]) -> list[Values]:
    return [
        _values(ids=str(group.pk), name=group.name, kind=group.kind, expected=str(group.expected), way=group.way)
        for group in groups
    ]


def posted_values(posted: Mapping[str, Any]) -> list[Values]:
    """The rows of a post, as they were typed; of far too many, the first."""
    count = str(posted.get("count", ""))
    rows = min(int(count), MOST_ROWS) if count.isascii() and count.isdigit() and len(count) < 6 else 0
    return [{name: str(posted.get(f"g{n}-{name}", ""))[:1_000] for name in FIELDS} for n in range(rows)]


def changed(values: Sequence[Values], do: str) -> list[Values]:
    """The rows after one of the buttons that store nothing; the same rows where the button is unknown."""
    rows = [dict(row) for row in values]
    if do == ADD and len(rows) < MOST_ROWS:
        return [*rows, _values(kind=GroupKind.OTHER.value, way=Way.PERSONAL.value)]
    for button, change in ((OUT, _take_out), (BACK, _put_back), (MERGE, _merge)):
        n = do.removeprefix(button)
        if do.startswith(button) and n.isascii() and n.isdigit() and len(n) < 6 and int(n) < len(rows):
            return change(rows, int(n))
    return rows


def _take_out(rows: list[Values], n: int) -> list[Values]:
    rows[n]["out"] = "yes"
    return rows


def _put_back(rows: list[Values], n: int) -> list[Values]:
    rows[n]["out"] = ""
    return rows


def _merge(rows: list[Values], n: int) -> list[Values]:
    """Join row n to the row that it names. The other's way of inviting holds; of two kinds, neither does."""
    chosen = rows[n]["merge"]
    m = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 6 else n
    if m == n or m >= len(rows) or rows[m]["out"]:
        return rows
    one, other = rows[n], rows[m]
    sizes = [size for row in (other, one) if (size := _size(row))]
    other["name"] = f"{_name(other)} and {_name(one)}"[:LONGEST_NAME].strip()
    other["expected"] = str(sum(sizes)) if sizes else ""
    other["ids"] = ",".join(ids for row in (other, one) if (ids := row["ids"]))
    other["suggested"] = ""
    if one["kind"] != other["kind"]:
        other["kind"] = GroupKind.OTHER.value
    return [row for at, row in enumerate(rows) if at != n]


def _values(**given: str) -> Values:
    return dict.fromkeys(FIELDS, "") | given


def _name(row: Values) -> str:
    return clean_line(row["name"])


def _ids(row: Values) -> list[int]:
    return [int(one) for one in row["ids"].split(",") if one.isascii() and one.isdigit()]


def _size(row: Values) -> int:
    """How many people a row says; 0 where it says nothing that can be counted."""
    typed = row["expected"].strip()
    size = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0
    return size if size <= MOST_PEOPLE else 0


def _is_left_out(row: Values) -> bool:
    """Whether a suggestion was not taken up."""
    return bool(row["suggested"]) and not row["ids"] and not row["expected"].strip()
