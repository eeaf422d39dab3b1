"""Pages say all that the JSON of `show` does, and what is for machines is well-formed."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import html5lib

from tests.conftest import Run


def text_of(page: Path) -> str:
    """Return the text of a page, which is strictly HTML, without what is only for programs."""
    text = re.sub("<(script|style)\\b.*?</\\1>|<[^>]*>", "", page.read_text("utf-8"), flags=re.DOTALL)
    return " ".join(unescape(text).split())


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


def test_every_fact_of_the_json_is_in_the_text_of_the_page(site: Path) -> None:
    pages = [path for path in site.glob("*/*/index.html") if path.with_name("index.json").exists()]
    assert len(pages) > 300
    for page in pages:
        said = text_of(page)
        for key, value in leaves(json.loads(page.with_name("index.json").read_text("utf-8"))["tools"]):
            assert written(key, value) in said, (page, key, value)


def test_the_json_is_that_of_show(vcompare: Run, site: Path) -> None:
    for slugs, folder in (
        (["modal"], "tools/modal"),
        (["claude-4-api", "modal"], "compare/claude-4-api-vs-modal"),
    ):
        assert vcompare("show", *slugs, "--format", "json").stdout == (
            site / folder / "index.json"
        ).read_text("utf-8")


def test_what_search_engines_read_of_a_tool_is_json(site: Path) -> None:
    tree = html5lib.parse(
        (site / "tools/claude-4-api/index.html").read_text("utf-8"), namespaceHTMLElements=False
    )
    (script,) = tree.iterfind(".//script[@type='application/ld+json']")
    assert json.loads(script.text or "")["review"][0]["reviewRating"]["ratingValue"] == 88
