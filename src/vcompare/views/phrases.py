"""The words for what changed, which the table of `diff` and the sentences of a digest share."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from vcompare.fields import BUILTIN, Field, Registry
from vcompare.fields.kinds import Measure, PriceTable, Text, apart
from vcompare.history.changes import Change, own, reviewer_fields
from vcompare.history.deciding import Winner
from vcompare.model import Bounds, Nothing, Offer, Period
from vcompare.text import money
from vcompare.text.words import labels, natural_list, shorten, shorten_both, uncapitalized

T = TypeVar("T", bound=Change)

_LONGEST = 60
_FIRST_RANK = 3
_WHOLE_TOOL = {"added", "removed", "retired", "returned"}


def label(change: Change, fields: Registry) -> str:
    """Say what changed: `panel verdict`, `Builder's score`."""
    if change.kind in _WHOLE_TOOL:
        return change.kind
    if change.kind == "declaration":
        return _declaration(change, fields)
    if change.seller:
        return _of_seller(change, fields)
    reviewer = fields.panel.get(change.reviewer or "", change.reviewer or "")
    if change.kind == "panel":
        return f"panelist {reviewer}"
    field = field_of(change, fields)
    if field is None:
        return f"review by {reviewer}" if reviewer else f"catalog {change.field}"
    what = "renamed" if field.path == "slug" else field.label
    return what if reviewer and what.startswith(reviewer) else uncapitalized(what)


def _of_seller(change: Change, fields: Registry) -> str:
    if is_offer(change):
        return f"seller {change.seller}"
    what = label(own(change), fields)
    return f"{change.seller}: {what[:1].upper()}{what[1:]}"


def _declaration(change: Change, fields: Registry) -> str:
    table, key, part = declared_part(change)
    if table not in {"specs", "meters"}:
        return f"dollars for one {key}" if key else "currency of amounts"
    of = uncapitalized(declared_label(change, fields))
    is_meter = table == "meters"
    words = {
        "": f"{'meter' if is_meter else 'spec'} `{key}`",
        "label": f"label of `{key}`",
        "per": f"units that a rate of {of} is for",
        "part_of": f"whole of {of}",
    }
    return words.get(part, f"{part} of {of}")


def declared_part(change: Change) -> tuple[str, str, str]:
    """Return what is declared otherwise: the table, the key, and what of it, nothing if it came or went."""
    table, key, part = (*(change.field or "").split("."), "", "")[:3]
    return table, key, part


def declared_label(change: Change, fields: Registry) -> str:
    """Return what a spec or a meter is called that is declared otherwise."""
    table, key, _ = declared_part(change)
    return (fields.meters if table == "meters" else fields.specs)[key].label


def is_offer(change: Change) -> bool:
    """Say whether a change is that of a whole offer, which came or went."""
    return bool(change.seller) and (change.field or "").count(".") == 1


def field_of(change: Change, fields: Registry) -> Field | None:
    """Return the field of a tool that changed, None for a whole review and for the catalog itself."""
    if change.field is None or change.kind in {"declaration", "decision"} or is_offer(change):
        return None
    if change.seller:
        return field_of(own(change), fields)
    if change.reviewer and change.reviewer not in fields.panel:
        fields = reviewer_fields(change.reviewer, change.reviewer)
    return fields.get(change.field)


def remark(change: Change, field: Field | None) -> str:
    """Say what a change means or by how much it is, nothing where there is nothing to say."""
    if field is None or is_over_other_reviews(change, field):
        return ""
    return field.remark(change.before, change.after)


def is_another_value(change: Change) -> bool:
    """Say whether something has another value now, and is not merely known or unknown."""
    return change.before not in (None, ()) and change.after not in (None, ())


def is_over_other_reviews(change: Change, field: Field | None) -> bool:
    """Say whether a number is made of other people's opinions now, so that it did not go up or down."""
    is_made = field is not None and bool(field.given_by) and field.kind.style == "number"
    return is_made and is_another_value(change) and change.trend is None


def is_prose(field: Field | None) -> bool:
    """Say whether a field holds texts that are too long to be quoted."""
    return field is not None and field.kind.style == "prose"


def edited(change: Change) -> str:
    """Say what became of a text that is not quoted."""
    return "added" if change.before is None else "removed" if change.after is None else "edited"


def plain(value: Any) -> str:
    """Return a value as a sentence shows it, on one line and shortened; nothing for what is unknown."""
    if value is None or value == ():
        return ""
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part is not None)
    return shorten(_on_one_line(value), _LONGEST)


