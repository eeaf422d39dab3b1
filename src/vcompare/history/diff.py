"""One state of a catalog against another."""

from collections.abc import Mapping

from msgspec import Struct

from vcompare.comparison import Card, card
from vcompare.history.changes import (
    Change,
    by_importance,
    changes,
    panel_names,
    settings_changes,
    without_departed,
)
from vcompare.history.renames import renames
from vcompare.history.states import Skipped, State, differing
from vcompare.model import Panelist, Record


class Diff(Struct, frozen=True):
    """What changed from one state to another, by weight, and which files were left out.

    `before` and `after` are the cards of the tools that were compared, by slug; `panel` are the names of the
    reviewers of both.
    """

    changes: tuple[Change, ...]
    skipped: tuple[Skipped, ...]
    before: Mapping[str, Card]
    after: Mapping[str, Card]
    panel: Mapping[str, str]


def diff(before: State, after: State) -> Diff:
    """Compare two states. A tool that cannot be read in one of them is left out."""
    slugs = differing(before, after)
    old, skipped = before.records(slugs)
    new, more = after.records(slugs)
    for unread in {one.tool for one in (*skipped, *more)}:
        old.pop(unread, None)
        new.pop(unread, None)
    old_cards, new_cards = _cards(old, before.settings.panel), _cards(new, after.settings.panel)
    settings = settings_changes(before.settings, after.settings)
    found = without_departed(changes(old_cards, new_cards, renames(old, new)), settings)
    panel = panel_names(before.settings, after.settings)
    return Diff(tuple(by_importance([*found, *settings])), (*skipped, *more), old_cards, new_cards, panel)


def _cards(records: Mapping[str, Record], panel: Mapping[str, Panelist]) -> dict[str, Card]:
    return {slug: card(record, panel, summarized=False) for slug, record in records.items()}
