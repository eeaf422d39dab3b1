"""What cannot be shown is left out, with an error that names it, and everything else is there."""

import json
from pathlib import Path

import html5lib
import pytest

from tests.conftest import MakeCatalog
from tests.program import inside

SETTINGS = """\
format = 1
title = "Small"
currency = "USD"
[meters.input]
label = "Input"
unit = "tokens"
per = 1_000_000
[specs.speed]
label = "Speed"
kind = "quantity"
"""
TOOL = 'name = {name}\ntagline = "A tool"\ncategory = {category}\nspecs.speed = 3\n'
WORKLOAD = 'label = "Fine"\nrequests = 10\neach.input = 100\n'
DECISION = 'label = "Good"\n[criteria.speed]\nweight = 1\nworst = 0\nbest = 9\n'


def small(*slugs: str, category: str = "Tools") -> dict[str, str | bytes]:
    """Return the files of a catalog with tools, a workload and a decision."""
    tools = {
        f"tools/{slug}.toml": TOOL.format(
            name=json.dumps(slug, ensure_ascii=False), category=json.dumps(category, ensure_ascii=False)
        )
        for slug in slugs
    }
    return {
        "catalog.toml": SETTINGS,
        "workloads/fine.toml": WORKLOAD,
        "decisions/good.toml": DECISION,
        **tools,
    }


def built(root: Path) -> tuple[Path, int, str]:
    """Build the site of a catalog; return its folder, the exit status, and what was reported."""
    into = root.parent / "public"
    done = inside(["site", "--into", str(into), "--catalog", str(root)])
    return into, done.status, done.talk.decode()


BROKEN: dict[str, dict[str, str | bytes]] = {
    "a workload with an unknown meter": {
        "workloads/bad.toml": 'label = "Bad"\nrequests = 1\neach.nothing = 1\n'
    },
    "a workload that is not TOML": {"workloads/bad.toml": "label ="},
    "a workload without a label": {"workloads/bad.toml": "requests = 1\n"},
    "a workload that is not UTF-8": {"workloads/bad.toml": b"\xff"},
    "a decision with an unknown tool": {"decisions/bad.toml": f'tools = ["zero"]\n{DECISION}'},
    "a decision with an unknown field": {
        "decisions/bad.toml": 'label = "Bad"\n[criteria.nothing]\nweight = 1\n'
    },
    "a decision about a workload that is not there": {
        "decisions/bad.toml": 'label = "Bad"\n[criteria.cost.nothing]\nweight = 1\nworst = 9\nbest = 0\n'
    },
    "a decision with an unknown condition": {"decisions/bad.toml": f'where = ["nothing>1"]\n{DECISION}'},
    "a decision that is not TOML": {"decisions/bad.toml": "label ="},
    "a tool that is not TOML": {"tools/bad.toml": "name ="},
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_is_left_out_and_the_rest_is_there(broken: str, make_catalog: MakeCatalog) -> None:
    root = make_catalog(small("one", "two") | BROKEN[broken])
    into, status, talk = built(root)
    (path,) = BROKEN[broken]
    assert status == 2
    assert talk.count("error:") == 1
    assert path in talk or '"zero"' in talk or "nothing" in talk
    assert {page.parent.name for page in into.glob("*/bad/index.html")} == set()
    there = {str(page.parent.relative_to(into)) for page in into.glob("*/*/index.html")}
    assert there >= {"tools/one", "compare/one-vs-two", "costs/fine", "decisions/good"}
    assert not any("/bad/" in page.read_text("utf-8") for page in into.rglob("index.html"))


def test_workloads_without_meters_are_one_error(make_catalog: MakeCatalog) -> None:
    files = small("one", "two") | {"catalog.toml": 'format = 1\ntitle = "No meters"\n'}
    into, status, talk = built(make_catalog(files | {"workloads/more.toml": WORKLOAD}))
    assert status == 2
    assert talk.count("no meters") == 1
    assert (into / "tools/one/index.html").is_file()
    assert not (into / "costs").exists()


def test_what_is_odd_in_a_tool_is_one_warning(make_catalog: MakeCatalog) -> None:
    tools = {
        name: f"{text!s}specs.odd = 3\n"
        for name, text in small("one", "two", "three").items()
        if "tools/" in name
    }
    status, talk = built(make_catalog(small() | tools))[1:]
    assert status == 0
    assert talk.count("tools/one.toml") == 1


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_tools_are_a_site(count: int, make_catalog: MakeCatalog) -> None:
    slugs = ("one", "two")[:count]
    into, status, talk = built(make_catalog(small(*slugs)))
    assert status == 0, talk
    assert {page.parent.name for page in into.glob("tools/*/index.html")} == {*slugs}
    assert (into / "compare/one-vs-two/index.html").is_file() is (count == 2)
    for page in ("tools", "categories", "tags", "compare", "search", "costs/fine", "decisions/good"):
        html5lib.HTMLParser(strict=True).parse((into / page / "index.html").read_text("utf-8"))


def test_slugs_that_are_words_of_addresses_are_tools_like_others(make_catalog: MakeCatalog) -> None:
    slugs = ("a", "a-vs-b", "b", "b-vs-c", "c", "vs", "index", "feed", "compare")
    into, status, talk = built(make_catalog(small(*slugs)))
    assert status == 0, talk
    for slug in slugs:
        page = (into / "tools" / slug / "index.html").read_text("utf-8")
        assert f"<h1>{slug}</h1>" in page
    pairs = [json.loads(path.read_text("utf-8"))["tools"] for path in into.glob("compare/*/index.json")]
    names = [tuple(tool["slug"] for tool in pair) for pair in pairs]
    assert len({*names}) == len(names) > len(slugs)


@pytest.mark.parametrize("category", [".", "..", "CON", "🦀🦀", "x" * 120, "a/../../b", "index.html", "日本"])
def test_a_category_with_any_name_has_a_page(category: str, make_catalog: MakeCatalog) -> None:
    into, status, talk = built(make_catalog(small("one", category=category)))
    assert status == 0, talk
    (page,) = into.glob("categories/*/index.html")
    assert category in page.read_text("utf-8")
    assert {path.name for path in into.parent.iterdir()} == {"catalog", "public"}
