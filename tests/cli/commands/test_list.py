"""`vcompare list`: filters, sorts, formats, statuses."""

import csv
import io
import json

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import TOOL, MakeCatalog, Run


def slugs(vcompare: Run, *arguments: str) -> list[str]:
    return vcompare("list", "--format", "slugs", *arguments).stdout.split()


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown", "slugs"])
def test_the_sample_in_every_format(vcompare: Run, snapshot: SnapshotAssertion, form: str) -> None:
    result = vcompare("list", "--format", form)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == snapshot


@pytest.mark.parametrize("columns", ["30", "60", "120"])
def test_what_people_see(vcompare: Run, snapshot: SnapshotAssertion, columns: str) -> None:
    assert vcompare("list", env={"COLUMNS": columns}).stdout == snapshot


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--verdict", "split"), ["claude-haiku-open-weights"]),
        (("--min-score", "80"), ["claude-4-api"]),
        (("--min-score", "83.5"), ["claude-4-api"]),
        (("--tag", "routing", "--entry", "free"), ["hf-hub-routing", "hf-providers-v2"]),
        (("--tag", "routing", "--tag", "voice"), ["azure-ai-foundry"]),
        (("--category", "developer tools", "--limit", "1"), ["azure-ai-foundry"]),
        (("--sort", "score", "--limit", "2"), ["claude-4-api", "azure-ai-foundry"]),
        (
            ("--sort", "score", "--reverse", "--limit", "3"),
            ["azure-ai-foundry", "claude-4-api", "claude-4-sonnet"],
        ),
        (("--reverse", "--limit", "1"), ["modal"]),
        (("--sort", "ship-percent", "--reverse", "--limit", "1"), ["claude-haiku-open-weights"]),
        (("--sort", "entry", "--limit", "1"), ["claude-haiku-open-weights"]),
        (("--sort", "name", "--limit", "1"), ["azure-ai-foundry"]),
    ],
)
def test_filters_and_sorts(vcompare: Run, arguments: tuple[str, ...], expected: list[str]) -> None:
    assert slugs(vcompare, *arguments) == expected


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown", "slugs"])
def test_nothing_matched_is_status_1(vcompare: Run, form: str) -> None:
    result = vcompare("list", "--verdict", "skip", "--format", form)
    assert result.returncode == 1
    assert result.stderr == "note: no tool matches\n"
    if form == "json":
        assert json.loads(result.stdout) == {"schema": "vcompare.tools/1", "tools": []}
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(result.stdout)))) == 1


def test_an_empty_catalog(vcompare: Run, make_catalog: MakeCatalog) -> None:
    result = vcompare("list", catalog=make_catalog({}))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "note: the catalog has no tools yet; `vcompare add` adds one\n"


def test_a_broken_tool_is_named_and_the_rest_listed(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/good.toml": TOOL.format(name="Good"), "tools/bad.toml": "x = \n"})
    result = vcompare("list", "-f", "slugs", catalog=root)
    assert (result.returncode, result.stdout) == (2, "good\n")
    assert "tools/bad.toml:1:5: this is not TOML" in result.stderr


def test_the_json_tool_is_the_one_of_show_without_reviews(vcompare: Run) -> None:
    shown = json.loads(vcompare("show", "modal", "-f", "json").stdout)["tools"][0]
    listed = json.loads(
        vcompare(
            "list", "--tag", "serverless", "--sort", "name", "--reverse", "--limit", "1", "-f", "json"
        ).stdout
    )
    del shown["reviews"]
    assert listed["tools"] == [shown]


def test_a_score_that_is_not_a_number_is_an_error_and_not_an_empty_list(vcompare: Run) -> None:
    result = vcompare("list", "--min-score", "nan")
    assert (result.returncode, result.stdout) == (2, "")
    assert "min-score must be a number from 0 to 100, not nan" in result.stderr
