"""What a commit changed, and which commits are behind a change."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from vcompare.comparison import Card
from vcompare.fields import Registry
from vcompare.history.changes import Change
from vcompare.history.git.commits import Revision


class AttributedChange(Change, frozen=True, kw_only=True):
    """A change over a span, and the commits that made it, oldest first."""

    commits: tuple[Revision, ...]


class Event(Struct, frozen=True):
    """What one commit changed in one tool, and what that is since; for the catalog as a whole, no slug.

    `fields` are those of the catalog before and after it.
    """

    cause: Revision
    slug: str | None
    tool: Card | None
    changes: tuple[Change, ...]
    fields: Registry


class SpanChanges(Struct, frozen=True):
    """What happened: on the whole, most important first, and commit by commit, oldest first."""

    news: tuple[AttributedChange, ...]
    events: tuple[Event, ...]


def attributed(found: Iterable[Change], events: Sequence[Event]) -> Iterator[AttributedChange]:
    """Yield changes with the last commit that made each; a new tool has all of its commits."""
    causes = [event.cause for event in events]
    last = {(one.field, one.reviewer): event.cause for event in events for one in event.changes}
    for change in found:
        own = last.get((change.field, change.reviewer))
        known = {field: getattr(change, field) for field in Change.__struct_fields__}
        commits = causes if change.kind == "added" else [own] if own else causes[-1:]
        yield AttributedChange(**known, commits=tuple(commits))
