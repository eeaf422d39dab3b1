"""What is wrong with a catalog, or with some of its files."""

import datetime
from pathlib import Path

import pytest

from tests.app.reporters import Heard
from tests.conftest import SAMPLE, TOOL, MakeCatalog
from vcompare.app.checking import check, rule_name, rule_names
from vcompare.errors import CatalogNotFoundError, VcompareError


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(
        {"tools/anvil.toml": "odd = 1\n" + TOOL.format(name="Anvil"), "tools/broken.toml": "x = \n"}
    )


def rules(root: Path, **options: object) -> set[str]:
    return {finding.rule for finding in check(root, **options).diagnostics}  # type: ignore[arg-type]


def test_a_report_is_of_the_whole_catalog(root: Path) -> None:
    heard = Heard()
    report = check(root, reporter=heard)
    assert {"unknown-key", "toml-syntax"} <= {finding.rule for finding in report.diagnostics}
    assert heard.labels == ["checking"]
    assert check(str(root)) == report
    with pytest.raises(CatalogNotFoundError):
        check(root / "tools")


def test_paths_and_rules_limit_it(root: Path) -> None:
    everything = rules(root)
    assert rules(root, select=["unknown-key, toml-syntax"]) == {"unknown-key", "toml-syntax"}
    assert rules(root, ignore=["toml-syntax"]) == everything - {"toml-syntax"}
    assert "toml-syntax" not in rules(root, paths=[Path("tools/anvil.toml")])
    for path, here in ((root / "tools/broken.toml", Path()), (Path("broken.toml"), root / "tools")):
        found = check(root, paths=[path], here=here).diagnostics
        assert {finding.path for finding in found} == {"tools/broken.toml"}
    assert rules(root, paths=[root]) == everything


def test_what_is_outside_or_not_there_is_an_error(root: Path, tmp_path: Path) -> None:
    with pytest.raises(VcompareError, match="is not in the catalog"):
        check(root, paths=[SAMPLE])
    with pytest.raises(VcompareError, match="nothing does not exist"):
        check(root, paths=[Path("nothing")], here=tmp_path)


def test_rules_are_named_singly_or_with_commas() -> None:
    assert rule_names(["toml-syntax, bad-slug", "stale-pricing"]) == [
        "toml-syntax",
        "bad-slug",
        "stale-pricing",
    ]
    assert rule_names([]) == []
    with pytest.raises(VcompareError, match="an option names no rule"):
        rule_names([" , "])
    with pytest.raises(VcompareError, match='there is no rule "stale-price"') as caught:
        rule_name("stale-price")
    assert "stale-pricing" in str(caught.value.hint)


def test_prices_are_stale_as_of_a_day(make_catalog: MakeCatalog) -> None:
    priced = TOOL.format(name="Anvil") + '[pricing]\nsummary = "Free"\nchecked = 2026-01-01\n'
    root = make_catalog({"tools/anvil.toml": priced})
    for day, stale in ((datetime.date(2026, 1, 2), False), (datetime.date(2027, 1, 2), True)):
        assert ("stale-pricing" in rules(root, today=day)) == stale
