"""The words for what changed, which the table of `diff` and the sentences of a digest share."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from vcompare.fields import BUILTIN, Field
from vcompare.fields.kinds import Text
from vcompare.history.changes import Change, reviewer_fields
from vcompare.text.words import labels, shorten

T = TypeVar("T", bound=Change)

_LONGEST = 60
_WHOLE_TOOL = {"added", "removed", "retired", "returned"}


def label(change: Change, panel: Mapping[str, str]) -> str:
    """Say what changed: `panel verdict`, `Builder's score`."""
    reviewer = panel.get(change.reviewer or "", change.reviewer or "")
    field = field_of(change, panel)
    if change.kind in _WHOLE_TOOL:
        return change.kind
    if change.kind == "panel":
        return f"panelist {reviewer}"
    if change.field == "slug":
        return "renamed"
    if field is None:
        return f"review by {reviewer}" if reviewer else f"catalog {change.field}"
    starts_with_name = reviewer and field.label.startswith(reviewer)
    return field.label if starts_with_name else f"{field.label[:1].lower()}{field.label[1:]}"


def field_of(change: Change, panel: Mapping[str, str]) -> Field | None:
    """Return the field that changed, None for a whole review and for the catalog itself."""
    slug = change.reviewer
    fields = reviewer_fields(slug, panel.get(slug, slug)) if slug else BUILTIN
    return fields[change.field] if change.field and change.field in fields else None


def remark(change: Change, field: Field | None) -> str:
    """Say what a change means or by how much it is, nothing where there is nothing to say."""
    known = None not in (change.before, change.after) and not is_over_other_reviews(change, field)
    return field.kind.remark(change.before, change.after) if field and known else ""


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
    text = ", ".join(value) if isinstance(value, tuple | list) else str(value)
    return shorten(" ".join(text.split()), _LONGEST)


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
    field = field_of(change, {})
    return field is not None and field.kind.name == "date" and bool(field.part_of)


def _subject(change: Change) -> tuple[str | None, str | None, str]:
    """Return the table that a changed field is in: the pricing, or somebody's review."""
    table = "" if change.reviewer else (change.field or "").rpartition(".")[0]
    return change.tool, change.reviewer, table


def quoted(change: Change, field: Field | None, value: Any) -> str:
    """Return a value of a change as a sentence shows it, a line of free text in quotation marks."""
    if field and field.kind.style == "number" and value is not None:
        return field.shown(value)
    text = plain(value)
    free = change.kind == "title" if field is None else _is_free_text(field)
    return f"“{text}”" if text and free else text or "unknown"


def _is_free_text(field: Field) -> bool:
    """Return whether a field is a line of free text: `metavar` says what else it is the name of."""
    return field.stored and isinstance(field.kind, Text) and not field.metavar
