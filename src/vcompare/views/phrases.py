"""The words for what changed, which the table of `diff` and the sentences of a digest share."""

from collections.abc import Iterable
from typing import Any, TypeVar

from vcompare.fields import BUILTIN, Field, Registry
from vcompare.fields.kinds import Text
from vcompare.history.changes import Change, reviewer_fields
from vcompare.model import Bounds, Nothing, Period
from vcompare.text.words import labels, shorten, shorten_both, uncapitalized

T = TypeVar("T", bound=Change)

_LONGEST = 60
_WHOLE_TOOL = {"added", "removed", "retired", "returned"}


def label(change: Change, fields: Registry) -> str:
    """Say what changed: `panel verdict`, `Builder's score`."""
    if change.kind in _WHOLE_TOOL:
        return change.kind
    if change.kind == "declaration":
        return _declaration(change, fields)
    reviewer = fields.panel.get(change.reviewer or "", change.reviewer or "")
    if change.kind == "panel":
        return f"panelist {reviewer}"
    if change.field == "slug":
        return "renamed"
    field = field_of(change, fields)
    if field is None:
        return f"review by {reviewer}" if reviewer else f"catalog {change.field}"
    return field.label if reviewer and field.label.startswith(reviewer) else uncapitalized(field.label)


def _declaration(change: Change, fields: Registry) -> str:
    key, part = spec_part(change)
    of = uncapitalized(fields.specs[key].label)
    return {"": f"spec `{key}`", "label": f"label of `{key}`"}.get(part, f"{part} of {of}")


def spec_part(change: Change) -> tuple[str, str]:
    """Return the key of a spec that is declared otherwise, and what of it; nothing if it came or went."""
    key, _, part = (change.field or "").removeprefix("specs.").partition(".")
    return key, part


def field_of(change: Change, fields: Registry) -> Field | None:
    """Return the field of a tool that changed, None for a whole review and for the catalog itself."""
    if change.field is None or change.kind == "declaration":
        return None
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
    """Return what to call the tools that changed, by slug: the name, with the slug where two share it."""
    names = {change.tool: change.name or "" for change in changes if change.tool}
    found: dict[str | None, str] = {None: "the catalog"}
    return found | labels(names)


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
    table = "" if change.reviewer else (change.field or "").rpartition(".")[0]
    return change.tool, change.reviewer, table


def sides(change: Change, field: Field | None) -> tuple[str, str]:
    """Return both values of a change in words, exactly if they would read alike; what is unknown is empty."""
    before, after = (_words(field, side) for side in (change.before, change.after))
    if field and before == after:
        before, after = (_words(field, side, exact=True) for side in (change.before, change.after))
    if before == after and is_another_value(change):
        return shorten_both(_on_one_line(change.before), _on_one_line(change.after), _LONGEST)
    return before, after


def _words(field: Field | None, value: Any, *, exact: bool = False) -> str:
    as_shown = field is not None and (field.kind.style == "number" or isinstance(value, _AS_SHOWN))
    if field is None or not as_shown or value is None:
        return plain(value)
    return field.exact(value) if exact else field.shown(value)


_AS_SHOWN = (Bounds, Nothing, Period, bool)
"""What no text stands for without the words of its field."""


def quoted(change: Change, field: Field | None, text: str) -> str:
    """Return a side of a change as a sentence shows it, a line of free text in quotation marks."""
    free = change.kind == "title" if field is None else _is_free_text(field)
    return f"“{text}”" if text and free else text or "unknown"


def _is_free_text(field: Field) -> bool:
    """Return whether a field is a line of free text: `metavar` says what else it is the name of."""
    return field.stored and isinstance(field.kind, Text) and not field.metavar
