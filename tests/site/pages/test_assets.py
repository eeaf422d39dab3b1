"""What every page of a site loads is small."""

from pathlib import Path


def test_scripts_and_a_page_with_its_styles_are_small(site: Path) -> None:
    scripts = [*site.glob("*.js")]
    assert 0 < sum(path.stat().st_size for path in scripts) < 30_000
    styles = (site / "site.css").stat().st_size
    assert max(path.stat().st_size for path in site.glob("tools/*/index.html")) + styles < 60_000
