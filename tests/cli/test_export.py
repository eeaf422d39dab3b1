"""`vcompare export`: a draft whose every sentence is in the catalog."""

import json

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import SAMPLE, TOOL, MakeCatalog, Run
from vcompare.catalog.store import Catalog


@pytest.mark.parametrize(
    "tools",
    [
        ("claude-4-api", "azure-ai-foundry"),
        ("claude-haiku-open-weights", "modal", "claude-4-api"),
        ("hf-hub-deploy", "hf-hub-routing"),
    ],
    ids=" ".join,
)
def test_drafts(vcompare: Run, snapshot: SnapshotAssertion, tools: tuple[str, ...]) -> None:
    result = vcompare("export", *tools)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == snapshot


def test_every_review_is_quoted_in_full(vcompare: Run) -> None:
    draft = " ".join(vcompare("export", "claude-4-api", "modal").stdout.split())
    catalog = Catalog.open(SAMPLE)
    for slug in ("claude-4-api", "modal"):
        for review in catalog[slug].reviews.values():
            assert " ".join(review.text.split()) in draft


def test_unknown_is_said(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({
        "tools/a.toml": TOOL.format(name="Tool A"),
        "tools/b.toml": TOOL.format(name="Tool B") + '[pricing]\nsummary = "One euro"\nchecked = 2026-01-02\nsource = "https://x.y/z"\n',
    })  # fmt: skip
    draft = vcompare("export", "a", "b", catalog=root).stdout
    assert "The panel has not reviewed Tool A yet." in draft
    assert "Tool A: pricing unknown." in draft
    assert "Tool B: One euro. As of 2026-01-02. Source: <https://x.y/z>" in draft
    assert "Scorecard" not in draft
    assert "score" not in draft.replace("Score | unknown", "").lower()


@pytest.mark.parametrize("tools", [("modal",), ("modal",) * 7])
def test_a_draft_compares_two_to_six(vcompare: Run, tools: tuple[str, ...]) -> None:
    result = vcompare("export", *tools)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("error: a draft compares two to six tools")


def test_data_is_the_same_as_that_of_show(vcompare: Run) -> None:
    pair = ("claude-4-api", "modal")
    assert json.loads(vcompare("export", *pair, "-f", "json").stdout) == json.loads(
        vcompare("show", *pair, "-f", "json").stdout
    )
    assert vcompare("export", *pair, "-f", "csv").stdout == vcompare("show", *pair, "-f", "csv").stdout
