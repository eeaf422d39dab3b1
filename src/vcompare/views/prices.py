"""Cells of the section Prices: rates beside those of sellers, who sells a tool, and what a month costs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from vcompare.comparison import Card
from vcompare.fields import Field, Registry
from vcompare.fields.kinds import Amount
from vcompare.model import Bounds, Meter, Money, Offer, Pricing
from vcompare.text.words import capitalized, natural_list, plural, series, uncapitalized
from vcompare.views.blocks import Cell, unknown

if TYPE_CHECKING:
    from vcompare.costs import Cost

_MOST_NAMES = 3
"""So many sellers are named in a row."""
_MOST_RATES = 3
"""So many rates say in short what a tool costs."""
_MONTH = "a month"
READ_ON = "read on "
"""What precedes the day in `as_of`, of prices that were not imported."""


def has_amounts(card: Card) -> bool:
    """Say whether something can be computed with a tool's own prices."""
    return card.tool.pricing is not None and card.tool.pricing.has_amounts


def only_offered(card: Card) -> bool:
    """Say whether a tool has no price of its own, but sellers."""
    pricing = card.tool.pricing
    return bool(card.tool.offers) and (pricing is None or not (pricing.summary or pricing.has_amounts))


def seller_name(slug: str, offer: Offer) -> str:
    """Return what a seller is called."""
    return offer.name or slug


def rate_of(field: Field, prices: Pricing | None) -> Money | None:
    """Return the rate that prices have for the meter of a field, None where it is unknown."""
    if prices is None or prices.currency is None or field.meter not in prices.rates:
        return None
    return Money(prices.rates[field.meter].amount, prices.currency)


def rate(field: Field, card: Card) -> Cell:
    """Return the cell for a rate, with from how much sellers have it: where that is less, or all there is."""
    own = field.of(card)
    offered = [one for offer in card.tool.offers.values() if (one := rate_of(field, offer))]
    if own is None:
        starts = [_lowest(field, same) for same in _alike(field, offered)]
        if only_offered(card) and starts:
            return Cell(f"from {' or '.join(map(field.shown, starts))}", detail=_offers(len(offered)))
        return replace(unknown(), detail=_offers(len(offered), *map(field.shown, starts)) if starts else "")
    # What cannot be compared is not known to be less.
    same = [one for one in offered if _group(field, one) == _group(field, own)]
    least = _lowest(field, same) if same else own
    is_less = field.kind.order(least) < field.kind.order(own)
    return Cell(field.shown(own), "number", detail=_offers(len(same), field.shown(least)) if is_less else "")


def in_short(card: Card, fields: Registry, meters: Mapping[str, Meter]) -> str:
    """Return a tool's first rates in a few words: `Input $5.00, output $25.00 per 1M tokens`.

    Rates of what is a part of something else are left out, and those for another measure than the first's.
    """
    known = dict[str, list[str]]()
    for key, field in fields.meters.items():
        is_part = key in meters and meters[key].part_of
        if isinstance(field.kind, Amount) and not is_part and not (cell := rate(field, card)).unknown:
            known.setdefault(field.kind.of, []).append(f"{uncapitalized(field.row)} {cell.text}")
    measure, said = next(iter(known.items()), ("", []))
    return capitalized(f"{series(said[:_MOST_RATES])} per {measure}") if said else ""


