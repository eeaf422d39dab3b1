"""`comparison/expenses.py`: what a workload costs is a field like any other."""

import json
from pathlib import Path

import pytest

from tests.conftest import MakeCatalog, Run
from tests.prices import FILES

# Kimi's cached input has no rate: between nothing and the input's, for 90 million tokens.
KIMI = "52.5..138"
OPUS = "345"


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(FILES)


def rows(vcompare: Run, root: Path, *arguments: str) -> list[str]:
    return vcompare("list", "-f", "csv", *arguments, catalog=root).stdout.splitlines()


@pytest.mark.parametrize("cache", [[], ["--no-cache"]])
def test_it_is_a_column(vcompare: Run, root: Path, cache: list[str]) -> None:
    assert rows(vcompare, root, "--columns", "slug,cost.support,cost.support.lowest", *cache) == [
        "slug,cost.support,cost.support.lowest",
        f"kimi,{KIMI},22.5..36",
        "nib,,",
        f"opus,{OPUS},321",
    ]


@pytest.mark.parametrize("cache", [[], ["--no-cache"]])
def test_lists_are_sorted_by_it_with_unknown_last(vcompare: Run, root: Path, cache: list[str]) -> None:
    for sort, slugs in {
        "cost.support": ["kimi", "opus", "nib"],
        "-cost.support": ["opus", "kimi", "nib"],
    }.items():
        assert rows(vcompare, root, "--columns", "slug", f"--sort={sort}", *cache)[1:] == slugs


@pytest.mark.parametrize(
    ("where", "slugs"),
    [
        ("cost.support<=138", ["kimi"]),
        ("cost.support<=137", []),
        ("cost.support>=50", ["kimi", "opus"]),
        ("cost.support<=$1k", ["kimi", "opus"]),
        ("cost.support<=1000 EUR", []),
        ("cost.support.lowest<=321", ["kimi", "opus"]),
        ("cost.support=345", ["opus"]),
    ],
)
def test_all_of_an_interval_has_to_pass(vcompare: Run, root: Path, where: str, slugs: list[str]) -> None:
    for cache in ([], ["--no-cache"]):
        assert rows(vcompare, root, "--columns", "slug", "--where", where, *cache)[1:] == slugs


def test_a_row_of_show_marks_what_is_certainly_lower(vcompare: Run, root: Path) -> None:
    shown = vcompare(
        "show", "kimi", "opus", "--workload", "support", "--section", "prices", catalog=root
    ).stdout
    assert "Support desk  $52.50–$138 a month ▲" in shown
    shown = vcompare("show", "kimi", "opus", "--workload", "support", "-f", "json", catalog=root).stdout
    payload = json.loads(shown)
    assert payload["fields"]["cost.support"] == {
        "label": "Support desk",
        "kind": "amount",
        "unit": None,
        "better": "lower",
        "group": "Costs",
    }
    (row,) = [one for one in payload["differences"] if one["field"] == "cost.support"]
    assert row == {
        "field": "cost.support",
        "values": [{"at_least": "52.5", "at_most": "138"}, "345"],
        "best": 0,
    }


def test_costs_that_may_overlap_are_not_better(vcompare: Run, make_catalog: MakeCatalog) -> None:
    dear = (
        FILES["tools/opus.toml"].replace("input = 5\n", "input = 1\n").replace("output = 25", "output = 10")
    )
    root = make_catalog({**FILES, "tools/opus.toml": dear})
    shown = vcompare("show", "kimi", "opus", "--workload", "support", catalog=root).stdout
    (line,) = [line for line in shown.splitlines() if line.startswith("Support desk")]
    assert "▲" not in line


def test_without_workloads_nothing_is_added(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({path: text for path, text in FILES.items() if "workloads" not in path})
    assert "cost." not in rows(vcompare, root)[0]
    run = vcompare("list", "--columns", "cost.support", catalog=root)
    assert run.returncode == 2
