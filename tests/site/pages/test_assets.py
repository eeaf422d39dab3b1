"""What every page of a site loads is small."""

from pathlib import Path

from tests.conftest import Run


def test_scripts_and_a_page_with_its_styles_are_small(vcompare: Run, tmp_path: Path) -> None:
    assert vcompare("site", "--into", str(tmp_path / "public")).returncode == 0
    scripts = [*tmp_path.glob("public/*.js")]
    assert 0 < sum(path.stat().st_size for path in scripts) < 30_000
    styles = (tmp_path / "public/site.css").stat().st_size
    assert max(path.stat().st_size for path in tmp_path.glob("public/tools/*/index.html")) + styles < 60_000
