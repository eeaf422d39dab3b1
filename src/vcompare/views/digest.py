"""The news of a catalog, as a post of several sections and as entries of a feed."""

import datetime
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from vcompare.changes import Kind
from vcompare.comparison import Overview
from vcompare.digests import Digest, Stale
from vcompare.errors import VcompareError
from vcompare.markup import Items, Node, Paragraph, Span
from vcompare.origins import News
from vcompare.text import plural
from vcompare.views.blocks import Block, Entry, Feed, Heading, Post, Prose, words
from vcompare.views.changes import called, phrase, told

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "vcompare.digest")
_MOST_STALE = 10
_SECTIONS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("New", ("added", "returned")),
    ("Verdicts that flipped", ("verdict",)),
    ("Scores that moved", ("score", "ship_percent")),
    ("Cheaper or dearer", ("entry", "pricing")),
    ("Retired and removed", ("retired", "removed")),
    ("Renamed", ("renamed",)),
    ("Reviews", ("review",)),
    ("Votes", ("votes",)),
    ("Other facts", ("facts", "panel", "title")),
)


def post(of: Digest) -> Post:
    """Lay out a digest."""
    title = f"{of.title}: {of.since} to {of.until}"
    lead = _lead(of)
    blocks = (Heading(title, 1), Prose(words(lead)), *_news(of), *_stale(of.stale))
    return Post(title, lead, of.until, f"{of.since}-to-{of.until}", blocks)


def payload(of: Digest) -> dict[str, Any]:
    """Return the digest as JSON has it."""
    return {
        "title": of.title,
        "since": of.since,
        "until": of.until,
        "from": of.before,
        "to": of.after.name,
        "changes": of.changes,
        "stale": of.stale,
        "suggested": of.suggested,
        "skipped": of.skipped,
    }


def feed(of: Digest) -> Feed:
    """Lay out the news tool by tool, and the facts that are stale, the latest first.

    Raises VcompareError where a clone is too shallow to know what tells the catalog from all others.
    """
    if not of.identity:
        raise VcompareError(
            "the ids of a feed are made from the first commit, which this clone lacks",
            "`git fetch --unshallow` brings it",
        )
    found = sorted(
        (*_of_tools(of), *_of_stale(of)),
        key=lambda entry: (-entry.updated.timestamp(), entry.title, entry.key),
    )
    return Feed(name(of.identity), of.title, moment(of.after.seconds), tuple(found))


def key(of: Digest) -> str:
    """Return the UUID of the digest as a whole: of its span of commits."""
    return name(of.before or "", of.after.name, str(of.since), str(of.until))


def name(*parts: str) -> str:
    """Return the UUID that stands for what is told apart by these parts (RFC 4122, section 4.3)."""
    return str(uuid.uuid5(_NAMESPACE, "\n".join(parts)))


def moment(seconds: int) -> datetime.datetime:
    """Return the moment so many seconds after the beginning of 1970, in UTC."""
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


def _lead(of: Digest) -> str:
    counted = [
        (len({change.tool for change in of.changes if change.kind == "added"}), "new tool", ""),
        (sum(change.kind == "verdict" for change in of.changes), "verdict", " flipped"),
        (
            sum(change.kind == "score" and not change.reviewer for change in of.changes),
            "panel score",
            " moved",
        ),
        (
            len({change.tool for change in of.changes if change.kind in {"entry", "pricing"}}),
            "pricing change",
            "",
        ),
    ]
    parts = [f"{plural(count, noun)}{verb}" for count, noun, verb in counted if count]
    if not of.changes:
        return "Nothing changed that a reader sees."
    return f"{', '.join(parts) or 'No new tool, no verdict flipped, no score moved'}."


