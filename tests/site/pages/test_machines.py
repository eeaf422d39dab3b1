"""The map of a site is one by its protocol, and lists every page that is there to be found."""

from pathlib import Path

import pytest
from lxml import etree

from tests.program import inside
from tests.site.conftest import URL
from vcompare.site.pages import machines

SCHEMA = Path(__file__).parents[2] / "data/sitemap.xsd"
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def locations(path: Path) -> list[str]:
    """Return the addresses in a map, which is valid."""
    tree = etree.parse(path)
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(tree)
    return [one.text or "" for one in tree.iter(LOCATION)]


def test_the_map_lists_every_page_that_is_there_to_be_found(site: Path) -> None:
    pages = (
        page for page in site.rglob("index.html") if 'http-equiv="refresh"' not in page.read_text("utf-8")
    )
    expected = {f"{URL}/{page.parent.relative_to(site)}/".replace("/./", "/") for page in pages}
    found = locations(site / "sitemap.xml")
    assert len(found) == len({*found})
    assert {*found} == expected


def test_of_many_pages_there_is_a_map_of_maps(
    eight: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machines, "_MOST_IN_MAP", 20)
    into = tmp_path / "public"
    assert inside(["site", "--into", str(into), "--url", URL, "--catalog", str(eight)]).status == 0
    maps = locations(into / "sitemap.xml")
    assert len(maps) > 2
    parts = [locations(into / address.removeprefix(f"{URL}/")) for address in maps]
    assert all(0 < len(part) <= 20 for part in parts)
    assert any(f"{URL}/tools/modal/" in part for part in parts)