def _on_one_line(value: Any) -> str:
    text = ", ".join(value) if isinstance(value, tuple | list) else str(value)
    return " ".join(text.split())


def tool_names(changes: Iterable[Change]) -> dict[str | None, str]:
    """Return what to call what changed, by `subject`: the name, with the slug where two share it."""
    names = {key: change.name or "" for change in changes if (key := subject(change))}
    found: dict[str | None, str] = {None: "the catalog"}
    return found | labels(names)


def subject(change: Change) -> str | None:
    """Return the slug of the tool, or the path of the decision, that changed; None for the catalog itself."""
    if change.kind == "decision":
        return (change.field or "").removesuffix(".winner")
    return change.tool


def is_winner(change: Change) -> bool:
    """Say whether a decision has another winner, and did not come or go."""
    return change.kind == "decision" and (change.field or "").endswith(".winner")


def winners(of: Sequence[Winner]) -> str:
    """Name the tools of a first rank: several are tied; nothing for none."""
    names = [plain(one.name) for one in of]
    more = len(names) - _FIRST_RANK
    return natural_list([*names[:_FIRST_RANK], f"{more:,} more"] if more > 1 else names)


def without_dates(changes: Iterable[T]) -> list[T]:
    """Return changes without new dates that only come with another change of that review or pricing."""
    listed = list(changes)
    others = {_subject(change) for change in listed if not _is_date(change)}
    return [change for change in listed if not (_is_date(change) and _subject(change) in others)]


def _is_date(change: Change) -> bool:
    """Return whether a change is that of a date which says how old another field is."""
    field = field_of(change, BUILTIN)
    return field is not None and field.kind.name == "date" and bool(field.part_of)


def _subject(change: Change) -> tuple[str | None, str | None, str]:
    """Return the table that a changed field is in: the pricing, or somebody's review."""
    keys = (change.field or "").split(".")
    table = "" if change.reviewer else ".".join(keys[: 2 if change.seller else 1] if len(keys) > 1 else [])
    return change.tool, change.reviewer, table


def sides(change: Change, field: Field | None, fields: Registry) -> tuple[str, str]:
    """Return both values of a change in words, exactly if they would read alike; what is unknown is empty.

    Of tables of prices, only what is not in both is told; where one side has nothing of its own, the other
    says what became of it.
    """
    if field and isinstance(change.before, PriceTable) and isinstance(change.after, PriceTable):
        old, new = (field.shown(one) for one in apart(change.before, change.after))
        if old or new:
            return (old, new) if old and new else ("", f"{new} added" if new else f"{old} removed")
    if any(isinstance(side, Offer) for side in (change.before, change.after)):
        return _offer(change.before, fields), _offer(change.after, fields)
    before, after = (_words(field, side) for side in (change.before, change.after))
    if field and before == after:
        before, after = (_words(field, side, exact=True) for side in (change.before, change.after))
    if before == after and is_another_value(change):
        return shorten_both(_on_one_line(change.before), _on_one_line(change.after), _LONGEST)
    return before, after


def _words(field: Field | None, value: Any, *, exact: bool = False) -> str:
    if field is None and isinstance(value, int | float) and not isinstance(value, bool):
        return Measure().long(value)
    as_shown = field is not None and (field.kind.style == "number" or isinstance(value, _AS_SHOWN))
    if field is None or not as_shown or value is None:
        return plain(value)
    return field.exact(value) if exact else field.shown(value)


def _offer(offer: Offer | None, fields: Registry) -> str:
    """Return what a seller asks, as short as it can be told."""
    if offer is None:
        return ""
    called = {meter: uncapitalized(field.label) for meter, field in fields.meters.items()}
    rates = [
        f"{called.get(meter, meter)} {money.price(rate.amount, offer.currency or '')}"
        for meter, rate in offer.rates.items()
    ]
    return ", ".join(rates) or plain(offer.summary) or "without rates"


_AS_SHOWN = (Bounds, Nothing, Period, PriceTable, bool)
"""What no text stands for without the words of its field."""


def quoted(change: Change, field: Field | None, text: str) -> str:
    """Return a side of a change as a sentence shows it, a line of free text in quotation marks."""
    free = change.kind == "title" if field is None else _is_free_text(field)
    return f"“{text}”" if text and free else text or "unknown"


def _is_free_text(field: Field) -> bool:
    """Return whether a field is a line of free text: `metavar` says what else it is the name of."""
    return field.stored and isinstance(field.kind, Text) and not field.metavar
