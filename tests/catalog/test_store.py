"""`store.py`: names at once, one tool on demand, and no file more."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REVIEW, TOOL, MakeCatalog, record_of
from vcompare.catalog.store import Catalog
from vcompare.errors import CatalogNotFoundError, UnreadableFileError

GOOD = TOOL.format(name="Good")


def test_a_record_holds_everything_about_a_tool(make_catalog: MakeCatalog) -> None:
    root = make_catalog({
        "tools/good.toml": GOOD,
        "reviews/good/builder.toml": REVIEW.format(verdict="ship", score=80),
        "votes/good.toml": '[ballots]\nana = "ship"\n',
        "outcomes/good.toml": '[builder.plugins]\noutcome = "void"\n',
    })  # fmt: skip
    good = record_of(Catalog.open(root), "good")
    assert (good.tool.name, list(good.reviews), good.votes.ballots) == (
        "Good",
        ["builder"],
        {"ana": "ship"},
    )
    assert good.outcomes["builder"]["plugins"].outcome == "void"


def test_no_catalog(tmp_path: Path) -> None:
    with pytest.raises(CatalogNotFoundError):
        Catalog.open(tmp_path)


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"catalog.toml": "format = 1\n"}, "catalog.toml:1:1: `title` is missing"),
        ({"catalog.toml": "format = \n"}, "catalog.toml:1:10: this is not TOML"),
    ],
)
def test_a_broken_catalog_file_is_named(make_catalog: MakeCatalog, files: dict[str, str], place: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"catalog\.toml:1") as caught:
        Catalog.open(make_catalog(files))
    assert place in caught.value.message


@pytest.mark.parametrize(
    "broken", ["tools/good.toml", "reviews/good/builder.toml", "votes/good.toml", "outcomes/good.toml"]
)
def test_a_broken_file_of_the_tool_is_named(make_catalog: MakeCatalog, broken: str) -> None:
    root = make_catalog({"tools/good.toml": GOOD, broken: "x = [\n"})
    found, findings = Catalog.open(root).record("good")
    assert found is None
    assert [finding.path for finding in findings] == [broken]


def test_a_file_or_a_link_called_outcomes_is_somebody_elses(
    make_catalog: MakeCatalog, tmp_path: Path
) -> None:
    root = make_catalog({"tools/good.toml": GOOD, "outcomes": "ours\n"})
    assert record_of(Catalog.open(root), "good").outcomes == {}
    (root / "outcomes").unlink()
    (tmp_path / "good.toml").write_text("=", encoding="utf-8")
    (root / "outcomes").symlink_to(tmp_path)
    assert record_of(Catalog.open(root), "good").outcomes == {}


def test_a_broken_file_elsewhere_does_not(make_catalog: MakeCatalog) -> None:
    catalog = Catalog.open(
        make_catalog({"tools/good.toml": GOOD, "tools/bad.toml": "x", "reviews/bad/builder.toml": "y"})
    )
    assert record_of(catalog, "good").tool.name == "Good"
    named, findings = catalog.names()
    assert [one.name for one in named] == ["bad", "Good"]
    assert [finding.path for finding in findings] == ["tools/bad.toml"]


def test_a_stranger_on_the_panel_is_left_out_and_said(make_catalog: MakeCatalog) -> None:
    root = make_catalog(
        {"tools/good.toml": GOOD, "reviews/good/stranger.toml": REVIEW.format(verdict="skip", score=1)}
    )
    found, findings = Catalog.open(root).record("good")
    assert found is not None
    assert dict(found.reviews) == {}
    assert [finding.rule for finding in findings] == ["unknown-reviewer"]


@pytest.mark.parametrize("slug", ["../good", "GOOD", "good.toml", "", "a/b", "good\n", "x" * 81])
def test_only_slugs_are_looked_up(make_catalog: MakeCatalog, slug: str) -> None:
    catalog = Catalog.open(make_catalog({"tools/good.toml": GOOD}))
    assert slug not in catalog


def test_two_tools_cost_as_many_files_in_a_large_catalog_as_in_a_small_one(make_catalog: MakeCatalog) -> None:
    opened: list[str] = []

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if active and event in {"open", "os.listdir", "os.scandir"} and "catalog" in str(arguments[0]):
            opened.append(str(arguments[0]))

    active = False
    sys.addaudithook(watch)
    counts = []
    for tools in (2, 500):
        files = {f"tools/tool-{number}.toml": TOOL.format(name=f"Tool {number}") for number in range(tools)}
        reviews = {
            f"reviews/tool-{number}/builder.toml": REVIEW.format(verdict="ship", score=1) for number in (0, 1)
        }
        root = make_catalog({**files, **reviews})
        opened.clear()
        active = True
        catalog = Catalog.open(root)
        for slug in ("tool-0", "tool-1"):
            assert slug in catalog
            record_of(catalog, slug)
        active = False
        counts.append(len(opened))
    # catalog.toml, two tools, two reviews, the two folders of reviews, and those of workloads, decisions, imports
    assert counts == [10, 10]
