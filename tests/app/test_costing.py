"""What a workload costs with the tools of a catalog, as Python has it."""

from decimal import Decimal
from pathlib import Path

import pytest

import vcompare
from tests.conftest import MakeCatalog
from tests.prices import FILES, KIMI, OPUS
from vcompare.app import costing
from vcompare.app.workloads import Chosen, chosen


@pytest.fixture(params=[True, False], ids=["cache", "no cache"])
def catalog(
    make_catalog: MakeCatalog, tmp_path: Path, request: pytest.FixtureRequest
) -> vcompare.OpenCatalog:
    return vcompare.open(make_catalog(FILES), cache=tmp_path / "cache" if request.param else None)


def found(costs: vcompare.CostList) -> list[tuple[str, str | None, Decimal | None]]:
    return [(entry.slug, entry.offer, entry.cost.low) for entry in costs.entries]


def test_a_workload_is_named_or_given_in_quantities(catalog: vcompare.OpenCatalog) -> None:
    named = vcompare.cost(catalog, workload="support")
    each: dict[str, float | str] = {"input": 12_000, "cache-read": "9k", "output": 600}
    given = vcompare.cost(catalog, requests=10_000, each=each)
    assert found(given) == found(named)
    assert found(named)[0] == ("kimi", "together", Decimal("22.50"))
    assert (named.name, named.workload.label, given.name) == ("support", "Support desk", None)
    assert named.entries[0].cost.unknown == ("cache-read",)


def test_tools_are_named_filtered_and_limited(catalog: vcompare.OpenCatalog) -> None:
    everything = found(vcompare.cost(catalog, workload="support"))
    assert found(vcompare.cost(catalog, workload="support", limit=2)) == everything[:2]
    assert found(vcompare.cost(catalog, "kimi", workload="support")) == everything[:2]
    assert found(vcompare.cost(catalog, workload="support", where="input>=3")) == everything[2:4]
    wanted = vcompare.Filter(vendor="Anthropic")
    assert found(vcompare.cost(catalog, workload="support", wanted=wanted)) == everything[2:4]
    assert found(vcompare.cost(catalog, workload="support", among={"nib"})) == everything[4:]


def test_what_cannot_be_computed_raises(catalog: vcompare.OpenCatalog) -> None:
    with pytest.raises(vcompare.VcompareError, match="contradict"):
        vcompare.cost(catalog, workload="support", each={"input": 1})
    with pytest.raises(vcompare.VcompareError, match="no meter"):
        vcompare.cost(catalog, each={"inptu": 1})
    with pytest.raises(vcompare.VcompareError, match="from 0 up"):
        vcompare.cost(catalog, each={"input": -1})
    with pytest.raises(vcompare.VcompareError, match="from 0 up"):
        vcompare.cost(catalog, requests=True, each={"input": 1})
    with pytest.raises(vcompare.VcompareError, match="limit"):
        vcompare.cost(catalog, workload="support", limit=-1)


def test_a_file_that_changes_while_costs_are_computed_counts(
    make_catalog: MakeCatalog, tmp_path: Path
) -> None:
    root = make_catalog(FILES)
    opened = vcompare.open(root, cache=tmp_path / "cache")
    before = found(vcompare.cost(opened, workload="support"))
    (root / "tools/kimi.toml").write_text(KIMI.replace("0.15", "0.25"))
    after = found(vcompare.cost(vcompare.open(root, cache=tmp_path / "cache"), workload="support"))
    assert (before[0][2], after[0][2]) == (Decimal("22.50"), Decimal("25.50"))


def test_beside_a_comparison_each_tool_comes_before_its_offers(catalog: vcompare.OpenCatalog) -> None:
    result = vcompare.compare(catalog, ["opus", "kimi"])
    costs = costing.costs_beside(catalog, result, ["support"])["support"]
    places = [(entry.slug, entry.offer) for entry in costs.entries]
    assert places == [("opus", None), ("opus", "bedrock"), ("kimi", None), ("kimi", "together")]
    assert costing.costs_beside(catalog, result, []) == {}


def test_tools_that_cost_the_same_are_in_the_order_of_their_slugs(make_catalog: MakeCatalog) -> None:
    root = make_catalog({**FILES, "tools/also.toml": OPUS})
    entries = found(vcompare.cost(vcompare.open(root), workload="support"))
    assert [slug for slug, *_ in entries] == ["kimi", "kimi", "also", "opus", "also", "opus", "nib"]


def test_a_workload_is_chosen_by_its_label_too(catalog: vcompare.OpenCatalog) -> None:
    use = chosen(catalog, "Support desk")
    assert use == Chosen("support", catalog.catalog.workloads["support"])
