"""The first page: what the panel would ship, and the way to every ranking and category."""

import re
from pathlib import Path

from tests.conftest import MakeCatalog
from tests.program import inside

SETTINGS = """\
format = 1
title = "Small"
[panel.ann]
name = "Ann"
asks = "Why?"
"""
TOOL = 'name = "{}"\ntagline = "T"\ncategory = "C"\n'


def test_what_the_panel_would_skip_is_not_what_it_would_ship(
    make_catalog: MakeCatalog, tmp_path: Path
) -> None:
    files = {"catalog.toml": SETTINGS}
    for slug, review in {
        "scored": 'verdict = "ship"\nscore = 80\n',
        "unscored": 'verdict = "ship"\n',
        "skipped": 'verdict = "skip"\nscore = 99\n',
    }.items():
        files |= {
            f"tools/{slug}.toml": TOOL.format(slug),
            f"reviews/{slug}/ann.toml": f'{review}text = "T"\n',
        }
    root = make_catalog({**files})
    assert inside(["site", "--into", str(tmp_path / "public"), "--catalog", str(root)]).status == 0
    page = (tmp_path / "public/index.html").read_text("utf-8")
    assert re.findall(r'class="name" href="tools/([a-z]+)/', page) == ["scored", "unscored"]


def test_it_leads_to_every_ranking(site: Path) -> None:
    page = (site / "index.html").read_text("utf-8")
    rankings = {path.parent.relative_to(site) for path in site.glob("[dc]*s/*/index.html")}
    assert len(rankings) > 4
    assert all(f'href="{path}/index.html"' in page for path in rankings)
