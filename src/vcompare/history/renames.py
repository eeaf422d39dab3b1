"""Which tools that are gone are which that are new."""

from collections.abc import Callable, Mapping
from typing import Any

from vcompare.model import Record

_Trait = Callable[[Record], Any]
_TRAITS: tuple[_Trait, ...] = (
    lambda record: record.tool,
    lambda record: tuple(sorted(record.reviews.items(), key=lambda item: item[0])) or None,
    lambda record: record.tool.name,
)


def renames(before: Mapping[str, Record], after: Mapping[str, Record]) -> dict[str, str]:
    """Return which tools that are gone are which that are new, by slug.

    What counts is what only one of each has: the same facts, else the same reviews or name.
    """
    gone = {slug: record for slug, record in before.items() if slug not in after}
    new = {slug: record for slug, record in after.items() if slug not in before}
    found: dict[str, str] = {}
    for trait in _TRAITS:
        olds, news = _unique(gone, trait), _unique(new, trait)
        pairs = {olds[key]: news[key] for key in olds.keys() & news.keys()}
        found |= pairs
        gone = {slug: record for slug, record in gone.items() if slug not in pairs}
        new = {slug: record for slug, record in new.items() if slug not in pairs.values()}
    return found


def _unique(records: Mapping[str, Record], trait: _Trait) -> dict[Any, str]:
    """Return the slugs by a trait, as far as it is known and belongs to one only."""
    slugs: dict[Any, list[str]] = {}
    for slug, record in records.items():
        slugs.setdefault(trait(record), []).append(slug)
    return {key: of[0] for key, of in slugs.items() if key is not None and len(of) == 1}
