"""▲ is certain: it is where a plain reading of what each tool can have says so, and nowhere else."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vcompare.comparison import card, side_by_side
from vcompare.fields import BUILTIN
from vcompare.model import Fact, Period, Record, Settings, Spec, Tool

CHOICES = ("small", "medium", "large")
FIRST, LAST = datetime.date.min, datetime.date.max
Ends = tuple[Any, Any]

numbers = st.integers(-3, 12) | st.sampled_from([0.5, 2.5, 1_048_576])
days = st.dates(datetime.date(2024, 1, 1), datetime.date(2026, 3, 1))
periods = st.builds(Period, st.integers(2024, 2026), st.none() | st.integers(1, 12))


def facts(
    values: st.SearchStrategy[Any], *, bounded: bool, key: Callable[[Any], Any]
) -> st.SearchStrategy[Any]:
    """Make what a tool may say: nothing, that there is none, a value, or limits."""
    kinds = [st.none(), st.just(Fact(none=True)), st.builds(Fact, value=values)]
    if bounded:
        pairs = st.tuples(values, values).map(lambda pair: sorted(pair, key=key))
        kinds += [
            st.builds(Fact, at_least=values),
            st.builds(Fact, at_most=values),
            pairs.map(lambda pair: Fact(at_least=pair[0], at_most=pair[1])),
        ]
    return st.one_of(kinds)


def first_day(value: Any) -> Any:
    return value.first if isinstance(value, Period) else value


SPECS = {
    "quantity": (facts(numbers, bounded=True, key=float), ("higher", "lower", None)),
    "date": (facts(days | periods, bounded=True, key=first_day), ("later", "earlier", None)),
    "flag": (facts(st.booleans(), bounded=False, key=int), (True, False, None)),
    "choice": (facts(st.sampled_from(CHOICES), bounded=False, key=str), ("first", "last", None)),
    "text": (facts(st.sampled_from("abc"), bounded=False, key=str), (None,)),
}


@st.composite
def rows(draw: st.DrawFn) -> tuple[Spec, list[Fact | None]]:
    kind = draw(st.sampled_from([*SPECS]))
    values, directions = SPECS[kind]
    choices = CHOICES if kind == "choice" else ()
    better = draw(st.sampled_from(directions))
    spec = Spec(label="X", kind=kind, better=better, choices=choices)  # type: ignore[arg-type]
    return spec, draw(st.lists(values, min_size=1, max_size=5))


def ends(kind: str, fact: Fact) -> Ends:
    """Return the least and the most that a value can be, as plain Python compares it."""
    low, high = (fact.value, fact.value) if fact.value is not None else (fact.at_least, fact.at_most)
    if kind == "choice":
        return CHOICES.index(low), CHOICES.index(high)
    if kind == "date":
        least = FIRST if low is None else low.first if isinstance(low, Period) else low
        most = LAST if high is None else high.last if isinstance(high, Period) else high
        return least, most
    return (float("-inf") if low is None else low), (float("inf") if high is None else high)


def expected(spec: Spec, row: Sequence[Fact | None]) -> int | None:
    """Say which tool is better than every other that has a value, whatever those values turn out to be."""
    known = {at: ends(spec.kind, fact) for at, fact in enumerate(row) if fact and not fact.none}
    if spec.better is None or len(known) == 1:
        return None
    up = spec.better in {"higher", "later", "last"} or spec.better is True
    for at, (low, high) in known.items():
        others = [pair for other, pair in known.items() if other != at]
        if all((most < low) if up else (least > high) for least, most in others):
            return at
    return None


@given(rows())
def test_it_is_where_a_plain_reading_says_so(row: tuple[Spec, list[Fact | None]]) -> None:
    spec, values = row
    fields = BUILTIN.completed(Settings(format=1, title="X", specs={"x": spec}))
    tools = [
        Tool(name=f"T{at}", tagline="-", category="-", specs={} if fact is None else {"x": fact})
        for at, fact in enumerate(values)
    ]
    cards = [card(Record(f"t{at}", tool), {}) for at, tool in enumerate(tools)]
    (found,) = [one for one in side_by_side(cards, {}, fields).rows if one.field.path == "specs.x"]
    assert found.best == expected(spec, values)
