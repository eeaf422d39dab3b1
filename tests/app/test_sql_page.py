"""What docs/how-to/query-in-sql.md asks in SQL has the answers of vcompare, over thousands of tools."""

import csv
import json
import random
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import tomli_w

from benchmarks.specs import declared, facts
from tests.conftest import REPOSITORY
from tests.program import inside

PAGE = REPOSITORY / "docs" / "how-to" / "query-in-sql.md"
SQL = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
TOOLS, SPECS = 3_000, 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a catalog of facts, and what the page has `list` write."""
    folder = tmp_path_factory.mktemp("sql")
    (folder / "catalog/tools").mkdir(parents=True)
    meters = {"input": {"label": "Input", "unit": "tokens", "per": 1_000_000}}
    settings = {"format": 1, "title": "Many", "currency": "USD", "meters": meters, "specs": declared(SPECS)}
    (folder / "catalog/catalog.toml").write_text(tomli_w.dumps(settings))
    for number in range(TOOLS):
        tool = {"name": f"Tool {number}", "tagline": "A tool", "category": "Tools"}
        tool |= facts(random.Random(number), SPECS, "https://tools.example")  # noqa: S311 - made up
        tool |= prices(number)
        (folder / f"catalog/tools/tool-{number}.toml").write_text(tomli_w.dumps(tool))
    for form in ("ndjson", "csv"):
        (folder / f"tools.{form}").write_bytes(listed(folder, "--format", form))
    return folder


def prices(number: int) -> dict[str, Any]:
    """Return a tool's prices: an own one of every second, in euros of every tenth, and every third's offers."""
    amount = number * 7919 % 10_007 / 1_000
    tool: dict[str, Any] = {}
    if number % 2:
        currency = "EUR" if number % 10 == 1 else "USD"
        tool["pricing"] = {"currency": currency, "rates": {"input": amount}}
    if number % 3 == 0:
        tool["offers"] = {"host": {"rates": {"input": amount / 2}}, "silent": {"summary": "Ask for a price"}}
    return tool


def listed(folder: Path, *words: str) -> bytes:
    places = {"XDG_CACHE_HOME": str(folder / "cache"), "VCOMPARE_CATALOG": str(folder / "catalog")}
    done = inside(("list", *words), **places)  # type: ignore[arg-type]
    assert (done.status, done.talk) == (0, b"")
    return done.output


def test_every_question_of_the_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    create, newest, groups, evidence, priced, of_csv = SQL
    database = duckdb.connect()
    database.execute(create)
    tools = [json.loads(line) for line in (folder / "tools.ndjson").read_bytes().splitlines()]
    assert len(tools) == TOOLS

    asked = ("--where", "open-weights", "--where", "context>=1M", "--sort=-released", "--format", "slugs")
    rows = database.execute(newest).fetchall()
    assert [row[0] for row in rows] == listed(folder, *asked).decode().split()
    assert len(rows) > 100

    counted = Counter(_value(tool, "license") for tool in tools)
    assert {row[0]: row[1] for row in database.execute(groups).fetchall()} == counted

    days = sorted(fact["checked"] for tool in tools for fact in tool["specs"].values())
    assert [row[2] for row in database.execute(evidence).fetchall()] == days[:10]

    sold = [(tool["slug"], "direct", tool["pricing"]) for tool in tools if tool["pricing"]]
    sold += [(tool["slug"], key, offer["pricing"]) for tool in tools for key, offer in tool["offers"].items()]
    amounts = [
        (Decimal(prices["rates"]["input"]["amount"]), slug, seller)
        for slug, seller, prices in sold
        if prices["currency"] == "USD"
    ]
    rows = database.execute(priced).fetchall()
    assert [(row[3], row[0], row[1]) for row in rows] == sorted(amounts)[:10]
    assert len({row[1] for row in rows}) == 2

    licensed = [tool for tool in tools if _value(tool, "license") == "MIT"]
    licensed.sort(key=lambda tool: (-(_value(tool, "context") or -1), tool["slug"]))
    found = database.execute(of_csv).fetchall()
    assert [row[0] for row in found] == [tool["slug"] for tool in licensed[:5]]


def test_every_declared_field_has_a_column_under_its_name(folder: Path) -> None:
    with (folder / "tools.csv").open(newline="") as file:
        header = next(csv.reader(file))
    assert [f"specs.{key}" for key in declared(SPECS)] == [name for name in header if "specs." in name]
    assert len(set(header)) == len(header)


def _value(tool: dict[str, Any], key: str) -> Any:
    return tool["specs"].get(key, {}).get("value")
