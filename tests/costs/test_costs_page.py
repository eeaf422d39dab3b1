"""The cases in docs/explanation/costs.md, computed from what the page shows."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from genai_prices import types

from benchmarks import genai
from tests.conftest import REPOSITORY, record_of
from vcompare.catalog.store import Catalog
from vcompare.costs import Converter, Cost, Estimator
from vcompare.model import Workload
from vcompare.text import money

PAGE = (REPOSITORY / "docs/explanation/costs.md").read_text(encoding="utf-8")
CATALOG = """\
format = 1
title = "Cases"
categories = ["Tools"]
currency = "USD"

[currencies.EUR]
usd = 1.08
checked = 2026-11-20

"""
TOOL = """\
name = "Tool"
tagline = "A tool"
category = "Tools"

"""


class Case(NamedTuple):
    number: str
    meters: str
    prices: str
    workload: str
    seller: str | None
    expected: str


def cases() -> Iterator[Case]:
    """Read the cases: TOML of meters and of prices, and tables of what a workload costs at the last of both."""
    part = PAGE.partition("<!-- cases -->")[2].partition("<!-- end of cases -->")[0]
    meters = prices = workload = ""
    for toml, number, use, expected in re.findall(
        r"^```toml\n((?:.*\n)*?)```$|^\| (\d+) \| (.+?) \| .+? \| (.+) \|$", part, re.MULTILINE
    ):
        if toml.startswith("[meters."):
            meters = toml
        elif toml:
            prices = toml
        else:
            same = re.fullmatch(r"the same, from `(.+)`", use)
            workload = workload if same else use.strip("`")
            yield Case(number, meters, prices, workload, same and same[1], expected)


CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[case.number for case in CASES])
def test_the_program_computes_what_was_worked_out_by_hand(case: Case, tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    (tmp_path / "catalog.toml").write_text(CATALOG + case.meters, encoding="utf-8")
    (tmp_path / "tools/tool.toml").write_text(TOOL + case.prices, encoding="utf-8")
    catalog = Catalog.open(tmp_path)
    tool = record_of(catalog, "tool").tool
    given = tomllib.loads(f"workload = {{ label = 'Case', {case.workload} }}")["workload"]
    estimator = Estimator(msgspec.convert(given, Workload), catalog.settings.meters)
    assert estimator.usage.problems == []
    cost = estimator.cost(tool.offers[case.seller] if case.seller else tool.pricing)
    assert shown(cost, Converter(catalog.settings)) == case.expected


def shown(cost: Cost, converter: Converter) -> str:
    """Write a cost as the page does."""
    text = ends(cost)
    if cost.currency != converter.currency and (converted := converter.cost(cost)):
        text += f", which is {ends(converted)}"
    plan = f" with {cost.plan}" if cost.plan else ""
    unknown = "".join(f", `{meter}` is unknown" for meter in cost.unknown)
    return text + plan + unknown


def ends(cost: Cost) -> str:
    if cost.low is None or cost.currency is None:
        return "unknown"
    low = money.price(cost.low, cost.currency)
    if cost.high is None:
        return f"at least {low}"
    return low if cost.low == cost.high else f"{low} to {money.price(cost.high, cost.currency)}"


def test_there_are_twenty_cases() -> None:
    assert [case.number for case in CASES] == [str(number) for number in range(1, 21)]


def test_what_the_format_cannot_say_is_counted() -> None:
    part = PAGE.partition("| cannot be said |")[2]
    listed = {name: int(count) for name, count in re.findall(r"^\| (\D+) \| (\d+) \|", part, re.MULTILINE)}
    counts = Counter(name for model in genai.models() for name in unsayable(model))
    assert dict(zip(REASONS, listed.values(), strict=True)) == counts
    assert f"{sum(1 for _ in genai.models()):,} models" in PAGE


REASONS = ("time of day", "minimum for a request", "condition", "start date", "two wholes", "no price")


def unsayable(model: genai.Model) -> Iterator[str]:
    prices: Any = model.model.prices
    if reason := genai.unsayable(model):
        yield reason
    if model.model.price_variants:
        yield "condition"
    if isinstance(prices, list) and any(
        isinstance(one.constraint, types.StartDateConstraint) for one in prices
    ):
        yield "start date"
    if {*model.prices} - {*genai.ALONE, "requests"}:
        yield "two wholes"
    if not model.prices:
        yield "no price"
