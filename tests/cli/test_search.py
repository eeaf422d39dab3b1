"""`vcompare search`: words, phrases, beginnings, snippets, formats, statuses."""

import json
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tests.conftest import REVIEW, SAMPLE, TOOL, MakeCatalog, Run
from vcompare.catalog.full_text import asked
from vcompare.catalog.index import Indexed
from vcompare.catalog.store import Catalog
from vcompare.errors import VcompareError


def results(vcompare: Run, *arguments: str, **options: object) -> list[dict[str, object]]:
    payload = json.loads(vcompare("search", *arguments, "-f", "json", **options).stdout)
    assert payload["schema"] == "vcompare.search/1"
    return list(payload["results"])


def slugs(vcompare: Run, *arguments: str, **options: object) -> list[object]:
    return [result["slug"] for result in results(vcompare, *arguments, **options)]


@pytest.mark.parametrize("form", ["table", "json", "slugs"])
def test_the_sample_in_every_format(vcompare: Run, snapshot: SnapshotAssertion, form: str) -> None:
    result = vcompare("search", "voice", "routing", "--format", form)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == snapshot


@pytest.mark.parametrize("columns", ["40", "120"])
def test_what_people_see(vcompare: Run, snapshot: SnapshotAssertion, columns: str) -> None:
    assert vcompare("search", "inference", env={"COLUMNS": columns}).stdout == snapshot


FACTS = """\
name = "Nordavane Übersicht"
tagline = "It keeps a warm pool"
category = "Tools"
entry = "free"
description = "Described at length: cold *starts* are rare."
best_for = "Harbour pilots"
vendor = "Kestrel"
aliases = ["nv", "north vane"]
tags = ["edge", "low-latency"]
pricing.summary = "A flat fee of 7 a month"
"""


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("nordavane", "name"),
        ("UBERSICHT", "name"),
        ("north", "aliases"),
        ("kestrel", "vendor"),
        ("warm pool", "tagline"),
        ("latency", "tags"),
        ("harbour", "best_for"),
        ("flat fee", "pricing.summary"),
        ("length", "description"),
        ("summed", "reviews.builder.summary"),
        ("more", "reviews.builder.text"),
        ("nordavane pool warm", "tagline"),
    ],
)
def test_every_field_is_searched_and_named(
    vcompare: Run, make_catalog: MakeCatalog, query: str, field: str
) -> None:
    review = REVIEW.format(verdict="ship", score=70) + 'summary = "Summed up"\n'
    root = make_catalog({"tools/nv.toml": FACTS, "reviews/nv/builder.toml": review})
    (result,) = results(vcompare, *query.split(), catalog=root)
    assert (result["slug"], result["field"]) == ("nv", field)
    assert "«" in str(result["snippet"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cold starts", True),
        ("starts cold", True),
        ('"cold starts"', True),
        ('"starts cold"', False),
        ("descr*", True),
        ("descr", False),
        ("cold -pilots", False),
        ("cold -absent", True),
        ('cold -"warm pool"', False),
        ('"nv north"', False),
        ('"said more', True),
        ("cold OR", False),
        ("NEAR(cold starts)", False),
        ("name:cold", False),
        ("cold*starts", True),
        ("7", True),
    ],
)
def test_words_phrases_beginnings(vcompare: Run, make_catalog: MakeCatalog, query: str, found: bool) -> None:
    review = REVIEW.format(verdict="ship", score=70)
    root = make_catalog({"tools/nv.toml": FACTS, "reviews/nv/builder.toml": review})
    result = vcompare("search", query, catalog=root)
    assert (result.returncode, "Nordavane" in result.stdout) == (0 if found else 1, found)
    assert found or result.stderr == "note: no tool matches\n"


def test_a_phrase_does_not_reach_from_one_review_into_the_next(
    vcompare: Run, make_catalog: MakeCatalog
) -> None:
    reviews = {
        f"reviews/nv/{seat}.toml": f'verdict = "ship"\ntext = "{text}"\n'
        for seat, text in (("builder", "begins here"), ("skeptic", "ends there"))
    }
    root = make_catalog({"tools/nv.toml": FACTS, **reviews})
    assert slugs(vcompare, '"here ends"', catalog=root) == []
    assert slugs(vcompare, "here ends", catalog=root) == ["nv"]


