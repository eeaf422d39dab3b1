"""One state of a catalog against another."""

from collections.abc import Mapping

from msgspec import Struct

from vcompare.catalog.states import Skipped, State, differing
from vcompare.changes import Change, by_weight, changes, of_settings, renames
from vcompare.comparison import Card, card
from vcompare.model import Panelist, Record


class Diff(Struct, frozen=True):
    """What changed from one state to another, by weight, and which files were left out.

    `before` and `after` are the cards of the tools that were compared, by slug.
    """

    changes: tuple[Change, ...]
    skipped: tuple[Skipped, ...]
    before: Mapping[str, Card]
    after: Mapping[str, Card]


def diff(before: State | None, after: State) -> Diff:
    """Compare two states. Where there was no catalog yet, everything in it is new."""
    if before is None:
        records, skipped = after.records(after.catalog.slugs())
        cards = _cards(records, after.settings.panel)
        return Diff(tuple(changes({}, cards)), tuple(skipped), {}, cards)
    slugs = differing(before, after)
    old, skipped = before.records(slugs)
    new, more = after.records(slugs)
    for unread in {one.tool for one in (*skipped, *more)}:
        old.pop(unread, None)
        new.pop(unread, None)
    old_cards, new_cards = _cards(old, before.settings.panel), _cards(new, after.settings.panel)
    found = [*changes(old_cards, new_cards, renames(old, new)), *of_settings(before.settings, after.settings)]
    return Diff(tuple(by_weight(found)), (*skipped, *more), old_cards, new_cards)


def _cards(records: Mapping[str, Record], panel: Mapping[str, Panelist]) -> dict[str, Card]:
    return {slug: card(record, panel) for slug, record in records.items()}
