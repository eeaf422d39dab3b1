"""Made-up facts in every output: each shows what is known as it is, marks what is certainly better, and guesses nothing."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vcompare
from tests.program import Done, inside
from tests.trust import grids
from tests.trust.made import Made, catalogs, tells, write
from vcompare.model import NONE, Bounds
from vcompare.render.formats import names

TEXTS = {"csv", "json", "ndjson", "slugs"}
"""Formats for programs, which have a test of their own."""
COMPARISONS = [form for form in names("comparison") if form not in TEXTS]
LISTS = [form for form in names("list") if form not in TEXTS]
DRAFTS = [form for form in names("draft") if form not in TEXTS]


@contextmanager
def catalog(made: Made) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        write(made, Path(folder))
        yield folder


def run(folder: str, *words: str, columns: int = 2_000) -> Done:
    done = inside((*words, "--no-cache", "--catalog", folder), COLUMNS=str(columns))
    assert done.status == 0, done.talk
    return done


def judge(made: Made, cells: grids.Cells, slugs: Sequence[str], *, exact: bool) -> None:
    """Compare what an output has with what is known, and its marks with what is certain.

    A draft leaves out what is unknown of all, so a spec of which nothing is known may be missing.
    """
    plain = grids.without_mark(cells)
    for key, spec in made.specs.items():
        if not any(key in made.tools[slug] for slug in slugs):
            assert plain.get((slugs[0], spec["label"]), "unknown") == "unknown"
            continue
        shown = {slug: plain.get((slug, spec["label"])) for slug in slugs}
        for slug in slugs:
            assert tells(spec, made.tools[slug].get(key), shown[slug] or "missing", exact=exact), (
                spec,
                shown,
            )
        marked = [slug for slug in slugs if grids.BETTER in cells[slug, spec["label"]]]
        winner = made.winner(key, slugs)
        assert marked == ([winner] if winner else []), (spec, cells)


@pytest.mark.parametrize("full", [False, True], ids=["short", "full"])
@pytest.mark.parametrize("form", COMPARISONS)
@settings(max_examples=15, deadline=None)
@given(made=catalogs(), count=st.integers(1, 4))
def test_a_comparison_shows_all_that_is_known(form: str, full: bool, made: Made, count: int) -> None:
    slugs = list(made.tools)[:count]
    with catalog(made) as folder:
        done = run(folder, "show", *slugs, "--format", form, *(["--full"] if full else []))
    cells = grids.of_show(form, done.text, slugs)
    assert all((slugs[0], spec["label"]) in cells for spec in made.specs.values()), cells
    judge(made, cells, slugs, exact=full)


@pytest.mark.parametrize("form", DRAFTS)
@settings(max_examples=15, deadline=None)
@given(made=catalogs())
def test_a_draft_shows_all_that_is_known(form: str, made: Made) -> None:
    slugs = list(made.tools)
    with catalog(made) as folder:
        done = run(folder, "export", *slugs, "--format", form)
    judge(made, grids.of_show(form, done.text, slugs), slugs, exact=False)


@pytest.mark.parametrize("form", LISTS)
@settings(max_examples=15, deadline=None)
@given(made=catalogs(), width=st.integers(20, 120))
def test_a_list_shows_all_that_is_known_or_names_what_has_no_room(form: str, made: Made, width: int) -> None:
    columns = ",".join(["slug", *made.specs])
    with catalog(made) as folder:
        wide = run(folder, "list", "--format", form, "--columns", columns).text
        narrow = run(folder, "list", "--columns", columns, columns=width).text
    cells = grids.without_mark(grids.of_list(form, wide))
    head, _, left_out = " ".join(narrow.split()).partition("Left out to fit: ")
    for key, spec in made.specs.items():
        assert spec["label"] in head or spec["label"] in left_out
        for slug, known in made.tools.items():
            assert tells(spec, known.get(key), cells[slug, spec["label"]], exact=False), (spec, cells)


@settings(max_examples=10, deadline=None)
@given(catalogs())
def test_programs_get_all_that_is_known_exactly(made: Made) -> None:
    slugs = list(made.tools)
    with catalog(made) as folder:
        compared = json.loads(run(folder, "show", *slugs, "-f", "json").text)
        drafted = json.loads(run(folder, "export", *slugs, "-f", "json").text)
        listed = json.loads(run(folder, "list", "-f", "json").text)
        lines = [json.loads(line) for line in run(folder, "list", "-f", "ndjson").text.splitlines()]
        csvs = [run(folder, *words, "-f", "csv").text for words in (("show", *slugs), ("export", *slugs))]
        rows = grids.of_list("csv", run(folder, "list", "-f", "csv").text)
    assert compared == drafted
    assert listed["tools"] == lines
    for tools in (compared["tools"], lines):
        assert {tool["slug"]: {key: _read(one) for key, one in tool["specs"].items()} for tool in tools} == {
            slug: {key: _as_json(content) for key, content in known.items()}
            for slug, known in made.tools.items()
        }
    for key, spec in made.specs.items():
        expected = {slug: _as_csv(made.tools[slug].get(key)) for slug in slugs}
        assert {slug: rows[slug, f"specs.{key}"] for slug in slugs} == expected
        for text in csvs:
            cells = grids.of_show("csv", text, slugs)
            assert {slug: cells[slug, f"specs.{key}"] for slug in slugs} == expected
        assert compared["fields"][f"specs.{key}"]["better"] == spec.get("better")
    _judge_differences(made, compared["differences"], slugs)


def _judge_differences(made: Made, differences: list[dict[str, Any]], slugs: Sequence[str]) -> None:
    found = {
        one["field"].removeprefix("specs."): one for one in differences if one["field"].startswith("specs.")
    }
    for key in made.specs:
        values = [_as_json(made.tools[slug].get(key)) for slug in slugs]
        if any(value != values[0] for value in values):
            winner = made.winner(key, slugs)
            assert found[key] == {
                "field": f"specs.{key}",
                "values": [
                    {"at_least": one[0], "at_most": one[1]} if type(one) is tuple else one for one in values
                ],
                "best": None if winner is None else slugs.index(winner),
            }
        else:
            assert key not in found


@settings(max_examples=10, deadline=None)
@given(catalogs())
def test_python_and_search_find_all_that_is_known(made: Made) -> None:
    slugs = list(made.tools)
    with catalog(made) as folder, tempfile.TemporaryDirectory() as cache:
        opened = vcompare.open(folder, cache=cache)
        compared = vcompare.compare(opened, slugs)
        for tools in (
            [opened[slug] for slug in slugs],
            compared.tools,
            [tool.card for tool in vcompare.list_tools(opened).listed],
        ):
            for card, known in zip(tools, made.tools.values(), strict=True):
                assert {key: fact.content for key, fact in card.tool.specs.items()} == known
        rows = {row.field.spec: row for row in compared.rows if row.field.spec}
        for key in made.specs:
            assert rows[key].values == tuple(known.get(key) for known in made.tools.values())
        for slug, key, word in _words(made):
            hits = vcompare.search(opened, f'"{word}"').hits
            assert slug in {hit.slug for hit in hits}, (word, hits)
            for form in ("table", "markdown", "html", "plain", "json", "ndjson", "csv"):
                found = inside(("search", f'"{word}"', "-f", form, "--catalog", folder), COLUMNS="200").text
                assert slug in found, (form, key, word)


def _words(made: Made) -> Iterator[tuple[str, str, str]]:
    """Yield the values that are words, by tool and spec."""
    for slug, known in made.tools.items():
        for key, content in known.items():
            if made.specs[key]["kind"] in {"text", "choice"} and isinstance(content, str):
                yield slug, key, content
            elif isinstance(content, tuple):
                yield from ((slug, key, item) for item in content)


def _read(fact: dict[str, Any]) -> Any:
    if fact["none"]:
        return "none"
    ends = (fact["at_least"], fact["at_most"])
    return fact["value"] if ends == (None, None) else ends


def _as_json(content: Any) -> Any:
    if isinstance(content, Bounds):
        return (_as_json(content.at_least), _as_json(content.at_most))
    if content is None or isinstance(content, bool | int | float):
        return content
    return "none" if content is NONE else list(content) if isinstance(content, tuple) else str(content)


def _as_csv(content: Any) -> str:
    if isinstance(content, Bounds):
        low, high = content.at_least, content.at_most
        return f">={low}" if high is None else f"<={high}" if low is None else f"{low}..{high}"
    if content is None or isinstance(content, bool):
        return "" if content is None else str(content).lower()
    return "none" if content is NONE else "; ".join(content) if isinstance(content, tuple) else str(content)
