"""How much of each meter a workload uses in a month, and what is wrong with it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Literal, NamedTuple

from msgspec import Struct

from vcompare.costs.exact import CONTEXT, ZERO, decimal, endless_part, finite
from vcompare.model import Meter, Workload

REQUESTS = "requests"
"""The meter that counts the requests."""

YEAR = 12
"""So many months."""

Table = Literal["each", "month"]


class WorkloadProblem(Struct, frozen=True):
    """Why a workload cannot be computed.

    - `undeclared`: the catalog has no such meter.
    - `counted`: `[each]` has the meter that counts the requests.
    - `circle`: the meter is part of itself; `parts` are the meters of the circle.
    - `exceeds`: the `parts` of this meter are together larger than it is.
    """

    kind: Literal["undeclared", "counted", "circle", "exceeds"]
    table: Table
    meter: str
    parts: tuple[str, ...] = ()


class Use(Struct, frozen=True):
    """A meter that is billed.

    One unit costs the amount of its rate times `share`, and all of the month the amount times `weight`, once
    that is divided by the divisor of the usage. As a part it costs at most what its wholes cost: their names,
    the nearest first, each with the share of a unit.
    """

    meter: str
    per: Decimal
    share: Decimal
    weight: Decimal
    wholes: tuple[tuple[str, Decimal], ...]


class Rest(NamedTuple):
    """What is to pay at rates of a meter, its parts taken out: in requests and besides.

    `covered` is what a plan covers of it.
    """

    use: Use
    each: Decimal
    month: Decimal
    covered: Decimal = ZERO


class Usage:
    """The quantities of a workload, worked out once for all prices.

    `request` has the full quantities of one request, and `month` those of the month, parts included. What is
    billed is in `rests`, in the order in which the catalog declares the meters, for one month and for twelve;
    in `merged`, what is used in requests is counted with the rest. `weights` has what to multiply the rate of
    each meter by, and those of its wholes. Of a workload with problems there is none.
    """

    def __init__(self, workload: Workload, meters: Mapping[str, Meter]) -> None:
        self.meters = meters
        self.wholes = {meter: wholes(meter, meters) for meter in meters}
        self.problems = problems(workload, meters)
        self.request = _request(workload, meters)
        self._in_requests = _times(self.request, decimal(workload.count))
        self._besides = {meter: decimal(quantity) for meter, quantity in workload.month.items()}
        self.month = {meter: _sum(meter, self._in_requests, self._besides) for meter in meters}
        used = [] if self.problems else [meter for meter in meters if self.month[meter]]
        billed = {*used, *(whole for meter in used for whole in self.wholes[meter])}
        pers = {meter: Fraction(decimal(meters[meter].per)) for meter in billed}
        self.divisor = lcm(*(endless_part(per.numerator) for per in pers.values()))
        self._shares = {meter: finite(self.divisor / per) for meter, per in pers.items()}
        rests = [rest for meter in used if (rest := self._rest(meter)).use.weight]
        self.rests = {months: [_of_months(rest, months) for rest in rests] for months in (1, YEAR)}
        self.merged = {months: [*map(_merged, rests)] for months, rests in self.rests.items()}
        self.weights = [
            (use.meter, use.weight, [(whole, CONTEXT.multiply(month, share)) for whole, share in use.wholes])
            for use, _, month, _ in self.merged[1]
        ]

    def _rest(self, meter: str) -> Rest:
        each, month = self._billed(self._in_requests, meter), self._billed(self._besides, meter)
        share = self._shares[meter]
        weight = CONTEXT.multiply(CONTEXT.add(each, month), share)
        above = tuple((whole, self._shares[whole]) for whole in self.wholes[meter])
        return Rest(Use(meter, decimal(self.meters[meter].per), share, weight, above), each, month)

    def _billed(self, quantities: Mapping[str, Decimal], meter: str) -> Decimal:
        return CONTEXT.subtract(quantities.get(meter, ZERO), _sum_of_parts(quantities, meter, self.meters))


def problems(workload: Workload, meters: Mapping[str, Meter]) -> list[WorkloadProblem]:
    """Return what makes a workload impossible to compute, table by table."""
    circular = {meter: circle for circle in circles(meters) for meter in circle}
    found = list[WorkloadProblem]()
    for table, given in _tables(workload):
        for meter in given:
            if meter not in meters:
                found.append(WorkloadProblem("undeclared", table, meter))
            elif table == "each" and meter == REQUESTS:
                found.append(WorkloadProblem("counted", table, meter))
            elif circles_of := [circular[one] for one in (meter, *wholes(meter, meters)) if one in circular]:
                found.append(WorkloadProblem("circle", table, meter, circles_of[0]))
    return found or [*_exceeded(workload, meters)]


def circles(meters: Mapping[str, Meter]) -> list[tuple[str, ...]]:
    """Return the meters that are parts of themselves, circle by circle, each one a part of the next."""
    found, seen = list[tuple[str, ...]](), set[str]()
    place = {meter: number for number, meter in enumerate(meters)}
    for meter in meters:
        chain, one = dict[str, None](), meter
        while one in meters and one not in seen and one not in chain:
            chain[one] = None
            one = meters[one].part_of or ""
        if one in chain:
            circle = [*chain][[*chain].index(one) :]
            first = circle.index(min(circle, key=place.__getitem__))
            found.append((*circle[first:], *circle[:first]))
        seen.update(chain)
    return sorted(found, key=lambda circle: place[circle[0]])


def wholes(meter: str, meters: Mapping[str, Meter]) -> tuple[str, ...]:
    """Return what a meter is part of, the nearest first, and no meter twice."""
    found = {meter: None}
    while (meter := meters[meter].part_of or "") in meters and meter not in found:
        found[meter] = None
    return tuple(found)[1:]


def _exceeded(workload: Workload, meters: Mapping[str, Meter]) -> Iterator[WorkloadProblem]:
    month = {meter: decimal(quantity) for meter, quantity in workload.month.items()}
    tables: dict[Table, dict[str, Decimal]] = {"each": _request(workload, meters), "month": month}
    for table, quantities in tables.items():
        for meter in meters:
            if _sum_of_parts(quantities, meter, meters) > quantities.get(meter, ZERO):
                parts = (part for part in quantities if meters[part].part_of == meter and quantities[part])
                yield WorkloadProblem("exceeds", table, meter, tuple(parts))


def _tables(workload: Workload) -> tuple[tuple[Table, Mapping[str, float]], ...]:
    return ("each", workload.each), ("month", workload.month)


def _request(workload: Workload, meters: Mapping[str, Meter]) -> dict[str, Decimal]:
    """Return the full quantities of one request, which itself is one."""
    request = {meter: decimal(quantity) for meter, quantity in workload.each.items()}
    return request | ({REQUESTS: Decimal(1)} if REQUESTS in meters else {})


def _sum_of_parts(quantities: Mapping[str, Decimal], whole: str, meters: Mapping[str, Meter]) -> Decimal:
    total = ZERO
    for part, quantity in quantities.items():
        if part in meters and meters[part].part_of == whole:
            total = CONTEXT.add(total, quantity)
    return total


def _times(quantities: Mapping[str, Decimal], by: Decimal) -> dict[str, Decimal]:
    return {meter: CONTEXT.multiply(quantity, by) for meter, quantity in quantities.items()}


def _sum(meter: str, *quantities: Mapping[str, Decimal]) -> Decimal:
    return reduce(CONTEXT.add, (one.get(meter, ZERO) for one in quantities))


def _of_months(rest: Rest, months: int) -> Rest:
    each, month = (CONTEXT.multiply(quantity, Decimal(months)) for quantity in (rest.each, rest.month))
    return Rest(rest.use, each, month)


def _merged(rest: Rest) -> Rest:
    return Rest(rest.use, ZERO, CONTEXT.add(rest.each, rest.month))
