"""`cost` over made-up prices with holes, and seats: nothing unknown is 0 or free, and no part of a cost all of it."""

import csv
import html
import io
import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.program import inside
from vcompare.render.formats import names
from vcompare.text.money import plain, rounded, to_the_cent

METERS: dict[str, dict[str, Any]] = {
    "input": {"label": "Input", "unit": "tokens", "per": 1_000_000},
    "cache-read": {"label": "Cached input", "unit": "tokens", "per": 1_000_000, "part_of": "input"},
    "output": {"label": "Output", "unit": "tokens", "per": 1_000_000},
    "seat-month": {"label": "Seat", "unit": "seats"},
}
TOOLS = ("anvil", "burin", "chisel")
PROGRAMS = {"json", "ndjson", "csv", "slugs"}
"""Formats for programs, which have a test of their own."""
NOTHING = re.compile(r"[$€] ?0(?:\.0+)?(?![\d.,])|\bfree\b", re.IGNORECASE)
BEFORE = re.compile(r"(?:at least|from|between|≥|–|to|and) ?$")
BEHIND = re.compile(r"^ ?(?:–|to |and |or more)")
"""What stands before or behind an amount that is only an end of what a cost may be."""

Ends = tuple[Decimal | None, Decimal | None]


class Prices(NamedTuple):
    """A price list with holes: whole cents by meter, and the price of a seat in a plan or None."""

    rates: dict[str, Decimal]
    seat: Decimal | None

    def table(self) -> dict[str, Any]:
        """Return it as a file has it."""
        plan = {"name": "Team", "amount": str(self.seat), "per": "seat-month"}
        rates = {meter: str(amount) for meter, amount in self.rates.items()}
        return ({"rates": rates} if rates else {}) | ({"plans": [plan]} if self.seat else {})

    def cost(self, use: dict[str, int], seats: int) -> Ends:
        """Return what a thousand requests and some seats come to, worked out as people would by hand."""
        low = high = Decimal(0)
        are_known = True
        for meter, each in {**use, "input": use["input"] - use["cache-read"]}.items():
            millions = Decimal(each) / 1_000
            rate = self.rates.get(meter)
            if rate is None and meter == "cache-read" and "input" in self.rates:
                high += millions * self.rates["input"]
            elif rate is None:
                are_known = are_known and not each
            else:
                low, high = low + millions * rate, high + millions * rate
        plan = (
            self.seat if are_known else None
        )  # it does not cover a month of which something else is unknown
        seat = min(filter(None, (plan, self.rates.get("seat-month"))), default=None)
        low, high = (end + seats * (seat or 0) for end in (low, high))
        is_bounded = are_known and (seat is not None or not seats)
        return (low, high if is_bounded else None) if low else (None, None)

    def amounts(self) -> set[Decimal]:
        """Return all amounts of the list."""
        return {*self.rates.values()} | ({self.seat} if self.seat else set())


class Holey(NamedTuple):
    """A catalog: what a tool costs from its maker, who is None here, and others; and what a request uses."""

    sold: dict[str, dict[str | None, Prices]]
    use: dict[str, int]
    seats: int

    def write(self, root: Path) -> None:
        """Write its files."""
        catalog = {"format": 1, "title": "Holes", "currency": "USD", "meters": METERS}
        month = {"month": {"seat-month": self.seats}} if self.seats else {}
        workload = {"label": "A month", "requests": 1_000, "each": self.use, **month}
        files: dict[str, dict[str, Any]] = {"catalog.toml": catalog, "workloads/month.toml": workload}
        for slug, sold in self.sold.items():
            offers = {seller: prices.table() for seller, prices in sold.items() if seller}
            own = {"pricing": table} if (table := sold[None].table()) else {}
            tool = {"name": slug.title(), "tagline": "A tool", "category": "Tools", "offers": offers, **own}
            files[f"tools/{slug}.toml"] = tool
        for path, data in files.items():
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_text(tomli_w.dumps(data))

    def costs(self) -> dict[tuple[str, str | None], Ends]:
        """Return what the month costs, by tool and seller."""
        return {
            (slug, seller): prices.cost(self.use, self.seats)
            for slug, sold in self.sold.items()
            for seller, prices in sold.items()
        }


AMOUNTS = st.integers(1, 9_999).map(lambda cents: Decimal(cents) / 100)
PRICES = st.builds(Prices, st.dictionaries(st.sampled_from([*METERS]), AMOUNTS), st.none() | AMOUNTS)


