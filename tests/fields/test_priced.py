"""`fields/priced.py`: a meter in `catalog.toml` is all that it takes for its rates to be everywhere."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import REVIEW, SETTINGS, TOOL, MakeCatalog, Run

METER = '\n[meters.minute]\nlabel = "Minutes of video"\nunit = "minute"\n'
RATES = '\n[pricing]\nsource = "https://example.com"\nchecked = 2026-11-02\n\n[pricing.rates]\nminute = {}\n'
OFFER = "\n[offers.nova]\nrates = { minute = 0.02 }\n"


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    """Write a catalog that declares a meter which nothing in the program knows."""
    return make_catalog(
        {
            "catalog.toml": f'currency = "USD"\n{SETTINGS}{METER}',
            "tools/quill.toml": TOOL.format(name="Quill") + RATES.format("0.05") + OFFER,
            "tools/nib.toml": TOOL.format(name="Nib") + RATES.format("0.125"),
            "reviews/quill/builder.toml": REVIEW.format(verdict="ship", score=80),
        }
    )


@pytest.mark.parametrize("form", ["table", "markdown", "html", "plain"])
def test_show_has_a_row_for_it(vcompare: Run, root: Path, form: str) -> None:
    shown = vcompare("show", "quill", "nib", "--section", "prices", "--format", form, catalog=root).stdout
    assert all(text in shown for text in ("Minutes of video", "0.05", "0.125"))


def test_lists_have_it_as_a_column_a_filter_and_an_order(vcompare: Run, root: Path) -> None:
    words = (
        "list",
        "--where",
        "minute<=1",
        "--sort",
        "-minute",
        "--columns",
        "slug,minute,minute.lowest",
        "-f",
        "csv",
    )
    listed = vcompare(*words, catalog=root)
    assert (
        listed.stdout
        == "slug,pricing.rates.minute,pricing.rates.minute.lowest\nnib,0.125,0.125\nquill,0.05,0.02\n"
    )


def test_json_and_drafts_have_it(vcompare: Run, root: Path) -> None:
    payload = json.loads(vcompare("show", "quill", "nib", "-f", "json", catalog=root).stdout)
    assert payload["fields"]["pricing.rates.minute"]["label"] == "Minutes of video"
    assert payload["tools"][0]["pricing"]["rates"]["minute"]["amount"] == "0.05"
    draft = vcompare("export", "quill", "nib", catalog=root).stdout.lower()
    assert "minutes of video" in draft


def test_it_can_be_added_edited_and_compared_over_time(vcompare: Run, root: Path) -> None:
    facts = ("--tagline", "A pen", "--category", "Tools", "--entry", "free")
    assert vcompare("add", "Stylus", *facts, "--rate", "minute=$0.10", catalog=root).returncode == 0
    git = ("git", "-c", "user.name=Ana", "-c", "user.email=ana@example.com")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "First"]):
        subprocess.run([*git, *command], cwd=root, check=True)
    done = vcompare("edit", "stylus", "minute=.05", catalog=root)
    assert "  Minutes of video: $0.10 → $0.05, −50%\n" in done.stderr
    (change,) = json.loads(vcompare("diff", "-f", "json", catalog=root).stdout)["changes"]
    assert (change["field"], change["before"], change["after"]) == ("pricing.rates.minute", "0.1", "0.05")
    schema = json.loads(vcompare("schema", "tool", catalog=root).stdout)
    assert list(schema["$defs"]["Pricing"]["properties"]["rates"]["properties"]) == ["minute"]
