"""Pages say all that the JSON of `show` does, and what is for machines is well-formed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest

from tests.conftest import SAMPLE, Run

URL = "https://example.com/compared"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample as a site."""
    from tests.program import inside

    into = tmp_path_factory.mktemp("site") / "public"
    done = inside(["site", "--into", str(into), "--url", URL, "--catalog", str(SAMPLE)])
    assert done.status == 0, done.talk
    return into


def text_of(page: Path) -> str:
    """Return the text of a page, its title and descriptions of charts included."""
    tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    return " ".join("".join(tree.itertext()).split())


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, key)
    elif value is not None and not isinstance(value, bool):
        yield key, value


def written(key: str, value: Any) -> str:
    """Return a value as JSON has it; of Markdown, what is shown."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if key in {"text", "description"}:
        text = text.replace("`", "").replace("*", "")
    return " ".join(text.split())


def test_every_fact_of_the_json_is_in_the_text_of_the_tools_page(site: Path) -> None:
    slugs = sorted(path.parent.name for path in site.glob("tools/*/index.html"))
    assert len(slugs) > 60
    reviewed = {path.name for path in (SAMPLE / "reviews").iterdir()}
    for slug in {*reviewed, *slugs[::5]}:
        said = text_of(site / "tools" / slug / "index.html")
        object_ = json.loads((site / "tools" / slug / "index.json").read_text("utf-8"))
        for key, value in leaves(object_["tools"]):
            assert written(key, value) in said, (slug, key, value)


def test_every_fact_is_in_the_text_of_comparisons(site: Path) -> None:
    pages = [page for page in site.glob("compare/*/index.html") if (page.parent / "index.json").exists()]
    for page in pages[::40]:
        said = text_of(page)
        for key, value in leaves(json.loads((page.parent / "index.json").read_text("utf-8"))["tools"]):
            assert written(key, value) in said, (page, key, value)


def test_the_json_is_that_of_show(vcompare: Run, site: Path) -> None:
    for slugs, folder in (
        (["modal"], "tools/modal"),
        (["claude-4-api", "modal"], "compare/claude-4-api-vs-modal"),
    ):
        assert vcompare("show", *slugs, "--format", "json").stdout == (
            site / folder / "index.json"
        ).read_text("utf-8")


def test_pages_are_valid_html(site: Path) -> None:
    parser = html5lib.HTMLParser(strict=True)
    pages = sorted(site.rglob("*.html"))
    for page in pages[::15]:
        parser.parse(page.read_text("utf-8"))


def test_the_map_lists_every_page_that_is_there_to_be_found(site: Path) -> None:
    tree = ET.parse(site / "sitemap.xml").getroot()  # noqa: S314 - it is our own
    found = {loc.text for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    expected = {
        f"{URL}/{page.parent.relative_to(site)}/".replace("/./", "/")
        for page in site.rglob("index.html")
        if 'http-equiv="refresh"' not in page.read_text("utf-8")
    }
    assert found == expected


def test_what_search_engines_read_of_a_tool_is_json(site: Path) -> None:
    tree = html5lib.parse(
        (site / "tools/claude-4-api/index.html").read_text("utf-8"), namespaceHTMLElements=False
    )
    (script,) = tree.iterfind(".//script[@type='application/ld+json']")
    assert json.loads(script.text or "")["review"][0]["reviewRating"]["ratingValue"] == 88