def cost(field: Field, card: Card, *, exact: bool = False) -> Cell:
    """Return the cell for what a month costs, with the plan, the rates that are unknown, and sellers."""
    own = field.of(card)
    costs: Iterable[Any] = (field.compute.value_at(offer) for offer in card.tool.offers.values())  # type: ignore[union-attr]
    offered = [one for one in costs if one is not None]
    if own is None:
        starts = [min(same, key=_upper_end(field)) for same in _alike(field, offered)]
        shown = [f"{field.shown(one)} {_MONTH}" for one in starts]
        if only_offered(card) and starts:
            return Cell(f"from {' or '.join(shown)}", detail=_offers(len(offered)))
        return replace(unknown(), detail=_offers(len(offered), *shown) if starts else "")
    same = [one for one in offered if _group(field, one) == _group(field, own)]
    less = [one for one in same if _upper_end(field)(one)[0] < field.kind.worth(field.kind.span(own)[0])]
    detail = _offers(len(same), field.shown(min(less, key=_upper_end(field)))) if less else ""
    text, brief = field.exact(own) if exact else field.shown(own), field.brief(own, exact=exact)
    short = "" if brief == text else f"{brief} {_MONTH}"
    return Cell(f"{text} {_MONTH}", "number", detail=detail, short=short)


def how(field: Field, card: Card, fields: Registry) -> str:
    """Say with which plan a month costs that much, and which rates are unknown; "" where there is nothing."""
    found: Cost = field.compute.at(card.tool.pricing)  # type: ignore[union-attr]
    plan = f"with {found.plan}" if found.plan else ""
    missing = [uncapitalized(fields.meters[meter].label) for meter in found.unknown if meter in fields.meters]
    rates = "rate" if len(missing) == 1 else "rates"
    without = f"{rates} of {natural_list(missing)} unknown" if missing and found.low is not None else ""
    return ", ".join(filter(None, [plan, without]))


def sellers(card: Card, fields: Registry) -> Cell:
    """Return the cell for who offers a tool: how many, and who of them is the cheapest if that is certain."""
    names = [seller_name(slug, offer) for slug, offer in card.tool.offers.items()]
    if not names:
        return unknown("no offers")
    said = cheapest(card, fields) if len(names) > 1 else ""
    if only_offered(card):
        return Cell(f"only from sellers{'; ' if said else ': '}{said or _some(names)}")
    count = plural(len(names), "offer")
    return Cell(f"{count}, {said}" if said else f"{count}: {_some(names)}")


def cheapest(card: Card, fields: Registry) -> str:
    """Say which seller is the cheapest, or whose rates are the lowest; "" where that is not certain."""
    lowest = lowest_sellers(card, fields)
    sides = dict[tuple[str, ...], list[str]]()
    for meter, names in lowest.items():
        sides.setdefault(names, []).append(uncapitalized(fields.meters[meter].label))
    if not sides:
        return ""
    if always := [name for name in min(sides, key=len) if all(name in names for names in sides)]:
        return f"{'cheapest' if _is_whole(card, lowest) else 'lowest known rates'}: {series(always)}"
    return "; ".join(f"lowest {natural_list(meters)}: {series(names)}" for names, meters in sides.items())


def lowest_sellers(card: Card, fields: Registry) -> Mapping[str, tuple[str, ...]]:
    """Return who has the lowest rate of each meter, of those that more than one seller is known to have."""
    found = dict[str, tuple[str, ...]]()
    for meter, field in fields.meters.items():
        offers = [
            (seller_name(slug, offer), rate_of(field, offer)) for slug, offer in card.tool.offers.items()
        ]
        known = [(name, money) for name, money in offers if money is not None]
        alike = _alike(field, [money for _, money in known])
        if len(known) > 1 and len(alike) == 1:
            least = field.kind.order(_lowest(field, alike[0]))
            found[meter] = tuple(name for name, money in known if field.kind.order(money) == least)
    return found


def read_on(card: Card) -> str:
    """Return when a tool's own prices were read: a day, or the first and the last of several."""
    pricing = card.tool.pricing
    if pricing is None:
        return ""
    days = {each.checked for each in pricing.rates.values()}
    if pricing.summary or pricing.tiers or pricing.plans:
        days.add(pricing.checked)
    known = sorted(day for day in days if day)
    if len(known) < 2:  # noqa: PLR2004
        return str(known[0]) if known else ""
    return f"{known[0]} to {known[-1]}"


def as_of(card: Card) -> str:
    """Say when a tool's own prices were read, or where they were imported from; "" where neither is known."""
    day = read_on(card)
    return f"{READ_ON}{day}" if day else imported_from(card)


