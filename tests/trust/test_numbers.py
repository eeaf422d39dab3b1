"""Numbers and dates that are none, or larger than any: an answer or a message, and nothing infinite in it."""

import datetime
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tests.program import Done, inside
from tests.trust import hostile, oracles

NUMBERS = (
    *(
        "1e400",
        "-1e400",
        "nan",
        "inf",
        "-inf",
        "-0",
        "-0.0",
        "0",
        "-1",
        "1e308",
        "1e-308",
        "5e-324",
        "-1e308",
    ),
    *("1" + "0" * 30, "1e30", "0.1e-30", "9" * 300, "0." + "3" * 300, "9223372036854775807", "1_000.5e0"),
    *(
        "true",
        '"1e400"',
        '"NaN"',
        '"-0"',
        "[]",
        "0001-01-01",
        "9999-12-31",
        "0000-01-01",
        '"9999"',
        '"0000-00"',
    ),
)
"""As a file has them, where a number or a date belongs."""

SETTINGS = """\
format = 1
title = "Numbers"
categories = ["C"]
currency = "USD"
panel.builder = { name = "Builder" }
freshness = { pricing = 90, reviews = 365, specs = 180 }
currencies.EUR = { usd = 1.1, checked = 2026-01-02 }

[specs]
context = { label = "Context", kind = "quantity", better = "higher", fresh = 30 }
day = { label = "Day", kind = "date", better = "later" }

[meters]
input = { label = "Input", unit = "tokens", per = 1000 }
seat = { label = "Seat", unit = "seats" }
"""
TOOL = """\
name = "Tool"
tagline = "T"
category = "C"
entry = "paid"
added = 2026-01-02
retired = 2027-01-02

[pricing]
checked = 2026-01-02
rates = { input = { amount = 3, checked = 2026-01-02 } }
tiers = [{ over = { input = 50 }, rates = { input = 2 } }]
plans = [{ name = "P", amount = 25, per = "seat", includes = { input = 10 } }]

[sources.page]
url = "https://example.com"
checked = 2026-01-02

[specs]
context = { value = 1000, checked = 2026-01-02 }
day = 2026-01-02

[offers.seller]
checked = 2026-01-02
currency = "EUR"
rates = { input = 4 }
specs = { context = { at_least = 10, at_most = 20 } }
"""
REVIEW = """\
verdict = "ship"
text = "T"
score = 80
date = 2026-01-02
predictions.p = { says = "S", probability = 0.5, made = 2026-01-02, due = 2026-02-02 }
"""
VOTES = 'tally = { ship = 3, skip = 1, counted = 2026-01-02 }\nballots = { Somebody = "ship" }\n'
OUTCOMES = "builder.p = { outcome = true, settled = 2026-03-02 }\n"
WORKLOAD = 'label = "W"\nrequests = 1000\neach = { input = 100 }\nmonth = { seat = 2 }\n'
DECISION = """\
label = "D"
criteria.cost.w = { weight = 2, worst = 500, best = 5 }
criteria.context = { weight = 1, worst = 1, best = 1000 }
criteria.day = { weight = 1, worst = 2020-01-01, best = 2026-01-01 }
criteria.added = { weight = 1 }
"""
PER_TOOL = {
    "tools/{}.toml": TOOL,
    "reviews/{}/builder.toml": REVIEW,
    "votes/{}.toml": VOTES,
    "outcomes/{}.toml": OUTCOMES,
}
SHARED = {"catalog.toml": SETTINGS, "workloads/w.toml": WORKLOAD, "decisions/d.toml": DECISION}
ANSWERS: Sequence[tuple[str, ...]] = (
    ("check", "--format", "json"),
    ("list", "--columns", "slug,context,day,input,input.lowest,cost.w,worth.d,community", "--format", "json"),
    ("cost", "--workload", "w", "--lines"),
    ("decide", "d"),
)
KeyPath = tuple[str | int, ...]


def leaves(value: Any, above: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield where in a file numbers and dates are."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, one in items:
            yield from leaves(one, (*above, key))
    elif isinstance(value, int | float | datetime.date) and not isinstance(value, bool):
        yield above


MARK = "here-a-number-belongs"


def with_number(text: str, path: KeyPath, number: str) -> str:
    """Return a file in which a number or a date is another one, as it is written."""
    data = tomllib.loads(text)
    table: Any = data
    for key in path[:-1]:
        table = table[key]
    table[path[-1]] = MARK
    return tomli_w.dumps(data).replace(f'"{MARK}"', number)


def finite(done: Done) -> None:
    oracles.on_a_terminal(done.output)
    oracles.on_a_terminal(done.talk)
    if done.words[0] != "check":  # which quotes what it finds
        assert not re.search(rb"(?i)(?<![\w.-])-?(nan|inf|infinity)(?![\w-])", done.output), done
    if "json" in done.words and done.output:
        oracles.parsed_json(done.output)
    assert done.status in {0, 1, 2}
    assert done.output or done.talk


OF_TOOLS = [(file, path) for file, text in PER_TOOL.items() for path in leaves(tomllib.loads(text))]
OF_ALL = [(file, path) for file, text in SHARED.items() for path in leaves(tomllib.loads(text))]


@pytest.mark.parametrize(("file", "path"), OF_TOOLS, ids=str)
def test_numbers_of_a_tool(file: str, path: KeyPath, tmp_path: Path) -> None:
    """A tool for each number, which has it in one place; commands answer for all of them at once."""
    files = dict(SHARED)
    for at, number in enumerate(NUMBERS):
        for one, text in PER_TOOL.items():
            name = text.replace('"Tool"', f'"Tool {at}"')
            files[one.format(f"t{at}")] = with_number(name, path, number) if one == file else name
    root = hostile.write(tmp_path, files)
    shown = ("show", "t13", "t16", "t17", "--offers", "--workload", "w", "--decision", "d")
    for words in (*ANSWERS, shown):
        finite(inside([*words, "--catalog", str(root)], terminal=True))


@pytest.mark.parametrize(("file", "path"), OF_ALL, ids=str)
def test_numbers_of_the_catalog(file: str, path: KeyPath, tmp_path: Path) -> None:
    root = hostile.write(tmp_path, {**SHARED, **{one.format("t"): text for one, text in PER_TOOL.items()}})
    for number in NUMBERS:
        hostile.write(root, {file: with_number(SHARED[file], path, number)})
        for words in (ANSWERS[0], ANSWERS[1], ANSWERS[3]):
            finite(inside([*words, "--catalog", str(root)], terminal=True))
