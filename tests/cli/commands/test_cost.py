"""`vcompare cost`: workloads, prices, order, formats, what is missing, statuses."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import MakeCatalog, Run
from tests.prices import BARE, FILES, KIMI, SETTINGS, SUPPORT

EURO = "\n[currencies.EUR]\nusd = 1.08\nchecked = 2026-11-20\n"
MINSTRAL = """\
name = "Minstral"
tagline = "A model that is billed in euros"
category = "Language models"

[pricing]
currency = "EUR"
source = "https://example.com/minstral"
checked = 2026-11-02

[pricing.rates]
input = 2.5
cache-read = 0
output = 14
"""
FORMATS = ["table", "plain", "markdown", "html", "json", "ndjson", "csv"]
USED = ("--requests", "10k", "--each", "input=12k,cache-read=9k", "--each", "output=600")


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(FILES)


def results(vcompare: Run, root: Path, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(vcompare("cost", *words, "-f", "json", catalog=root).stdout)[
        "results"
    ]
    return found


def brief(vcompare: Run, root: Path, *words: str) -> list[tuple[Any, ...]]:
    return [(one["slug"], one["offer"], one["low"], one["high"]) for one in results(vcompare, root, *words)]


def test_every_tool_and_offer_cheapest_first_and_unknown_last(vcompare: Run, root: Path) -> None:
    run = vcompare("cost", "--workload", "support", "-f", "json", catalog=root)
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout) == {
        "schema": "vcompare.cost/1",
        "workload": {
            "name": "support",
            "label": "Support desk",
            "requests": 10000,
            "each": {"input": 12000, "cache-read": 9000, "output": 600},
            "month": {},
        },
        "results": [
            entry("kimi", "together", "22.50", "36.00", ["cache-read"]),
            entry("kimi", None, "52.50", "138.00", ["cache-read"]),
            entry("opus", "bedrock", "321.00", "321.00", []),
            entry("opus", None, "345.00", "345.00", []),
            entry("nib", None, None, None, ["input", "cache-read", "output"]) | {"currency": None},
        ],
    }


def entry(
    slug: str, offer: str | None, low: str | None, high: str | None, unknown: list[str]
) -> dict[str, Any]:
    ends = {"currency": "USD", "low": low, "high": high}
    return {"slug": slug, "offer": offer, **ends, "plan": None, "unknown": unknown}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lines", [(), ("--lines",)])
def test_every_format(
    vcompare: Run, root: Path, snapshot: SnapshotAssertion, form: str, lines: tuple[str, ...]
) -> None:
    run = vcompare("cost", "--workload", "support", "-f", form, *lines, catalog=root)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == snapshot


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_what_people_see(vcompare: Run, root: Path, snapshot: SnapshotAssertion, columns: str) -> None:
    words = ("--workload", "support", "--color", "always")
    assert vcompare("cost", *words, catalog=root, env={"COLUMNS": columns}).stdout == snapshot


@pytest.mark.parametrize(
    "each",
    [
        ("--each", "input=12k,cache-read=9k", "--each", "output=600"),
        ("--each", "input=12,000,cache-read=9,000,output=600"),
        ("--each", "input = 12k tokens", "--each", "Cached input=9_000", "--each", "OUTPUT=0.6k"),
    ],
)
@pytest.mark.parametrize("requests", ["10k", "10,000", "10000 requests"])
def test_numbers_are_typed_as_people_type_them(
    vcompare: Run, root: Path, each: tuple[str, ...], requests: str
) -> None:
    given = vcompare("cost", "--requests", requests, *each, "-f", "json", catalog=root)
    named = json.loads(vcompare("cost", "--workload", "support", "-f", "json", catalog=root).stdout)
    named["workload"] |= {"name": None, "label": None}
    assert json.loads(given.stdout) == named


def test_one_request_where_nobody_says_how_many(vcompare: Run, root: Path) -> None:
    found = json.loads(vcompare("cost", "--each", "output=1M", "-f", "json", catalog=root).stdout)
    assert found["workload"]["requests"] == 1
    assert [one["low"] for one in found["results"]] == ["3.00", "4.00", "20.00", "25.00", None]


def test_seats_take_the_plan_that_is_named(vcompare: Run, root: Path) -> None:
    first, *others = results(vcompare, root, "--month", "seat-month=5")
    assert first == entry("opus", None, "125.00", "125.00", []) | {"plan": "Team"}
    assert {one["low"] for one in others} == {None}
    table = vcompare("cost", "--month", "seat-month=5", catalog=root).stdout
    assert "5 seat-months a month" in table
    assert "$0" not in table


@pytest.mark.parametrize(
    ("words", "errors"),
    [
        (
            ["--each", "inptu=3"],
            ['error: --each: this catalog has no meter "inptu"', "hint: did you mean `input`?"],
        ),
        (
            ["--each", "vram=3"],
            [
                'error: --each: this catalog has no meter "vram"',
                "hint: use one of input, cache-read, output, seat-month",
            ],
        ),
        (
            ["--each", "input=12k", "--each", "cache-read=15k"],
            ["error: --each cache-read=15k is more than --each input=12k, which it is part of"],
        ),
        (
            ["--month", "cache-read=15k"],
            ["error: --month cache-read=15k is part of input, of which there is nothing in --month"],
        ),
        (["--each", "input=many"], ["error: --each input must be a number from 0 up, such as 600, 12k or 1.5M"]),
        (["--each", "input=-5"], ["error: --each input must be a number from 0 up"]),
        (["--each", "input=1e99"], ["error: --each input must be a number from 0 up"]),
        (["--each", "input"], ['error: --each must be METER=NUMBER, as in input=12k, not "input"']),
        (["--each", "input="], ['error: --each must be METER=NUMBER, as in input=12k, not "input="']),
        (["--month", "=5"], ['error: --month must be METER=NUMBER, as in input=12k, not "=5"']),
        (["--each", "input=1,input=2"], ["error: --each was given input more than once"]),
        (["--requests", "few"], ["error: --requests must be a number from 0 up"]),
        (["--requests", "5"], ["error: requests alone are not billed here", "hint: `vcompare cost --each input=12k"]),
        (
            ["--workload", "support", "--each", "input=3"],
            ["error: --workload and --each contradict each other"],
        ),
        (["--workload", "suport"], ['error: --workload must be support, not "suport"', "hint: did you mean"]),
        (["--where", "nonsense=1"], ['error: there is no field "nonsense"']),
        (["kimi", "kimi"], ['error: "kimi" is named twice']),
        (["--limit", "0"], ["error: --limit must be a whole number, 1 or more"]),
    ],
)  # fmt: skip
def test_mistakes_are_named_as_they_were_typed(
    vcompare: Run, root: Path, words: list[str], errors: list[str]
) -> None:
    run = vcompare("cost", *words, catalog=root)
    assert (run.returncode, run.stdout) == (2, "")
    for error in errors:
        assert error in run.stderr


def test_all_mistakes_at_once(vcompare: Run, root: Path) -> None:
    run = vcompare("cost", "--requests", "x", "--each", "inptu=1", "--month", "seat-month=y", catalog=root)
    assert run.stderr.count("error: ") == 3


def test_the_only_workload_is_taken_with_a_note_and_of_several_one_is_to_be_named(
    vcompare: Run, root: Path
) -> None:
    run = vcompare("cost", catalog=root)
    assert run.returncode == 0
    assert run.stderr == "note: the workload is support, the only one of this catalog\n"
    (root / "workloads/rag.toml").write_text(SUPPORT)
    run = vcompare("cost", catalog=root)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == "error: which workload?\nhint: choose with --workload: rag or support\n"


def test_tools_are_named_or_filtered(vcompare: Run, root: Path) -> None:
    assert {slug for slug, *_ in brief(vcompare, root, "Kimi K2.6")} == {"kimi"}
    assert {slug for slug, *_ in brief(vcompare, root, "--where", "input>=1")} == {"opus"}
    assert {slug for slug, *_ in brief(vcompare, root, "--vendor", "Anthropic")} == {"opus"}
    assert {slug for slug, *_ in brief(vcompare, root, "--where", "cost.support.lowest<=50")} == {"kimi"}
    assert brief(vcompare, root, "kimi", "--where", "input>=1") == []
    assert len(brief(vcompare, root, "--limit", "2")) == 2
    assert brief(vcompare, root, "--limit", "2") == brief(vcompare, root)[:2]


def test_nothing_that_matches_is_status_1(vcompare: Run, root: Path) -> None:
    for form in FORMATS:
        run = vcompare("cost", "--workload", "support", "--where", "input>=99", "-f", form, catalog=root)
        assert run.returncode == 1
        assert run.stderr == "note: no tool matches\n"
        assert run.stdout == "" or form in {"json", "csv"}
    assert results(vcompare, root, "--where", "input>=99") == []


def test_the_answer_is_the_same_without_a_cache(vcompare: Run, root: Path) -> None:
    for words in ((), ("--lines",), ("--limit", "3"), ("--where", "output<=10")):
        cached = vcompare("cost", *words, "-f", "json", catalog=root).stdout
        assert vcompare("cost", *words, "-f", "json", "--no-cache", catalog=root).stdout == cached


def test_lines_say_how_it_adds_up(vcompare: Run, root: Path) -> None:
    (found,) = [one for one in results(vcompare, root, "opus", "--lines") if one["offer"] is None]
    assert found["lines"][0] == {
        "kind": "rate", "meter": "input", "quantity": 30000000, "amount": "5.00", "per": 1000000,
        "low": "150.00", "high": "150.00",
    }  # fmt: skip
    text = vcompare("cost", "opus", "--lines", catalog=root).stdout
    assert "30M tokens of input at $5.00 per 1M" in text
    seats = ("--each", "input=250k", "--month", "seat-month=5", "--lines")
    text = vcompare("cost", "opus", *seats, catalog=root).stdout
    assert "Team for 5 seat-months at $25.00 each" in text
    assert "250k tokens of input, included in Team" in text
    (of_team,) = [one for one in results(vcompare, root, "opus", *seats) if one["plan"]]
    assert [line["kind"] for line in of_team["lines"]] == ["plan", "included", "included"]


def test_a_missing_rate_is_at_least_or_an_interval_and_named(
    vcompare: Run, make_catalog: MakeCatalog
) -> None:
    less = KIMI.replace("output = 4\n", "").partition("[offers")[0]
    root = make_catalog({**FILES, "tools/kimi.toml": less})
    run = vcompare("cost", "kimi", "--workload", "support", catalog=root)
    assert "at least $28.50" in run.stdout
    assert "Cached input; Output" in run.stdout
    assert results(vcompare, root, "kimi") == [entry("kimi", None, "28.50", None, ["cache-read", "output"])]
    lines = vcompare("cost", "kimi", "--workload", "support", "--lines", catalog=root).stdout
    assert "6M tokens of output, rate unknown" in lines
    assert "≤ $85.50" in lines


def test_an_interval_is_never_shown_as_a_point(vcompare: Run, root: Path) -> None:
    run = vcompare("cost", "kimi", "--each", "input=1M,cache-read=10", catalog=root)
    assert "$0.9499905–$0.95" in run.stdout


def test_currencies_stand_apart_without_a_rate(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({**FILES, "tools/minstral.toml": MINSTRAL})
    found = results(vcompare, root)
    assert [one["currency"] for one in found] == ["USD"] * 4 + ["EUR", None]
    assert [one["low"] for one in found][-2:] == ["159.00", None]
    first, second, *_ = vcompare("cost", catalog=root).stdout.split("\n\n")[1:]
    assert "€159" in second
    assert "€" not in first


def test_a_dated_rate_converts_and_is_named(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({**FILES, "catalog.toml": SETTINGS + EURO, "tools/minstral.toml": MINSTRAL})
    found = json.loads(vcompare("cost", "-f", "json", catalog=root).stdout)
    (one,) = [one for one in found["results"] if one["slug"] == "minstral"]
    assert (one["currency"], one["low"], one["high"]) == ("USD", "171.72", "171.72")
    assert one["converted_from"] == {"currency": "EUR", "low": "159.00", "high": "159.00"}
    assert found["currencies"] == {"EUR": {"usd": 1.08, "checked": "2026-11-20"}}
    assert [one["slug"] for one in found["results"]] == ["kimi", "kimi", "minstral", "opus", "opus", "nib"]
    for form in ("table", "plain", "markdown", "html"):
        shown = re.sub(r"\\|<[^>]*>", "", vcompare("cost", "-f", form, catalog=root).stdout)
        assert "€1 = $1.08 as of 2026-11-20" in shown
    assert "converted" not in vcompare("cost", "kimi", "-f", "json", catalog=root).stdout


def test_without_meters_it_says_what_to_declare(vcompare: Run, make_catalog: MakeCatalog) -> None:
    run = vcompare("cost", catalog=make_catalog({"tools/nib.toml": BARE}))
    assert (run.returncode, run.stdout) == (2, "")
    assert "error: this catalog has no meters" in run.stderr
    assert run.stderr.endswith('\n\n[meters.input]\nlabel = "Input"\nunit = "tokens"\nper = 1_000_000\n')


def test_without_a_workload_it_says_what_to_write_and_what_to_type(
    vcompare: Run, make_catalog: MakeCatalog
) -> None:
    root = make_catalog({path: text for path, text in FILES.items() if "workloads" not in path})
    run = vcompare("cost", catalog=root)
    assert (run.returncode, run.stdout) == (2, "")
    hint, _, pasted = run.stderr.partition("\n\n")
    assert "error: this catalog has no workloads yet" in hint
    assert "`vcompare cost --each input=12k,output=600 --month seat-month=5" in hint
    (root / "workloads").mkdir()
    (root / "workloads/support.toml").write_text(pasted)
    assert vcompare("cost", catalog=root).returncode == 0
    assert "support.toml" not in vcompare("check", catalog=root).stdout
    assert vcompare("cost", "--each", "input=12k", catalog=root).returncode == 0


@pytest.mark.parametrize(
    ("files", "note"),
    [
        ({"tools/nib.toml": BARE}, "no tool here has prices yet; `vcompare edit TOOL pricing.rates.input=3` adds one"),
        (
            {"tools/kimi.toml": KIMI.replace("input = ", "seat-month = ").replace("output = ", "# ")},
            "every cost is unknown, as no tool here has a rate for Input, Cached input or Output",
        ),
        (
            {"tools/kimi.toml": KIMI.replace("[pricing.rates]\ninput = 0.95\noutput = 4\n", "")},
            "only offers have a known cost",
        ),
        ({}, "the catalog has no tools yet; `vcompare add` adds one"),
    ],
)  # fmt: skip
def test_what_is_not_there_yet_is_said(
    vcompare: Run, make_catalog: MakeCatalog, files: dict[str, str], note: str
) -> None:
    root = make_catalog({"catalog.toml": SETTINGS, "workloads/support.toml": SUPPORT, **files})
    run = vcompare("cost", "--workload", "support", catalog=root)
    assert run.returncode == (0 if files else 1)
    assert f"note: {note}" in run.stderr
    assert "free" not in run.stdout
    assert "$0 " not in run.stdout


def test_a_broken_tool_is_named_and_the_rest_shown(vcompare: Run, root: Path) -> None:
    (root / "tools/bad.toml").write_text("x = \n")
    run = vcompare("cost", "--workload", "support", "-f", "csv", catalog=root)
    assert run.returncode == 2
    assert "tools/bad.toml:1:5: this is not TOML" in run.stderr
    assert len(list(csv.reader(io.StringIO(run.stdout)))) == 6


def test_a_workload_that_cannot_be_computed_is_an_error_with_its_file(vcompare: Run, root: Path) -> None:
    (root / "workloads/support.toml").write_text(SUPPORT.replace("9_000", "90_000"))
    run = vcompare("cost", catalog=root)
    assert run.returncode == 2
    assert "workloads/support.toml: cache-read = 90_000 is more than input = 12_000" in run.stderr


def test_meters_in_a_circle_are_an_error_once(vcompare: Run, make_catalog: MakeCatalog) -> None:
    circle = SETTINGS.replace('label = "Input"', 'label = "Input"\npart_of = "cache-read"')
    root = make_catalog({**FILES, "catalog.toml": circle})
    run = vcompare("cost", "--each", "input=1,cache-read=1", catalog=root)
    assert (run.returncode, run.stdout) == (2, "")
    assert "error: the meters input and cache-read are parts of each other\n" in run.stderr
    assert run.stderr.count("error: ") == 1


def test_a_workload_of_nothing_says_so(vcompare: Run, root: Path) -> None:
    (root / "workloads/support.toml").write_text('label = "Idle"\nrequests = 0\n')
    run = vcompare("cost", "--workload", "support", catalog=root)
    assert (
        run.stderr
        == "note: nothing is used in this workload, so it costs nothing wherever there are prices\n"
    )
    assert "Idle: nothing a month" in run.stdout


def test_costs_are_columns_keys_and_filters_of_other_commands(vcompare: Run, root: Path) -> None:
    words = ("--columns", "slug,cost.support,cost.support.lowest", "--sort=-cost.support.lowest", "-f", "csv")
    assert vcompare("list", *words, "--where", "cost.support<=200", catalog=root).stdout.splitlines() == [
        "slug,cost.support,cost.support.lowest",
        "kimi,52.5..138,22.5..36",
    ]
    found = vcompare("search", "model", *words, catalog=root).stdout.splitlines()
    assert [line.split(",")[1] for line in found] == ["slug", "opus", "kimi", "nib"]


def test_show_has_the_costs_of_its_tools_and_their_offers(vcompare: Run, root: Path) -> None:
    run = vcompare("show", "opus", "kimi", "--workload", "support", "-f", "json", catalog=root)
    payload = json.loads(run.stdout)
    assert [(one["slug"], one["offer"]) for one in payload["costs"]["support"]] == [
        ("opus", None), ("opus", "bedrock"), ("kimi", None), ("kimi", "together"),
    ]  # fmt: skip
    of_cost = {(one["slug"], one["offer"]): one for one in results(vcompare, root, "--workload", "support")}
    assert all(of_cost[one["slug"], one["offer"]] == one for one in payload["costs"]["support"])
    plain = json.loads(vcompare("show", "opus", "kimi", "-f", "json", catalog=root).stdout)
    assert "costs" not in plain


def test_a_block_of_sync(vcompare: Run, root: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- vcompare: cost --workload support --limit 2 -->\n<!-- /vcompare -->\n")
    assert vcompare("sync", str(page), catalog=root).returncode == 0
    assert "| kimi | **\\$22.50–\\$36** | Together |" in page.read_text()
    assert vcompare("sync", "--check", str(page), catalog=root).returncode == 0
    page.write_text("<!-- vcompare: cost kimmi --each input=1 -->\n<!-- /vcompare -->\n")
    run = vcompare("sync", str(page), catalog=root)
    assert run.returncode == 2
    assert 'no tool is called exactly "kimmi"' in run.stderr


def test_help_has_examples_on_their_own_lines(vcompare: Run) -> None:
    shown = vcompare("cost", "--help").stdout
    assert "\n  vcompare cost --workload support --where 'context>=200k'\n" in shown
    assert "  cost " in vcompare("--help").stdout
