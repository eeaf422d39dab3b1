"""The numbers that a text mentions, in the spellings that pages use."""

import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.text.numerals import holds, mentioned, numbers

MILLION = """\
1,000,000 | 1 000 000 | 1.000.000 | 1'000'000 | 1’000’000 | 1_000_000 | 10,00,000 | 1000000 | 1,000,000.00
1M | 1m | 1 M | 1 m tokens | 1.0M | 1M+ | ~1M | (1M) | up to 1M. | "1M" | 1M-token | a 1M token window | 1Mtok
1M/200k | 200k–1M | 0.5-1M | max=1000000 | 1,000,000tokens | 1,000K | 1000k | 1 000K | 1000 thousand
1 million | one million | a million | 1.00 million | 1 to 2 million | between 1 and 2 million
one or two million | half a million to one million | 1 Mio. | 1mn | 1 mln | 10 lakh | eine Million Token
10^6 | 10⁶ | 10**6 | 1e6 | 1E+6 | 1 × 10^6 | 1x10⁶ | 1·10^6 | 100万トークン | １００万 | 一百万
1\u00a0000\u00a0000 | 1\u202f000\u202f000 tokens | 1\u2009000\u2009000 | GPT 4 1 000 000"""
OTHERS = [
    (
        200_000,
        "tokens",
        "200k | 200 K | 200 thousand | two hundred thousand | 200.000 | 0.2M | 100-200k | 2×10⁵",
    ),
    (200_000, "tokens", "100k to 200k | 200ktokens | 200-400k | 200 to 400 thousand | 2 hundred thousand"),
    (1_050_000, "", "1.05 million | 1,05 Mio | 1.05M | 1,050,000 | 1.050.000 | 1,050K | 1050k"),
    (131_072, "", "128K | 128k | 131,072 | 131072 | 2^17 | 2**17 | 128 KiB"),
    (250_000, "", "two hundred and fifty thousand | two hundred fifty thousand | 250K"),
    (500_000, "", "half a million | ½ million | 0,5 Mio"),
    (1_500_000, "", "one and a half million | 1½ million | 1.5M | 1,5 Millionen"),
    (0.3, "", "$0.30 | 0,30 € | .3 | $0.30/MTok | US$0.30 | 30%"),
    (85, "%", "85% | 85 % | 85 percent | 85 per cent | 0.85 | 85.0% | eighty-five percent"),
    (70, "billion", "70B | 70 billion"),
    (1000, "GB", "1 TB | 1000 GB | 1,000GB"),
    (0.5, "GB", "512 MB | 500MB | 0.5 GB | half a GB"),
    (1, "M tokens", "1,000,000 tokens | 1M | 1 million"),
    (300, "seconds", "300 s | 5 minutes | 5 min | five or 300"),
    (24, "hours", "24 h | 1 day"),
    (5, "minutes", "5m | 5 min | 5 m"),
    (30, "g", "30 g | 30g"),
    (16, "GB", "8/16/32 GB | 8, 16, 32 | 8,16,32"),
    (80, "tokens/s", "80–120 tokens per second | 80 to 120"),
    (-5, "°C", "−5 °C | -5 °C | 5 below zero"),
    (0, "", "no setup fee | free | zero | 0 | $0.00"),
    (1, "", "one seat | a seat | a single seat | 1 seat"),
    (12, "", "a dozen | twelve | 12x"),
    (128_000, "", "GPT 4 128 000 | 4 128,000"),
]
WRONG = [
    (
        1_000_000,
        "",
        "200k | 2 million | 10,000,000 | 100,000 | one thousand | 10^5 | 1 | a large window | ten",
    ),
    (1_000_001, "", "1,000,000 | 1M"),
    (5_000_000, "", "5 seats and 2 million tokens | 5, or more than 2 million | 5 of 2 million"),
    (1, "", "a 1M token window | one million | 1,000,000 | 10^6 | 10 | 1.5 | 0.1"),
    (10, "", "10^6 | 1e6 | 10K | 100"),
    (1_000, "", "1 000 000 | 1,000,000 | 1.000.000 | 1M"),
    (200, "tokens", "200k tokens | 200K | 200 thousand | two hundred thousand | 1,200"),
    (1_050_000, "", "1M | 1.5 million | 105"),
    (105, "", "1.05 million"),
    (85, "%", "58% | 8.5%"),
    (70, "parameters", "70B | 7B"),
    (2, "million", "20 million"),
    (120, "", "at least 80"),
    (3, "", "three hundred"),
    (5, "", ""),
]


def spellings(*rows: tuple[float, str, str]) -> list[tuple[float, str, str]]:
    return [(value, unit, text.strip(" ")) for value, unit, texts in rows for text in texts.split(" | ")]


@pytest.mark.parametrize(
    ("value", "unit", "text"), spellings((1_000_000, "", MILLION.replace("\n", " | ")), *OTHERS)
)
def test_a_text_that_holds_a_number(value: float, unit: str, text: str) -> None:
    assert holds(text, value, unit)


@pytest.mark.parametrize(("value", "unit", "text"), spellings(*WRONG))
def test_a_text_that_does_not(value: float, unit: str, text: str) -> None:
    assert not holds(text, value, unit)


def test_numbers_as_they_are_written() -> None:
    assert mentioned("From 1,000 to 2.5 million tokens, one hundred a day") == [
        "1,000",
        "2.5 million",
        "one hundred",
    ]


whole = st.integers(0, 10**15)
WRITERS: list[Callable[[int], str]] = [
    str,
    lambda number: f"{number:,}",
    lambda number: f"{number:_}",
    lambda number: f"{number:,}".replace(",", " "),
    lambda number: f"{number:,}".replace(",", "\u202f"),
    lambda number: f"{number:,}".replace(",", "."),
    lambda number: f"{number:,}".replace(",", "'"),
    lambda number: f"{Decimal(number).scaleb(-3):f}k",
    lambda number: f"{Decimal(number).scaleb(-6):f} million",
    lambda number: f"{Decimal(number).scaleb(-9):f}B",
    lambda number: f"{Decimal(number).scaleb(-6):f}".replace(".", ",") + " Mio.",
    lambda number: f"{Decimal(number):e}",
]
around = st.sampled_from(
    ["{}", "a {} token window", "up to {}.", "({})", "{}-token", "${} a month", "{}/min"]
)


@given(whole, st.sampled_from(WRITERS), around)
def test_what_is_written_is_found(number: int, write: Callable[[int], str], text: str) -> None:
    assert holds(text.format(write(number)), number)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(WRITERS[:3]))
def test_another_number_is_not(number: int, other: int, write: Callable[[int], str]) -> None:
    if number not in numbers(write(other))[0].meanings:
        assert not holds(write(other), number)
    one_reading = other < 1_000 or other >= 1_000_000
    assert not one_reading or numbers(write(other))[0].meanings == [other]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    holds(text, 5, "GB")


@pytest.mark.parametrize(
    "part", ["1 ", "1,", "9", "one ", "million ", "9^999 ", "1-", "1k ", "999 ", "1e999 "]
)
def test_a_long_text_takes_no_long_time(part: str) -> None:
    started = time.process_time()
    holds(part * 20_000, 5, "tokens")
    assert time.process_time() - started < 2
