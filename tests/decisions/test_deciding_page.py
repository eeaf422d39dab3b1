"""The example in docs/explanation/deciding.md, computed a second time and without the program's formulas."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY, MakeCatalog, Run

PAGE = (REPOSITORY / "docs/explanation/deciding.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^<!-- file: catalog/(.+) -->\n```toml\n((?:.*\n)*?)```$", PAGE, re.MULTILINE))
CRITERIA = tomllib.loads(FILES["decisions/model.toml"])["criteria"]
WEIGHTS = {key: Fraction(table["weight"]) for key, table in CRITERIA.items()}
Weights = Mapping[str, Fraction]


def table(header: str) -> list[list[str]]:
    """Return the rows of the page's table whose header begins so, cell by cell."""
    body = PAGE.partition(f"\n| {header} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in body]


def value(tool: Mapping[str, Any], key: str) -> Fraction | None:
    """Return what a file says of a criterion, None if it says nothing."""
    given = tool.get("pricing", {}).get("rates", {}).get(key, tool["specs"].get(key))
    return None if given is None else Fraction(str(int(given) if isinstance(given, bool) else given))


def score(tool: Mapping[str, Any], key: str, unknown: Fraction) -> Fraction:
    number, worst = value(tool, key), Fraction(CRITERIA[key].get("worst", 0))
    best = Fraction(CRITERIA[key].get("best", 1))
    return (
        unknown if number is None else min(max((number - worst) / (best - worst), Fraction(0)), Fraction(1))
    )


TOOLS = {Path(name).stem: tomllib.loads(text) for name, text in FILES.items() if name.startswith("tools/")}


def worth(slug: str, weights: Weights = WEIGHTS, unknown: Fraction = Fraction(0)) -> Fraction:
    total = sum((weight * score(TOOLS[slug], key, unknown) for key, weight in weights.items()), Fraction())
    return total / sum(weights.values(), Fraction())


def leader(weights: Weights) -> str:
    return max(TOOLS, key=lambda slug: worth(slug, weights))


@pytest.fixture
def found(make_catalog: MakeCatalog, vcompare: Run) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(
        vcompare("decide", "model", "-f", "json", catalog=make_catalog(FILES)).stdout
    )
    return payload


def ends(text: str) -> list[Fraction]:
    """Read a fraction, or two as in `2/5 to 4/5`."""
    numbers = [Fraction(one) for one in text.split(" to ")]
    return [numbers[0], numbers[-1]]


def test_worths(found: dict[str, Any]) -> None:
    rows = {slug: cells for slug, *cells in table("tool")}
    assert set(rows) == set(TOOLS) == {one["slug"] for one in found["results"]}
    for one in found["results"]:
        *scores, total = rows[one["slug"]]
        for key, text in zip(WEIGHTS, scores, strict=True):
            assert ends(text) == [score(TOOLS[one["slug"]], key, Fraction(end)) for end in (0, 1)]
        expected = [worth(one["slug"], unknown=Fraction(end)) for end in (0, 1)]
        assert ends(total) == expected == [Fraction(one["low"]), Fraction(one["high"])]


def test_ranks_and_certainty(found: dict[str, Any]) -> None:
    needed = worth(leader(WEIGHTS)) - Fraction(1, 20)
    first = {slug for slug in TOOLS if worth(slug, unknown=Fraction(1)) >= needed}
    assert (
        {one["slug"] for one in found["results"] if one["rank"] == 1} == first == {"heron", "wren", "kestrel"}
    )
    assert found["certain"] is None


def test_flips(found: dict[str, Any]) -> None:
    flips = [(one["criterion"], Fraction(one["weight"]), one["from"], one["to"]) for one in found["flips"]]
    rows = [
        (key, Fraction(at), below, above, Fraction(share))
        for key, _, at, share, below, above in table("criterion")
    ]
    assert [row[:4] for row in rows] == flips
    for key, at, below, above, share in rows:
        assert share == at / (at + sum(WEIGHTS.values()) - WEIGHTS[key])
        for weight in (Fraction(step, 60) for step in range(1, 1200)):
            expected = below if weight < at else above
            assert weight == at or leader({**WEIGHTS, key: weight}) == expected


def test_the_smallest_change(found: dict[str, Any]) -> None:
    moved = Fraction(found["smallest_change"]["moved"])
    assert (moved, found["smallest_change"]["winner"]) == (Fraction(2, 35), "osprey")
    assert f"{moved}, or {float(moved):.1%}" in PAGE
    shares = {key: weight / sum(WEIGHTS.values()) for key, weight in WEIGHTS.items()}
    steps = 175
    for context, price in product(range(steps + 1), repeat=2):
        if context + price <= steps:
            parts: Sequence[int] = (context, price, steps - context - price)
            weights = {key: Fraction(part, steps) for key, part in zip(shares, parts, strict=True)}
            change = sum(abs(weights[key] - shares[key]) for key in shares) / 2
            assert change >= moved or leader(weights) == "heron"


def test_the_unknown_that_decides(found: dict[str, Any]) -> None:
    [unknown] = found["decisive_unknowns"]
    assert (unknown["slug"], unknown["field"]) == ("kestrel", "input")
    lack = worth("heron") - worth("kestrel")
    needed = lack * sum(WEIGHTS.values()) / WEIGHTS["input"]
    price = 5 - needed * 4
    assert price == 2
    assert f"a score of {needed}: $5 − {needed} × $4 = ${price}" in PAGE
    assert Fraction(unknown["from"]) == price


def test_dominance(found: dict[str, Any]) -> None:
    assert found["dominated"] == [{"slug": "wren", "by": ["heron"]}]
    better = [
        score(TOOLS["heron"], key, Fraction(0)) - score(TOOLS["wren"], key, Fraction(1)) for key in WEIGHTS
    ]
    assert min(better) == 0 < max(better)


def test_the_parts_of_a_brier_score() -> None:
    shown = {part: Fraction(total) for part, _, total in table("part")}
    said = [(Fraction(3, 4), outcome) for outcome in (1, 1, 1, 0)]
    said += [(Fraction(1, 2), outcome) for outcome in (1, 0, 0, 0)]
    assert shown["Brier score"] == sum((sure - outcome) ** 2 for sure, outcome in said) / len(said)
    assert shown["base rate"] == Fraction(sum(outcome for _, outcome in said), len(said))
    groups = [[outcome for one, outcome in said if one == sure] for sure in (Fraction(3, 4), Fraction(1, 2))]
    came = [Fraction(sum(group), len(group)) for group in groups]
    base, size = shown["base rate"], len(said)
    assert shown["resolution"] == sum(4 * (share - base) ** 2 for share in came) / size
    assert (
        shown["reliability"]
        == (4 * (Fraction(3, 4) - came[0]) ** 2 + 4 * (Fraction(1, 2) - came[1]) ** 2) / size
    )
    assert shown["uncertainty"] == base * (1 - base)
    parts = shown["reliability"] - shown["resolution"] + shown["uncertainty"]
    assert parts == shown["Brier score"]
