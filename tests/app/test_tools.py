"""Tools of a catalog: some side by side, all in a list, those that hold some words."""

from pathlib import Path

import pytest

import vcompare
from tests.app.reporters import Heard
from tests.conftest import REVIEW, SAMPLE, TOOL, MakeCatalog
from vcompare import Filter, OpenCatalog


@pytest.fixture(params=[False, True], ids=["no cache", "cache"])
def catalog(request: pytest.FixtureRequest, make_catalog: MakeCatalog, tmp_path: Path) -> OpenCatalog:
    root = make_catalog(
        {
            "tools/anvil.toml": TOOL.format(name="Anvil") + 'tags = ["heavy", "iron"]\n',
            "tools/brush.toml": TOOL.format(name="Brush").replace('"free"', '"paid"') + 'tags = ["iron"]\n',
            "tools/chalk.toml": TOOL.format(name="Chalk"),
            "reviews/anvil/builder.toml": REVIEW.format(verdict="ship", score=60),
            "reviews/brush/builder.toml": REVIEW.format(verdict="skip", score=80),
        }
    )
    return vcompare.open(root, cache=tmp_path / "cache" if request.param else None, reporter=Heard())


def slugs(catalog: OpenCatalog, wanted: Filter | None = None, **options: object) -> list[str]:
    return [tool.slug for tool in vcompare.list_tools(catalog, wanted, **options).tools]  # type: ignore[arg-type]


def test_a_filter_lets_pass_what_is_known_to_fit(catalog: OpenCatalog) -> None:
    assert slugs(catalog) == ["anvil", "brush", "chalk"]
    assert slugs(catalog, Filter(category="TOOLS")) == ["anvil", "brush", "chalk"]
    assert slugs(catalog, Filter(entry="free")) == ["anvil", "chalk"]
    assert slugs(catalog, Filter(verdict="ship")) == ["anvil"]
    assert slugs(catalog, Filter(min_score=70)) == ["brush"]
    assert slugs(catalog, Filter(tags=("iron", "heavy"))) == ["anvil"]
    assert slugs(catalog, among={"chalk", "brush"}) == ["brush", "chalk"]


def test_what_is_unknown_comes_last_in_either_direction(catalog: OpenCatalog) -> None:
    assert slugs(catalog, sort="score") == ["brush", "anvil", "chalk"]
    assert slugs(catalog, sort="score", reverse=True) == ["anvil", "brush", "chalk"]
    assert slugs(catalog, sort="slug", reverse=True) == ["chalk", "brush", "anvil"]
    assert slugs(catalog, sort="score", limit=1) == ["brush"]
    assert slugs(catalog, sort="category", reverse=True) == ["anvil", "brush", "chalk"]


def test_a_broken_file_is_a_problem_of_a_list_and_not_its_end(catalog: OpenCatalog) -> None:
    (catalog.root / "tools" / "brush.toml").write_text("name = \n")
    found = vcompare.list_tools(catalog)
    assert [tool.slug for tool in found.tools] == ["anvil", "chalk"]
    assert (found.total, len(found.problems)) == (2, 1)
    assert f"{catalog.root}/tools/brush.toml:1:8" in found.problems[0].message


def test_a_search_gives_the_best_hits_and_counts_all(catalog: OpenCatalog) -> None:
    found = vcompare.search(catalog, "anvil")
    assert [(hit.slug, hit.field) for hit in found.hits] == [("anvil", "name")]
    limited = vcompare.search(catalog, "tool", limit=2)
    assert (len(limited.hits), limited.total, limited.unreadable) == (2, 3, 0)
    with pytest.raises(vcompare.VcompareError):
        vcompare.search(catalog, "-anvil")


def test_tools_are_compared_in_the_order_in_which_they_were_named() -> None:
    catalog = vcompare.open(SAMPLE)
    result = vcompare.compare(catalog, ["Claude 4 API", "azure-ai-foundry"])
    assert [tool.slug for tool in result.tools] == ["claude-4-api", "azure-ai-foundry"]
    assert list(result.panel) == list(catalog.settings.panel)
    scores = next(row for row in result.rows if row.field.path == "panel.score")
    assert (scores.best, scores.differs) == (0, True)
    with pytest.raises(vcompare.VcompareError, match="is named twice"):
        vcompare.compare(catalog, ["modal", "modal"])


def test_a_comparison_needs_files_that_can_be_read(catalog: OpenCatalog) -> None:
    (catalog.root / "tools" / "brush.toml").write_text("name = \n")
    with pytest.raises(vcompare.UnreadableFileError, match=r"brush\.toml:1:8"):
        vcompare.compare(catalog, ["anvil", "brush"])
