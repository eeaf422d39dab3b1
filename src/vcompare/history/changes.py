"""What changed between two states of a catalog, most important first.

Only what a reader sees counts. How a file is written, its comments and the order of its keys are no changes,
and neither is what a spec rests on: its source, and when that was read.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from vcompare.comparison import Card, Opinion
from vcompare.fields import BUILTIN, IMPORTANCE, Field, Importance, Registry
from vcompare.fields.kinds import Trend
from vcompare.model import Money, Offer

T = TypeVar("T", bound="Change")


class Change(Struct, frozen=True, kw_only=True):
    """One value that is another now. What was not there, or is unknown, is None.

    `kind` is what the change is about. `tool` is the slug after the change, None for what is the whole
    catalog's; `name` is what the tool is called. `field` is a path in the JSON of a tool; `reviewer` is the
    slug of the one whose opinion it is. `trend` says whether a number, the amounts named in a pricing or the
    entry tier went up or down; None where that is not certain, as of means over different reviewers.
    What is known of a spec may be `Bounds` or `NONE` as well, a rate is `Money`. Of what a seller offers,
    `seller` is the name; an offer that came or went is an `Offer`. Of a decision, `name` is its label; its
    winners are tuples of `Winner`, and `cause` is why, a `Cause`, None where that is not certain.
    """

    kind: Importance
    tool: str | None = None
    name: str | None = None
    reviewer: str | None = None
    field: str | None = None
    before: Any = None
    after: Any = None
    trend: Trend | None = None
    seller: str | UnsetType = UNSET
    cause: Any = UNSET


def changes(
    before: Mapping[str, Card],
    after: Mapping[str, Card],
    renamed: Mapping[str, str] | None = None,
    fields: Registry = BUILTIN,
) -> list[Change]:
    """Return what changed in these fields of tools, those before and after, by slug.

    `renamed` maps old slugs to new ones.
    """
    old = {(renamed or {}).get(slug, slug): card for slug, card in before.items()}
    found = [
        change
        for slug in sorted(old.keys() | after.keys())
        if old.get(slug) != after.get(slug)
        for change in _of_tool(old.get(slug), after.get(slug), fields)
    ]
    return by_importance(found)


def changed(before: Card | None, after: Card | None, fields: Registry = BUILTIN) -> list[Change]:
    """Return what changed in one tool, whatever it was called; None is a tool that is not there."""
    old, new = ({one.slug: one} if one else {} for one in (before, after))
    return changes(old, new, {before.slug: after.slug} if before and after else {}, fields)


def by_importance(found: Iterable[T]) -> list[T]:
    """Return changes in order: by kind, the panel's before a reviewer's, the larger before the smaller."""
    return sorted(found, key=_rank)


@cache
def reviewer_fields(slug: str, name: str) -> Registry:
    """Return the fields of one panelist's opinion."""
    return Registry(()).with_panel({slug: name})


def _rank(change: Change) -> tuple[Any, ...]:
    return IMPORTANCE.index(change.kind), change.reviewer is not None, -_size(change), change.tool or ""


def _size(change: Change) -> float:
    """Return how large a change is: of specs and rates, which have different units, as a share."""
    before, after = change.before, change.after
    is_share = change.kind == "specs"
    if isinstance(before, Money) and isinstance(after, Money) and before.currency == after.currency:
        before, after, is_share = float(before.amount), float(after.amount), True
    if not all(isinstance(side, int | float) for side in (before, after)):
        return 0.0
    if not is_share:
        return float(abs(after - before))
    return float(abs(after - before) / abs(before)) if before else 0.0


def _of_tool(before: Card | None, after: Card | None, fields: Registry) -> Iterator[Change]:
    if before is None or after is None:
        if after:
            yield Change(kind="added", tool=after.slug, name=after.name, field="name", after=after.name)
        elif before:
            yield Change(kind="removed", tool=before.slug, name=before.name, field="name", before=before.name)
        return
    for field in fields.reported:
        yield from _of_field(field, before, after)
    for seller in before.tool.offers | after.tool.offers:
        yield from _of_offer(seller, before, after, fields)
    for reviewer in dict.fromkeys(review.reviewer for review in (*before.reviews, *after.reviews)):
        yield from _of_opinion(reviewer, before, after)


def _of_field(field: Field, before: Card, after: Card) -> Iterator[Change]:
    old, new = (value if (value := field.of(card)) != "" else None for card in (before, after))
    if field.path == "pricing.currency" and None in {old, new}:
        return  # it comes and goes with the amounts, which have it
    if old != new:
        yield Change(
            kind=_kind(field, before, after),
            tool=after.slug,
            name=after.name,
            reviewer=field.reviewer or None,
            field=field.path,
            before=old,
            after=new,
            trend=field.trend(old, new) if field.giver(before) == field.giver(after) else None,
        )


def _of_offer(seller: str, before: Card, after: Card, fields: Registry) -> Iterator[Change]:
    """Compare what a seller asks as if it were the tool's own."""
    path, old, new = f"offers.{seller}", before.tool.offers.get(seller), after.tool.offers.get(seller)
    name = (new and new.name) or (old and old.name) or seller
    of = Change(kind="pricing", tool=after.slug, name=after.name, field=path, seller=name)
    if old is None or new is None:
        sides = (one and replace(one, name=name) for one in (old, new))
        yield replace(of, before=next(sides), after=next(sides))
        return
    if old.name != new.name:
        yield replace(of, kind="facts", field=f"{path}.name", before=old.name, after=new.name)
    both = _sold(old, before), _sold(new, after)
    for field in fields.reported:
        if field.keys[0] in _OF_OFFERS:
            for change in _of_field(field, *both):
                yield replace(change, field=f"{path}.{field.path.removeprefix('pricing.')}", seller=name)


_OF_OFFERS = {"pricing", "specs", "homepage"}


def _sold(offer: Offer, card: Card) -> Card:
    """Return the card of a tool as a seller offers it."""
    tool = replace(card.tool, pricing=offer, specs=offer.specs, homepage=offer.homepage)
    return replace(card, tool=tool)


def own(change: Change) -> Change:
    """Return the change of an offer as if it were of the tool's own prices and facts."""
    _, _, rest = (change.field or "").split(".", 2)
    path = rest if rest.split(".")[0] in {"specs", "homepage", "name"} else f"pricing.{rest}"
    return replace(change, field=path, seller=UNSET)


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
