"""The news of a catalog, as a post of several sections."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from vcompare.fields import Importance, Registry
from vcompare.history.digest import Digest
from vcompare.history.git.commits import Revision
from vcompare.history.span import AttributedChange
from vcompare.history.staleness import Stale
from vcompare.text.prose import Items, Node, Paragraph, Span
from vcompare.text.slugs import slug_of
from vcompare.text.words import plural, series
from vcompare.views.blocks import Block, Heading, Passage, Post, words
from vcompare.views.news import sentences
from vcompare.views.phrases import (
    field_of,
    is_another_value,
    is_over_other_reviews,
    subject,
    tool_names,
    without_dates,
)

Topic = Importance | Literal["announced", "meters"]
"""What a section is about: what a change is, but for retirements ahead, and for what prices are for."""
_SECTIONS: dict[str, dict[Topic, tuple[str, str] | None]] = {
    "Decisions": {"decision": ("decision changed", "decisions changed")},
    "New": {"added": ("new tool", "new tools")},
    "Back": {"returned": ("tool is back", "tools are back")},
    "Verdicts that flipped": {"verdict": ("verdict flipped", "verdicts flipped")},
    "Scores that moved": {"score": ("score moved", "scores moved"), "ship_percent": None},
    "Cheaper or more expensive": {
        "entry": ("entry tier changed", "entry tiers changed"),
        "pricing": ("price changed", "prices changed"),
        "cost": None,
    },
    "Retired and removed": {
        "retired": ("tool retired", "tools retired"),
        "removed": ("tool removed", "tools removed"),
    },
    "To be retired": {"announced": ("tool to be retired", "tools to be retired")},
    "Renamed": {"renamed": ("tool renamed", "tools renamed")},
    "Reviews": {"review": ("tool with changed reviews", "tools with changed reviews")},
    "Votes": {"votes": ("tool with new votes", "tools with new votes")},
    "Specs": {"specs": ("tool with changed specs", "tools with changed specs")},
    "Other facts": {"facts": ("tool with changed facts", "tools with changed facts")},
    "The catalog": {
        "panel": ("change to the panel", "changes to the panel"),
        "declaration": ("change to the list of specs", "changes to the list of specs"),
        "meters": ("change to what prices are for", "changes to what prices are for"),
        "title": None,
    },
}
"""What each section is about, and what the lead counts, as one and as more."""
_BY_TOOL = {"renamed", "review", "votes", "specs", "facts"}
_VALUES: dict[Importance, Topic] = {
    "score": "review",
    "ship_percent": "review",
    "verdict": "review",
    "entry": "facts",
    "pricing": "facts",
    "cost": "facts",
}
"""What a change is about where a value is only known now, or not any more, or is made of other opinions."""
_MANY = 4
_FEW = 3
_PRICES = "Cheaper or more expensive"


def post(of: Digest) -> Post:
    """Lay out a digest."""
    title = f"{of.title}: {of.ends.title}"
    lead = _lead(of)
    blocks = (Heading(title, 1), Passage(words(lead)), *_news(of), *_stale(of), *_unread(of))
    return Post(title, lead, of.ends.until, slug_of(of.ends.title), blocks)


def _lead(of: Digest) -> str:
    """Count what there is, kind by kind; where there is nothing, say so as far as that is known."""
    parts = []
    counted = {kind: nouns for kinds in _SECTIONS.values() for kind, nouns in kinds.items() if nouns}
    for kind, (one, more) in counted.items():
        found = [change.tool for change in without_dates(of.changes) if _topic(of, change) == kind]
        if count := len(set(found) if kind in _BY_TOOL else found):
            parts.append(f"{count} {one if count == 1 else more}")
    fresh = len(became_stale(of))
    stale = f"{plural(fresh, 'fact')} became stale" if fresh else ""
    if of.changes:
        return f"{series([*filter(None, [*parts, stale])]) or 'The catalog changed'}."
    known = ", as far as the catalog can be read" if of.skipped else ""
    return f"Nothing changed that a reader sees{known}{f'; {stale}' if stale else ''}."


def _news(of: Digest) -> Iterator[Block]:
    seen = set[str]()
    names = tool_names(of.changes)
    for title, kinds in _SECTIONS.items():
        found = [change for change in without_dates(of.changes) if _topic(of, change) in kinds]
        if by_tool := _by_tool(found):
            is_certain = title != _PRICES or any(change.trend for change in found)
            yield Heading(title if is_certain else "Prices", 2)
            items = [_item(of, slug, names[slug], changes, seen) for slug, changes in by_tool.items()]
            yield Passage((Items(tuple(items)),))


def _topic(of: Digest, change: AttributedChange) -> Topic:
    """Return what a change is about, for a reader of the digest."""
    if change.kind == "retired" and change.after > of.ends.until:
        return "announced"
    if change.kind == "declaration" and not (change.field or "").startswith("specs."):
        return "meters"
    has_moved = is_another_value(change) and not is_over_other_reviews(change, field_of(change, of.fields))
    return change.kind if has_moved else _VALUES.get(change.kind, change.kind)


def _by_tool(changes: Iterable[AttributedChange]) -> dict[str | None, list[AttributedChange]]:
    found: dict[str | None, list[AttributedChange]] = {}
    for change in changes:
        found.setdefault(subject(change), []).append(change)
    return found


def _item(
    of: Digest, slug: str | None, name: str, changes: Sequence[AttributedChange], seen: set[str]
) -> tuple[Node, ...]:
    """Say what changed in a tool, and when, and once in a post with what to compare it next."""
    said = "; ".join(sentences(changes, of.tools.get(slug or ""), of.fields, of.ends.until))
    made = {cause for change in changes for cause in change.commits}
    spans = [Span(name, strong=True), Span(f": {said} ({days(made)}).")]
    if slug and slug in of.tools and slug not in seen:
        spans += _next(of, slug)
        seen.add(slug)
    return (Paragraph(tuple(spans)),)


def days(causes: Iterable[Revision]) -> str:
    """Return the days of commits, the first and the last where there are many."""
    found = sorted({str(cause.date) for cause in causes})
    return series(found) if len(found) < _MANY else f"{found[0]} to {found[-1]}"


def _next(of: Digest, slug: str) -> Iterator[Span]:
    """Name the comparison that is worth reading next, as the command that shows it."""
    pair = next((pair for pair in of.suggested if slug in pair), None)
    if pair:
        yield Span(" Compare next: ")
        yield Span(f"vcompare show {' '.join(pair)}", code=True)
        yield Span(".")


def _stale(of: Digest) -> Iterator[Block]:
    """Name what became stale in the span, and count what had before."""
    if not of.stale:
        return
    fresh = became_stale(of)
    yield Heading("Stale", 2)
    if fresh:
        yield Passage((Items(tuple(words(stale_since(one, of.fields)) for one in fresh)),))
    if older := len(of.stale) - len(fresh):
        rules = ["stale-pricing", "stale-review", *(["stale-spec"] if of.fields.specs else [])]
        checked = Span(f"vcompare check --select {','.join(rules)}", code=True)
        before = Span(f"{plural(older, 'fact')} became stale before: ")
        yield Passage((Paragraph((before, checked, Span(" lists all."))),))


def became_stale(of: Digest) -> list[Stale]:
    """Return what became stale within the span."""
    return [one for one in of.stale if of.ends.since <= one.stale_since <= of.ends.until]


def stale_since(one: Stale, fields: Registry) -> str:
    """Say since when something is stale. The id of its entry in a feed is made from this sentence."""
    reviewer = fields.panel.get(one.reviewer or "", one.reviewer)
    what = f"review by {reviewer} written" if reviewer else f"{_read(one, fields)} read"
    return f"{one.name}: {what} on {one.date}, stale since {one.stale_since}."


def _read(one: Stale, fields: Registry) -> str:
    """Name what was read: prices, or specs or rates, of many the first few."""
    known, noun = (fields.specs, "spec") if one.specs else (fields.meters, "rate")
    keys = one.specs or one.rates
    labels = [known[key].label for key in keys[:_FEW]]
    more = len(keys) - _FEW
    named = series([*labels, plural(more, f"more {noun}")] if more > 0 else labels)
    if one.rates and more <= 0:
        named = f"{named} {noun if len(labels) == 1 else f'{noun}s'}"
    if one.offer:
        return f"{named or 'prices'} of {one.offer}"
    return named or "pricing"


def _unread(of: Digest) -> Iterator[Block]:
    """Name the tools whose files cannot be read at the end of the span, as news may be missing."""
    if of.skipped:
        yield Heading("Not readable", 2)
        lines = (f"{one.tool}: {one.path}:{one.line}:{one.column}: {one.message}" for one in of.skipped)
        yield Passage((Items(tuple(map(words, lines))),))
