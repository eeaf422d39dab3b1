"""What a workload is, and what its costs add up from, in words."""

import pytest

from vcompare.model import Meter, Workload
from vcompare.views.costs import described

MILLION = 1_000_000
METERS = {
    "input": Meter("Input", "tokens", MILLION),
    "cache-read": Meter("Cached input", "tokens", MILLION, "input"),
    "cached-audio": Meter("Cached audio", "tokens", MILLION, "cache-read"),
    "output": Meter("Output", "tokens", MILLION),
    "seat-month": Meter("Seat", "seat-month"),
    "storage": Meter("Storage", "GB"),
    "requests": Meter("Requests", "requests"),
}


@pytest.mark.parametrize(
    ("workload", "words"),
    [
        (Workload("", 1, {"input": 600}), "1 request a month, each with 600 tokens of input"),
        (
            Workload("Desk", 10_000, {"input": 12_000, "output": 1, "cache-read": 9_000}),
            "Desk: 10,000 requests a month, each with 12,000 tokens of input (9,000 cached input) and 1 token of output",
        ),
        (
            Workload("", 1, {"input": 9, "cache-read": 5, "cached-audio": 2}),
            "1 request a month, each with 9 tokens of input (5 cached input, 2 cached audio)",
        ),
        (Workload("", None, {}, {"seat-month": 5}), "5 seat-months a month"),
        (Workload("", None, {}, {"seat-month": 1, "storage": 2.5}), "1 seat-month and 2.5 GB of storage a month"),
        (
            Workload("", 2, {"output": 3}, {"seat-month": 5}),
            "2 requests a month, each with 3 tokens of output; and 5 seat-months",
        ),
        (Workload("", 2_500, {}), "2,500 requests a month"),
        (Workload("Nothing", 0, {}), "Nothing: nothing a month"),
    ],
)  # fmt: skip
def test_a_month_of_use_in_words(workload: Workload, words: str) -> None:
    assert described(workload, METERS) == words