def _news(of: Digest) -> Iterator[Block]:
    seen = set[str]()
    names = called(of.changes)
    for title, kinds in _SECTIONS:
        by_tool: dict[str | None, list[News]] = {}
        for change in told(of.changes):
            if change.kind in kinds:
                by_tool.setdefault(change.tool, []).append(change)
        if by_tool:
            yield Heading(title, 2)
            items = [_item(of, slug, names[slug], changes, seen) for slug, changes in by_tool.items()]
            yield Prose((Items(tuple(items)),))


def _item(
    of: Digest, slug: str | None, name: str, changes: Sequence[News], seen: set[str]
) -> tuple[Node, ...]:
    """Say what changed in a tool, since which commit, and once in a post with what to compare it next."""
    spans = [Span(name, strong=True), Span(f": {'; '.join(_phrases(of, changes))}. ")]
    spans.append(_from(changes))
    if slug and slug not in seen:
        spans += _next(of, slug)
        seen.add(slug)
    return (Paragraph(tuple(spans)),)


def _phrases(of: Digest, changes: Sequence[News]) -> Iterator[str]:
    for change in changes:
        tool = of.tools.get(change.tool or "")
        yield _introduced(tool) if change.kind == "added" and tool else phrase(change, of.panel)


def _introduced(tool: Overview) -> str:
    """Say of a new tool what it is, what the panel thinks and what it takes to start."""
    panel, score = tool.panel, tool.panel.score
    said = f"panel {panel.verdict}, {panel.ship_percent}% ship" if panel.verdict else "no reviews yet"
    return (
        f"{tool.tagline.rstrip('.')}; {said}; " + (f"score {score.mean:.1f}; " if score else "") + tool.entry
    )


def _from(changes: Sequence[News]) -> Span:
    """Name the commits that made the changes, with their days."""
    told = dict.fromkeys(
        f"{one.date}, {one.commit[:10]}" for one in sorted(changes, key=lambda one: one.seconds)
    )
    return Span(f"{'; '.join(told)}.")


def _next(of: Digest, slug: str) -> Iterator[Span]:
    """Name the comparison that is worth reading next, as the command that shows it."""
    pair = next((pair for pair in of.suggested if slug in pair), None)
    if pair:
        yield Span(" Compare next: ")
        yield Span(f"vcompare show {' '.join(pair)}", code=True)
        yield Span(".")


def _stale(of: Sequence[Stale]) -> Iterator[Block]:
    if not of:
        return
    yield Heading("Stale", 2)
    yield Prose((Items(tuple(words(_aged(one)) for one in of[:_MOST_STALE])),))
    if len(of) > _MOST_STALE:
        yield Prose(
            words(f"And {plural(len(of) - _MOST_STALE, 'more fact')} that should be looked at again.")
        )


def _aged(one: Stale) -> str:
    what = "pricing read" if one.reviewer is None else f"review by {one.reviewer} written"
    return f"{one.name}: {what} on {one.date}, stale since {one.stale_since}."


def _of_tools(of: Digest) -> Iterator[Entry]:
    """Yield what is new of every tool since the last commit that touched it."""
    by_tool: dict[str | None, list[News]] = {}
    for change in told(of.changes):
        by_tool.setdefault(change.tool, []).append(change)
    names = called(of.changes)
    for slug, changes in by_tool.items():
        last = max(changes, key=lambda change: change.seconds)
        said = Items(tuple(map(words, _phrases(of, changes))))
        yield Entry(
            name(of.identity, slug or "", last.commit),
            f"{names[slug]}: {phrase(changes[0], of.panel)}",
            moment(last.seconds),
            (Prose((said, Paragraph((_from(changes), *_next(of, slug or ""))))),),
        )


def _of_stale(of: Digest) -> Iterator[Entry]:
    """Yield every stale fact, as of the day on which it became that."""
    for one in of.stale:
        at = datetime.datetime.combine(one.stale_since, datetime.time(), datetime.UTC)
        text = (Prose(words(_aged(one))),)
        yield Entry(name(of.identity, one.tool, one.field, str(one.date)), f"{one.name}: stale", at, text)
