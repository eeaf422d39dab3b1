"""What is particular to each kind of value."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.fields.kinds import Choice, Date, Flag, Kind, List, Price, Prose, Quantity, Text, Verdict

TIERS = Choice(choices=("free", "freemium", "paid"), up="more expensive", down="cheaper")


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Text(), "a\r\nb", "a\nb"),
        (List(), "a, b,,c ", ["a", "b", "c"]),
        (Date(), "2026-11-20", datetime.date(2026, 11, 20)),
        (Date(), "2026-13-20", "2026-13-20"),
        (Date(), "20 November", "20 November"),
        (Quantity(), "12", 12),
        (Flag(), "Yes", True),
        (Flag(), "maybe", "maybe"),
        (Quantity(), "twelve", "twelve"),
        (Prose(), "short", "short"),
        (Prose(), "a\nb", "a\nb\n"),
        (Prose(), "x" * 81, "x" * 81 + "\n"),
    ],
)
def test_what_is_typed_becomes_a_value_or_stays_for_check_to_find(kind: Kind, typed: str, value: Any) -> None:
    assert kind.parse(typed) == value


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (TIERS, "freemium", "freemium"),
        (Choice(("free", "paid"), capitalized=True), "paid", "Paid"),
        (List(), ("a", "b"), "a, b"),
        (Flag(), True, "yes"),
        (Quantity(decimals=1), 83.5, "83.5"),
        (Quantity(unit="%"), 75, "75%"),
        (Date(), datetime.date(2026, 11, 20), "2026-11-20"),
    ],
)
def test_a_value_is_shown(kind: Kind, value: Any, shown: str) -> None:
    assert kind.short(value) == shown


@pytest.mark.parametrize(
    ("kind", "before", "after", "trend", "remark"),
    [
        (TIERS, "free", "paid", "up", "more expensive"),
        (TIERS, "paid", "free", "down", "cheaper"),
        (TIERS, "paid", "paid", None, ""),
        (Verdict(choices=("skip", "ship")), "skip", "ship", None, ""),
        (Quantity(decimals=1), 88.0, 62.5, "down", "-25.5"),
        (Quantity(), 2, 5, "up", "+3"),
        (Quantity(), None, 5, None, ""),
        (Price(), "$25 a seat", "$20 a seat", "down", "lower amounts"),
        (Price(), "$1,000 or $2.50", "$2,000 or $2.75", "up", "higher amounts"),
        (Price(), "$1 or $2", "$2 or $1", None, ""),
        (Price(), "$25 a seat", "$20 a month", None, ""),
        (Text(), "a", "b", None, ""),
    ],
)
def test_a_change_has_a_direction_and_a_remark_where_that_means_something(
    kind: Kind, before: Any, after: Any, trend: str | None, remark: str
) -> None:
    assert kind.trend(before, after) == trend
    assert kind.remark(before, after) == remark


def test_choices_are_ordered_as_they_are_listed_and_text_without_regard_to_case() -> None:
    assert sorted(["paid", "free"], key=TIERS.order) == ["free", "paid"]
    assert sorted(["b", "A"], key=Text().order) == ["A", "b"]


@pytest.mark.parametrize(
    ("before", "after", "trend"),
    [
        # Small amounts, and a point without a zero in front.
        ("$0.028", "$0.0028", "down"),
        ("$.50", "$.40", "down"),
        ("$0.125 per 1M tokens", "$0.13 per 1M tokens", "up"),
        ("$2.50", "$2.5", None),
        # The currency before or after, as a sign, a code or a word.
        ("5 USD", "4 USD", "down"),
        ("USD 5", "4 USD", "down"),
        ("5 €", "€6", "up"),
        ("EUR 5", "€6", "up"),
        ("US$5", "USD 6", "up"),
        ("R$10 a month", "R$ 9 per month", "down"),
        ("50 cents", "60 cents", "up"),
        ("CHF 1'200", "CHF 1’100", "down"),
        ("Rs. 500", "Rs. 400", "down"),
        # Another currency, or none, is not compared.
        ("$5", "€6", None),
        ("$5", "5 USD", None),
        ("10 seats", "20 seats", None),
        ("100 requests for $5", "50 requests for $5", None),
        ("Version 5, $10", "Version 4, $10", None),
        # Thousands and decimals, in English and elsewhere.
        ("$1,200", "$900", "down"),
        ("$1,200", "$1,200.50", "up"),
        ("€1.200,50", "€1.100,50", "down"),
        ("€1.200,50", "€900", "down"),
        ("€0,028", "€0,0028", "down"),
        ("€1.200", "€1.300", "up"),
        ("€1.200", "€900", None),
        ("€1,200", "€900", None),
        ("$1.200", "$900", None),
        ("₹1,00,000", "₹90,000", "down"),
        ("$1k", "$900", "down"),
        ("$1M", "$900", None),
        ("$5 off 20%", "$4 off 20%", "down"),
        ("$5 off 20%", "$5 off 30%", None),
        ("$1.2.3", "$1.2.2", None),
        # Ranges.
        ("$5–$10", "$4–$8", "down"),
        ("$5-10", "$5–12", "up"),
        ("5 to 10 USD", "4 to 9 USD", "down"),
        ("$5–$10", "$4–$12", None),
        ("$5", "$4–$6", None),
        ("from $5", "$4", None),
        ("$3 / $15 per 1M tokens", "$2 / $10 per 1M tokens", "down"),
        ("$3 / $15", "$2 / $16", None),
        # The same words.
        ("$25/month", "$20 per month.", "down"),
        ("$25 a seat", "$20 an hour", None),
        # What is called free may have a price all the same.
        ("Free", "$5", None),
        ("€5/user/month", "free", None),
        ("Free", "$5 credit, then pay as you go", None),
        ("Free", "Contact sales", None),
        ("Free for teams", "$5", None),
        ("free", "$0", None),
        ("", "$5", None),
    ],
)
def test_a_price_has_a_trend_only_where_it_is_certain(before: str, after: str, trend: str | None) -> None:
    opposite = {"up": "down", "down": "up", None: None}[trend]
    assert (Price().trend(before, after), Price().trend(after, before)) == (trend, opposite)


@given(st.decimals(0, 10**6, places=4), st.decimals(0, 10**6, places=4), st.sampled_from(["$", "€", "£"]))
def test_amounts_are_compared_as_numbers(before: Decimal, after: Decimal, sign: str) -> None:
    trend = None if before == after else "up" if after > before else "down"
    for style in ("{0}{1:,f}", "{1:f} {0}", "{0} {1:f} per seat"):
        old, new = (style.format(sign, amount) for amount in (before, after))
        assert Price().trend(old, new) == trend, (old, new)
    # Most of Europe writes it the other way around.
    old, new = (f"{sign}{amount:,f}".translate(str.maketrans(",.", ".,")) for amount in (before, after))
    assert Price().trend(old, new) == trend, (old, new)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("text, image", ["text", "image"]),
        ("text; image", ["text", "image"]),
        ("a, b; c", ["a, b", "c"]),
        ('"a; b", c', ["a; b", "c"]),
        ('"a; b"', ["a; b"]),
        ("a;", ["a"]),
    ],
)
def test_items_are_typed_with_commas_or_as_tables_show_them(text: str, items: list[str]) -> None:
    kind = List()
    assert kind.parse(text) == items
    assert kind.parse(kind.typed(items)) == items