@st.composite
def catalogs(draw: st.DrawFn) -> Holey:
    """Make up price lists with holes, and a month."""
    others: st.SearchStrategy[dict[str | None, Prices]] = st.dictionaries(
        st.sampled_from(["bedrock", "vertex"]), PRICES
    )
    sold: dict[str, dict[str | None, Prices]] = {slug: {None: draw(PRICES), **draw(others)} for slug in TOOLS}
    cached, rest, output = (draw(st.integers(low, 5_000)) for low in (0, 1, 1))
    return Holey(
        sold, {"input": cached + rest, "cache-read": cached, "output": output}, draw(st.integers(0, 3))
    )


@contextmanager
def catalog(holey: Holey) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        holey.write(Path(folder))
        yield folder


def run(folder: str, *words: str, columns: int = 2_000) -> str:
    done = inside((*words, "--no-cache", "--catalog", folder), COLUMNS=str(columns))
    assert done.status == 0, done.talk
    return done.text


def seen(text: str, form: str) -> str:
    """Return what a person sees of an output, on one line."""
    if form == "html":
        text = html.unescape(re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", text, flags=re.DOTALL))
    return " ".join(re.sub(r"[*\\|{}&]", " ", text).split())


def judge(text: str, holey: Holey) -> None:
    """Look for amounts of nothing, and for lower ends of costs that stand alone."""
    assert not NOTHING.search(text), text
    ends = holey.costs().values()
    listed = (prices.amounts() for sold in holey.sold.values() for prices in sold.values())
    exact = {low for low, high in ends if low is not None and low == high}.union(*listed)
    known = {rounded(amount, "USD") for amount in exact}
    for low, high in ends:
        if low is None or low == high or (shown := rounded(low, "USD")) in known:
            continue
        for found in re.finditer(rf"{re.escape(shown)}(?:\.00)?(?![\d.,]?\d)", text):
            around = text[: found.start()], text[found.end() :]
            assert BEFORE.search(around[0]) or BEHIND.search(around[1]), (shown, text)


@pytest.mark.parametrize("form", [form for form in names("costs") if form not in PROGRAMS])
@settings(max_examples=15, deadline=None)
@given(holey=catalogs(), width=st.integers(20, 120))
def test_people_see_no_unknown_price_as_nothing_and_no_part_as_a_whole(
    form: str, holey: Holey, width: int
) -> None:
    ask = ("cost", "--workload", "month", "-f", form)
    with catalog(holey) as folder:
        judge(seen(run(folder, *ask), form), holey)
        narrow = seen(run(folder, *ask, columns=width), form)
    assert not NOTHING.search(narrow), narrow


@settings(max_examples=60, deadline=None)
@given(catalogs())
def test_programs_get_what_is_known_of_a_cost(holey: Holey) -> None:
    costs = {key: tuple(map(_text, ends)) for key, ends in holey.costs().items()}
    own = {slug: costs[slug, None] for slug in TOOLS}
    ask = ("cost", "--workload", "month", "-f")
    with catalog(holey) as folder:
        results = json.loads(run(folder, *ask, "json"))["results"]
        lines = [json.loads(line) for line in run(folder, *ask, "ndjson").splitlines()]
        rows = [*csv.DictReader(io.StringIO(run(folder, *ask, "csv")))]
        listed = [
            *csv.DictReader(io.StringIO(run(folder, "list", "--columns", "slug,cost.month", "-f", "csv")))
        ]
        tools = json.loads(run(folder, "list", "-f", "json"))["tools"]
    assert lines == results
    assert {(one["slug"], one["offer"]): (one["low"], one["high"]) for one in results} == costs
    assert {
        (one["slug"], one["offer"] or None): (one["low"] or None, one["high"] or None) for one in rows
    } == costs
    assert {one["slug"]: one["cost.month"] for one in listed} == {slug: _cell(*own[slug]) for slug in TOOLS}
    for tool in tools:
        rates = holey.sold[tool["slug"]][None].rates
        found = tool["pricing"]["rates"] if tool["pricing"] else {}
        assert {meter: Decimal(rate["amount"]) for meter, rate in found.items()} == rates


def _text(amount: Decimal | None) -> str | None:
    """Return an amount as JSON has it: exactly, with two places at least."""
    return None if amount is None else to_the_cent(amount)


def _cell(low: str | None, high: str | None) -> str:
    """Return what a list in CSV has of a cost."""
    if low is None:
        return ""
    least, most = (plain(Decimal(end)) if end else "" for end in (low, high))
    return least if low == high else f"{least}..{most}" if most else f">={least}"
