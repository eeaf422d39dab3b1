"""What changed between two states of a catalog, most important first.

Only what a reader sees counts: the fields of the tools, and the catalog's title and panel. How a file is
written, its comments and the order of its keys are no changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from msgspec import Struct

from vcompare.comparison import Card, Opinion
from vcompare.fields import BUILTIN, IMPORTANCE, Field, Importance, Registry
from vcompare.fields.kinds import Trend
from vcompare.model import Settings

T = TypeVar("T", bound="Change")


class Change(Struct, frozen=True, kw_only=True):
    """One value that is another now. What was not there, or is unknown, is None.

    `kind` is what the change is about. `tool` is the slug after the change, None for what is the whole
    catalog's; `name` is what the tool is called. `field` is a path in the JSON of a tool; `reviewer` is the
    slug of the one whose opinion it is. `trend` says whether a number, the amounts named in a pricing or the
    entry tier went up or down; None where that is not certain, as of means over different reviewers.
    """

    kind: Importance
    tool: str | None = None
    name: str | None = None
    reviewer: str | None = None
    field: str | None = None
    before: Any = None
    after: Any = None
    trend: Trend | None = None


def changes(
    before: Mapping[str, Card],
    after: Mapping[str, Card],
    renamed: Mapping[str, str] | None = None,
) -> list[Change]:
    """Return what changed in tools: those before and after, by slug; `renamed` maps old slugs to new ones."""
    old = {(renamed or {}).get(slug, slug): card for slug, card in before.items()}
    found = [
        change
        for slug in sorted(old.keys() | after.keys())
        if old.get(slug) != after.get(slug)
        for change in _of_tool(old.get(slug), after.get(slug))
    ]
    return by_importance(found)


def changed(before: Card | None, after: Card | None) -> list[Change]:
    """Return what changed in one tool, whatever it was called; None is a tool that is not there."""
    old, new = ({one.slug: one} if one else {} for one in (before, after))
    return changes(old, new, {before.slug: after.slug} if before and after else {})


def settings_changes(before: Settings, after: Settings) -> list[Change]:
    """Return what changed in the catalog as a whole: its title, and who is on the panel."""
    found = []
    if before.title != after.title:
        found.append(Change(kind="title", field="title", before=before.title, after=after.title))
    for reviewer in before.panel | after.panel:
        old, new = (side.panel[reviewer].name if reviewer in side.panel else None for side in (before, after))
        if old != new:
            field = f"panel.{reviewer}.name"
            found.append(Change(kind="panel", reviewer=reviewer, field=field, before=old, after=new))
    return by_importance(found)


def departures(found: Iterable[Change]) -> list[Change]:
    """Return those of a catalog's changes by which a panelist left."""
    return [one for one in found if one.kind == "panel" and one.after is None]


def without_departed(found: Iterable[T], settings: Iterable[Change]) -> list[T]:
    """Return changes without the reviews that no longer count because the panelist left."""
    departed = {one.reviewer for one in departures(settings)}
    return [one for one in found if one.reviewer not in departed]


def panel_names(*settings: Settings | None) -> dict[str, str]:
    """Return the names of the panelists of all these catalogs, by slug; the last one counts."""
    return {slug: one.name for known in settings if known for slug, one in known.panel.items()}


def by_importance(found: Iterable[T]) -> list[T]:
    """Return changes in order: by kind, the panel's before a reviewer's, the larger before the smaller."""
    return sorted(found, key=_rank)


@cache
def reviewer_fields(slug: str, name: str) -> Registry:
    """Return the fields of one panelist's opinion."""
    return Registry(()).with_panel({slug: name})


def _rank(change: Change) -> tuple[Any, ...]:
    size = 0.0
    if isinstance(change.before, int | float) and isinstance(change.after, int | float):
        size = abs(change.after - change.before)
    return IMPORTANCE.index(change.kind), change.reviewer is not None, -size, change.tool or ""


def _of_tool(before: Card | None, after: Card | None) -> Iterator[Change]:
    if before is None or after is None:
        if after:
            yield Change(kind="added", tool=after.slug, name=after.name, field="name", after=after.name)
        elif before:
            yield Change(kind="removed", tool=before.slug, name=before.name, field="name", before=before.name)
        return
    for field in BUILTIN.reported:
        yield from _of_field(field, before, after)
    for reviewer in dict.fromkeys(review.reviewer for review in (*before.reviews, *after.reviews)):
        yield from _of_opinion(reviewer, before, after)


def _of_field(field: Field, before: Card, after: Card) -> Iterator[Change]:
    old, new = (value if (value := field.of(card)) != "" else None for card in (before, after))
    if old != new:
        yield Change(
            kind=_kind(field, before, after),
            tool=after.slug,
            name=after.name,
            reviewer=field.reviewer or None,
            field=field.path,
            before=old,
            after=new,
            trend=field.kind.trend(old, new) if field.giver(before) == field.giver(after) else None,
        )


def _kind(field: Field, before: Card, after: Card) -> Importance:
    """Return what a change is about: the panel's first verdict comes with a review and is no flip."""
    if field.change == "retired" and before.tool.retired:
        return "facts" if after.tool.retired else "returned"
    if field.keys[0] == "panel" and None in {before.panel.verdict, after.panel.verdict}:
        return "review"
    return field.change or "facts"


def _of_opinion(reviewer: str, before: Card, after: Card) -> Iterator[Change]:
    old, new = before.opinion(reviewer), after.opinion(reviewer)
    if old and new:
        for field in reviewer_fields(reviewer, reviewer).reported:
            if field.keys[-1] != "summary" or old.text == new.text:  # it may have been made from the text
                yield from _of_field(field, before, after)
    else:
        path, sides = f"reviews.{reviewer}", (_in_short(old), _in_short(new))
        yield Change(
            kind="review", tool=after.slug, name=after.name, reviewer=reviewer,
            field=path, before=sides[0], after=sides[1],
        )  # fmt: skip


def _in_short(opinion: Opinion | None) -> dict[str, Any] | None:
    return {"verdict": opinion.verdict, "score": opinion.score} if opinion else None