def imported_from(card: Card) -> str:
    """Say where a tool's own prices were imported from, and when they were seen there, if they were."""
    pricing = card.tool.pricing
    rates = pricing.rates.values() if pricing else ()
    paths = ("pricing.tiers", "pricing.plans", "pricing.summary")
    origins = [*(rate.origin for rate in rates), *(card.origins.get(path) for path in paths)]
    origin = next((one for one in origins if one), None)
    return f"from {origin.source}, seen {origin.seen}" if origin else ""


def is_priced(field: Field, cards: Iterable[Card]) -> bool:
    """Say whether some tool or some offer of it has a rate."""
    return any(
        rate_of(field, prices) is not None
        for card in cards
        for prices in (card.tool.pricing, *card.tool.offers.values())
    )


def title_of(fields: Sequence[Field], title: str) -> tuple[str, str]:
    """Return the title of a table of rates, with what most of them are for, and what that is.

    It is "" where no two rates are for the same: then each has to say what it is for.
    """
    measures = [field.kind.of for field in fields if isinstance(field.kind, Amount) and field.meter]
    most = max(measures, key=measures.count, default="")
    is_shared = len(set(measures)) == 1 or measures.count(most) > max(
        (measures.count(other) for other in set(measures) - {most}), default=0
    )
    return (f"{title} per {most}", most) if most and is_shared else (title, "")


def label_of(field: Field, shared: str) -> str:
    """Return the label of a rate, with what it is for unless that is what all of them share."""
    if not field.meter or not isinstance(field.kind, Amount) or field.kind.of == shared:
        return field.row
    return f"{field.row}, per {field.kind.of}"


def exchanges(rows: Iterable[tuple[Field, Sequence[Card]]]) -> str:
    """Name the rates at which the amounts of rows are compared, if they are of several currencies."""
    named = dict[str, None]()
    for field, cards in rows:
        if isinstance(field.kind, Amount):
            shown = {amount.currency for card in cards for amount in _amounts(field, card)}
            named |= dict.fromkeys(field.kind.currencies.exchanges(shown))
    return "; ".join(named)


def _amounts(field: Field, card: Card) -> Iterator[Money]:
    """Yield what a row may be about: the amounts of a tool's own prices and of its offers."""
    for prices in (card.tool.pricing, *card.tool.offers.values()):
        found = rate_of(field, prices) if field.meter else field.compute.value_at(prices)  # type: ignore[union-attr]
        ends = (found.at_least, found.at_most) if isinstance(found, Bounds) else (found,)
        yield from (end for end in ends if end is not None)


def _is_whole(card: Card, lowest: Mapping[str, Any]) -> bool:
    """Say whether rates of the same meters are all that the offers have: nothing else can cost more."""
    offers = card.tool.offers.values()
    return all(set(offer.rates) == set(lowest) and not (offer.tiers or offer.plans) for offer in offers)


def _some(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return natural_list([*names[:_MOST_NAMES], *([f"{more} more"] if more > 0 else [])])


def _offers(count: int, *starts: str) -> str:
    return f"{plural(count, 'offer')} from {' or '.join(starts)}" if starts else plural(count, "offer")


def _group(field: Field, value: Any) -> Any:
    """Return what is the same of amounts that can be compared."""
    return field.kind.span(value)[0][:2]


def _alike(field: Field, values: Sequence[Any]) -> list[list[Any]]:
    """Return amounts, those together that can be compared, the main currency first."""
    groups = dict[Any, list[Any]]()
    for value in values:
        groups.setdefault(_group(field, value), []).append(value)
    return [groups[key] for key in sorted(groups)]


def _lowest(field: Field, values: Sequence[Any]) -> Any:
    return min(values, key=field.kind.order)


def _upper_end(field: Field) -> Any:
    return lambda value: tuple(map(field.kind.worth, field.kind.span(value)[::-1]))
