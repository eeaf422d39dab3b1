"""One state of a catalog against another."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from vcompare.comparison import Card, card
from vcompare.errors import VcompareError
from vcompare.fields import Registry
from vcompare.history.changes import Change, by_importance, changes
from vcompare.history.deciding import decision_changes
from vcompare.history.declarations import compared, fields_of, settings_changes, without_departed
from vcompare.history.git.repository import Repository
from vcompare.history.renames import renames
from vcompare.history.states import Skipped, State, differing
from vcompare.model import Panelist, Record


class Diff(Struct, frozen=True):
    """What changed from one state to another, most important first, and which files were left out.

    `before` and `after` are the cards of the tools that were compared, by slug; `fields` are
    those of both catalogs.
    """

    changes: tuple[Change, ...]
    skipped: tuple[Skipped, ...]
    before: Mapping[str, Card]
    after: Mapping[str, Card]
    fields: Registry


def diff_revisions(root: Path, names: Sequence[str]) -> tuple[State, State, Diff]:
    """Compare two revisions, or one with the files as they are: the states, and what changed between them.

    `A..B` is A and B, and `A...B` begins where the two parted. Raises VcompareError for more than two, and
    for what is no revision of a catalog.
    """
    first, second, since_they_parted = _ends(names)
    with Repository(root) as repository:
        start = repository.revision(first)
        end = None if second is None else repository.revision(second)
        if end and since_they_parted:
            start = repository.common(start, end)
        before = State.at(repository, start)
        after = State.at(repository, end) if end else State.now(repository, before)
        return before, after, diff(before, after)


def diff(before: State, after: State, *, slugs: Collection[str] | None = None) -> Diff:
    """Compare two states, or of them some tools alone. One that cannot be read in one of them is left out."""
    is_whole = slugs is None
    slugs = differing(before, after) if slugs is None else slugs
    old, skipped = before.records(slugs)
    new, more = after.records(slugs)
    for unread in {one.tool for one in (*skipped, *more)}:
        old.pop(unread, None)
        new.pop(unread, None)
    old_cards, new_cards = _cards(old, before.settings.panel), _cards(new, after.settings.panel)
    both, workloads = (before.settings, after.settings), after.catalog.workloads
    settings = settings_changes(*both)
    fields = compared(*both, workloads=workloads)
    found = without_departed(changes(old_cards, new_cards, renames(old, new), fields), settings)
    decisions, uncomputed = decision_changes(before, after, found) if is_whole else ([], [])
    of_all = tuple(by_importance([*found, *settings, *decisions]))
    return Diff(
        of_all, (*skipped, *more, *uncomputed), old_cards, new_cards, fields_of(*both, workloads=workloads)
    )


def _cards(records: Mapping[str, Record], panel: Mapping[str, Panelist]) -> dict[str, Card]:
    return {slug: card(record, panel, summarized=False) for slug, record in records.items()}


def _ends(names: Sequence[str]) -> tuple[str, str | None, bool]:
    """Return two revisions, None for the files as they are, and whether to begin where they parted."""
    if len(names) == 1 and ".." in names[0]:
        first, dots, second = names[0].partition("..." if "..." in names[0] else "..")
        return first or "HEAD", second or "HEAD", dots == "..."
    if len(names) > 2:  # noqa: PLR2004 - there are two sides
        raise VcompareError(f"{len(names)} revisions cannot be compared", "name one or two")
    return names[0], names[1] if len(names) > 1 else None, False