@pytest.mark.parametrize("query", ["", " ", "*", '""', "-voice", "!?", "-"])
def test_nothing_asked_for_is_an_error(vcompare: Run, query: str) -> None:
    result = vcompare("search", "--", query)
    assert (result.returncode, result.stdout) == (2, "")
    assert "names nothing to search for" in result.stderr
    assert "hint: all words must be there" in result.stderr


def test_better_hits_come_first_and_are_limited(vcompare: Run, make_catalog: MakeCatalog) -> None:
    tools = {f"tools/t{number}.toml": TOOL.format(name=f"Tool {number}") for number in range(5)}
    tools["tools/t3.toml"] = TOOL.format(name="Thing Router") + 'description = "A router."\n'
    tools["tools/t4.toml"] = TOOL.format(name="Other") + 'description = "Not a router."\n'
    root = make_catalog(tools)
    hits = results(vcompare, "router", catalog=root)
    assert [hit["slug"] for hit in hits] == ["t3", "t4"]
    assert float(str(hits[0]["rank"])) > float(str(hits[1]["rank"]))
    limited = vcompare("search", "tools", "--limit", "1", catalog=make_catalog(tools))
    assert limited.returncode == 1  # categories are not searched
    limited = vcompare("search", "tool", "--limit", "2", "-f", "slugs", catalog=root)
    assert limited.stdout == "t0\nt1\n"
    assert limited.stderr == "note: 2 of 5 tools; --limit shows more\n"


def test_a_broken_tool_is_counted_and_the_rest_found(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/good.toml": TOOL.format(name="Good"), "tools/bad.toml": "x = \n"})
    result = vcompare("search", "good", "-f", "slugs", catalog=root)
    assert (result.returncode, result.stdout) == (0, "good\n")
    assert result.stderr.startswith("warning: 1 tool cannot be read and cannot be found")


def test_hostile_text_is_shown_not_obeyed(vcompare: Run, make_catalog: MakeCatalog) -> None:
    text = r'name = "Bad \u001b[31m[bold]red"' + '\ntagline = "x"\ncategory = "Tools"\nentry = "free"\n'
    root = make_catalog({"tools/bad.toml": text})
    for form in ("table", "json"):
        out = vcompare("search", "red", "-f", form, "--color", "always", catalog=root).stdout
        assert "\x1b[31m[bold]" not in out
        assert "[bold]" in out


@pytest.mark.parametrize("query", ["inference", "claude -sonnet", '"tool use"', "rout*"])
def test_no_cache_gives_the_same_answer(vcompare: Run, query: str) -> None:
    for form in ("table", "json", "slugs"):
        cached = vcompare("search", query, "-f", form)
        fresh = vcompare("search", query, "-f", form, "--no-cache")
        assert (cached.returncode, cached.stdout) == (0, fresh.stdout)


@pytest.mark.parametrize("folder", ["/dev/null", "/proc/none", "relative"])
def test_a_cache_folder_that_cannot_be_is_one_warning_at_most(vcompare: Run, folder: str) -> None:
    result = vcompare("search", "voice", "-f", "slugs", env={"XDG_CACHE_HOME": folder, "HOME": "/nowhere"})
    assert result.stdout == vcompare("search", "voice", "-f", "slugs").stdout
    assert (result.returncode, len(result.stderr.splitlines())) in {(0, 0), (0, 1)}


@given(st.text(max_size=30))
def test_whatever_is_typed_is_no_error_of_sqlite(query: str) -> None:
    index = Indexed(Catalog.open(SAMPLE), None)
    try:
        assert index.search(asked(query))[1] >= 0
    except VcompareError as error:
        assert "names nothing" in error.message
    finally:
        index.close()


def test_what_is_asked_for_in_the_language_of_fts5() -> None:
    wanted = asked(" ".join(shlex.split("""'"two words" deploy* -voice plain'""")))
    assert wanted.terms == ('"two words"', '"deploy"*', '"plain"')
    assert wanted.expression == '"two words" AND "deploy"* AND "plain" NOT "voice"'
