"""What changed, in words and as the table of `diff`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from vcompare.history.changes import Change
from vcompare.history.diff import Diff
from vcompare.text.words import plural, shorten
from vcompare.views.answers import verdict
from vcompare.views.blocks import Block, Cell, Column, Prose, Table, unknown, words

T = TypeVar("T", bound=Change)

_LONGEST = 60
_WORDS = {"name", "pricing.summary", "tagline", "best_for", "title"}
_FIELDS = {
    "panel.verdict": "panel verdict",
    "panel.score": "panel score",
    "panel.ship_percent": "ship share",
    "pricing.source": "price page",
    "pricing.checked": "pricing as of",
    "pricing.summary": "pricing",
    "community.ship": "votes to ship",
    "community.skip": "votes to skip",
    "best_for": "best for",
    "aliases": "other names",
    "title": "catalog title",
}
_TRENDS = {("entry", "down"): "cheaper to start", ("entry", "up"): "dearer to start",
           ("pricing", "down"): "lower amounts", ("pricing", "up"): "higher amounts"}  # fmt: skip


def blocks(found: Diff, before: str, after: str) -> list[Block]:
    """Lay out what changed from one state to another, both as people call them, a row each."""
    if not found.changes:
        known = " in what can be read" if found.skipped else ""
        return [Prose(words(f"{before} → {after}: nothing changed that a reader sees{known}"))]
    tools = len({change.tool for change in found.changes if change.tool})
    among = f" to {plural(tools, 'tool')}" if tools else ""
    count = f"{before} → {after}: {plural(len(found.changes), 'change')}{among}"
    columns = (Column("Tool", long=True), Column("What", long=True), Column("Before", long=True),
               Column("After", long=True))  # fmt: skip
    names = called(found.changes)
    rows = tuple(_row(change, names, found) for change in found.changes)
    return [Prose(words(count)), Table(columns, rows)]


def called(changes: Iterable[Change]) -> dict[str | None, str]:
    """Return what to call the tools that changed, by slug: the name, with the slug where two share it."""
    names = {change.tool: change.name or "" for change in changes if change.tool}
    shared = Counter(names.values())
    return {
        None: "the catalog",
        **{slug: f"{name} ({slug})" if shared[name] > 1 else name for slug, name in names.items()},
    }


def label(change: Change, panel: Mapping[str, str]) -> str:
    """Say which fact changed: `panel verdict`, `Builder's score`."""
    if change.kind in _EVENTS:
        return change.kind
    if change.kind == "panel":
        return f"seat of {panel.get(change.reviewer or '', change.reviewer)}"
    if change.reviewer:
        return _PARTS[_part(change)].format(panel.get(change.reviewer, change.reviewer))
    if change.kind == "renamed":
        return "renamed" if change.field == "slug" else "name"
    return _FIELDS.get(change.field or "", change.field or "")


_EVENTS = {
    "added": "added",
    "removed": "removed",
    "retired": "retired as of {}",
    "returned": "no longer retired",
}
_PARTS = {
    "": "review by {}",
    "verdict": "{}'s verdict",
    "score": "{}'s score",
    "text": "{}'s review",
    "summary": "{}'s summary",
    "date": "date of {}'s review",
}


def _part(change: Change) -> str:
    """Return which part of a review changed, empty for all of it."""
    return "".join((change.field or "").split(".")[2:])


def _is_long(change: Change) -> bool:
    """Say whether a text changed that is too long to be quoted."""
    return change.field == "description" or _part(change) in {"text", "summary"}


def told(changes: Iterable[T]) -> list[T]:
    """Return changes without the new dates that only come with another change of that review or pricing."""
    listed = list(changes)
    others = {_subject(change) for change in listed if not _is_date(change)}
    return [change for change in listed if not (_is_date(change) and _subject(change) in others)]


def _is_date(change: Change) -> bool:
    return change.field == "pricing.checked" or _part(change) == "date"


def _subject(change: Change) -> tuple[str | None, str | None, bool]:
    return change.tool, change.reviewer, (change.field or "").startswith("pricing.")


def phrase(change: Change, panel: Mapping[str, str]) -> str:
    """Say in a few words what changed: `Builder's score 88 → 62 (-26)`."""
    what = label(change, panel)
    before, after = (_shown(change.field, of) for of in (change.before, change.after))
    if change.kind in _EVENTS:
        return _EVENTS[change.kind].format(after)
    if change.kind == "panel":
        return _of_panel(change)
    if _is_long(change) or before == after:
        return f"{what} {_of_text(change)}"
    if change.kind == "review" and (change.before is None or change.after is None):
        return f"{what} removed" if change.after is None else f"{what}: {after}"
    return " ".join(filter(None, [what, before, "→", after, _aside(change)]))


def _of_panel(change: Change) -> str:
    if change.before is None:
        return f"{change.after} joins the panel"
    if change.after is None:
        return f"{change.before} leaves the panel"
    return f"{change.before} of the panel is called {change.after} now"


def _shown(field: str | None, of: Any) -> str:
    text = value(of)
    if not text:
        return "unknown"
    return f"“{text}”" if field in _WORDS else f"{text}%" if field == "panel.ship_percent" else text


def value(of: Any) -> str:
    """Return a value as a sentence shows it, on one line and shortened; nothing for what is not known."""
    if of is None or of == ():
        return ""
    if isinstance(of, dict):
        return " ".join(str(part) for part in of.values() if part is not None)
    if isinstance(of, tuple | list):
        return value(", ".join(of))
    text = " ".join(str(of).split())
    return shorten(text, _LONGEST)


def _aside(change: Change) -> str:
    """Say by how much a number changed, or in which direction what is no number did."""
    if isinstance(change.before, int | float) and isinstance(change.after, int | float):
        moved = change.after - change.before
        return f"({moved:+.1f})" if isinstance(moved, float) else f"({moved:+})"
    told = _TRENDS.get((change.kind, change.trend or ""))
    return f"({told})" if told else ""


def _of_text(change: Change) -> str:
    return "added" if change.before is None else "removed" if change.after is None else "edited"


def _row(change: Change, names: Mapping[str | None, str], found: Diff) -> tuple[Cell, ...]:
    what = label(change, found.panel)
    answers = _sides(change, found) if change.kind in {"added", "removed"} else _answers(change)
    return Cell(names[change.tool]), Cell(f"{what[:1].upper()}{what[1:]}"), *answers


def _sides(change: Change, found: Diff) -> Iterator[Cell]:
    """Cell what the panel thinks of a tool on the side on which it is."""
    for cards in (found.before, found.after):
        card = cards.get(change.tool or "")
        yield verdict(card.panel) if card else Cell("")


def _answers(change: Change) -> Iterator[Cell]:
    if _is_long(change) or value(change.before) == value(change.after):
        yield from (Cell(""), Cell(_of_text(change)))
        return
    shape = _SHAPES.get(change.field or "") or _SHAPES.get(change.kind, _plain)
    after = shape(change.after)
    aside = _aside(change).strip("()")
    yield shape(change.before)
    yield replace(after, detail=aside) if aside else after


def _plain(of: Any) -> Cell:
    text = value(of)
    return Cell(text) if text else unknown()


def _of_verdict(of: Any) -> Cell:
    return Cell(of, "verdict", verdict=of) if of else unknown("none")


def _number(of: Any) -> Cell:
    return Cell(str(of), "number") if of is not None else unknown()


def _opinion(of: Any) -> Cell:
    if isinstance(of, dict):
        return Cell(of["verdict"], "verdict", verdict=of["verdict"], detail=value(of["score"]))
    return _plain(of) if of is not None else unknown("none")


# By the field, or else by the kind of the change.
_SHAPES: dict[str, Callable[[Any], Cell]] = {
    "panel": lambda of: Cell(of) if of else unknown("none"),
    "panel.verdict": _of_verdict,
    "panel.score": _number,
    "panel.ship_percent": lambda of: Cell(f"{of}%", "number") if of is not None else unknown(),
    "verdict": _of_verdict,
    "score": _number,
    "votes": _number,
    "review": _opinion,
    "retired": lambda of: Cell(str(of)) if of else Cell("not retired"),
    "returned": lambda of: Cell(str(of)) if of else Cell("not retired"),
}
