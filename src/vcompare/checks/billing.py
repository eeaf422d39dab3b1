"""What is wrong with meters and currencies that a catalog declares."""

from collections.abc import Iterator, Mapping

from vcompare.catalog.remedies import shown
from vcompare.checks.rule import Keys, clashes
from vcompare.fields.kinds.currencies import DOLLAR
from vcompare.model import PERIODS, Exchange, Meter
from vcompare.text.folding import fold
from vcompare.text.suggestions import did_you_mean
from vcompare.text.words import natural_list

Problem = tuple[Keys, str, str]
"""Where below the table of declarations, what, and the remedy."""


def in_meters(meters: Mapping[str, Meter]) -> Iterator[Problem]:
    """Compare meters with each other, and with what plans can be for."""
    for key, meter in meters.items():
        if key in PERIODS:
            message = f"a meter cannot be called `{key}`: a plan may be for a {key}"
            yield (key,), message, f"choose another key, such as `{key}s-used`"
        yield from _whole(key, meter, meters)
    yield from _circles(meters)
    for first, key in clashes((fold(meter.label), key) for key, meter in meters.items()):
        message = f"`{first}` and `{key}` have the same label, {shown(meters[key].label)}"
        yield (key, "label"), message, "give each a label of its own"


def in_currencies(currencies: Mapping[str, Exchange]) -> Iterator[Problem]:
    """Look for dollars that are not worth a dollar."""
    usd = currencies[DOLLAR].usd if DOLLAR in currencies else 1
    if usd != 1:
        yield (DOLLAR, "usd"), f"a US dollar is not worth {usd} of them", f"remove [currencies.{DOLLAR}]"


def _whole(key: str, meter: Meter, meters: Mapping[str, Meter]) -> Iterator[Problem]:
    """Look up what a meter is a part of."""
    name = meter.part_of
    if name is None:
        return
    if name == key:
        yield (
            (key, "part_of"),
            f"`{key}` is part of itself",
            "name the meter that it is a part of, or remove it",
        )
    elif name not in meters:
        others = [other for other in meters if other != key]
        hint = did_you_mean(name, others) or f"correct it, or add [meters.{name}]"
        yield (key, "part_of"), f"`{name}` is not a meter of this catalog", hint
    elif fold(meters[name].unit) != fold(meter.unit):
        message = f"`{key}` is in {meter.unit}, and `{name}`, of which it is a part, in {meters[name].unit}"
        yield (key, "part_of"), message, "give both one unit, or remove `part_of`"


def _circles(meters: Mapping[str, Meter]) -> Iterator[Problem]:
    """Find meters that are parts of each other, each circle once, at its first meter."""
    if not meters:
        return
    from vcompare.costs import circles

    for circle in circles(meters):
        if len(circle) > 1:
            ends = natural_list([f"`{key}`" for key in circle])
            message = f"{ends} are parts of each other"
            yield (circle[0], "part_of"), message, "remove the `part_of` of the one that is the whole"
