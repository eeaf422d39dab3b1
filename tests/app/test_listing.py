"""Which tools a list holds, and in which order."""

import vcompare
from tests.conftest import REVIEW, TOOL, MakeCatalog
from vcompare import Filter, OpenCatalog


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


def test_few_votes_and_reviews_do_not_come_before_many(make_catalog: MakeCatalog) -> None:
    votes = {"few": (1, 0), "many": (970, 30), "none": (0, 1)}
    files = {f"tools/{slug}.toml": TOOL.format(name=slug) for slug in ("few", "many", "none", "silent")}
    for slug, (ship, skip) in votes.items():
        files[f"votes/{slug}.toml"] = f"[tally]\nship = {ship}\nskip = {skip}\n"
    for path in ("few/builder", "many/builder", "many/skeptic"):
        files[f"reviews/{path}.toml"] = REVIEW.format(verdict="ship", score=80)
    catalog = vcompare.open(make_catalog(files))
    assert slugs(catalog, sort="community") == ["many", "few", "none", "silent"]
    assert slugs(catalog, sort="community", reverse=True) == ["none", "few", "many", "silent"]
    # Both panels say ship, but one is a single reviewer.
    assert slugs(catalog, sort="ship-percent") == ["many", "few", "none", "silent"]


def test_a_broken_file_is_a_problem_of_a_list_and_not_its_end(catalog: OpenCatalog) -> None:
    (catalog.root / "tools" / "brush.toml").write_text("name = \n")
    found = vcompare.list_tools(catalog)
    assert [tool.slug for tool in found.tools] == ["anvil", "chalk"]
    assert (found.total, len(found.problems)) == (2, 1)
    assert f"{catalog.root}/tools/brush.toml:1:8" in found.problems[0].message
